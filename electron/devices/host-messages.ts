import { z } from 'zod';
import { connectionReasons } from '../../shared/devices';
import { linkQueries } from './transports/link';
import { transportSpecSchema } from './transports/spec';

/** What main and a device host say to each other. Both ends check what they receive. */

const id = z.number().int().nonnegative();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const failureOf = <const C extends readonly string[]>(codes: C) =>
  z.strictObject({ code: z.enum(codes), details: details.exactOptional() });
const reason = failureOf(connectionReasons);

export const hostRequestSchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('open'), link: id, spec: transportSpecSchema }),
  /** Gives up opening; an answer still comes. */
  z.strictObject({ op: z.literal('cancel'), link: id }),
  z.strictObject({ op: z.literal('write'), link: id, write: id, bytes }),
  z.strictObject({ op: z.literal('query'), link: id, query: id, name: z.enum(linkQueries) }),
  z.strictObject({ op: z.literal('close'), link: id }),
  /** The reader took so many bytes: the host may send on. */
  z.strictObject({ op: z.literal('taken'), link: id, bytes: z.number().int().positive() }),
  z.strictObject({ op: z.literal('list'), request: id }),
  z.strictObject({ op: z.literal('ping'), ping: id }),
]);
export type HostRequest = z.infer<typeof hostRequestSchema>;

const foundDeviceSchema = z.strictObject({
  type: z.enum(['serial', 'hid', 'usb', 'lp']),
  path: z.string().nullable(),
  vendorId: z.string().nullable(),
  productId: z.string().nullable(),
  serialNumber: z.string().nullable(),
  portPath: z.string().nullable(),
  manufacturer: z.string().nullable(),
  product: z.string().nullable(),
  usagePage: z.number().int().nullable(),
  usage: z.number().int().nullable(),
});
/** Something plugged in, as a library or the system lists it. */
export type FoundDevice = z.infer<typeof foundDeviceSchema>;

export const hostEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('hello') }),
  z.strictObject({ event: z.literal('opened'), link: id }),
  z.strictObject({ event: z.literal('open-failed'), link: id, failure: reason }),
  z.strictObject({ event: z.literal('chunk'), link: id, bytes }),
  z.strictObject({
    event: z.literal('written'),
    link: id,
    write: id,
    /** Bytes known to have gone, also when it failed. */
    gone: z.number().int().nonnegative(),
    failure: failureOf(['write-timeout', 'link-closed']).nullable(),
  }),
  z.strictObject({
    event: z.literal('answered'),
    link: id,
    query: id,
    bytes: bytes.nullable(),
    failure: failureOf(['not-supported', 'no-answer', 'link-closed']).nullable(),
  }),
  z.strictObject({ event: z.literal('closed'), link: id, reason: reason.nullable() }),
  z.strictObject({
    event: z.literal('listed'),
    request: id,
    devices: z.array(foundDeviceSchema).max(1000),
    failure: reason.nullable(),
  }),
  z.strictObject({ event: z.literal('pong'), ping: id }),
]);
export type HostEvent = z.infer<typeof hostEventSchema>;
export type HostEventOf<E extends HostEvent['event']> = Extract<HostEvent, { event: E }>;
