import { badgePrefix } from '../../shared/barcode/command-codes';
import type { DeviceKind, WireTrace } from '../../shared/devices';
import { meaningCodes, means } from '../../shared/wire-meaning';

/**
 * Takes out of a text what may be somebody's: names that are known, quoted text, addresses, home folders, codes. What
 * is left tells a developer where it broke, and nobody who was packing what for whom.
 */
export const scrubText = (text: string, names: readonly string[]): string => {
  const withoutNames = names
    .filter((name) => name.trim().length > 1)
    .toSorted((a, b) => b.length - a.length)
    .reduce((left, name) => left.replaceAll(new RegExp(escaped(name), 'giu'), '•'), text);
  return withoutNames
    .replaceAll(/"(?:[^"\\]|\\.)*"|“[^”]*”|‘[^’]*’|`[^`]*`|(?<!\w)'(?:[^'\\\n]|\\.)*'/g, '"…"')
    .replaceAll(/[\w.+-]+@[\w-]+\.[\w.-]+/g, '<mail>')
    .replaceAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, '<address>')
    .replaceAll(/\b(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}\b/gi, '<address>')
    .replaceAll(/(?:[A-Za-z]:)?[\\/](?:home|Users|Documents and Settings)[\\/][^\\/\s:]+/g, '~')
    .replaceAll(/\b(?=\w*\d)[A-Za-z0-9_-]{8,}\b(?!\.(?:js|cjs|mjs|ts|node)\b)/g, '<code>')
    .replaceAll(/\d{5,}/g, '<number>');
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const letter = (byte: number): boolean => (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
const digit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** Letters become A, digits 0, what is no ASCII ff: frames, lengths and separators stay what they were. */
const masked = (hex: string): string =>
  hex.replaceAll(/[0-9A-F]{2}/gi, (pair) => {
    const byte = Number.parseInt(pair, 16);
    return letter(byte) ? '41' : digit(byte) ? '30' : byte >= 0x80 ? 'FF' : pair;
  });

export interface SupportTrace {
  readonly at: number;
  readonly direction: WireTrace['direction'];
  /** `null`: left out, since it is a label or a document. */
  readonly hex: string | null;
  readonly bytes: number;
  readonly meaning: string | null;
}

const isLabel = ({ meaning }: WireTrace): boolean => meaning.some(({ code }) => code === 'label');

/** Questions to a printer are short words of its language; whatever else goes out may be somebody's address. */
const isQuestion = (trace: WireTrace): boolean =>
  trace.meaning.length > 0 && !isLabel(trace) && trace.hex.length <= 256 && !trace.hex.endsWith('…');

/**
 * What was on a wire, without what people scanned or had printed: a scanner's codes may be badges, a printer's bytes are
 * addresses. Scales and readers tell of goods alone.
 */
export const scrubTrace = (kind: DeviceKind, trace: WireTrace): SupportTrace => {
  const bytes = trace.hex.replace('…', '').length / 2;
  const rest = { at: trace.at, direction: trace.direction, bytes };
  if (kind === 'scanner') return { ...rest, hex: masked(trace.hex), meaning: null };
  if (kind === 'printer' && trace.direction === 'out' && !isQuestion(trace))
    return { ...rest, hex: null, meaning: isLabel(trace) ? 'label' : null };
  return { ...rest, hex: trace.hex, meaning: trace.meaning.length === 0 ? null : meaningCodes(trace.meaning) };
};

const star = '2A';
const isPrintable = (byte: number): boolean => byte > 0x20 && byte < 0x7f;

/**
 * Hides badges on their way to the device page: their codes are never shown. A badge with our prefix is known from its
 * first piece to the end of its line, another by who owns it.
 */
export const createBadgeHider = (isBadge: (code: string) => boolean) => {
  let begun = false;
  return (trace: WireTrace): WireTrace => {
    if (trace.direction === 'out') return trace;
    const bytes = Buffer.from(trace.hex.replace('…', ''), 'hex');
    const text = bytes.toString('latin1');
    // Lines are the same whatever stands around the code: prefix, AIM identifier, end.
    const words = text.split(/[^\x21-\x7e]+/).flatMap((word) => [word, word.replace(/^\][A-Za-z][0-9A-Za-z]/, '')]);
    const found = begun || text.includes(badgePrefix) || words.some((word) => word !== '' && isBadge(word));
    if (!found) return trace;
    begun = !/[\r\n\x03]$/.test(text);
    const hex = Array.from(bytes, (byte) => (isPrintable(byte) ? star : byte.toString(16).padStart(2, '0')));
    return { ...trace, hex: hex.join('').toUpperCase(), meaning: trace.meaning.length === 0 ? [] : means('badge') };
  };
};
