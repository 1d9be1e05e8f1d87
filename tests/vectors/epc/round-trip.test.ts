import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkElements, elementsOfIdentity, identityOfElements } from '../../../shared/epc/gs1-keys';
import { decodeEpc } from '../../../shared/epc/decode';
import { elementsOfDigitalLink, encodeEpc, encodePlusElements, encodeTagUri } from '../../../shared/epc/encode';
import { parseIdentityUri, parseTagUri, type EpcIdentity } from '../../../shared/epc/identity';
import { plusSchemes } from '../../../shared/epc/plus-schemes';
import { tagSchemes } from '../../../shared/epc/schemes';
import { elementsFor, partsOf } from './arbitraries';

const numRuns = 200;

const must = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

/** Key to identity and back, but for the numbers that must not become EPCs. */
const expectSameKey = (identity: EpcIdentity): void => {
  const elements = elementsOfIdentity(identity);
  if (elements === null) return;
  expect(checkElements(elements)).toEqual({ ok: true, value: undefined });
  const prefixLength = (identity.parts[0] ?? '').length;
  const again = identityOfElements(elements, prefixLength);
  if (!again.ok) expect(again.failure.code).toBe('restricted-number');
  // The company prefix of a GTIN-8 always has eight digits.
  else if (again.value.parts[0]?.length === prefixLength) expect(again.value).toEqual(identity);
  else expect(elements[0]?.value.startsWith('000000')).toBe(true);
  const link = elementsOfDigitalLink(must(decodeEpc(must(encodeEpc(identity, { filter: 0 })).hex)).digitalLink ?? '', 2026);
  expect(link).toEqual({ ok: true, value: elements });
};

describe('schemes with a company prefix', () => {
  it.each(tagSchemes)('$scheme', (row) => {
    const { scheme, kind, filterBits } = row;
    const filters = fc.integer({ min: 0, max: 2 ** filterBits - 1 });
    fc.assert(
      fc.property(partsOf(row), filters, (parts, filter) => {
        const identity = { kind, parts };
        const { hex, bits } = must(encodeEpc(identity, { scheme, filter }));
        const epc = must(decodeEpc(hex));
        expect(epc).toMatchObject({ scheme, kind, bits, identity, filter: filterBits === 0 ? null : filter });
        expect(epc.notes).not.toContain('trailing-bits');
        expect(must(parseTagUri(epc.tagUri ?? ''))).toEqual({ identity, scheme, filter: epc.filter });
        expect(must(parseIdentityUri(epc.identityUri ?? ''))).toEqual(identity);
        expect(must(encodeTagUri(epc.tagUri ?? '')).hex).toBe(hex);
        expectSameKey(identity);
      }),
      { numRuns },
    );
  });
});

describe('schemes without', () => {
  it.each(plusSchemes.filter(({ hostName }) => hostName !== true))('$scheme', (row) => {
    fc.assert(
      fc.property(elementsFor(row), fc.integer({ min: 0, max: 7 }), (elements, filter) => {
        const { hex, scheme, bits } = must(encodePlusElements(elements, { filter }));
        expect(scheme).toBe(row.scheme);
        expect(must(decodeEpc(hex))).toMatchObject({ scheme, filter, elements, bits, tagUri: null });
        expect(must(decodeEpc(hex)).notes).not.toContain('trailing-bits');
        expect(decodeEpc(hex, bits)).toMatchObject({ value: { elements } });
        expect(decodeEpc(hex, bits - 1).ok).toBe(false);
      }),
      { numRuns },
    );
  });

  it('keeps a location without an extension', () => {
    const elements = [{ ai: '414', value: '0614141123452' }];
    const { hex } = must(encodePlusElements(elements, { filter: 0 }));
    expect(must(decodeEpc(hex)).elements).toEqual(elements);
  });

  it('says what is missing or wrong', () => {
    const codeOf = (...pairs: [string, string][]): string => {
      const result = encodePlusElements(pairs.map(([ai, value]) => ({ ai, value })), { filter: 0 });
      return result.ok ? result.value.hex : result.failure.code;
    };
    expect(codeOf(['01', '80614141123458'])).toBe('missing-serial');
    expect(codeOf(['8003', '00614141123452'])).toBe('missing-serial');
    expect(codeOf(['255', '4012345678901'])).toBe('missing-serial');
    expect(codeOf(['10', 'LOT'])).toBe('not-an-epc-key');
    expect(codeOf(['01', '80614141123459'], ['21', '1'])).toBe('check-digit');
    expect(codeOf(['01', '80614141123458'], ['21', '1'], ['17', '261301'])).toBe('bad-date');
    expect(codeOf(['01', '80614141123458'], ['21', '1'], ['17', '260230'])).toBe('bad-date');
    expect(encodePlusElements([{ ai: '00', value: '106141412345678908' }], { filter: 8 })).toMatchObject({
      failure: { code: 'filter-range' },
    });
  });
});

describe('text that is no URI', () => {
  it('is refused and never throws', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        for (const uri of [text, `urn:epc:id:sgtin:${text}`, `urn:epc:tag:adi-var:${text}`, `urn:epc:id:cpi:${text}`]) {
          expect(typeof parseIdentityUri(uri).ok).toBe('boolean');
          expect(typeof encodeTagUri(uri).ok).toBe('boolean');
        }
        expect(typeof decodeEpc(text).ok).toBe('boolean');
      }),
      { numRuns: 1000 },
    );
  });
});
