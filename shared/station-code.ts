import { crc32 } from './crc32';

const most = 12;
/** Of the checksum over the whole name: 32 bits in base 36. */
const sumLetters = 7;

/**
 * A station's name as the numbers that it gives out bear it: at most 12 of `0-9A-Z.-`. Two stations must never give the
 * same number, so nothing that tells their names apart is left out: a name that does not fit whole ends in a checksum.
 */
export const stationCode = (station: string): string => {
  const name = station.toUpperCase();
  if (name.length <= most && /^[0-9A-Z.-]+$/.test(name)) return name;
  const sum = crc32(Uint8Array.from(name, (letter) => letter.charCodeAt(0)))
    .toString(36)
    .toUpperCase()
    .padStart(sumLetters, '0');
  return name.replaceAll(/[^0-9A-Z]/g, '').slice(0, most - sumLetters) + sum;
};
