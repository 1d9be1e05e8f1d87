import { fail, ok } from '../../../../shared/result';
import { inventoryTargets, type InventorySettings, type ReaderIdentity } from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt, join, u16At } from '../bytes';
import { twosComplement } from './checksums';
import {
  antennasOf,
  epcOfPc,
  errorOf,
  powerStep,
  serial115200,
  tagOf,
  tidWords,
  type SerialReaderFamily,
  type SerialReaderMessage,
  type SerialStep,
} from './family';

const start = 0xa0;
const anyAddress = 0x01;
const commands = {
  firmware: 0x72,
  antenna: 0x74,
  power: 0x76,
  read: 0x81,
  match: 0x85,
  realTime: 0x89,
  fastSwitch: 0x8a,
  session: 0x8b,
} as const;
const inventories: ReadonlySet<number> = new Set([commands.realTime, commands.fastSwitch, commands.session]);

const success = 0x10;
const antennaMissing = 0x22;
const noTag: ReadonlySet<number> = new Set([0x36, 0x38]);
const statusTexts: Readonly<Record<number, string>> = {
  0x11: 'failed',
  0x20: 'the reader’s processor was reset',
  0x22: 'antenna missing',
  0x47: 'power out of range',
};
const textOf = (status: number): string => statusTexts[status] ?? `status ${status.toString(16)}`;

const step = (name: string, command: number, ...data: number[]): SerialStep => {
  const body = Uint8Array.of(start, data.length + 3, anyAddress, command, ...data);
  return { name, command, bytes: join(body, Uint8Array.of(twosComplement(body))) };
};

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  if (pending[0] !== start) return 'no-frame';
  if (pending.length < 2) return 'more';
  if (byteAt(pending, 1) < 3) return 'no-frame';
  const length = byteAt(pending, 1) + 2;
  if (pending.length < length) return 'more';
  return twosComplement(pending.subarray(0, length - 1)) === pending[length - 1] ? length : 'no-frame';
};

/** FreqAnt, PC, EPC of the PC's length, RSSI, and two bytes of phase where they are switched on (V3.7, 5.2). */
const decodeTag = (data: Uint8Array): SerialReaderMessage => {
  const pc = u16At(data, 1);
  const epc = epcOfPc(data, 3, pc);
  if (epc === null || data.length < 3 + epc.length + 1) return errorOf('E_LEN', 'the EPC is longer than its frame');
  const rssi = byteAt(data, 3 + epc.length);
  const antenna = (byteAt(data, 0) & 3) + ((rssi & 0x80) === 0 ? 0 : 4) + 1;
  return { kind: 'tags', tags: [tagOf(epc, { pc, antenna, rssiCentiDbm: ((rssi & 0x7f) - 129) * 100 })] };
};

const decodeInventory = (data: Uint8Array): SerialReaderMessage => {
  if (data.length === 1) {
    const status = byteAt(data, 0);
    if (noTag.has(status)) return { kind: 'round-end', text: 'no tag' };
    return { kind: 'condition', text: textOf(status), overflow: false, antenna: status === antennaMissing ? 0 : null };
  }
  // EPCs are whole words, so no tag has seven bytes: that many end a round.
  return data.length === 7 ? { kind: 'round-end', text: `${u16At(data, 5)} reads` } : decodeTag(data);
};

/**
 * Tag count, length, PC, EPC, the tag's CRC and what was read, then the length of that, FreqAnt, and how often (V3.7,
 * `cmd_read`; the order as pyImpinj unpacks it).
 */
const decodeRead = (data: Uint8Array): SerialReaderMessage => {
  const pc = u16At(data, 3);
  const epc = epcOfPc(data, 5, pc);
  const readBytes = byteAt(data, data.length - 3);
  const readAt = 5 + (epc?.length ?? 0) + 2;
  if (epc === null || readBytes === 0 || readAt + readBytes + 3 !== data.length)
    return errorOf('E_LEN', 'the record does not fill its frame');
  const antenna = (byteAt(data, data.length - 2) & 3) + 1;
  return { kind: 'tags', tags: [tagOf(epc, { pc, antenna, tid: data.slice(readAt, readAt + readBytes) })] };
};

