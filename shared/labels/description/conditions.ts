import { z } from 'zod';
import { textOf, valueAt, type LabelRecord } from './values';

/** When an element is there. */
export type Condition =
  | { readonly field: string; readonly is: 'present' | 'absent' }
  | { readonly field: string; readonly is: 'equals' | 'not-equals'; readonly value: string }
  | { readonly field: string; readonly is: 'one-of'; readonly values: readonly string[] }
  | { readonly field: string; readonly is: 'more-than' | 'less-than'; readonly value: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] };

const field = z
  .string()
  .regex(/^[A-Za-z_][\w-]*(?:\.[\w-]+)*$/)
  .max(100);
const word = z.string().max(200);

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ field, is: z.enum(['present', 'absent']) }),
    z.strictObject({ field, is: z.enum(['equals', 'not-equals']), value: word }),
    z.strictObject({ field, is: z.literal('one-of'), values: z.array(word).max(50) }),
    z.strictObject({ field, is: z.enum(['more-than', 'less-than']), value: z.int() }),
    z.strictObject({ all: z.array(conditionSchema).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).max(20) }),
  ]),
);

const isPresent = (record: LabelRecord, path: string): boolean => {
  const value = valueAt(record, path);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '' && value !== false;
};

/** Whether a condition holds for a record; no condition always does. */
export const holds = (condition: Condition | undefined, record: LabelRecord): boolean => {
  if (condition === undefined) return true;
  if ('all' in condition) return condition.all.every((each) => holds(each, record));
  if ('any' in condition) return condition.any.some((each) => holds(each, record));
  const text = textOf(valueAt(record, condition.field));
  switch (condition.is) {
    case 'present':
      return isPresent(record, condition.field);
    case 'absent':
      return !isPresent(record, condition.field);
    case 'equals':
      return text === condition.value;
    case 'not-equals':
      return text !== condition.value;
    case 'one-of':
      return condition.values.includes(text);
    case 'more-than':
      return text !== '' && Number(text) > condition.value;
    case 'less-than':
      return text !== '' && Number(text) < condition.value;
  }
};
