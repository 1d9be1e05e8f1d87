import { countReports } from '../../shared/features/counts/accuracy';
import { causeReports } from '../../shared/features/counts/cause-brief';
import { countCommands } from '../../shared/features/counts/commands';
import { countQueries } from '../../shared/features/counts/queries';
import type { Feature } from '../store/types';
import { keepPromises } from './stock/reserve';
import { countAccuracy } from './counts/accuracy';
import { causesOfCount } from './counts/cause-facts';
import { countsApply } from './counts/apply';
import { countsHandlers } from './counts/handlers';
import { countsReaders } from './counts/readers';
import { countsSchema } from './counts/schema';

/** What really lies in the bins, by scans or RFID, and what becomes of the differences to the book. */
export const counts: Feature = {
  name: 'counts',
  schema: countsSchema,
  apply: countsApply,
  commands: keepPromises(countsHandlers),
  queries: { ...countsReaders, 'counts.accuracy': countAccuracy, 'counts.causes': causesOfCount },
  definitions: { commands: countCommands, queries: { ...countQueries, ...countReports, ...causeReports } },
};
