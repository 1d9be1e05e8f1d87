import { fail, ok } from '../../../../shared/result';
import type { InventorySettings, ReaderIdentity } from '../../../../shared/tag-reads';
import { inventoryTargets } from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt } from '../bytes';
import { crcCcittFalse } from './checksums';
import {
  antennasOf,
  errorOf,
  serial115200,
  tagOf,
  tidWords,
  type SerialReaderFamily,
  type SerialReaderMessage,
  type SerialStep,
  type SerialTag,
} from './family';

const start = 0xa5;
const headerBytes = 6;
/** Payload and CRC of the longest frame that a module sends (`NUR_MAX_RCV_SZ`). */
const longestPayload = 8191;
const flags = { unsolicited: 1, withData: 2 } as const;

const commands = {
  tagsWithMetadata: 0x07,
  capabilities: 0x0b,
  stopAll: 0x0e,
  setUp: 0x22,
  inventory: 0x31,
  inventoryRead: 0x41,
} as const;
const booted = 0x80;

const statuses = { ok: 0, invalidCommand: 0x01, bufferFull: 0x1f, noTag: 0x20 } as const;

/** Everything in a frame is little-endian. */
const le16 = (value: number): number[] => [value & 0xff, value >> 8];
const le16At = (bytes: Uint8Array, at: number): number => byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8);
const le32At = (bytes: Uint8Array, at: number): number => le16At(bytes, at) | (le16At(bytes, at + 2) << 16);
const s8At = (bytes: Uint8Array, at: number): number => (byteAt(bytes, at) << 24) >> 24;

const headerCheck = (header: Uint8Array): number => header.reduce((check, byte) => check ^ byte, 0xff);

const step = (name: string, command: number, parameters: readonly number[] = [], fine?: number[]): SerialStep => {
  const payload = Uint8Array.of(command, ...parameters);
  const header = Uint8Array.of(start, ...le16(payload.length + 2), ...le16(0));
  const bytes = Uint8Array.of(...header, headerCheck(header), ...payload, ...le16(crcCcittFalse(payload)));
  return { name, command, bytes, ...(fine === undefined ? {} : { fine }) };
};

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  if (pending[0] !== start) return 'no-frame';
  if (pending.length < headerBytes) return 'more';
  const payload = le16At(pending, 1);
  if (headerCheck(pending.subarray(0, headerBytes - 1)) !== pending[headerBytes - 1]) return 'no-frame';
  if (payload < 4 || payload > longestPayload) return 'no-frame';
  const length = headerBytes + payload;
  if (pending.length < length) return 'more';
  const crc = crcCcittFalse(pending.subarray(headerBytes, length - 2));
  return crc === le16At(pending, length - 2) ? length : 'no-frame';
};

/**
 * Length, RSSI, scaled RSSI, time, frequency, then (where data was read with the tag) the length of that, PC, channel,
 * antenna from 0, EPC, and the data; a length of 0 ends them (`ParseIdBuffer`).
 */
const readRecords = (data: Uint8Array, withData: boolean): readonly SerialTag[] | null => {
  const tags: SerialTag[] = [];
  const pcAt = withData ? 9 : 8;
  for (let at = 0; at < data.length && data[at] !== 0;) {
    const record = data.subarray(at + 1, at + 1 + byteAt(data, at));
    const dataBytes = withData ? byteAt(record, 8) : 0;
    const epcAt = pcAt + 4;
    const epcEnd = record.length - dataBytes;
    if (record.length !== byteAt(data, at) || epcEnd < epcAt) return null;
    const tid = dataBytes === 0 ? null : record.slice(epcEnd);
    const antenna = byteAt(record, pcAt + 3) + 1;
    const rssiCentiDbm = s8At(record, 0) * 100;
    tags.push(tagOf(record.slice(epcAt, epcEnd), { pc: le16At(record, pcAt), tid, antenna, rssiCentiDbm }));
    at += 1 + record.length;
  }
  return tags;
};

const decodeTags = (data: Uint8Array, withData: boolean): SerialReaderMessage => {
  const tags = readRecords(data, withData);
  return tags === null
    ? errorOf('E_LEN', 'the records do not fill their frame')
    : { kind: 'round-end', text: `${tags.length} tags`, tags };
};

const decode = (frame: Uint8Array): SerialReaderMessage => {
  const marks = le16At(frame, 3);
  const command = byteAt(frame, headerBytes);
  const status = byteAt(frame, headerBytes + 1);
  const data = frame.slice(headerBytes + 2, -2);
  const isReply = (marks & flags.unsolicited) === 0;
  if (command === booted)
    return { kind: 'condition', text: 'the module has started', overflow: false, antenna: null, restarted: true };
  if (isReply && command === commands.tagsWithMetadata && status === statuses.ok)
    return decodeTags(data, (marks & flags.withData) !== 0);
  if (isReply && (command === commands.inventory || command === commands.tagsWithMetadata)) {
    if (status === statuses.noTag) return { kind: 'round-end', text: 'no tag' };
    if (status === statuses.bufferFull)
      return { kind: 'condition', text: 'tag buffer full', overflow: true, antenna: null };
    if (status === statuses.ok) return { kind: 'round-end', text: `${le16At(data, 2)} in the buffer` };
  }
  return { kind: 'answer', command, accepted: status === statuses.ok, status, data };
};

