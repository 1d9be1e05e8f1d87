import type { LabelDescription } from '../../labels/description/description';
import type { FieldValue, LabelRecord } from '../../labels/description/values';
import { serialField } from './serials';

const binding = /\{\{\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)/g;

/** Fields that a text with bindings asks for. */
export const fieldsOfText = (text: string): readonly string[] =>
  [...text.matchAll(binding)].map(([, path = '']) => path);

/** Bindings outside of lists: what somebody fills in by hand, in the order in which the label asks for it. */
const collect = (value: unknown, found: Set<string>): void => {
  if (typeof value === 'string') {
    for (const path of fieldsOfText(value)) if (path !== serialField) found.add(path);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(each, found);
  } else if (value !== null && typeof value === 'object') {
    const element = value as Readonly<Record<string, unknown>>;
    // Fields inside a list belong to its rows.
    if (element['kind'] === 'repeat' || element['kind'] === 'table') return;
    for (const each of Object.values(element)) collect(each, found);
  }
};

/** Fields that a template asks for, e.g. `sku`, `order.number`. */
export const fieldsOfTemplate = ({ elements }: LabelDescription): readonly string[] => {
  const found = new Set<string>();
  collect(elements, found);
  return [...found];
};

const asRecord = (value: FieldValue | undefined): LabelRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as LabelRecord) : {};

/** The record with one field set; groups of fields on the way are made. */
export const withField = (record: LabelRecord, path: string, text: string): LabelRecord => {
  const [name = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...record, [name]: text };
  return { ...record, [name]: withField(asRecord(record[name]), rest.join('.'), text) };
};

/** A row of a file as a record; columns that name no field of the template are left out. */
export const recordOfRow = (
  header: readonly string[],
  cells: readonly string[],
  fields: readonly string[],
): LabelRecord => {
  const wanted = new Map([...fields, serialField].map((field) => [field.toLowerCase(), field]));
  let record: LabelRecord = {};
  header.forEach((name, index) => {
    const field = wanted.get(name.trim().toLowerCase());
    if (field !== undefined) record = withField(record, field, (cells[index] ?? '').trim());
  });
  return record;
};
