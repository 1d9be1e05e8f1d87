import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import {
  causesOf,
  type CauseMovement,
  type OtherLine,
  type SuggestedCause,
} from '../../../shared/features/counts/causes';
import type { CountLineRow, countQueries } from '../../../shared/features/counts/queries';
import type { Cell, QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { movementsWhere } from '../stock/ledger';
import { evidenceIn } from './evidence';
import { readCount, type CountRow } from './facts';
import {
  chosenShelf,
  differences,
  isDifference,
  isWithinTolerance,
  lineOf,
  readLine,
  withLimits,
  type StoredLine,
} from './lines';

type Queries = typeof countQueries;

const itemName = (db: Reader, sku: string | null): { name: string; picture: string } => {
  const none = { name: sku ?? '', picture: 'box' };
  if (sku === null) return none;
  return db.get<{ name: string; picture: string }>('SELECT name, picture FROM items WHERE sku = ?', sku) ?? none;
};

const rowOf = (context: QueryContext, count: CountRow, line: StoredLine): CountLineRow => ({
  line: line.line,
  round: line.round,
  ...itemName(context.db, line.sku),
  data: lineOf(line),
  valueMinor: line.value_minor,
  decision: line.decision,
  reason: line.reason,
  note: line.note,
  shelf: chosenShelf(line),
  decidedBy: line.decided_by === null ? null : namer(context)(line.decided_by),
  small: isWithinTolerance(count, line),
});

/** The largest sums of money first; nothing while somebody still counts. */
export const lines = (
  context: QueryContext,
  { countId, class: kind, decision, offset, limit }: ParamsOf<Queries['counts.lines']>,
): AnswerOf<Queries['counts.lines']> => {
  const { db, settings } = context;
  const known = readCount(db, countId);
  if (known === null || known.state === 'counting') return { total: 0, rows: [] };
  const count = withLimits(known, settings);
  const wanted = [
    'count_id = ?',
    'paired = 0',
    kind === null ? (decision === null ? '' : isDifference) : 'class = ?',
    decision === null ? '' : decision === 'open' ? 'decision IS NULL' : 'decision = ?',
  ].filter((each) => each !== '');
  const cells: Cell[] = [
    countId,
    ...(kind === null ? [] : [kind]),
    ...(decision === null || decision === 'open' ? [] : [decision]),
  ];
  const where = wanted.join(' AND ');
  const total = db.get<{ total: number }>(`SELECT count(*) AS total FROM count_lines WHERE ${where}`, ...cells);
  const rows = db.all<StoredLine>(
    `SELECT * FROM count_lines WHERE ${where} ORDER BY (${isDifference}) DESC, abs(value_minor) DESC, line LIMIT ? OFFSET ?`,
    ...cells,
    limit,
    offset,
  );
  return { total: total?.total ?? 0, rows: rows.map((line) => rowOf(context, count, line)) };
};

const movementsOf = (db: Reader, sku: string): readonly CauseMovement[] => {
  const moved = movementsWhere({ sku });
  return db.all<CauseMovement>(
    `SELECT m.n, m.at, m.kind, m.quantity, f.location AS "from", t.location AS "to", t.status AS toStatus, m.document
     FROM ${moved.sql} m JOIN stock_accounts f ON f.account = m.source JOIN stock_accounts t ON t.account = m.target
     ORDER BY m.n DESC, m.line DESC LIMIT 50`,
    ...moved.cells,
  );
};

const othersOf = (db: Reader, countId: string, line: number): readonly OtherLine[] =>
  differences(db, countId)
    .filter((each) => each.line !== line)
    .map((each) => ({
      line: each.line,
      sku: each.sku,
      name: itemName(db, each.sku).name,
      location: each.location ?? lineOf(each).shelves[0]?.shelf.location ?? null,
      difference: each.counted - each.book,
    }));

const causesIn = (db: Reader, countId: string, line: StoredLine): readonly SuggestedCause[] => {
  if (line.sku === null) return [];
  const packs = db.all<{ quantity: number }>(
    'SELECT DISTINCT quantity FROM barcodes WHERE sku = ? AND quantity > 1 ORDER BY quantity DESC',
    line.sku,
  );
  return causesOf({
    sku: line.sku,
    difference: line.counted - line.book,
    movements: movementsOf(db, line.sku),
    others: othersOf(db, countId, line.line),
    packs: packs.map(({ quantity }) => quantity),
  });
};

export const lineDetail = (
  context: QueryContext,
  { countId, line }: ParamsOf<Queries['counts.line']>,
): AnswerOf<Queries['counts.line']> => {
  const { db, settings } = context;
  const count = readCount(db, countId);
  const found = readLine(db, countId, line);
  if (count === null || found === null || count.state === 'counting') return null;
  const row = rowOf(context, withLimits(count, settings), found);
  const { epc, tid } = row.data;
  return {
    row,
    evidence: epc === null ? [] : evidenceIn(db, countId, found.round, epc, tid),
    causes: causesIn(db, countId, found),
  };
};
