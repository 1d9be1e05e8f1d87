import { mod10CheckDigit, restrictedUse } from '../barcode/check-digit';
import type { Gs1Element } from '../barcode/gs1';
import { applicationIdentifier, checkValue } from '../barcode/gs1-format';
import { fail, ok, type Result } from '../result';
import type { EpcFailureCode } from './failure';
import type { EpcIdentity } from './identity';
import type { EpcKind } from './schemes';

/** How a key of the GS1 system and the components of its EPC belong together (EPC Tag Data Standard, section 7). */
interface KeyRow {
  readonly kind: EpcKind;
  readonly ai: string;
  /** Digits of prefix and reference without the check digit; `null` for keys without one, which end where they end. */
  readonly digits: number | null;
  /** The first digit of the key is the first of the reference: indicator of a GTIN, extension of an SSCC. */
  readonly leadingDigit?: true;
  /** What stands before the key and is not part of it. */
  readonly filler?: string;
  /** Where the other components are: behind the check digit, or under an identifier of their own. */
  readonly appended?: true;
  readonly serialAi?: string;
}

export const keyRows: readonly KeyRow[] = [
  { kind: 'sgtin', ai: '01', digits: 13, leadingDigit: true, serialAi: '21' },
  { kind: 'sscc', ai: '00', digits: 17, leadingDigit: true },
  { kind: 'sgln', ai: '414', digits: 12, serialAi: '254' },
  { kind: 'grai', ai: '8003', digits: 12, filler: '0', appended: true },
  { kind: 'giai', ai: '8004', digits: null },
  { kind: 'gsrn', ai: '8018', digits: 17 },
  { kind: 'gsrnp', ai: '8017', digits: 17 },
  { kind: 'gdti', ai: '253', digits: 12, appended: true },
  { kind: 'cpi', ai: '8010', digits: null, serialAi: '8011' },
  { kind: 'sgcn', ai: '255', digits: 12, appended: true },
  { kind: 'itip', ai: '8006', digits: 13, leadingDigit: true, appended: true, serialAi: '21' },
];

/** Stands for "no extension" in the EPC of a location. */
const noExtension = '0';

/** Digits of prefix and reference in the order of the key, with its check digit. */
const keyDigits = ({ leadingDigit }: KeyRow, prefix: string, reference: string): string => {
  const digits = leadingDigit === true ? reference.slice(0, 1) + prefix + reference.slice(1) : prefix + reference;
  return `${digits}${mod10CheckDigit(digits)}`;
};

/** The GS1 element string of an identity, or `null` for the kinds that have none (GID, DoD, aerospace). */
export const elementsOfIdentity = ({ kind, parts }: EpcIdentity): Gs1Element[] | null => {
  const row = keyRows.find((each) => each.kind === kind);
  if (row === undefined) return null;
  const [prefix = '', reference = '', ...rest] = parts;
  const serial = row.serialAi === undefined ? null : (rest.at(-1) ?? null);
  const appended = row.appended === true ? rest.slice(0, serial === null ? undefined : -1).join('') : '';
  const key = row.digits === null ? prefix + reference : keyDigits(row, prefix, reference);
  const elements: Gs1Element[] = [{ ai: row.ai, value: `${row.filler ?? ''}${key}${appended}` }];
  if (row.serialAi !== undefined && serial !== null && !(kind === 'sgln' && serial === noExtension)) {
    elements.push({ ai: row.serialAi, value: serial });
  }
  return elements;
};

/** No date is among these keys, so that no year matters. */
const anyYear = 2000;

/** Checks digits, characters and length as a barcode would be checked. */
export const checkElements = (elements: readonly Gs1Element[]): Result<void, EpcFailureCode> => {
  for (const { ai, value } of elements) {
    const identifier = applicationIdentifier(ai);
    if (identifier === null) return fail('not-an-epc-key', { ai });
    const checked = checkValue(identifier, value, anyYear);
    if (checked.ok) continue;
    const code = checked.failure.code;
    if (code === 'check-digit') return fail('check-digit', { ai, value });
    if (code === 'too-long') return fail('part-too-long', { ai, value });
    return code === 'empty-value' ? fail('empty-part', { ai }) : fail('bad-characters', { ai, value });
  }
  return ok(undefined);
};

