import type { FeatureEvent } from '../../feature';
import type { AttestedScan } from './commands';
import { accept, good, refuse, stop, type Decided, type PickedGoods, type ScanFacts } from './decided';
import { packingEvent } from './events';
import { asPicked, isStranger } from './picked';
import {
  areItemsComplete,
  currentParcel,
  packStep,
  unitsTooMany,
  type Awaiting,
  type LineState,
  type PackedItem,
  type PackState,
} from './state';

/** One item on its way into the parcel. */
export interface ItemWish {
  readonly sku: string;
  readonly quantity: number;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
}

const remaining = (line: LineState): number => line.quantity - line.packed - line.short;

/** Days from `today` to `date`, both `YYYY-MM-DD`; negative when past. */
export const daysUntil = (date: string, today: string): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);

/** The line that the item counts for: one whose pinned lot it is, else one that takes any lot. */
const lineFor = (lines: readonly LineState[], wish: ItemWish): LineState | null => {
  const open = lines.filter((line) => remaining(line) > 0);
  return (
    open.find((line) => line.lot !== null && line.lot === wish.lot) ??
    open.find((line) => line.lot === null) ??
    open[0] ??
    null
  );
};

const missing = (line: LineState, wish: ItemWish): Awaiting['need'] | null => {
  if ((line.item.lotRequired || line.lot !== null) && wish.lot === null) return 'lot';
  if (line.item.serialRequired && wish.serial === null) return 'serial';
  if (line.item.expiryRequired && wish.expiry === null) return 'expiry';
  return null;
};

const dateFault = (line: LineState, wish: ItemWish, today: string): { code: string; days: number } | null => {
  if (wish.expiry === null) return null;
  const days = daysUntil(wish.expiry, today);
  if (days < 0) return { code: 'expired-lot', days: -days };
  return days < line.item.minDaysLeft ? { code: 'short-dated-lot', days } : null;
};

/** Everything that can be wrong with an item that is on the order. Lots and serials are compared exactly. */
const itemFault = (
  pack: PackState,
  parcelId: string | null,
  line: LineState,
  wish: ItemWish,
  facts: ScanFacts,
): Decided | null => {
  const { name, sku } = line.item;
  if (line.lot !== null && wish.lot !== null && wish.lot !== line.lot)
    return stop(pack, parcelId, 'wrong-lot', { name, sku, lot: wish.lot, wanted: line.lot });
  const held = facts.holdOn(sku, wish.lot, wish.serial);
  if (held !== null)
    return stop(pack, parcelId, held.kind === 'recall' ? 'goods-recalled' : 'goods-held', {
      name,
      sku,
      lot: wish.lot,
      reason: held.reason,
    });
  // A scan without a date is of a lot whose date the book may know.
  const expiry = wish.expiry ?? (wish.lot === null ? null : facts.expiryOfLot(sku, wish.lot));
  const date = dateFault(line, { ...wish, expiry }, facts.today);
  if (date !== null)
    return stop(pack, parcelId, date.code, {
      name,
      sku,
      days: date.days,
      expiry,
      lot: wish.lot,
      wanted: line.item.minDaysLeft,
    });
  const used = wish.serial !== null && line.item.serialRequired ? facts.parcelOfSerial(sku, wish.serial) : null;
  return used === null ? null : stop(pack, parcelId, 'serial-reused', { name, sku, serial: wish.serial, ...used });
};

const wantedQuantity = (line: LineState, wish: ItemWish, facts: ScanFacts): number | Decided => {
  const keyed = facts.quantity ?? 1;
  if (keyed > 1 && (!line.item.keyedQuantity || line.item.serialRequired))
    return refuse('quantity-not-allowed', { name: line.item.name, sku: line.item.sku });
  const quantity = wish.quantity * keyed;
  if (quantity > 1 && line.item.serialRequired)
    return refuse('quantity-not-allowed', { name: line.item.name, sku: line.item.sku });
  return quantity;
};

