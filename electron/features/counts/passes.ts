import { confidenceOf, type PassConfidence } from '../../../shared/features/counts/confidence';
import { usualStrayRules } from '../../../shared/features/counts/tag-classes';
import type { FeatureEvent } from '../../../shared/feature';
import { countEvent } from '../../../shared/features/counts/events';
import type { Failure } from '../../../shared/result';
import type { Reader } from '../../store/types';
import type { CountRow } from './facts';

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

/** One pass of a reader is no proof that something is gone: a shielded tag is silent too. */
export const onePassOnly = (db: Reader, count: CountRow): Failure | null => {
  if (count.method !== 'rfid') return null;
  const whole = passesOf(db, count.count_id).filter(({ ended_at, lost }) => ended_at !== null && lost === null);
  if (whole.length < 2) return { code: 'count-one-pass' };
  const { verdict } = confidenceIn(db, count.count_id);
  return verdict === 'suspect-session' || verdict === 'one-pass' ? { code: 'count-one-pass' } : null;
};

/** Ends passes that a crash left open: what came after was not heard, and no pass says so but this. */
export const endLeftOpen = (countId: string, passes: readonly PassRow[]): FeatureEvent[] =>
  passes
    .filter(({ ended_at }) => ended_at === null)
    .flatMap(({ pass, lost }) => [
      ...(lost === null
        ? [countEvent('v1.counts.reportsLost', { countId, pass, readerId: '', cause: 'interrupted', since: 0 })]
        : []),
      countEvent('v1.counts.passEnded', { countId, pass }),
    ]);
