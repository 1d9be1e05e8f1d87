import type { LabelRows, RowsWish } from '../../../../shared/features/labels/rows';
import type { QueryContext } from '../../../store/types';

export interface RowsPage {
  readonly offset: number;
  readonly limit: number;
}

/** Rows of one kind: what labels can be printed of, and the fields of each. */
export type RowSource = (context: QueryContext, wish: RowsWish, page: RowsPage) => LabelRows;
