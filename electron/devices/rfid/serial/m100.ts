import { fail, ok } from '../../../../shared/result';
import type { RadioRegion, ReaderIdentity } from '../../../../shared/tag-reads';
import { byLength } from '../../framing';
import { byteAt, join, u16, u16At, u32, u8 } from '../bytes';
import { sum8 } from './checksums';
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

/** Frame ends of the two firmwares that share this body. */
interface Ends {
  readonly start: number;
  readonly end: number;
}

const maxParameters = 512;
const commands = {
  info: 0x03,
  region: 0x07,
  select: 0x0c,
  query: 0x0e,
  selectMode: 0x12,
  multi: 0x27,
  stop: 0x28,
  read: 0x39,
  power: 0xb6,
} as const;
const notice = 0x02;
const reply = 0x01;
const errorCommand = 0xff;
/** No tag answered, or its CRC was wrong: usual while nothing is there. */
const noTag = 0x15;

const regions: Partial<Record<RadioRegion, number>> = { cn: 1, us: 2, eu: 3, kr: 6 };

const frameOf = ({ start, end }: Ends, command: number, parameters: Uint8Array): Uint8Array => {
  const body = join(Uint8Array.of(0, command), u16(parameters.length), parameters);
  return join(u8(start), body, Uint8Array.of(sum8(body), end));
};

/** Cut by the parameter length: an EPC may hold either end byte. */
const measure = (pending: Uint8Array, { start, end }: Ends): number | 'more' | 'no-frame' => {
  if (pending[0] !== start) return 'no-frame';
  if (pending.length < 5) return 'more';
  const parameters = u16At(pending, 3);
  if (parameters > maxParameters || byteAt(pending, 1) > notice) return 'no-frame';
  const length = parameters + 7;
  if (pending.length < length) return 'more';
  const isFrame = pending[length - 1] === end && pending[length - 2] === sum8(pending.subarray(1, length - 2));
  return isFrame ? length : 'no-frame';
};

/** RSSI (signed dBm), PC, EPC, the tag's CRC. */
const decodeTag = (parameters: Uint8Array): SerialReaderMessage => {
  if (parameters.length < 5) return errorOf('E_LEN', `${parameters.length} bytes are no tag`);
  const pc = u16At(parameters, 1);
  const epc = parameters.slice(3, -2);
  const told = epcOfPc(parameters, 3, pc);
  if (told === null || told.length > epc.length) return errorOf('E_LEN', 'the EPC is longer than its frame');
  const rssiCentiDbm = ((byteAt(parameters, 0) << 24) >> 24) * 100;
  return { kind: 'tags', tags: [tagOf(epc, { pc, rssiCentiDbm })] };
};

/** Length of PC and EPC, then these, then what was read: a chip number, as nothing else is asked for. */
const decodeRead = (parameters: Uint8Array): SerialReaderMessage => {
  const pc = u16At(parameters, 1);
  const epc = epcOfPc(parameters, 3, pc);
  const end = 1 + byteAt(parameters, 0);
  if (epc === null || end !== 3 + epc.length || end >= parameters.length)
    return errorOf('E_LEN', 'the EPC is longer than its frame');
  return { kind: 'tags', tags: [tagOf(epc, { pc, tid: parameters.slice(end) })] };
};

const decode = (frame: Uint8Array): SerialReaderMessage => {
  const type = byteAt(frame, 1);
  const command = byteAt(frame, 2);
  const parameters = frame.slice(5, -2);
  if (type === notice && command === 0x22) return decodeTag(parameters);
  if (type === reply && command === commands.read) return decodeRead(parameters);
  if (command === errorCommand) {
    const status = byteAt(parameters, 0);
    return status === noTag
      ? { kind: 'round-end', text: 'no tag' }
      : { kind: 'answer', command: errorCommand, accepted: false, status, data: parameters };
  }
  if (type !== reply && type !== notice) return errorOf('E_TYPE', `frame type ${type}`);
  const isText = command === commands.info;
  const status = isText ? 0 : byteAt(parameters, 0);
  return { kind: 'answer', command, accepted: status === 0, status, data: parameters };
};

