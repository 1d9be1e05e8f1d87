import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { TakeFrom } from '../packing/view';
import type { MissingReason } from '../stock/records';
import { orderInput, type ShipTo } from './records';

const joined = ['orders', 'packs'] as const;

/** Where an order stands for the people in the warehouse. */
export const orderStates = ['waiting', 'packing', 'held', 'packed', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

export interface OrderRow {
  readonly orderId: string;
  readonly number: string;
  readonly tote: string | null;
  readonly state: OrderState;
  readonly version: number;
  readonly service: string;
  readonly cutOffAt: string | null;
  readonly country: string;
  readonly lines: number;
  readonly units: number;
  readonly note: boolean;
  readonly gift: boolean;
  readonly weightKnown: boolean;
  readonly claimedBy: string | null;
  readonly station: string | null;
  readonly short: boolean;
  /** Pieces that the book has for nobody; 0 where nothing of it is in the book at all. */
  readonly missing: number;
  readonly importedAt: string;
}

export interface OrderDetail extends Omit<OrderRow, 'note' | 'gift' | 'lines'> {
  readonly reference: string | null;
  readonly note: string | null;
  readonly gift: string | null;
  /** `null` once the person's data was erased. */
  readonly shipTo: ShipTo | null;
  readonly claimedByName: string | null;
  readonly erased: boolean;
  readonly changedAt: string;
  readonly lines: readonly {
    readonly lineId: string;
    readonly lineNumber: number;
    readonly sku: string;
    readonly name: string;
    readonly picture: string;
    readonly quantity: number;
    readonly lot: string | null;
    readonly note: string | null;
    readonly weightMg: number | null;
    readonly fragile: boolean;
    readonly hazmat: boolean;
    readonly takeFrom: readonly TakeFrom[];
    readonly missing: { readonly quantity: number; readonly why: MissingReason } | null;
  }[];
  readonly changes: readonly {
    readonly version: number;
    readonly at: string;
    readonly summary: readonly {
      readonly code: string;
      readonly sku?: string;
      readonly before?: string;
      readonly after?: string;
    }[];
  }[];
}

export interface OrderCount {
  readonly service: string;
  readonly cutOffAt: string | null;
  readonly waiting: number;
  readonly packing: number;
  readonly held: number;
  readonly packed: number;
}

/** So many orders are asked about at once. */
export const mostAskedOrders = 1000;

export const orderQueries = {
  /** Work by cut-off, then number; the past newest first. `search`: start of number or reference, a whole tote or SKU. */
  'orders.list': defineQuery<{ readonly total: number; readonly rows: readonly OrderRow[] }>()({
    params: z
      .object({
        state: z.enum([...orderStates, 'open', 'missing', 'all']).default('open'),
        search: z.string().max(80).default(''),
        service: z.string().max(40).nullable().default(null),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .nullable()
          .default(null),
        /** Only orders whose cut-off is at or before this instant (UTC ISO). */
        cutOffUntil: z.string().max(30).nullable().default(null),
        offset: z.number().int().min(0).default(0),
        limit: z.number().int().min(1).max(500).default(100),
      })
      .strict(),
    tables: [...joined, 'order_lines', 'stock_missing'],
    role: 'operator',
  }),
  'orders.detail': defineQuery<OrderDetail | null>()({
    params: z.object({ orderId: z.string().min(1).max(100) }).strict(),
    tables: [
      ...joined,
      'order_lines',
      'order_changes',
      'items',
      'people',
      'stock_reservations',
      'stock_missing',
      'stock_goods',
      'stock_accounts',
    ],
    role: 'operator',
  }),
  /** Orders that are not cancelled, by service and cut-off; packed ones since `packedSince` (UTC ISO) only. */
  'orders.counts': defineQuery<readonly OrderCount[]>()({
    params: z.object({ packedSince: z.string().max(30).nullable().default(null) }).strict(),
    tables: joined,
    role: 'operator',
  }),
  /** How many of these orders would change something if they were imported now. */
  'orders.compare': defineQuery<{ readonly different: readonly string[] }>()({
    params: z.object({ orders: z.array(orderInput).max(100) }).strict(),
    tables: [...joined, 'order_lines'],
    role: 'supervisor',
  }),
  /** Those of these orders whose customers are erased. */
  'orders.erased': defineQuery<readonly string[]>()({
    params: z.object({ orderIds: z.array(z.string().max(100)).max(mostAskedOrders) }).strict(),
    tables: ['orders'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
