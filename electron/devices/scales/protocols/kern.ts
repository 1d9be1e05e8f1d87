import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import {
  ascii,
  errorMessage,
  opensPaddedText,
  parseDecimal,
  plainFrame,
  polledReading,
  shownDigits,
  unitNamed,
} from './ascii';
import { mtSics } from './mt-sics';

/** Kern communication protocol: the set of MT-SICS; requests are at least 100 ms apart. */
export const kernKcp: ScaleProtocol = {
  ...mtSics,
  id: 'kern-kcp',
  name: 'Kern KCP',
  source: 'Kern KIB-TM manual (KERN Communications Protocol)',
  unconfirmed: [],
  pollMs: 250,
};

/** `M` or blank, sign, ten characters of value, blank, unit or blanks; the unit is sent only at rest. */
const layout = /^([M ])([ -])(.{10}) (.{3})$/;

const decodeLine = (text: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  if (/^ *Error *$/.test(text)) {
    return polledReading({ weight: null, text: 'Error', state: 'fault', parity }, profile);
  }
  const match = layout.exec(text);
  if (match === null) return errorMessage('E_FRAME', text);
  const [, , sign = '', field = '', unitName = ''] = match;
  const digits = parseDecimal(sign + field);
  if (!digits.ok) return errorMessage('E_DIGITS', field);
  const value = (sign + field.trim()).trim();
  if (unitName === '   ') return polledReading({ weight: null, text: value, state: 'motion', parity }, profile);
  const unit = unitNamed(unitName.trim());
  if (unit === null) return errorMessage('E_UNIT', unitName);
  return polledReading({ weight: { ...digits.value, unit }, text: value, state: 'stable', parity }, profile);
};

const frame = (shown: ShownWeight): Uint8Array => {
  if (shown.state === 'over' || shown.state === 'fault') return ascii('Error\r\n'.padStart(18));
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  const unit = shown.state === 'motion' ? '' : shown.unit;
  return ascii(` ${shown.mantissa < 0 ? '-' : ' '}${digits.padStart(10)} ${unit.padEnd(3)}\r\n`);
};

/** Older Kern balances: single letters without an end; `w` answers at once, and tare is not answered. */
export const kernLetters: ScaleProtocol = {
  id: 'kern-letters',
  name: 'Kern, older (letters s, w, t)',
  source: 'Kern PCB and KDE-T manuals (rE Cr; data formats of 18 bytes)',
  unconfirmed: ['overload, which has no layout of its own'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('w'), tare: ascii('t') },
  acts: 't',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensPaddedText }),
  decode: (bytes, profile) => {
    const { text, parity } = plainFrame(bytes);
    return text.endsWith('\r\n') ? decodeLine(text.slice(0, -2), parity, profile) : errorMessage('E_FRAME', text);
  },
  scaleSide: { frame },
};
