import type { ParamsOf } from '../../../shared/feature';
import {
  causesOf,
  type CauseFacts,
  type LyingReturn,
  type PromisedPieces,
  type ScanSum,
  type SuggestedCause,
} from '../../../shared/features/counts/causes';
import { mostCauseLines, type causeReports, type LineCauses } from '../../../shared/features/counts/cause-brief';
import { noteClasses } from '../../../shared/features/counts/records';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import type { MovementRow } from '../../../shared/features/stock/queries';
import type { QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { movementsWhere } from '../stock/ledger';
import { movementRows } from '../stock/movements';
import type { Source, Which } from '../stock/which-movements';
import { chipsOf } from './cause-chips';
import { elsewhereOf } from './cause-counts';
import { exchangedWith, nearPlace, othersOf } from './cause-lines';
import { readCount, type CountRow } from './facts';
import { isDifference, lineOf, type StoredLine } from './lines';
import { hereOf, positionOf } from './position';

/** Returns and parcels of so many days before the count may still speak for a difference. */
const daysBefore = 30;
const dayMs = 86_400_000;

const mostMovements = 200;

interface Line {
  readonly context: QueryContext;
  readonly count: CountRow;
  readonly line: StoredLine;
  readonly sku: string;
  /** The entry at which it was counted; what was booked later is not in the difference. */
  readonly position: number;
  /** What was booked before this moment is too old to say anything. */
  readonly since: string;
  /** Numbers of its goods, and of the accounts of the bins in which it was counted; lists for `json_each`. */
  readonly goods: string;
  readonly here: string;
}

const sinceOf = ({ started_at: at }: CountRow): string => new Date(Date.parse(at) - daysBefore * dayMs).toISOString();

const goodsOf = (db: Reader, sku: string, serial: string | null): string =>
  JSON.stringify(
    db
      .all<{ goods: number }>(
        serial === null
          ? 'SELECT goods FROM stock_goods WHERE sku = ?'
          : "SELECT goods FROM stock_goods WHERE +sku = ? AND serial = ? AND serial <> ''",
        ...(serial === null ? [sku] : [sku, serial]),
      )
      .map(({ goods }) => goods),
  );

/** Movements of the line's goods, newest first; none that was taken back, and none that takes one back. */
const movements = (
  { context, goods }: Line,
  which: Which,
  more: Source = { sql: '1 = 1', cells: [] },
  limit = mostMovements,
): readonly MovementRow[] =>
  movementRows(context, { goods, ...which }, limit, {
    sql: `u.by_n IS NULL AND m.undoes IS NULL AND ${more.sql}`,
    cells: more.cells,
  });

/** Whether what movement `m` brought went on from there among these. */
const wentOn = (later: Source): string =>
  `EXISTS (SELECT 1 FROM ${later.sql} x WHERE x.source = m.target AND x.goods = m.goods)`;

const packedSince = (of: Line): readonly MovementRow[] =>
  movements(of, { kinds: ['pick'], sources: of.here, after: of.position });

/** Taken from here for a parcel that was still open when this was counted. */
const inParcels = (of: Line): readonly MovementRow[] => {
  const { goods, here, since, position } = of;
  const untilThen = { fromAt: since, before: position + 1 };
  const later = movementsWhere(of.context.db, { goods, kinds: ['pack', 'move'], ...untilThen });
  return movements(
    of,
    { kinds: ['pick'], sources: here, ...untilThen },
    { sql: `t.status = 'picked' AND NOT ${wentOn(later)}`, cells: later.cells },
  );
};

/** Returns, and goods that came out of parcels again, which had not been put away when this was counted. */
const returns = (of: Line): readonly LyingReturn[] => {
  const { goods, here, since, position } = of;
  const later = movementsWhere(of.context.db, { goods, after: position });
  const back = (isHere: boolean): readonly LyingReturn[] =>
    movements(
      of,
      { fromAt: since, before: position + 1 },
      {
        sql: `(m.kind = 'return' OR m.reason IN ('taken-out', 'parcel-voided')) AND t.location NOT LIKE '@%'
          AND m.target ${isHere ? 'IN' : 'NOT IN'} (SELECT value FROM json_each(?))
          AND (EXISTS (SELECT 1 FROM stock_balances b WHERE b.goods = m.goods AND b.account = m.target) OR ${wentOn(later)})`,
        cells: [here, ...later.cells],
      },
    ).map((movement) => ({ movement, isHere }));
  return [...back(false), ...back(true)];
};

interface PromiseRow {
  number: string;
  location: string;
  lot: string;
  quantity: number;
  opened_at: string | null;
  claimed_by: string | null;
  station: string | null;
}

const promised = ({ context, goods, here }: Line): readonly PromisedPieces[] => {
  const nameOf = namer(context);
  return context.db
    .all<PromiseRow>(
      `SELECT o.number, a.location, g.lot, sum(r.quantity) AS quantity, p.opened_at, p.claimed_by, p.station FROM stock_reservations r
       JOIN stock_goods g ON g.goods = r.goods JOIN stock_accounts a ON a.account = r.account JOIN orders o ON o.order_id = r.order_id
       LEFT JOIN packs p ON p.order_id = r.order_id AND p.state <> 'packed'
       WHERE r.goods IN (SELECT value FROM json_each(?)) AND r.account IN (SELECT value FROM json_each(?)) GROUP BY o.order_id, a.location, g.lot
       ORDER BY p.opened_at IS NULL, p.opened_at DESC, o.cut_off_at, o.number LIMIT ${mostMovements}`,
      goods,
      here,
    )
    .map((row) => ({
      number: row.number,
      location: row.location,
      lot: row.lot === '' ? null : row.lot,
      quantity: row.quantity,
      opened:
        row.opened_at === null
          ? null
          : { person: nameOf(row.claimed_by), station: row.station ?? '', at: row.opened_at },
    }));
};

/** Movements that are listed of a bin, a piece or a quantity. */
const fewMovements = 3;

const lastOfPiece = (of: Line): readonly MovementRow[] =>
  movements(of, { before: of.position + 1 }, undefined, fewMovements);

const lastThere = (of: Line, location: string): readonly MovementRow[] =>
  movements(of, { location, before: of.position + 1 }, { sql: 'f.location <> t.location', cells: [] }, fewMovements);

/** What came into the house, or into the bins of the line, in just this quantity. */
const received = (of: Line, quantity: number): readonly MovementRow[] =>
  movements(
    of,
    { kinds: ['receive', 'put-away', 'move', 'transfer', 'return', 'adjust'], before: of.position + 1 },
    {
      sql: `m.quantity = ? AND f.location <> t.location AND (m.kind = 'receive' OR m.target IN (SELECT value FROM json_each(?)))`,
      cells: [quantity, of.here],
    },
    fewMovements,
  );

const scansOf = ({ context: { db }, count, line, sku }: Line): readonly ScanSum[] =>
  db.all<ScanSum>(
    `SELECT quantity, count(*) AS times FROM count_scans WHERE count_id = ? AND location = ? AND sku = ? AND round = ?
       AND undone_at IS NULL GROUP BY quantity ORDER BY quantity`,
    count.count_id,
    line.location,
    sku,
    line.round,
  );

const packsOf = ({ context: { db }, sku }: Line): readonly number[] =>
  db
    .all<{ quantity: number }>(
      'SELECT DISTINCT quantity FROM barcodes WHERE sku = ? AND quantity > 1 ORDER BY quantity DESC',
      sku,
    )
    .map(({ quantity }) => quantity);

const factsOf = (of: Line): CauseFacts => {
  const { context, count, line, sku, since } = of;
  const { db } = context;
  const { key, belongs } = lineOf(line);
  const isPiece = serialOfKey(key) !== null;
  const last = isPiece ? lastOfPiece(of) : [];
  const [latest] = last;
  return {
    sku,
    difference: line.counted - line.book,
    packedSince: packedSince(of),
    inParcels: inParcels(of),
    promised: promised(of),
    returns: returns(of),
    shipped: latest !== undefined && latest.to === '@customer' ? latest : null,
    // The piece that one bin misses and another one has is told by the line that has it.
    others: line.class === 'misplaced' ? [] : othersOf(db, count.count_id, line),
    elsewhere: elsewhereOf(db, count, line, since),
    lastThere: (location) => lastThere(of, location),
    belongs: belongs === null ? null : nearPlace(db, line.location, belongs),
    lastOfPiece: last,
    exchanged: exchangedWith(db, count.count_id, line),
    chips: chipsOf(db, count, line),
    packs: isPiece ? [] : packsOf(of),
    received: (quantity) => received(of, quantity),
    scans: isPiece ? [] : scansOf(of),
  };
};

/** Whether anybody looks for causes of a line: not of what is none of ours, nor of what moved while it was counted. */
export const hasCauses = ({ class: kind, sku }: Pick<StoredLine, 'class' | 'sku'>): boolean =>
  sku !== null && kind !== 'moved' && !noteClasses.includes(kind);

/** What may explain a difference, with what the record has that speaks for it. */
export const causesIn = (context: QueryContext, count: CountRow, line: StoredLine): readonly SuggestedCause[] => {
  const { sku } = line;
  if (sku === null || !hasCauses(line)) return [];
  const base = { context, count, line, sku };
  const { db } = context;
  return causesOf(
    factsOf({
      ...base,
      position: positionOf(db, count, line),
      since: sinceOf(count),
      goods: goodsOf(db, sku, serialOfKey(lineOf(line).key)),
      here: hereOf(db, count, line),
    }),
  );
};

/** The same of every difference of a count, the largest sums of money first; nothing while somebody still counts. */
export const causesOfCount = (
  context: QueryContext,
  { countId }: ParamsOf<(typeof causeReports)['counts.causes']>,
): readonly LineCauses[] => {
  const { db } = context;
  const count = readCount(db, countId);
  if (count === null || count.state === 'counting') return [];
  return db
    .all<StoredLine>(
      `SELECT * FROM count_lines WHERE count_id = ? AND ${isDifference} AND sku IS NOT NULL ORDER BY abs(value_minor) DESC, line LIMIT ?`,
      countId,
      mostCauseLines,
    )
    .map((line) => ({ line: line.line, causes: causesIn(context, count, line) }))
    .filter(({ causes }) => causes.length > 0);
};
