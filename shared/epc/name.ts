import type { Gs1Element } from '../barcode/gs1';
import { decodeEpc, type EpcScheme } from './decode';

/** What a tag is called on a screen and in a table. */
export type TagName =
  | {
      readonly kind: 'epc';
      readonly scheme: EpcScheme;
      /** Key, serial and date as on a barcode; empty for kinds outside GS1. */
      readonly elements: readonly Gs1Element[];
      readonly uri: string | null;
      /** The same text for the same thing, however its tag is encoded. */
      readonly key: string;
    }
  /** A scheme that is none of today's: withdrawn, or kept for later. */
  | { readonly kind: 'foreign'; readonly scheme: string }
  /** As the chip's factory sent it, or never written. */
  | { readonly kind: 'unencoded' }
  /** The header says a scheme, and the bits do not keep to it. */
  | { readonly kind: 'broken'; readonly scheme: string | null; readonly code: string };

export const nameTag = (epcHex: string, epcBits: number): TagName => {
  const decoded = decodeEpc(epcHex, epcBits % 16 === 0 ? undefined : epcBits);
  if (decoded.ok) {
    const { scheme, elements, identityUri: uri, key } = decoded.value;
    return { kind: 'epc', scheme, elements, uri, key };
  }
  const { code, details = {} } = decoded.failure;
  const { scheme } = details;
  if (code === 'unprogrammed-tag' || code === 'unencoded-tag') return { kind: 'unencoded' };
  if (code === 'foreign-tag') return { kind: 'foreign', scheme: String(scheme) };
  return { kind: 'broken', scheme: typeof scheme === 'string' ? scheme : null, code };
};
