/**
 * What the carrier of a code says about its content.
 * `gs1`: element strings. `gtin`: a product number. `itf`: a product number when it has 14 digits. `link`: text that
 * may be a GS1 Digital Link. `text`: anything, tracking numbers too. `shipping`: symbols that carriers print. `other`:
 * add-ons and answers of the scanner: no guess is made from them.
 */
export type CarrierClass = 'gs1' | 'gtin' | 'itf' | 'link' | 'text' | 'shipping' | 'other';

export interface Carrier {
  readonly name: string;
  readonly content: CarrierClass;
}

/**
 * By code character, for modifiers that `exact` does not name (ISO/IEC 15424). `X` is left out: scanners use it for
 * whatever has no identifier of its own, UPC among it, so it says no more than none at all.
 */
const byCode: Readonly<Record<string, Carrier>> = {
  A: { name: 'Code 39', content: 'text' },
  C: { name: 'Code 128', content: 'text' },
  E: { name: 'EAN/UPC', content: 'gtin' },
  F: { name: 'Codabar', content: 'text' },
  G: { name: 'Code 93', content: 'text' },
  H: { name: 'Code 11', content: 'text' },
  I: { name: 'Interleaved 2 of 5', content: 'itf' },
  L: { name: 'PDF417', content: 'shipping' },
  M: { name: 'MSI', content: 'text' },
  Q: { name: 'QR Code', content: 'link' },
  R: { name: '2 of 5', content: 'text' },
  S: { name: '2 of 5', content: 'text' },
  U: { name: 'MaxiCode', content: 'shipping' },
  Z: { name: 'no barcode', content: 'other' },
  d: { name: 'Data Matrix', content: 'link' },
  e: { name: 'GS1 DataBar', content: 'gs1' },
  z: { name: 'Aztec', content: 'link' },
};

const exact: Readonly<Record<string, Carrier>> = {
  C1: { name: 'GS1-128', content: 'gs1' },
  E1: { name: '2-digit add-on', content: 'other' },
  E2: { name: '5-digit add-on', content: 'other' },
  J1: { name: 'GS1 DotCode', content: 'gs1' },
  Q3: { name: 'GS1 QR Code', content: 'gs1' },
  Q4: { name: 'GS1 QR Code', content: 'gs1' },
  d2: { name: 'GS1 Data Matrix', content: 'gs1' },
  d5: { name: 'GS1 Data Matrix', content: 'gs1' },
  // Second and later packets of a composite symbol are no element strings of their own.
  e2: { name: 'GS1 composite', content: 'text' },
  e3: { name: 'GS1 composite', content: 'text' },
};

/** Identifiers that some scanners send in the place of the standard one (Psion, PowerScan: EAN-8 with add-on). */
const normalised: Readonly<Record<string, string>> = { E5: 'E4', E6: 'E4' };

const lookUp = (table: Readonly<Record<string, Carrier>>, key: string): Carrier | null =>
  Object.hasOwn(table, key) ? (table[key] ?? null) : null;

/** The identifier as the standard has it. */
export const normaliseAim = (aim: string): string => (Object.hasOwn(normalised, aim) ? (normalised[aim] ?? aim) : aim);

/** What an AIM identifier (without `]`) says, or `null` when it says nothing that is known. */
export const carrierOf = (aim: string): Carrier | null => {
  const standard = normaliseAim(aim);
  return lookUp(exact, standard) ?? lookUp(byCode, standard.slice(0, 1));
};
