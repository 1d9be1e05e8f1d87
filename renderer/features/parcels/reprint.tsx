import { Printer } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PrintedRow } from '../../../shared/features/printing/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy } from '../../station/client';
import { usePrinters } from '../../station/printers';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { ReasonPicker } from '../../ui/reason-picker';

const reasons = ['labelDamaged', 'labelLost'] as const;

/** What was brought to print and is of no template is somebody else's. */
const textOf = ({ template, batch }: PrintedRow) =>
  template === null && batch !== null ? 'prints.reprintDocument' : 'prints.reprintText';

const AskReprint = ({ row, onClose }: { row: PrintedRow; onClose: (asked: boolean) => void }) => {
  const { t } = useTranslation();
  const printers = usePrinters(row.printerId);
  const [reason, setReason] = useState('');
  const [printer, setPrinter] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  // One wish, however often it is sent.
  const intent = useRef(crypto.randomUUID());
  const printerId = printer ?? printers[0]?.id ?? null;
  const isParcel = row.parcelId !== null;
  const ready = reason.trim() !== '' && !busy && (isParcel || printerId !== null);
  const send = (): void =>
    void run(async () => {
      const why = reason.trim();
      const answer =
        row.parcelId === null
          ? await callStation('labels.reprint', {
              intent: intent.current,
              jobId: row.jobId,
              printerId: printerId ?? '',
              reason: why,
            })
          : await sendCommand('packing.reprintLabel', { parcelId: row.parcelId, reason: why }, intent.current);
      if (answer.ok) return onClose(true);
      // What was refused was not done: the next try is a wish of its own.
      intent.current = crypto.randomUUID();
      setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('dialog.reprint')}
      onClose={() => onClose(false)}
      onSubmit={() => ready && send()}
      footer={
        <button type="submit" className="button primary" disabled={!ready} data-reprint-send>
          <Printer size={20} aria-hidden="true" /> {t('key.reprint')}
        </button>
      }
    >
      <p className="quiet">{t(isParcel ? 'dialog.reprint.text' : textOf(row))}</p>
      <ReasonPicker reasons={reasons.map((key) => t(`why.${key}`))} value={reason} onChange={setReason} />
      {isParcel ? null : (
        <label className="field">
          <span>{t('labels.printer')}</span>
          <select
            className="input"
            value={printerId ?? ''}
            onChange={(event) => setPrinter(event.target.value)}
            data-reprint-printer
          >
            {printers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <FailureLine failure={failure} />
    </Dialog>
  );
};

/** One more copy of a label, with a reason; other papers are made anew where they come from. */
export const Reprint = ({ row }: { row: PrintedRow }) => {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [asked, setAsked] = useState(false);
  if (row.kind !== 'label' || (row.state !== 'printed' && row.state !== 'uncertain')) return null;
  return (
    <>
      <div className="row">
        <button type="button" className="button" onClick={() => setAsking(true)} data-reprint>
          <Printer size={20} aria-hidden="true" /> {t('key.reprint')}
        </button>
      </div>
      {asked ? (
        <p className="strip good" role="status">
          {t('labels.asked', { count: 1 })}
        </p>
      ) : null}
      {asking ? (
        <AskReprint
          row={row}
          onClose={(done) => {
            setAsking(false);
            setAsked(done);
          }}
        />
      ) : null}
    </>
  );
};
