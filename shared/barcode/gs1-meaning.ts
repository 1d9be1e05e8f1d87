import { toMilligrams, type Milligrams, type WeightUnit } from '../units';
import { decodeGs1Date, type Gs1Date } from './gs1-date';
import type { Gs1Element } from './gs1';

/** What checked elements say about a product or parcel. Absent things are `null`. */
export interface Gs1Meaning {
  readonly sscc: string | null;
  /** 14 digits. */
  readonly gtin: string | null;
  /** What a logistic unit holds (AI 02), with `count` pieces. */
  readonly contentGtin: string | null;
  readonly count: number | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: Gs1Date | null;
  readonly bestBefore: Gs1Date | null;
  readonly produced: Gs1Date | null;
  /** Net weight of a variable-measure item, rounded half-even once. */
  readonly netWeightMg: Milligrams | null;
  readonly grossWeightMg: Milligrams | null;
}

/** First three digits of the weight identifiers; the fourth is the number of decimals. */
const weightUnitsByAi: Readonly<Record<string, { readonly unit: WeightUnit; readonly gross: boolean }>> = {
  '310': { unit: 'kg', gross: false },
  '320': { unit: 'lb', gross: false },
  '330': { unit: 'kg', gross: true },
  '340': { unit: 'lb', gross: true },
  '356': { unit: 'ozt', gross: false },
};

const weightMg = (elements: readonly Gs1Element[], wantGross: boolean): Milligrams | null => {
  for (const { ai, value } of elements) {
    const kind = ai.length === 4 ? weightUnitsByAi[ai.slice(0, 3)] : undefined;
    if (kind !== undefined && kind.gross === wantGross) {
      return toMilligrams({ mantissa: Number(value), exponent: 0 - Number(ai.slice(3)), unit: kind.unit });
    }
  }
  return null;
};

/** The meaning of elements that `parseElementStrings` or `parseDigitalLink` has checked. */
export const meaningOf = (elements: readonly Gs1Element[], currentYear: number): Gs1Meaning => {
  const value = (ai: string): string | null => elements.find((element) => element.ai === ai)?.value ?? null;
  const date = (ai: string, dayMayBeZero = true): Gs1Date | null => {
    const digits = value(ai)?.slice(0, 6);
    const decoded = digits === undefined ? null : decodeGs1Date(digits, currentYear, { dayMayBeZero });
    return decoded?.ok === true ? decoded.value : null;
  };
  const count = value('30') ?? value('37');
  return {
    sscc: value('00'),
    gtin: value('01'),
    contentGtin: value('02'),
    count: count === null ? null : Number(count),
    lot: value('10'),
    serial: value('21'),
    expiry: date('17') ?? date('7003', false),
    bestBefore: date('15'),
    produced: date('11'),
    netWeightMg: weightMg(elements, false),
    grossWeightMg: weightMg(elements, true),
  };
};
