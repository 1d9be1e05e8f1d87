import type { MissingReason } from '../stock/records';
import type { Milligrams, Size, Weight } from '../../units';

/** What the pack is waiting for; everything on the pack screen follows from it. */
export const packSteps = [
  /** Scan the items of the current parcel. */
  'items',
  /** All items are in: put the parcel on the scale. */
  'weigh',
  /** The weight is outside the tolerance: weigh again, or a supervisor overrides. */
  'weight-refused',
  /** The label is being printed, or its print needs a person (see `label.job`). */
  'label',
  /** The label is out: scan it on the box. */
  'confirm',
  /** All parcels are closed. */
  'done',
  /** The order changed or was cancelled after it was opened. */
  'changed',
  'held',
] as const;
export type PackStep = (typeof packSteps)[number];

export const parcelStates = ['open', 'weighed', 'labelled', 'closed', 'voided'] as const;
export type ParcelState = (typeof parcelStates)[number];

/** A bin, and what of an order's goods is reserved there or was picked to it. */
export interface TakeFrom {
  readonly location: string;
  /** The tote or pallet that it lies in there. */
  readonly unit: string | null;
  /** Taken off its shelf for this order: to be packed from here and nowhere else. */
  readonly picked: boolean;
  readonly lot: string | null;
  readonly expiry: string | null;
  readonly quantity: number;
}

export interface PackLine {
  readonly lineId: string;
  readonly lineNumber: number;
  readonly sku: string;
  readonly name: string;
  /** Key of a pictogram. */
  readonly picture: string;
  readonly quantity: number;
  /** Packed in all parcels that are not voided. */
  readonly packed: number;
  readonly short: number;
  /** Packed in the current parcel. */
  readonly inParcel: number;
  /** Of those, what the order no longer wants: it must come out again. */
  readonly takeOut: number;
  /** Where the book has what is still to be packed, promised to this order. */
  readonly takeFrom: readonly TakeFrom[];
  /** Pieces that the book has for nobody, and why. */
  readonly missing: { readonly quantity: number; readonly why: MissingReason } | null;
  readonly lot: string | null;
  readonly note: string | null;
  readonly lotRequired: boolean;
  readonly serialRequired: boolean;
  readonly expiryRequired: boolean;
  readonly keyedQuantity: boolean;
  readonly fragile: boolean;
  readonly hazmat: boolean;
  /** False when one missing unit is too light for the scale to notice: the scan alone counts. */
  readonly weightCanSee: boolean;
}

export interface PackCarton {
  readonly cartonId: string;
  readonly name: string;
  readonly kind: 'carton' | 'mailer';
  readonly inner: Size;
  readonly barcode: string | null;
  readonly maxWeightMg: Milligrams;
  readonly stock: number | null;
}

export interface CartonChoice extends PackCarton {
  /** Share of the carton that the items fill, in whole percent; over 100 it can't fit. */
  readonly fillPercent: number;
  readonly fits: boolean;
  readonly suggested: boolean;
}

export interface PackDunnage {
  readonly dunnageId: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitLabel: string;
}

export interface WeightExpectation {
  readonly expectedMg: Milligrams;
  readonly toleranceMg: Milligrams;
  /** Items whose weight is not known yet: the parcel teaches it, and the check can't block. */
  readonly unknownSkus: readonly string[];
}

export interface ParcelWeight {
  /** As the device showed it. */
  readonly weight: Weight;
  readonly text: string;
  readonly grossMg: Milligrams;
  readonly expectedMg: Milligrams;
  readonly toleranceMg: Milligrams;
  readonly verdict: 'within' | 'outside' | 'learning' | 'overridden';
  /** `typed` and `simulated` weights are marked as such everywhere. */
  readonly source: 'measured' | 'typed' | 'simulated';
  /** The one piece too many or too few that would explain a wrong weight. */
  readonly suspect: { readonly name: string; readonly units: -1 | 1 } | null;
  readonly at: string;
}

export const printStates = ['requested', 'sent', 'printed', 'uncertain', 'failed', 'discarded'] as const;
export type PrintState = (typeof printStates)[number];

export interface ParcelLabel {
  readonly labelId: string;
  readonly copy: number;
  readonly sscc: string | null;
  /** What the barcode says when there is no SSCC. */
  readonly parcelNumber: string;
  readonly jobId: string;
  readonly job: PrintState;
  readonly reason: string | null;
  readonly printerId: string;
  readonly sha256: string;
  readonly confirmed: boolean;
}

export interface ParcelItem {
  readonly itemId: string;
  readonly lineId: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly lot: string | null;
  readonly serial: string | null;
  /** `YYYY-MM-DD`. */
  readonly expiry: string | null;
}

export interface PackParcel {
  readonly parcelId: string;
  readonly sequence: number;
  readonly state: ParcelState;
  readonly carton: PackCarton | null;
  readonly dunnage: readonly PackDunnage[];
  readonly items: readonly ParcelItem[];
  readonly units: number;
  readonly fillPercent: number;
  /** Outlines for the box picture, largest first: not a packing plan. */
  readonly pieces: readonly { readonly lineId: string; readonly size: Size }[];
  readonly expectation: WeightExpectation | null;
  readonly weight: ParcelWeight | null;
  readonly label: ParcelLabel | null;
  /** From the scan of the last item to the proof of the first print; `null` before. */
  readonly labelSeconds: number | null;
}

export interface PackView {
  readonly packId: string;
  readonly orderId: string;
  readonly number: string;
  readonly tote: string | null;
  readonly service: string;
  /** UTC ISO. */
  readonly cutOffAt: string | null;
  readonly country: string;
  readonly shipTo: {
    readonly name: string;
    readonly city: string;
    readonly lines: readonly string[];
    readonly postcode: string;
  } | null;
  readonly note: string | null;
  readonly gift: string | null;
  readonly step: PackStep;
  readonly holdReason: string | null;
  readonly change: OrderChange | null;
  readonly lines: readonly PackLine[];
  readonly units: number;
  readonly packed: number;
  readonly short: number;
  readonly parcels: readonly { readonly parcelId: string; readonly sequence: number; readonly state: ParcelState }[];
  /** The parcel in work; `null` when all are closed. */
  readonly parcel: PackParcel | null;
  /** A product was scanned and its lot or serial must be scanned next. */
  readonly awaiting: { readonly sku: string; readonly name: string; readonly need: 'lot' | 'serial' | 'expiry' } | null;
}

export interface OrderChange {
  readonly cancelled: boolean;
  readonly changes: readonly {
    readonly code: 'line-added' | 'line-removed' | 'quantity' | 'address' | 'service' | 'note' | 'gift' | 'other';
    readonly sku?: string;
    /** Of the item, as the catalogue calls it. */
    readonly name?: string;
    readonly before?: string;
    readonly after?: string;
  }[];
}

/** Shown, sounded and, where it matters, remembered. Pushed on the `feedback` channel in order. */
export interface Feedback {
  readonly sequence: number;
  readonly tone: 'good' | 'need' | 'bad';
  readonly code: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** The scanned data, when it was a scan (never a badge). */
  readonly scanned: string | null;
  readonly at: number;
}
