import type { RowValues } from '../import/table';
import type { SourceRow } from './import-lines';

export const ordersFormat = 'packwright.orders/1';

/** JSON key → canonical column. */
const orderKeys: Readonly<Record<string, string>> = {
  number: 'order_number',
  status: 'status',
  revision: 'revision',
  updatedAt: 'updated_at',
  service: 'service',
  cutOffAt: 'cut_off',
  tote: 'tote',
  reference: 'reference',
  customerNumber: 'customer_number',
  note: 'note',
  giftMessage: 'gift_message',
};
const shipToKeys: Readonly<Record<string, string>> = {
  name: 'ship_name',
  company: 'ship_company',
  postcode: 'ship_postcode',
  city: 'ship_city',
  region: 'ship_region',
  country: 'ship_country',
  phone: 'ship_phone',
  email: 'ship_email',
};
const lineKeys: Readonly<Record<string, string>> = {
  id: 'line_id',
  sku: 'sku',
  quantity: 'quantity',
  lot: 'lot',
  note: 'line_note',
  name: 'item_name',
  barcode: 'item_barcode',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Text of a JSON value; lists and objects in the place of text are no text, and the field counts as missing. */
const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() === '' ? null : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
};

const pick = (record: unknown, keys: Readonly<Record<string, string>>): Record<string, string> => {
  const values: Record<string, string> = {};
  if (!isRecord(record)) return values;
  for (const [key, field] of Object.entries(keys)) {
    const text = Object.hasOwn(record, key) ? textOf(record[key]) : null;
    if (text !== null) values[field] = text;
  }
  return values;
};

const addressLines = (shipTo: unknown): RowValues => {
  const lines: unknown = isRecord(shipTo) ? shipTo['lines'] : undefined;
  if (!Array.isArray(lines)) return {};
  const values: Record<string, string> = {};
  for (const [index, line] of lines.slice(0, 5).entries()) {
    const text = textOf(line);
    if (text !== null) values[`ship_line_${index + 1}`] = text;
  }
  return values;
};

/** Canonical rows of one order of a JSON file; `position` counts from 1. */
export const jsonOrderRows = (order: unknown, position: number): SourceRow[] => {
  const shipTo = isRecord(order) ? order['shipTo'] : undefined;
  const whole = { ...pick(order, orderKeys), ...pick(shipTo, shipToKeys), ...addressLines(shipTo) };
  const lines: unknown = isRecord(order) ? order['lines'] : undefined;
  const list: readonly unknown[] = Array.isArray(lines) && lines.length > 0 ? lines : [null];
  return list.map((line, index) => ({
    row: position,
    values: { ...(index === 0 ? whole : {}), ...pick(line, lineKeys) },
  }));
};
