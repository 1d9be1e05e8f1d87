import { fail, ok } from '../../../../shared/result';
import {
  inventoryTargets,
  type InventorySettings,
  type RadioRegion,
  type ReaderIdentity,
} from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt, join, u16, u16At, u32, u8 } from '../bytes';
import { crcMercury } from './checksums';
import {
  antennasOf,
  errorOf,
  serial115200,
  tidWords,
  tagOf,
  type SerialReaderFamily,
  type SerialReaderMessage,
  type SerialStep,
} from './family';

const start = 0xff;
const opcodes = {
  version: 0x03,
  boot: 0x04,
  read: 0x22,
  continuous: 0x2f,
  antennas: 0x91,
  power: 0x92,
  protocol: 0x93,
  region: 0x97,
  readerConfig: 0x9a,
  protocolConfig: 0x9b,
} as const;

const statuses = { noTags: 0x0400, bufferFull: 0x0601, antennaMissing: 0x0503, inApplication: 0x0101 } as const;
const conditions: Readonly<Record<number, string>> = {
  0x0503: 'antenna not connected',
  0x0504: 'too hot',
  0x0505: 'too much power comes back from the antenna',
  0x0601: 'tag buffer full',
};

/** Mercury's region codes; EU is the 865.6–867.6 MHz band of today (EU3). */
const regions: Readonly<Record<RadioRegion, number>> = {
  us: 0x01,
  eu: 0x08,
  kr: 0x09,
  in: 0x04,
  jp: 0x05,
  cn: 0x06,
  au: 0x0b,
  nz: 0x0c,
};

const step = (name: string, command: number, data: Uint8Array = new Uint8Array(), fine: number[] = []): SerialStep => {
  const body = join(Uint8Array.of(data.length, command), data);
  return { name, command, bytes: join(u8(start), body, u16(crcMercury(body))), fine };
};

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  if (pending[0] !== start) return 'no-frame';
  if (pending.length < 2) return 'more';
  const length = byteAt(pending, 1) + 7;
  if (pending.length < length) return 'more';
  return crcMercury(pending.subarray(1, length - 2)) === u16At(pending, length - 2) ? length : 'no-frame';
};

/** Fields of a tag record, in the order of the bits of its metadata word; bytes of each. */
const fixedFields = [
  ['readCount', 0x01, 1],
  ['rssi', 0x02, 1],
  ['antenna', 0x04, 1],
  ['frequency', 0x08, 3],
  ['timestamp', 0x10, 4],
  ['phase', 0x20, 2],
  ['protocol', 0x40, 1],
] as const;
const embeddedData = 0x80;
const gpio = 0x100;
const extendedPc = 0x0200;

const decodeRecord = (data: Uint8Array, from: number, metadata: number): SerialReaderMessage => {
  const at: Record<string, number> = {};
  let next = from;
  for (const [name, bit, bytes] of fixedFields)
    if ((metadata & bit) !== 0) {
      at[name] = next;
      next += bytes;
    }
  // What was read from the tag in the same breath; nothing where that failed. Ours is its chip number.
  const embeddedBytes = (metadata & embeddedData) === 0 ? 0 : Math.ceil(u16At(data, next) / 8);
  const tid = embeddedBytes === 0 ? null : data.slice(next + 2, next + 2 + embeddedBytes);
  if ((metadata & embeddedData) !== 0) next += 2 + embeddedBytes;
  if ((metadata & gpio) !== 0) next += 1;
  const epcBytes = u16At(data, next) / 8;
  const pcAt = next + 2;
  if (!Number.isInteger(epcBytes) || epcBytes < 4 || pcAt + epcBytes > data.length)
    return errorOf('E_LEN', 'the EPC is longer than its frame');
  const pc = u16At(data, pcAt);
  const extended = (pc & extendedPc) === 0 ? 0 : (u16At(data, pcAt + 2) & 0x8000) === 0 ? 2 : 4;
  const epc = data.slice(pcAt + 2 + extended, pcAt + epcBytes - 2);
  const field = (name: string): number | null => (at[name] === undefined ? null : byteAt(data, at[name]));
  const antenna = field('antenna');
  const rssi = field('rssi');
  return {
    kind: 'tags',
    tags: [
      tagOf(epc, {
        pc,
        tid,
        antenna: antenna === null ? null : antenna >> 4,
        rssiCentiDbm: rssi === null ? null : ((rssi << 24) >> 24) * 100,
        readCount: field('readCount'),
      }),
    ],
  };
};

/** Unasked while reading: option, search flags, metadata, kind of response (1 tag, 2 status, 0 end), record. */
const decodeStreamed = (data: Uint8Array): SerialReaderMessage => {
  if (data.length < 6) return { kind: 'answer', command: opcodes.read, accepted: true, status: 0, data };
  return byteAt(data, 5) === 1
    ? decodeRecord(data, 6, u16At(data, 3))
    : { kind: 'round-end', text: byteAt(data, 5) === 0 ? 'end' : 'status' };
};

const decode = (frame: Uint8Array): SerialReaderMessage => {
  const command = byteAt(frame, 2);
  const status = u16At(frame, 3);
  const data = frame.slice(5, -2);
  if (command !== opcodes.read) return { kind: 'answer', command, accepted: status === 0, status, data };
  if (status === 0) return decodeStreamed(data);
  if (status === statuses.noTags) return { kind: 'round-end', text: 'no tags' };
  return {
    kind: 'condition',
    text: conditions[status] ?? `status ${status.toString(16)}`,
    overflow: status === statuses.bufferFull,
    antenna: status === statuses.antennaMissing ? 0 : null,
  };
};

