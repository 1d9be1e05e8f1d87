import type { ScaleState } from '../../../../shared/devices';
import type { WeightUnit } from '../../../../shared/units';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, shownDigits, streamedReading, unitNamed } from './ascii';

const letters: Readonly<Record<string, WeightUnit>> = { L: 'lb', K: 'kg', G: 'g', O: 'oz' };

/** `T` is a ton, short or metric by the scale's own setting: only a profile that says `t` makes it a unit. */
const unitOf = (name: string, profile: ScaleProfile): WeightUnit | null => {
  if (name === 'T') return profile.unit === 't' ? 't' : null;
  return name.length === 1 ? (letters[name] ?? null) : unitNamed(name);
};

const states: Readonly<Record<string, ScaleState>> = { ' ': 'stable', M: 'motion', O: 'over', Z: 'zero' };

/** A frame begins with STX, an answer to a command is `OK` or `??`. */
const opening = new Set(Array.from('\x02O?', (character) => character.charCodeAt(0)));

/** STX stands nowhere else: what comes before the last one is a frame cut short. An answer has its two letters. */
const realStart = (held: Uint8Array): number => {
  const { text } = plainFrame(held.subarray(-3));
  if (text.startsWith('OK') || text.startsWith('??')) return held.length - 3;
  return Math.max(held.lastIndexOf(0x02), held.lastIndexOf(0x82), 0);
};

/** STX, sign, seven of weight, unit of one or two letters, gross or net, status. */
const layout = /^\x02([ -])(.{7})([A-Z]{1,2})([GN])([ IMOZ])\r$/;

/** What an indicator draws over the digits when there are none. */
const drawn = (field: string): ScaleState | null => {
  if (/^ *\^+ *$/.test(field) || field.trim() === 'OVERFL') return 'over';
  return /^ *\]+ *$/.test(field) ? 'under' : null;
};

const decodeFields = (fields: readonly string[], parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const [, sign = '', field = '', unitName = '', mode = '', status = ''] = fields;
  // Known but not a weight now.
  if (status === 'I') return { kind: 'busy' };
  const net = mode === 'N';
  const text = (sign + field.trim()).trim();
  const outside = drawn(field) ?? (status === 'O' ? (sign === '-' ? 'under' : 'over') : null);
  if (outside !== null) return streamedReading({ weight: null, text, state: outside, net, parity }, profile);
  const digits = parseDecimal(sign + field);
  if (!digits.ok) return errorMessage('E_DIGITS', field);
  const unit = unitOf(unitName, profile);
  if (unit === null) return errorMessage('E_UNIT', unitName);
  const state = states[status] ?? 'motion';
  return streamedReading({ weight: { ...digits.value, unit }, text, state, net, parity }, profile);
};

const statusOf: Readonly<Record<ShownWeight['state'], string>> = {
  stable: ' ',
  motion: 'M',
  zero: 'Z',
  under: ' ',
  over: 'O',
  fault: 'I',
};

const letterOf = (unit: WeightUnit): string =>
  Object.keys(letters).find((letter) => letters[letter] === unit) ?? unit.toUpperCase().slice(0, 2);

const frame = (shown: ShownWeight): Uint8Array => {
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  const value = shown.state === 'over' ? '^^^^^^^' : digits.padStart(7);
  const mode = shown.net ? 'N' : 'G';
  return ascii(
    `\x02${shown.mantissa < 0 ? '-' : ' '}${value}${letterOf(shown.unit)}${mode}${statusOf[shown.state]}\r\n`,
  );
};

/**
 * Rice Lake stream format. Zero, tare and unit are the key commands of its EDP set, answered with `OK` or `??`, where
 * the indicator takes commands on the port that streams.
 */
export const riceLake: ScaleProtocol = {
  id: 'rice-lake',
  name: 'Rice Lake continuous (RLWS)',
  source: 'Rice Lake 682 §16.5.1, 482, Tracer AV (stream format; EDP key commands), 880 §6.1',
  unconfirmed: ['tons: metric only when the profile says so'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: null,
  ask: { zero: ascii('KZERO\r'), tare: ascii('KTARE\r'), unit: ascii('KUNITS\r') },
  acts: 'KPRSEX',
  framing: () =>
    delimited(['\r', '\n'], {
      maxBytes: 256,
      parity: true,
      ignoreEmpty: true,
      opens: (byte) => opening.has(byte & 0x7f),
      realStart,
    }),
  decode: (bytes, profile) => {
    const { text, parity } = plainFrame(bytes);
    const word = text.trim();
    if (word === 'OK' || word === '??') return { kind: 'reply', to: 'any', accepted: word === 'OK', text: word };
    const match = layout.exec(text);
    return match === null ? errorMessage('E_FRAME', text.trim()) : decodeFields(match, parity, profile);
  },
  scaleSide: { frame, done: { zero: ascii('OK\r\n'), tare: ascii('OK\r\n'), unit: ascii('OK\r\n') } },
};
