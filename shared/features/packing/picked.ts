import type { PickedGoods } from './decided';
import type { ItemWish } from './decide-item';

type Trait = 'lot' | 'serial' | 'expiry';

const fits = (wish: ItemWish, goods: PickedGoods): boolean =>
  (['lot', 'serial'] as const).every(
    (each) => wish[each] === null || goods[each] === null || wish[each] === goods[each],
  );

/** The trait that all of them have alike; `null`: they differ, or it is not known. */
const alike = (picked: readonly PickedGoods[], trait: Trait): string | null => {
  const [first = null, ...others] = new Set(picked.map((each) => each[trait]));
  return others.length === 0 ? first : null;
};

/** What the pick settled already need not be scanned again: the lot, the date, and the number of a single piece. */
export const asPicked = (wish: ItemWish, picked: readonly PickedGoods[], pieces: number): ItemWish => {
  const open = picked.filter((each) => fits(wish, each));
  if (open.reduce((sum, { quantity }) => sum + quantity, 0) < pieces) return wish;
  return {
    ...wish,
    lot: wish.lot ?? alike(open, 'lot'),
    expiry: wish.expiry ?? alike(open, 'expiry'),
    serial: wish.serial ?? (open.length === 1 && open[0]?.quantity === 1 ? open[0].serial : null),
  };
};

/** Everything that the line still wants is picked, and this is none of it. */
export const isStranger = (wish: ItemWish, picked: readonly PickedGoods[], wanted: number): boolean =>
  picked.reduce((sum, { quantity }) => sum + quantity, 0) >= wanted && !picked.some((each) => fits(wish, each));
