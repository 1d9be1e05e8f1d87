import { z } from 'zod';
import { keyId, keySet, signed } from '../../shared/features/checkpoints/events';
import { sliceWish } from '../../shared/features/checkpoints/slice';

/**
 * A part of the record as one file that is checked without the rest: lines of JSON, each written in one way only, and a
 * signature over all of them. Sealed personal data stay sealed, and no key is in it.
 */
const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const sliceLine = z.union([
  z
    .object({
      format: z.literal('packwright slice 1'),
      wish: sliceWish,
      site: z.string(),
      station: z.string(),
      at: z.iso.datetime(),
    })
    .strict(),
  /** Every key of the record, in its order. */
  z.object({ key: keySet }).strict(),
  z.object({ checkpoint: signed }).strict(),
  /** An entry as it stands in the record, and its way up to the root of the checkpoint over it. */
  z
    .object({
      entry: z.object({ json: z.string(), previous: hash, checkpoint: z.number().int(), path: z.array(hash) }),
    })
    .strict(),
  /** A file that an entry names, sealed where it was sealed. */
  z.object({ evidence: z.object({ sha256: hash, kind: z.string(), base64: z.string() }) }).strict(),
  z.object({ signature: z.object({ keyId, value: z.string().regex(/^[0-9a-f]{128}$/) }).strict() }).strict(),
]);
export type SliceLine = z.infer<typeof sliceLine>;

export const sliceText = (sha256: string): string => `packwright slice 1\n${sha256}\n`;

/** Parsed once more, for the one order of its parts that a reader accepts. */
export const encodeSliceLine = (line: SliceLine): string => `${JSON.stringify(sliceLine.parse(line))}\n`;
