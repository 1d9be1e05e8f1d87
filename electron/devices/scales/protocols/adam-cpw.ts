import { delimited } from '../../framing';
import type { ScaleProtocol, ShownWeight } from '../../types';
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

/** Which weight, sign, spaces and digits, unit. */
const layout = /^([GNT])([+-])( *)([0-9.]+) ([A-Za-z]{1,3})$/;

const frame = (shown: ShownWeight): Uint8Array => {
  if (shown.state === 'over' || shown.state === 'fault') return new Uint8Array();
  const digits = shownDigits({ ...shown, mantissa: Math.abs(shown.mantissa) });
  return ascii(`${shown.net ? 'N' : 'G'}${shown.mantissa < 0 ? '-' : '+'}${digits.padStart(8)} ${shown.unit}\r\n`);
};

/**
 * Adam CPWplus. It sends no flag of stability, so stillness is inferred from the values, and `Z` is the key
 * Tare/Zero: `T` would only send the tare. (Adam MDW speaks NCI.)
 */
export const adamCpw: ScaleProtocol = {
  id: 'adam-cpw',
  name: 'Adam CPWplus',
  source: 'Adam Equipment CPWplus user manual p. 14 (2008, 2010)',
  unconfirmed: ['number of spaces before the digits: any is taken', 'overload, which has no layout of its own'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  pollMs: 250,
  ask: { weight: ascii('N\r\n'), zero: ascii('Z\r\n'), tare: ascii('Z\r\n') },
  acts: 'ZH',
  framing: () => delimited('\r\n', { maxBytes: 256, parity: true, opens: opensText }),
  decode: (bytes, profile) => {
    const { text, parity } = plainFrame(bytes);
    const match = layout.exec(text.endsWith('\r\n') ? text.slice(0, -2) : '');
    if (match === null) return errorMessage('E_FRAME', text);
    const [, which = '', sign = '', spaces = '', value = '', unitName = ''] = match;
    // The tare is no load.
    if (which === 'T') return { kind: 'busy' };
    const digits = parseDecimal(sign + value);
    if (!digits.ok || spaces.length + value.length > 12) return errorMessage('E_DIGITS', value);
    const unit = unitNamed(unitName);
    if (unit === null) return errorMessage('E_UNIT', unitName);
    const weight = { ...digits.value, unit };
    return polledReading(
      { weight, text: sign + value, state: 'stable', net: which === 'N', parity, inferred: true },
      profile,
    );
  },
  scaleSide: { frame },
};
