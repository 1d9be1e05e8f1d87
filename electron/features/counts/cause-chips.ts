import type { ChipRow, HeardTag } from '../../../shared/features/counts/causes';
import type { Reader } from '../../store/types';
import { nameOf, skuOfGtin, type CountRow } from './facts';
import { knownIdentity } from './identities';
import { lineOf, type StoredLine } from './lines';

interface Pair {
  tid: string;
  epc: string;
  was: string;
  title: string;
  at: string;
}

const skuOf = (db: Reader, epc: string): string | null => {
  const { gtin } = knownIdentity(epc);
  return gtin === null ? null : skuOfGtin(db, gtin);
};

const heard = (db: Reader, epc: string): HeardTag => {
  const sku = skuOf(db, epc);
  return { epc, name: sku === null ? null : nameOf(db, sku) };
};

const was = `SELECT now.tid, now.epc, was.epc AS was, c.title, c.started_at AS at FROM count_heard now
  JOIN count_heard was ON was.tid = now.tid AND was.tid <> '' AND was.epc <> now.epc AND was.last_to < now.first_from
  JOIN counts c ON c.count_id = was.count_id WHERE now.count_id = ? AND now.round = ? AND now.tid <> ''`;

const chipOf = (db: Reader, { tid, epc, was: before, title, at }: Pair): ChipRow => ({
  tid,
  now: heard(db, epc),
  was: { ...heard(db, before), title, at },
});

/** Chips that were heard with the number of this item and have another one now, or the other way. */
const rewritten = (db: Reader, count: CountRow, line: StoredLine): readonly ChipRow[] => {
  const { tid } = lineOf(line);
  const pairs =
    tid === null
      ? db
          .all<Pair>(`${was} ORDER BY now.tid, was.last_to DESC LIMIT 1000`, count.count_id, line.round)
          .filter(({ epc, was: before }) => skuOf(db, line.counted > line.book ? epc : before) === line.sku)
          .filter(({ epc, was: before }) => skuOf(db, epc) !== skuOf(db, before))
      : db.all<Pair>(`${was} AND now.tid = ? ORDER BY was.last_to DESC LIMIT 20`, count.count_id, line.round, tid);
  return pairs.map((each) => chipOf(db, each));
};

/** Chips that carry one and the same number: at least one of them was written for another piece. */
const twins = (db: Reader, count: CountRow, line: StoredLine): readonly ChipRow[] => {
  const { epc, tid } = lineOf(line);
  if (epc === null || tid === null) return [];
  const rows = db.all<{ tid: string }>(
    "SELECT tid FROM count_heard WHERE count_id = ? AND round = ? AND epc = ? AND tid NOT IN ('', ?) ORDER BY tid LIMIT 20",
    count.count_id,
    line.round,
    epc,
    tid,
  );
  return rows.map((each) => ({ tid: each.tid, now: heard(db, epc), was: null }));
};

/** What chip numbers tell of tags that were exchanged or written anew. */
export const chipsOf = (db: Reader, count: CountRow, line: StoredLine): readonly ChipRow[] =>
  count.method === 'rfid' ? [...rewritten(db, count, line), ...twins(db, count, line)] : [];