/** `NUR_CMD_DEVCAPS_RESP`: most power and its steps in dB, how many steps, and antennas as now configured. */
const identityOf = (data: Uint8Array): ReaderIdentity => {
  const most = le32At(data, 12);
  const steps = le16At(data, 22);
  const inSingleDecibels = le32At(data, 16) === 1 && steps > 0;
  return {
    maker: null,
    model: `NUR module (type ${le16At(data, 32)})`,
    firmware: '',
    protocol: 'NUR',
    antennas: le16At(data, 26),
    powerCentiDbm: inSingleDecibels ? { least: (most - steps + 1) * 100, most: most * 100 } : null,
    choices: { session: true, targets: inventoryTargets, tid: true, population: false, q: true },
  };
};

/** Bits of the setup that is sent; its fields follow in their order (`NurApiSetModuleSetup`). */
const setupBits = { txLevel: 1 << 2, antennaMask: 1 << 8, selectedAntenna: 1 << 11, inventoryTarget: 1 << 13 } as const;
const anyOfTheMask = 0xff;
const targetCodes = { A: 0, B: 1, both: 2 } as const;
/** Bits of the antenna mask. */
const mostAntennas = 8;

const setupStep = (settings: InventorySettings, antennas: readonly number[], txLevel: number | null): SerialStep => {
  const bits =
    (txLevel === null ? 0 : setupBits.txLevel) |
    setupBits.antennaMask |
    setupBits.selectedAntenna |
    setupBits.inventoryTarget;
  const mask = antennas.reduce((all, antenna) => all | (1 << (antenna - 1)), 0);
  return step('setup', commands.setUp, [
    ...le16(bits),
    ...le16(0),
    ...(txLevel === null ? [] : [txLevel]),
    mask,
    anyOfTheMask,
    targetCodes[settings.target],
  ]);
};

const tidBank = 2;
/** On: EPC and data (0), bank, first word, words. Modules that do not know it give no chip numbers (`INVENTORYREAD`). */
const chipNumberStep = (tid: boolean): SerialStep =>
  tid
    ? step('chip numbers', commands.inventoryRead, [1, 0, tidBank, 0, 0, 0, 0, tidWords])
    : step('no chip numbers', commands.inventoryRead, [0], [statuses.invalidCommand]);

/** Chosen by the module. */
const ownQ = 0;
const roundsAtOnce = 2;

/** Nordic ID's (Brady's) NUR modules and the readers around them: a round fills a buffer, which is then fetched. */
export const nur: SerialReaderFamily = {
  id: 'nur',
  name: 'Nordic ID NUR (Stix, Sampo)',
  source: 'Nordic ID NUR protocol rev. 14; NordicID/nur_nurapi_micro',
  unconfirmed: [
    'whether a module sends all tags where more are in its buffer than fit one answer of 8 kB',
    'that 41 reads chip numbers with each tag, by the words of its API only',
    'chip numbers of an EPC that is seen twice, which are not read: its buffer may keep one record of an EPC',
  ],
  serial: serial115200,
  framing: () => byLength(measure, { maxBytes: headerBytes + longestPayload, starts: [start] }),
  decode,
  identify: step('capabilities', commands.capabilities),
  identityOf,
  calm: step('stop', commands.stopAll).bytes,
  plan: (settings, identity) => {
    const antennas = antennasOf(settings, Math.min(identity.antennas, mostAntennas));
    if (antennas === null) return fail('inventory-settings-impossible', { field: 'antennas' });
    const { powerCentiDbm: wanted } = settings;
    const range = identity.powerCentiDbm;
    if (wanted !== null && (range === null || wanted < range.least || wanted > range.most))
      return fail('inventory-settings-impossible', { field: 'power' });
    // 0 is the most, then down in single decibels: never above what was asked for.
    const txLevel = wanted === null || range === null ? null : Math.ceil((range.most - wanted) / 100);
    const powerCentiDbm = txLevel === null || range === null ? null : range.most - txLevel * 100;
    const inventory = [settings.q ?? ownQ, settings.session, roundsAtOnce];
    return ok({
      setUp: [setupStep(settings, antennas, txLevel), chipNumberStep(settings.tid)],
      rounds: [
        { before: null, start: step('read', commands.inventory, inventory) },
        { before: null, start: step('fetch and clear', commands.tagsWithMetadata, [1]) },
      ],
      stop: null,
      running: { ...settings, powerCentiDbm, antennas, tid: settings.tid ? 'access' : 'off' },
    });
  },
  chipSteps: null,
};
