import type { WantedLine } from '../../../shared/features/stock/allocate';
import type { ReservedLine } from '../../../shared/features/stock/records';
import type { Reader } from '../../store/types';
import type { OrderNeed } from './order-need';
import type { Promises } from './promises';

const itemDays = (db: Reader, sku: string): number =>
  db.get<{ min_days_left: number }>('SELECT min_days_left FROM items WHERE sku = ?', sku)?.min_days_left ?? 0;

/** What a line wants from the shelves beside what is picked for it; where lots must not mix, the lot that it has already. */
export const wantedOf = (
  db: Reader,
  promises: Promises,
  need: OrderNeed,
  line: OrderNeed['lines'][number],
  picked: readonly ReservedLine[],
): WantedLine => {
  const { lineId, sku } = line;
  const oneLot = promises.rotationOf(sku) === 'lot';
  const had = (): readonly (string | null)[] => [...line.lotsPacked(), ...picked.map(({ goods }) => goods.lot)];
  const lot = line.lot ?? (oneLot ? (had().find((each) => each !== null) ?? null) : null);
  const quantity = line.quantity - picked.reduce((sum, each) => sum + each.quantity, 0);
  return { lineId, sku, quantity, lot, oneLot, minDaysLeft: Math.max(need.minDaysLeft, itemDays(db, sku)) };
};
