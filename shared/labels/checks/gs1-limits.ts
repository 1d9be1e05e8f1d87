import type { BarcodeElement, Symbology } from '../description/elements';

type Use = NonNullable<BarcodeElement['use']>;

/** Width of a module, and least length of the bars: fixed, or so many modules. */
interface Limits {
  readonly leastUm: number;
  readonly mostUm: number;
  readonly heightUm: number;
  readonly heightModules: number;
}

const ean = (leastUm: number, heightModules: number): Limits => ({ leastUm, mostUm: 660, heightUm: 0, heightModules });
const carton = (mostUm: number): Limits => ({ leastUm: 495, mostUm, heightUm: 31_750, heightModules: 0 });
const square = (leastUm: number, mostUm: number): Limits => ({ leastUm, mostUm, heightUm: 0, heightModules: 0 });

/** EAN-13 and UPC-A of 0.330 mm are 22.85 mm high, EAN-8 18.23 mm, and others in proportion. */
const [tallModules, shortModules] = [22_850 / 330, 18_230 / 330];

/**
 * At the point of sale: GS1 General Specifications 5.12.3.1, symbol specification table 1 and its addendum for 2D, whose
 * range of 0.396 to 0.990 mm GS1 UK repeats from there (knowledge hub, “How big should a QR code powered by GS1 be?”).
 */
const retail: Partial<Record<Symbology, Limits>> = {
  'ean-13': ean(264, tallModules),
  'upc-a': ean(264, tallModules),
  'ean-8': ean(264, shortModules),
  'gs1-data-matrix': square(396, 990),
  'gs1-qr': square(396, 990),
};

/**
 * In warehouses: 5.12.3.2, table 2. Modules of 2D codes are half as large again as those of bars (note under the table);
 * their upper bound, 1.5 mm, was not found in a copy at hand.
 */
const distribution: Partial<Record<Symbology, Limits>> = {
  'ean-13': ean(495, tallModules),
  'upc-a': ean(495, tallModules),
  'itf-14': carton(1016),
  'gs1-128': carton(1016),
  'gs1-data-matrix': square(743, 1500),
  'gs1-qr': square(743, 1500),
};

/** On logistic units: 5.12.3.5, table 5 (2D as in table 2, unconfirmed likewise), with the largest module of the GS1 Logistic Label Guideline. */
const logistics: Partial<Record<Symbology, Limits>> = {
  'gs1-128': carton(940),
  'gs1-data-matrix': square(743, 1500),
  'gs1-qr': square(743, 1500),
};

const tables: Readonly<Record<Use, Partial<Record<Symbology, Limits>>>> = {
  retail,
  distribution,
  logistics,
  other: {},
};

/** What GS1 allows for a symbology where it is read; `null` where it says nothing. */
export const gs1Limits = (use: Use, symbology: Symbology): Limits | null => tables[use][symbology] ?? null;
