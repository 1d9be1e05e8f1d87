import type { FeatureEvent } from '../../feature';
import type { Failure } from '../../result';
import type { AttestedScan, Outcome } from './commands';
import { packingEvent } from './events';
import type { PackState } from './state';

/** A barcode of the catalogue: one code may mean several SKUs. */
export interface BarcodeCandidate {
  readonly sku: string;
  /** Units per scan: a case of twelve is 12. */
  readonly quantity: number;
}

/** What a scan means, once the catalogue, the orders and the labels were asked. */
export interface ScanMeaning {
  readonly scan: AttestedScan;
  /** A barcode fault named to the operator (check digit, charset …). */
  readonly failure: Failure | null;
  readonly gtin: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  /** `YYYY-MM-DD` */
  readonly expiry: string | null;
  readonly candidates: readonly BarcodeCandidate[];
  readonly cartonId: string | null;
  /** The parcel whose label this is, with the copy when the code names it. */
  readonly label: ScannedLabel | null;
  readonly order: { readonly orderId: string; readonly number: string } | null;
}

/** A parcel as a person speaks of it. */
export interface ParcelName {
  readonly order: string;
  readonly parcel: number;
}

export interface ScannedLabel {
  /** `null` for a label that isn't ours. */
  readonly parcelId: string | null;
  readonly labelId: string | null;
  readonly copy: number | null;
  /** Of the parcel that it belongs to. */
  readonly name: ParcelName | null;
}

export interface PickedGoods {
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
  readonly quantity: number;
}

export interface ScanFacts {
  /** Site-local date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly quantity: number | null;
  readonly chosenSku: string | null;
  /** Person who approved a keyed code, else `null`. */
  readonly keyedBy: string | null;
  /** The parcel that a serial number lies in, in whatever order; `null` while it is free. */
  readonly parcelOfSerial: (sku: string, serial: string) => ParcelName | null;
  /** Why nothing of these goods may leave the house; `null`: it may. */
  readonly holdOn: (
    sku: string,
    lot: string | null,
    serial: string | null,
  ) => { readonly kind: 'hold' | 'recall'; readonly reason: string } | null;
  /** When a lot expires as far as the book of stock knows. */
  readonly expiryOfLot: (sku: string, lot: string) => string | null;
  /** What was picked for a line of the order before it came to the bench, and is not in a box yet. */
  readonly pickedFor: (orderId: string, lineId: string) => readonly PickedGoods[];
  readonly newId: () => string;
  /** Events that start the next parcel, when one is needed. */
  readonly startParcel: (pack: PackState, parcelId: string) => readonly FeatureEvent[];
}

/** What a decision comes to: events to write, and either an outcome or a refusal. */
export interface Decided {
  readonly events: readonly FeatureEvent[];
  readonly outcome: Outcome | null;
  readonly refusal: Failure | null;
}

export const good = (code: string, details: Outcome['details'] = {}, tone: 'good' | 'need' = 'good'): Outcome => ({
  code,
  tone,
  details,
});

export const accept = (outcome: Outcome, events: readonly FeatureEvent[]): Decided => ({
  events,
  outcome,
  refusal: null,
});

/** Refuses, and writes the stop into the record. */
export const stop = (
  pack: PackState | null,
  parcelId: string | null,
  code: string,
  details: Outcome['details'] = {},
): Decided => ({
  events: [
    packingEvent('v1.packing.stopped', {
      packId: pack?.packId ?? null,
      orderId: pack?.orderId ?? null,
      parcelId,
      code,
      details,
    }),
  ],
  outcome: null,
  refusal: { code, details },
});

/** Refuses without a trace: nothing happened that anyone would ask about later. */
export const refuse = (code: string, details: Outcome['details'] = {}): Decided => ({
  events: [],
  outcome: null,
  refusal: { code, details },
});
