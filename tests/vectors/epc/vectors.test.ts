import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeEpc, formatRawUri } from '../../../shared/epc/decode';
import {
  elementsOfDigitalLink,
  encodeElements,
  encodeEpc,
  encodePlusElements,
  encodeTagUri,
} from '../../../shared/epc/encode';
import { filterMeaning } from '../../../shared/epc/filters';
import { elementsOfIdentity, identityOfElements } from '../../../shared/epc/gs1-keys';
import { formatIdentityUri, formatTagUri, parseIdentityUri, parseTagUri } from '../../../shared/epc/identity';
import { tagSchemeNamed } from '../../../shared/epc/schemes';
import { elementPairs, elementsOf, readVectors, wholeWords } from './files';

const currentYear = 2026;

const must = <T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};

const tagVector = z.strictObject({ hex: z.string(), tagUri: z.string(), elements: elementPairs.optional() });

describe.each(['tds-1.13.json', 'field.json'])('%s', (file) => {
  it.each(readVectors(file, tagVector))('$tagUri', ({ hex, tagUri, elements }) => {
    const epc = must(decodeEpc(hex));
    expect(epc).toMatchObject({ hex, tagUri, notes: [] });
    expect(epc.elements).toEqual(elementsOf(elements ?? []));
    expect(must(encodeTagUri(tagUri)).hex).toBe(hex);

    const parsed = must(parseTagUri(tagUri));
    expect(formatTagUri(parsed)).toBe(tagUri);
    expect(parsed).toEqual({ identity: epc.identity, scheme: epc.scheme, filter: epc.filter });
    expect(must(parseIdentityUri(epc.identityUri ?? ''))).toEqual(epc.identity);
    expect(tagUri).toContain((epc.identityUri ?? '-').slice('urn:epc:id:'.length + epc.kind.length + 1));

    if (elements === undefined) {
      expect(epc).toMatchObject({ companyPrefix: null, digitalLink: null, key: epc.identityUri });
      return;
    }
    const options = { companyPrefixLength: (epc.companyPrefix ?? '').length, scheme: parsed.scheme, filter: epc.filter ?? 0 };
    expect(must(encodeElements(elementsOf(elements), options)).hex).toBe(hex);
    expect(must(elementsOfDigitalLink(epc.digitalLink ?? '', currentYear))).toEqual(elementsOf(elements));
  });
});

describe.each(['tds-2.3.json', 'worked.json'])('%s', (file) => {
  const vector = z.strictObject({
    scheme: z.string(),
    prefix: z.number().optional(),
    hex: z.string(),
    link: z.string(),
  });
  it.each(readVectors(file, vector))('$scheme $link', ({ scheme, prefix, hex: printed, link }) => {
    const hex = wholeWords(printed);
    const epc = must(decodeEpc(hex));
    expect(epc).toMatchObject({ scheme, digitalLink: `https://id.gs1.org${link}` });
    expect(epc.companyPrefix?.length).toBe(prefix);
    expect(epc.notes).toEqual(scheme.endsWith('++') ? ['host-name'] : []);

    const elements = must(elementsOfDigitalLink(`https://id.gs1.org${link}`, currentYear));
    expect(epc.elements).toEqual(elements);
    if (scheme.endsWith('++')) return;
    const row = tagSchemeNamed(scheme);
    const filter = epc.filter ?? 0;
    const written =
      row === null
        ? encodePlusElements(elements, { filter })
        : encodeElements(elements, { companyPrefixLength: prefix ?? 0, scheme: row.scheme, filter });
    expect(must(written)).toMatchObject({ scheme, hex, bits: epc.bits, words: hex.length / 4 });
  });
});

describe('keys and their EPCs', () => {
  const vector = z.strictObject({
    elements: elementPairs,
    prefix: z.number(),
    uri: z.string().optional(),
    failure: z.string().optional(),
    others: z.boolean().optional(),
  });
  it.each(readVectors('keys.json', vector))('$uri $failure %#', ({ elements, prefix, uri, failure, others }) => {
    const identity = identityOfElements(elementsOf(elements), prefix);
    if (!identity.ok) {
      expect(identity.failure.code).toBe(failure);
      return;
    }
    expect(formatIdentityUri(identity.value)).toBe(uri);
    expect(must(parseIdentityUri(uri ?? ''))).toEqual(identity.value);
    if (others === undefined) expect(elementsOfIdentity(identity.value)).toEqual(elementsOf(elements));
  });
});

