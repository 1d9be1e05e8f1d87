import { ArrowRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockQueries, type MovementRow } from '../../../shared/features/stock/queries';
import type { Failure } from '../../../shared/result';
import { useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatWhen, formatWhole } from '../../ui/format';
import { ReasonPicker } from '../../ui/reason-picker';
import { sendCorrection } from './correction';
import { isParcel, PlaceLink, Traits } from './parts';
import { useReason } from './use-reason';

const reasons = ['wrongBin', 'wrongItem', 'wrongQuantity'] as const;

/** The opposite movement, with a reason: nothing in the book is ever rubbed out. */
const UndoDialog = ({ row, onDone }: { row: MovementRow; onDone: () => void }) => {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const ready = reason.trim() !== '' && !busy;
  const nameOf = (place: string): string => (place.startsWith('@') ? t(`stock.account.${place.slice(1)}`) : place);
  const send = (): void =>
    void run(async () => {
      const answer = await sendCorrection({ kind: 'undo', input: { n: row.n, reason: reason.trim() } });
      if (answer.ok) onDone();
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('stock.undo')}
      onClose={onDone}
      onSubmit={() => ready && send()}
      footer={
        <button type="submit" className="button primary" disabled={!ready}>
          {t('stock.undo')}
        </button>
      }
    >
      <p>
        {row.quantity} × {row.name}: {nameOf(row.to)} → {nameOf(row.from)}
      </p>
      {row.kind === 'kit' ? <p>{t('stock.undoKit')}</p> : null}
      <p className="quiet">{t('stock.undoText')}</p>
      <FailureLine failure={failure} />
      <ReasonPicker reasons={reasons.map((key) => t(`stock.why.${key}`))} value={reason} onChange={setReason} />
    </Dialog>
  );
};

const fixed: readonly string[] = ['pack', 'ship'];
const mayUndo = ({ kind, undoneBy, undoes, reason }: MovementRow): boolean =>
  undoneBy === null && undoes === null && reason !== 'opening' && !fixed.includes(kind);

/** Which parcel it was stands with the movement itself. */
const unitOf = ({ unit }: MovementRow): string | null => (isParcel(unit) ? null : unit);

const isPlain = (row: MovementRow): boolean =>
  row.lot === null && row.serial === null && row.owner === null && unitOf(row) === null && row.condition === 'new';

interface LineProps {
  readonly row: MovementRow;
  readonly onPlace: (location: string) => void;
  readonly onUndo: (() => void) | null;
}

const FromTo = ({ row, onPlace }: Pick<LineProps, 'row' | 'onPlace'>) => {
  const { t } = useTranslation();
  return (
    <span className="from-to">
      <PlaceLink location={row.from} onPlace={onPlace} />
      {/* Packing changes how goods stand, not where. */}
      {row.from === row.to ? null : (
        <>
          <ArrowRight size={16} aria-label={t('stock.to')} />
          <PlaceLink location={row.to} onPlace={onPlace} />
        </>
      )}
    </span>
  );
};

const What = ({ row }: { row: MovementRow }) => {
  const { t } = useTranslation();
  const reasonOf = useReason();
  const why = [reasonOf(row.reason), row.document ?? ''].filter((each) => each !== '').join(' · ');
  return (
    <>
      <strong>{t(`stock.kind.${row.kind}`)}</strong>
      {why === '' ? null : <span className="quiet anywhere"> {why}</span>}
      {row.undoes === null ? null : <div className="quiet">{t('stock.undoes', { n: row.undoes })}</div>}
      {row.undoneBy === null ? null : <div className="need">{t('stock.undone')}</div>}
    </>
  );
};

const UndoButton = ({ onUndo }: Pick<LineProps, 'onUndo'>) => {
  const { t } = useTranslation();
  return onUndo === null ? null : (
    <button type="button" className="icon-button" onClick={onUndo} aria-label={t('stock.undo')} title={t('stock.undo')}>
      <Undo2 size={20} aria-hidden="true" />
    </button>
  );
};

const Line = ({ row, onPlace, onUndo }: LineProps) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  return (
    <tr data-movement={row.n} className={row.undoneBy === null ? '' : 'undone'}>
      <td className="number">{formatWhen(row.at, timeZone, language)}</td>
      <td>
        <What row={row} />
      </td>
      <td>
        {row.name}
        {isPlain(row) ? null : (
          <div className="quiet">
            <Traits row={{ ...row, unit: unitOf(row) }} />
          </div>
        )}
      </td>
      <td>
        <FromTo row={row} onPlace={onPlace} />
      </td>
      <td className="number">
        <strong>{formatWhole(row.quantity, language)}</strong>
      </td>
      <td>{row.person ?? t('stock.byStation')}</td>
      <td>
        <UndoButton onUndo={onUndo} />
      </td>
    </tr>
  );
};

