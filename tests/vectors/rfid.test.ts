import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { join, u16, u32, u8 } from '../../electron/devices/rfid/bytes';
import { encodeMessage, messageTypes } from '../../electron/devices/rfid/llrp/message';
import { encodeReaderConfig, eventTypes } from '../../electron/devices/rfid/llrp/reader-config';
import { encodeAddRoSpec, encodeAddTidAccess, type InventorySpec } from '../../electron/devices/rfid/llrp/rospec';
import { impinj } from '../../electron/devices/rfid/llrp/tag-report';
import { createLlrpPlayer } from './support/llrp-player';
import { createRandom } from './support/random';
import { bytesOf } from './support/vector-file';

const file = z
  .strictObject({
    protocol: z.string(),
    source: z.string(),
    vectors: z.array(
      z.strictObject({ name: z.string(), hex: z.string(), expect: z.array(z.looseObject({ kind: z.string() })) }),
    ),
    encoded: z.array(z.strictObject({ name: z.string(), what: z.string(), hex: z.string() })),
  })
  .parse(JSON.parse(readFileSync(path.join(__dirname, 'rfid/llrp.json'), 'utf8')));

const wanted = (name: string): Uint8Array => bytesOf(file.encoded.find(({ what }) => what === name)?.hex ?? '');

const published: InventorySpec = {
  roSpecId: 1,
  antennas: [1, 2],
  transmit: { hopTable: 0, channel: 1, powerIndex: 81 },
  mode: 2,
  session: 2,
  population: 600,
  target: null,
  impinj: null,
  epc: null,
};

describe('LLRP decoded', () => {
  it.each(file.vectors)('whole: $name', (vector) => {
    expect(createLlrpPlayer().push(bytesOf(vector.hex), 0)).toMatchObject(vector.expect);
  });

  it.each(file.vectors)('byte by byte: $name', (vector) => {
    const player = createLlrpPlayer();
    const bytes = bytesOf(vector.hex);
    const outcomes = Array.from(bytes, (byte, index) => player.push(Uint8Array.of(byte), index)).flat();
    // What follows a broken header is noise, byte by byte.
    const unique = outcomes.filter(({ kind }, index) => kind !== 'noise' || outcomes[index - 1]?.kind !== 'noise');
    expect(unique).toMatchObject(vector.expect);
  });

  const sound = file.vectors.filter(({ name, expect: outcomes }) =>
    outcomes.every(({ kind }) => kind !== 'noise') && !name.startsWith('M10'),
  );
  it('all in one chunk, and cut at random places', () => {
    const all = join(...sound.map(({ hex }) => bytesOf(hex)));
    const expected = sound.flatMap((vector) => vector.expect);
    const random = createRandom(5);
    for (let run = 0; run < 50; run += 1) {
      const player = createLlrpPlayer();
      const outcomes = [];
      for (let from = 0; from < all.length;) {
        const to = run === 0 ? all.length : from + 1 + random.below(300);
        outcomes.push(...player.push(all.subarray(from, to), 0));
        from = to;
      }
      expect(outcomes).toHaveLength(expected.length);
      // Antennas are carried over from one report to the next, so only what is named differently may differ.
      expect(outcomes.map(({ kind }) => kind)).toEqual(expected.map(({ kind }) => kind));
    }
  });

  it('a message cut short is no tag, and after a silence no beginning of the next one', () => {
    const bytes = bytesOf(file.vectors.find(({ name }) => name.startsWith('L19'))?.hex ?? '');
    for (let length = 1; length < bytes.length; length += 1) {
      const player = createLlrpPlayer();
      expect(player.push(bytes.subarray(0, length), 0)).toEqual([]);
      expect(player.tick(10_001)).toMatchObject([{ kind: 'noise', code: 'E_TIMEOUT' }]);
      expect(player.push(bytes, 10_002)).toMatchObject([{ kind: 'noise' }]);
      expect(player.pending).toBe(0);
    }
  });
});

