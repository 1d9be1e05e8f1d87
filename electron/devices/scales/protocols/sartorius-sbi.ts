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

const shortLength = 14;
const longLength = 20;

/** What stands in the place of the value when there is none. */
const special = (body: string): 'over' | 'under' | 'busy' | 'fault' | null => {
  const word = body.trim();
  if (/^H(?:igh)?$/.test(word)) return 'over';
  if (/^L(?:ow)?$/.test(word)) return 'under';
  if (/^C(?:al\. ?(?:Ext\.|Int\.)?)?$/.test(word)) return 'busy';
  return /^E(?:RR|rr) ?[0-9]{1,3}$/.test(word) ? 'fault' : null;
};

/** Net or gross by the identifier of the 22-byte form; `null` for lines that are no weight (tare, counters, names). */
const netBy: Readonly<Record<string, boolean>> = { N: true, G: false };

const decodeValue = (body: string, net: boolean | null, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const match = /^([+ -]) (.{8}) (.{3})$/.exec(body);
  if (match === null) return errorMessage('E_FRAME', body);
  const [, sign = '', field = '', unitName = ''] = match;
  // Digits in brackets are beyond what the balance is verified for.
  const highRes = /^ *[0-9.]*\[[0-9.]+\] *$/.test(field);
  const value = sign + (highRes ? field.replace(/[[\]]/g, '') : field).trimEnd();
  const digits = parseDecimal(value);
  if (!digits.ok) return errorMessage('E_DIGITS', field);
  const text = sign.trim() + field.trim();
  // No unit means not stable; a figure without a unit is no weight.
  if (unitName.trim() === '')
    return polledReading({ weight: null, text, state: 'motion', net, parity, highRes }, profile);
  const unit = unitNamed(unitName.trim());
  if (unit === null) return errorMessage('E_UNIT', unitName);
  return polledReading({ weight: { ...digits.value, unit }, text, state: 'stable', net, parity, highRes }, profile);
};

const decodeBody = (id: string | null, body: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const name = id?.trim() ?? '';
  const word = special(body);
  if (word === 'busy') return { kind: 'busy' };
  if (word !== null && (id === null || name === 'Stat' || name === '')) {
    return polledReading({ weight: null, text: body.trim(), state: word, parity }, profile);
  }
  if (id === null) return decodeValue(body, null, parity, profile);
  const net = Object.hasOwn(netBy, name) ? netBy[name] : undefined;
  return net === undefined ? { kind: 'busy' } : decodeValue(body, net, parity, profile);
};

const frame = (shown: ShownWeight): Uint8Array => {
  if (shown.state === 'over') return ascii('Stat      High      \r\n');
  if (shown.state === 'fault') return ascii('Stat     ERR 101    \r\n');
  const unit = shown.state === 'motion' ? '' : shown.unit;
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  const id = (shown.net ? 'N' : 'G').padEnd(6);
  return ascii(`${id}${shown.mantissa < 0 ? '-' : '+'} ${digits.padStart(8)} ${unit.padEnd(3)}\r\n`);
};

/**
 * Sartorius balance interface: lines of 16 bytes, or of 22 with a name in front. A blank unit means that the balance is
 * not at rest. Commands begin with ESC and are not answered: zero and tare show in the readings.
 */
export const sartoriusSbi: ScaleProtocol = {
  id: 'sartorius-sbi',
  name: 'Sartorius SBI',
  source: 'Sartorius Entris II, CP, LE operating instructions (SBI, 16 and 22 characters); numat/sartorius',
  unconfirmed: ['1200 7O1 on old models', 'names other than N, G and Stat'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('\x1BP\r\n'), zero: ascii('\x1BV\r\n'), tare: ascii('\x1BU\r\n') },
  acts: '\x1B',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensPaddedText }),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    if (!whole.endsWith('\r\n')) return errorMessage('E_FRAME', whole);
    const text = whole.slice(0, -2);
    if (text.length === shortLength) return decodeBody(null, text, parity, profile);
    if (text.length === longLength) return decodeBody(text.slice(0, 6), text.slice(6), parity, profile);
    return errorMessage('E_FRAME', text);
  },
  scaleSide: { frame },
};
