import type { ScaleState } from '../../../../shared/devices';
import { delimited } from '../../framing';
import type { ScaleMessage, ScaleProfile, ScaleProtocol } from '../../types';
import { ascii, errorMessage, parseDecimal, plainFrame, polledReading } from './ascii';

/** State of the status byte behind `?`, or `null` when it names none. */
type ReadStatus = (code: number) => ScaleState | null;

/**
 * Status as a bit map. Only bits 0 to 4 count: bit 5 is net on some scales and always set on others (Rice Lake
 * BenchPro, Brecknell), bit 6 is always set.
 */
const bitMapStatus: ReadStatus = (code) => {
  if (code < 0x40 || code > 0x7f) return null;
  if ((code & 0x02) !== 0) return 'over';
  if ((code & 0x04) !== 0) return 'under';
  if ((code & 0x01) !== 0) return 'motion';
  if ((code & 0x08) !== 0) return 'needs-zero';
  return (code & 0x10) !== 0 ? 'zero' : null;
};

const enumerated: Readonly<Record<string, ScaleState>> = { A: 'motion', B: 'over', C: 'under', D: 'needs-zero' };

/** Status as Datalogic's article lists it: one letter for each condition. */
const enumeratedStatus: ReadStatus = (code) => enumerated[String.fromCharCode(code)] ?? null;

/** Weight digits: five or six characters with or without a point. The unit never travels: it is a setting. */
const decodeDigits = (digits: string, net: boolean, parity: boolean, profile: ScaleProfile): ScaleMessage => {
  const value = digits.length < 5 || digits.length > 6 || /[ +-]/.test(digits) ? null : parseDecimal(digits);
  if (value === null || !value.ok) return errorMessage('E_DIGITS', digits);
  if (profile.unit === undefined) return errorMessage('E_UNIT', digits);
  const { mantissa, exponent } = value.value;
  const decimals = digits.includes('.') ? -exponent : (profile.decimals ?? (profile.unit === 'g' ? 0 : null));
  if (decimals === null) return errorMessage('E_DIGITS', digits);
  const weight = { mantissa, exponent: decimals === 0 ? 0 : -decimals, unit: profile.unit };
  return polledReading({ weight, text: digits, state: 'stable', net, parity }, profile);
};

const decode8217 =
  (readStatus: ReadStatus) =>
  (frame: Uint8Array, profile: ScaleProfile): ScaleMessage => {
    const { text, parity } = plainFrame(frame);
    const body = /^\x02([^\r]*)\r$/.exec(text)?.[1];
    if (body === undefined) return errorMessage('E_FRAME', text.trim());
    if (body.startsWith('?')) {
      if (body.length !== 2) return errorMessage('E_FRAME', body);
      const state = readStatus(body.charCodeAt(1));
      // No flag at all: the weight is not valid now, and the scale does not say why.
      if (state === null) return bodyIsPlainStatus(body) ? { kind: 'busy' } : errorMessage('E_STATUS', body);
      return polledReading({ weight: null, text: body, state, parity }, profile);
    }
    const net = body.endsWith('N');
    return decodeDigits(net ? body.slice(0, -1) : body, net, parity, profile);
  };

/** `@` and `` ` ``: bit 6 with or without bit 5, and nothing else. */
const bodyIsPlainStatus = (body: string): boolean => body === '?@' || body === '?`';

const record = (
  named: Pick<ScaleProtocol, 'id' | 'name' | 'source' | 'unconfirmed'>,
  readStatus: ReadStatus,
): ScaleProtocol => ({
  ...named,
  serial: { baudRate: 9600, dataBits: 7, parity: 'even', stopBits: 1 },
  pollMs: 300,
  ask: { weight: ascii('W'), zero: ascii('Z'), tare: ascii('T\r') },
  acts: 'ZCHABEFT',
  framing: () => delimited('\r', { start: '\x02', restart: true, maxBytes: 256, parity: true }),
  decode: decode8217(readStatus),
});

/**
 * Mettler Toledo 8213/8217 and checkout scales that follow it. Single letters, no terminator. A value is sent only when
 * it is stable and valid; otherwise `?` and a status byte. Unit and decimals are settings of the profile.
 */
export const toledo8217 = record(
  {
    id: 'toledo-8217',
    name: 'Mettler Toledo 8213/8217 (checkout)',
    source: 'Mettler Toledo 8217; PSC/NCR DIVA service manual §6.1.3–6.1.4; Brecknell 3700LP',
    unconfirmed: [],
  },
  bitMapStatus,
);

/** The same with the status letters that Datalogic lists: `C` is under zero, `D` outside the zero range. */
export const toledo8217Enumerated = record(
  {
    id: 'toledo-8217-enumerated',
    name: 'Datalogic SASI (checkout)',
    source: 'Datalogic knowledge base, SASI scale protocol',
    unconfirmed: ['meaning of the status letters C and D'],
  },
  enumeratedStatus,
);