const packed = (pack: PackState, line: LineState, quantity: number): Decided['outcome'] => {
  const after = line.packed + quantity;
  const lineComplete = after + line.short === line.quantity;
  const allComplete =
    lineComplete && pack.lines.every((other) => other.lineId === line.lineId || remaining(other) === 0);
  const code = allComplete ? 'items-complete' : lineComplete ? 'line-complete' : 'item-packed';
  return good(code, {
    name: line.item.name,
    sku: line.item.sku,
    packed: after,
    quantity: line.quantity,
    lineId: line.lineId,
  });
};

const packEvents = (
  pack: PackState,
  line: LineState,
  wish: ItemWish,
  quantity: number,
  scan: AttestedScan,
  facts: ScanFacts,
): FeatureEvent[] => {
  const open = currentParcel(pack);
  const parcelId = open?.parcelId ?? facts.newId();
  const { deviceId, source, simulated, at } = scan;
  const started = open === null ? facts.startParcel(pack, parcelId) : [];
  const answered =
    pack.awaiting === null ? [] : [packingEvent('v1.packing.itemAwaiting', { packId: pack.packId, awaiting: null })];
  return [
    ...started,
    packingEvent('v1.packing.itemPacked', {
      packId: pack.packId,
      parcelId,
      itemId: facts.newId(),
      lineId: line.lineId,
      sku: line.item.sku,
      quantity,
      gtin: wish.gtin,
      lot: wish.lot,
      serial: wish.serial,
      expiry: wish.expiry,
      scan: { deviceId, source, simulated, at },
      keyedBy: facts.keyedBy,
    }),
    ...answered,
  ];
};

const await_ = (
  pack: PackState,
  line: LineState,
  wish: ItemWish,
  need: Awaiting['need'],
  quantity: number,
): Decided => {
  const { sku, name } = line.item;
  const awaiting: Awaiting = {
    sku,
    lineId: line.lineId,
    quantity,
    gtin: wish.gtin,
    lot: wish.lot,
    serial: wish.serial,
    expiry: wish.expiry,
    need,
  };
  return accept(good(`${need}-needed`, { name, sku }, 'need'), [
    packingEvent('v1.packing.itemAwaiting', { packId: pack.packId, awaiting }),
  ]);
};

/** The piece in the box that a scan means: that serial or lot, else the one that went in last. */
const pieceOf = (items: readonly PackedItem[], wish: ItemWish): PackedItem | null =>
  items
    .filter((item) => wish.serial === null || item.serial === wish.serial)
    .filter((item) => wish.lot === null || item.lot === wish.lot)
    .at(-1) ?? null;

/** Nothing is left for the open box, and others have gone: the order is done with those. */
export const endWithShipped = (pack: PackState): FeatureEvent[] => {
  const parcel = currentParcel(pack);
  const shipped = pack.parcels.some(({ state }) => state === 'closed');
  if (!shipped || !areItemsComplete(pack)) return [];
  const { packId, orderId } = pack;
  const short = pack.lines.some((line) => line.short > 0);
  return [
    ...(parcel === null
      ? []
      : [
          packingEvent('v1.packing.parcelVoided', {
            packId,
            orderId,
            parcelId: parcel.parcelId,
            reason: 'order-changed',
          }),
        ]),
    packingEvent('v1.packing.orderPacked', { packId, orderId, short }),
  ];
};

