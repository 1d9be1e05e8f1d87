import { isShelf, type MovementKind, type Place, type StockStatus } from '../stock/records';

const always = (step: string) => (): string => step;

/** Business steps of CBV 2.0 section 7.1. */
export const steps: Readonly<Record<MovementKind, (reason: string | null, to: Place) => string>> = {
  receive: always('receiving'),
  'put-away': always('storing'),
  move: always('storing'),
  pick: always('picking'),
  pack: always('packing'),
  ship: always('shipping'),
  count: always('cycle_counting'),
  // Opening stock is brought to the book by a file.
  adjust: (reason) => (reason === 'opening' || reason === 'file' ? 'stock_taking' : 'cycle_counting'),
  return: (reason) => (reason === 'parcel-voided' ? 'void_shipping' : 'receiving'),
  kit: always('assembling'),
  scrap: always('destroying'),
  // Between two houses of ours.
  transfer: (_, to) => (isShelf(to) ? 'receiving' : 'shipping'),
};

/** Dispositions of CBV 2.0 section 7.2, by how goods stand. */
const standing: Readonly<Record<StockStatus, string>> = {
  available: 'sellable_not_accessible',
  reserved: 'reserved',
  picked: 'in_progress',
  packed: 'in_progress',
  quarantine: 'non_sellable_other',
  damaged: 'damaged',
  expired: 'expired',
};

export const dispositionOf = (kind: MovementKind, to: Place): string => {
  if (isShelf(to)) return kind === 'return' && to.status === 'available' ? 'returned' : standing[to.status];
  if (to.counter === 'scrap') return 'destroyed';
  if (to.counter === 'unexplained') return 'unknown';
  return to.counter === 'customer' || to.counter === 'transfer' ? 'in_transit' : 'in_progress';
};

const order = ['type', 'eventID', 'eventTime', 'eventTimeZoneOffset', 'recordTime', 'action', 'bizStep', 'disposition'];

/** What says most comes first, for whoever reads the file. */
export const keyOrder = (event: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] => {
  const rank = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return Object.entries(event).toSorted(([a], [b]) => rank(a) - rank(b));
};
