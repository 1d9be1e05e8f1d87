import type { LabelAddress } from './address-lines';
import { printableText } from './printable-text';

export type ShortenedField = 'from' | 'to' | 'service' | 'order' | 'reference' | 'number' | 'weight';

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
  /** Earlier copies that may lie about; by default all before this one. */
  readonly reprint?: number;
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
  /** Fields whose end is missing because they came longer than their cap. */
  readonly cut: readonly ShortenedField[];
}

/** Longest texts that are looked at at all, in characters. */
const caps = { name: 100, line: 100, postcode: 20, city: 100, region: 60, service: 40, order: 60, weight: 30 } as const;
const mostLines = 6;

/**
 * Makes every text printable and collects what the font lacks. What is printed in capitals is turned into them first:
 * the font has `ţ` but not `Ţ`.
 */
export const cleanInput = (input: ShippingLabelInput): CleanedInput => {
  const missing = new Set<string>();
  const simplified = new Set<string>();
  const cut = new Set<ShortenedField>();
  const clean = (field: ShortenedField, text: string | null | undefined, cap: number): string => {
    const printable = printableText(text ?? '', cap);
    if (printable.cut) cut.add(field);
    for (const character of printable.missing) missing.add(character);
    for (const character of printable.simplified) simplified.add(character);
    return printable.text;
  };
  const capitals = (field: ShortenedField, text: string | null | undefined, cap: number): string =>
    clean(field, text?.slice(0, cap * 8 + 1).toUpperCase(), cap);
  const lines = (field: ShortenedField, texts: readonly string[]): string[] => {
    if (texts.length > mostLines) cut.add(field);
    return texts.slice(0, mostLines).map((text) => clean(field, text, caps.line));
  };
  const { shipFrom, shipTo } = input;
  const cleaned: CleanInput = {
    ...input,
    shipFrom: {
      name: clean('from', shipFrom.name, caps.name),
      lines: lines('from', shipFrom.lines),
      country: clean('from', shipFrom.country, 2),
    },
    shipTo: {
      name: clean('to', shipTo.name, caps.name),
      company: clean('to', shipTo.company, caps.name),
      lines: lines('to', shipTo.lines),
      postcode: capitals('to', shipTo.postcode, caps.postcode),
      city: capitals('to', shipTo.city, caps.city),
      region: capitals('to', shipTo.region, caps.region),
      country: clean('to', shipTo.country, 2),
    },
    service: capitals('service', input.service, caps.service),
    order: clean('order', input.order, caps.order),
    reference: clean('reference', input.reference, caps.order),
    weight: clean('weight', input.weight, caps.weight),
    date: clean('order', input.date, 10),
  };
  return { clean: cleaned, missing: [...missing].join(''), simplified: [...simplified].join(''), cut: [...cut] };
};
