import { byLength } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, latin1, parseDecimal, polledReading, shownDigits, unitNamed } from './ascii';

const bytesOfBlock = 15;
const enquiry = Uint8Array.of(0x05);
const acknowledge = 0x06;
const refuse = 0x15;
const sendWeight = Uint8Array.of(0x11);

/** SOH STX, from status to unit, BCC, ETX EOT. */
const isBlock = (bytes: Uint8Array): boolean =>
  bytes.length === bytesOfBlock && bytes[1] === 0x02 && bytes[13] === 0x03 && bytes[14] === 0x04;

const xor = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum ^ byte, 0);

const decodeBlock = (block: Uint8Array, profile: ScaleProfile): ScaleMessage => {
  if (!isBlock(block)) return errorMessage('E_FRAME', latin1(block));
  const text = latin1(block.subarray(4, 10));
  if (xor(block.subarray(2, 12)) !== block[12]) return errorMessage('E_CKSUM', text);
  const [flag = '', sign = ''] = latin1(block.subarray(2, 4));
  if (flag !== 'S' && flag !== 'U') return errorMessage('E_STATUS', flag);
  const parity = false;
  if (sign === 'F') return polledReading({ weight: null, text, state: 'over', parity }, profile);
  if (sign !== ' ' && sign !== '-') return errorMessage('E_STATUS', sign);
  const digits = parseDecimal(sign + text);
  if (!digits.ok) return errorMessage('E_DIGITS', text);
  const unit = unitNamed(latin1(block.subarray(10, 12)).trim());
  if (unit === null) return errorMessage('E_UNIT', latin1(block.subarray(10, 12)));
  const state = flag === 'S' ? 'stable' : 'motion';
  return polledReading({ weight: { ...digits.value, unit }, text: text.trim(), state, parity }, profile);
};

const frame = (shown: ShownWeight): Uint8Array => {
  const over = shown.state === 'over' || shown.state === 'fault';
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) }).padStart(6, '0');
  const sign = over ? 'F' : shown.mantissa < 0 ? '-' : ' ';
  const flag = shown.state === 'motion' ? 'U' : 'S';
  const body = ascii(`${flag}${sign}${over ? 'FFFFFF' : digits}${shown.unit.padEnd(2).slice(0, 2)}`);
  return Uint8Array.of(0x01, 0x02, ...body, xor(body), 0x03, 0x04);
};

/**
 * CAS ECR: ENQ asks whether there is a weight, ACK says so, DC1 fetches it in a block with a check character. The scale
 * has no command for zero or tare here.
 */
export const casEcr: ScaleProtocol = {
  id: 'cas-ecr',
  name: 'CAS ECR (AP-1, PD-II type 6, SW-II; Ohaus Aviator)',
  source: 'CAS AP-1, PD-II, SW-II p. 15; Ohaus Aviator 7000 service manual §6.1.1',
  unconfirmed: [],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 300,
  ask: { weight: enquiry },
  acts: '\x12\x13\x14',
  framing: () =>
    byLength(
      (pending) => {
        if (pending[0] !== 0x01) return 1;
        if (pending[1] !== undefined && pending[1] !== 0x02) return 'no-frame';
        return pending.length < bytesOfBlock || isBlock(pending.subarray(0, bytesOfBlock)) ? bytesOfBlock : 'no-frame';
      },
      { maxBytes: bytesOfBlock, starts: [0x01, acknowledge, refuse] },
    ),
  decode: (bytes, profile) => {
    if (bytes.length === 1 && bytes[0] === acknowledge) {
      return { kind: 'continue', send: sendWeight, text: 'weight ready' };
    }
    return bytes.length === 1 && bytes[0] === refuse ? { kind: 'busy' } : decodeBlock(bytes, profile);
  },
  scaleSide: {
    frame,
    steps: [
      { request: enquiry, answer: () => Uint8Array.of(acknowledge) },
      { request: sendWeight, answer: frame },
    ],
  },
};
