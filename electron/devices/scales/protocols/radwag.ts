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

const markers: Readonly<Record<string, ScaleState>> = { ' ': 'stable', '?': 'motion', '^': 'over', v: 'under' };

/** Command (3), space, marker, space, sign, value (9), space, unit (3). */
const massFrame = /^(S {2}|SI |SU |SUI) ([ ?^v]) ([ -])(.{9}) (.{3})$/;

const decodeMass = (fields: readonly string[], parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const [, , marker = '', sign = '', field = '', unitName = ''] = fields;
  const state = markers[marker];
  if (state === undefined) return errorMessage('E_STATUS', marker);
  const text = (sign + field.trim()).trim();
  if (state === 'over' || state === 'under') return polledReading({ weight: null, text, state, parity }, profile);
  const digits = parseDecimal(sign + field);
  if (!digits.ok) return errorMessage('E_DIGITS', field);
  const unit = unitNamed(unitName.trim());
  if (unit === null) return errorMessage('E_UNIT', unitName);
  return polledReading({ weight: { ...digits.value, unit }, text, state, parity }, profile);
};

const replyTo: Readonly<Record<string, 'zero' | 'tare' | 'other'>> = { Z: 'zero', T: 'tare' };

/** `Z A` taken in, `Z D` done, `Z I` not now, `Z ^` `Z v` outside the range, `Z E` never came to rest. */
const decodeReply = (command: string, word: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const text = `${command} ${word}`;
  if (word === 'A') return { kind: 'accepted', shownBy: 'reply' };
  if (/^S[IU]?I?$/.test(command)) {
    if (word === '^') return polledReading({ weight: null, text, state: 'over', parity }, profile);
    if (word === 'v') return polledReading({ weight: null, text, state: 'under', parity }, profile);
    return { kind: 'busy' };
  }
  return { kind: 'reply', to: replyTo[command] ?? 'other', accepted: word === 'D' || word === 'OK', text };
};

const markOf = (state: ShownWeight['state']): string => {
  if (state === 'motion') return '?';
  if (state === 'over' || state === 'fault') return '^';
  return ' ';
};

const frame = (shown: ShownWeight): Uint8Array => {
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  const sign = shown.mantissa < 0 ? '-' : ' ';
  return ascii(`SI  ${markOf(shown.state)} ${sign}${digits.padStart(9)} ${shown.unit.padEnd(3)}\r\n`);
};

/**
 * Radwag: commands as in MT-SICS but frames of their own. Each command is first taken in (`A`), later done (`D`) or
 * not. Polled with `SI`, which answers at once and in the basic unit.
 */
export const radwag: ScaleProtocol = {
  id: 'radwag',
  name: 'Radwag',
  source: 'Radwag PS R2, WTC and PUE manuals (protocol of communication, mass frame, response formats)',
  unconfirmed: [],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('SI\r\n'), zero: ascii('Z\r\n'), tare: ascii('T\r\n') },
  acts: 'ZTUKCDIOAB',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensText }),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    if (!whole.endsWith('\r\n')) return errorMessage('E_FRAME', whole);
    const text = whole.slice(0, -2);
    if (/^ES ?$/.test(text)) return { kind: 'reply', to: 'any', accepted: false, text: 'ES' };
    const mass = massFrame.exec(text);
    if (mass !== null) return decodeMass(mass, parity, profile);
    const reply = /^([A-Z]{1,3}) (A|D|I|E|OK|\^|v) ?$/.exec(text);
    if (reply === null) return errorMessage('E_FRAME', text);
    return decodeReply(reply[1] ?? '', reply[2] ?? '', parity, profile);
  },
  scaleSide: {
    frame,
    done: { zero: ascii('Z A\r\nZ D\r\n'), tare: ascii('T A\r\nT D\r\n') },
    refused: { zero: ascii('Z A\r\nZ ^\r\n'), tare: ascii('T A\r\nT v\r\n') },
  },
};
