import type { Size, Weight } from '../../units';
import type { CartonFacts } from './cartons';
import type { OrderChange, PackStep, ParcelState, PrintState } from './view';
import type { Expectation, WeighedPart } from './weight-model';

/** What packing needs to know of an item. */
export interface ItemFacts {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly size: Size | null;
  readonly lotRequired: boolean;
  readonly serialRequired: boolean;
  readonly expiryRequired: boolean;
  readonly minDaysLeft: number;
  readonly keyedQuantity: boolean;
  readonly fragile: boolean;
  readonly hazmat: boolean;
  readonly retired: boolean;
}

export interface LineState {
  readonly lineId: string;
  readonly lineNumber: number;
  readonly item: ItemFacts;
  /** As the order says now; 0 when the line was removed after items of it were packed. */
  readonly quantity: number;
  readonly packed: number;
  readonly short: number;
  /** Pinned by the order, or by what is in the box of an item whose lots must not mix. */
  readonly lot: string | null;
}

export interface PackedItem {
  readonly itemId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
}

export interface LabelState {
  readonly labelId: string;
  readonly copy: number;
  readonly jobId: string;
  readonly job: PrintState;
  readonly reason: string | null;
  readonly printerId: string;
  readonly sha256: string;
}

export interface ParcelFacts {
  readonly parcelId: string;
  readonly sequence: number;
  readonly state: ParcelState;
  /** The operator said that nothing more goes in. */
  readonly finished: boolean;
  readonly carton: CartonFacts | null;
  readonly dunnage: readonly {
    readonly dunnageId: string;
    readonly name: string;
    readonly quantity: number;
    readonly unitLabel: string;
  }[];
  readonly items: readonly PackedItem[];
  readonly verdict: 'within' | 'outside' | 'learning' | 'overridden' | null;
  readonly weight: Weight | null;
  readonly weightText: string | null;
  readonly grossMg: number | null;
  readonly weightSource: 'measured' | 'typed' | 'simulated' | null;
  readonly label: LabelState | null;
  readonly sscc: string | null;
  readonly number: string | null;
}

/** A pack as decisions see it. */
export interface PackState {
  readonly packId: string;
  readonly orderId: string;
  readonly number: string;
  readonly state: 'open' | 'held' | 'released' | 'packed';
  readonly claimedBy: string | null;
  readonly station: string;
  readonly change: OrderChange | null;
  readonly holdReason: string | null;
  readonly awaiting: Awaiting | null;
  readonly lines: readonly LineState[];
  readonly parcels: readonly ParcelFacts[];
}

/** A product whose lot, serial or expiry must be scanned next. */
export interface Awaiting {
  readonly sku: string;
  readonly lineId: string;
  readonly quantity: number;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
  readonly need: 'lot' | 'serial' | 'expiry';
}

export interface ParcelExpectation extends Expectation {
  readonly parts: readonly WeighedPart[];
  readonly divisionMg: number;
}

/** At least: what lies in boxes that are closed can't be less any more when an order is made smaller. */
export const isLineComplete = (line: LineState): boolean => line.packed + line.short >= line.quantity;
export const areItemsComplete = (pack: PackState): boolean => pack.lines.every(isLineComplete);

/** The parcel in work: the first that is neither closed nor voided. */
export const currentParcel = (pack: PackState): ParcelFacts | null =>
  pack.parcels.find((parcel) => parcel.state !== 'closed' && parcel.state !== 'voided') ?? null;

/** Units of a line that lie in the open box and that the order, made smaller since, no longer wants. */
export const unitsTooMany = (pack: PackState, line: LineState): number => {
  const inside = (currentParcel(pack)?.items ?? [])
    .filter((item) => item.lineId === line.lineId)
    .reduce((sum, item) => sum + item.quantity, 0);
  return Math.max(0, Math.min(inside, line.packed - line.quantity));
};

const isTooFull = (pack: PackState): boolean => pack.lines.some((line) => unitsTooMany(pack, line) > 0);

const openParcelStep = (pack: PackState, parcel: ParcelFacts): PackStep => {
  const full = (parcel.finished || areItemsComplete(pack)) && !isTooFull(pack);
  if (!full || parcel.items.length === 0) return 'items';
  return parcel.verdict === 'outside' ? 'weight-refused' : 'weigh';
};

const labelStep = (label: LabelState | null): PackStep =>
  label !== null && (label.job === 'printed' || label.job === 'uncertain') ? 'confirm' : 'label';

/** What the pack waits for. A function of the record alone, so a restart comes back to the same step. */
export const packStep = (pack: PackState): PackStep => {
  if (pack.state === 'packed') return 'done';
  if (pack.state === 'held') return 'held';
  if (pack.change !== null) return 'changed';
  const parcel = currentParcel(pack);
  if (parcel === null) return areItemsComplete(pack) ? 'done' : 'items';
  // Weighed, but the order wants more or less since: the box is opened again.
  const changed = parcel.state === 'weighed' && openParcelStep(pack, parcel) === 'items';
  return parcel.state === 'open' || changed ? openParcelStep(pack, parcel) : labelStep(parcel.label);
};
