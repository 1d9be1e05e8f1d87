import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { HistoryRow, ParcelRow } from '../packing/queries';
import type { BalanceRow, HoldRow } from '../stock/queries';
import type { MovementKind } from '../stock/records';
import type { FlowLink } from './flow';

const id = z.string().min(1).max(60);

/** What is followed: a lot, one piece, or a parcel or handling unit. */
export const traceSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('lot'), sku: id, lot: id }).strict(),
  z.object({ kind: z.literal('serial'), sku: id, serial: id }).strict(),
  z.object({ kind: z.literal('unit'), unit: id }).strict(),
]);
export type TraceSubject = z.infer<typeof traceSubject>;

/** One answer to a scan or a typed text. */
export interface TraceFound {
  readonly subject: TraceSubject;
  /** The item, or what people call the parcel. */
  readonly name: string;
  readonly picture: string | null;
}

/** A parcel as people call it. */
export interface UnitName {
  readonly order: string;
  readonly parcel: number;
}

export interface TracePlace {
  /** A bin's code, or a counter account as `@supplier`. */
  readonly location: string;
  readonly status: string | null;
  readonly unit: string | null;
  readonly parcel: UnitName | null;
}

export interface TraceStep {
  readonly n: number;
  readonly line: number;
  readonly at: string;
  readonly kind: MovementKind;
  readonly sku: string;
  readonly name: string;
  readonly lot: string | null;
  readonly serial: string | null;
  readonly quantity: number;
  readonly from: TracePlace;
  readonly to: TracePlace;
  readonly reason: string | null;
  readonly document: string | null;
  readonly person: string | null;
  readonly station: string;
  readonly undoneBy: number | null;
}

export interface TraceParcel {
  readonly row: ParcelRow;
  readonly quantity: number;
}

export interface TraceView {
  readonly subject: TraceSubject;
  readonly name: string;
  readonly picture: string | null;
  readonly expiry: string | null;
  readonly steps: readonly TraceStep[];
  /** Steps in all; the first ones are shown. */
  readonly total: number;
  readonly flow: readonly FlowLink[];
  readonly shelves: readonly BalanceRow[];
  readonly parcels: readonly TraceParcel[];
  /** What packing wrote down of a parcel: who, where, the weight, the label. */
  readonly events: readonly HistoryRow[];
}

/** Somebody who has pieces of a lot. */
export interface RecallParcel {
  readonly parcelId: string;
  readonly orderId: string;
  readonly order: string;
  readonly sequence: number;
  readonly state: string;
  readonly sscc: string | null;
  readonly number: string | null;
  readonly quantity: number;
  /** Kits that pieces of it may be in, beside those. */
  readonly kits: number;
  /** UTC, ISO; `null` while it is open. */
  readonly closedAt: string | null;
  readonly country: string;
  /** `null` once the customer was erased, or where the order had no address. */
  readonly customer: { readonly name: string; readonly address: string; readonly phone: string | null } | null;
}

/** Orders whose customers a paper with these parcels names. */
export const ordersNamedIn = (parcels: readonly RecallParcel[]): readonly string[] =>
  parcels.flatMap(({ orderId, customer }) => (customer === null ? [] : orderId));

/** Pieces of a lot by where they went; they add up to what came in. */
export interface RecallFigures {
  readonly received: number;
  readonly onShelf: number;
  readonly shipped: number;
  readonly scrapped: number;
  /** Missing without a reason; below zero: found without one. */
  readonly unexplained: number;
  /** Into kits, and to other sites. */
  readonly other: number;
  /** Of those shipped, in parcels that are known by name. */
  readonly inParcels: number;
}

export interface RecallView {
  readonly sku: string;
  readonly lot: string;
  readonly name: string;
  readonly picture: string | null;
  readonly expiry: string | null;
  readonly figures: RecallFigures;
  readonly shelves: readonly BalanceRow[];
  readonly parcels: readonly RecallParcel[];
  readonly parcelsTotal: number;
  /** Holds and recalls in force on it. */
  readonly holds: readonly HoldRow[];
  /** How long the search took. */
  readonly ms: number;
}

const goodsTables = [
  'stock_movements',
  'stock_goods',
  'stock_accounts',
  'stock_balances',
  'stock_undone',
  'stock_holds',
] as const;
const parcelTables = ['parcels', 'parcel_items', 'labels', 'packs'] as const;

export const traceQueries = {
  'trace.find': defineQuery<readonly TraceFound[]>()({
    params: z
      .object({ text: z.string().min(1).max(4096), aim: z.string().max(3).nullable(), at: z.number().int() })
      .strict(),
    tables: ['stock_goods', 'stock_accounts', 'parcel_items', 'parcels', 'orders', 'items', 'barcodes'],
    role: 'supervisor',
  }),
  'trace.of': defineQuery<TraceView>()({
    params: z.object({ subject: traceSubject, limit: z.number().int().min(1).max(2000).default(300) }).strict(),
    tables: [...goodsTables, ...parcelTables, 'pack_history', 'items', 'people'],
    role: 'supervisor',
  }),
  'recall.of': defineQuery<RecallView>()({
    params: z
      .object({
        sku: id,
        lot: id,
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(1000).default(200),
      })
      .strict(),
    tables: [...goodsTables, ...parcelTables, 'orders', 'items'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
