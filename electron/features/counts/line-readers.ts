import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { CountLineRow, countQueries } from '../../../shared/features/counts/queries';
import type { Cell, QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { causesIn, hasCauses } from './cause-facts';
import { readCount, type CountRow } from './facts';
import { chosenShelf, isDifference, isWithinTolerance, lineOf, readLine, withLimits, type StoredLine } from './lines';

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

export const lineDetail = (
  context: QueryContext,
  { countId, line }: ParamsOf<Queries['counts.line']>,
): AnswerOf<Queries['counts.line']> => {
  const { db, settings } = context;
  const count = readCount(db, countId);
  const found = readLine(db, countId, line);
  if (count === null || found === null || count.state === 'counting') return null;
  const row = rowOf(context, withLimits(count, settings), found);
  return {
    row,
    causes: hasCauses(found) ? causesIn(context, count, found) : null,
  };
};
