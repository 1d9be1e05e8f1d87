import type { TableKind } from './mapping';

/** A canonical column. `personal` values never reach the inbox. */
export interface FieldDefinition {
  readonly field: string;
  readonly required: boolean;
  readonly personal: boolean;
}

const plain = (field: string, required = false): FieldDefinition => ({ field, required, personal: false });
const personal = (field: string, required = false): FieldDefinition => ({ field, required, personal: true });

/** Columns of an orders table: one row for each line; what belongs to the whole order may stand on its first row only. */
export const orderFields: readonly FieldDefinition[] = [
  plain('order_number', true),
  plain('sku', true),
  plain('quantity', true),
  personal('ship_name', true),
  personal('ship_line_1', true),
  personal('ship_city', true),
  plain('ship_country', true),
  personal('ship_postcode'),
  personal('ship_company'),
  personal('ship_line_2'),
  personal('ship_line_3'),
  personal('ship_line_4'),
  personal('ship_region'),
  personal('ship_phone'),
  personal('ship_email'),
  plain('status'),
  plain('revision'),
  plain('updated_at'),
  plain('cancelled_at'),
  plain('service'),
  plain('cut_off'),
  plain('tote'),
  plain('reference'),
  personal('customer_number'),
  personal('note'),
  personal('gift_message'),
  plain('line_id'),
  plain('lot'),
  personal('line_note'),
  plain('item_name'),
  plain('item_barcode'),
];

/** Columns of an items table. Weights: one of the columns with a unit in its name, or `weight` in the mapping's unit. */
export const itemFields: readonly FieldDefinition[] = [
  plain('sku', true),
  plain('name', true),
  plain('picture'),
  plain('category'),
  plain('barcode'),
  plain('barcode_2'),
  plain('case_barcode'),
  plain('case_quantity'),
  plain('weight'),
  plain('weight_mg'),
  plain('weight_g'),
  plain('weight_kg'),
  plain('weight_lb'),
  plain('weight_oz'),
  plain('weight_spread'),
  plain('length'),
  plain('width'),
  plain('height'),
  plain('lot_rule'),
  plain('serial_rule'),
  plain('expiry_rule'),
  plain('min_days_left'),
  plain('keyed_quantity'),
  plain('fragile'),
  plain('hazmat'),
  plain('origin'),
  plain('hs_code'),
  plain('value'),
  plain('currency'),
  plain('retired'),
];

/** Columns of a table of bins and of what lies in them: a row without a SKU tells of the bin alone. */
export const stockFields: readonly FieldDefinition[] = [
  plain('location', true),
  plain('sku'),
  plain('quantity'),
  plain('lot'),
  plain('serial'),
  plain('expiry'),
  plain('owner'),
  plain('condition'),
  plain('stock_status'),
  plain('unit'),
  plain('site'),
  plain('zone'),
  plain('aisle'),
  plain('bay'),
  plain('level'),
  plain('bin'),
  plain('check_digits'),
  plain('location_kind'),
  plain('gln'),
  plain('gln_extension'),
];

/** Columns of a table of kits: one row for each part of one kit. */
export const kitFields: readonly FieldDefinition[] = [
  plain('kit_sku', true),
  plain('part_sku', true),
  plain('part_quantity', true),
];

const allFields: Readonly<Record<TableKind, readonly FieldDefinition[]>> = {
  orders: orderFields,
  items: itemFields,
  stock: stockFields,
  kits: kitFields,
};

export const fieldsOf = (kind: TableKind): readonly FieldDefinition[] => allFields[kind];

const personalFields = new Set(
  [...orderFields, ...itemFields].filter((each) => each.personal).map((each) => each.field),
);

export const isPersonal = (field: string): boolean => personalFields.has(field);

/** Required fields that neither a column nor a constant fills. */
export const missingFields = (
  kind: TableKind,
  columns: Readonly<Record<string, unknown>>,
  constants: Readonly<Record<string, unknown>>,
): string[] =>
  fieldsOf(kind)
    .filter(({ field, required }) => required && columns[field] === undefined && constants[field] === undefined)
    .map(({ field }) => field);

const figures = [
  'quantity',
  'part_quantity',
  'weight',
  'weight_g',
  'weight_kg',
  'weight_lb',
  'weight_oz',
  'weight_spread',
  'length',
  'width',
  'height',
  'value',
];

/** Fields whose figures show which decimal mark the file uses. */
export const figureFields: ReadonlySet<string> = new Set(figures);
