import type { ScaleState } from '../../../../shared/devices';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading, shownDigits, unitNamed } from './ascii';

/** States that outrank motion. `T` is a failed tare: the load is as it was. */
const statuses: Readonly<Record<string, ScaleState>> = {
  O: 'over',
  U: 'under',
  E: 'needs-zero',
  I: 'needs-zero',
  e: 'fault',
};

interface SmaFields {
  readonly status: string;
  readonly mode: string;
  readonly motion: string;
  readonly value: string;
  readonly unitName: string;
}

/** Status, range, mode, motion, custom flag, weight, unit of three. */
const layoutOf = (weightWidth: number): RegExp =>
  new RegExp(`^\\n([ ZOUEITe])([0-9 ])([GNTgn])([ M])(.)(.{${weightWidth}})([A-Za-z: ]{3})\\r$`);

const decodeFields = (fields: SmaFields, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const { status, mode, motion, value, unitName } = fields;
  // The tare is no load.
  if (mode === 'T') return { kind: 'busy' };
  const text = value.trim();
  const net = mode.toLowerCase() === 'n';
  const highRes = mode === 'g' || mode === 'n';
  const bad = statuses[status];
  if (bad !== undefined) return polledReading({ weight: null, text, state: bad, net, parity, highRes }, profile);
  const digits = parseDecimal(value);
  if (!digits.ok) return errorMessage('E_DIGITS', value);
  const unit = unitNamed(unitName.trim());
  if (unit === null) return errorMessage('E_UNIT', unitName);
  const state = motion === 'M' ? 'motion' : status === 'Z' ? 'zero' : 'stable';
  return polledReading({ weight: { ...digits.value, unit }, text, state, net, parity, highRes }, profile);
};

const statusOf: Readonly<Record<ShownWeight['state'], string>> = {
  stable: ' ',
  motion: ' ',
  under: ' ',
  zero: 'Z',
  over: 'O',
  fault: 'E',
};

const frameOf =
  (weightWidth: number) =>
  (shown: ShownWeight): Uint8Array => {
    const value = shown.state === 'fault' ? '------' : shownDigits(shown);
    const motion = shown.state === 'motion' ? 'M' : ' ';
    const head = `${statusOf[shown.state]}1${shown.net ? 'N' : 'G'}${motion} `;
    return ascii(`\n${head}${value.padStart(weightWidth)}${shown.unit.padEnd(3)}\r`);
  };

const record = (named: Pick<ScaleProtocol, 'id' | 'name' | 'source'>, weightWidth: number): ScaleProtocol => {
  const layout = layoutOf(weightWidth);
  return {
    ...named,
    unconfirmed: ['LF ! CR for a communication error'],
    serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
    pollMs: 250,
    // Answered with a weight line whose status tells; so only the readings count.
    ask: { weight: ascii('\nW\r'), zero: ascii('\nZ\r'), tare: ascii('\nT\r'), unit: ascii('\nU\r') },
    acts: 'ZTMCRHPDUB',
    framing: () => delimited('\r', { start: '\n', restart: true, maxBytes: 256, parity: true }),
    decode: (bytes, profile) => {
      const { text, parity } = plainFrame(bytes);
      if (text === '\n?\r' || text === '\n!\r') {
        return { kind: 'reply', to: 'any', accepted: false, text: text.trim() };
      }
      const match = layout.exec(text);
      if (match === null) return errorMessage('E_FRAME', text.trim());
      const [, status = '', , mode = '', motion = '', , value = '', unitName = ''] = match;
      return decodeFields({ status, mode, motion, value, unitName }, parity, profile);
    },
    scaleSide: { frame: frameOf(weightWidth), refused: { zero: ascii('\n?\r') } },
  };
};

/** SMA level 1 and 2 with eleven characters of weight: 21 bytes. */
export const sma = record(
  {
    id: 'sma',
    name: 'SMA SCP-0499, 21 bytes',
    source: 'Scale Manufacturers Association SCP-0499; Sartorius PR5211/PR5220; Cardinal 190 p. 114',
  },
  11,
);

/** The same with ten characters of weight, as the standard and other indicators print it: 20 bytes. */
export const sma20 = record(
  {
    id: 'sma-20',
    name: 'SMA SCP-0499, 20 bytes',
    source: 'Scale Manufacturers Association SCP-0499 §5.1; Cardinal 201 p. 67 and 225 p. 117',
  },
  10,
);
