import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { carrierOf } from '../../shared/barcode/aim';
import { expandUpcE, isGln, isSscc, toGtin14 } from '../../shared/barcode/check-digit';
import { classifyScan } from '../../shared/barcode/classify';
import { parseDigitalLink } from '../../shared/barcode/digital-link';
import { parseElementStrings } from '../../shared/barcode/gs1';
import { meaningOf } from '../../shared/barcode/gs1-meaning';
import { findTracking } from '../../shared/barcode/tracking';

const currentYear = 2026;

const read = <T extends z.ZodType>(name: string, vector: T): z.infer<T>[] => {
  const file = z.strictObject({ source: z.string(), vectors: z.array(vector) });
  return file.parse(JSON.parse(readFileSync(path.join(__dirname, 'barcode', name), 'utf8'))).vectors;
};

const elements = z.array(z.tuple([z.string(), z.string()]));
const pairs = (found: readonly { ai: string; value: string }[]): [string, string][] =>
  found.map(({ ai, value }) => [ai, value]);

describe('element strings', () => {
  const vectors = read(
    'element-strings.json',
    z.strictObject({
      data: z.string(),
      elements: elements.optional(),
      meaning: z.looseObject({}).optional(),
      failure: z.looseObject({ code: z.string() }).optional(),
    }),
  );
  it.each(vectors)('$data', (vector) => {
    const parsed = parseElementStrings(vector.data, currentYear);
    if (vector.failure !== undefined) {
      expect(parsed).toMatchObject({ ok: false, failure: vector.failure });
      return;
    }
    expect(parsed.ok ? pairs(parsed.value) : parsed).toEqual(vector.elements);
    if (parsed.ok) expect(meaningOf(parsed.value, currentYear)).toMatchObject(vector.meaning ?? {});
  });
});

describe('Digital Link', () => {
  const vectors = read(
    'digital-link.json',
    z.strictObject({ uri: z.string(), elements: elements.optional(), failure: z.string().optional() }),
  );
  it.each(vectors)('$uri', ({ uri, elements: wanted, failure }) => {
    const parsed = parseDigitalLink(uri, currentYear);
    expect(parsed.ok ? pairs(parsed.value) : parsed.failure.code).toEqual(wanted ?? failure);
  });
});

describe('check digits', () => {
  const vectors = read('check-digits.json', z.record(z.string(), z.union([z.string(), z.boolean()])));
  const outcome = (result: { ok: true; value: string } | { ok: false; failure: { code: string } }): string =>
    result.ok ? result.value : result.failure.code;
  it.each(vectors.map((vector) => ({ vector, name: JSON.stringify(vector) })))('$name', ({ vector }) => {
    const { gtin, gtin14, upcE, gtin12, failure, sscc, gln, valid } = vector;
    if (typeof gtin === 'string') expect(outcome(toGtin14(gtin))).toBe(gtin14 ?? failure);
    if (typeof upcE === 'string') expect(outcome(expandUpcE(upcE))).toBe(gtin12 ?? failure);
    if (typeof sscc === 'string') expect(isSscc(sscc)).toBe(valid);
    if (typeof gln === 'string') expect(isGln(gln)).toBe(valid);
  });
});

describe('tracking numbers', () => {
  const vectors = read('tracking.json', z.strictObject({ data: z.string(), expect: z.array(z.looseObject({})) }));
  it.each(vectors)('$data', ({ data, expect: wanted }) => {
    expect(findTracking(data)).toMatchObject(wanted);
  });
});

describe('classification', () => {
  const vectors = read(
    'classify.json',
    z.strictObject({ data: z.string(), aim: z.string().nullable(), expect: z.looseObject({ kind: z.string() }) }),
  );
  it.each(vectors)(']$aim $data', ({ data, aim, expect: wanted }) => {
    expect(classifyScan({ data, aim }, currentYear)).toMatchObject(wanted);
  });
});

describe('AIM identifiers', () => {
  const vectors = read('aim.json', z.strictObject({ aim: z.string(), content: z.string().nullable() }));
  it.each(vectors)(']$aim is $content', ({ aim, content }) => {
    expect(carrierOf(aim)?.content ?? null).toBe(content);
  });
});
