import { delimited, idleGap } from '../../framing';
import type { Framing, ScannerDecoder, ScannerMessage, ScannerProfile, ScannerProtocol } from '../../types';
import { maxCodeBytes, splitAim, textOf, unescapeText } from './text';

/** Without a suffix a code ends with a silence: 50 ms at 9600 baud, and fewer than 3 characters are no code. */
const idleMs = 50;
const leastWithoutSuffix = 3;

/** Suffixes taken when the profile names none: what nearly every scanner sends from the factory. */
const usualSuffixes = ['\r', '\n'];

const isControl = (text: string): boolean => text !== '' && Array.from(text).every((character) => character < ' ');

const serialFraming = (profile: ScannerProfile): Framing => {
  const prefix = unescapeText(profile.prefix ?? '');
  const suffix = profile.suffix === undefined ? null : unescapeText(profile.suffix);
  const maxBytes = maxCodeBytes + prefix.length + 8;
  if (suffix === '') return idleGap({ gapMs: idleMs, maxBytes, minBytes: leastWithoutSuffix });
  return delimited(suffix ?? usualSuffixes, {
    start: prefix,
    // Only a control character can be told from data: a second one means that the first code was cut short.
    restart: isControl(prefix),
    maxBytes,
    ignoreEmpty: suffix === null,
  });
};

const decodeLine = (frame: Uint8Array, profile: ScannerProfile): ScannerMessage => {
  const prefix = unescapeText(profile.prefix ?? '');
  const suffixes = profile.suffix === undefined ? usualSuffixes : [unescapeText(profile.suffix)];
  const raw = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength).toString('latin1');
  if (!raw.startsWith(prefix)) return { kind: 'error', code: 'E_FRAME', text: 'prefix missing' };
  const suffix = suffixes.find((candidate) => raw.endsWith(candidate));
  if (suffix === undefined) return { kind: 'error', code: 'E_FRAME', text: 'suffix missing' };
  const text = textOf(frame.subarray(prefix.length, frame.length - suffix.length));
  const { aim, data } = profile.aim === false ? { aim: null, data: text } : splitAim(text);
  // A scanner set to send identifiers that sends none has lost the beginning of the code.
  if (profile.aim === true && aim === null) return { kind: 'error', code: 'E_FRAME', text: 'AIM identifier missing' };
  if (data === '') return { kind: 'error', code: 'E_SHORT', text: 'empty code' };
  return { kind: 'code', data, aim };
};

const createDecoder = (profile: ScannerProfile): ScannerDecoder => ({
  decode: (frame) => decodeLine(frame, profile),
  tick: () => null,
});

/**
 * Scanners on RS-232, USB-CDC and TCP that send a line for each code: prefix, AIM identifier, data, suffix.
 * `aim`: true requires the identifier, false takes `]E0` as data, absent takes it where it stands. `suffix`: absent
 * takes CR, LF or CR LF; empty ends a code with a silence, which is less certain. Exactly one suffix is stripped.
 */
export const serialLine: ScannerProtocol = {
  id: 'serial-line',
  name: 'Serial line or USB serial',
  source: 'Zebra LS2208, Honeywell 1450/1900, Datalogic QD2300 serial interfaces; ISO/IEC 15424 identifiers',
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 },
  framing: serialFraming,
  decoder: createDecoder,
};
