import type { OtherCountLine } from '../../../shared/features/counts/causes';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import type { Reader } from '../../store/types';
import type { CountRow } from './facts';
import { isDifference, lineOf, type StoredLine } from './lines';

/** Lines that are looked at. */
const mostLines = 30;

type Row = StoredLine & Pick<OtherCountLine, 'title' | 'state' | 'at'> & { count_id: string };

const other = (row: Row): OtherCountLine => {
  const data = lineOf(row);
  return {
    countId: row.count_id,
    title: row.title,
    state: row.state,
    at: row.at,
    line: row.line,
    sku: row.sku ?? '',
    key: data.key,
    location: row.location ?? data.shelves[0]?.shelf.location ?? null,
    difference: row.counted - row.book,
  };
};

/**
 * Opposite differences of the same goods in other counts: those that are to be checked, and those posted since `since`. Of one
 * that still goes on nobody is told anything. A piece with a serial number is only itself.
 */
export const elsewhereOf = (
  db: Reader,
  count: CountRow,
  line: StoredLine,
  since: string,
): readonly OtherCountLine[] => {
  const difference = line.counted - line.book;
  const serial = serialOfKey(lineOf(line).key);
  return db
    .all<Row>(
      `SELECT l.*, c.title, c.state, coalesce(c.ended_at, c.submitted_at) AS at FROM count_lines l
       CROSS JOIN counts c ON c.count_id = l.count_id
       WHERE l.sku = ? AND l.count_id <> ? AND (c.state = 'submitted' OR (c.state = 'posted' AND c.ended_at >= ?))
         AND ${isDifference} AND l.class <> 'moved' AND (l.counted - l.book) * ? < 0
       ORDER BY l.counted - l.book <> ?, at DESC, l.count_id, l.line LIMIT ${serial === null ? mostLines : 500}`,
      line.sku,
      count.count_id,
      since,
      difference,
      -difference,
    )
    .map(other)
    .filter(({ key }) => serialOfKey(key) === serial)
    .slice(0, mostLines);
};
