import type { AnswerOf, ParamsOf } from '../../../../shared/feature';
import type { labelQueries } from '../../../../shared/features/labels/queries';
import type { LabelSource } from '../../../../shared/features/labels/rows';
import type { QueryContext } from '../../../store/types';
import { itemRows } from './items';
import { locationRows } from './locations';
import { lotRows } from './lots';
import type { RowSource } from './source';
import { unitRows } from './units';

type Queries = typeof labelQueries;

const sources: Readonly<Record<LabelSource, RowSource>> = {
  items: itemRows,
  locations: locationRows,
  units: unitRows,
  lots: lotRows,
};

export const labelRows = (
  context: QueryContext,
  { offset, limit, ...wish }: ParamsOf<Queries['labels.rows']>,
): AnswerOf<Queries['labels.rows']> => sources[wish.source](context, wish, { offset, limit });

export const labelRowFilters = ({ db }: QueryContext): AnswerOf<Queries['labels.rowFilters']> => ({
  owners: db
    .all<{ owner: string }>("SELECT DISTINCT owner FROM stock_goods WHERE owner <> '' ORDER BY owner LIMIT 200")
    .map(({ owner }) => owner),
  aisles: db.all<{ zone: string; aisle: string }>(
    'SELECT DISTINCT zone, aisle FROM stock_locations WHERE retired = 0 ORDER BY zone, aisle LIMIT 1000',
  ),
});
