import { applicatorCommands } from '../../shared/features/applicator/commands';
import { applicatorQueries } from '../../shared/features/applicator/queries';
import type { Feature } from '../store/types';
import { applicatorApply, applicatorSchema } from './applicator/apply';
import { applicatorHandlers } from './applicator/handlers';
import { lineNow, lineView } from './applicator/readers';
import { bookPacking } from './stock/packing';
import { keepPromises } from './stock/reserve';

/** Print-and-apply lines: what came, the one label it got, and what was read on it. */
export const applicator: Feature = {
  name: 'applicator',
  schema: applicatorSchema,
  apply: applicatorApply,
  // A parcel is closed here when its label was read: its goods leave the book as at the bench.
  commands: keepPromises(bookPacking(applicatorHandlers)),
  queries: { 'applicator.now': lineNow, 'applicator.line': lineView },
  definitions: { commands: applicatorCommands, queries: applicatorQueries },
};
