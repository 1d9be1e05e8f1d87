import type { PassFile } from '../../../shared/features/counts/records';
import type { Reader } from '../../store/types';
import { movementsWhere } from '../stock/ledger';

/** How far the clock of a sled may be off before its times are worth nothing. */
export const clockMarginMs = 120_000;

/** The entries of the record that a read lies between; `from` is the last one that was surely before it, or later. */
export interface Dated {
  readonly from: number;
  readonly to: number;
}

/** `at`: epoch milliseconds by the clock of a sled; `null`: nobody knows. */
export type Dating = (at: number | null) => Dated;

interface Moved {
  readonly n: number;
  readonly at: number;
}

const movedSince = (db: Reader, roundN: number, n: number): readonly Moved[] => {
  const moved = movementsWhere(db, { after: roundN, before: n });
  return db
    .all<{ n: number; at: string }>(`SELECT DISTINCT n, at FROM ${moved.sql} ORDER BY n`, ...moved.cells)
    .map((each) => ({ n: each.n, at: Date.parse(each.at) }));
};

/** What was read since a round began and came in with an entry `n`: before or after which movements. */
const dating = (moves: readonly Moved[], roundN: number, n: number): Dating => {
  return (at) => {
    if (at === null) return { from: roundN, to: n };
    const firstNear = moves.findIndex((move) => move.at > at - clockMarginMs);
    const surelyBefore = moves.at(firstNear === -1 ? -1 : firstNear - 1);
    const lastNear = moves.findLastIndex((move) => move.at <= at + clockMarginMs);
    return {
      from: firstNear === 0 || surelyBefore === undefined ? roundN : surelyBefore.n + 1,
      to: moves[lastNear + 1]?.n ?? n,
    };
  };
};

const roundOf = (db: Reader, countId: string): number =>
  db.get<{ round_n: number }>('SELECT round_n FROM counts WHERE count_id = ?', countId)?.round_n ?? 0;

/** Asks the book for movements only once something has to be dated. */
export const datingIn = (db: Reader, countId: string, n: number): Dating => {
  let known: Dating | null = null;
  const ask = (): Dating => {
    const roundN = roundOf(db, countId);
    return dating(movedSince(db, roundN, n), roundN, n);
  };
  return (at) => {
    known ??= ask();
    return known(at);
  };
};

/** The entry after which a pass by file can have begun. */
export const filePassFrom = (db: Reader, countId: string, { time, firstAt }: PassFile, n: number): number =>
  datingIn(db, countId, n)(time === 'known' ? firstAt : null).from;

/** Whether the clock of a file can be right: nothing before the round, nothing that is still to come. */
export const clockFits = (firstAt: number, lastAt: number, roundAt: string, now: number): boolean =>
  firstAt >= Date.parse(roundAt) - clockMarginMs && lastAt <= now + clockMarginMs;
