import type { ScaleState } from '../../../../shared/devices';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading } from './ascii';

/** Digits and places of the value, which carries no point: kilograms have five digits, pounds four. */
const shapes = { kg: { digits: 5, decimals: 3 }, lb: { digits: 4, decimals: 2 } } as const;

const states: Readonly<Record<string, ScaleState>> = {
  '0': 'needs-zero',
  '1': 'motion',
  '2': 'over',
  '3': 'zero',
  '5': 'under',
};

const decodeDigits = (digits: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  if (profile.unit !== 'kg' && profile.unit !== 'lb') return errorMessage('E_UNIT', digits);
  const shape = shapes[profile.unit];
  const value = parseDecimal(digits);
  if (!value.ok || !/^[0-9]+$/.test(digits) || digits.length !== shape.digits) return errorMessage('E_DIGITS', digits);
  const weight = { mantissa: value.value.mantissa, exponent: -shape.decimals, unit: profile.unit };
  return polledReading({ weight, text: digits, state: 'stable', parity }, profile);
};

/**
 * Scale of a Datalogic Magellan on the scanner's own cable. `S14` asks for weight and state; the codes that the
 * scanner reads come over the same port and are `unknown` here. The unit is a setting of the profile.
 */
export const datalogicSingleCable: ScaleProtocol = {
  id: 'datalogic-single-cable',
  name: 'Datalogic Magellan, scale on the scanner cable',
  source: 'Datalogic knowledge base KA-01089 (Magellan single cable)',
  unconfirmed: ['places of the decimal point: two for pounds, three for kilograms'],
  serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 300,
  ask: { weight: ascii('S14\r') },
  acts: 'SE',
  framing: () =>
    delimited('\r', { maxBytes: 256, parity: true, opens: (byte) => (byte & 0x7f) > 0x20 && (byte & 0x7f) < 0x7f }),
  decode: (frame, profile) => {
    const { text, parity } = plainFrame(frame);
    const body = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (body.startsWith('S11')) return decodeDigits(body.slice(3), parity, profile);
    if (body.startsWith('S144')) return decodeDigits(body.slice(4), parity, profile);
    if (!body.startsWith('S14')) return { kind: 'unknown' };
    const state = states[body.slice(3)];
    if (state === undefined) return errorMessage('E_STATUS', body);
    return polledReading({ weight: null, text: body, state, parity }, profile);
  },
};
