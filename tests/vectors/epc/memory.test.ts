import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeEpcBank, decodePcWord, encodePcWord, hasTagCrc, tagCrc } from '../../../shared/epc/memory-bank';
import { bytesOfHex } from '../../../shared/epc/bits';
import { encodeTagUri } from '../../../shared/epc/encode';
import { decodeTid } from '../../../shared/epc/tid';
import { readVectors } from './files';

describe('chip identity', () => {
  const vector = z.strictObject({
    tid: z.string(),
    expect: z.looseObject({}).optional(),
    failure: z.string().optional(),
  });
  it.each(readVectors('memory.json', vector))('$tid', ({ tid, expect: wanted, failure }) => {
    const decoded = decodeTid(tid);
    if (decoded.ok) expect(decoded.value).toMatchObject({ ...wanted, hex: tid });
    else expect(decoded.failure.code).toBe(failure);
  });
});

describe('protocol control word', () => {
  it('counts words and tells an EPC from an ISO number', () => {
    expect(decodePcWord(0x3000)).toEqual({
      words: 6,
      userMemory: false,
      extended: false,
      iso: false,
      afi: null,
      attributes: 0,
      hazardous: false,
    });
    expect(decodePcWord(0x6c01)).toMatchObject({ words: 13, userMemory: true, hazardous: true, attributes: 1 });
    expect(decodePcWord(0x31a2)).toMatchObject({ words: 6, iso: true, afi: 0xa2, attributes: null, hazardous: null });
    expect(decodePcWord(0xf800)).toMatchObject({ words: 31 });
    expect(decodePcWord(0x3200)).toMatchObject({ extended: true, userMemory: false });
  });

  it('is written for each length', () => {
    expect([6, 8, 13, 31].map((words) => encodePcWord({ words }))).toEqual(['3000', '4000', '6800', 'F800']);
    expect(encodePcWord({ words: 6, attributes: 1 })).toBe('3001');
    const encoded = encodeTagUri('urn:epc:tag:sgtin-198:3.0614141.712345.32a%2Fb');
    expect(encoded).toMatchObject({ value: { pc: '6800', words: 13, bits: 198 } });
  });
});

describe('CRC of a tag', () => {
  it('covers the control word and the EPC', () => {
    expect(hasTagCrc(0x3000, '3074257BF7194E4000001A85', 0xaaf9)).toBe(true);
    // A read of an M100 module, printed in the protocol manual of its maker.
    expect(hasTagCrc(0x3400, '30751FEB705C5904E3D50D70', 0x3a76)).toBe(true);
    expect(hasTagCrc(0x3000, '30751FEB705C5904E3D50D70', 0x3a76)).toBe(false);
    expect(hasTagCrc(0x3400, '30751FEB705C5904E3D50D71', 0x3a76)).toBe(false);
    // CRC-16/GENIBUS, the inverted CCITT-FALSE, of the usual check text.
    expect(tagCrc(new TextEncoder().encode('123456789'))).toBe(0xd64e);
  });
});

const bank = (pc: string, epc: string, xpc?: string): string => {
  const bytes = bytesOfHex(pc + epc);
  const crc = bytes.ok ? tagCrc(bytes.value).toString(16).padStart(4, '0') : '';
  const start = `${crc}${pc}${epc}`;
  return xpc === undefined ? start : start.padEnd(0x210 / 4, '0') + xpc;
};

describe('EPC bank', () => {
  const sgtin = '3074257BF71B6E40' + '00000190';
  it.each([
    ['3000', sgtin, undefined, 'urn:epc:tag:sgtin-96:3.0614141.112345.400'],
    ['3001', sgtin, undefined, 'urn:epc:tag:[att=x01]:sgtin-96:3.0614141.112345.400'],
    ['3201', sgtin, '0004', 'urn:epc:tag:[att=x01][xpc=x0004]:sgtin-96:3.0614141.112345.400'],
    ['3601', '1234567890ABCDEF01234567', '0004', 'urn:epc:raw:[att=x01][umi=1][xpc=x0004]:96.x1234567890ABCDEF01234567'],
    ['2731', '0123456890ABCDEF', '0004', 'urn:epc:raw:[umi=1][xpc=x0004]:64.x31.x0123456890ABCDEF'],
    ['33C1', '1234567890ABCDEF01234567', '0001', 'urn:epc:raw:[xpc=x0001]:96.xC1.x1234567890ABCDEF01234567'],
  ])('%s %s', (pc, epc, xpc, uri) => {
    const encoded = encodeTagUri('urn:epc:tag:sgtin-96:3.0614141.112345.400');
    const epcHex = epc === sgtin && encoded.ok ? encoded.value.hex : epc;
    expect(decodeEpcBank(bank(pc, epcHex, xpc))).toMatchObject({ ok: true, value: { uri, epcHex, crcValid: true } });
  });

  it('takes no more of the memory than is announced, and no less', () => {
    const hex = bank('3000', '3074257BF7194E4000001A85');
    expect(decodeEpcBank(`${hex}DEADBEEF`)).toMatchObject({
      value: { epcHex: '3074257BF7194E4000001A85', crcValid: true, xpc: null, epc: { ok: true } },
    });
    expect(decodeEpcBank(hex.slice(0, -4))).toMatchObject({ failure: { code: 'truncated', details: { words: 6 } } });
    expect(decodeEpcBank('AAF8' + hex.slice(4))).toMatchObject({ value: { crcValid: false } });
    expect(decodeEpcBank('AAF9')).toMatchObject({ failure: { code: 'epc-too-short' } });
    expect(decodeEpcBank('')).toMatchObject({ failure: { code: 'not-hex' } });
    expect(decodeEpcBank(bank('0000', ''))).toMatchObject({ value: { epc: { failure: { code: 'unprogrammed-tag' } } } });
  });

  it('calls a tag of an ISO application foreign', () => {
    expect(decodeEpcBank(bank('31A1', '3074257BF7194E4000001A85'))).toMatchObject({
      value: { epc: { failure: { code: 'foreign-tag', details: { scheme: 'iso', afi: 'A1' } } } },
    });
  });
});
