import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { CartonChoice, PackView } from './view';

const none = z.object({}).strict();
const packTables = [
  // What is in the box of an item that goes by lot pins the lot of its line.
  'stock_rules',
  'labels',
  'packs',
  'parcels',
  'parcel_items',
  'parcel_dunnage',
  'orders',
  'order_lines',
  'items',
  'cartons',
  'dunnage',
  'print_jobs',
  'shorts',
  'weight_models',
  'barcodes',
] as const;

/** Figures of the Today board for the site's day. */
export interface TodayBoard {
  readonly day: string;
  readonly parcelsClosed: number;
  readonly ordersPacked: number;
  readonly ordersOpen: number;
  readonly ordersHeld: number;
  /** By local hour 0–23. */
  readonly parcelsByHour: readonly number[];
  readonly byPerson: readonly {
    readonly personId: string;
    readonly name: string;
    readonly parcels: number;
    readonly hours: number;
  }[];
  readonly byCutOff: readonly {
    readonly service: string;
    readonly cutOffAt: string | null;
    readonly open: number;
    readonly packed: number;
  }[];
  readonly stops: readonly { readonly code: string; readonly count: number }[];
  readonly overrides: readonly {
    readonly at: string;
    readonly action: string;
    readonly order: string;
    readonly person: string;
    readonly supervisor: string;
    readonly reason: string;
  }[];
  /** Seconds from the last item scan to the label's print proof: median and 95th percentile of the day, or null. */
  readonly labelSeconds: { readonly median: number | null; readonly p95: number | null };
}

export interface HistoryRow {
  readonly n: number;
  readonly at: string;
  readonly type: string;
  readonly person: string | null;
  readonly station: string;
  readonly order: string | null;
  readonly parcelSequence: number | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

export interface ParcelRow {
  readonly parcelId: string;
  readonly order: string;
  readonly sequence: number;
  readonly state: string;
  readonly sscc: string | null;
  readonly parcelNumber: string | null;
  readonly weightText: string | null;
  readonly weightSource: string | null;
  readonly carton: string | null;
  readonly closedAt: string | null;
  readonly person: string | null;
  readonly copy: number | null;
  readonly labelSha256: string | null;
  /** From the last item to the proof that the label is out; `null` before. */
  readonly labelSeconds: number | null;
}

/** The newest restore, and the orders that still wait for a supervisor's word. */
/** Who had a backup put in place, how they were known, and whether this station had signed it. */
export interface RestoredBy {
  readonly folder: string;
  readonly origin: 'own' | 'other' | 'unsigned';
  readonly way: 'signed-in' | 'pin' | 'code' | 'command-line';
  /** Of the system, where the command line did it. */
  readonly user: string | null;
  readonly personId: string | null;
}

export interface RestoredView {
  readonly at: string;
  readonly backupAt: string;
  /** `null` in the record of versions before. */
  readonly by: RestoredBy | null;
  readonly waiting: number;
  /** Numbers of the first of them. */
  readonly numbers: readonly string[];
}

/** What stands on a packing slip, without its words. */
export interface SlipFacts {
  readonly order: string;
  readonly reference: string | null;
  readonly date: string;
  readonly shipFrom: { readonly name: string; readonly lines: readonly string[] };
  readonly shipTo: readonly string[];
  readonly gift: string | null;
  readonly lines: readonly {
    readonly sku: string;
    readonly name: string;
    readonly ordered: number;
    readonly shipped: number;
    readonly short: number;
    readonly marks: readonly string[];
  }[];
  readonly parcels: readonly {
    readonly sequence: number;
    readonly code: string;
    readonly weight: string | null;
    readonly carton: string | null;
  }[];
  readonly demo: boolean;
}

export const packingQueries = {
  'packing.slip': defineQuery<SlipFacts | null>()({
    params: z.object({ packId: z.string().min(1).max(100) }).strict(),
    tables: packTables,
    role: 'operator',
  }),
  /** The pack that this station has open, or `null`. */
  'packing.current': defineQuery<PackView | null>()({
    params: none,
    tables: [...packTables, 'stock_reservations', 'stock_missing'],
    role: 'operator',
  }),
  'packing.cartons': defineQuery<readonly CartonChoice[]>()({
    params: z.object({ parcelId: z.string().min(1).max(100) }).strict(),
    tables: packTables,
    role: 'operator',
  }),
  'packing.today': defineQuery<TodayBoard>()({
    params: none,
    tables: ['packs', 'parcels', 'orders', 'stops', 'overrides', 'people', 'print_jobs'],
    role: 'operator',
  }),
  'packing.parcels': defineQuery<readonly ParcelRow[]>()({
    params: z
      .object({ search: z.string().max(80).default(''), limit: z.number().int().min(1).max(500).default(100) })
      .strict(),
    tables: ['parcels', 'packs', 'orders', 'print_jobs', 'cartons', 'labels', 'people'],
    role: 'operator',
  }),
  'packing.restored': defineQuery<RestoredView | null>()({
    params: none,
    tables: ['restores', 'restored_holds', 'orders'],
    role: 'operator',
  }),
  /** The record of one order: every event with who, when and what was measured. */
  'packing.history': defineQuery<readonly HistoryRow[]>()({
    params: z.object({ orderId: z.string().min(1).max(100) }).strict(),
    tables: ['pack_history', 'people', 'orders', 'parcels'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
