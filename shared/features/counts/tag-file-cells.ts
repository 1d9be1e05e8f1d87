import { encodeEpc, encodeTagUri } from '../../epc/encode';
import { parseIdentityUri } from '../../epc/identity';
import { parseInstant } from '../import/instants';
import { parseDecimal, parseWhole, type DecimalMark } from '../import/numbers';

/** A tag has no fewer: an EPC of 64 bits. What is shorter is a serial number, a barcode or a sum. */
const leastEpcDigits = 16;
const mostHexDigits = 124;

/** `="3034…"` keeps spreadsheets from making a number of it. */
const plain = (cell: string): string =>
  cell
    .replaceAll(/[\uFEFF\u200B\u00A0]/gu, ' ')
    .trim()
    .replace(/^="?(.*?)"?$/u, '$1')
    .trim();

const hexOf = (cell: string, least: number): string | null => {
  const text = plain(cell);
  if (text.length > mostHexDigits * 2) return null;
  const digits = text
    .replace(/^0x/i, '')
    .replaceAll(/[\s:-]/gu, '')
    .toUpperCase();
  if (digits.length < least || digits.length > mostHexDigits || digits.length % 4 !== 0) return null;
  return /^[0-9A-F]+$/.test(digits) ? digits : null;
};

/** Items for sale, of what is named without the filter value of its tag. */
const pointOfSale = 1;

const hexOfUri = (uri: string): string | null => {
  const raw = /^urn:epc:raw:(\d{1,3})\.x([0-9a-f]+)$/i.exec(uri);
  if (raw !== null) {
    const [, bits = '', digits = ''] = raw;
    return Number(bits) === digits.length * 4 ? hexOf(digits, leastEpcDigits) : null;
  }
  if (uri.startsWith('urn:epc:tag:')) {
    const tag = encodeTagUri(uri);
    return tag.ok ? tag.value.hex : null;
  }
  const identity = parseIdentityUri(uri);
  if (!identity.ok) return null;
  const made = encodeEpc(identity.value, { filter: identity.value.kind === 'sgtin' ? pointOfSale : 0 });
  return made.ok ? made.value.hex : null;
};

/** The EPC of a cell as upper case hexadecimal: written so, or as `urn:epc:tag:…`, `urn:epc:id:…` or `urn:epc:raw:…`. */
export const epcOfCell = (cell: string): string | null => {
  const text = plain(cell);
  return /^urn:epc:/i.test(text)
    ? hexOfUri(text.replace(/^urn:epc:[a-z]+:/i, (start) => start.toLowerCase()))
    : hexOf(text, leastEpcDigits);
};

const empty = new Set(['', '-', '–', 'n/a', 'na', 'null', 'none', '0']);

/** A chip number; `null` where there is none, `undefined` where something stands there that is no chip number. */
export const tidOfCell = (cell: string): string | null | undefined => {
  if (empty.has(plain(cell).toLowerCase())) return null;
  return hexOf(cell, 8) ?? undefined;
};

const weakest = -12_000n;

/** Hundredths of a dBm; `null` for an index of a maker's own, which says nothing in dBm. */
export const rssiOfCell = (cell: string, mark: DecimalMark): number | null => {
  const figure = parseDecimal(
    plain(cell)
      .replaceAll('−', '-')
      .replace(/\s*dbm$/iu, ''),
    mark,
  );
  if (figure === null || figure.decimals > 6) return null;
  const { mantissa, decimals } = figure;
  const hundredths = decimals <= 2 ? mantissa * 10n ** BigInt(2 - decimals) : mantissa / 10n ** BigInt(decimals - 2);
  return hundredths < 0n && hundredths >= weakest ? Number(hundredths) : null;
};

const wholeWithin = (cell: string, most: number): number | null => {
  const whole = parseWhole(plain(cell), '.');
  return whole !== null && whole >= 1 && whole <= most ? whole : null;
};

export const antennaOfCell = (cell: string): number | null => wholeWithin(cell, 255);

/** How often it was read; a line that doesn't say was read once at least. */
export const readsOfCell = (cell: string): number => wholeWithin(cell, 1_000_000_000) ?? 1;

/** Epoch milliseconds: a date with time, or seconds, milliseconds or microseconds since 1970; `null`: no time. */
export const timeOfCell = (cell: string, timeZone: string): number | null => {
  const text = plain(cell);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{16}$/.test(text)) return Number(text.slice(0, 13));
  return parseInstant(text.replace(/^(\d{4})\/(\d\d)\/(\d\d)/, '$1-$2-$3'), timeZone);
};
