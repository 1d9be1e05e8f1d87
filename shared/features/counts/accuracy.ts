import { z } from 'zod';
import type { Slots } from '../../days';
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

const add = (sums: AccuracyDay, more: AccuracyDay): AccuracyDay => ({
  day: sums.day,
  lines: sums.lines + more.lines,
  right: sums.right + more.right,
  book: sums.book + more.book,
  counted: sums.counted + more.counted,
  off: sums.off + more.off,
  net: sums.net + more.net,
  bookMinor: sums.bookMinor + more.bookMinor,
  offMinor: sums.offMinor + more.offMinor,
  netMinor: sums.netMinor + more.netMinor,
  lost: sums.lost + more.lost,
  gained: sums.gained + more.gained,
  lostMinor: sums.lostMinor + more.lostMinor,
  gainedMinor: sums.gainedMinor + more.gainedMinor,
});

/** The days, weeks or months in which something was posted, named by their first day. */
export const accuracyBySlot = (days: readonly AccuracyDay[], { of }: Pick<Slots, 'of'>): readonly AccuracyDay[] => {
  const slots = new Map<string, AccuracyDay>();
  for (const each of days) {
    const start = of(each.day);
    const before = slots.get(start);
    slots.set(start, before === undefined ? { ...each, day: start } : add(before, each));
  }
  return [...slots.values()];
};

/** What is lost for good: what was found again is set off. In hundredths of a percent of the value that was counted. */
export const shrinkageOf = ({
  lostMinor,
  gainedMinor,
  bookMinor,
}: Pick<Counted & Booked, 'lostMinor' | 'gainedMinor' | 'bookMinor'>): number | null =>
  bookMinor === 0 ? null : Math.round(((lostMinor - gainedMinor) * 10_000) / bookMinor);

export const countReports = {
  'counts.accuracy': defineReport<CountAccuracy>()({
    params: z.object({ from: day, to: day }).strict(),
    tables: ['counts', 'count_bins', 'count_lines', 'count_results', 'count_booked', 'stock_locations', 'stock_undone'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;
