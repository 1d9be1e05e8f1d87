import { useState } from 'react';
import { labelQueries } from '../../../../shared/features/labels/queries';
import {
  allRowsOf,
  type LabelRow,
  type LabelRows,
  type LabelSource,
  type RowsWish,
} from '../../../../shared/features/labels/rows';
import type { Failure } from '../../../../shared/result';
import { useQuery } from '../../../station/client';

export const pageOfRows = 50;

export interface RowsAnswer {
  readonly data: LabelRows | null;
  readonly failure: Failure | null;
  /** It answers what is asked now: only then is anything done with it. */
  readonly isFresh: boolean;
}

export const useRows = (wish: RowsWish, offset: number, limit: number): RowsAnswer => {
  const params = { ...wish, offset, limit };
  const { data, failure, of } = useQuery('labels.rows', params, labelQueries['labels.rows'].tables);
  return { data, failure, isFresh: of === JSON.stringify(params) && failure === null };
};

/** Rows that were ticked, as they stand now. */
export const usePicked = (source: LabelSource, keys: readonly string[]): RowsAnswer =>
  useRows({ ...allRowsOf(source), keys: [...keys] }, 0, 1);

/** What is asked of the rows, and what of them was ticked. */
export const useRowChoice = (source: LabelSource) => {
  const [wish, setWish] = useState<RowsWish>(allRowsOf(source));
  const [offset, setOffset] = useState(0);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [scanned, setScanned] = useState<string | null>(null);
  /** A scan whose row is still to be picked. */
  const [awaited, setAwaited] = useState(0);
  const ask = (change: Partial<RowsWish>): void => {
    setWish((before) => ({ ...before, find: null, ...change }));
    setScanned(null);
    setOffset(0);
  };
  const toggle = (key: string): void =>
    setPicked((before) => (before.includes(key) ? before.filter((each) => each !== key) : [...before, key]));
  return {
    wish,
    ask,
    offset,
    setOffset,
    picked,
    toggle,
    pick: (row: LabelRow): void => setPicked((before) => (before.includes(row.key) ? before : [...before, row.key])),
    clear: (): void => setPicked([]),
    scanned,
    awaited,
    settle: (): void => setAwaited(0),
    find: (scan: { readonly sequence: number; readonly text: string; readonly find: RowsWish['find'] }): void => {
      setWish({ ...allRowsOf(source), find: scan.find });
      setOffset(0);
      setScanned(scan.text);
      setAwaited(scan.sequence);
    },
  };
};
export type RowChoice = ReturnType<typeof useRowChoice>;
