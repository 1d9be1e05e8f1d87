import type { CommandDefinition, QueryDefinition } from './feature';
import { applicatorCommands } from './features/applicator/commands';
import { applicatorQueries } from './features/applicator/queries';
import { catalogueCommands } from './features/catalogue/commands';
import { catalogueQueries } from './features/catalogue/queries';
import { checkpointCommands } from './features/checkpoints/commands';
import { checkpointQueries } from './features/checkpoints/queries';
import { countReports } from './features/counts/accuracy';
import { causeReports } from './features/counts/cause-brief';
import { countCommands } from './features/counts/commands';
import { countQueries } from './features/counts/queries';
import { exportCommands, exportQueries } from './features/export/contract';
import { importCommands } from './features/import/commands';
import { importQueries } from './features/import/queries';
import { labelCommands } from './features/labels/commands';
import { labelQueries } from './features/labels/queries';
import { orderCommands } from './features/orders/commands';
import { orderQueries } from './features/orders/queries';
import { packingCommands } from './features/packing/commands';
import { packingQueries } from './features/packing/queries';
import { packingReports } from './features/packing/reports';
import { peopleCommands } from './features/people/commands';
import { peopleQueries } from './features/people/queries';
import { printingCommands } from './features/printing/commands';
import { printingQueries } from './features/printing/queries';
import { stockCommands } from './features/stock/commands';
import { stockQueries } from './features/stock/queries';
import { traceQueries } from './features/trace/queries';

const commands = {
  ...applicatorCommands,
  ...catalogueCommands,
  ...checkpointCommands,
  ...countCommands,
  ...exportCommands,
  ...importCommands,
  ...labelCommands,
  ...orderCommands,
  ...packingCommands,
  ...peopleCommands,
  ...printingCommands,
  ...stockCommands,
};

const queries = {
  ...applicatorQueries,
  ...catalogueQueries,
  ...checkpointQueries,
  ...countQueries,
  ...countReports,
  ...causeReports,
  ...exportQueries,
  ...importQueries,
  ...labelQueries,
  ...orderQueries,
  ...packingQueries,
  ...packingReports,
  ...peopleQueries,
  ...printingQueries,
  ...stockQueries,
  ...traceQueries,
};

/** Everything of the features that may cross the process border. A new feature adds its two lines above. */
export const contract: {
  readonly commands: Readonly<Record<string, CommandDefinition>>;
  readonly queries: Readonly<Record<string, QueryDefinition>>;
} = { commands, queries };

/** The same with each name's own types, for the windows. */
export const contractTypes = { commands, queries };