/** The same beside a list, where there is little room. */
const ShortLine = ({ row, withName, onPlace, onUndo }: LineProps & { readonly withName: boolean }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  return (
    <li data-movement={row.n} className={row.undoneBy === null ? '' : 'undone'}>
      <span className="number quiet">{formatWhen(row.at, timeZone, language)}</span>
      <span className="short-what">
        <span>
          <What row={row} />
        </span>
        {withName || !isPlain(row) ? (
          <span className="quiet">
            {withName ? row.name : null} {isPlain(row) ? null : <Traits row={{ ...row, unit: unitOf(row) }} />}
          </span>
        ) : null}
        <FromTo row={row} onPlace={onPlace} />
      </span>
      <span className="short-figure">
        <strong className="number">{formatWhole(row.quantity, language)}</strong>
        <span className="quiet">{row.person ?? t('stock.byStation')}</span>
      </span>
      <UndoButton onUndo={onUndo} />
    </li>
  );
};

interface Wanted {
  readonly sku: string | null;
  readonly location: string | null;
  /** Entry before which they were booked; `null`: up to now. */
  readonly before?: number | null;
}

const useMovements = ({ sku, location, before = null }: Wanted, limit: number) => {
  const { session } = useStation();
  const [shown, setShown] = useState(limit);
  const [undoing, setUndoing] = useState<MovementRow | null>(null);
  const { data } = useQuery(
    'stock.movements',
    { sku, location, before, limit: shown },
    stockQueries['stock.movements'].tables,
  );
  const may = roleAtLeast(session, 'supervisor');
  return {
    rows: data,
    more: data === null || data.length < shown || shown >= 500 ? null : () => setShown(Math.min(500, shown + 100)),
    undo: (row: MovementRow) => (may && mayUndo(row) ? () => setUndoing(row) : null),
    dialog: undoing === null ? null : <UndoDialog row={undoing} onDone={() => setUndoing(null)} />,
  };
};

const More = ({ more }: { more: (() => void) | null }) => {
  const { t } = useTranslation();
  return more === null ? null : (
    <button type="button" className="button" onClick={more}>
      {t('more')}
    </button>
  );
};

/** The last movements of a SKU or of a bin, newest first. */
export const LastMovements = ({ sku, location, before = null, onPlace }: Wanted & Pick<LineProps, 'onPlace'>) => {
  const { t } = useTranslation();
  const { rows, more, undo, dialog } = useMovements({ sku, location, before }, 20);
  if (rows === null) return null;
  return (
    <>
      <h3>{t(before === null ? 'stock.lastMovements' : 'stock.movementsUntil')}</h3>
      {rows.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      <ul className="short-movements">
        {rows.map((row) => (
          <ShortLine
            key={`${row.n}-${row.line}`}
            row={row}
            withName={sku === null}
            onPlace={onPlace}
            onUndo={undo(row)}
          />
        ))}
      </ul>
      <More more={more} />
      {dialog}
    </>
  );
};

const Head = () => {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th className="number">{t('time')}</th>
        <th>{t('stock.movement')}</th>
        <th>{t('stock.item')}</th>
        <th>{t('stock.fromTo')}</th>
        <th className="number">{t('quantity')}</th>
        <th>{t('person')}</th>
        <th>
          <span className="sr">{t('actions')}</span>
        </th>
      </tr>
    </thead>
  );
};

/** Every movement of the book, newest first. */
export const Movements = ({ onPlace }: Pick<LineProps, 'onPlace'>) => {
  const { t } = useTranslation();
  const { rows, more, undo, dialog } = useMovements({ sku: null, location: null }, 100);
  return (
    <section className="card stock-whole scroll" tabIndex={0} aria-label={t('stock.tab.movements')}>
      {rows !== null && rows.length === 0 ? <p className="quiet stock-none">{t('none')}</p> : null}
      <table className="list movements">
        <Head />
        <tbody>
          {(rows ?? []).map((row) => (
            <Line key={`${row.n}-${row.line}`} row={row} onPlace={onPlace} onUndo={undo(row)} />
          ))}
        </tbody>
      </table>
      <More more={more} />
      {dialog}
    </section>
  );
};
