import { z } from 'zod';
import { defineCommand, roles, type CommandDefinition } from '../../feature';
import { peopleEvents } from './events';

const personId = z.string().min(1).max(100);
const name = z.string().trim().min(1).max(80);
const language = z.enum(['en', 'de', 'es']).nullable();
/**
 * Random. The record keeps a digest of each command's input to recognise it; with nothing random in it, the name of
 * somebody who was erased could still be found out by trying names.
 */
const blind = z.string().min(16).max(100);

/**
 * All of these are sent by the trusted side only, after it has checked badge or PIN; the handlers check whether the
 * sender's role reaches as far as the person concerned.
 */
export const peopleCommands = {
  'people.add': defineCommand<null>()({
    input: z.object({ personId, name, role: z.enum(roles), language, blind }).strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.change': defineCommand<null>()({
    input: z
      .object({ personId, name: name.optional(), role: z.enum(roles).optional(), language: language.optional(), blind })
      .strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.deactivate': defineCommand<null>()({ input: z.object({ personId }).strict(), origin: 'trusted', role: null }),
  'people.erase': defineCommand<null>()({ input: z.object({ personId }).strict(), origin: 'trusted', role: null }),
  'people.recordPin': defineCommand<null>()({
    input: peopleEvents['v1.people.pinReset'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordBadge': defineCommand<null>()({
    input: peopleEvents['v1.people.badgeChanged'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordSignIn': defineCommand<null>()({
    input: peopleEvents['v1.people.signedIn'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordSignOut': defineCommand<null>()({
    input: peopleEvents['v1.people.signedOut'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordRefusedSignIn': defineCommand<null>()({
    input: peopleEvents['v1.people.signInRefused'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordLock': defineCommand<null>()({
    input: peopleEvents['v1.people.locked'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordHandOver': defineCommand<null>()({
    input: peopleEvents['v1.people.handedOver'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordOverride': defineCommand<null>()({
    input: peopleEvents['v1.people.overrideGranted'].strict(),
    origin: 'trusted',
    role: null,
  }),
  'people.recordRefusedOverride': defineCommand<null>()({
    input: peopleEvents['v1.people.overrideRefused'].strict(),
    origin: 'trusted',
    role: null,
  }),
} satisfies Record<string, CommandDefinition>;
