import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol, ShownWeight } from '../../types';
import {
  ascii,
  errorMessage,
  latin1,
  opensPaddedText,
  opensText,
  parseDecimal,
  polledReading,
  shownDigits,
  streamedReading,
  unitNamed,
} from './ascii';

/** Header, gross or net, device and lamp byte, eight of data, space, unit of two characters. */
const long = /^(ST|US|OL),(GS|NT),([\x31-\x7e])([\x80-\xff]),(.{8}) (.{2})$/;
/** The same without device, lamp and space ("AND 18 bytes"). */
const short = /^(ST|US|OL),(GS|NT),(.{8})(.{2})$/;

const lamp = { stable: 0x40, hold: 0x10, zero: 0x01 } as const;

interface CasFields {
  readonly header: string;
  readonly mode: string;
  /** `null` in the short form. */
  readonly lamp: number | null;
  /** Number of the indicator on the line; `null` in the short form. */
  readonly device: number | null;
  readonly data: string;
  readonly unit: string;
}

const fieldsOf = (text: string): CasFields | null => {
  const full = long.exec(text);
  if (full !== null) {
    const [, header = '', mode = '', device = '', lampByte = '', data = '', unit = ''] = full;
    return { header, mode, lamp: lampByte.charCodeAt(0), device: device.charCodeAt(0) - 0x30, data, unit };
  }
  const match = short.exec(text);
  if (match === null) return null;
  const [, header = '', mode = '', data = '', unit = ''] = match;
  return { header, mode, lamp: null, device: null, data, unit };
};

/** Header and lamp must agree on stable; a display on hold shows no live weight. */
const stateOf = ({ header, lamp: lit }: CasFields): 'stable' | 'zero' | 'motion' => {
  if (header !== 'ST' || (lit !== null && ((lit & lamp.stable) === 0 || (lit & lamp.hold) !== 0))) return 'motion';
  return lit !== null && (lit & lamp.zero) !== 0 ? 'zero' : 'stable';
};

/** `asked`: of this device, which names itself in the long form only. */
const decodeLine = (text: string, build: typeof polledReading, profile: ScaleProfile, asked?: number): ScaleMessage => {
  const fields = fieldsOf(text);
  if (fields === null) return errorMessage('E_FRAME', text);
  const net = fields.mode === 'NT';
  const shown = fields.data.trim();
  const device = fields.device ?? asked;
  const said = { text: shown, net, parity: false, ...(device === undefined ? {} : { platform: device }) };
  if (fields.header === 'OL') return build({ ...said, weight: null, state: 'over' }, profile);
  const digits = parseDecimal(fields.data);
  if (!digits.ok) return errorMessage('E_DIGITS', fields.data);
  const unit = unitNamed(fields.unit.trim());
  if (unit === null) return errorMessage('E_UNIT', fields.unit);
  return build({ ...said, weight: { ...digits.value, unit }, state: stateOf(fields) }, profile);
};

const frame = (shown: ShownWeight, { platform = 1 }: ScaleProfile = {}): Uint8Array => {
  const over = shown.state === 'over' || shown.state === 'fault';
  const still = shown.state !== 'motion' && !over;
  const lit = 0x80 + (still ? lamp.stable : 0) + (shown.net ? 0x02 : 0x04) + (shown.state === 'zero' ? lamp.zero : 0);
  const header = over ? 'OL' : still ? 'ST' : 'US';
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  const data = shown.mantissa < 0 ? `-${digits.padStart(7, '0')}` : digits.padStart(8, '0');
  const unit = shown.unit.padStart(2).slice(0, 2);
  return ascii(`${header},${shown.net ? 'NT' : 'GS'},${String.fromCharCode(0x30 + platform, lit)},${data} ${unit}\r\n`);
};

/** A lamp byte uses bit 7, so parity cannot be taken out of it and needs a port of 8 data bits. */
const line = (bytes: Uint8Array): string | null => {
  const text = latin1(bytes);
  return text.endsWith('\r\n') ? text.slice(0, -2) : null;
};

