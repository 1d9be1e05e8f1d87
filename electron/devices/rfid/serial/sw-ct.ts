import { fail, ok } from '../../../../shared/result';
import type { ReaderIdentity } from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt, join, u16At } from '../bytes';
import { twosComplement } from './checksums';
import {
  antennasOf,
  errorOf,
  powerStep,
  serial115200,
  tagOf,
  type SerialReaderFamily,
  type SerialReaderMessage,
  type SerialStep,
  type SerialTag,
} from './family';

/** Every frame of the reader begins with “CT”, every request with “SW”. */
const replyStart = [0x43, 0x54] as const;
const requestStart = [0x53, 0x57] as const;
const anyAddress = 0xff;
const commands = {
  inventory: 0x01,
  systemParameters: 0x10,
  setParameter: 0x24,
  stop: 0x40,
  pushed: 0x45,
  heartbeat: 0xff,
} as const;
const parameters = { workMode: 0x02, power: 0x05 } as const;
/** Reads when asked to, not of its own accord (1) or by a trigger (2). */
const answerMode = 0;

const success = 1;
/** Bytes that a frame's length may count: those behind it, the checksum among them. */
const shortestRest = 4;
const longestRest = 1024;
const serialNumberBytes = 7;

const step = (name: string, command: number, ...data: number[]): SerialStep => {
  const body = Uint8Array.of(...requestStart, 0, data.length + 3, anyAddress, command, ...data);
  return { name, command, bytes: join(body, Uint8Array.of(twosComplement(body))) };
};

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  if (pending[0] !== replyStart[0] || (pending.length > 1 && pending[1] !== replyStart[1])) return 'no-frame';
  if (pending.length < 4) return 'more';
  const rest = u16At(pending, 2);
  if (rest < shortestRest || rest > longestRest) return 'no-frame';
  const length = rest + 4;
  if (pending.length < length) return 'more';
  return twosComplement(pending.subarray(0, length - 1)) === pending[length - 1] ? length : 'no-frame';
};

/** Length, type, antenna, EPC, RSSI: as many as were told, to the last byte. */
const readRecords = (data: Uint8Array, from: number, count: number): readonly SerialTag[] | null => {
  const tags: SerialTag[] = [];
  let at = from;
  while (at < data.length) {
    const end = at + 1 + byteAt(data, at);
    if (end < at + 4 || end > data.length) return null;
    tags.push(tagOf(data.slice(at + 3, end - 1), { antenna: byteAt(data, at + 2) }));
    at = end;
  }
  return tags.length === count ? tags : null;
};

const recordsBroken = errorOf('E_LEN', 'the records do not fill their frame');

const decodeInventory = (data: Uint8Array): SerialReaderMessage => {
  const tags = data.length < 2 ? null : readRecords(data, 2, u16At(data, 0));
  return tags === null ? recordsBroken : { kind: 'round-end', text: `${tags.length} tags`, tags };
};

const decodePushed = (data: Uint8Array): SerialReaderMessage => {
  const tags = readRecords(data, serialNumberBytes + 1, byteAt(data, serialNumberBytes));
  return tags === null ? recordsBroken : { kind: 'tags', tags };
};

const decode = (frame: Uint8Array): SerialReaderMessage => {
  const command = byteAt(frame, 5);
  const status = byteAt(frame, 6);
  const data = frame.slice(7, -1);
  const accepted = status === success;
  if (command === commands.heartbeat) return { kind: 'round-end', text: 'heartbeat' };
  if (command === commands.pushed && accepted) return decodePushed(data);
  if (command !== commands.inventory) return { kind: 'answer', command, accepted, status, data };
  return accepted ? decodeInventory(data) : { kind: 'round-end', text: 'no tag' };
};

/** Two digits of the software's version in one byte, then those of the hardware, then the serial number. */
const identityOf = (data: Uint8Array): ReaderIdentity => ({
  maker: null,
  model: 'SW/CT reader',
  firmware: `${byteAt(data, 0) >> 4}.${byteAt(data, 0) & 15}`,
  protocol: 'SW/CT',
  antennas: 1,
  powerCentiDbm: { least: 0, most: 3000 },
  choices: { session: false, targets: [], tid: false, population: false, q: false },
});

/** “SW … / CT …”: desktop and gate readers whose manual is called “UHF RFID Reader”. Each round is asked for. */
export const swCt: SerialReaderFamily = {
  id: 'sw-ct',
  name: 'SW/CT readers (53 57 … / 43 54 …)',
  source: 'UHF RFID Reader User’s Manual V2.0',
  unconfirmed: [
    'the scale of the signal strength, which is left out',
    'antennas and session, which are set in the reader: told as one antenna, and each tag says which one heard it',
    'that the reader is set to tell EPCs (scan area 0)',
    'most power, which is 17, 26 or 30 dBm by model: what is too much is refused by the reader',
    'chip numbers of an EPC that is seen twice, which are not read: its read (02) does not choose a tag',
  ],
  serial: serial115200,
  framing: () => byLength(measure, { maxBytes: longestRest + 4, starts: [replyStart[0]] }),
  decode,
  identify: step('system parameters', commands.systemParameters),
  identityOf,
  calm: step('stop', commands.stop).bytes,
  plan: (settings, identity) => {
    const antennas = antennasOf(settings, identity.antennas);
    if (antennas === null) return fail('inventory-settings-impossible', { field: 'antennas' });
    const powerCentiDbm = settings.powerCentiDbm === null ? null : powerStep(settings.powerCentiDbm, 100);
    if (powerCentiDbm !== null && (powerCentiDbm < 0 || powerCentiDbm > 3000))
      return fail('inventory-settings-impossible', { field: 'power' });
    const power =
      powerCentiDbm === null ? [] : [step('power', commands.setParameter, parameters.power, powerCentiDbm / 100)];
    return ok({
      setUp: [step('answer mode', commands.setParameter, parameters.workMode, answerMode), ...power],
      rounds: [{ before: null, start: step('read', commands.inventory) }],
      stop: null,
      running: { ...settings, powerCentiDbm, antennas, target: 'reader-chosen', tid: 'off', q: null },
    });
  },
  chipSteps: null,
};
