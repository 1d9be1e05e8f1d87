import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { printingEvents } from './events';

const trusted = { origin: 'trusted', role: null } as const;

export const printingCommands = {
  'printing.moved': defineCommand<null>()({ input: printingEvents['v1.printing.moved'].strict(), ...trusted }),
  'printing.sending': defineCommand<null>()({ input: printingEvents['v1.printing.sending'].strict(), ...trusted }),
  'printing.printed': defineCommand<null>()({ input: printingEvents['v1.printing.printed'].strict(), ...trusted }),
  'printing.uncertain': defineCommand<null>()({ input: printingEvents['v1.printing.uncertain'].strict(), ...trusted }),
  'printing.failed': defineCommand<null>()({ input: printingEvents['v1.printing.failed'].strict(), ...trusted }),
  'printing.notPrinted': defineCommand<null>()({
    input: printingEvents['v1.printing.notPrinted'].strict(),
    ...trusted,
  }),
  /** A person says that a job which was left open by a crash is to be printed now. */
  'printing.resume': defineCommand<null>()({
    input: z.object({ jobId: z.string().min(1).max(100) }).strict(),
    origin: 'window',
    role: 'operator',
  }),
  'printing.discard': defineCommand<null>()({
    input: z.object({ jobId: z.string().min(1).max(100), reason: z.string().trim().min(1).max(200) }).strict(),
    origin: 'window',
    role: 'operator',
  }),
} satisfies Record<string, CommandDefinition>;
