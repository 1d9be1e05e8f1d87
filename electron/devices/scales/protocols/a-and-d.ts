import type { ScaleState } from '../../../../shared/devices';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import {
  ascii,
  errorMessage,
  opensText,
  parseDecimal,
  plainFrame,
  polledReading,
  shownDigits,
  unitNamed,
} from './ascii';

const acknowledge = '\x06';

const states: Readonly<Record<string, ScaleState>> = { ST: 'stable', US: 'motion' };

/** Header, perhaps the word of a comparator, and twelve characters: nine of data and three of unit. */
const layout = /^(ST|US|OL|QT),(?:(?:LO|OK|HI|--),)?(.{9})(.{3})$/;

const decodeData = (fields: readonly string[], parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const [, header = '', data = '', unitName = ''] = fields;
  const text = data.trim();
  // The data of an overload means nothing: nines, or `E+19`.
  if (header === 'OL') return polledReading({ weight: null, text, state: 'over', parity }, profile);
  // A count of pieces is no weight.
  if (header === 'QT') return { kind: 'busy' };
  const digits = parseDecimal(data);
  if (!digits.ok || !/^[+ -]/.test(data)) return errorMessage('E_DIGITS', data);
  const unit = unitNamed(unitName.trim());
  if (unit === null) return errorMessage('E_UNIT', unitName);
  const state = states[header];
  if (state === undefined) return errorMessage('E_STATUS', header);
  return polledReading({ weight: { ...digits.value, unit }, text, state, parity }, profile);
};

const headers: Readonly<Record<ShownWeight['state'], string>> = {
  stable: 'ST',
  zero: 'ST',
  motion: 'US',
  under: 'ST',
  over: 'OL',
  fault: 'OL',
};

const frame = (shown: ShownWeight): Uint8Array => {
  const header = headers[shown.state];
  if (header === 'OL') return ascii('OL,+9999999E+19\r\n');
  const sign = shown.mantissa < 0 ? '-' : '+';
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) }).padStart(8, '0');
  return ascii(`${header},${sign}${digits}${shown.unit.padStart(3)}\r\n`);
};

/**
 * A&D standard format: 17 bytes with a header that tells stable from moving. Polled with `Q`, which answers at once.
 * Zero and tare are acknowledged with ACK when the command comes in and again when it is done; as nothing tells the one
 * from the other, only the readings count. There is no state for zero.
 */
export const aAndD: ScaleProtocol = {
  id: 'a-and-d',
  name: 'A&D standard format',
  source: 'A&D manuals EK-L, GC, HC-i, EJ, FX-i (data format, commands, §15-2 acknowledge and error codes)',
  unconfirmed: ['2400 7E1 as the usual setting', 'CR LF behind ACK: taken with and without', 'U for the next unit'],
  serial: { baudRate: 2400, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 200,
  ask: { weight: ascii('Q\r\n'), zero: ascii('Z\r\n'), tare: ascii('T\r\n'), unit: ascii('U\r\n') },
  acts: 'ZRTPUC',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensText, alone: [0x06] }),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    if (whole === acknowledge) return { kind: 'accepted', shownBy: 'readings' };
    if (!whole.endsWith('\r\n')) return errorMessage('E_FRAME', whole);
    const text = whole.slice(0, -2);
    if (/^EC,E[0-9]{2}$/.test(text)) return { kind: 'reply', to: 'any', accepted: false, text };
    const match = layout.exec(text);
    return match === null ? errorMessage('E_FRAME', text) : decodeData(match, parity, profile);
  },
  scaleSide: { frame, done: { zero: ascii('\x06\x06'), tare: ascii('\x06\x06'), unit: ascii('\x06') } },
};
