import { isBadge } from '../../shared/barcode/command-codes';
import { keyboardFailure, otherReadings } from '../../shared/barcode/keyboard-layout';
import type { Scan } from '../../shared/devices';
import type { Failure } from '../../shared/result';

type Typed = Pick<Scan, 'source' | 'data'>;

/** What a scan would be, were the scanner's keyboard another: told, never obeyed. */
export const typedWrong = ({ source, data }: Typed, isOurs: (text: string) => boolean): Failure | null => {
  if (source !== 'wedge') return null;
  const reading = otherReadings(data).find(({ text }) => isOurs(text));
  return reading === undefined ? null : keyboardFailure(reading.fault);
};

/** A badge that came out garbled is still a badge: nothing may show it. */
export const badgeTypedWrong = (scan: Typed, isSomeones: (code: string) => boolean): Failure | null =>
  typedWrong(scan, (text) => isBadge(text) || isSomeones(text));
