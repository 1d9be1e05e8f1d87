import { fail, ok, type Result } from '../result';
import { addElement, type Gs1Element } from './gs1';
import { applicationIdentifier, checkValue, type Gs1FailureCode } from './gs1-format';

export type DigitalLinkFailure = Gs1FailureCode | 'not-a-digital-link' | 'qualifier-order';

/** Anything longer is text; it is never opened either way. */
const maxLength = 4095;

/** Keys with the qualifiers that may follow them, in order; alternatives exclude each other. */
const qualifiersOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  '00': [],
  '01': [['22', '10', '21'], ['235']],
  '253': [],
  '255': [],
  '401': [],
  '402': [],
  '414': [['254'], ['7040']],
  '415': [['8020']],
  '417': [['7040']],
  '8003': [],
  '8004': [['7040']],
  '8006': [['22', '10', '21']],
  '8010': [['8011']],
  '8013': [],
  '8017': [['8019']],
  '8018': [['8019']],
};

/** Deprecated names of the first edition; read, never written. */
const shortNames: Readonly<Record<string, string>> = {
  sscc: '00',
  gtin: '01',
  cpv: '22',
  lot: '10',
  ser: '21',
  gln: '414',
  giai: '8004',
  grai: '8003',
};

const aiNamed = (segment: string): string =>
  Object.hasOwn(shortNames, segment) ? (shortNames[segment] ?? '') : segment;

/** Percent signs are decoded once, and bytes that are no UTF-8 make the whole link plain text. */
const percentDecode = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** Path segments and query of an http or https address, still encoded, or `null` for anything else. */
const splitUri = (text: string): { segments: string[]; query: string } | null => {
  if (text.length > maxLength) return null;
  const match = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(text);
  if (match === null) return null;
  const [, path = '', query = ''] = match;
  return { segments: path.split('/').slice(1), query };
};

/** Old links leave out the zeros in front of a GTIN. */
const padGtin = (ai: string, value: string): string =>
  ai === '01' && /^(?:[0-9]{8}|[0-9]{12}|[0-9]{13})$/.test(value) ? value.padStart(14, '0') : value;

const qualifiersInOrder = (key: string, used: readonly string[]): boolean => {
  const sequences = qualifiersOf[key] ?? [];
  if (used.length === 0) return true;
  return sequences.some((sequence) => {
    const places = used.map((ai) => sequence.indexOf(ai));
    return places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? -1)));
  });
};

const add = (
  elements: Gs1Element[],
  ai: string,
  raw: string,
  currentYear: number,
): Result<void, DigitalLinkFailure> => {
  const identifier = applicationIdentifier(ai);
  const decoded = percentDecode(raw);
  if (identifier === null || decoded === null) return fail('not-a-digital-link');
  const value = padGtin(ai, decoded);
  const checked = checkValue(identifier, value, currentYear);
  return checked.ok ? addElement(elements, { ai, value }) : checked;
};

/** The link read from the key at this place of the path on: key, value and qualifiers up to the end. */
const readFrom = (
  segments: readonly string[],
  at: number,
  query: string,
  currentYear: number,
): Result<Gs1Element[], DigitalLinkFailure> => {
  const rest = segments.slice(at);
  if (rest.length % 2 !== 0) return fail('not-a-digital-link');
  const elements: Gs1Element[] = [];
  const used: string[] = [];
  for (let index = 0; index < rest.length; index += 2) {
    const ai = aiNamed(rest[index] ?? '');
    if (index > 0) used.push(ai);
    const added = add(elements, ai, rest[index + 1] ?? '', currentYear);
    if (!added.ok) return added;
  }
  if (!qualifiersInOrder(elements[0]?.ai ?? '', used)) return fail('qualifier-order', { qualifiers: used.join(' ') });
  for (const pair of query.split(/[&;]/)) {
    const [name = '', value] = pair.split('=');
    // Unknown names belong to somebody else's query and mean nothing here.
    if (value === undefined || applicationIdentifier(name)?.queryAllowed !== true) continue;
    const added = add(elements, name, value, currentYear);
    if (!added.ok) return added;
  }
  return ok(elements);
};

/**
 * GS1 Digital Link URI: the rightmost key in the path that can be one, its qualifiers in order, further elements from
 * the query; all checked like element strings. A failure means that the text is an ordinary address or worse. Compressed
 * links are ordinary addresses here. Nothing is ever fetched.
 */
export const parseDigitalLink = (text: string, currentYear: number): Result<Gs1Element[], DigitalLinkFailure> => {
  const uri = splitUri(text);
  if (uri === null) return fail('not-a-digital-link');
  // A trailing slash is no value.
  const segments = uri.segments.at(-1) === '' ? uri.segments.slice(0, -1) : uri.segments;
  let first: Result<Gs1Element[], DigitalLinkFailure> | null = null;
  for (let at = segments.length - 2; at >= 0; at -= 1) {
    if (!Object.hasOwn(qualifiersOf, aiNamed(segments[at] ?? ''))) continue;
    const read = readFrom(segments, at, uri.query, currentYear);
    if (read.ok) return read;
    // A value may look like a key; what is wrong with the rightmost candidate is what counts.
    first ??= read;
  }
  return first ?? fail('not-a-digital-link');
};
