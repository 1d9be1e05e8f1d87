import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type HoldRow } from '../../../shared/features/stock/queries';
import { holdKinds, type HoldKind } from '../../../shared/features/stock/records';
import type { Failure, Result } from '../../../shared/result';
import { sendCommand, useBusy, useQuery } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { ReasonPicker } from '../../ui/reason-picker';

export const whyHold = ['quality', 'supplier', 'authority'] as const;
const whyRelease = ['checked', 'mistake'] as const;

export const AskReason = ({
  title,
  word,
  reasons,
  send,
  onDone,
  children,
}: {
  title: string;
  word: string;
  reasons: readonly string[];
  send: (reason: string) => Promise<Result<unknown>>;
  onDone: () => void;
  children?: React.ReactNode;
}) => {
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const ready = reason.trim() !== '' && !busy;
  const submit = (): void =>
    void run(async () => {
      const answer = await send(reason.trim());
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={title}
      onClose={onDone}
      onSubmit={() => ready && submit()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {word}
        </button>
      }
    >
      {children}
      <FailureLine failure={failure} />
      <ReasonPicker reasons={reasons} value={reason} onChange={setReason} />
    </Dialog>
  );
};

const HoldDialog = ({ sku, lots, onDone }: { sku: string; lots: readonly string[]; onDone: () => void }) => {
  const { t } = useTranslation();
  const [lot, setLot] = useState('');
  const [kind, setKind] = useState<HoldKind>('hold');
  return (
    <AskReason
      title={t('stock.hold')}
      word={t('stock.hold')}
      reasons={whyHold.map((key) => t(`stock.whyHold.${key}`))}
      send={(reason) => sendCommand('stock.hold', { sku, lot: lot === '' ? null : lot, serial: null, kind, reason })}
      onDone={onDone}
    >
      <p className="quiet">{t('stock.holdText')}</p>
      <div className="pair">
        <label className="field">
          <span>{t('field.lot')}</span>
          <select className="input" value={lot} onChange={(event) => setLot(event.target.value)} data-hold-lot>
            <option value="">{t('stock.everyLot')}</option>
            {lots.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('stock.holdKind')}</span>
          <select
            className="input"
            value={kind}
            onChange={(event) => setKind(holdKinds.find((each) => each === event.target.value) ?? 'hold')}
            data-hold-kind
          >
            {holdKinds.map((each) => (
              <option key={each} value={each}>
                {t(`stock.holdKind.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
    </AskReason>
  );
};

/** What of a SKU may not leave the house, and why; a supervisor holds and releases. */
export const Holds = ({ sku, lots, may }: { sku: string; lots: readonly string[]; may: boolean }) => {
  const { t } = useTranslation();
  const [holding, setHolding] = useState(false);
  const [releasing, setReleasing] = useState<HoldRow | null>(null);
  const { data } = useQuery('stock.holds', { sku }, stockQueries['stock.holds'].tables);
  return (
    <>
      {(data ?? []).map((row) => (
        <p key={row.holdId} className="strip bad hold" data-hold={row.kind}>
          <OctagonX size={22} aria-hidden="true" />
          <span className="grow">
            <strong>{t(`stock.holdKind.${row.kind}`)}</strong> {row.lot === null ? t('stock.everyLot') : row.lot} ·{' '}
            {row.reason}
          </span>
          {may ? (
            <button type="button" className="button" onClick={() => setReleasing(row)}>
              {t('stock.change.release')}
            </button>
          ) : null}
        </p>
      ))}
      {may ? (
        <div>
          <button type="button" className="button" onClick={() => setHolding(true)} data-hold-open>
            {t('stock.hold')}
          </button>
        </div>
      ) : null}
      {holding ? <HoldDialog sku={sku} lots={lots} onDone={() => setHolding(false)} /> : null}
      {releasing === null ? null : (
        <AskReason
          title={t('stock.change.release')}
          word={t('stock.change.release')}
          reasons={whyRelease.map((key) => t(`stock.whyRelease.${key}`))}
          send={(reason) => sendCommand('stock.releaseHold', { holdId: releasing.holdId, reason })}
          onDone={() => setReleasing(null)}
        />
      )}
    </>
  );
};
