import type { OrderChangeItem } from './events';
import type { OrderContent, OrderLine, ShipTo } from './records';

/** An order's content as the store holds it; `shipTo` is `null` once the person's data was erased. */
export interface StoredContent extends Omit<OrderContent, 'shipTo' | 'gift' | 'lines'> {
  readonly shipTo: ShipTo | null;
  readonly gift: string | null;
  readonly lines: readonly OrderLine[];
}

export interface ContentDifference {
  /** What stops a packer. */
  readonly changes: readonly OrderChangeItem[];
  /** Tote, reference, customer or cut-off only: worth storing, nobody is stopped. */
  readonly details: boolean;
}

const shown = (text: string | null): { before?: string } => (text === null ? {} : { before: text });
const shownAfter = (text: string | null): { after?: string } => (text === null ? {} : { after: text });

const textChange = (code: OrderChangeItem['code'], before: string | null, after: string | null): OrderChangeItem[] =>
  before === after ? [] : [{ code, ...shown(before), ...shownAfter(after) }];

const added = ({ lineId, sku, quantity }: OrderLine): OrderChangeItem => ({
  code: 'line-added',
  lineId,
  sku,
  after: String(quantity),
});

const removed = ({ lineId, sku, quantity }: OrderLine): OrderChangeItem => ({
  code: 'line-removed',
  lineId,
  sku,
  before: String(quantity),
});

const lineChanges = (before: OrderLine, after: OrderLine): OrderChangeItem[] => {
  if (before.sku !== after.sku) return [removed(before), added(after)];
  const { lineId, sku } = after;
  const quantity = textChange('quantity', String(before.quantity), String(after.quantity));
  const lot = textChange('other', before.lot, after.lot);
  const note = before.note === after.note ? [] : [{ code: 'note' } as const];
  return [...quantity, ...lot, ...note].map((change) => ({ ...change, lineId, sku }));
};

const linesChanges = (before: readonly OrderLine[], after: readonly OrderLine[]): OrderChangeItem[] => {
  const old = new Map(before.map((line) => [line.lineId, line]));
  const now = new Set(after.map((line) => line.lineId));
  return [
    ...before.filter((line) => !now.has(line.lineId)).map(removed),
    ...after.flatMap((line) => {
      const earlier = old.get(line.lineId);
      return earlier === undefined ? [added(line)] : lineChanges(earlier, line);
    }),
  ];
};

/** Address parts in a fixed order, so that two equal ones compare equal whatever order their keys came in. */
const addressKey = (shipTo: ShipTo): string => {
  const { name, company, lines, postcode, city, region, country, phone, email } = shipTo;
  return JSON.stringify([
    name,
    company ?? null,
    lines,
    postcode,
    city,
    region ?? null,
    country,
    phone ?? null,
    email ?? null,
  ]);
};

/** What the new content changes. The order of lines and their numbers don't count. */
export const compareContent = (before: StoredContent, after: OrderContent): ContentDifference => {
  const address = before.shipTo === null || addressKey(before.shipTo) !== addressKey(after.shipTo);
  const changes: OrderChangeItem[] = [
    ...linesChanges(before.lines, after.lines),
    ...(address ? [{ code: 'address' } as const] : []),
    ...textChange('service', before.service, after.service),
    ...(before.note === after.note ? [] : [{ code: 'note' } as const]),
    ...(before.gift === after.gift ? [] : [{ code: 'gift' } as const]),
  ];
  const details =
    before.tote !== after.tote ||
    before.reference !== after.reference ||
    before.cutOffAt !== after.cutOffAt ||
    (before.customer ?? null) !== (after.customer ?? null);
  return { changes, details };
};
