import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { contract } from '../../shared/contract';
import { stationCalls } from '../../shared/station';
import { isPlainData, maxNodes } from './router';

interface JsonSchema {
  readonly type?: string;
  readonly $ref?: string;
  readonly items?: JsonSchema;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

const most = (schemas: readonly JsonSchema[]): number => Math.max(1, ...schemas.map(nodesOf));

/** Fields of a free record (a label's): no schema bounds them, and fewer would be of no use. */
const usualFields = 10;

/** Values in the largest message that a schema allows. */
function nodesOf({
  items,
  maxItems = Number.POSITIVE_INFINITY,
  properties,
  additionalProperties = false,
  anyOf,
  oneOf,
}: JsonSchema): number {
  if (typeof additionalProperties === 'object') return 1 + usualFields;
  if (items !== undefined) return 1 + maxItems * nodesOf(items);
  if (properties !== undefined) return Object.values(properties).reduce((sum, each) => sum + nodesOf(each), 1);
  return most(anyOf ?? oneOf ?? []);
}

const allowedBy = (schema: z.ZodType): number =>
  nodesOf(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema);

/** Asked by the trusted side alone, which passes no border. */
const asksItself: ReadonlySet<string> = new Set(['orders.compare']);

const inputs: readonly (readonly [string, z.ZodType])[] = [
  ...Object.entries(contract.commands)
    .filter(([, { origin }]) => origin === 'window')
    .map(([name, { input }]) => [name, input] as const),
  ...Object.entries(contract.queries)
    .filter(([name]) => !asksItself.has(name))
    .map(([name, { params }]) => [name, params] as const),
  ...Object.entries(stationCalls).map(([name, { input }]) => [name, input] as const),
];

describe('the size of messages', () => {
  it.each(inputs)('%s: the largest that its schema allows passes the border', (_name, schema) => {
    expect(allowedBy(schema)).toBeLessThanOrEqual(maxNodes);
  });

  it('is bounded: one value more than the border takes is refused', () => {
    const values = (count: number): unknown => Array.from({ length: count - 1 }, () => randomUUID());
    expect(isPlainData(values(maxNodes))).toBe(true);
    expect(isPlainData(values(maxNodes + 1))).toBe(false);
  });
});