/** What the reader calls itself: a letter of which part, then text. */
const identityOf = (data: Uint8Array): ReaderIdentity => ({
  maker: null,
  model: new TextDecoder('latin1').decode(data.subarray(1)).trim(),
  firmware: '',
  protocol: 'M100',
  antennas: 1,
  powerCentiDbm: null,
  choices: { session: true, targets: ['A', 'B'], tid: false, population: false, q: true },
});

const usualQ = 4;
/** Bytes of the longest mask that its length byte can tell. */
const longestMask = 31;

/** DR 8, M 1, TRext on, all tags (Sel 0), then session, target and Q. */
const queryWord = (session: number, target: 'A' | 'B', q: number): number =>
  0x1000 | (session << 8) | (target === 'B' ? 0x80 : 0) | (q << 3);

/** A read answers for one tag, whichever comes first: several, so that both of two are likely to. */
const chipReads = 4;
const chipReadMs = 100;

const family = (id: string, name: string, ends: Ends): SerialReaderFamily => {
  const step = (stepName: string, command: number, parameters: Uint8Array = new Uint8Array()): SerialStep => ({
    name: stepName,
    command,
    bytes: frameOf(ends, command, parameters),
  });
  const stop = step('stop', commands.stop);
  const query = (session: number, target: 'A' | 'B', q: number): SerialStep =>
    step('session and target', commands.query, u16(queryWord(session, target, q)));
  /** SelParam 01: what matches in the EPC bank becomes A in session 0, all else B; mode 2: before reads only. */
  const selectSteps = (epc: Uint8Array): SerialStep[] => [
    step('select', commands.select, join(Uint8Array.of(1), u32(32), Uint8Array.of(epc.length * 8, 0), epc)),
    step('select before reads only', commands.selectMode, u8(2)),
  ];
  /** No password, TID bank, from its beginning. */
  const readTid = step('chip number', commands.read, join(u32(0), u8(2), u16(0), u16(tidWords)));
  return {
    id,
    name,
    source:
      'Invelion Communication Protocol V2.1 (M100/QM100); M5Stack Unit UHF RFID; examples with wrong checksums left out',
    unconfirmed: [
      'that a read of many rounds starts again by itself when its 65,535 rounds are over',
      'chip numbers of an EPC that is seen twice: read by select (0C, 12) and read (39) as yrm100lib has them, not tried on a module',
    ],
    serial: serial115200,
    framing: () => byLength((pending) => measure(pending, ends), { maxBytes: maxParameters + 7, starts: [ends.start] }),
    decode,
    identify: step('who are you', commands.info, u8(0)),
    identityOf,
    calm: stop.bytes,
    plan: (settings, identity, region) => {
      if (antennasOf(settings, identity.antennas) === null)
        return fail('inventory-settings-impossible', { field: 'antennas' });
      const regionCode = region === null ? undefined : regions[region];
      if (region !== null && regionCode === undefined)
        return fail('inventory-settings-impossible', { field: 'region' });
      const target = settings.target === 'B' ? 'B' : 'A';
      const powerCentiDbm = settings.powerCentiDbm === null ? null : powerStep(settings.powerCentiDbm, 100);
      return ok({
        setUp: [
          ...(regionCode === undefined ? [] : [step('region', commands.region, u8(regionCode))]),
          ...(powerCentiDbm === null ? [] : [step('power', commands.power, u16(powerCentiDbm))]),
          query(settings.session, target, settings.q ?? usualQ),
        ],
        rounds: [
          {
            before: null,
            start: step('read', commands.multi, Uint8Array.of(0x22, 0xff, 0xff)),
          },
        ],
        stop,
        running: { ...settings, powerCentiDbm, antennas: [1], target, tid: 'off' },
      });
    },
    chipSteps: (epc, { running }) => [
      query(0, 'A', 1),
      ...selectSteps(epc.subarray(0, longestMask)),
      ...Array.from({ length: chipReads }, () => ({ ...readTid, listenMs: chipReadMs })),
      query(running.session, running.target === 'B' ? 'B' : 'A', running.q ?? usualQ),
    ],
  };
};

/** `BB … 7E`: JRD-100, YRM100, M5Stack Unit UHF-RFID and most small Chinese modules. */
export const m100 = family('m100', 'M100 modules (BB … 7E)', { start: 0xbb, end: 0x7e });
/** The same body in other ends: R200 firmware. */
export const r200 = family('r200', 'R200 modules (AA … DD)', { start: 0xaa, end: 0xdd });
