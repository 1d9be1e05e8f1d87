import { fail, ok, type Result } from '../result';
import { bitsOf } from './bits';
import type { EpcFailureCode } from './failure';
import type { EpcIdentity } from './identity';
import { tagSchemeNamed, tagSchemes, type TagScheme, type TagSchemeRow } from './schemes';
import { writeSegment } from './segments';

export interface WriteOptions {
  /** Without it the shortest encoding that holds the identity. */
  readonly scheme?: TagScheme;
  /** Filter value; 0 means "all others". Ignored for General Identifiers. */
  readonly filter: number;
}

export interface WrittenIdentity {
  readonly scheme: TagScheme;
  /** Header and fields, `0` and `1`, not filled up to words. */
  readonly bits: string;
}

const writeAs = (
  { parts }: EpcIdentity,
  row: TagSchemeRow,
  filter: number,
): Result<WrittenIdentity, EpcFailureCode> => {
  if (!Number.isInteger(filter) || filter < 0 || filter >= 2 ** row.filterBits) {
    if (row.filterBits > 0) return fail('filter-range', { filter, bits: row.filterBits });
  }
  let bits = bitsOf(row.header, 8) + (row.filterBits > 0 ? bitsOf(filter, row.filterBits) : '');
  let at = 0;
  for (const segment of row.segments) {
    const count = segment.kind === 'partition' ? 2 : segment.kind === 'reserved' ? 0 : 1;
    const written = writeSegment(parts.slice(at, at + count), segment);
    if (!written.ok) return written;
    bits += written.value;
    at += count;
  }
  return at === parts.length ? ok({ scheme: row.scheme, bits }) : fail('bad-uri', { parts: at });
};

/**
 * The bits of an identity. With a scheme given, that one or the reason why not; else the first of its kind that fits,
 * or the reason why the largest does not.
 */
export const writeIdentity = (
  identity: EpcIdentity,
  { scheme, filter }: WriteOptions,
): Result<WrittenIdentity, EpcFailureCode> => {
  if (scheme !== undefined) {
    const row = tagSchemeNamed(scheme);
    if (row === null) return fail('unknown-scheme', { scheme });
    return row.kind === identity.kind ? writeAs(identity, row, filter) : fail('wrong-scheme', { scheme });
  }
  let last: Result<WrittenIdentity, EpcFailureCode> = fail('unknown-scheme', { scheme: identity.kind });
  for (const row of tagSchemes) {
    // GDTI-113 is deprecated: written only when it is asked for.
    if (row.kind !== identity.kind || row.scheme === 'gdti-113') continue;
    last = writeAs(identity, row, filter);
    if (last.ok) return last;
  }
  return last;
};
