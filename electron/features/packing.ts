import { packingCommands } from '../../shared/features/packing/commands';
import { packingQueries } from '../../shared/features/packing/queries';
import { packingReports } from '../../shared/features/packing/reports';
import type { Feature } from '../store/types';
import { packingApply } from './packing/apply';
import { orderHistory, todayBoard } from './packing/board';
import { findParcels } from './packing/find-parcels';
import { packingHandlers } from './packing/handlers';
import { parcelRows } from './packing/parcel-rows';
import { periodBoard } from './packing/period';
import { writePeriod } from './packing/period-file';
import { restoredView } from './packing/restored';
import { slipFacts } from './packing/slip';
import { packingSchema } from './packing/schema';
import { cartonChoices, packView } from './packing/view';
import { bookPacking } from './stock/packing';
import { keepPromises } from './stock/reserve';

/** The pack station: orders opened, items verified, parcels weighed, labelled and closed. */
export const packing: Feature = {
  name: 'packing',
  schema: packingSchema,
  apply: packingApply,
  commands: keepPromises(bookPacking(packingHandlers)),
  queries: {
    'packing.current': packView,
    'packing.cartons': cartonChoices,
    'packing.today': todayBoard,
    'packing.parcels': parcelRows,
    'packing.restored': restoredView,
    'packing.history': orderHistory,
    'packing.slip': slipFacts,
    'packing.period': periodBoard,
    'packing.findParcels': findParcels,
  },
  tasks: { 'packing.writePeriod': writePeriod },
  definitions: { commands: packingCommands, queries: { ...packingQueries, ...packingReports } },
};
