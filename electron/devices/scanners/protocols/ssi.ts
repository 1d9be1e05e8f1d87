import { byLength } from '../../framing';
import type { ProtocolErrorCode, ScannerDecoder, ScannerMessage, ScannerProtocol } from '../../types';
import { ssiAims } from './ssi-types';
import { maxCodeBytes, splitAim, textOf } from './text';

const opcodes = {
  decodeData: 0xf3,
  ack: 0xd0,
  nak: 0xd1,
  event: 0xf6,
  revision: 0xa4,
  paramSend: 0xc6,
  beep: 0xe6,
  ledOn: 0xe7,
  ledOff: 0xe8,
  scanEnable: 0xe9,
} as const;

/** All that a decoder says: keeps noise from being taken for a long packet. */
const decoderSays: ReadonlySet<number> = new Set([0xf3, 0xd0, 0xd1, 0xd4, 0xf6, 0xa4, 0xc6, 0x80, 0xb1]);
const fromDecoder = 0;
const fromHost = 4;
const retransmitted = 1;
const continued = 2;
/** Between two packets of one code lies our acknowledgement: the decoder waits 2 s for it. */
const assemblyMs = 2000;

/** Length (checksum not counted), opcode, source, status, data; the sum of all is 0 with the checksum (SSI guide, 3). */
export const ssiPacket = (opcode: number, ...data: readonly number[]): Uint8Array => {
  const body = [data.length + 4, opcode, fromHost, 0, ...data];
  const check = -body.reduce((sum, byte) => sum + byte, 0) & 0xffff;
  return Uint8Array.of(...body, check >> 8, check & 0xff);
};

const measure = (pending: Uint8Array): number | 'more' | 'no-frame' => {
  const length = (pending[0] ?? 0) + 2;
  if (length < 6 || (pending.length > 1 && !decoderSays.has(pending[1] ?? 0))) return 'no-frame';
  if (pending.length > 2 && pending[2] !== fromDecoder) return 'no-frame';
  if (pending.length < length) return 'more';
  let sum = 0;
  for (let at = 0; at < length - 2; at += 1) sum += pending[at] ?? 0;
  const check = ((pending[length - 2] ?? 0) << 8) | (pending[length - 1] ?? 0);
  return ((sum + check) & 0xffff) === 0 ? length : 'no-frame';
};

const acknowledge = ssiPacket(opcodes.ack);
/** Cause 1: send it again. */
const sendAgain = ssiPacket(opcodes.nak, 1);
const noRead = 'NR';

const accept = (message: ScannerMessage): ScannerMessage => ({ ...message, answer: acknowledge });

const codeOf = (bytes: Uint8Array): ScannerMessage => {
  const text = textOf(bytes.subarray(1));
  const type = bytes[0] ?? 0;
  if (type === 1 && text === noRead) return { kind: 'no-read' };
  // A scanner that is set to send identifiers itself knows better than its type byte (GS1 Data Matrix).
  const { aim, data } = splitAim(text);
  return data === ''
    ? { kind: 'error', code: 'E_SHORT', text: 'empty code' }
    : { kind: 'code', data, aim: aim ?? ssiAims.get(type) ?? null };
};

const createDecoder = (): ScannerDecoder => {
  let pieces: Uint8Array[] = [];
  let lastMs = 0;
  let last = '';

  const abort = (code: ProtocolErrorCode, text: string): ScannerMessage => {
    pieces = [];
    return { kind: 'error', code, text };
  };

  const take = (data: Uint8Array, status: number, nowMs: number): ScannerMessage => {
    if (data.length < 1) return abort('E_SHORT', 'no data');
    const held = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (held + data.length > maxCodeBytes) return abort('E_OVERFLOW', 'continued without end');
    // Each packet of one code begins with its type byte.
    pieces.push(pieces.length === 0 ? data.slice() : data.slice(1));
    lastMs = nowMs;
    if ((status & continued) !== 0) return accept({ kind: 'partial' });
    const whole = Buffer.concat(pieces);
    pieces = [];
    return accept(codeOf(whole));
  };

  const onData = (frame: Uint8Array, nowMs: number): ScannerMessage => {
    const status = frame[3] ?? 0;
    const data = frame.subarray(4, -2);
    const key = `${status & continued}:${Buffer.from(data).toString('latin1')}`;
    // Our acknowledgement was lost: it is the same scan once more.
    if ((status & retransmitted) !== 0 && key === last) return accept({ kind: 'reply', text: 'sent again' });
    last = key;
    return take(data, status, nowMs);
  };

  return {
    decode(frame, nowMs) {
      if (pieces.length > 0 && nowMs - lastMs >= assemblyMs) pieces = [];
      switch (frame[1]) {
        case opcodes.decodeData:
          return onData(frame, nowMs);
        case opcodes.ack:
          return { kind: 'reply', text: 'taken' };
        case opcodes.nak:
          return { kind: 'reply', text: `refused, cause ${frame[4] ?? 0}` };
        case opcodes.event:
          return accept({ kind: 'reply', text: `event ${frame[4] ?? 0}` });
        default:
          return { kind: 'reply', text: `opcode ${(frame[1] ?? 0).toString(16)}` };
      }
    },
    tick: (nowMs) =>
      pieces.length > 0 && nowMs - lastMs >= assemblyMs ? abort('E_TIMEOUT', 'continuation did not come') : null,
  };
};

const join = (...packets: readonly Uint8Array[]): Uint8Array => Uint8Array.from(Buffer.concat(packets));
/** Lamp 1 is the scanner's own light. */
const light = { on: ssiPacket(opcodes.ledOn, 1), off: ssiPacket(opcodes.ledOff, 1) };

/**
 * Zebra's Simple Serial Interface: packets with checksum, each acknowledged, so that no code is lost on the line, and a
 * back-channel to the scanner's beeper and light.
 */
export const ssi: ScannerProtocol = {
  id: 'ssi',
  name: 'Zebra SSI',
  source:
    'Simple Serial Interface Programmer’s Guide (Zebra, Symbol); Datalogic D151 and Opticon MDL descriptions of it',
  unconfirmed: ['which tone a beep code sounds', 'that lamp 1 is the scanner’s light'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  framing: () => byLength(measure, { maxBytes: 257 }),
  decoder: createDecoder,
  // A sleeping scanner wakes by any byte. Then: packeted data (EE), acknowledgements (9F), no set-up by scanned codes
  // (EC), all without a beep and not kept for ever.
  greeting: join(
    Uint8Array.of(0),
    ssiPacket(opcodes.paramSend, 0xff, 0xee, 1, 0x9f, 1, 0xec, 0),
    ssiPacket(opcodes.scanEnable),
  ),
  resend: sendAgain,
  feedback: (kind) =>
    ({
      // One short high; four long low with the light; slow warble with the light.
      good: join(light.off, ssiPacket(opcodes.beep, 0x00)),
      wrong: join(light.on, ssiPacket(opcodes.beep, 0x12)),
      error: join(light.on, ssiPacket(opcodes.beep, 0x15)),
    })[kind],
};
