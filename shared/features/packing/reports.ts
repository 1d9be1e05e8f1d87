import { z } from 'zod';
import { defineReport, type QueryDefinition } from '../../feature';
import type { ParcelRow, TodayBoard } from './queries';

/** A civil day of the site. */
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const range = { from: day, to: day };

/** One day of a period. */
export interface PeriodDay {
  readonly day: string;
  readonly parcels: number;
  /** Hours in which somebody closed a parcel, each person's counted: parcels by them are the rate. */
  readonly hours: number;
  readonly orders: number;
  readonly stops: number;
  readonly overrides: number;
}

/** What was done from one day to another, both included. */
export interface PeriodBoard extends Pick<TodayBoard, 'byPerson' | 'stops' | 'overrides' | 'labelSeconds'> {
  /** Days on which something happened, oldest first. */
  readonly days: readonly PeriodDay[];
  readonly parcels: number;
  readonly orders: number;
  readonly shortOrders: number;
  readonly voided: number;
}

export interface FoundParcels {
  /** How many there are, also beyond the rows. */
  readonly total: number;
  /** Newest first. */
  readonly rows: readonly ParcelRow[];
}

/** Questions over much of the record: a report worker answers them. */
export const packingReports = {
  'packing.period': defineReport<PeriodBoard>()({
    params: z.object(range).strict(),
    tables: ['parcels', 'orders', 'packs', 'stops', 'overrides', 'people', 'print_jobs'],
    role: 'supervisor',
  }),
  /**
   * Parcels of all times by any part of their order's number, reference or tote, of their SSCC or number, of the name or
   * company that they go to, or by an exact SKU, GTIN, lot or serial number inside them.
   */
  'packing.findParcels': defineReport<FoundParcels>()({
    params: z.object({ text: z.string().trim().min(2).max(80), from: day.nullable(), to: day.nullable() }).strict(),
    tables: ['parcels', 'orders', 'parcel_items', 'cartons', 'labels', 'people', 'print_jobs'],
    role: 'operator',
  }),
} satisfies Record<string, QueryDefinition>;
