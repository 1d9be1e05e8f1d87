import { packingCommands } from '../../shared/features/packing/commands';
import { packingQueries } from '../../shared/features/packing/queries';
import type { Feature } from '../store/types';
import { packingApply } from './packing/apply';
import { orderHistory, parcelRows, todayBoard } from './packing/board';
import { packingHandlers } from './packing/handlers';
import { restoredView } from './packing/restored';
import { slipFacts } from './packing/slip';
import { packingSchema } from './packing/schema';
import { cartonChoices, packView } from './packing/view';

/** The pack station: orders opened, items verified, parcels weighed, labelled and closed. */
export const packing: Feature = {
  name: 'packing',
  schema: packingSchema,
  apply: packingApply,
  commands: packingHandlers,
  queries: {
    'packing.current': packView,
    'packing.cartons': cartonChoices,
    'packing.today': todayBoard,
    'packing.parcels': parcelRows,
    'packing.restored': restoredView,
    'packing.history': orderHistory,
    'packing.slip': slipFacts,
  },
  definitions: { commands: packingCommands, queries: packingQueries },
};
