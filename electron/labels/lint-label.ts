import { inflateSync } from 'node:zlib';
import type { FailureDetails } from '../../shared/result';

/** Why a label is not even tried to be drawn. */
export type LabelFault = FailureDetails & {
  readonly reason: 'too-large' | 'forbidden-command' | 'too-many-fields' | 'picture-too-large';
};

const maxBytes = 2_000_000;
const maxFields = 500;
/** What the pictures of a label may come to once they are unpacked: seven raster images of 4 × 6 in at 600 dpi. */
const maxUnpackedBytes = 8_000_000;

/** Commands that a label has no business with: they configure, delete, repeat by thousands or talk to the network. */
const forbidden = /[~^](?:C[CDT]|J[BJRSU]|N[CDIPRSTWX]|KP|SX|SQ|ID|HF|HG|HW|WD|DF|XF)|\^PQ\d{4,}/i;

const packedPicture = /:Z64:([A-Za-z0-9+/=\s]*)/g;

/** Bytes of the compressed pictures, or `null` when they are more than fit. */
const unpackedBytes = (zpl: string): number | null => {
  let bytes = 0;
  for (const [, packed = ''] of zpl.matchAll(packedPicture)) {
    try {
      bytes += inflateSync(Buffer.from(packed, 'base64'), { maxOutputLength: maxUnpackedBytes }).length;
    } catch (error) {
      // Damaged data is the interpreter's to refuse.
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return null;
    }
    if (bytes > maxUnpackedBytes) return null;
  }
  return bytes;
};

/** Looks a label's ZPL over before it is drawn: `null`, or what speaks against it. */
export const lintLabel = (zpl: string): LabelFault | null => {
  if (zpl.length > maxBytes) return { reason: 'too-large' };
  const found = forbidden.exec(zpl);
  if (found !== null) return { reason: 'forbidden-command', command: found[0] };
  if ((zpl.match(/\^F[DS]/g)?.length ?? 0) > 2 * maxFields) return { reason: 'too-many-fields' };
  return unpackedBytes(zpl) === null ? { reason: 'picture-too-large' } : null;
};
