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

interface OhausLine {
  readonly value: string;
  readonly unit: string;
  readonly moving: boolean;
  readonly net: boolean | null;
}

type ReadLine = (text: string) => OhausLine | null;

/** AS series: nine characters of weight, space, five of unit, `?` or space. Always sixteen. */
const asLine: ReadLine = (text) => {
  const match = /^(.{9}) (.{5})([? ])$/.exec(text);
  if (match === null) return null;
  const [, value = '', unit = '', flag = ''] = match;
  return { value, unit: unit.trimEnd(), moving: flag === '?', net: null };
};

/**
 * Scout, Navigator and newer: ten to twelve characters of weight (it differs between models), space, a unit as long as
 * its name, and perhaps a space and `?`. Blanks in the place of the flag are allowed; any other tail is not, because
 * it is the missing `?` alone that says stable.
 */
const scoutLine: ReadLine = (text) => {
  const match = /^( *[+-]? *[0-9.]*[^ ]+) ([A-Za-z:#%]{1,5})(?: (\?)| {0,3})(?: (NET|N|G))?$/.exec(text);
  if (match === null) return null;
  const [, value = '', unit = '', flag, legend] = match;
  if (value.length < 10 || value.length > 12) return null;
  return { value, unit, moving: flag === '?', net: legend === undefined ? null : legend !== 'G' };
};

const decodeLine = (line: OhausLine, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const digits = parseDecimal(line.value);
  if (!digits.ok) return errorMessage('E_DIGITS', line.value);
  const unit = unitNamed(line.unit);
  if (unit === null) return errorMessage('E_UNIT', line.unit);
  const state = line.moving ? 'motion' : 'stable';
  const text = line.value.trim();
  return polledReading({ weight: { ...digits.value, unit }, text, state, net: line.net, parity }, profile);
};

const decodeWith =
  (readLine: ReadLine): ScaleProtocol['decode'] =>
  (frame, profile) => {
    const { text: whole, parity } = plainFrame(frame);
    if (!whole.endsWith('\r\n')) return errorMessage('E_FRAME', whole);
    const text = whole.slice(0, -2);
    if (text === 'ES') return { kind: 'reply', to: 'any', accepted: false, text };
    const line = readLine(text);
    return line === null ? errorMessage('E_FRAME', text) : decodeLine(line, parity, profile);
  };

/** A scale in trouble draws dashes or a word where the digits stand; its manual gives no layout for that. */
const frameOf =
  (build: (value: string, unit: string, flag: string) => string) =>
  (shown: ShownWeight): Uint8Array => {
    if (shown.state === 'over' || shown.state === 'fault') return ascii('Err 8.3\r\n');
    return ascii(build(shownDigits(shown), shown.unit, shown.state === 'motion' ? '?' : ' '));
  };

const common = {
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('IP\r\n'), zero: ascii('Z\r\n'), tare: ascii('T\r\n'), unit: ascii('U\r\n') },
  acts: '\x1BACLPSTUVZ',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensPaddedText }),
} as const satisfies Partial<ScaleProtocol>;

/** Ohaus Scout, Navigator, Courier and newer. Zero, tare and unit are not answered: the readings show them. */
export const ohaus: ScaleProtocol = {
  ...common,
  id: 'ohaus',
  name: 'Ohaus Scout, Navigator, Courier',
  source: 'Ohaus RS232 interface manual (Scout Pro, Navigator), Navigator NVT USB manual, Courier 5000',
  unconfirmed: ['width of the weight field per model: ten to twelve are taken', 'U for the next unit', 'overload'],
  decode: decodeWith(scoutLine),
  scaleSide: {
    frame: frameOf((value, unit, flag) => `${value.padStart(11)} ${unit}${flag === '?' ? ' ?' : ''}\r\n`),
  },
};

/** Ohaus AS series: fields of fixed width. */
export const ohausAs: ScaleProtocol = {
  ...common,
  id: 'ohaus-as',
  name: 'Ohaus AS series',
  source: 'Ohaus AS series manual (18 bytes)',
  unconfirmed: ['U for the next unit', 'overload'],
  decode: decodeWith(asLine),
  scaleSide: { frame: frameOf((value, unit, flag) => `${value.padStart(9)} ${unit.padEnd(5)}${flag}\r\n`) },
};
