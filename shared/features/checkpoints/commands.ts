import { defineCommand, type CommandDefinition } from '../../feature';
import { keySet, signed } from './events';

/** The trusted side signs; the store only writes down what holds. */
export const checkpointCommands = {
  'checkpoints.setKey': defineCommand<null>()({ input: keySet, origin: 'trusted', role: null }),
  'checkpoints.record': defineCommand<null>()({ input: signed, origin: 'trusted', role: null }),
} satisfies Record<string, CommandDefinition>;
