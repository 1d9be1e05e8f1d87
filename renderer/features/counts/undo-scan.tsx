import { Scale, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countQueries, type OpenScan } from '../../../shared/features/counts/queries';
import { callStation, useBusy, useQuery, useStation } from '../../station/client';
import { Choices } from '../../ui/choices';
import { Dialog } from '../../ui/dialog';
import { formatSeconds, formatWhole } from '../../ui/format';
import { useFeedbackOnce } from '../packing/use-feedback-once';

export const undoKey = 'F3';

export const UndoButton = ({ disabled, onOpen }: { disabled: boolean; onOpen: () => void }) => {
  const { t } = useTranslation();
  return (
    <button type="button" className="button large" disabled={disabled} onClick={onOpen} data-undo-scan>
      <Undo2 size={22} aria-hidden="true" /> {t('key.undo')} <span className="kbd">{undoKey}</span>
    </button>
  );
};

/** UNDO was scanned; anything else that is done meanwhile is no answer to the question. */
export const useUndoAsked = (onAsked: (asked: boolean) => void): void =>
  useFeedbackOnce('count-undo', ({ code }) => onAsked(code === 'count-undo-wanted'));

const Scan = ({ scan: { at, person, name, sku, lot, serial, quantity, weighed } }: { scan: OpenScan }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  return (
    <span className="count-undo-scan" data-open-scan={sku}>
      <strong className="number">{formatWhole(quantity, language)} ×</strong>
      <span className="stack tight">
        <strong>{name}</strong>
        <span className="quiet number">{[sku, lot, serial].filter((each) => each !== null).join(' ')}</span>
      </span>
      <span className="stack tight count-undo-when">
        <span className="number">{formatSeconds(Date.parse(at), timeZone)}</span>
        <span className="quiet">
          {person ?? ''}{' '}
          {weighed ? (
            <>
              <Scale size={14} aria-hidden="true" /> {t('counts.note.weighed')}
            </>
          ) : null}
        </span>
      </span>
    </span>
  );
};

/** Which scan or weighing of the open bin was wrong: the last one stands first. */
export const UndoScan = ({
  countId,
  location,
  onClose,
}: {
  countId: string;
  location: string;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const [busy, run] = useBusy();
  const { data } = useQuery('counts.scans', { countId, location }, countQueries['counts.scans'].tables);
  const undo = (scan: number): void =>
    void run(async () => {
      await callStation('counts.undoScan', { location, scan });
      onClose();
    });
  const [last] = data ?? [];
  const title = t('counts.undo', { location });
  return (
    <Dialog title={title} onClose={onClose} onSubmit={() => last === undefined || busy || undo(last.scan)}>
      <p className="quiet">{t('counts.undoText')}</p>
      <Choices
        label={title}
        className="count-undo"
        choices={(data ?? []).map((scan) => ({
          key: String(scan.scan),
          content: <Scan scan={scan} />,
          disabled: busy,
        }))}
        onChoose={(key) => undo(Number(key))}
      />
    </Dialog>
  );
};
