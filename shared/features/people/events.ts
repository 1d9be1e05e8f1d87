import { z } from 'zod';
import { roles, type FeatureEvent } from '../../feature';

const id = z.string();
const role = z.enum(roles);

/** Key under which a person's name is sealed; destroying it erases the person. */
export const personSubject = (personId: string): string => `person:${personId}`;

/**
 * Everything that the record keeps of people. Names stand here sealed under `person:<id>`; badge codes, PINs and what
 * is made of them never do.
 */
export const peopleEvents = {
  'v1.people.added': z.object({
    personId: id,
    nameSealed: z.string(),
    subject: z.string(),
    role,
    language: z.string().nullable(),
  }),
  'v1.people.changed': z.object({
    personId: id,
    nameSealed: z.string(),
    role,
    language: z.string().nullable(),
  }),
  'v1.people.deactivated': z.object({ personId: id }),
  'v1.people.erased': z.object({ personId: id }),
  /** `chosen`: by the person; otherwise somebody else gave a PIN that the person must replace. */
  'v1.people.pinReset': z.object({ personId: id, chosen: z.boolean() }),
  'v1.people.badgeChanged': z.object({ personId: id, hasBadge: z.boolean() }),
  'v1.people.signedIn': z.object({ personId: id, how: z.enum(['badge', 'pin', 'new-pin', 'first-person']) }),
  'v1.people.signedOut': z.object({ personId: id, why: z.enum(['asked', 'deactivated', 'closed']) }),
  'v1.people.signInRefused': z.object({ personId: id.nullable(), how: z.enum(['badge', 'pin']), code: z.string() }),
  'v1.people.locked': z.object({ personId: id, why: z.enum(['idle', 'asked']) }),
  'v1.people.handedOver': z.object({ from: id, to: id }),
  'v1.people.overrideGranted': z.object({
    supervisor: id,
    role: z.enum(['supervisor', 'it']),
    action: z.string(),
    reason: z.string(),
    nonce: id,
    badgeTyped: z.boolean(),
  }),
  'v1.people.overrideRefused': z.object({ supervisor: id.nullable(), action: z.string(), code: z.string() }),
} as const;

export type PeopleEventType = keyof typeof peopleEvents;
export type PeopleEventData<T extends PeopleEventType> = z.infer<(typeof peopleEvents)[T]>;

/** Makes an event of people; the compiler holds its data to the type. */
export const peopleEvent = <T extends PeopleEventType>(type: T, data: PeopleEventData<T>): FeatureEvent => ({
  type,
  data,
});
