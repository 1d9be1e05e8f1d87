import { z } from 'zod';
import { defineReport, type QueryDefinition } from '../../feature';
import type { CauseRow, SuggestedCause } from './causes';

/** What speaks for a line, for a table or a paper. */
export interface LineCauses {
  readonly line: number;
  readonly causes: readonly SuggestedCause[];
}

/** Lines whose causes are looked for at once, those with the most money in them first. */
export const mostCauseLines = 1000;

export const causeReports = {
  /** Of every difference of a count. */
  'counts.causes': defineReport<readonly LineCauses[]>()({
    params: z.object({ countId: z.string().min(1).max(60) }).strict(),
    tables: ['counts', 'count_lines', 'stock_reservations'],
    role: 'supervisor',
  }),
} satisfies Record<string, QueryDefinition>;

const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

/** A row in figures and codes alone: they are the same in every language. Entries of the record begin with `#`. */
const figuresOf = (row: CauseRow): string => {
  switch (row.kind) {
    case 'movement': {
      const { n, quantity, from, to, document } = row.movement;
      return [`#${n}`, `${quantity}×`, `${from}→${to}`, document].filter((each) => each !== null).join(' ');
    }
    case 'promise':
      return `${row.promise.number} ${row.promise.quantity}× ${row.promise.location}`;
    case 'line':
      return [row.other.sku, row.other.location, signed(row.other.difference)]
        .filter((each) => each !== null)
        .join(' ');
    case 'other-count': {
      const { title, sku, location, difference } = row.found;
      return [`“${title}”`, sku, location, signed(difference)].filter((each) => each !== null).join(' ');
    }
    case 'place':
      return row.place.location;
    case 'chip': {
      const { tid, now, was } = row.chip;
      return `TID ${tid} ${was === null ? '' : `${was.epc}→`}${now.epc}`;
    }
    case 'scans':
      return `${row.scans.times}×${row.scans.quantity}`;
  }
};

/** Rows of a cause that a table or a paper lists. */
const mostFigures = 5;

export const figuresOfCause = ({ rows, more }: SuggestedCause): string => {
  const left = more + Math.max(0, rows.length - mostFigures);
  return [...rows.slice(0, mostFigures).map(figuresOf), ...(left === 0 ? [] : [`+${left}`])].join('; ');
};
