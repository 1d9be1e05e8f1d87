import type { LabelRow, RowsWish } from '../../../../shared/features/labels/rows';
import type { LocationRecord } from '../../../../shared/features/stock/records';
import type { QueryContext } from '../../../store/types';
import { locationOf } from '../../stock/facts';
import { isIn, isLike, likeOf, whereOf, type Where } from './sql';
import type { RowsPage, RowSource } from './source';

const whereLocations = ({ search, zone, aisle, from, to, find, keys }: RowsWish): Where => {
  const text = search.trim();
  return whereOf([
    ['l.retired = 0'],
    text !== '' && [isLike('l.location'), likeOf(text)],
    zone !== null && ['l.zone = ?', zone],
    aisle !== null && ['l.aisle = ?', aisle],
    from !== null && ['l.location >= ?', from],
    to !== null && ['l.location <= ?', to],
    find !== null && ['l.location = ?', find.kind === 'location' ? find.location : ''],
    keys !== null && [isIn('l.location'), JSON.stringify(keys)],
  ]);
};

const rowOf = (bin: LocationRecord): LabelRow => {
  const { location, zone, aisle, bay, level, checkDigits } = bin;
  return {
    key: location,
    title: location,
    detail: [zone, aisle, bay, level].filter((part) => part !== '').join(' · '),
    quantity: null,
    record: { ...bin, code: location, checkDigits, arrow: null },
  };
};

/** Bins in walking order, with the check digits that their labels must bear. */
export const locationRows: RowSource = ({ db }: QueryContext, wish: RowsWish, page: RowsPage) => {
  const { sql, cells } = whereLocations(wish);
  const total = db.get<{ total: number }>(`SELECT count(*) AS total FROM stock_locations l WHERE ${sql}`, ...cells);
  const rows = db
    .all<Parameters<typeof locationOf>[0]>(
      `SELECT l.* FROM stock_locations l WHERE ${sql} ORDER BY l.site, l.zone, l.aisle, l.bay, l.level, l.bin, l.location LIMIT ? OFFSET ?`,
      ...cells,
      page.limit,
      page.offset,
    )
    .map((row) => rowOf(locationOf(row)));
  return { total: total?.total ?? 0, pieces: total?.total ?? 0, offset: page.offset, rows };
};
