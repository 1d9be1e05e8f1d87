import { PackageX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallView } from '../../../shared/features/trace/queries';
import { ok, type Result } from '../../../shared/result';
import { sendCommand } from '../../station/client';
import { AskReason, whyHold } from '../stock/holds';

/** Kits on shelves that may hold pieces of the lot and can still leave; each once. */
const looseKits = ({ shelves, sku }: RecallView) => {
  const open = shelves.filter((row) => row.sku !== sku && row.hold !== 'recall');
  const kits = new Map(
    open.map((row) => [
      JSON.stringify([row.sku, row.lot, row.serial]),
      { sku: row.sku, lot: row.lot, serial: row.serial },
    ]),
  );
  return { kits: [...kits.values()], pieces: open.reduce((sum, { quantity }) => sum + quantity, 0) };
};

/** Once a lot is recalled: the kits with it, and one act that recalls them as well. */
export const KitsToHold = ({ view }: { view: RecallView }) => {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const { kits, pieces } = looseKits(view);
  if (kits.length === 0 || !view.holds.some(({ kind }) => kind === 'recall')) return null;
  const send = async (reason: string): Promise<Result<unknown>> => {
    for (const kit of kits) {
      const answer = await sendCommand('stock.hold', { ...kit, kind: 'recall', reason });
      if (!answer.ok) return answer;
    }
    return ok(null);
  };
  return (
    <>
      <p className="strip need hold" data-loose-kits={pieces}>
        <PackageX size={22} aria-hidden="true" />
        <strong className="grow">{t('recall.looseKits', { count: pieces })}</strong>
        <button type="button" className="button" onClick={() => setAsking(true)} data-recall-kits>
          {t('recall.kitsToo')}
        </button>
      </p>
      {asking ? (
        <AskReason
          title={t('recall.kitsToo')}
          word={t('recall.kitsToo')}
          reasons={whyHold.map((key) => t(`stock.whyHold.${key}`))}
          send={send}
          onDone={() => setAsking(false)}
        >
          <p>{t('recall.kitsTooText')}</p>
        </AskReason>
      ) : null}
    </>
  );
};
