import { z } from 'zod';
import { defineQuery, defineReport, type QueryDefinition } from '../../feature';
import type { Failure } from '../../result';
import { batchSize } from '../import/file';
import { stockRow } from './commands';
import {
  locationCode,
  unitCode,
  type Goods,
  type HoldKind,
  type LocationKind,
  type LocationRecord,
  type MissingReason,
  type MovementKind,
  type Rotation,
  type Shelf,
  type TaskKind,
} from './records';
import type { Standing } from './standing';

const page = {
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
};
const sku = z.string().min(1).max(60);
const standingTables = [
  'stock_balances',
  'stock_goods',
  'stock_accounts',
  'stock_reservations',
  'stock_holds',
  'stock_locations',
  'stock_unseen',
  'stock_dated',
  'stock_promised',
] as const;

/** Pieces of a SKU over all shelves, by how far they can be counted on. */
export type StandingTotals = Readonly<Record<Standing, number>>;

export interface SkuStock {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly onHand: number;
  readonly totals: StandingTotals;
}

export interface BalanceRow extends Goods, Shelf {
  readonly name: string;
  readonly picture: string;
  readonly quantity: number;
  /** Of these, what is promised to orders. */
  readonly reserved: number;
  /** What keeps them in the house, whatever their status. */
  readonly hold: HoldKind | null;
  readonly standing: Standing;
  /** UTC; since when the oldest of them is here in the house. */
  readonly since: string;
}

export interface BinRow extends LocationRecord {
  readonly quantity: number;
  /** How many kinds of goods lie there. */
  readonly goods: number;
  /** Pieces that must not be counted on although they are booked as available. */
  readonly blocked: number;
  readonly tasks: number;
  /** It is counted blind: whoever counts is not told what lies there. */
  readonly unseen: boolean;
}

export interface ZoneRow {
  readonly site: string;
  readonly zone: string;
  readonly bins: number;
  readonly filled: number;
  readonly quantity: number;
}

export interface MovementRow extends Goods {
  readonly n: number;
  readonly line: number;
  readonly at: string;
  readonly kind: MovementKind;
  readonly name: string;
  readonly quantity: number;
  /** A bin's code, or a counter account as `@supplier`. */
  readonly from: string;
  readonly fromStatus: string | null;
  readonly to: string;
  readonly toStatus: string | null;
  readonly unit: string | null;
  readonly reason: string | null;
  readonly document: string | null;
  readonly person: string | null;
  readonly station: string;
  readonly undoes: number | null;
  readonly undoneBy: number | null;
}

export interface HoldRow {
  readonly holdId: string;
  readonly sku: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly kind: HoldKind;
  readonly reason: string;
  readonly at: string;
}

export interface LowRow {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly available: number;
  readonly minimum: number;
  /** Pieces that lie there and must not be counted on: held, past their day or in quarantine. */
  readonly blocked: number;
}

export interface CustomerRow {
  readonly customer: string;
  readonly minDaysLeft: number;
}

/** Pieces of a SKU that are promised to an order, or that it waits for. */
export interface ReservationRow {
  readonly orderId: string;
  readonly number: string;
  readonly cutOffAt: string | null;
  /** `null`: none is promised, for the reason in `why`. */
  readonly location: string | null;
  readonly lot: string | null;
  readonly quantity: number;
  readonly why: MissingReason | null;
  /** Promised before a hold, and not given back yet. */
  readonly hold: HoldKind | null;
  /** Off its shelf: it waits for the packer. */
  readonly picked: boolean;
}

export interface KitItem {
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  /** In one kit. */
  readonly quantity: number;
  readonly needsLot: boolean;
  readonly needsSerial: boolean;
  readonly needsExpiry: boolean;
}

export interface KitView extends KitItem {
  readonly parts: readonly KitItem[];
}

/** A pallet or tote with what is in it, and in the units that stand in it. */
export interface UnitView {
  readonly unit: string;
  readonly location: string;
  /** The unit that it stands in. */
  readonly parent: string | null;
  /** Units that stand in it, the nearest first. */
  readonly inside: readonly { readonly unit: string; readonly parent: string; readonly pieces: number }[];
  readonly rows: readonly BalanceRow[];
}