describe('LLRP encoded', () => {
  it('asks and answers as published', () => {
    expect(encodeMessage(1, messageTypes.getReaderCapabilities, 3, u8(0))).toEqual(wanted('capabilities'));
    expect(encodeMessage(1, messageTypes.deleteRoSpec, 5, u32(0))).toEqual(wanted('delete-rospec'));
    expect(encodeMessage(1, messageTypes.keepaliveAck, 77)).toEqual(wanted('keepalive-ack'));
    expect(encodeMessage(1, messageTypes.customMessage, 12, u32(impinj), u8(21), u32(0))).toEqual(
      wanted('impinj-extensions'),
    );
    expect(encodeMessage(2, messageTypes.getSupportedVersion, 1)).toEqual(wanted('version-probe'));
    expect(encodeMessage(2, messageTypes.setProtocolVersion, 2, u8(2))).toEqual(wanted('set-version'));
  });

  it('configures the reader as published', () => {
    const body = encodeReaderConfig({ events: Object.values(eventTypes), keepaliveMs: 5000 });
    expect(encodeMessage(1, messageTypes.setReaderConfig, 4, body)).toEqual(wanted('config'));
  });

  it('writes a ROSpec as published, byte for byte', () => {
    expect(encodeMessage(1, messageTypes.addRoSpec, 6, encodeAddRoSpec(published))).toEqual(wanted('add-rospec'));
  });

  it.each([
    [0, 0x00],
    [1, 0x40],
    [2, 0x80],
    [3, 0xc0],
  ] as const)('session %i stands in the two upper bits', (session, byte) => {
    const hex = Buffer.from(encodeAddRoSpec({ ...published, antennas: [1], session })).toString('hex');
    expect(hex).toContain(`0150000b${Buffer.from(u8(byte)).toString('hex')}`);
  });

  it('asks for one inventoried state, and for what Impinj’s readers have to add', () => {
    const aware = Buffer.from(encodeAddRoSpec({ ...published, antennas: [0], target: 'B' })).toString('hex');
    expect(aware).toContain('014a001d80');
    expect(aware).toContain('0151 0005 c0'.replaceAll(' ', ''));
    const own = Buffer.from(encodeAddRoSpec({ ...published, impinj: { searchMode: 1, tid: false } })).toString('hex');
    // L26 and L27 of the same source.
    expect(own).toContain('03ff000e0000651a000000170001');
    expect(own).toContain('03ff001a0000651a0000003203ff000e0000651a000000350001');
  });

  it('asks for tags with one EPC only, on each antenna', () => {
    const epc = Buffer.from('3074257BF7194E4000001A85', 'hex');
    const only = Buffer.from(encodeAddRoSpec({ ...published, epc })).toString('hex');
    // C1G2Filter: EPC bank, from bit 32, 96 bits; selects what matches (LLRP 1.0.1, 15.2.1.2.1.1).
    const filter = '014b001f00014c00154000200060' + '3074257bf7194e4000001a85' + '014e000500';
    expect(only.split(filter)).toHaveLength(3);
  });

  it('reads the chip numbers of all tags, or of those with one EPC', () => {
    const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
    const read = '0155000f0001000000008000000006';
    const spec = '00000007000001000000000700d000070000' + '00';
    // C1G2TargetTag: EPC bank, match, pointer, mask and data as bit arrays (LLRP 1.0.1, 15.2.1.3.1).
    expect(hexOf(encodeAddTidAccess(7, 7))).toBe(`00cf0039${spec}00d10022${'0152000f0153000b60' + '000000000000'}${read}`);
    const epc = '3074257bf7194e4000001a85';
    expect(hexOf(encodeAddTidAccess(7, 7, Buffer.from(epc, 'hex')))).toBe(
      `00cf0051${spec}00d1003a${'015200270153002360' + '0020' + '0060' + 'f'.repeat(24) + '0060' + epc}${read}`,
    );
  });

  it('keeps every length right for any number of antennas', () => {
    for (let count = 1; count <= 32; count += 1) {
      const antennas = Array.from({ length: count }, (_, index) => index + 1);
      const body = encodeAddRoSpec({ ...published, antennas, impinj: { searchMode: 2, tid: true } });
      expect(body.subarray(0, 4)).toEqual(join(u16(177), u16(body.length)));
    }
  });
});