const decode = (frame: Uint8Array): SerialReaderMessage => {
  const command = byteAt(frame, 3);
  const data = frame.slice(4, -1);
  if (inventories.has(command)) return decodeInventory(data);
  if (command === commands.firmware)
    return { kind: 'answer', command, accepted: data.length >= 2, status: success, data };
  if (command === commands.read && data.length > 1) return decodeRead(data);
  const status = byteAt(data, 0);
  return { kind: 'answer', command, accepted: status === success, status, data };
};

const identityOf = (data: Uint8Array): ReaderIdentity => ({
  maker: null,
  model: 'A0 reader',
  firmware: `${byteAt(data, 0)}.${byteAt(data, 1)}`,
  protocol: 'A0',
  // The reader does not tell how many it has; one that is missing says so when it is used.
  antennas: 8,
  powerCentiDbm: { least: 0, most: 3300 },
  choices: { session: true, targets: inventoryTargets, tid: false, population: false, q: false },
});

const chipLookMs = 200;
const tidBank = 2;

const antennaStep = (antenna: number): SerialStep => step('antenna', commands.antenna, antenna - 1);

const targets = ({ target }: InventorySettings): readonly number[] =>
  target === 'both' ? [0, 1] : target === 'B' ? [1] : [0];

/**
 * `A0 …`: boards around Impinj's R2000 and E chips (YR8900, Fonkan, Invelion). Each round is asked for by itself, one
 * antenna after the other.
 */
export const a0: SerialReaderFamily = {
  id: 'a0',
  name: 'A0 readers (R2000 boards)',
  source: 'UHF RFID Reader Serial Interface Protocol V3.7',
  unconfirmed: [
    'how many antennas a model has: told as 8, and one that is missing when it is used',
    'chip numbers of an EPC that is seen twice: read by match (85) and read (81) as pyImpinj has them, not tried on a reader',
  ],
  serial: serial115200,
  framing: () => byLength(measure, { maxBytes: 257, starts: [start] }),
  decode,
  identify: step('firmware', commands.firmware),
  identityOf,
  calm: null,
  plan: (settings, identity) => {
    const antennas = settings.antennas.length === 0 ? [1] : antennasOf(settings, identity.antennas);
    if (antennas === null) return fail('inventory-settings-impossible', { field: 'antennas' });
    const powerCentiDbm = settings.powerCentiDbm === null ? null : powerStep(settings.powerCentiDbm, 100);
    if (powerCentiDbm !== null && (powerCentiDbm < 0 || powerCentiDbm > 3300))
      return fail('inventory-settings-impossible', { field: 'power' });
    const rounds = antennas.flatMap((antenna) =>
      targets(settings).map((target, index) => ({
        before: index === 0 ? antennaStep(antenna) : null,
        start: step('read', commands.session, settings.session, target, 1),
      })),
    );
    return ok({
      setUp: powerCentiDbm === null ? [] : [step('power', commands.power, powerCentiDbm / 100)],
      rounds,
      stop: null,
      running: { ...settings, powerCentiDbm, antennas, tid: 'off', q: null },
    });
  },
  // Mode 0: operations on tags with this EPC only; 1: on all again. A read with no password, bank, first word, words.
  chipSteps: (epc, { running }) => [
    step('only this EPC', commands.match, 0, epc.length, ...epc),
    ...running.antennas.flatMap((antenna) => [
      antennaStep(antenna),
      { ...step('chip numbers', commands.read, tidBank, 0, tidWords, 0, 0, 0, 0), listenMs: chipLookMs },
    ]),
    step('any EPC', commands.match, 1),
  ],
};
