import type { ScaleState } from '../../../../shared/devices';
import type { Weight } from '../../../../shared/units';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading } from './ascii';

const acknowledge = '\x06';
const refuse = '\x15';

/** The price that a checkout would set; the scale wants one, and nobody reads what it makes of it. */
const priceRecord = ascii('\x04\x0201\x1B000100\x1B\x03');
const fetchWeight = ascii('\x04\x05');
const whyRefused = ascii('\x04\x0208\x03');

/** Scale status of record 02: unit and places of the five digits. Pounds and ounces of an eighth are left out. */
const units: Readonly<Record<string, Pick<Weight, 'exponent' | 'unit'>>> = {
  '1': { exponent: -2, unit: 'lb' },
  '2': { exponent: -3, unit: 'lb' },
  '3': { exponent: -3, unit: 'kg' },
};

/** Record 09 (Ohaus Aviator service manual p. 40): why there is no weight. */
const reasons: Readonly<Record<string, ScaleState | 'again' | 'unchanged' | 'none'>> = {
  '00': 'none',
  '20': 'motion',
  '21': 'unchanged',
  '22': 'again',
  // Below the least weight the platform need not be empty: no weight, and no zero either.
  '30': 'none',
  '31': 'under',
  '32': 'over',
};

const decodeReason = (code: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const reason = reasons[code];
  if (reason === undefined) return errorMessage('E_STATUS', `record 09: ${code}`);
  if (reason === 'again') return { kind: 'continue', send: fetchWeight, text: 'not finished' };
  if (reason === 'unchanged') return { kind: 'unchanged' };
  if (reason === 'none') return { kind: 'busy' };
  return polledReading({ weight: null, text: code, state: reason, parity }, profile);
};

const decodeResult = (fields: readonly string[], parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const [, status = '', value = ''] = fields;
  const unit = units[status];
  if (unit === undefined) return errorMessage('E_UNIT', `status ${status}`);
  const digits = parseDecimal(value);
  if (!digits.ok || !/^[0-9]{5}$/.test(value)) return errorMessage('E_DIGITS', value);
  const weight = { mantissa: digits.value.mantissa, ...unit };
  return polledReading({ weight, text: value, state: 'stable', parity }, profile);
};

/** Record 02 has weight, price (5 or 6) and amount; record 11 wants checksums that only a certified checkout has. */
const decodeRecord = (text: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const result = /^\x0202\x1B(.)\x1B(.{5})\x1B[0-9]{5,6}\x1B[0-9]{6}\x03$/.exec(text);
  if (result !== null) return decodeResult(result, parity, profile);
  const reason = /^\x0209\x1B(.{2})\x03$/.exec(text)?.[1];
  if (reason !== undefined) return decodeReason(reason, parity, profile);
  return text.startsWith('\x0211') ? errorMessage('E_STATUS', 'verified mode') : errorMessage('E_FRAME', text.trim());
};

const statusOf = (shown: ShownWeight): string => {
  const unit = Object.keys(units).find(
    (code) => units[code]?.unit === shown.unit && units[code].exponent === -shown.decimals,
  );
  return unit ?? '0';
};

const frame = (shown: ShownWeight): Uint8Array => {
  if (shown.state === 'motion') return ascii('\x0209\x1B20\x03');
  if (shown.state === 'under') return ascii('\x0209\x1B31\x03');
  if (shown.state === 'over' || shown.state === 'fault') return ascii('\x0209\x1B32\x03');
  const digits = String(shown.mantissa).padStart(5, '0').slice(-5);
  return ascii(`\x0202\x1B${statusOf(shown)}\x1B${digits}\x1B000100\x1B000000\x03`);
};

/**
 * Dialog 06 of checkout scales: set a price, fetch the weighing, and ask why when there is none. A weight comes only
 * at rest. "No motion since the last weighing" says that the last weight still holds.
 */
export const dialog06: ScaleProtocol = {
  id: 'dialog-06',
  name: 'Dialog 06 (Mettler, Ohaus, Dibal, Cely, Bizerba)',
  source: 'Ohaus Aviator 7000 service manual p. 38–45; PSC/NCR DIVA p. 54; Dibal D-POS p. 52; Cely PI100 §7.5',
  unconfirmed: [
    '9600 7O1 as the usual setting',
    'verified mode (records 10 and 11), which needs keys of the maker: such a scale gives no weight here',
  ],
  serial: { baudRate: 9600, dataBits: 7, parity: 'odd', stopBits: 1 },
  pollMs: 400,
  ask: { weight: priceRecord },
  acts: '\x04',
  framing: () => delimited('\x03', { start: '\x02', restart: true, maxBytes: 128, parity: true, alone: [0x06, 0x15] }),
  decode: (bytes, profile) => {
    const { text, parity } = plainFrame(bytes);
    if (text === acknowledge) return { kind: 'continue', send: fetchWeight, text: 'price taken' };
    if (text === refuse) return { kind: 'continue', send: whyRefused, text: 'refused, asks why' };
    return decodeRecord(text, parity, profile);
  },
  scaleSide: {
    frame,
    steps: [
      { request: priceRecord, answer: () => ascii(acknowledge) },
      {
        request: fetchWeight,
        answer: (shown) => (frame(shown)[2] === 0x32 ? frame(shown) : ascii(refuse)),
      },
      { request: whyRefused, answer: frame },
    ],
  },
};
