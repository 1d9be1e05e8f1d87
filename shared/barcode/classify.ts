import type { Failure } from '../result';
import type { Milligrams } from '../units';
import { carrierOf, normaliseAim, type CarrierClass } from './aim';
import { expandUpcE, isSscc, restrictedUse, toGtin14 } from './check-digit';
import { decodeBadge, decodeCommand, isBadge, isReserved, type Command } from './command-codes';
import { parseDigitalLink } from './digital-link';
import { parseElementStrings, type Gs1Element } from './gs1';
import type { Gs1Date } from './gs1-date';
import { meaningOf } from './gs1-meaning';
import { findTracking, type TrackingNumber } from './tracking';

export interface ScannedCode {
  /** Without prefix, suffix and AIM identifier. */
  readonly data: string;
  /** AIM identifier without `]`, or `null` when the scanner sends none. */
  readonly aim: string | null;
}

/** What a product code says besides the product; absent things are `null`. */
export interface ProductDetails {
  /** 14 digits. */
  readonly gtin: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: Gs1Date | null;
  readonly bestBefore: Gs1Date | null;
  /** Net weight of a variable-measure item. */
  readonly weightMg: Milligrams | null;
  readonly count: number | null;
  /** `in-store` numbers and coupons identify no product of the catalogue by themselves. */
  readonly restricted: 'in-store' | 'coupon' | null;
  readonly elements: readonly Gs1Element[];
}

export type ScanMeaning =
  | { readonly kind: 'command'; readonly command: Command }
  /** Personal data: never shown, logged or kept. */
  | { readonly kind: 'badge'; readonly badge: string }
  | ({ readonly kind: 'product' } & ProductDetails)
  | { readonly kind: 'sscc'; readonly sscc: string; readonly elements: readonly Gs1Element[] }
  /** Element strings that name neither a product nor a parcel (ship-to, contents …). */
  | { readonly kind: 'gs1'; readonly elements: readonly Gs1Element[] }
  | { readonly kind: 'tracking'; readonly tracking: readonly TrackingNumber[] }
  /** No symbology was sent and the digits may be several things: the step the operator is at decides. */
  | {
      readonly kind: 'ambiguous';
      readonly gtin: string | null;
      readonly sscc: string | null;
      readonly tracking: readonly TrackingNumber[];
    }
  /** An order, tote, SKU, lot or any other text. `tracking` are hints: bare digits often pass some carrier's check. */
  | { readonly kind: 'order-or-text'; readonly text: string; readonly tracking: readonly TrackingNumber[] }
  /** An address or long text: never opened, never looked up. `failure` says why it is no Digital Link. */
  | { readonly kind: 'plain'; readonly text: string; readonly failure: Failure | null }
  /** The carrier promises a meaning that the data do not hold. `failure.code` is for the operator. */
  | { readonly kind: 'invalid'; readonly of: 'gtin' | 'gs1' | 'command' | 'badge'; readonly failure: Failure };

/** Longer text is neither order nor tracking number. */
const maxTextLength = 80;

const product = (gtin: string, elements: readonly Gs1Element[], currentYear: number): ScanMeaning => {
  const { lot, serial, expiry, bestBefore, netWeightMg, count } = meaningOf(elements, currentYear);
  const details = { gtin, lot, serial, expiry, bestBefore, weightMg: netWeightMg, count };
  return { kind: 'product', ...details, restricted: restrictedUse(gtin), elements };
};

const fromElements = (elements: readonly Gs1Element[], currentYear: number): ScanMeaning => {
  const { sscc, gtin } = meaningOf(elements, currentYear);
  if (sscc !== null) return { kind: 'sscc', sscc, elements };
  return gtin === null ? { kind: 'gs1', elements } : product(gtin, elements, currentYear);
};

const classifyText = (text: string): ScanMeaning => {
  if (text.length > maxTextLength) return { kind: 'plain', text, failure: null };
  const tracking = findTracking(text);
  if (tracking.some(({ certain }) => certain)) return { kind: 'tracking', tracking };
  return { kind: 'order-or-text', text, tracking };
};

const classifyGs1 = (data: string, currentYear: number): ScanMeaning => {
  // USPS prints its numbers as GS1-128, often without the separator that GS1 wants behind 420.
  if (/^\u001d?(?:420|9[1-5])/.test(data)) {
    const tracking = findTracking(data).filter(({ carrier, certain }) => carrier === 'usps' && certain);
    if (tracking.length > 0) return { kind: 'tracking', tracking };
  }
  const parsed = parseElementStrings(data, currentYear);
  if (!parsed.ok) return { kind: 'invalid', of: 'gs1', failure: parsed.failure };
  return fromElements(parsed.value, currentYear);
};

