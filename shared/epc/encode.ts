import { parseDigitalLink } from '../barcode/digital-link';
import type { Gs1Element } from '../barcode/gs1';
import { fail, ok, type Result } from '../result';
import { hexOfBits, maxEpcWords } from './bits';
import type { EpcScheme } from './decode';
import type { EpcFailureCode } from './failure';
import { identityOfElements } from './gs1-keys';
import { parseTagUri, type EpcIdentity } from './identity';
import { encodePcWord } from './memory-bank';
import { writePlus } from './plus';
import { writeIdentity, type WriteOptions } from './write';

/** An EPC ready to be written to a tag. */
export interface EncodedEpc {
  readonly scheme: EpcScheme;
  /** Upper case, filled up with zeros to whole 16-bit words: what goes to bit 20h of the EPC bank. */
  readonly hex: string;
  /** Bits of the EPC itself. */
  readonly bits: number;
  readonly words: number;
  /** The protocol control word that must go with it (bits 10h–1Fh), as four hexadecimal digits. */
  readonly pc: string;
}

const encoded = (scheme: EpcScheme, bits: string): Result<EncodedEpc, EpcFailureCode> => {
  const hex = hexOfBits(bits);
  const words = hex.length / 4;
  if (words > maxEpcWords) return fail('epc-too-long', { digits: hex.length });
  return ok({ scheme, hex, bits: bits.length, words, pc: encodePcWord({ words }) });
};

/**
 * An identity as bits: in the scheme that is asked for, or in the shortest that holds it (a serial with letters or
 * zeros in front needs a long one). Fails with what does not fit.
 */
export const encodeEpc = (identity: EpcIdentity, options: WriteOptions): Result<EncodedEpc, EpcFailureCode> => {
  const written = writeIdentity(identity, options);
  return written.ok ? encoded(written.value.scheme, written.value.bits) : written;
};

/** `urn:epc:tag:…` as bits. */
export const encodeTagUri = (uri: string): Result<EncodedEpc, EpcFailureCode> => {
  const parsed = parseTagUri(uri);
  if (!parsed.ok) return parsed;
  const { identity, scheme, filter } = parsed.value;
  return encodeEpc(identity, { scheme, filter: filter ?? 0 });
};

export interface ElementOptions extends WriteOptions {
  /** 6 to 12; from the item, GS1's table or an EPC seen before. Never guess it. */
  readonly companyPrefixLength: number;
}

/** Key and serial as on a barcode, as bits. Fails as `identityOfElements` and `encodeEpc` do. */
export const encodeElements = (
  elements: readonly Gs1Element[],
  options: ElementOptions,
): Result<EncodedEpc, EpcFailureCode> => {
  const identity = identityOfElements(elements, options.companyPrefixLength);
  return identity.ok ? encodeEpc(identity.value, options) : identity;
};

/** Key and serial in a `+` scheme, which needs no company prefix; with a date, `dsgtin+`. */
export const encodePlusElements = (
  elements: readonly Gs1Element[],
  { filter }: { readonly filter: number },
): Result<EncodedEpc, EpcFailureCode> => {
  const written = writePlus(elements, filter);
  return written.ok ? encoded(written.value.scheme, written.value.bits) : written;
};

/**
 * The elements of a GS1 Digital Link, to be given to `encodeElements`. Fails with `bad-uri` when it is none.
 *
 * @param currentYear for the sliding century of dates.
 */
export const elementsOfDigitalLink = (uri: string, currentYear: number): Result<Gs1Element[], EpcFailureCode> => {
  const parsed = parseDigitalLink(uri, currentYear);
  return parsed.ok ? parsed : fail('bad-uri', { reason: parsed.failure.code });
};
