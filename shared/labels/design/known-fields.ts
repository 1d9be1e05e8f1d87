import type { LabelDescription } from '../description/description';
import type { FieldValue, LabelRecord } from '../description/values';

export interface KnownFields {
  /** Fields that hold one value, e.g. `sku`, `order.number`. */
  readonly values: readonly string[];
  /** Lists of records, each with the fields of its rows. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

const isGroup = (value: FieldValue): value is LabelRecord =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** What the label's sample records have: the fields that can be bound. */
export const knownFields = ({ samples }: Pick<LabelDescription, 'samples'>): KnownFields => {
  const values = new Set<string>();
  const lists = new Map<string, Set<string>>();
  const walk = (record: LabelRecord, path: string): void => {
    for (const [name, value] of Object.entries(record)) {
      const here = path === '' ? name : `${path}.${name}`;
      if (Array.isArray(value)) {
        const fields = lists.get(here) ?? new Set<string>();
        for (const row of value as readonly FieldValue[])
          for (const field of isGroup(row) ? Object.keys(row) : ['value']) fields.add(field);
        lists.set(here, fields);
      } else if (isGroup(value)) walk(value, here);
      else values.add(here);
    }
  };
  for (const { record } of samples) walk(record, '');
  return { values: [...values], lists: new Map([...lists].map(([path, fields]) => [path, [...fields]])) };
};
