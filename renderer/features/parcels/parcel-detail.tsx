import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ParcelRow } from '../../../shared/features/packing/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { ReasonPicker } from '../../ui/reason-picker';
import { StateChip } from '../../ui/state-chip';
import { LabelPicture } from './label-picture';

type Ask = 'reprint' | 'void';

const reasonsOf: Readonly<Record<Ask, readonly string[]>> = {
  reprint: ['labelDamaged', 'labelLost'],
  void: ['wrongItems', 'wrongBox', 'damaged', 'customer'],
};

const AskReason = ({
  ask,
  parcelId,
  onDone,
}: {
  ask: Ask;
  parcelId: string;
  onDone: (failure: Failure | null) => void;
}) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, run] = useBusy();
  const send = (): void =>
    void run(async () => {
      const answer = await (ask === 'void'
        ? sendCommand('packing.voidParcel', { parcelId, reason: reason.trim() })
        : sendCommand('packing.reprintLabel', { parcelId, reason: reason.trim() }));
      onDone(answer.ok ? null : answer.failure);
    });
  const ready = reason.trim() !== '' && !busy;
  return (
    <Dialog
      title={t(`dialog.${ask}`)}
      onClose={() => onDone(null)}
      onSubmit={() => ready && send()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {t('ok')}
        </button>
      }
    >
      <p className="quiet">{t(`dialog.${ask}.text`)}</p>
      <ReasonPicker reasons={reasonsOf[ask].map((key) => t(`why.${key}`))} value={reason} onChange={setReason} />
    </Dialog>
  );
};

/** One parcel, its label, and what can still be done about it. */
export const ParcelDetail = ({ row, onChanged }: { row: ParcelRow; onChanged?: () => void }) => {
  const { t } = useTranslation();
  const { session } = useStation();
  const [ask, setAsk] = useState<Ask | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <section className="card pane stack" aria-label={t('parcel')}>
      <div className="spread">
        <h2 className="number">
          {row.order} · {t('parcel')} {row.sequence}
        </h2>
        <StateChip state={row.state} word={t(`parcels.state.${row.state}`)} />
      </div>
      <p className="number">{row.sscc === null ? row.parcelNumber : `(00) ${row.sscc}`}</p>
      <FailureLine failure={failure} />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={row.labelSha256 === null || row.state === 'voided'}
          onClick={() => setAsk('reprint')}
        >
          {t('key.reprint')}
        </button>
        <button
          type="button"
          className="button danger"
          disabled={row.state === 'voided'}
          onClick={() => setAsk('void')}
        >
          {t('key.void')}
        </button>
        {roleAtLeast(session, 'supervisor') ? (
          <button
            type="button"
            className="button"
            onClick={() =>
              void callStation('export.again', { parcelId: row.parcelId }).then((answer) =>
                setFailure(answer.ok ? null : answer.failure),
              )
            }
          >
            {t('parcels.export')}
          </button>
        ) : null}
      </div>
      {row.labelSha256 === null ? null : <LabelPicture sha256={row.labelSha256} />}
      {ask === null ? null : (
        <AskReason
          ask={ask}
          parcelId={row.parcelId}
          onDone={(why) => {
            setFailure(why);
            setAsk(null);
            onChanged?.();
          }}
        />
      )}
    </section>
  );
};
