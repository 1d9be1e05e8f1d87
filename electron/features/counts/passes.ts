import { confidenceOf, type PassConfidence } from '../../../shared/features/counts/confidence';
import { usualStrayRules } from '../../../shared/features/counts/tag-classes';
import type { Reader } from '../../store/types';

export interface PassRow {
  pass: number;
  round: number;
  readers: string;
  started_at: string;
  ended_at: string | null;
  person_id: string | null;
  lost: string | null;
}

export const passesOf = (db: Reader, countId: string): readonly PassRow[] =>
  db.all<PassRow>('SELECT * FROM count_passes WHERE count_id = ? ORDER BY pass', countId);

/** Why tags may be missing from the count: reports were lost in a pass, and no whole pass came after it. */
export const openLoss = (db: Reader, countId: string): string | null => {
  const passes = passesOf(db, countId);
  const lost = passes.findLast((each) => each.lost !== null);
  if (lost === undefined) return null;
  const isWhole = ({ pass, ended_at, lost: cause }: PassRow): boolean =>
    pass > lost.pass && ended_at !== null && cause === null;
  return passes.some(isWhole) ? null : lost.lost;
};

/** The first pass against all that came after it, of tags loud enough to be here. */
export const confidenceIn = (db: Reader, countId: string): PassConfidence => {
  const sums = db.get<{ first: number | null; other: number | null; both: number | null }>(
    `SELECT sum(f) AS first, sum(o) AS other, sum(f AND o) AS both FROM (
       SELECT max(pass = 1) AS f, max(pass > 1) AS o FROM count_tags WHERE count_id = ? GROUP BY epc, tid
       HAVING max(rssi) >= ? OR (max(rssi) IS NULL AND sum(reads) >= ?))`,
    countId,
    usualStrayRules.floorCentiDbm,
    usualStrayRules.leastReads,
  );
  return confidenceOf(sums?.first ?? 0, sums?.other ?? 0, sums?.both ?? 0);
};
