import { fail, ok } from '../../../../shared/result';
import { inventoryTargets, type InventorySettings, type ReaderIdentity } from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt, u16At } from '../bytes';
import { crcMcrf4xx } from './checksums';
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

/** There is no start byte: a frame shows only in its CRC. */
const gapMs = 100;
const broadcast = 0xff;
const commands = { inventory: 0x01, info: 0x21, power: 0x2f, pushed: 0xee } as const;

/** UHFReader18 wants no settings and tells neither antenna nor RSSI; the 288 family does both. */
type Dialect = '18' | '288';

const status = { done: 0, complete: 1, timedOut: 2, more: 3, full: 4, antenna: 0xf8, noTag: 0xfb } as const;
const statistics = 0x26;
const heartbeat = 0x28;

const step = (name: string, command: number, ...data: number[]): SerialStep => {
  const body = Uint8Array.of(data.length + 4, broadcast, command, ...data);
  const crc = crcMcrf4xx(body);
  return { name, command, bytes: Uint8Array.of(...body, crc & 0xff, crc >> 8) };
};

/** Every command that is ever answered: without a start byte, this keeps noise from being taken for a beginning. */
const answered: ReadonlySet<number> = new Set([
  0x00, 0x01, 0x02, 0x03, 0x04, 0x0f, 0x21, 0x22, 0x24, 0x25, 0x28, 0x2f, 0x33, 0x35, 0x40, 0x76, 0xee,
]);

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  const length = byteAt(pending, 0) + 1;
  if (length < 6 || (pending.length > 2 && !answered.has(byteAt(pending, 2)))) return 'no-frame';
  if (pending.length < length) return 'more';
  const crc = crcMcrf4xx(pending.subarray(0, length - 2));
  return pending[length - 2] === (crc & 0xff) && pending[length - 1] === crc >> 8 ? length : 'no-frame';
};

/** The lowest antenna of a mask, from 1. */
const antennaOf = (mask: number): number | null => (mask === 0 ? null : 31 - Math.clz32(mask & -mask) + 1);

/** Twelve bytes of chip number follow the EPC where bit 7 of its length is set (FastID). */
const fastIdBytes = 12;

const readRecords = (data: Uint8Array, from: number, count: number, dialect: Dialect, antenna: number | null) => {
  const tags: SerialTag[] = [];
  let at = from;
  for (let record = 0; record < count; record += 1) {
    const length = byteAt(data, at) & 0x7f;
    const tidBytes = (byteAt(data, at) & 0x80) === 0 ? 0 : fastIdBytes;
    const end = at + 1 + length;
    const rssiBytes = dialect === '288' ? 1 : 0;
    if (length < tidBytes || end + rssiBytes > data.length) return null;
    const epc = data.slice(at + 1, end - tidBytes);
    const tid = tidBytes === 0 ? null : data.slice(end - tidBytes, end);
    tags.push(tagOf(epc, { antenna, tid }));
    at = end + rssiBytes;
  }
  return at === data.length ? tags : null;
};

const decodeInventory = (state: number, data: Uint8Array, dialect: Dialect): SerialReaderMessage => {
  if (state === status.noTag) return { kind: 'round-end', text: 'no tag' };
  if (state === status.antenna) return { kind: 'condition', text: 'antenna missing', overflow: false, antenna: 0 };
  if (state === statistics) return { kind: 'round-end', text: `${u16At(data, 1)} reads a second` };
  if (state > status.full)
    return { kind: 'condition', text: `status ${state.toString(16)}`, overflow: false, antenna: null };
  const [antenna, countAt] = dialect === '288' ? [antennaOf(byteAt(data, 0)), 1] : [null, 0];
  const tags = readRecords(data, countAt + 1, byteAt(data, countAt), dialect, antenna);
  if (tags === null) return errorOf('E_LEN', 'the records do not fill their frame');
  if (state === status.full) return { kind: 'condition', text: 'memory full', overflow: true, antenna: null };
  return state === status.more || state === status.done
    ? { kind: 'tags', tags }
    : { kind: 'round-end', text: `${tags.length} tags`, tags };
};

