import type { Actor, Store } from '../../../electron/store/types';
import type { BookedKind, WantedGoods } from '../../../shared/features/stock/commands';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { Shelf } from '../../../shared/features/stock/records';
import type { Result } from '../../../shared/result';
import { createPackHand, place, type PackHand } from '../pack-world';
import { createRandom, type Random } from '../random';

/** What everybody of a day shares: what came in and nobody has packed yet, and running numbers. */
export interface House {
  readonly open: string[];
  /** A number that nobody else has. */
  next(): number;
  /** How much of the day is over, 0 to 1. */
  over(): number;
}

/** One of those who work at once: at a station of their own, with their own luck. */
export interface Person {
  readonly hand: PackHand;
  readonly random: Random;
  readonly house: House;
  readonly operator: Actor;
  /** The same person with the rights of a supervisor. */
  readonly boss: Actor;
  rowsIn(location: string): Promise<readonly BalanceRow[]>;
  move(wish: Wish, actor?: Actor): Promise<Result<unknown>>;
}

/** One of their turns: a few commands that belong together. */
export type Turn = (person: Person) => Promise<void>;

export interface Wish {
  readonly kind: BookedKind;
  readonly wanted: Partial<WantedGoods> & { readonly sku: string };
  readonly from?: Shelf | null;
  readonly to?: Shelf | null;
  readonly quantity: number;
  readonly reason?: string;
  readonly document?: string;
}

export const shelf = (location: string, status: Shelf['status'] = 'available', unit: string | null = null): Shelf => ({
  location,
  status,
  unit,
});

/** What a row of the book is, as somebody would name it who has scanned all of it. */
export const goodsIn = ({ sku, owner, lot, serial, expiry, condition }: BalanceRow) => ({
  sku,
  owner,
  lot,
  serial,
  expiry,
  condition,
});

const nothingSaid = { from: null, to: null, reason: null, document: null, beyondBook: false } as const;

export const createPerson = (store: Store, house: House, index: number, seed: number): Person => {
  const at = { ...place, station: `S${index + 1}` };
  const operator: Actor = { ...at, personId: `person-${index + 1}`, role: 'operator' };
  const hand = createPackHand(store, operator);
  return {
    hand,
    random: createRandom(seed * 100 + index),
    house,
    operator,
    boss: { ...operator, role: 'supervisor' },
    rowsIn: async (location) =>
      (await hand.query<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [],
    move: (wish, actor = operator) => hand.command('stock.move', { ...nothingSaid, ...wish }, actor),
  };
};