/** Goods on a shelf that are promised to an order and not picked yet. */
export interface PickStop {
  readonly location: string;
  readonly unit: string | null;
  readonly sku: string;
  readonly name: string;
  readonly picture: string;
  readonly lot: string | null;
  readonly expiry: string | null;
  readonly quantity: number;
}

export interface PickList {
  readonly orderId: string;
  readonly number: string;
  /** The box or tote that the order goes through the house in, as its file named it. */
  readonly tote: string | null;
  /** Neither cancelled nor on hold nor packed. */
  readonly isOpen: boolean;
  /** In walking order. */
  readonly stops: readonly PickStop[];
  /** Pieces that wait in totes and on pack places. */
  readonly picked: number;
  /** Pieces that the book has for nobody. */
  readonly missing: number;
}

export interface StockTaskRow {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly location: string | null;
  readonly sku: string;
  readonly name: string;
  readonly lot: string | null;
  readonly quantity: number;
  readonly document: string | null;
  readonly at: string;
}

/** What a scan is to whoever handles or counts goods. */
export interface StockMeaning {
  readonly location: { readonly location: string; readonly checkDigits: string; readonly kind: LocationKind } | null;
  readonly items: readonly {
    readonly sku: string;
    readonly name: string;
    readonly picture: string;
    readonly quantity: number;
    /** Each piece has a serial number of its own. */
    readonly isSerial: boolean;
  }[];
  /** A pallet or tote with goods in it. */
  readonly unit: {
    readonly unit: string;
    readonly location: string;
    readonly pieces: number;
    readonly kinds: number;
  } | null;
  /** SSCC of a unit that nothing is in yet. */
  readonly freeUnit: string | null;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly expiry: string | null;
  readonly failure: Failure | null;
}