/** EAN/UPC: with an add-on behind it the number itself is the first 13 (or 12) digits. */
const gtinDigits = (data: string, aim: string): string => {
  if (aim === 'E3') return data.length > 13 ? data.slice(0, data.length === 14 || data.length === 17 ? 12 : 13) : data;
  return aim === 'E4' ? data.slice(0, 8) : data;
};

const classifyGtin = (data: string, aim: string, currentYear: number): ScanMeaning => {
  const digits = gtinDigits(data, aim);
  // EAN-8 has an identifier of its own, so eight digits under E0 are a UPC-E that was sent short.
  const short = aim !== 'E4' && (digits.length === 8 || digits.length === 6);
  const long = short ? expandUpcE(digits) : null;
  const gtin = long === null ? toGtin14(digits) : long.ok ? toGtin14(long.value) : long;
  return gtin.ok
    ? product(gtin.value, [], currentYear)
    : {
        kind: 'invalid',
        of: 'gtin',
        failure: gtin.failure.code === 'check-digit' ? gtin.failure : { code: 'truncated' },
      };
};

const classifyItf = (data: string, aim: string, currentYear: number): ScanMeaning => {
  if (data.length !== 14) return classifyText(data);
  const gtin = toGtin14(data);
  if (gtin.ok) return product(gtin.value, [], currentYear);
  // I1 says that the scanner has verified the check digit, so these are 14 digits of something else only with I0.
  return aim === 'I1' ? { kind: 'invalid', of: 'gtin', failure: gtin.failure } : classifyText(data);
};

const classifyLink = (data: string, currentYear: number): ScanMeaning => {
  const parsed = parseDigitalLink(data, currentYear);
  if (parsed.ok) return fromElements(parsed.value, currentYear);
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(data);
  return isAddress ? { kind: 'plain', text: data, failure: parsed.failure } : classifyText(data);
};

/** ISO/IEC 15434 message of a carrier's 2D code: fields between separators, one of which is the tracking number. */
const classifyShippingMessage = (data: string): ScanMeaning => {
  const tracking = data.split(/[\u001c-\u001f\u0004]/).flatMap((field) => findTracking(field));
  const certain = tracking.filter((each) => each.certain);
  if (tracking.length === 0) return { kind: 'plain', text: data, failure: null };
  return { kind: 'tracking', tracking: certain.length > 0 ? certain : tracking };
};

/** Without a symbology digits may be a product, a parcel or a tracking number; only the step can tell. */
const classifyUnknown = (data: string, currentYear: number): ScanMeaning => {
  const gtin = toGtin14(data);
  const tracking = findTracking(data);
  const sscc = /^00[0-9]{18}$/.test(data) && isSscc(data.slice(2)) ? data.slice(2) : null;
  if (sscc !== null || (gtin.ok && tracking.length > 0)) {
    return { kind: 'ambiguous', gtin: gtin.ok ? gtin.value : null, sscc, tracking };
  }
  return gtin.ok ? product(gtin.value, [], currentYear) : classifyLink(data, currentYear);
};

const classifyReserved = (data: string): ScanMeaning => {
  if (isBadge(data)) {
    const badge = decodeBadge(data);
    return badge.ok ? { kind: 'badge', badge: badge.value } : { kind: 'invalid', of: 'badge', failure: badge.failure };
  }
  const command = decodeCommand(data);
  return command.ok
    ? { kind: 'command', command: command.value }
    : { kind: 'invalid', of: 'command', failure: command.failure };
};

const byCarrier = (data: string, aim: string, content: CarrierClass, currentYear: number): ScanMeaning => {
  switch (content) {
    case 'gs1':
      return classifyGs1(data, currentYear);
    case 'gtin':
      return classifyGtin(data, aim, currentYear);
    case 'itf':
      return classifyItf(data, aim, currentYear);
    case 'link':
      return classifyLink(data, currentYear);
    case 'text':
    case 'shipping':
      return classifyText(data);
    case 'other':
      return { kind: 'plain', text: data, failure: null };
    default:
      return content satisfies never;
  }
};

/**
 * What a scan means. The symbology decides first: EAN/UPC is a product and never a tracking number, a GS1 carrier is
 * read as element strings and a fault in it is named, Code 128 and Code 39 are text that may be a tracking number. Only
 * without a symbology is there an `ambiguous` answer. Never throws; never opens anything.
 *
 * @param currentYear for the sliding century of dates; the clock's by default.
 */
export const classifyScan = (
  { data, aim }: ScannedCode,
  currentYear: number = new Date().getFullYear(),
): ScanMeaning => {
  if (isReserved(data)) return classifyReserved(data);
  if (data.startsWith('[)>\u001e')) return classifyShippingMessage(data);
  const carrier = aim === null ? null : carrierOf(aim);
  if (aim === null || carrier === null) return classifyUnknown(data, currentYear);
  return byCarrier(data, normaliseAim(aim), carrier.content, currentYear);
};
