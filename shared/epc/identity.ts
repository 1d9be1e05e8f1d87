import { fail, ok, type Result } from '../result';
import { escapePart, unescapePart } from './characters';
import type { EpcFailureCode } from './failure';
import { epcKinds, partCount, tagSchemeNamed, type EpcKind, type TagScheme } from './schemes';
import { writeIdentity } from './write';

/** What one EPC identifies, apart from how a tag holds it: the components of `urn:epc:id:…`, without escapes. */
export interface EpcIdentity {
  readonly kind: EpcKind;
  readonly parts: readonly string[];
}

/** A tag URI taken apart: the identity, how it is encoded, and the filter value (`null` where the scheme has none). */
export interface TagUri {
  readonly identity: EpcIdentity;
  readonly scheme: TagScheme;
  readonly filter: number | null;
}

const body = (parts: readonly string[]): string => parts.map(escapePart).join('.');

/** `urn:epc:id:sgtin:0614141.812345.6789`: what databases and EPCIS carry. */
export const formatIdentityUri = ({ kind, parts }: EpcIdentity): string => `urn:epc:id:${kind}:${body(parts)}`;

/** `urn:epc:tag:sgtin-96:3.0614141.812345.6789`: with the way it is encoded and the filter value. */
export const formatTagUri = ({ identity, scheme, filter }: TagUri): string =>
  `urn:epc:tag:${scheme}:${filter === null ? '' : `${filter}.`}${body(identity.parts)}`;

/** Longest text that is read: 30 characters of serial, each escaped, and what stands before them. */
const maxUriLength = 256;

/** Components between the dots; in the last one a dot is a character. */
const splitParts = (text: string, count: number): Result<string[], EpcFailureCode> => {
  const pieces = text.split('.');
  if (pieces.length < count) return fail('bad-uri', { parts: count });
  const parts: string[] = [];
  for (const piece of [...pieces.slice(0, count - 1), pieces.slice(count - 1).join('.')]) {
    const part = unescapePart(piece);
    if (!part.ok) return part;
    parts.push(part.value);
  }
  return ok(parts);
};

const isKind = (name: string): name is EpcKind => epcKinds.some((kind) => kind === name);

/**
 * Reads `urn:epc:id:KIND:…`. Each component is checked against the largest encoding of its kind, so what is read can be
 * written. Fails with `bad-uri`, `unknown-scheme` or what is wrong with a component.
 */
export const parseIdentityUri = (uri: string): Result<EpcIdentity, EpcFailureCode> => {
  const match = uri.length > maxUriLength ? null : /^urn:epc:id:([a-z]+):(.*)$/.exec(uri);
  if (match === null) return fail('bad-uri');
  const [, kind = '', text = ''] = match;
  if (!isKind(kind)) return fail('unknown-scheme', { scheme: kind });
  const parts = splitParts(text, partCount(kind));
  if (!parts.ok) return parts;
  const identity = { kind, parts: parts.value };
  const written = writeIdentity(identity, { filter: 0 });
  return written.ok ? ok(identity) : written;
};

/** Reads `urn:epc:tag:SCHEME:…` without control fields. Fails as `parseIdentityUri` does, or with `filter-range`. */
export const parseTagUri = (uri: string): Result<TagUri, EpcFailureCode> => {
  const match = uri.length > maxUriLength ? null : /^urn:epc:tag:([a-z]+-(?:[0-9]+|var)):(.*)$/.exec(uri);
  if (match === null) return fail('bad-uri');
  const [, name = '', text = ''] = match;
  const row = tagSchemeNamed(name);
  if (row === null) return fail('unknown-scheme', { scheme: name });
  const hasFilter = row.filterBits > 0;
  const parts = splitParts(text, partCount(row.kind) + (hasFilter ? 1 : 0));
  if (!parts.ok) return parts;
  const [first = '', ...others] = parts.value;
  if (hasFilter && !/^(?:0|[1-9][0-9]?)$/.test(first)) return fail('filter-range', { filter: first });
  const filter = hasFilter ? Number(first) : null;
  const identity = { kind: row.kind, parts: hasFilter ? others : parts.value };
  const written = writeIdentity(identity, { scheme: row.scheme, filter: filter ?? 0 });
  return written.ok ? ok({ identity, scheme: row.scheme, filter }) : written;
};

/** The company prefix of an identity as it was assigned, zeros in front and all, or `null` for kinds without one. */
export const companyPrefixOf = ({ kind, parts }: EpcIdentity): string | null =>
  kind === 'gid' || kind === 'usdod' || kind === 'adi' ? null : (parts[0] ?? null);
