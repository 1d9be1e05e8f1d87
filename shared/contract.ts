import type { CommandDefinition, QueryDefinition } from './feature';
import { packingCommands } from './features/packing/commands';
import { packingQueries } from './features/packing/queries';

/** Everything of the features that may cross the process border. A new feature adds its two lines here. */
export const contract: {
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  readonly queries: Readonly<Record<string, QueryDefinition>>;
} = {
  commands: { ...packingCommands },
  queries: { ...packingQueries },
};
