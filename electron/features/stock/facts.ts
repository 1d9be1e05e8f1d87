import { randomUUID } from 'node:crypto';
import { openBook, type Book } from '../../../shared/features/stock/book';
import type { WantedGoods } from '../../../shared/features/stock/commands';
import type { HeldGoods, MoveFacts } from '../../../shared/features/stock/decide-move';
import type { Goods, LocationRecord, Rotation, Shelf } from '../../../shared/features/stock/records';
import type { Cell, Reader } from '../../store/types';
import { findAccount, findGoods } from './numbers';

export const quantityOn = (db: Reader, goods: Goods, shelf: Shelf): number => {
  const number = findGoods(db, goods);
  const account = findAccount(db, shelf);
  if (number === null || account === null) return 0;
  return (
    db.get<{ quantity: number }>('SELECT quantity FROM stock_balances WHERE goods = ? AND account = ?', number, account)
      ?.quantity ?? 0
  );
};

export const openBookOn = (db: Reader): Book => openBook((goods, shelf) => quantityOn(db, goods, shelf), randomUUID);

interface LocationRow {
  location: string;
  site: string;
  zone: string;
  aisle: string;
  bay: string;
  level: string;
  bin: string;
  kind: LocationRecord['kind'];
  check_digits: string;
  retired: number;
  gln: string | null;
  gln_extension: string | null;
}

export const locationOf = (row: LocationRow): LocationRecord => ({
  location: row.location,
  site: row.site,
  zone: row.zone,
  aisle: row.aisle,
  bay: row.bay,
  level: row.level,
  bin: row.bin,
  kind: row.kind,
  checkDigits: row.check_digits,
  retired: row.retired === 1,
  gln: row.gln,
  glnExtension: row.gln_extension,
});

export const readLocation = (db: Reader, location: string): LocationRecord | null => {
  const row = db.get<LocationRow>('SELECT * FROM stock_locations WHERE location = ?', location);
  return row === undefined ? null : locationOf(row);
};

export interface Held {
  readonly goods: Goods;
  readonly shelf: Shelf;
  readonly quantity: number;
  readonly since: string;
}

export interface HeldRow {
  sku: string;
  owner: string;
  lot: string;
  serial: string;
  expiry: string;
  condition: Goods['condition'];
  location: string;
  unit: string;
  status: Shelf['status'];
  quantity: number;
  since: string;
}

const said = (text: string): string | null => (text === '' ? null : text);

export const goodsOf = (row: Omit<HeldRow, 'location' | 'unit' | 'status' | 'quantity' | 'since'>): Goods => ({
  sku: row.sku,
  owner: said(row.owner),
  lot: said(row.lot),
  serial: said(row.serial),
  expiry: said(row.expiry),
  condition: row.condition,
});

export const heldOf = (row: HeldRow): Held => ({
  goods: goodsOf(row),
  shelf: { location: row.location, unit: said(row.unit), status: row.status },
  quantity: row.quantity,
  since: row.since,
});

/** `CROSS JOIN` keeps SQLite to this order: the accounts of the bin or the goods of the SKU first, then their balances. */
export const heldColumns =
  'g.sku, g.owner, g.lot, g.serial, g.expiry, g.condition, a.location, a.unit, a.status, b.quantity, b.since';
/** What leaves first, by a SKU's rule; then what came first. */
const dated = `CASE g.expiry WHEN '' THEN '9999' ELSE g.expiry END`;
const orders: Readonly<Record<Rotation, string>> = {
  fefo: `${dated}, b.since, g.goods, a.account`,
  fifo: `b.since, ${dated}, g.goods, a.account`,
  lifo: `b.since DESC, ${dated}, g.goods, a.account`,
  lot: `${dated}, b.since, g.goods, a.account`,
};
export const leavingBy = (rotation: Rotation): string => orders[rotation];
export const firstOut = orders.fefo;

export interface Rule {
  readonly rotation: Rotation;
  readonly minimum: number | null;
}

export const readRule = (db: Reader, sku: string): Rule =>
  db.get<Rule>('SELECT rotation, minimum FROM stock_rules WHERE sku = ?', sku) ?? { rotation: 'fefo', minimum: null };

const agrees = (wanted: string | null, has: string | null): boolean => wanted === null || wanted === has;

export const matches = (wanted: WantedGoods, goods: Goods): boolean =>
  wanted.sku === goods.sku &&
  agrees(wanted.owner, goods.owner) &&
  agrees(wanted.lot, goods.lot) &&
  agrees(wanted.serial, goods.serial) &&
  agrees(wanted.expiry, goods.expiry) &&
  agrees(wanted.condition, goods.condition);

/** What lies in a bin of a SKU, in the order in which it should leave. */
export const heldIn = (db: Reader, location: string, sku: string): Held[] => {
  const cells: Cell[] = [sku, location];
  return db
    .all<HeldRow>(
      `SELECT ${heldColumns} FROM stock_goods g CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account WHERE g.sku = ? AND a.location = ? ORDER BY ${leavingBy(readRule(db, sku).rotation)}`,
      ...cells,
    )
    .map(heldOf);
};

export interface ItemRules {
  readonly sku: string;
  readonly name: string;
  readonly lot_rule: string;
  readonly serial_rule: string;
  readonly expiry_rule: string;
  readonly min_days_left: number;
}

export const readItemRules = (db: Reader, sku: string): ItemRules | null =>
  db.get<ItemRules>(
    'SELECT sku, name, lot_rule, serial_rule, expiry_rule, min_days_left FROM items WHERE sku = ?',
    sku,
  ) ?? null;

/** What a movement of these goods must name, and what could be meant. */
export const moveFacts = (item: ItemRules, held: readonly HeldGoods[]): MoveFacts => ({
  needsLot: item.lot_rule === 'required',
  needsSerial: item.serial_rule === 'required',
  needsExpiry: item.expiry_rule === 'required',
  held,
});
