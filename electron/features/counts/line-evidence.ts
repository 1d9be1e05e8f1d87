import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { HeardTagRow, LineEvidence, ScanRow } from '../../../shared/features/counts/line-evidence';
import type { countQueries } from '../../../shared/features/counts/queries';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import { goods } from '../../../shared/features/stock/records';
import type { QueryContext, Reader } from '../../store/types';
import { namer } from '../names';
import { evidenceIn, summaryOf } from './evidence';
import { readCount, skuOfGtin, type CountRow } from './facts';
import { knownIdentity } from './identities';
import { lineOf, lotOf, readLine, type StoredLine } from './lines';
import { remember } from './world';

type Query = (typeof countQueries)['counts.evidence'];
type Page = Pick<ParamsOf<Query>, 'offset' | 'limit'>;

interface StoredScan {
  n: number;
  at: string;
  person_id: string | null;
  station: string;
  device: string | null;
  goods: string;
  quantity: number;
  undone_at: string | null;
  undone_by: string | null;
}

/** The scans of the bin that are of the line's goods: of its piece, of its lot where lots were told apart, else of its item. */
const scansOf = (context: QueryContext, { count_id: countId }: CountRow, line: StoredLine): readonly ScanRow[] => {
  const nameOf = namer(context);
  const data = lineOf(line);
  const serial = serialOfKey(data.key);
  const rows = context.db
    .all<StoredScan>(
      `SELECT n, at, person_id, station, device, goods, quantity, undone_at, undone_by FROM count_scans
       WHERE count_id = ? AND location = ? AND sku = ? AND round = ? ORDER BY n`,
      countId,
      line.location,
      line.sku,
      line.round,
    )
    .map((row) => ({ row, what: goods.parse(JSON.parse(row.goods)) }));
  const apart = rows.every(({ row, what }) => what.lot !== null || row.undone_at !== null);
  return rows
    .filter(({ row, what }) =>
      serial === null
        ? !apart || what.lot === lotOf(data) || (what.lot === null && row.undone_at !== null)
        : what.serial === serial,
    )
    .map(({ row, what }) => ({
      n: row.n,
      at: row.at,
      person: nameOf(row.person_id),
      station: row.station,
      deviceId: row.device,
      sku: what.sku,
      lot: what.lot,
      serial: what.serial,
      quantity: row.quantity,
      undone: row.undone_at === null ? null : { person: nameOf(row.undone_by), at: row.undone_at },
    }));
};

const doneBy = (context: QueryContext, { count_id: countId }: CountRow, { location }: StoredLine) => {
  const bin = context.db.get<{ person_id: string | null; at: string | null }>(
    'SELECT person_id, at FROM count_bins WHERE count_id = ? AND location = ?',
    countId,
    location,
  );
  if (bin === undefined || bin.at === null) return null;
  return { person: namer(context)(bin.person_id), at: bin.at };
};

interface Tag {
  epc: string;
  tid: string;
}

/** The tags of a line: its own, or all that the round heard of its item. */
const tagsOf = (db: Reader, { count_id: countId }: CountRow, line: StoredLine): readonly Tag[] => {
  const { epc, tid, key: wanted } = lineOf(line);
  if (epc !== null) return [{ epc, tid: tid ?? '' }];
  const heard = db.all<Tag>(
    'SELECT epc, tid FROM count_heard WHERE count_id = ? AND round = ? ORDER BY epc, tid',
    countId,
    line.round,
  );
  const sku = remember((gtin) => skuOfGtin(db, gtin));
  const chips = new Set(heard.flatMap((each) => (each.tid === '' ? [] : [each.epc])));
  return heard.filter((each) => {
    // Reads without a chip number stand with the tag that has one.
    if (each.tid === '' && chips.has(each.epc)) return false;
    const { gtin, key } = knownIdentity(each.epc);
    return gtin !== null && sku(gtin) === line.sku && (wanted === null || wanted === key);
  });
};

const least = (all: readonly (number | null)[]): number | null =>
  all.reduce((first, each) => (first === null || (each !== null && each < first) ? each : first), null);

const heardTag = (db: Reader, count: CountRow, round: number, { epc, tid }: Tag): HeardTagRow => {
  const evidence = evidenceIn(db, count.count_id, round, epc, tid === '' ? null : tid);
  const { scheme, serial } = knownIdentity(epc);
  return {
    epc,
    tid: tid === '' ? null : tid,
    scheme,
    serial,
    ...summaryOf(evidence),
    readers: [...new Set(evidence.map(({ readerId }) => readerId))],
    firstAt: least(evidence.map(({ firstAt }) => firstAt)),
    evidence,
  };
};

const cut = <T>(rows: readonly T[], { offset, limit }: Page): readonly T[] => rows.slice(offset, offset + limit);

/** What a line was made of: scan by scan, or tag by tag. Nothing while somebody still counts. */
export const lineEvidence = (
  context: QueryContext,
  { countId, line: number, ...page }: ParamsOf<Query>,
): AnswerOf<Query> => {
  const { db } = context;
  const count = readCount(db, countId);
  const line = readLine(db, countId, number);
  if (count === null || line === null || count.state === 'counting') return null;
  const { offset } = page;
  if (count.method === 'barcode') {
    const scans = scansOf(context, count, line);
    const done = doneBy(context, count, line);
    return { kind: 'scans', total: scans.length, offset, rows: cut(scans, page), done } satisfies LineEvidence;
  }
  const tags = tagsOf(db, count, line);
  const rows = cut(tags, page).map((each) => heardTag(db, count, line.round, each));
  return { kind: 'tags', total: tags.length, offset, rows } satisfies LineEvidence;
};
