import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SuggestedCause } from '../../../shared/features/counts/causes';
import { countQueries, type CountLineDetail, type CountView } from '../../../shared/features/counts/queries';
import { noteClasses, type CountDecision, type LineShelf } from '../../../shared/features/counts/records';
import type { Evidence } from '../../../shared/features/counts/tag-classes';
import { reasonCodes, type ReasonCode } from '../../../shared/features/stock/commands';
import { plainGoods } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { formatDbm } from '../rfid/tag-list';
import { FailureLine } from '../../ui/failure';
import { formatSeconds, formatWhen, formatWhole } from '../../ui/format';
import { ClassChip } from './parts';
import { Seek } from './seek';

const Evidences = ({ evidence }: { evidence: readonly Evidence[] }) => {
  const { t } = useTranslation();
  const { devices, timeZone, language } = useStation();
  if (evidence.length === 0) return null;
  return (
    <table className="list" data-evidence>
      <thead>
        <tr>
          <th>{t('rfid.reader')}</th>
          <th className="number">{t('counts.antenna')}</th>
          <th className="number">{t('counts.passes')}</th>
          <th className="number">{t('counts.reads')}</th>
          <th className="number">{t('counts.strength')}</th>
          <th className="number">{t('counts.lastHeard')}</th>
        </tr>
      </thead>
      <tbody>
        {evidence.map((each) => (
          <tr key={`${each.readerId} ${each.antenna ?? ''}`}>
            <td>{devices.find(({ id }) => id === each.readerId)?.name ?? each.readerId}</td>
            <td className="number">{each.antenna ?? '–'}</td>
            <td className="number">{each.passes.join(', ')}</td>
            <td className="number">{formatWhole(each.reads, language)}</td>
            <td className="number">
              {each.rssiCentiDbm === null ? '–' : t('rfid.dbm', { value: formatDbm(each.rssiCentiDbm) })}
            </td>
            <td className="number">
              {each.lastAt === null ? t('counts.timeUnknown') : formatSeconds(each.lastAt, timeZone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const CauseView = ({ cause, movements, lines, pack }: SuggestedCause) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const placeName = (place: string): string => (place.startsWith('@') ? t(`stock.account.${place.slice(1)}`) : place);
  return (
    <li data-cause={cause}>
      <strong>{t(`counts.cause.${cause}`, { pack })}</strong>
      <ul className="quiet">
        {movements.map((each) => (
          <li key={`${each.n} ${each.from} ${each.to}`} className="number">
            {formatWhen(each.at, timeZone, language)} · {t(`stock.kind.${each.kind}`)} {each.quantity} ·{' '}
            {placeName(each.from)} → {placeName(each.to)} {each.document === null ? '' : `· ${each.document}`}
          </li>
        ))}
        {lines.map((each) => (
          <li key={each.line} className="number">
            {each.name} {each.location ?? ''} {each.difference > 0 ? '+' : ''}
            {each.difference}
          </li>
        ))}
      </ul>
    </li>
  );
};

const ShelfChoice = ({
  detail,
  chosen,
  onChoose,
}: {
  detail: CountLineDetail;
  chosen: LineShelf | null;
  onChoose: (shelf: LineShelf) => void;
}) => {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data } = detail.row;
  const [only, second] = data.shelves;
  if (only !== undefined && second === undefined) return null;
  const type = (text: string): void => {
    setTyped(text);
    const location = text.trim().toUpperCase();
    if (data.sku === null || location === '') return;
    onChoose({ goods: plainGoods(data.sku), shelf: { location, unit: null, status: 'available' }, quantity: 0 });
  };
  return (
    <fieldset className="stack tight count-shelves">
      <legend>{t(data.class === 'misplaced' ? 'counts.moveTo' : 'counts.whichShelf')}</legend>
      {data.class === 'misplaced'
        ? null
        : data.shelves.map((each) => (
            <label key={JSON.stringify(each)} className="check">
              <input type="radio" name="shelf" checked={chosen === each} onChange={() => onChoose(each)} />
              <span className="number">
                {each.shelf.location} · {each.quantity} {each.goods.lot ?? ''}
              </span>
            </label>
          ))}
      {data.moreShelves === 0 ? null : <p className="quiet">{t('counts.moreBins', { count: data.moreShelves })}</p>}
      {data.shelves.length > 0 && data.class !== 'misplaced' ? null : (
        <label className="field">
          <span>{t('stock.place')}</span>
          <input
            className="input"
            value={typed}
            maxLength={40}
            onChange={(event) => type(event.target.value)}
            data-shelf
          />
        </label>
      )}
    </fieldset>
  );
};

const decisions: readonly CountDecision[] = ['adjust', 'recount', 'accept'];

const Decide = ({ count, detail, onClose }: { count: CountView; detail: CountLineDetail; onClose: () => void }) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState<ReasonCode>('miscounted');
  const [shelf, setShelf] = useState<LineShelf | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const { line, data } = detail.row;
  // What is there nobody knows: nothing can be booked.
  const choices = data.class === 'moved' ? decisions.filter((each) => each !== 'adjust') : decisions;
  const decide = (decision: CountDecision): void =>
    void run(async () => {
      const answer = await sendCommand('counts.decide', {
        countId: count.countId,
        round: count.round,
        lines: [line],
        decision,
        reason,
        note: null,
        shelf: decision === 'adjust' ? shelf : null,
      });
      if (answer.ok) onClose();
      else setFailure(answer.failure);
    });
  return (
    <div className="stack">
      <ShelfChoice detail={detail} chosen={shelf} onChoose={setShelf} />
      <label className="field">
        <span>{t('reason')}</span>
        <select
          className="input"
          value={reason}
          onChange={(event) => setReason(event.target.value as ReasonCode)}
          data-reason
        >
          {reasonCodes.map((each) => (
            <option key={each} value={each}>
              {t(`stock.reason.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <FailureLine failure={failure} />
      <div className="count-decisions">
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            className={`button ${each === choices[0] ? 'primary' : ''}`}
            disabled={busy}
            onClick={() => decide(each)}
            data-decide={each}
          >
            {t(`counts.decide.${each}`)}
          </button>
        ))}
      </div>
    </div>
  );
};

/** Where, what the book has, and what was counted. */
const Figures = ({ row: { data } }: Pick<CountLineDetail, 'row'>) => {
  const { t } = useTranslation();
  const { language } = useStation();
  if (noteClasses.includes(data.class)) return null;
  const place = data.location ?? data.shelves[0]?.shelf.location;
  const figures = [
    [t('counts.book'), data.book],
    [t('counts.counted'), data.counted],
  ] as const;
  return (
    <p className="row">
      {place === undefined ? null : <strong className="number">{place}</strong>}
      {figures.map(([word, figure]) => (
        <span key={word}>
          {word} <strong className="number">{formatWhole(figure, language)}</strong>
        </span>
      ))}
    </p>
  );
};

/** One difference: what was seen, what may be the cause, and the supervisor's word on it. */
export const LineDialog = ({ count, line, onClose }: { count: CountView; line: number; onClose: () => void }) => {
  const { t } = useTranslation();
  const { data: detail } = useQuery(
    'counts.line',
    { countId: count.countId, line },
    countQueries['counts.line'].tables,
  );
  if (detail === null) return null;
  const { row, causes, evidence } = detail;
  const open = count.state === 'submitted' && !noteClasses.includes(row.data.class);
  return (
    <Dialog title={row.data.sku === null ? t('counts.tag') : row.name} onClose={onClose}>
      <div className="stack count-detail">
        <div className="row">
          <ClassChip of={row.data.class} />
          <span className="number">{row.data.key ?? row.data.sku}</span>
          {row.data.notes.map((note) => (
            <span key={note} className="chip plain">
              {t(`counts.note.${note}`)}
            </span>
          ))}
        </div>
        <Figures row={row} />
        <p>{t(`counts.explain.${row.data.class}`, { place: row.data.belongs ?? '' })}</p>
        {row.data.notes.includes('same-identity') ? <p>{t('counts.explain.sameIdentity')}</p> : null}
        {row.data.epc === null ? null : (
          <p className="mono">
            {row.data.epc} {row.data.tid === null ? '' : `· TID ${row.data.tid}`} · {row.data.scheme}
          </p>
        )}
        <Evidences evidence={evidence} />
        {causes.length === 0 ? null : (
          <>
            <h3>{t('counts.causes')}</h3>
            <ul className="count-causes">
              {causes.map((each) => (
                <CauseView key={each.cause} {...each} />
              ))}
            </ul>
          </>
        )}
        {row.data.epc === null ? null : <Seek countId={count.countId} epc={row.data.epc} />}
        {open ? <Decide count={count} detail={detail} onClose={onClose} /> : null}
      </div>
    </Dialog>
  );
};