export const stockQueries = {
  'stock.meaning': defineQuery<StockMeaning>()({
    params: z
      .object({ data: z.string().min(1).max(4096), aim: z.string().max(3).nullable(), at: z.number().int() })
      .strict(),
    tables: ['stock_units', ...standingTables, 'items', 'barcodes', 'cartons', 'labels', 'parcels', 'orders'],
    role: 'operator',
  }),
  /** SKUs that are or were in the book, by name. */
  'stock.skus': defineQuery<{
    readonly total: number;
    readonly offset: number;
    readonly rows: readonly SkuStock[];
  }>()({
    params: z
      .object({ search: z.string().max(80).default(''), filter: z.enum(['all', 'none-left']).default('all'), ...page })
      .strict(),
    tables: ['stock_totals', 'stock_skus', ...standingTables, 'items', 'barcodes'],
    role: 'operator',
  }),
  'stock.ofSku': defineQuery<readonly BalanceRow[]>()({
    params: z.object({ sku }).strict(),
    tables: [...standingTables, 'items'],
    role: 'operator',
  }),
  'stock.atLocation': defineQuery<{
    readonly bin: BinRow;
    readonly rows: readonly BalanceRow[];
  } | null>()({
    params: z.object({ location: locationCode }).strict(),
    tables: [...standingTables, 'stock_bins', 'stock_tasks', 'items'],
    role: 'operator',
  }),
  /** What is still to be picked for an order, by its number or tote; `null`: there is no such order. */
  'stock.pickList': defineQuery<PickList | null>()({
    params: z.object({ code: z.string().min(1).max(80) }).strict(),
    tables: [...standingTables, 'stock_missing', 'items', 'orders', 'packs'],
    role: 'operator',
  }),
  /**
   * What a part of a file corrects in the book, in minor units together with `minor` of the parts before it; and whether that is
   * more than whoever brings it may correct alone.
   */
  'stock.fileCorrection': defineQuery<{ readonly minor: number; readonly tooMuch: boolean }>()({
    params: z
      .object({
        fileId: z.string().max(100),
        stock: z.array(stockRow).max(batchSize),
        minor: z.number().int().min(0),
      })
      .strict(),
    tables: ['stock_balances', 'stock_totals', 'stock_movements', 'items', 'import_held'],
    role: 'supervisor',
  }),
  /** What a SKU is made of; `null`: it is no kit. */
  'stock.kit': defineQuery<KitView | null>()({
    params: z.object({ sku }).strict(),
    tables: ['stock_kits', 'items'],
    role: 'operator',
  }),
  /** `null`: nothing is known to be in it. */
  'stock.unit': defineQuery<UnitView | null>()({
    params: z.object({ unit: unitCode }).strict(),
    tables: [...standingTables, 'stock_units', 'items', 'parcels'],
    role: 'operator',
  }),
  'stock.zones': defineQuery<readonly ZoneRow[]>()({
    params: z.object({}).strict(),
    tables: ['stock_locations', 'stock_bins', 'stock_unseen'],
    role: 'operator',
  }),
  /** Every bin of a zone, in walking order. */
  'stock.map': defineQuery<readonly BinRow[]>()({
    params: z.object({ site: z.string().max(60), zone: z.string().max(20) }).strict(),
    tables: [...standingTables, 'stock_bins', 'stock_tasks'],
    role: 'operator',
  }),
  /** Newest first; `before` is the place of the last one seen. */
  'stock.movements': defineQuery<readonly MovementRow[]>()({
    params: z
      .object({
        sku: sku.nullable().default(null),
        location: locationCode.nullable().default(null),
        before: z.number().int().min(1).nullable().default(null),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .strict(),
    tables: ['stock_movements', 'stock_goods', 'stock_accounts', 'stock_undone', 'stock_unseen', 'items', 'people'],
    role: 'operator',
  }),
  /** What expires within so many days, the soonest first; what is past its day comes first of all. */
  'stock.expiring': defineQuery<readonly BalanceRow[]>()({
    params: z.object({ days: z.number().int().min(0).max(3650), limit: page.limit }).strict(),
    tables: [...standingTables, 'items'],
    role: 'operator',
  }),
  /** What has been in the house the longest. */
  'stock.ageing': defineQuery<readonly BalanceRow[]>()({
    params: z.object({ limit: page.limit }).strict(),
    tables: [...standingTables, 'items'],
    role: 'operator',
  }),
  /** SKUs of which fewer are available than their rule wants. */
  'stock.low': defineQuery<readonly LowRow[]>()({
    params: z.object({ limit: page.limit }).strict(),
    tables: ['stock_rules', 'stock_totals', ...standingTables, 'items'],
    role: 'operator',
  }),
  /** What of a SKU is held back, recalls first. */
  'stock.holds': defineQuery<readonly HoldRow[]>()({
    params: z.object({ sku }).strict(),
    tables: ['stock_holds'],
    role: 'operator',
  }),
  /** For whom pieces of a SKU are reserved and who waits for more, whoever is due first coming first. */
  'stock.reservations': defineQuery<readonly ReservationRow[]>()({
    params: z.object({ sku, limit: page.limit }).strict(),
    tables: [
      'stock_reservations',
      'stock_missing',
      'stock_holds',
      'stock_goods',
      'stock_accounts',
      'stock_unseen',
      'orders',
    ],
    role: 'operator',
  }),
  /** Bins that are counted blind and of which whoever asks is told nothing. */
  'stock.unseen': defineQuery<number>()({ params: z.object({}).strict(), tables: ['stock_unseen'], role: 'operator' }),
  /** Customers that want more days left on their goods than the items say. */
  'stock.customers': defineQuery<readonly CustomerRow[]>()({
    params: z.object({}).strict(),
    tables: ['stock_customers'],
    role: 'operator',
  }),
  /** Whose goods are or were in the book beside our own, by name. */
  'stock.owners': defineQuery<readonly string[]>()({
    params: z.object({}).strict(),
    tables: ['stock_goods'],
    role: 'operator',
  }),
  'stock.rule': defineQuery<{ readonly rotation: Rotation; readonly minimum: number | null }>()({
    params: z.object({ sku }).strict(),
    tables: ['stock_rules'],
    role: 'operator',
  }),
  /** What lay where at a moment of the past: today's stock, with every movement since then taken back. */
  'stock.asOf': defineReport<{
    readonly rows: readonly BalanceRow[];
    readonly pieces: number;
    readonly more: boolean;
  }>()({
    params: z.object({ at: z.iso.datetime(), sku: sku.nullable().default(null), limit: page.limit }).strict(),
    tables: [...standingTables, 'stock_movements', 'items'],
    role: 'supervisor',
  }),
  'stock.tasks': defineQuery<{ readonly total: number; readonly rows: readonly StockTaskRow[] }>()({
    params: z.object({ ...page }).strict(),
    tables: ['stock_tasks', 'stock_unseen', 'items'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
