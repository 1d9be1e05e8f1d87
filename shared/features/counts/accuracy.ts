import { z } from 'zod';
import { defineReport, type QueryDefinition } from '../../feature';
import { day } from '../packing/reports';

/** How much was counted, and how much of it the book had rightly. */
export interface Counted {
  /** One item in one bin; of a count by RFID, one item in all of its bins. */
  readonly lines: number;
  readonly right: number;
  /** Pieces in the book, and counted. */
  readonly book: number;
  readonly counted: number;
  /** Pieces too many and too few, added up and set off against each other; the same in money. */
  readonly off: number;
  readonly net: number;
  readonly bookMinor: number;
  readonly offMinor: number;
  readonly netMinor: number;
}

/** What postings took from the book and gave to it. */
export interface Booked {
  readonly lost: number;
  readonly gained: number;
  readonly lostMinor: number;
  readonly gainedMinor: number;
}

export interface AccuracyDay extends Counted, Booked {
  /** Civil day of the posting. */
  readonly day: string;
}

export interface AccuracyPerson {
  readonly personId: string;
  readonly name: string;
  readonly lines: number;
  /** Not found otherwise by a recount, and not thrown out by a supervisor who let the book stand. */
  readonly right: number;
  readonly pieces: number;
  /** Lines that somebody else has counted again. */
  readonly checked: number;
}

/** What counts that were posted from one day to another say of the book, of the goods and of those who counted. */
export interface CountAccuracy {
  readonly counts: number;
  readonly total: Counted & Booked;
  /** Oldest first. */
  readonly days: readonly AccuracyDay[];
  /** `zone`: `null` where a count by RFID went over several zones. */
  readonly zones: readonly (Counted & { readonly site: string; readonly zone: string | null })[];
  readonly items: readonly (Counted & { readonly sku: string; readonly name: string })[];
  readonly people: readonly AccuracyPerson[];
  readonly reasons: readonly (Booked & { readonly reason: string })[];
  /** Lines and bookings of goods without a value in the catalogue: they are in the pieces and not in the money. */
  readonly unvalued: number;
}

export const countReports = {
  'counts.accuracy': defineReport<CountAccuracy>()({
    params: z.object({ from: day, to: day }).strict(),
    tables: ['counts', 'count_bins', 'count_lines', 'count_results', 'count_booked', 'stock_locations', 'stock_undone'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
