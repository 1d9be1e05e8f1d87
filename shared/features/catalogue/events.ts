import { z } from 'zod';
import type { FeatureEvent } from '../../feature';
import { cartonRecord, dunnageRecord, itemRecord } from './records';

/** Everything that the catalogue writes into the record, by type. */
export const catalogueEvents = {
  /** The item as it is from now on, whole; barcodes that a person taught stay beside those listed. */
  'v1.catalogue.itemImported': z.object({ item: itemRecord, fileId: z.string() }),
  /** An order named a SKU that the catalogue lacks: what the order's line says of it, until a catalogue file says more. */
  'v1.catalogue.itemMentioned': z.object({ item: itemRecord, fileId: z.string() }),
  'v1.catalogue.cartonImported': z.object({ carton: cartonRecord, fileId: z.string() }),
  'v1.catalogue.dunnageImported': z.object({ dunnage: dunnageRecord, fileId: z.string() }),
  'v1.catalogue.barcodeTaught': z.object({
    code: z.string(),
    sku: z.string(),
    quantity: z.number().int(),
    kind: z.enum(['gtin', 'other']),
    taughtBy: z.string().nullable(),
    supervisor: z.string(),
  }),
  'v1.catalogue.cartonStockSet': z.object({
    cartonId: z.string(),
    stock: z.number().int().nullable(),
    before: z.number().int().nullable(),
  }),
} as const;

export type CatalogueEventType = keyof typeof catalogueEvents;
export type CatalogueEventData<T extends CatalogueEventType> = z.infer<(typeof catalogueEvents)[T]>;

export const catalogueEvent = <T extends CatalogueEventType>(type: T, data: CatalogueEventData<T>): FeatureEvent => ({
  type,
  data,
});
