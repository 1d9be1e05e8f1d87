import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '../../feature';
import { batchFields, batchSize, type ImportCounts } from '../import/file';
import { approval } from '../packing/commands';
import { cartonRecord, dunnageRecord, itemInput } from './records';

const id = z.string().min(1).max(60);

export const catalogueImport = z
  .object({
    ...batchFields,
    items: z.array(itemInput).max(batchSize),
    cartons: z.array(cartonRecord).max(batchSize),
    dunnage: z.array(dunnageRecord).max(batchSize),
  })
  .strict();
export type CatalogueImport = z.infer<typeof catalogueImport>;

export const catalogueCommands = {
  /** A batch of a checked file. Unchanged records write nothing. */
  'catalogue.import': defineCommand<ImportCounts>()({ input: catalogueImport, origin: 'trusted', role: 'supervisor' }),
  /**
   * Binds a scanned code to a SKU. A supervisor's own act, or an operator's with a supervisor's approval. A code that
   * means another SKU already is refused (`barcode-taken`) unless `alsoFor` says that it may mean both.
   */
  'catalogue.teachBarcode': defineCommand<{ readonly sku: string; readonly name: string; readonly code: string }>()({
    input: z
      .object({
        code: z.string().min(1).max(200),
        sku: id,
        quantity: z.number().int().min(1).max(9999),
        alsoFor: z.boolean().default(false),
        approval: approval.nullable(),
      })
      .strict(),
    origin: 'trusted',
    role: 'operator',
  }),
  /** Counted stock of a carton or mailer; `null` stops counting it. */
  'catalogue.setCartonStock': defineCommand<null>()({
    input: z.object({ cartonId: id, stock: z.number().int().min(0).max(10_000_000).nullable() }).strict(),
    origin: 'window',
    role: 'supervisor',
  }),
} satisfies Record<string, CommandDefinition>;
