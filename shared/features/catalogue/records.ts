import { z } from 'zod';

const whole = z.number().int();
const lengthMm = whole.min(1).max(100_000);
const weightMg = whole.min(1).max(2_000_000_000);
const spreadMg = whole.min(0).max(500_000_000);
const id = z.string().min(1).max(60);
const name = z.string().min(1).max(200);
const currency = z.string().regex(/^[A-Z]{3}$/);

/** A code that means a SKU: a GTIN padded to 14 digits, or the text as it is scanned. A case of twelve has quantity 12. */
export const barcodeRecord = z
  .object({ code: z.string().min(1).max(80), quantity: whole.min(1).max(99_999), kind: z.enum(['gtin', 'other']) })
  .strict();
export type BarcodeRecord = z.infer<typeof barcodeRecord>;

export const ruleValues = ['none', 'required'] as const;
const rule = z.enum(ruleValues);

/** An item of the catalogue. Weights in mg, sizes in mm, value in minor units of its currency; `null` is not known. */
export const itemRecord = z
  .object({
    sku: id,
    name,
    /** Key of a pictogram. */
    picture: z.string().min(1).max(40),
    category: z.string().max(60).nullable(),
    weightMg: weightMg.nullable(),
    /** One standard deviation of one unit. */
    weightSpreadMg: spreadMg.nullable(),
    lengthMm: lengthMm.nullable(),
    widthMm: lengthMm.nullable(),
    heightMm: lengthMm.nullable(),
    lotRule: rule,
    serialRule: rule,
    expiryRule: rule,
    minDaysLeft: whole.min(0).max(36_500),
    /** Whether the packer may key a quantity instead of scanning each piece. */
    keyedQuantity: z.boolean(),
    fragile: z.boolean(),
    hazmat: z.boolean(),
    origin: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable(),
    hsCode: z
      .string()
      .regex(/^\d{6,12}$/)
      .nullable(),
    valueMinor: whole.min(0).nullable(),
    currency: currency.nullable(),
    retired: z.boolean(),
    barcodes: z.array(barcodeRecord).max(50),
  })
  .strict();
export type ItemRecord = z.infer<typeof itemRecord>;

/** An item as a file gives it: what the file doesn't say stays as it is, or gets its default when the item is new. */
export const itemInput = itemRecord.partial().required({ sku: true });
export type ItemInput = z.infer<typeof itemInput>;

export const cartonRecord = z
  .object({
    cartonId: id,
    name,
    kind: z.enum(['carton', 'mailer']),
    innerLengthMm: lengthMm,
    innerWidthMm: lengthMm,
    innerHeightMm: lengthMm,
    outerLengthMm: lengthMm,
    outerWidthMm: lengthMm,
    outerHeightMm: lengthMm,
    tareMg: weightMg,
    tareSpreadMg: spreadMg,
    maxWeightMg: weightMg,
    costMinor: whole.min(0),
    currency,
    /** `null`: nobody counts it. */
    stock: whole.min(0).max(10_000_000).nullable(),
    barcode: z.string().min(1).max(80).nullable(),
  })
  .strict();
export type CartonRecord = z.infer<typeof cartonRecord>;

export const dunnageRecord = z
  .object({ dunnageId: id, name, weightMg, weightSpreadMg: spreadMg, unitLabel: z.string().min(1).max(20) })
  .strict();
export type DunnageRecord = z.infer<typeof dunnageRecord>;

/** What an item is, as far as nobody said otherwise. */
export const newItem = (sku: string): ItemRecord => ({
  sku,
  name: sku,
  picture: 'box',
  category: null,
  weightMg: null,
  weightSpreadMg: null,
  lengthMm: null,
  widthMm: null,
  heightMm: null,
  lotRule: 'none',
  serialRule: 'none',
  expiryRule: 'none',
  minDaysLeft: 0,
  keyedQuantity: true,
  fragile: false,
  hazmat: false,
  origin: null,
  hsCode: null,
  valueMinor: null,
  currency: null,
  retired: false,
  barcodes: [],
});