/** GS1 prefixes whose numbers must not become EPCs: company internal, refunds, coupons, periodicals (section 7.3). */
const forbiddenPrefix = /^(?:000[1-7]|0[24]|2|98[0-4]|99|977)/;

const isRestricted = (gtin14: string): boolean =>
  restrictedUse(gtin14) !== null || (!gtin14.startsWith('000000') && forbiddenPrefix.test(gtin14.slice(1)));

const splitKey = (row: KeyRow, value: string, prefixLength: number): Result<string[], EpcFailureCode> => {
  const text = value.slice(row.filler?.length ?? 0);
  if (row.digits === null) return ok([text.slice(0, prefixLength), text.slice(prefixLength)]);
  const digits = text.slice(0, row.digits);
  const appended = text.slice(row.digits + 1);
  const prefix = row.leadingDigit === true ? digits.slice(1, 1 + prefixLength) : digits.slice(0, prefixLength);
  const reference =
    row.leadingDigit === true ? digits.slice(0, 1) + digits.slice(1 + prefixLength) : digits.slice(prefixLength);
  if (row.kind === 'itip') return ok([prefix, reference, appended.slice(0, 2), appended.slice(2)]);
  if (row.appended !== true) return ok([prefix, reference]);
  return appended === '' ? fail('missing-serial', { ai: row.ai }) : ok([prefix, reference, appended]);
};

const prefixLengthFor = (row: KeyRow, value: string, asked: number): Result<number, EpcFailureCode> => {
  if (row.ai === '01' || row.ai === '8006') {
    const gtin = value.slice(0, 14);
    if (isRestricted(gtin)) return fail('restricted-number', { gtin });
    // A GTIN-8 has no company prefix; five zeros and its first three digits stand for one (section 7.3.2).
    if (gtin.startsWith('000000')) return ok(8);
  }
  return Number.isInteger(asked) && asked >= 6 && asked <= 12 ? ok(asked) : fail('company-prefix', { length: asked });
};

/**
 * The identity that a scanned or entered key becomes on a tag: GTIN with serial, SSCC, GLN and so on, without other
 * elements. How long the company prefix is cannot be seen in a key: take it from the item, from GS1's table or from an
 * EPC seen before, and never guess it. Fails with `not-an-epc-key`, `missing-serial`, `restricted-number`,
 * `company-prefix` or what is wrong with a value.
 *
 * @param companyPrefixLength 6 to 12 digits; of no account for a GTIN-8.
 */
export const identityOfElements = (
  elements: readonly Gs1Element[],
  companyPrefixLength: number,
): Result<EpcIdentity, EpcFailureCode> => {
  const row = keyRows.find(({ ai }) => elements.some((element) => element.ai === ai));
  const key = elements.find(({ ai }) => ai === row?.ai);
  if (row === undefined || key === undefined) return fail('not-an-epc-key');
  const serial = elements.find(({ ai }) => ai === row.serialAi);
  const checked = checkElements(serial === undefined ? [key] : [key, serial]);
  if (!checked.ok) return checked;
  const length = prefixLengthFor(row, key.value, companyPrefixLength);
  if (!length.ok) return length;
  const parts = splitKey(row, key.value, length.value);
  if (!parts.ok) return parts;
  if (row.serialAi === undefined) return ok({ kind: row.kind, parts: parts.value });
  if (serial === undefined && row.kind !== 'sgln') return fail('missing-serial', { ai: row.serialAi });
  return ok({ kind: row.kind, parts: [...parts.value, serial?.value ?? noExtension] });
};

/** True when the digits of a key are all zeros: a tag that was written by mistake. */
export const isEmptyKey = ([first]: readonly Gs1Element[]): boolean => {
  const row = keyRows.find(({ ai }) => ai === first?.ai);
  if (first === undefined || row === undefined || row.digits === null) return false;
  return /^0+$/.test(first.value.slice(0, (row.filler?.length ?? 0) + row.digits));
};
