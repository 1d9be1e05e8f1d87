import { z } from 'zod';
import type { FeatureEvent } from '../../feature';

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
export const keyId = hex(32);
const signature = hex(128);

/** Why a head was signed. */
export const checkpointReasons = ['entries', 'day-end', 'backup', 'export', 'asked'] as const;
export type CheckpointReason = (typeof checkpointReasons)[number];

/** `replaced`: the key before is not on this machine (a restore, a new machine), so it could not let this one in. */
export const keyReasons = ['first', 'rotated', 'replaced'] as const;
export type KeyReason = (typeof keyReasons)[number];

/** A key that signs from now on. */
export const keySet = z
  .object({
    publicKey: hex(64),
    previous: keyId.nullable(),
    /** By the key itself. */
    proof: signature,
    /** By the key before it. */
    endorsement: signature.nullable(),
    why: z.enum(keyReasons),
  })
  .strict();
export type KeySet = z.infer<typeof keySet>;

/** The station's word that the record was so: its head, and the root of the hash tree over entries `from` to `n`. */
export const signed = z
  .object({
    keyId,
    from: z.number().int().min(1),
    n: z.number().int().min(1),
    hash: hex(64),
    root: hex(64),
    /** UTC, ISO. */
    at: z.iso.datetime(),
    signature,
    why: z.enum(checkpointReasons),
  })
  .strict();
export type Signed = z.infer<typeof signed>;

export const checkpointEvents = {
  'v1.checkpoints.keySet': keySet,
  'v1.checkpoints.signed': signed,
} as const;
export type CheckpointEventType = keyof typeof checkpointEvents;
export type CheckpointEventData<T extends CheckpointEventType> = z.infer<(typeof checkpointEvents)[T]>;

export const checkpointEvent = <T extends CheckpointEventType>(
  type: T,
  data: CheckpointEventData<T>,
): FeatureEvent => ({ type, data });