/** Pushed by a reader in active mode: a tag, or a sign of life. */
const decodePushed = (state: number, data: Uint8Array): SerialReaderMessage => {
  if (state === heartbeat) return { kind: 'round-end', text: 'heartbeat' };
  const tags = readRecords(data, 1, 1, '288', antennaOf(byteAt(data, 0)));
  return tags === null ? errorOf('E_LEN', 'the record does not fill its frame') : { kind: 'tags', tags };
};

const decodeWith =
  (dialect: Dialect) =>
  (frame: Uint8Array): SerialReaderMessage => {
    const command = byteAt(frame, 2);
    const state = byteAt(frame, 3);
    const data = frame.slice(4, -2);
    if (command === commands.inventory) return decodeInventory(state, data, dialect);
    if (command === commands.pushed) return decodePushed(state, data);
    return { kind: 'answer', command, accepted: state === 0, status: state, data };
  };

const identityWith =
  (dialect: Dialect) =>
  (data: Uint8Array): ReaderIdentity => ({
    maker: null,
    model: `type ${byteAt(data, 2).toString(16).padStart(2, '0')}`,
    firmware: `${byteAt(data, 0)}.${byteAt(data, 1)}`,
    protocol: 'UHFReader',
    antennas: 4,
    powerCentiDbm: { least: 0, most: 3000 },
    choices: {
      session: dialect === '288',
      targets: dialect === '288' ? inventoryTargets : [],
      tid: false,
      population: false,
      q: dialect === '288',
    },
  });

const usualQ = 4;

/** Q first; scan time in tenths of a second. */
const rounds288 = (settings: InventorySettings, antennas: readonly number[]) => {
  const targets = settings.target === 'both' ? [0, 1] : settings.target === 'B' ? [1] : [0];
  return antennas.flatMap((antenna) =>
    targets.map((target) => ({
      before: null,
      start: step(
        'read',
        commands.inventory,
        settings.q ?? usualQ,
        settings.session,
        1,
        0,
        0,
        0,
        target,
        0x80 + antenna - 1,
        5,
      ),
    })),
  );
};

const family = (dialect: Dialect, name: string, baudRate: number): SerialReaderFamily => ({
  id: `uhfreader-${dialect}`,
  name,
  source: 'UHFReader18 and UHFReader288 user manuals (Chafon CF-RU, RRU9xxx); wabson/chafon-rfid captures',
  unconfirmed: [
    'the scale of the signal strength, which differs between models and is left out',
    'how many antennas: told as 4',
    'chip numbers of an EPC that is seen twice, which are not read: its read answers for one tag of several',
  ],
  serial: { ...serial115200, baudRate },
  framing: () => byLength(measure, { maxBytes: 256, gapMs }),
  decode: decodeWith(dialect),
  identify: step('information', commands.info),
  identityOf: identityWith(dialect),
  calm: null,
  plan: (settings, identity) => {
    const antennas = dialect === '18' || settings.antennas.length === 0 ? [1] : antennasOf(settings, identity.antennas);
    if (antennas === null) return fail('inventory-settings-impossible', { field: 'antennas' });
    const powerCentiDbm = settings.powerCentiDbm === null ? null : powerStep(settings.powerCentiDbm, 100);
    if (powerCentiDbm !== null && (powerCentiDbm < 0 || powerCentiDbm > 3000))
      return fail('inventory-settings-impossible', { field: 'power' });
    const is18 = dialect === '18';
    return ok({
      setUp: powerCentiDbm === null ? [] : [step('power', commands.power, powerCentiDbm / 100)],
      rounds: is18 ? [{ before: null, start: step('read', commands.inventory) }] : rounds288(settings, antennas),
      stop: null,
      running: {
        ...settings,
        powerCentiDbm,
        antennas,
        target: is18 ? 'reader-chosen' : settings.target,
        tid: 'off',
        q: is18 ? null : settings.q,
      },
    });
  },
  // Read by EPC (02) answers for one tag of several, whichever it is.
  chipSteps: null,
});

export const uhfReader18 = family('18', 'UHFReader18 (Chafon CF-RU5)', 57_600);
export const uhfReader288 = family('288', 'UHFReader288 (Chafon, RRU9xxx)', 115_200);
