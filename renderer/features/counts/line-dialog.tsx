import { History, Waypoints } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countQueries, type CountLineDetail, type CountView } from '../../../shared/features/counts/queries';
import { noteClasses, type CountDecision, type LineShelf } from '../../../shared/features/counts/records';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import { reasonCodes, type ReasonCode } from '../../../shared/features/stock/commands';
import { plainGoods } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { Causes } from './line-causes';
import { Behind } from './line-evidence';
import { MovementsDialog, TraceDialog, type Shown } from './line-movements';
import { ClassChip } from './parts';
import { Seek } from './seek';
import { Weighings } from './weighings';

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
              <input
                type="radio"
                name="shelf"
                checked={JSON.stringify(chosen) === JSON.stringify(each)}
                onChange={() => onChoose(each)}
              />
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

const Notes = ({ row: { data } }: Pick<CountLineDetail, 'row'>) => {
  const { t } = useTranslation();
  return (
    <>
      <p>{t(`counts.explain.${data.class}`, { place: data.belongs ?? '' })}</p>
      {data.notes.includes('same-identity') ? <p>{t('counts.explain.sameIdentity')}</p> : null}
      {data.epc === null ? null : (
        <p className="mono">
          {data.epc} {data.tid === null ? '' : `· TID ${data.tid}`} · {data.scheme}
        </p>
      )}
    </>
  );
};

/** The ways from a line to what is known of its goods. */
const Ways = ({ row: { data, name }, onShow }: Pick<CountLineDetail, 'row'> & { onShow: (shown: Shown) => void }) => {
  const { t } = useTranslation();
  const { sku, location } = data;
  if (sku === null) return null;
  const serial = serialOfKey(data.key);
  return (
    <div className="stack tight">
      <button
        type="button"
        className="button"
        onClick={() => onShow({ kind: 'movements', sku, name, location, before: null, lot: null, serial })}
        data-line-movements
      >
        <History size={20} aria-hidden="true" /> {t('stock.lastMovements')}
      </button>
      {serial === null ? null : (
        <button
          type="button"
          className="button"
          onClick={() => onShow({ kind: 'trace', subject: { kind: 'serial', sku, serial } })}
          data-line-trace
        >
          <Waypoints size={20} aria-hidden="true" /> {t('trace.title')}
        </button>
      )}
    </div>
  );
};

/** One difference: what was seen, what may be the cause, and the supervisor's word on it. */
export const LineDialog = ({
  count,
  line,
  onLine,
  onCount,
  onClose,
}: {
  count: CountView;
  line: number;
  onLine: (line: number) => void;
  onCount: (countId: string, line: number) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Shown | null>(null);
  const { data: detail } = useQuery(
    'counts.line',
    { countId: count.countId, line },
    countQueries['counts.line'].tables,
  );
  if (detail === null) return null;
  const { row, causes } = detail;
  const isOurs = !noteClasses.includes(row.data.class);
  return (
    <>
      <Dialog title={row.data.sku === null ? t('counts.tag') : row.name} onClose={onClose}>
        <div className="count-line">
          <div className="stack">
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
            <Notes row={row} />
            {row.data.notes.includes('weighed') ? <Weighings countId={count.countId} line={row.data} /> : null}
            {causes === null ? null : <Causes causes={causes} onShow={setShown} onLine={onLine} onCount={onCount} />}
            <Behind countId={count.countId} line={line} isOneTag={row.data.epc !== null} />
          </div>
          <div className="stack count-acts">
            {count.state === 'submitted' && isOurs ? <Decide count={count} detail={detail} onClose={onClose} /> : null}
            <Ways row={row} onShow={setShown} />
            {row.data.epc === null || row.data.epc === '' ? null : <Seek countId={count.countId} epc={row.data.epc} />}
          </div>
        </div>
      </Dialog>
      {shown?.kind === 'movements' ? (
        <MovementsDialog shown={shown} onShow={setShown} onClose={() => setShown(null)} />
      ) : null}
      {shown?.kind === 'trace' ? <TraceDialog subject={shown.subject} onClose={() => setShown(null)} /> : null}
    </>
  );
};
