import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '../../feature';
import type { FailureDetails } from '../../result';
import type { LabelRecord } from '../../labels/description/values';
import type { PrintJobRow } from '../printing/queries';

/**
 * Of an item on a line: it waits for its label, the label was asked for, it left the printer, it was read on the item.
 * `refused`: no label is due to it. `off`: somebody took it off the line.
 */
export const itemStates = ['waiting', 'asked', 'taken', 'applied', 'refused', 'off'] as const;
export type ItemState = (typeof itemStates)[number];

export interface LineItem {
  readonly itemId: string;
  readonly state: ItemState;
  readonly parcelId: string | null;
  readonly title: string;
  /** What a label of a template is filled with; `null` for a box of ours. */
  readonly record: LabelRecord | null;
  /** As the infeed scanner read it. */
  readonly code: string;
  readonly jobId: string | null;
  readonly job: PrintJobRow['state'] | null;
  readonly jobReason: string | null;
  readonly copy: number | null;
  readonly labelSha256: string | null;
  /** UTC ISO. */
  readonly arrivedAt: string;
  readonly endedAt: string | null;
  /** Why it came off the line; `null` for others. */
  readonly why: string | null;
  readonly details: FailureDetails;
  readonly reason: string | null;
  readonly person: string | null;
}

export interface LineStop {
  /** The item that must come off the line; `null`: none. */
  readonly itemId: string | null;
  readonly why: string;
  readonly details: FailureDetails;
  readonly at: string;
}

/** What is open on a line, in the order of arrival. */
export interface LineNow {
  readonly items: readonly LineItem[];
  readonly stop: LineStop | null;
}

/** A line as its page shows it. */
export interface LineView extends LineNow {
  /** Items of the day by local hour, 0 to 23. */
  readonly hours: readonly { readonly applied: number; readonly off: number }[];
  /** The one that runs now. */
  readonly hour: number;
  readonly applied: number;
  readonly off: number;
  /** The last one, whenever that was. */
  readonly lastApplied: LineItem | null;
  /** What came off the line, newest first. */
  readonly rejects: readonly LineItem[];
}

export const lineTables = ['applicator_items', 'applicator_stops', 'print_jobs'] as const;
const params = z.object({ applicatorId: z.string().min(1).max(100) }).strict();

export const applicatorQueries = {
  'applicator.now': defineQuery<LineNow>()({ params, tables: lineTables, role: 'operator' }),
  'applicator.line': defineQuery<LineView>()({ params, tables: [...lineTables, 'people'], role: 'operator' }),
} satisfies Record<string, QueryDefinition>;
