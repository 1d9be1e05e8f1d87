import { traceQueries } from '../../shared/features/trace/queries';
import type { Feature } from '../store/types';
import { find } from './trace/find';
import { recallOf } from './trace/recall';
import { traceOf } from './trace/view';
import { writeEpcis } from './trace/write-epcis';

/** Where goods came from and where they went; it keeps no tables of its own. */
export const trace: Feature = {
  name: 'trace',
  schema: [],
  apply: {},
  commands: {},
  queries: { 'trace.find': find, 'trace.of': traceOf, 'recall.of': recallOf },
  tasks: { 'trace.epcis': writeEpcis },
  definitions: { commands: {}, queries: traceQueries },
};
