import { catalogueCommands } from '../../shared/features/catalogue/commands';
import { catalogueQueries } from '../../shared/features/catalogue/queries';
import type { Feature } from '../store/types';
import { catalogueApply } from './catalogue/apply';
import { catalogueHandlers } from './catalogue/handlers';
import { catalogueReaders } from './catalogue/readers';
import { catalogueSchema } from './catalogue/schema';

/** Items with their barcodes, cartons and mailers, dunnage. */
export const catalogue: Feature = {
  name: 'catalogue',
  schema: catalogueSchema,
  apply: catalogueApply,
  commands: catalogueHandlers,
  queries: catalogueReaders,
  definitions: { commands: catalogueCommands, queries: catalogueQueries },
};
