import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading, unitNamed } from './ascii';

/** `S S <value> <unit>` and its kin after the status letter: right-aligned value, spaces, unit. */
const weightAfterStatus = /^ +([^ ].*?) +([^ ]+) *$/;

const decodeWeight = (status: 'S' | 'D', rest: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  // A broken load cell answers in the place of the value: `S S Error 10b`.
  const trouble = /^ +(Error .*?) *$/.exec(rest)?.[1];
  if (trouble !== undefined) {
    return polledReading({ weight: null, text: trouble, state: 'fault', parity }, profile);
  }
  const match = weightAfterStatus.exec(rest);
  if (match === null) return errorMessage(rest.trim() === '' ? 'E_SHORT' : 'E_UNIT', rest);
  const [, value = '', unitName = ''] = match;
  const digits = parseDecimal(value);
  if (!digits.ok) return errorMessage('E_DIGITS', value);
  const unit = unitNamed(unitName);
  if (unit === null) return errorMessage('E_UNIT', unitName);
  const state = status === 'S' ? 'stable' : 'motion';
  return polledReading({ weight: { ...digits.value, unit }, text: value.trim(), state, parity }, profile);
};

const decodeStatus = (text: string, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const status = text.slice(2, 3);
  const rest = text.slice(3);
  if (status === 'S' || status === 'D') return decodeWeight(status, rest, parity, profile);
  if (rest.trim() !== '') return { kind: 'unknown' };
  if (status === '+') return polledReading({ weight: null, text: '+', state: 'over', parity }, profile);
  if (status === '-') return polledReading({ weight: null, text: '-', state: 'under', parity }, profile);
  if (status === 'I') return { kind: 'busy' };
  return status === 'L' ? errorMessage('E_STATUS', 'S L') : { kind: 'unknown' };
};

/** `ES` syntax and `EL` logic: never send it again. `ET` transmission: the bytes were hurt, once more is allowed. */
const generalErrors: Readonly<Record<string, 'E_STATUS' | 'E_FRAME'>> = {
  ES: 'E_STATUS',
  EL: 'E_STATUS',
  ET: 'E_FRAME',
};

const replyTo = (command: string): 'zero' | 'tare' | 'other' => {
  if (command === 'Z' || command === 'ZI') return 'zero';
  return ['T', 'TI', 'TA', 'TAC'].includes(command) ? 'tare' : 'other';
};

const decodeReply = (text: string): ScaleMessage => {
  const match = /^(ZI?|T[AI]?|TAC|@|I[0-9]{1,2}|[A-Z]{1,3}[0-9]{0,2}) ([A-Z+-])(?: +(.*?))? *$/.exec(text);
  if (match === null) return { kind: 'unknown' };
  const [, command = '', status = '', rest = ''] = match;
  const to = replyTo(command);
  // `ZI D`: zero was taken while the load moved. It is done, but worth a word.
  const detail = command === 'ZI' && status === 'D' ? 'zero-while-moving' : rest;
  return { kind: 'reply', to, accepted: ['A', 'B', 'S', 'D'].includes(status), text: detail === '' ? text : detail };
};

/**
 * Mettler Toledo standard interface command set, level 0 and 1, and Kern KCP, which is the same set.
 * Polled with `SI`, which answers at once with the balance's own stable (`S`) or dynamic (`D`) letter; `S` would hold
 * the answer for tens of seconds. Values come right-aligned; any run of spaces is accepted.
 */
export const mtSics: ScaleProtocol = {
  id: 'mt-sics',
  name: 'Mettler Toledo MT-SICS',
  source: 'Mettler Toledo, Standard Interface Command Set (MT-SICS), level 0 and 1; Kern KCP manual KIB-TM',
  unconfirmed: [
    'width of the value and the answer to @, which differ between models: any run of spaces and both answers are taken',
  ],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 200,
  ask: { weight: ascii('SI\r\n'), zero: ascii('Z\r\n'), tare: ascii('T\r\n') },
  acts: '@ZTKCDP',
  // MT-SICS reference manual, command Z: the tare memory is cleared after zero setting.
  zeroClearsTare: true,
  framing: () =>
    delimited('\r\n', { maxBytes: 256, parity: true, opens: (byte) => (byte & 0x7f) > 0x20 && (byte & 0x7f) < 0x7f }),
  decode: (frame, profile) => {
    const { text: whole, parity } = plainFrame(frame);
    if (!whole.endsWith('\r\n')) return errorMessage('E_FRAME', whole);
    const text = whole.slice(0, -2);
    const general = Object.hasOwn(generalErrors, text) ? generalErrors[text] : undefined;
    if (general !== undefined) return errorMessage(general, text);
    return text.startsWith('S ') ? decodeStatus(text, parity, profile) : decodeReply(text);
  },
};
