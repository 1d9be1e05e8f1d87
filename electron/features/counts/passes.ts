import { confidenceOf, type PassConfidence } from '../../../shared/features/counts/confidence';
import type { FeatureEvent } from '../../../shared/feature';
import { countEvent } from '../../../shared/features/counts/events';
import type { Failure } from '../../../shared/result';
import type { Reader } from '../../store/types';
import type { CountRow } from './facts';
import { readRound } from './heard';

export interface PassRow {
  pass: number;
  round: number;
  readers: string;
  started_at: string;
  ended_at: string | null;
  person_id: string | null;
  lost: string | null;
  started_n: number;
  ended_n: number | null;
  /** Different tags that it heard. */
  tags: number;
  /** What a sled stored by itself; `null`: readers read it here. */
  file: string | null;
}

/** Why a pass by file is not whole: lines that nobody could read may have named tags. */
export const unreadLines = 'file-lines';

export const passesOf = (db: Reader, countId: string): readonly PassRow[] =>
  db.all<PassRow>('SELECT * FROM count_passes WHERE count_id = ? ORDER BY pass', countId);

export const passesIn = (db: Reader, { count_id: countId, round }: CountRow): readonly PassRow[] =>
  passesOf(db, countId).filter((each) => each.round === round);

export const isWhole = ({ ended_at, lost }: PassRow): boolean => ended_at !== null && lost === null;

/** Why tags may be missing from this round: reports were lost in a pass, and no whole pass came after it. */
export const openLoss = (db: Reader, count: CountRow): string | null => {
  const passes = passesIn(db, count);
  const lost = passes.findLast((each) => each.lost !== null);
  if (lost === undefined) return null;
  return passes.some((each) => each.pass > lost.pass && isWhole(each)) ? null : lost.lost;
};

/** The first pass of this round against all that came after it, of tags loud enough to be here. */
export const confidenceIn = (db: Reader, { count_id: countId, round }: CountRow): PassConfidence => {
  const { first, other, both } = readRound(db, countId, round) ?? { first: 0, other: 0, both: 0 };
  return confidenceOf(first, other, both);
};

/** One pass of a reader is no proof that something is gone: a shielded tag is silent too. */
export const onePassOnly = (db: Reader, count: CountRow): Failure | null => {
  if (count.method !== 'rfid') return null;
  if (passesIn(db, count).filter(isWhole).length < 2) return { code: 'count-one-pass' };
  const { verdict } = confidenceIn(db, count);
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
