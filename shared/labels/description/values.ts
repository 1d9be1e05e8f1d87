/** What a label is filled with: fields that may hold further fields, or lists of them. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue };

export type LabelRecord = Readonly<Record<string, FieldValue>>;

/** Longer texts are cut before anything is done with them: no label has room for more. */
export const mostCharacters = 2000;

const isList = (value: FieldValue): value is readonly FieldValue[] => Array.isArray(value);

/** The value at a path such as `order.lines.0.sku`; `undefined` where there is none. */
export const valueAt = (record: LabelRecord, path: string): FieldValue | undefined => {
  let value: FieldValue | undefined = record;
  for (const name of path.split('.')) {
    if (value === null || value === undefined || typeof value !== 'object') return undefined;
    if (isList(value)) value = /^[0-9]{1,6}$/.test(name) ? value[Number(name)] : undefined;
    else value = Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
};

/** As a text; the plain values of a list are lines. Groups of fields have none. */
export const textOf = (value: FieldValue | undefined): string => {
  if (typeof value === 'string') return value.slice(0, mostCharacters);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined || !isList(value)) return '';
  return value
    .map((each) => (each !== null && typeof each === 'object' ? '' : textOf(each)))
    .join('\n')
    .slice(0, mostCharacters);
};

/** The records of a list; a list of plain values becomes records with the field `value`. */
export const listAt = (record: LabelRecord, path: string): LabelRecord[] => {
  const found = valueAt(record, path);
  if (found === undefined || found === null || typeof found !== 'object' || !isList(found)) return [];
  return found.map((each) => (each !== null && typeof each === 'object' && !isList(each) ? each : { value: each }));
};