describe('what is refused', () => {
  const failure = z.strictObject({ code: z.string(), details: z.looseObject({}).optional() });
  it.each(readVectors('refused.json', z.strictObject({ hex: z.string(), failure })))(
    '$failure.code $hex',
    ({ hex, failure: wanted }) => {
      expect(decodeEpc(hex)).toMatchObject({ ok: false, failure: wanted });
    },
  );

  it('does not change an EPC to make it fit', () => {
    const refused = (uri: string): string => {
      const result = encodeTagUri(uri);
      return result.ok ? result.value.hex : result.failure.code;
    };
    expect(refused('urn:epc:tag:sgtin-96:3.0614141.812345.274877906944')).toBe('number-too-large');
    expect(refused('urn:epc:tag:sgtin-96:3.0614141.812345.007')).toBe('leading-zero');
    expect(refused('urn:epc:tag:sgtin-96:3.0614141.812345.32a')).toBe('bad-characters');
    expect(refused('urn:epc:tag:sgtin-96:3.0614141.81234.1')).toBe('reference');
    expect(refused('urn:epc:tag:sgtin-96:3.06141.81234567.1')).toBe('company-prefix');
    expect(refused('urn:epc:tag:sgtin-96:8.0614141.812345.1')).toBe('filter-range');
    expect(refused('urn:epc:tag:sgtin-96:0614141.812345.1')).toBe('bad-uri');
    expect(refused('urn:epc:tag:sgtin-198:3.0614141.812345.')).toBe('empty-part');
    expect(refused('urn:epc:tag:sgtin-198:3.0614141.812345.a/b')).toBe('bad-characters');
    expect(refused('urn:epc:tag:sgtin-198:3.0614141.812345.a%23')).toBe('bad-characters');
    expect(refused(`urn:epc:tag:sgtin-198:3.0614141.812345.${'x'.repeat(21)}`)).toBe('part-too-long');
    expect(refused('urn:epc:tag:sgcn-96:3.4012345.67890.1234567890123')).toBe('part-too-long');
    expect(refused('urn:epc:tag:cpi-var:3.0614141.A.1000000000000')).toBe('number-too-large');
    expect(refused('urn:epc:tag:adi-var:64.35962..M3')).toBe('filter-range');
    expect(refused('urn:epc:tag:adi-var:3.3596O..M3')).toBe('bad-characters');
    expect(refused('urn:epc:tag:adi-var:3.35962..%23')).toBe('bad-characters');
    expect(refused('urn:epc:tag:sgtin-64:3.0614141.812345.1')).toBe('unknown-scheme');
    expect(refused('urn:epc:id:sgtin:0614141.812345.1')).toBe('bad-uri');
    expect(parseIdentityUri('urn:epc:id:bic:ABCU1234560')).toMatchObject({ failure: { code: 'unknown-scheme' } });
    expect(parseIdentityUri('urn:epc:id:sscc:0614141')).toMatchObject({ failure: { code: 'bad-uri' } });
  });
});