/** CAS 22 bytes, and the 18 bytes that its indicators call AND, sent without end. Needs 8 data bits. */
export const cas: ScaleProtocol = {
  id: 'cas',
  name: 'CAS continuous (22 and 18 bytes)',
  source: 'CAS CI-150A, CI-400 p. 104, CI-600D §10, PDI, NT-200 §14',
  unconfirmed: ['8 data bits on every model'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: null,
  ask: {},
  acts: 'KZTHPMOE',
  tellsPlatform: true,
  framing: () => delimited('\r\n', { maxBytes: 256, opens: opensText }),
  decode: (bytes, profile) => {
    const text = line(bytes);
    return text === null ? errorMessage('E_FRAME', latin1(bytes)) : decodeLine(text, streamedReading, profile);
  },
  scaleSide: { frame },
};

const { tellsPlatform: _told, ...untold } = cas;

/** The same, asked for (command mode 1) by the indicator's number, 01 as delivered. It repeats a command that it has done. */
export const casCommand: ScaleProtocol = {
  ...cas,
  id: 'cas-command',
  name: 'CAS command mode',
  source: 'CAS CI-400 p. 106 and CI-600D p. 77 (command mode 1, NT-500 commands)',
  unconfirmed: ['numbers other than 01, which the manuals show; 78 is the highest that an answer can carry'],
  pollMs: 300,
  ask: { weight: ascii('01RW\r\n'), zero: ascii('01MZ\r\n'), tare: ascii('01MT\r\n') },
  addressed: (request, platform) => ascii(`${String(platform).padStart(2, '0')}${latin1(request.subarray(2))}`),
  decode: (bytes, profile) => {
    const text = line(bytes);
    if (text === null) return errorMessage('E_FRAME', latin1(bytes));
    const [, number, done] = /^([0-9]{2})(MZ|MT)$/.exec(text) ?? [];
    if (done !== undefined) {
      // Another indicator on the line has done what was asked of it.
      if (Number(number) !== (profile.platform ?? 1)) return { kind: 'reply', to: 'other', accepted: true, text };
      return { kind: 'reply', to: done === 'MZ' ? 'zero' : 'tare', accepted: true, text };
    }
    if (text === '!' || text === '?') return { kind: 'reply', to: 'any', accepted: false, text };
    return decodeLine(text, polledReading, profile, profile.platform);
  },
  scaleSide: { frame, done: { zero: ascii('01MZ\r\n'), tare: ascii('01MT\r\n') }, refused: { zero: ascii('!\r\n') } },
};

/** CAS 10 bytes: digits alone. Unit is a setting, and stillness can only be inferred: never for trade. */
export const cas10: ScaleProtocol = {
  ...untold,
  id: 'cas-10',
  name: 'CAS continuous (10 bytes, digits alone)',
  source: 'CAS CI-400 p. 104, CI-600D §10-2',
  unconfirmed: ['what stands there on overload'],
  framing: () => delimited('\r\n', { maxBytes: 64, opens: opensPaddedText }),
  decode: (bytes, profile) => {
    const text = line(bytes);
    if (text === null || text.length !== 8) return errorMessage('E_FRAME', latin1(bytes));
    const digits = parseDecimal(text);
    if (!digits.ok) return errorMessage('E_DIGITS', text);
    if (profile.unit === undefined) return errorMessage('E_UNIT', text);
    const weight = { ...digits.value, unit: profile.unit };
    return streamedReading({ weight, text: text.trim(), state: 'stable', parity: false, inferred: true }, profile);
  },
  scaleSide: {
    frame: (shown) => {
      if (shown.state === 'over' || shown.state === 'fault') return ascii('  OL    \r\n');
      const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
      return ascii(`${shown.mantissa < 0 ? `-${digits.padStart(7)}` : digits.padStart(8)}\r\n`);
    },
  },
};
