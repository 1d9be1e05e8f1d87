import { z } from 'zod';
import type { LabelDescription } from '../../labels/description/description';
import { holds } from '../../labels/description/conditions';
import type { BarcodeElement } from '../../labels/description/elements';
import { textOf, valueAt, type LabelRecord } from '../../labels/description/values';
import { locationCode, unitCode } from '../stock/records';
import { fieldsOfText } from './record-fields';
import { serialField } from './serials';

/** What the station knows that labels are printed of. */
export const labelSources = ['items', 'locations', 'units', 'lots'] as const;
export type LabelSource = (typeof labelSources)[number];

const text = z.string().min(1).max(60);

/** Exactly this, as a scan says it. */
export const rowFind = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('item'), skus: z.array(text).min(1).max(50), lot: text.nullable() }).strict(),
  z.object({ kind: z.literal('location'), location: locationCode }).strict(),
  z.object({ kind: z.literal('unit'), unit: unitCode }).strict(),
]);
export type RowFind = z.infer<typeof rowFind>;

/** At most so many rows may be picked one by one. */
export const mostPicked = 2000;
/** Labels of one batch. */
export const mostLabels = 10_000;
/** Of a file whose rows become labels. */
export const mostLabelFileBytes = 5_000_000;

export const rowsWish = z
  .object({
    source: z.enum(labelSources),
    search: z.string().max(80),
    find: rowFind.nullable(),
    /** Whose goods; `null`: anybody's. */
    owner: text.nullable(),
    /** Of bins alone: a zone, an aisle, and codes from one to another. */
    zone: z.string().max(20).nullable(),
    aisle: z.string().max(20).nullable(),
    from: z.string().max(40).nullable(),
    to: z.string().max(40).nullable(),
    /** Only these rows, by their keys. */
    keys: z.array(z.string().min(1).max(80)).max(mostPicked).nullable(),
  })
  .strict();
export type RowsWish = z.infer<typeof rowsWish>;

export const allRowsOf = (source: LabelSource): RowsWish => ({
  source,
  search: '',
  find: null,
  owner: null,
  zone: null,
  aisle: null,
  from: null,
  to: null,
  keys: null,
});

/** One thing to print a label of. */
export interface LabelRow {
  /** The same for the same thing, whatever else is asked. */
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  /** Pieces on hand; `null` where nothing is counted. */
  readonly quantity: number | null;
  readonly record: LabelRecord;
}

export interface LabelRows {
  readonly total: number;
  /** Pieces on hand of all rows. */
  readonly pieces: number;
  readonly offset: number;
  readonly rows: readonly LabelRow[];
}

export const labelCopies = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('each'), count: z.number().int().min(1).max(1000) }).strict(),
  z.object({ kind: z.literal('on-hand') }).strict(),
]);
export type LabelCopies = z.infer<typeof labelCopies>;

export const copiesOfRow = ({ quantity }: LabelRow, copies: LabelCopies): number =>
  copies.kind === 'each' ? copies.count : (quantity ?? 1);

const fieldsIn = (source: string): readonly string[] => fieldsOfText(source).filter((field) => field !== serialField);

const isMissing = (record: LabelRecord, field: string): boolean => textOf(valueAt(record, field)) === '';

/** A code of text needs every field in it; GS1 leaves out what has no value, so long as something is left. */
const lackingIn = (record: LabelRecord, { data, elements = [] }: BarcodeElement): readonly string[] => {
  if (data !== undefined) return fieldsIn(data).filter((field) => isMissing(record, field));
  const values = elements.map(({ value }) => fieldsIn(value));
  return values.every((fields) => fields.some((field) => isMissing(record, field))) ? values.flat() : [];
};

/** What a record lacks for the codes and the tag of a label: without it the label can't be printed. */
export const lackingFields = ({ elements, rfid }: LabelDescription, record: LabelRecord): readonly string[] => {
  const ofCodes = elements
    .filter((each) => each.kind === 'barcode' && holds(each.show, record))
    .flatMap((each) => lackingIn(record, each as BarcodeElement));
  const ofTag = rfid === undefined ? [] : fieldsIn(rfid.epc).filter((field) => isMissing(record, field));
  return [...new Set([...ofCodes, ...ofTag])];
};

const usual: Readonly<Record<string, LabelSource>> = {
  location: 'locations',
  'gs1-logistic': 'units',
  pallet: 'units',
  tote: 'units',
  'allergen-expiry': 'lots',
};

/** What a ready template is mostly printed of. */
export const usualSource = (templateId: string): LabelSource => usual[templateId] ?? 'items';