describe('choices', () => {
  it('takes the shortest encoding that holds the serial', () => {
    const schemeOf = (uri: string): string => must(encodeEpc(must(parseIdentityUri(uri)), { filter: 1 })).scheme;
    expect(schemeOf('urn:epc:id:sgtin:0614141.812345.274877906943')).toBe('sgtin-96');
    expect(schemeOf('urn:epc:id:sgtin:0614141.812345.274877906944')).toBe('sgtin-198');
    expect(schemeOf('urn:epc:id:sgtin:0614141.812345.007')).toBe('sgtin-198');
    expect(schemeOf('urn:epc:id:giai:0614141.32a%2fb')).toBe('giai-202');
    expect(schemeOf('urn:epc:id:gdti:0614141.12345.006847')).toBe('gdti-174');
    expect(schemeOf('urn:epc:id:cpi:061414112345.1000.1')).toBe('cpi-var');
    expect(schemeOf('urn:epc:id:itip:4012345.012345.01.02.mw133')).toBe('itip-212');
  });

  it('refuses a scheme of another kind', () => {
    const sscc = must(parseIdentityUri('urn:epc:id:sscc:0614141.1234567890'));
    expect(encodeEpc(sscc, { scheme: 'sgtin-96', filter: 0 })).toMatchObject({ failure: { code: 'wrong-scheme' } });
  });

  it('still reads and, when asked, writes the deprecated document encoding', () => {
    const uri = 'urn:epc:tag:gdti-113:3.0614141.12345.006847';
    const { hex } = must(encodeTagUri(uri));
    expect(hex.startsWith('3A74257BF46072')).toBe(true);
    expect(must(decodeEpc(hex))).toMatchObject({ tagUri: uri, bits: 113 });
    // Otherwise it is no choice: what is told is why the other one does not fit.
    const tooLong = { kind: 'gdti', parts: ['0614141', '12345', 'ABCDEFGHIJKLMNOPQR'] } as const;
    expect(encodeEpc(tooLong, { filter: 0 })).toMatchObject({ failure: { code: 'part-too-long' } });
  });

  it('knows a thing whatever the length of its company prefix, filter and scheme', () => {
    const tags = [
      '3074257BF7194E4000001A85',
      '30783BF99EF2364000001A85',
      '30702EDAF1D06A4000001A85',
      '3060393243F1660000001A85',
      '3020393243F1660000001A85',
      must(encodeTagUri('urn:epc:tag:sgtin-198:1.0614141.812345.6789')).hex,
      must(encodePlusElements(elementsOf([['01', '80614141123458'], ['21', '6789']]), { filter: 1 })).hex,
      must(encodePlusElements(elementsOf([['01', '80614141123458'], ['21', '6789'], ['17', '270600']]), { filter: 1 })).hex,
    ];
    expect(new Set(tags.map((hex) => must(decodeEpc(hex)).key))).toEqual(new Set(['(01)80614141123458(21)6789']));
  });
});

describe('beside the EPC', () => {
  it('takes an EPC whose length in bits the reader tells', () => {
    const words = '3674257BF6B7A659B2C2BF100000000000000000000000000000';
    const wanted = { tagUri: 'urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb', notes: [] };
    expect(must(decodeEpc(words, 198))).toMatchObject(wanted);
    expect(must(decodeEpc(words.slice(0, 50), 198))).toMatchObject(wanted);
    expect(decodeEpc(words.slice(0, 50), 197)).toMatchObject({ failure: { code: 'truncated' } });
    expect(decodeEpc(words.slice(0, 48), 198)).toMatchObject({ failure: { code: 'truncated' } });
  });

  it('notes bits behind the end, data behind the key and a key of zeros', () => {
    expect(must(decodeEpc('3074257BF7194E4000001A850000')).notes).toEqual([]);
    expect(must(decodeEpc('3074257BF7194E4000001A850001')).notes).toEqual(['trailing-bits']);
    expect(must(decodeEpc('F90095201234567891235001')).notes).toEqual(['trailing-bits']);
    expect(must(decodeEpc('F98095201234567891235170')).notes).toEqual(['more-data']);
    expect(must(decodeEpc('301800000000000000000000'))).toMatchObject({
      tagUri: 'urn:epc:tag:sgtin-96:0.000000.0000000.0',
      notes: ['empty-key'],
    });
  });

  it('says what a filter value means', () => {
    expect(filterMeaning('sgtin', 1)).toBe('point-of-sale');
    expect(filterMeaning('sgtin', 3)).toBe('reserved');
    expect(filterMeaning('sscc', 0)).toBe('all-others');
    expect(filterMeaning('usdod', 0)).toBe('pallet');
    expect(filterMeaning('adi', 14)).toBe('life-vests');
  });

  it('writes down a tag that is no EPC', () => {
    expect(formatRawUri('E28068940000503166A3DC18')).toBe('urn:epc:raw:96.xE28068940000503166A3DC18');
    expect(formatRawUri('1234567890ABCDEF01234567', 0xc1)).toBe('urn:epc:raw:96.xC1.x1234567890ABCDEF01234567');
  });
});
