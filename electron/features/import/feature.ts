import { importCommands } from '../../../shared/features/import/commands';
import { importQueries } from '../../../shared/features/import/queries';
import type { Feature } from '../../store/types';
import { importApply } from './apply';
import { importHandlers } from './handlers';
import { importReaders } from './readers';
import { importSchema } from './schema';

/** Files that came in, mappings of their headers, and the inbox of what could not come in. */
export const importing: Feature = {
  name: 'import',
  schema: importSchema,
  apply: importApply,
  commands: importHandlers,
  queries: importReaders,
  definitions: { commands: importCommands, queries: importQueries },
};
