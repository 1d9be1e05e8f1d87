import { isShelf, type Goods, type Place } from '../../../shared/features/stock/records';
import type { Cell, Reader, Writer } from '../../store/types';

/** Traits in the order of the key; what is not said is empty. */
export const traitCells = ({ sku, owner, lot, serial, expiry, condition }: Goods): Cell[] => [
  sku,
  lot ?? '',
  serial ?? '',
  expiry ?? '',
  owner ?? '',
  condition,
];

export const placeCells = (place: Place): Cell[] =>
  isShelf(place) ? [place.location, place.unit ?? '', place.status] : [`@${place.counter}`, '', ''];

/** A day as a number that sorts as days do: 20270501. */
export const dayNumber = (day: string): number => Number(day.replaceAll('-', ''));

const goodsSql =
  'SELECT goods FROM stock_goods WHERE sku = ? AND lot = ? AND serial = ? AND expiry = ? AND owner = ? AND condition = ?';
const accountSql = 'SELECT account FROM stock_accounts WHERE location = ? AND unit = ? AND status = ?';

export const findGoods = (db: Reader, goods: Goods): number | null =>
  db.get<{ goods: number }>(goodsSql, ...traitCells(goods))?.goods ?? null;

export const findAccount = (db: Reader, place: Place): number | null =>
  db.get<{ account: number }>(accountSql, ...placeCells(place))?.account ?? null;

/** Numbers of all accounts of a unit, as a list for `json_each`. */
export const accountsOfUnit = (db: Reader, unit: string): string =>
  JSON.stringify(
    db
      .all<{ account: number }>("SELECT account FROM stock_accounts WHERE unit = ? AND unit <> ''", unit)
      .map(({ account }) => account),
  );

/** The number of goods, given on first sight: entries are applied in their order, so every rebuild gives the same. */
export const goodsNumber = (db: Writer, goods: Goods): number => {
  const known = findGoods(db, goods);
  if (known !== null) return known;
  db.run(
    'INSERT INTO stock_goods(sku, lot, serial, expiry, owner, condition) VALUES (?, ?, ?, ?, ?, ?)',
    ...traitCells(goods),
  );
  return db.get<{ last: number }>('SELECT max(goods) AS last FROM stock_goods')?.last ?? 0;
};

export const accountNumber = (db: Writer, place: Place): number => {
  const known = findAccount(db, place);
  if (known !== null) return known;
  db.run('INSERT INTO stock_accounts(location, unit, status) VALUES (?, ?, ?)', ...placeCells(place));
  return db.get<{ last: number }>('SELECT max(account) AS last FROM stock_accounts')?.last ?? 0;
};
