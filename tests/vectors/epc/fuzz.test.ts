import { expect, it } from 'vitest';
import { decodeEpcBytes } from '../../../shared/epc/decode';
import { encodeEpc } from '../../../shared/epc/encode';
import { epcFailureCodes } from '../../../shared/epc/failure';
import { decodeEpcBank } from '../../../shared/epc/memory-bank';
import { plusSchemes } from '../../../shared/epc/plus-schemes';
import { tagSchemeNamed, tagSchemes } from '../../../shared/epc/schemes';
import { decodeTid } from '../../../shared/epc/tid';
import { bytesOfHex, hexOfBytes } from '../../../shared/epc/bits';
import { fuzzFrames as tags } from '../support/fuzz-frames';
import { createRandom } from '../support/random';
import { z } from 'zod';
import { readVectors, wholeWords } from './files';

const samples = [
  ...readVectors('tds-1.13.json', z.looseObject({ hex: z.string() })),
  ...readVectors('tds-2.3.json', z.looseObject({ hex: z.string() })),
].map(({ hex }) => {
  const bytes = bytesOfHex(wholeWords(hex));
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
});
const headers = [...tagSchemes, ...plusSchemes].map(({ header }) => header);
const codes = new Set<string>(epcFailureCodes);
const random = createRandom(20261124);

/** A published tag with up to three bits turned over. */
const mutated = (): Uint8Array => {
  const bytes = (samples[random.below(samples.length)] ?? new Uint8Array()).slice();
  for (let left = random.below(4); left > 0; left -= 1) {
    const at = 8 + random.below(bytes.length * 8 - 8);
    bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (0x80 >> at % 8);
  }
  return bytes;
};

/** Cut from at any place: quicker than new ones for each tag. */
const pool = random.bytes(1 << 18);

/** Any bits behind a header that means something, or behind any. */
const anything = (): Uint8Array => {
  const at = random.below(pool.length - 64);
  const bytes = pool.slice(at, at + 6 + 2 * random.below(29));
  if (random.below(8) > 0) bytes[0] = headers[random.below(headers.length)] ?? 0;
  return bytes;
};

/** What was read is written again: the same bits. */
const checkSameBits = (bytes: Uint8Array): boolean => {
  const decoded = decodeEpcBytes(bytes);
  if (!decoded.ok) {
    if (!codes.has(decoded.failure.code)) throw new Error(decoded.failure.code);
    return false;
  }
  const { identity, scheme, filter, hex, bits, key } = decoded.value;
  if (key === '') throw new Error(`no key: ${hex}`);
  const row = tagSchemeNamed(scheme);
  if (identity === null || row === null) return true;
  const encoded = encodeEpc(identity, { scheme: row.scheme, filter: filter ?? 0 });
  const digits = Math.floor(bits / 4);
  if (!encoded.ok || encoded.value.hex.slice(0, digits) !== hex.slice(0, digits)) throw new Error(`not the same: ${hex}`);
  return true;
};

it(`${tags} mutated tags and tags of any bits are read or refused, each at once`, () => {
  let longestMs = 0;
  let good = 0;
  for (let index = 0; index < tags; index += 1) {
    const bytes = index % 4 === 0 ? mutated() : anything();
    const before = performance.now();
    if (index % 32 === 0) good += checkSameBits(bytes) ? 1 : 0;
    else good += decodeEpcBytes(bytes).ok ? 1 : 0;
    longestMs = Math.max(longestMs, performance.now() - before);
  }
  // Enough of both: the field lengths and checks were passed and failed.
  expect(good).toBeGreaterThan(tags / 20);
  expect(good).toBeLessThan(tags / 2);
  expect(longestMs).toBeLessThan(2000);
}, 300_000);

it('memory banks of any bits are read or refused', () => {
  for (let index = 0; index < 50_000; index += 1) {
    const hex = hexOfBytes(random.bytes(2 * random.below(40)));
    const bank = decodeEpcBank(hex);
    if (bank.ok && bank.value.epcHex.length !== bank.value.pc.words * 4) throw new Error(hex);
    decodeTid(`E2${hex.slice(2)}`);
  }
});
