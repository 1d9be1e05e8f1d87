import { delimited } from '../../framing';
import type { DecodedReading, ScaleMessage, ScaleProtocol, ShownWeight } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading, shownDigits, unitNamed } from './ascii';

/** Number of the platform, status, net weight, kind of tare and tare, pieces, on some models a free field, unit. */
const layout = /^([0-9]),(ST|US|OL|UL|TL|ER),(.{10}),(?: {2}|PT)(.{10}),.{10}(?:,.{10})?,(.{2})$/;

/** `TL`: the indicator stands askew. `ER`: the remote platform does not answer. Neither is a weight. */
const states = { ST: 'stable', US: 'motion', OL: 'over', UL: 'under', TL: 'fault', ER: 'fault' } as const;
const stateOf = (name: string): DecodedReading['state'] =>
  Object.hasOwn(states, name) ? states[name as keyof typeof states] : 'fault';

const answers: Readonly<Record<string, ScaleMessage>> = {
  // Only that the command came in: "the answer does not mean that the instrument executes the zero".
  OK: { kind: 'accepted', shownBy: 'readings' },
};

const frame = (shown: ShownWeight, { platform = 1 }: { readonly platform?: number } = {}): Uint8Array => {
  const { state, decimals } = shown;
  const header =
    state === 'over' ? 'OL' : state === 'fault' ? 'TL' : state === 'motion' ? 'US' : state === 'under' ? 'UL' : 'ST';
  const tare = shownDigits({ mantissa: shown.net ? 1 : 0, decimals });
  const unit = shown.unit.padStart(2).slice(0, 2);
  const zero = '0'.padStart(10);
  return ascii(
    `${platform},${header},${shownDigits(shown).padStart(10)},  ${tare.padStart(10)},${zero},${zero},${unit}\r\n`,
  );
};

/**
 * Dini Argeo, asked for its extended string. One indicator may serve several platforms, of which it shows one at a time;
 * this string is the one that says which. (A number of the indicator before it, on RS-485, is not asked for.)
 */
export const diniArgeo: ScaleProtocol = {
  id: 'dini-argeo',
  name: 'Dini Argeo, one or several platforms',
  source: 'Dini Argeo 3590EXP technical manual E-AF03 §5.4–5.6 (REXT), DGT p. 39 (channels), DFW serial protocol 21.03',
  unconfirmed: ['letters of the units: Kg and kg are taken, a single letter on either side'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('REXT\r\n'), zero: ascii('ZERO\r\n'), tare: ascii('TARE\r\n') },
  acts: 'TZCPX',
  tellsPlatform: true,
  framing: () =>
    delimited('\r\n', {
      maxBytes: 128,
      parity: true,
      opens: (byte) => /[0-9OE]/.test(String.fromCharCode(byte & 0x7f)),
    }),
  decode: (bytes, profile) => {
    const { text: whole, parity } = plainFrame(bytes);
    const text = whole.endsWith('\r\n') ? whole.slice(0, -2) : '';
    const answer = Object.hasOwn(answers, text) ? answers[text] : undefined;
    if (answer !== undefined) return answer;
    if (/^ERR[0-9]{2}$/.test(text)) return { kind: 'reply', to: 'any', accepted: false, text };
    const match = layout.exec(text);
    if (match === null) return errorMessage('E_FRAME', text);
    const [, number = '', status = '', value = '', tareValue = '', unitName = ''] = match;
    const platform = Number(number);
    const state = stateOf(status);
    const tare = parseDecimal(tareValue);
    if (!tare.ok) return errorMessage('E_DIGITS', tareValue);
    const parts = { text: value.trim(), state, net: tare.value.mantissa !== 0, parity, platform };
    if (state !== 'stable' && state !== 'motion') return polledReading({ ...parts, weight: null }, profile);
    const digits = parseDecimal(value);
    if (!digits.ok) return errorMessage('E_DIGITS', value);
    const unit = unitNamed(unitName.trim());
    if (unit === null) return errorMessage('E_UNIT', unitName);
    return polledReading({ ...parts, weight: { ...digits.value, unit } }, profile);
  },
  scaleSide: { frame, done: { zero: ascii('OK\r\n'), tare: ascii('OK\r\n') } },
};
