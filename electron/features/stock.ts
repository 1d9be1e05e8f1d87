import { stockCommands } from '../../shared/features/stock/commands';
import { stockQueries } from '../../shared/features/stock/queries';
import type { Feature } from '../store/types';
import { stockApply } from './stock/apply';
import { exportStock } from './stock/export-stock';
import { stockHandlers } from './stock/handlers';
import { keepPromises } from './stock/reserve';
import { stockReaders } from './stock/readers';
import { stockSchema } from './stock/schema';
import { closableLedger } from './stock/which-movements';

/** Bins, the ledger of what lies in them, and what somebody should look at. */
export const stock: Feature = {
  name: 'stock',
  schema: stockSchema,
  apply: stockApply,
  commands: keepPromises(stockHandlers),
  queries: stockReaders,
  closable: closableLedger,
  tasks: { 'stock.export': exportStock },
  definitions: { commands: stockCommands, queries: stockQueries },
};
