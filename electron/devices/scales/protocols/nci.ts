import type { ScaleState } from '../../../../shared/devices';
import type { Result } from '../../../../shared/result';
import { delimited } from '../../framing';
import type { Framing, ScaleMessage, ScaleProfile, ScaleProtocol } from '../../types';
import { ascii, errorMessage, plainFrame, polledReading, unitNamed } from './ascii';
import { decodeNciStatus, decodeScp12Status, type NciStatus } from './nci-status';
import { decodeNciField } from './nci-weight';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * LF also stands in the middle of an answer, so a frame begins at the last LF, or at the one before it when only a
 * weight and its CR lie between them.
 */
const realStart = (bytes: Uint8Array): number => {
  const last = bytes.lastIndexOf(lineFeed);
  if (last < 1 || ((bytes[last - 1] ?? 0) & 0x7f) !== carriageReturn) return Math.max(last, 0);
  const before = bytes.lastIndexOf(lineFeed, last - 1);
  if (before < 0) return last;
  const between = bytes.subarray(before + 1, last - 1);
  return between.length > 1 && between.every((byte) => (byte & 0x7f) !== carriageReturn) ? before : last;
};

const framing = (): Framing => delimited('\x03', { start: '\n', maxBytes: 256, parity: true, realStart });

/** What stands where, once the text is cut; the same for every dialect. */
interface Fields {
  readonly weight: string | null;
  readonly status: string;
}

const reading = (
  fields: Fields,
  status: Result<NciStatus, 'E_STATUS' | 'E_SHORT'>,
  parity: boolean,
  profile: ScaleProfile,
): ScaleMessage => {
  if (!status.ok) return errorMessage(status.failure.code, fields.status);
  const { state, net } = status.value;
  if (fields.weight === null) {
    // Status alone: worth knowing when it says why there is no weight.
    if (state === 'stable') return { kind: 'busy' };
    return polledReading({ weight: null, text: fields.status, state, net, parity }, profile);
  }
  const field = decodeNciField(fields.weight);
  if (!field.ok) return errorMessage(field.failure.code, fields.weight);
  const { weight, text, condition } = field.value;
  const worst: ScaleState = state === 'stable' || state === 'zero' || state === 'motion' ? (condition ?? state) : state;
  // Below zero some displays show the magnitude alone: no weight rather than one of the wrong sign.
  const hasValue =
    worst === 'stable' || worst === 'zero' || worst === 'motion' || (worst === 'under' && (weight?.mantissa ?? 0) < 0);
  return polledReading({ weight: hasValue ? weight : null, text, state: worst, net, parity }, profile);
};

const unrecognised: ScaleMessage = { kind: 'reply', to: 'other', accepted: false, text: 'unrecognised command' };

/**
 * NCI standard (SCP-01) and its ECR variant, told apart by the `S` before the status. The weight is what the display
 * shows, even in motion, so a weight whose status did not come is no reading.
 */
export const nci: ScaleProtocol = {
  id: 'nci',
  name: 'NCI / Weigh-Tronix SCP-01 and ECR',
  source: 'Avery Weigh-Tronix SCP-01 (NCI standard; B-TEK T419S), Ohaus Aviator manual p. 49, NCI 6702',
  unconfirmed: [],
  serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 300,
  ask: { weight: ascii('W\r'), zero: ascii('Z\r'), tare: ascii('T\r'), unit: ascii('U\r') },
  acts: 'ZHTUMX',
  framing,
  decode: (frame, profile) => {
    const { text, parity } = plainFrame(frame);
    if (/^\n\?\r\x03?$/.test(text)) return unrecognised;
    const match = /^\n(?:([^\n\r\x03]+)\r\n)?(S?)([^\n\r\x03]*)\r\x03$/.exec(text);
    if (match === null) return errorMessage('E_FRAME', text.trim());
    const [, weight = null, , status = ''] = match;
    // The answer to `U` carries the new unit alone (Adam MDW manual 8.5.3).
    const newUnit = /^[A-Za-z]{2}$/.exec(weight ?? '')?.[0];
    if (newUnit !== undefined && unitNamed(newUnit) !== null) {
      return { kind: 'reply', to: 'unit', accepted: true, text: newUnit };
    }
    return reading({ weight, status }, decodeNciStatus(status), parity, profile);
  },
};

/**
 * SCP-12: status directly behind CR, first status byte inverted. A healthy stable load has status `?0`, which is not
 * the refusal `LF ? CR`: that one has no ETX.
 */
export const scp12: ScaleProtocol = {
  id: 'scp-12',
  name: 'SCP-12 (NCI 3835)',
  source: 'Brecknell DS-1000 and 810036380263, MeasureTek PSE (protocol SCP-12 / NCI 3835)',
  unconfirmed: ['polarity of the first status byte per model'],
  serial: { baudRate: 4800, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 300,
  // Zero has no answer here; only the readings that follow tell whether it was taken.
  ask: { weight: ascii('W\r'), zero: ascii('Z\r') },
  acts: 'ZHTUMX',
  framing,
  decode: (frame, profile) => {
    const { text, parity } = plainFrame(frame);
    if (/^\n\?\r\x03?$/.test(text)) return unrecognised;
    const match = /^\n(?:([ -]?[^\n\r\x03]{2,})\r([^\n\r\x03]+)|([^\n\r\x03]+)\r)\x03$/.exec(text);
    if (match === null) return errorMessage('E_FRAME', text.trim());
    const status = match[2] ?? match[3] ?? '';
    return reading({ weight: match[1] ?? null, status }, decodeScp12Status(status), parity, profile);
  },
};
