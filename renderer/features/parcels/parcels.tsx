import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { packingQueries, type ParcelRow } from '../../../shared/features/packing/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhen } from '../../ui/format';
import { ReasonPicker } from '../../ui/reason-picker';
import { Split } from '../../ui/split';
import { StateChip } from '../../ui/state-chip';
import { OverrideDialog } from '../packing/dialogs/override-dialog';
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

const Detail = ({ row }: { row: ParcelRow }) => {
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
          }}
        />
      )}
    </section>
  );
};

const ParcelTable = ({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly ParcelRow[] | null;
  chosen: string | null;
  onChoose: (parcelId: string) => void;
}) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  if (rows !== null && rows.length === 0) return <p className="quiet">{t('none')}</p>;
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('order')}</th>
          <th>{t('state')}</th>
          <th className="number">{t('parcels.weight')}</th>
          <th>{t('parcels.box')}</th>
          <th className="number">{t('parcels.labelTime')}</th>
          <th className="number">{t('parcels.closed')}</th>
        </tr>
      </thead>
      <tbody>
        {(rows ?? []).map((each) => (
          <tr
            key={each.parcelId}
            className="pick"
            aria-selected={each.parcelId === chosen}
            onClick={() => onChoose(each.parcelId)}
          >
            <td>
              <button type="button" className="link number" onClick={() => onChoose(each.parcelId)}>
                {each.order} / {each.sequence}
              </button>
            </td>
            <td>
              <StateChip state={each.state} word={t(`parcels.state.${each.state}`)} />
            </td>
            <td className="number">
              {each.weightText ?? '–'}{' '}
              {each.weightSource === 'typed' ? <span className="chip need">{t('weight.typed')}</span> : null}
            </td>
            <td>{each.carton ?? '–'}</td>
            <td className="number">
              {each.labelSeconds === null ? '–' : t('today.seconds', { value: each.labelSeconds.toFixed(1) })}
            </td>
            <td className="number">{each.closedAt === null ? '–' : formatWhen(each.closedAt, timeZone, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

export const Page = () => {
  const { t } = useTranslation();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { data } = useQuery('packing.parcels', { search, limit: 200 }, packingQueries['packing.parcels'].tables);
  const row = data?.find((each) => each.parcelId === chosen) ?? null;
  return (
    <>
      <div className="spread">
        <h1>{t('parcels.title')}</h1>
        <input
          className="input search"
          aria-label={t('parcels.search')}
          placeholder={t('parcels.search')}
          value={search}
          maxLength={80}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <Split label={t('parcels.title')} list={<ParcelTable rows={data} chosen={chosen} onChoose={setChosen} />}>
        {row === null ? null : <Detail key={row.parcelId} row={row} />}
      </Split>
      <OverrideDialog />
    </>
  );
};