/** The order was made smaller: what is scanned now comes out of the open box again. */
const takeOut = (pack: PackState, line: LineState, wish: ItemWish, scan: AttestedScan, facts: ScanFacts): Decided => {
  const parcel = currentParcel(pack);
  const { name, sku } = line.item;
  const inside = (parcel?.items ?? []).filter((item) => item.lineId === line.lineId);
  if (wish.serial === null && inside.some((item) => item.serial !== null)) return await_(pack, line, wish, 'serial', 1);
  const piece = pieceOf(inside, wish);
  if (parcel === null || piece === null) return refuse('not-in-box', { name, sku });
  const quantity = Math.min(wish.quantity * (facts.quantity ?? 1), unitsTooMany(pack, line), piece.quantity);
  const rest = piece.quantity - quantity;
  const { deviceId, source, simulated, at } = scan;
  const base = { packId: pack.packId, parcelId: parcel.parcelId };
  return accept(good('taken-out', { name, sku, quantity }), [
    packingEvent('v1.packing.itemRemoved', { ...base, itemId: piece.itemId, sku, quantity: piece.quantity }),
    ...(rest === 0
      ? []
      : [
          packingEvent('v1.packing.itemPacked', {
            ...base,
            itemId: facts.newId(),
            lineId: line.lineId,
            sku,
            quantity: rest,
            gtin: wish.gtin,
            lot: piece.lot,
            serial: piece.serial,
            expiry: piece.expiry,
            scan: { deviceId, source, simulated, at },
            keyedBy: facts.keyedBy,
          }),
        ]),
    ...(pack.awaiting === null
      ? []
      : [packingEvent('v1.packing.itemAwaiting', { packId: pack.packId, awaiting: null })]),
    ...(rest === 0 && parcel.items.length === 1 ? endWithShipped(pack) : []),
  ]);
};

/** The pick settled which pieces go: these are others. */
const notPicked = (
  pack: PackState,
  parcelId: string | null,
  { item: { name, sku } }: LineState,
  { lot, serial }: ItemWish,
  picked: readonly PickedGoods[],
): Decided => {
  const lots = [...new Set(picked.map((each) => each.lot))];
  return lot !== null && !lots.includes(lot)
    ? stop(pack, parcelId, 'wrong-lot', { name, sku, lot, wanted: lots.join(', ') })
    : stop(pack, parcelId, 'not-picked', { name, sku, serial });
};

/** Decides one item: into the parcel, a question for lot, serial or expiry, or a stop. */
export const decideItem = (pack: PackState, scanned: ItemWish, scan: AttestedScan, facts: ScanFacts): Decided => {
  const parcel = currentParcel(pack);
  const parcelId = parcel?.parcelId ?? null;
  const lines = pack.lines.filter((line) => line.item.sku === scanned.sku);
  const first = lines[0];
  if (first === undefined) return stop(pack, parcelId, 'wrong-item', { sku: scanned.sku });
  const tooFull = packStep(pack) === 'items' ? lines.find((each) => unitsTooMany(pack, each) > 0) : undefined;
  if (tooFull !== undefined) return takeOut(pack, tooFull, scanned, scan, facts);
  const line = lineFor(lines, scanned);
  const { name, sku } = first.item;
  if (line === null)
    return stop(pack, parcelId, 'too-many', { name, sku, quantity: first.quantity, packed: first.packed });
  if (packStep(pack) !== 'items') return refuse('not-now', { step: packStep(pack) });
  const quantity = wantedQuantity(line, scanned, facts);
  if (typeof quantity !== 'number') return quantity;
  if (quantity > remaining(line))
    return stop(pack, parcelId, 'too-many', {
      name,
      sku,
      quantity: line.quantity,
      packed: line.packed,
      scanned: quantity,
    });
  const picked = facts.pickedFor(pack.orderId, line.lineId);
  const wish = asPicked(scanned, picked, quantity);
  const fault = itemFault(pack, parcelId, line, wish, facts);
  if (fault !== null) return fault;
  if (isStranger(wish, picked, remaining(line))) return notPicked(pack, parcelId, line, wish, picked);
  const need = missing(line, wish);
  if (need !== null) return await_(pack, line, wish, need, quantity);
  return {
    events: packEvents(pack, line, wish, quantity, scan, facts),
    outcome: packed(pack, line, quantity),
    refusal: null,
  };
};
