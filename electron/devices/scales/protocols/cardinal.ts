import type { ScaleState } from '../../../../shared/devices';
import { byLength } from '../../framing';
import type { ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, shownDigits, streamedReading, unitNamed } from './ascii';

const bytesOfFrame = 17;
const plus = 0x2b;
const minus = 0x2d;
const endOfText = 0x03;

/** Sign, six of weight, status, unit, gross or net. */
const layout = /^\r([+-])(.{6})([ moe]) (.{2}) ([gn]) {2}\x03$/i;

const states: Readonly<Record<string, ScaleState>> = { ' ': 'stable', m: 'motion', o: 'over', e: 'fault' };

const marks: Readonly<Record<ShownWeight['state'], string>> = {
  stable: ' ',
  zero: ' ',
  under: ' ',
  motion: 'm',
  over: 'o',
  fault: 'e',
};

const frame = (shown: ShownWeight): Uint8Array => {
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) }).padStart(6, '0');
  const sign = shown.mantissa < 0 ? '-' : '+';
  return ascii(
    `\r${sign}${digits}${marks[shown.state]} ${shown.unit.padEnd(2).slice(0, 2)} ${shown.net ? 'n' : 'g'}  \x03`,
  );
};

/** Cardinal stream format: 17 bytes from CR to ETX, sent without end. `o` says out of range, above or below. */
export const cardinal: ScaleProtocol = {
  id: 'cardinal',
  name: 'Cardinal continuous (scoreboard), also of Rice Lake and Fairbanks indicators',
  source: 'Rice Lake 682 §16.5.2 (CARDNAL); Fairbanks FB2250 p. 56 and FB6000 p. 78 (Cardinal 738); Cardinal 225',
  unconfirmed: ['status e (no weight displayed), which only the newer Cardinal formats name'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: null,
  ask: {},
  acts: 'ZTPK',
  framing: () =>
    byLength(
      (pending) => {
        const sign = (pending[1] ?? plus) & 0x7f;
        if (sign !== plus && sign !== minus) return 'no-frame';
        if (pending.length < bytesOfFrame) return 'more';
        return ((pending[bytesOfFrame - 1] ?? 0) & 0x7f) === endOfText ? bytesOfFrame : 'no-frame';
      },
      { maxBytes: bytesOfFrame, starts: [0x0d, 0x8d] },
    ),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    const match = layout.exec(whole);
    if (match === null) return errorMessage('E_FRAME', whole.trim());
    const [, sign = '', field = '', mark = '', unitName = '', mode = ''] = match;
    const text = sign + field.trim();
    const net = mode.toLowerCase() === 'n';
    const state = states[mark.toLowerCase()] ?? 'fault';
    if (state === 'over') {
      const outside = sign === '-' ? 'under' : 'over';
      return streamedReading({ weight: null, text, state: outside, net, parity }, profile);
    }
    if (state === 'fault') return streamedReading({ weight: null, text, state, net, parity }, profile);
    const digits = parseDecimal(sign + field);
    if (!digits.ok) return errorMessage('E_DIGITS', field);
    const unit = unitNamed(unitName.trim());
    if (unit === null) return errorMessage('E_UNIT', unitName);
    return streamedReading({ weight: { ...digits.value, unit }, text, state, net, parity }, profile);
  },
  scaleSide: { frame },
};
