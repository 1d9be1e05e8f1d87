import { labelCommands } from '../../shared/features/labels/commands';
import { labelQueries } from '../../shared/features/labels/queries';
import type { Feature } from '../store/types';
import { labelApply, labelSchema } from './labels/apply';
import { labelHandlers } from './labels/handlers';
import { labelReaders } from './labels/readers';

/** Label templates with their versions, and what is printed with them. */
export const labels: Feature = {
  name: 'labels',
  schema: labelSchema,
  apply: labelApply,
  commands: labelHandlers,
  queries: labelReaders,
  definitions: { commands: labelCommands, queries: labelQueries },
};
