import type { LabelAddress } from './address-lines';
import { printableText } from './printable-text';

/** What stands on a carrier-neutral shipping label. All text is as it came; it is measured, cut and escaped here. */
export interface ShippingLabelInput {
  readonly shipFrom: { readonly name: string; readonly lines: readonly string[]; readonly country: string };
  readonly shipTo: LabelAddress;
  readonly service: string;
  readonly order: string;
  readonly reference?: string | null;
  readonly parcel: number;
  /** `null` while further parcels may follow. */
  readonly parcels: number | null;
  /** Digits and unit as the scale showed them, with a mark when they were not measured. */
  readonly weight: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  /** 18 digits, or `null` for a parcel number of our own. */
  readonly sscc: string | null;
  /** The parcel's own number: capital letters, digits, hyphens. */
  readonly number: string;
  readonly labelId: string;
  /** 1 for the first print; every reprint counts on. */
  readonly copy: number;
  readonly demo: boolean;
  /** Adds what makes a printer say what it has put out: see `echoFields`. */
  readonly echo?: boolean;
}

/** The same with texts that font 0 can draw, one line each, none longer than its cap. */
export type CleanInput = Omit<ShippingLabelInput, 'reference' | 'shipTo'> & {
  readonly reference: string;
  readonly shipTo: LabelAddress & { readonly company: string; readonly region: string };
};

export interface CleanedInput {
  readonly clean: CleanInput;
  /** Characters that font 0 can't draw. */
  readonly missing: string;
  /** Letters that lost a mark. */
  readonly simplified: string;
}

/** Longest texts that are looked at at all, in characters. */
const caps = { name: 100, line: 100, postcode: 20, city: 100, region: 60, service: 40, order: 60, weight: 30 } as const;
const mostLines = 6;

/** Makes every text printable and collects what the font lacks. */
export const cleanInput = (input: ShippingLabelInput): CleanedInput => {
  const missing = new Set<string>();
  const simplified = new Set<string>();
  const clean = (text: string | null | undefined, cap: number): string => {
    const printable = printableText(text ?? '', cap);
    for (const character of printable.missing) missing.add(character);
    for (const character of printable.simplified) simplified.add(character);
    return printable.text;
  };
  const lines = (texts: readonly string[]): string[] => texts.slice(0, mostLines).map((text) => clean(text, caps.line));
  const { shipFrom, shipTo } = input;
  const cleaned: CleanInput = {
    ...input,
    shipFrom: {
      name: clean(shipFrom.name, caps.name),
      lines: lines(shipFrom.lines),
      country: clean(shipFrom.country, 2),
    },
    shipTo: {
      name: clean(shipTo.name, caps.name),
      company: clean(shipTo.company, caps.name),
      lines: lines(shipTo.lines),
      postcode: clean(shipTo.postcode, caps.postcode),
      city: clean(shipTo.city, caps.city),
      region: clean(shipTo.region, caps.region),
      country: clean(shipTo.country, 2),
    },
    service: clean(input.service, caps.service),
    order: clean(input.order, caps.order),
    reference: clean(input.reference, caps.order),
    weight: clean(input.weight, caps.weight),
    date: clean(input.date, 10),
  };
  return { clean: cleaned, missing: [...missing].join(''), simplified: [...simplified].join('') };
};
