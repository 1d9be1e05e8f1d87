import type { AnswerOf, InputOf, ParamsOf } from '../../../shared/feature';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent, type CountEventData } from '../../../shared/features/counts/events';
import { mostScansBack, type countQueries } from '../../../shared/features/counts/queries';
import { goods } from '../../../shared/features/stock/records';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type EntryMeta,
  type QueryContext,
  type Writer,
} from '../../store/types';
import { namer } from '../names';
import { entriesIn, openBin } from './bins';
import { nameOf, readCount } from './facts';
import { forgetWeighing } from './weighings';
import { taking } from './who';

type Command = (typeof countCommands)['counts.undoScan'];
type Query = (typeof countQueries)['counts.scans'];

interface StoredScan {
  goods: string;
  quantity: number;
  undone_at: string | null;
}

/** Takes back one scan: the record keeps both, the bin holds what the others counted. */
export const undoScan = (
  context: CommandContext,
  { countId, location, scan }: InputOf<Command>,
): Decision<AnswerOf<Command>> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  if (found.count.method !== 'barcode') return refused({ code: 'count-by-rfid' });
  const { db } = context;
  const bin = openBin(context, found.count, location);
  if ('result' in bin) return bin;
  const known = db.get<StoredScan>(
    'SELECT goods, quantity, undone_at FROM count_scans WHERE count_id = ? AND location = ? AND round = ? AND n = ?',
    countId,
    location,
    found.count.round,
    scan,
  );
  if (known === undefined) return refused({ code: 'count-scan-gone' });
  if (known.undone_at !== null) return refused({ code: 'count-scan-undone' });
  const what = goods.parse(JSON.parse(known.goods));
  const { quantity } = known;
  const there = entriesIn(db, countId, location).find((each) => JSON.stringify(each.goods) === JSON.stringify(what));
  const undone = countEvent('v1.counts.scanUndone', {
    countId,
    location,
    scan,
    entry: { location, goods: what, quantity },
  });
  const left = (there?.quantity ?? 0) - quantity;
  return decided({ name: nameOf(db, what.sku), quantity, left }, [...found.joined, undone]);
};

/** What is left is summed anew from the scans that stand, so that their first and last ones are right as well. */
export const scanUndone = (
  db: Writer,
  { countId, location, scan, entry }: CountEventData<'v1.counts.scanUndone'>,
  { at, actor }: EntryMeta,
): void => {
  const what = JSON.stringify(entry.goods);
  db.run(
    'UPDATE count_scans SET undone_at = ?, undone_by = ? WHERE count_id = ? AND location = ? AND n = ?',
    at,
    actor.personId,
    countId,
    location,
    scan,
  );
  db.run('DELETE FROM count_entries WHERE count_id = ? AND location = ? AND goods = ?', countId, location, what);
  db.run(
    `INSERT INTO count_entries SELECT count_id, location, goods, sum(quantity), min(n), max(n) FROM count_scans
     WHERE count_id = ? AND location = ? AND goods = ? AND undone_at IS NULL
       AND round = (SELECT round FROM counts c WHERE c.count_id = count_scans.count_id) GROUP BY count_id, location, goods`,
    countId,
    location,
    what,
  );
  forgetWeighing(db, { countId, location, sku: entry.goods.sku, n: scan });
};

interface ScanRow extends Omit<StoredScan, 'undone_at'> {
  n: number;
  at: string;
  person_id: string | null;
  weighed: number;
}

/** The last scans of a bin that is counted, the newest first: only what was scanned, so that a blind count tells nothing. */
export const scans = (context: QueryContext, { countId, location }: ParamsOf<Query>): AnswerOf<Query> => {
  const { db, actor } = context;
  const count = readCount(db, countId);
  if (count === null || count.state !== 'counting') return [];
  const personOf = namer(context);
  return db
    .all<ScanRow>(
      `SELECT s.n, s.at, s.goods, s.quantity, s.person_id, EXISTS (SELECT 1 FROM count_weighings w
         WHERE w.count_id = s.count_id AND w.location = s.location AND w.sku = s.sku AND w.n = s.n) AS weighed
       FROM count_scans s WHERE s.count_id = ? AND s.location = ? AND s.round = ? AND s.undone_at IS NULL
       ORDER BY s.n DESC LIMIT ${mostScansBack}`,
      countId,
      location,
      count.round,
    )
    .map((row) => {
      const { sku, lot, serial } = goods.parse(JSON.parse(row.goods));
      return {
        scan: row.n,
        at: row.at,
        person: row.person_id === actor.personId ? null : personOf(row.person_id),
        sku,
        name: nameOf(db, sku),
        lot,
        serial,
        quantity: row.quantity,
        weighed: row.weighed === 1,
      };
    });
};
