import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { Size } from '../../units';
import type { CartonRecord, DunnageRecord, ItemRecord } from './records';

const none = z.object({}).strict();
const itemTables = ['items', 'barcodes', 'weight_models'] as const;

/** What weighed parcels taught of one piece; `null` while nothing can be expected of it. */
export interface LearnedWeight {
  readonly weightMg: number;
  readonly parcels: number;
}

export interface CatalogueRow {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly category: string | null;
  readonly weightMg: number | null;
  readonly learned: LearnedWeight | null;
  readonly size: Size | null;
  readonly needsLot: boolean;
  readonly needsSerial: boolean;
  readonly needsExpiry: boolean;
  readonly fragile: boolean;
  readonly hazmat: boolean;
  readonly retired: boolean;
  readonly barcodes: number;
  /** Known from an order only. */
  readonly mentionedOnly: boolean;
}

export interface CatalogueItem extends ItemRecord {
  readonly mentionedOnly: boolean;
  readonly learned: LearnedWeight | null;
  readonly taught: readonly { readonly code: string; readonly quantity: number; readonly taughtBy: string | null }[];
}

export interface BarcodeMatch {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly quantity: number;
  readonly retired: boolean;
}

export const catalogueQueries = {
  /** Items by text in SKU or name, or by exact barcode; ordered by name. */
  'catalogue.list': defineQuery<{
    readonly total: number;
    /** Place of the first row among all. */
    readonly offset: number;
    readonly rows: readonly CatalogueRow[];
  }>()({
    params: z
      .object({
        search: z.string().max(80).default(''),
        filter: z
          .enum(['all', 'weight-missing', 'size-missing', 'mentioned-only', 'ambiguous', 'retired'])
          .default('all'),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .strict(),
    tables: itemTables,
    role: 'operator',
  }),
  'catalogue.item': defineQuery<CatalogueItem | null>()({
    params: z.object({ sku: z.string().min(1).max(60) }).strict(),
    tables: itemTables,
    role: 'operator',
  }),
  /** What a code may mean: none, one, or several SKUs to choose from by picture. */
  'catalogue.byBarcode': defineQuery<readonly BarcodeMatch[]>()({
    params: z.object({ code: z.string().min(1).max(200) }).strict(),
    tables: itemTables,
    role: 'operator',
  }),
  'catalogue.cartons': defineQuery<readonly CartonRecord[]>()({ params: none, tables: ['cartons'], role: 'operator' }),
  'catalogue.dunnage': defineQuery<readonly DunnageRecord[]>()({ params: none, tables: ['dunnage'], role: 'operator' }),
  'catalogue.counts': defineQuery<{
    readonly items: number;
    readonly weightMissing: number;
    readonly mentionedOnly: number;
    readonly cartons: number;
    readonly dunnage: number;
  }>()({ params: none, tables: ['items', 'cartons', 'dunnage'], role: 'operator' }),
} satisfies Record<string, QueryDefinition>;
