import type { OrderChangeItem } from './events';

const keyOf = ({ code, lineId, sku }: OrderChangeItem): string => JSON.stringify([code, lineId ?? null, sku ?? null]);

/** Two steps as one: from the first `before` to the last `after`; a step there and back again is none. */
const join = (first: OrderChangeItem, last: OrderChangeItem): OrderChangeItem | null => {
  const { before } = first;
  const { code, lineId, sku, after } = last;
  if (before !== undefined && before === after) return null;
  return {
    code,
    ...(lineId === undefined ? {} : { lineId }),
    ...(sku === undefined ? {} : { sku }),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
};

/** The differences over several changes, oldest first, as one list. */
export const mergeChanges = (steps: readonly (readonly OrderChangeItem[])[]): OrderChangeItem[] => {
  const merged = new Map<string, OrderChangeItem>();
  for (const change of steps.flat()) {
    const key = keyOf(change);
    const earlier = merged.get(key);
    const joined = earlier === undefined ? change : join(earlier, change);
    if (joined === null) merged.delete(key);
    else merged.set(key, joined);
  }
  return [...merged.values()];
};