const models: Readonly<Record<number, { readonly model: string; readonly antennas: number }>> = {
  0x18: { model: 'M6e', antennas: 4 },
  0x20: { model: 'M6e Micro', antennas: 2 },
  0x30: { model: 'M6e Nano', antennas: 1 },
};

/** Boot loader, hardware, firmware date and firmware version, four bytes each. */
const identityOf = (data: Uint8Array): ReaderIdentity => {
  const { model, antennas } = models[byteAt(data, 4)] ?? { model: 'ThingMagic module', antennas: 4 };
  const firmware = Array.from(data.subarray(12, 16), (byte) => byte.toString(16).padStart(2, '0')).join('.');
  return { maker: null, model, firmware, protocol: 'Mercury', antennas, powerCentiDbm: null, choices };
};

const choices = { session: true, targets: inventoryTargets, tid: true, population: false, q: false } as const;

const targetWords = { A: 0x0100, B: 0x0101, both: 0x0000 } as const;

/**
 * Timeout 0, start, opcode 22, no flags, Gen2, then a read of many with the antenna list, streaming, for a large
 * population, a second a round, and all metadata.
 */
const streamStart = Uint8Array.from([0, 0, 1, 0x22, 0, 0, 5, 7, 0x22, 0x10, 0, 0x1b, 0x03, 0xe8, 0x01, 0xff]);

/** Option 4: select by the EPC bank from this bit on, whose length and bits follow; no access password (0). */
const epcSelect = (epc: Uint8Array): Uint8Array => join(u32(0), u32(32), u8(epc.length * 8), epc);
const selectByEpc = 0x04;

/**
 * The same, with an operation on each tag (search flag 4): one, of 9 bytes behind its code, which reads (28) six words
 * of the TID bank (2) from its beginning (Mercury API, `prepEmbReadTagMultiple` and `msgAddGEN2DataRead`). A filter
 * stands between the metadata and the operation (`filterbytes`).
 */
const streamStartWithTid = (epc: Uint8Array | null = null): Uint8Array => {
  const embedded = join(
    Uint8Array.of(0x10 | (epc === null ? 0 : selectByEpc), 0, 0x1f, 0x03, 0xe8, 0x01, 0xff),
    epc === null ? new Uint8Array() : epcSelect(epc),
    Uint8Array.of(1, 9, 0x28, 0, 0, 0, 2, 0, 0, 0, 0, tidWords),
  );
  return join(Uint8Array.of(0, 0, 1, 0x22, 0, 0, 5, embedded.length, 0x22), embedded);
};

const sessionStep = (session: number): SerialStep =>
  step('session', opcodes.protocolConfig, Uint8Array.of(5, 0, session));

const stopStep = step('stop', opcodes.continuous, Uint8Array.of(0, 0, 2));

/** Longest mask that the filter's length byte can tell. */
const longestMask = 31;

const chipLookMs = 400;

const setUpOf = (settings: InventorySettings, antennas: readonly number[], region: RadioRegion): SerialStep[] => [
  step('leave the boot loader', opcodes.boot, new Uint8Array(), [statuses.inApplication]),
  step('region', opcodes.region, u8(regions[region])),
  step('Gen2', opcodes.protocol, u16(5)),
  step('antennas', opcodes.antennas, Uint8Array.from([2, ...antennas.flatMap((each) => [each, each])])),
  ...(settings.powerCentiDbm === null ? [] : [step('power', opcodes.power, u16(settings.powerCentiDbm))]),
  step('every read', opcodes.readerConfig, Uint8Array.of(1, 0x0c, 0)),
  sessionStep(settings.session),
  step('target', opcodes.protocolConfig, join(Uint8Array.of(5, 1), u16(targetWords[settings.target]))),
];

/** ThingMagic (JADAK) modules: M6e, Micro, Nano, and the many readers built around them. */
export const mercury: SerialReaderFamily = {
  id: 'thingmagic',
  name: 'ThingMagic / JADAK (Mercury)',
  source: 'Mercury API (C sources); SparkFun Simultaneous RFID Reader library; TransCore T800 manual',
  unconfirmed: [
    'that a module leaves its boot loader within a second',
    'models above Nano: antennas by data sheet',
    'chip numbers, of all tags or of an EPC that is seen twice: read in the stream by the words of the Mercury API, not tried on a module',
  ],
  serial: serial115200,
  framing: () => byLength(measure, { maxBytes: 262, gapMs: 100, starts: [start] }),
  decode,
  identify: step('version', opcodes.version),
  identityOf,
  calm: stopStep.bytes,
  plan: (settings, identity, region) => {
    if (region === null) return fail('inventory-settings-impossible', { field: 'region' });
    const antennas = antennasOf(settings, identity.antennas);
    if (antennas === null) return fail('inventory-settings-impossible', { field: 'antennas' });
    return ok({
      setUp: setUpOf(settings, antennas, region),
      rounds: [
        {
          before: null,
          start: step('read', opcodes.continuous, settings.tid ? streamStartWithTid() : streamStart),
        },
      ],
      stop: stopStep,
      running: { ...settings, antennas, tid: settings.tid ? 'access' : 'off', q: null },
    });
  },
  // In session 0, as tags still rest from the session they answered in.
  chipSteps: (epc, { running }) => [
    sessionStep(0),
    {
      ...step('chip numbers', opcodes.continuous, streamStartWithTid(epc.subarray(0, longestMask))),
      listenMs: chipLookMs,
    },
    stopStep,
    sessionStep(running.session),
  ],
};
