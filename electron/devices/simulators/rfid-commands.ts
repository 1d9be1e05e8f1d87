import { z } from 'zod';

/** What the virtual bench can do to a simulated RFID reader; a part of `protocol.ts`. */

/** A blank chip answers with no EPC at all. */
const epcHex = z.string().regex(/^(?:[0-9A-F]{4}){0,31}$/);
const tidHex = z.string().regex(/^(?:[0-9A-F]{4}){1,31}$/);

const tagInField = z.strictObject({
  epcHex,
  antenna: z.number().int().min(1).max(16).default(1),
  rssiDbm: z.number().int().min(-128).max(127).default(-55),
  /** The chip number, for stations that ask for it. */
  tidHex: tidHex.nullable().default(null),
});
const perMille = z.number().int().min(0).max(1000);
const antenna = z.number().int().min(1).max(16);

export const rfidCommand = z.discriminatedUnion('op', [
  z.strictObject({
    kind: z.literal('rfid'),
    /** `overflow` throws a round of reports away and says so; `end-rospec` stops reading without being asked. */
    op: z.enum(['state', 'overflow', 'end-rospec']),
  }),
  /** The tags that are in the field from now on. */
  z.strictObject({ kind: z.literal('rfid'), op: z.literal('tags'), tags: z.array(tagInField).max(5000) }),
  /** Of a thousand chances to read a tag, how many are missed. */
  z.strictObject({ kind: z.literal('rfid'), op: z.literal('misses'), perMille }),
  /** Tags from beside the station, each read in so many of a thousand rounds. */
  z.strictObject({
    kind: z.literal('rfid'),
    op: z.literal('strays'),
    tags: z.array(tagInField).max(5000),
    perMille: perMille.default(50),
  }),
  /**
   * `normal` again; `mute` says nothing more, on an open connection; `refuse` takes no ROSpec; `shuffle` sends a
   * keepalive before each answer, and every second answer after the next one; `split` sends byte by byte.
   */
  z.strictObject({
    kind: z.literal('rfid'),
    op: z.literal('behave'),
    as: z.enum(['normal', 'mute', 'refuse', 'shuffle', 'split']),
  }),
  /** Ends the connection: `close` says so first, `cut` does not, `mid-message` breaks off within a report. */
  z.strictObject({
    kind: z.literal('rfid'),
    op: z.literal('drop'),
    how: z.enum(['close', 'cut', 'mid-message']),
  }),
  z.strictObject({
    kind: z.literal('rfid'),
    op: z.literal('buffer'),
    percent: z.number().int().min(0).max(100),
  }),
  z.strictObject({ kind: z.literal('rfid'), op: z.literal('antenna'), antenna, connected: z.boolean() }),
  z.strictObject({ kind: z.literal('rfid'), op: z.literal('exception'), text: z.string().min(1).max(500) }),
  /** Raw bytes as hex: broken messages for tests. */
  z.strictObject({
    kind: z.literal('rfid'),
    op: z.literal('bytes'),
    hex: z.string().regex(/^(?:[0-9A-Fa-f]{2})+$/),
  }),
]);
