import { fail, ok, type Result } from '../../../../shared/result';
import type { ScaleState } from '../../../../shared/devices';

export interface NciStatus {
  readonly state: ScaleState;
  readonly net: boolean | null;
}

const bit = (byte: number | undefined, index: number): boolean => byte !== undefined && (byte & (1 << index)) !== 0;

/**
 * NCI status bytes (Ohaus Aviator manual p. 49, NCI 6702): two, and one more for each bit 6 that says so, six at most.
 * Bits 4 and 5 are always set. The worst condition wins: a faulty or moving scale has no weight.
 */
export const decodeNciStatus = (bytes: string): Result<NciStatus, 'E_STATUS' | 'E_SHORT'> => {
  const codes = Array.from(bytes, (character) => character.charCodeAt(0));
  if (codes.length < 2) return fail('E_SHORT');
  const [first, second, third] = codes;
  if (codes.length > 6 || bit(first, 6) || codes.some((code) => (code & 0xb0) !== 0x30)) return fail('E_STATUS');
  const chained = codes.slice(1).every((code, index, rest) => bit(code, 6) === index < rest.length - 1);
  if (!chained) return fail('E_STATUS');
  return ok({ state: stateOf(first, second, third), net: third === undefined ? null : bit(third, 2) });
};

const stateOf = (first?: number, second?: number, third?: number): ScaleState => {
  // RAM, EEPROM, ROM, calibration.
  if (bit(first, 2) || bit(first, 3) || bit(second, 2) || bit(second, 3)) return 'fault';
  if (bit(third, 3)) return 'needs-zero';
  if (bit(second, 1)) return 'over';
  if (bit(second, 0)) return 'under';
  if (bit(first, 0)) return 'motion';
  return bit(first, 1) ? 'zero' : 'stable';
};

/**
 * SCP-12 status (Brecknell DS-1000, MeasureTek PSE): the first byte is inverted. Bit 0 set is stable, bit 1 set is
 * *not* zero, bits 2 and 3 set are healthy. The second byte reads as in the standard form.
 */
export const decodeScp12Status = (bytes: string): Result<NciStatus, 'E_STATUS' | 'E_SHORT'> => {
  const first = bytes.charCodeAt(0) ^ 0x0f;
  return decodeNciStatus(bytes === '' ? '' : String.fromCharCode(first) + bytes.slice(1));
};
