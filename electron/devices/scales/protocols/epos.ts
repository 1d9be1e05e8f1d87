import { byLength } from '../../framing';
import type { Framing, ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { errorMessage, isOutOfRange, latin1, parseDecimal } from './ascii';

const bytesOfBlock = 9;
const enquiry = Uint8Array.of(0x05);
const acknowledge = 0x06;
const refuse = 0x15;
const carriageReturn = 0x0d;
const sendWeight = Uint8Array.of(0x11);

const bcc = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

/** STX, id, five digits, BCC, ETX. Cut by length: the BCC may equal any of the other bytes. */
const eposFraming = (): Framing =>
  byLength(
    (pending) => {
      if (pending[0] !== 0x02) return 1;
      return pending.length < bytesOfBlock || pending[bytesOfBlock - 1] === 0x03 ? bytesOfBlock : 'no-frame';
    },
    { maxBytes: bytesOfBlock, starts: [0x02, acknowledge, refuse, carriageReturn] },
  );

const decodeBlock = (frame: Uint8Array, profile: ScaleProfile): ScaleMessage => {
  const text = latin1(frame.subarray(2, 7));
  if (frame.length !== bytesOfBlock || frame[0] !== 0x02 || frame[8] !== 0x03) {
    return errorMessage('E_FRAME', latin1(frame));
  }
  if (bcc(frame.subarray(1, 7)) !== frame[7]) return errorMessage('E_CKSUM', text);
  const outside = ((frame[1] ?? 0) & 0x10) !== 0;
  const digits = parseDecimal(text);
  if (!/^[0-9]{5}$/.test(text) || !digits.ok) return errorMessage('E_DIGITS', text);
  if (profile.unit === undefined || profile.decimals === undefined) return errorMessage('E_UNIT', text);
  const exponent = profile.decimals === 0 ? 0 : -profile.decimals;
  const weight = { mantissa: digits.value.mantissa, exponent, unit: profile.unit };
  if (!outside && isOutOfRange(weight, profile)) return errorMessage('E_RANGE', text);
  return {
    kind: 'reading',
    // The scale wants its block back.
    reply: frame,
    reading: {
      weight: outside ? null : weight,
      text,
      state: outside ? 'over' : 'stable',
      net: null,
      highRes: false,
      stableSource: 'inferred',
      checked: true,
    },
  };
};

const frame = (shown: ShownWeight): Uint8Array => {
  const outside = shown.state === 'over' || shown.state === 'under' || shown.state === 'fault';
  const digits = Array.from(String(Math.abs(shown.mantissa)).padStart(5, '0'), (digit) => digit.charCodeAt(0));
  const body = Uint8Array.of(outside ? 0x79 : 0x69, ...digits.slice(-5));
  return Uint8Array.of(0x02, ...body, bcc(body), 0x03);
};

/**
 * EPOS/ICL scale interface: ENQ, ACK, DC1, the block, the block back, and CR (or ACK when it came back wrong). Unit and
 * places are settings; bit 4 of the id says outside the range without saying on which side. The block has no flag of
 * stability, so stillness is inferred.
 */
export const epos: ScaleProtocol = {
  id: 'epos',
  name: 'EPOS/ICL (checkout)',
  source: 'PSC/NCR DIVA service manual §6.1.5 and §6.1.11 (EPOS/ICL)',
  unconfirmed: ['whether only weights at rest are sent: stillness is inferred'],
  serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 300,
  ask: { weight: enquiry },
  acts: '\x12\x13\x14',
  framing: eposFraming,
  decode: (bytes, profile) => {
    if (bytes.length !== 1) return decodeBlock(bytes, profile);
    if (bytes[0] === acknowledge) return { kind: 'continue', send: sendWeight, text: 'weight ready' };
    return bytes[0] === carriageReturn ? { kind: 'accepted', shownBy: 'reply' } : { kind: 'busy' };
  },
  scaleSide: {
    frame,
    steps: [
      { request: enquiry, answer: () => Uint8Array.of(acknowledge) },
      { request: sendWeight, answer: frame },
      // The last byte of the block that the station sends back.
      { request: Uint8Array.of(0x03), answer: () => Uint8Array.of(carriageReturn) },
    ],
  },
};
