import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { weightUnits } from '../../../shared/units';

const hex = z.string().regex(/^(?:[0-9A-F]{2})(?: [0-9A-F]{2})*$/);
const weight = z.strictObject({ mantissa: z.number().int(), exponent: z.number().int(), unit: z.enum(weightUnits) });

const profile = z.strictObject({
  unit: z.enum(weightUnits).optional(),
  decimals: z.number().int().optional(),
  capacity: weight.optional(),
  division: weight.optional(),
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  aim: z.boolean().optional(),
  layout: z.enum(['A', 'B', 'C', 'microscan']).optional(),
});

/** One row of a manual: bytes in, outcomes out. `reports` are HID reports; `hex` is a stream or a single report. */
const vector = z.strictObject({
  name: z.string(),
  hex: hex.optional(),
  reports: z.array(hex).optional(),
  /** Milliseconds between two reports. */
  gapMs: z.number().optional(),
  profile: profile.default({}),
  /** Each outcome need only hold what is named here. */
  expect: z.array(z.looseObject({ kind: z.string() })),
});

const vectorFile = z.strictObject({
  protocol: z.string(),
  source: z.string(),
  /** The bytes come as HID reports, which cannot be split or glued. */
  reports: z.boolean().default(false),
  /** A frame is found even directly behind any garbage. */
  selfSynchronising: z.boolean(),
  vectors: z.array(vector).min(1),
});

export type VectorFile = z.infer<typeof vectorFile>;
export type Vector = VectorFile['vectors'][number];

/** Every vector file of one kind, checked. */
export const readVectorFiles = (kind: 'scales' | 'scanners'): VectorFile[] => {
  const folder = path.join(__dirname, '..', kind);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => vectorFile.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))));
};

export const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text.split(' '), (pair) => Number.parseInt(pair, 16));
