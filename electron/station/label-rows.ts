import type { z } from 'zod';
import {
  copiesOfRow,
  lackingFields,
  mostLabels,
  type LabelRow,
  type LabelRows,
} from '../../shared/features/labels/rows';
import type { LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import { fail, ok, type Result } from '../../shared/result';
import type { LeftOut, stationCalls } from '../../shared/station';
import type { Actor, Store } from '../store/types';

export type RowsPrint = z.output<(typeof stationCalls)['labels.printRows']['input']>;

export interface CollectedRows {
  readonly labels: readonly { readonly title: string; readonly record: LabelRecord }[];
  readonly leftOut: readonly LeftOut[];
}

const page = 500;

/** Every row of a wish, read anew; refused when they are not as many as somebody has seen. */
const readAll = async (store: Store, actor: Actor, { rows: wish, expect }: RowsPrint): Promise<Result<LabelRow[]>> => {
  const all: LabelRow[] = [];
  for (;;) {
    const answer = await store.query('labels.rows', { ...wish, offset: all.length, limit: page }, actor);
    if (!answer.ok) return answer;
    const { total, rows } = answer.value as LabelRows;
    if (total !== expect.rows) return fail('label-rows-changed', { before: expect.rows, count: total });
    if (total > mostLabels) return fail('labels-too-many', { most: mostLabels });
    all.push(...rows);
    if (all.length < total && rows.length > 0) continue;
    // While pages are read a row may come and another go: one would be printed twice.
    const count = new Set(all.map(({ key }) => key)).size;
    return count === total ? ok(all) : fail('label-rows-changed', { before: expect.rows, count });
  }
};

/** The labels of the rows that somebody chose. What has no data for its barcode is left out, and named. */
export const collectRows = async (
  store: Store,
  actor: Actor,
  wish: RowsPrint,
  description: LabelDescription,
): Promise<Result<CollectedRows>> => {
  const rows = await readAll(store, actor, wish);
  if (!rows.ok) return rows;
  const count = rows.value.reduce((sum, row) => sum + copiesOfRow(row, wish.copies), 0);
  if (wish.expect.labels !== null && wish.expect.labels !== count)
    return fail('label-rows-changed', { before: wish.expect.labels, count });
  if (count > mostLabels) return fail('labels-too-many', { most: mostLabels });
  const labels: { title: string; record: LabelRecord }[] = [];
  const leftOut: LeftOut[] = [];
  for (const [at, row] of rows.value.entries()) {
    const [field] = lackingFields(description, row.record);
    if (field !== undefined) {
      leftOut.push({ title: row.title, row: at + 1, why: 'lacking', field });
      continue;
    }
    for (let copy = 0; copy < copiesOfRow(row, wish.copies); copy += 1)
      labels.push({ title: row.title.slice(0, 200), record: row.record });
  }
  return ok({ labels, leftOut });
};
