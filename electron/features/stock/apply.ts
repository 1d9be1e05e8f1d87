import type { StockEventData, StockEventType } from '../../../shared/features/stock/events';
import { isShelf, type MovementLine } from '../../../shared/features/stock/records';
import type { EntryMeta, Feature, Writer } from '../../store/types';
import { kitSet } from './kits';
import { nextLine, writeMovement } from './ledger';
import { accountNumber, dayNumber, goodsNumber } from './numbers';
import { addPromises, addToBin, addUp, promisedOf } from './sums';
import { parentOf } from './units';

type Apply<T extends StockEventType> = (db: Writer, data: StockEventData<T>, meta: EntryMeta) => void;

interface Balance {
  readonly quantity: number;
  readonly since: string;
}

const balance = (db: Writer, goods: number, account: number): Balance | undefined =>
  db.get<Balance>('SELECT quantity, since FROM stock_balances WHERE goods = ? AND account = ?', goods, account);

/** Takes pieces off a shelf; answers since when the oldest of them is in the house. */
const take = (db: Writer, goods: number, account: number, line: MovementLine, at: string): string => {
  const { from, quantity } = line;
  if (!isShelf(from)) return at;
  const before = balance(db, goods, account);
  if (before === undefined || before.quantity < quantity)
    throw new Error(`shelf ${from.location} can't give ${quantity} of ${line.goods.sku}`);
  const isLast = before.quantity === quantity;
  if (isLast) db.run('DELETE FROM stock_balances WHERE goods = ? AND account = ?', goods, account);
  else
    db.run(
      'UPDATE stock_balances SET quantity = quantity - ? WHERE goods = ? AND account = ?',
      quantity,
      goods,
      account,
    );
  addToBin(db, from.location, -quantity, isLast ? -1 : 0);
  return before.since;
};

const put = (db: Writer, goods: number, account: number, line: MovementLine, since: string): void => {
  const { to, quantity } = line;
  if (!isShelf(to)) return;
  const isFirst = balance(db, goods, account) === undefined;
  db.run(
    `INSERT INTO stock_balances VALUES (?, ?, ?, ?, ?)
     ON CONFLICT(goods, account) DO UPDATE SET quantity = quantity + excluded.quantity, since = min(since, excluded.since)`,
    goods,
    account,
    quantity,
    since,
    line.goods.expiry === null ? null : dayNumber(line.goods.expiry),
  );
  addToBin(db, to.location, quantity, isFirst ? 1 : 0);
};

const moved: Apply<'v1.stock.moved'> = (db, data, meta) => {
  const { n, at, actor } = meta;
  const { kind, reason, document, undoes } = data;
  const said = { n, at, kind, reason, document, person_id: actor.personId, station: actor.station, undoes };
  let next = nextLine(db, n);
  for (const line of data.lines) {
    const goods = goodsNumber(db, line.goods);
    const source = accountNumber(db, line.from);
    const target = accountNumber(db, line.to);
    put(db, goods, target, line, take(db, goods, source, line, at));
    writeMovement(db, { ...said, line: next, goods, source, target, quantity: line.quantity });
    addUp(db, kind, line);
    next += 1;
  }
  if (undoes !== null) db.run('INSERT OR REPLACE INTO stock_undone VALUES (?, ?)', undoes, n);
};

const locationSet: Apply<'v1.stock.locationSet'> = (db, { location: each }) =>
  db.run(
    'INSERT OR REPLACE INTO stock_locations VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    each.location,
    each.site,
    each.zone,
    each.aisle,
    each.bay,
    each.level,
    each.bin,
    each.kind,
    each.checkDigits,
    each.retired ? 1 : 0,
    each.gln ?? null,
    each.glnExtension ?? null,
  );

const taskOpened: Apply<'v1.stock.taskOpened'> = (db, task, { at, actor }) =>
  db.run(
    'INSERT INTO stock_tasks(task_id, kind, location, sku, lot, quantity, document, at, person_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    task.taskId,
    task.kind,
    task.location,
    task.sku,
    task.lot,
    task.quantity,
    task.document,
    at,
    actor.personId,
  );

const reserved: Apply<'v1.stock.reserved'> = (db, { orderId, lines, missing }) => {
  const before = promisedOf(db, orderId);
  db.run('DELETE FROM stock_reservations WHERE order_id = ?', orderId);
  db.run('DELETE FROM stock_missing WHERE order_id = ?', orderId);
  for (const { lineId, goods, shelf, quantity } of lines)
    db.run(
      'INSERT INTO stock_reservations VALUES (?, ?, ?, ?, ?)',
      orderId,
      lineId,
      goodsNumber(db, goods),
      accountNumber(db, shelf),
      quantity,
    );
  addPromises(db, before, promisedOf(db, orderId));
  for (const { lineId, sku, quantity, why } of missing)
    db.run('INSERT INTO stock_missing VALUES (?, ?, ?, ?, ?)', orderId, lineId, sku, quantity, why);
};

const customerSet: Apply<'v1.stock.customerSet'> = (db, { customer, minDaysLeft }) =>
  minDaysLeft === null
    ? db.run('DELETE FROM stock_customers WHERE customer = ?', customer)
    : db.run('INSERT OR REPLACE INTO stock_customers VALUES (?, ?)', customer, minDaysLeft);

const unitNested: Apply<'v1.stock.unitNested'> = (db, { unit, parent }, { n }) => {
  db.run('INSERT OR REPLACE INTO stock_nestings VALUES (?, ?, ?, ?)', n, unit, parentOf(db, unit), parent);
  if (parent === null) db.run('DELETE FROM stock_units WHERE unit = ?', unit);
  else db.run('INSERT OR REPLACE INTO stock_units VALUES (?, ?)', unit, parent);
};

const table: { readonly [T in StockEventType]: Apply<T> } = {
  'v1.stock.moved': moved,
  'v1.stock.approved': (db, { supervisor }, { n }) =>
    db.run('INSERT OR REPLACE INTO stock_approved VALUES (?, ?)', n, supervisor),
  'v1.stock.locationSet': locationSet,
  'v1.stock.taskOpened': taskOpened,
  'v1.stock.taskClosed': (db, { taskId, note }, { at, actor }) =>
    db.run(
      'UPDATE stock_tasks SET closed_at = ?, closed_by = ?, note = ? WHERE task_id = ? AND closed_at IS NULL',
      at,
      actor.personId,
      note,
      taskId,
    ),
  'v1.stock.held': (db, hold, { at, actor }) =>
    db.run(
      'INSERT INTO stock_holds(hold_id, sku, lot, serial, kind, reason, at, person_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      hold.holdId,
      hold.sku,
      hold.lot,
      hold.serial,
      hold.kind,
      hold.reason,
      at,
      actor.personId,
    ),
  'v1.stock.holdReleased': (db, { holdId }, { at }) =>
    db.run('UPDATE stock_holds SET released_at = ? WHERE hold_id = ? AND released_at IS NULL', at, holdId),
  'v1.stock.ruleSet': (db, { sku, rotation, minimum }) =>
    db.run('INSERT OR REPLACE INTO stock_rules VALUES (?, ?, ?)', sku, rotation, minimum),
  'v1.stock.reserved': reserved,
  // The movement says that they lie there, the promises of the same entry whose they are.
  'v1.stock.pickedFor': () => undefined,
  'v1.stock.pickTakenBack': () => undefined,
  'v1.stock.customerSet': customerSet,
  'v1.stock.unitNested': unitNested,
  'v1.stock.kitSet': (db, data) => kitSet(db, data),
  'v1.stock.fileReached': (db, { fileId, batches }) =>
    db.run('INSERT OR REPLACE INTO stock_files VALUES (?, ?)', fileId, batches),
};

/** How stock's events become rows. */
export const stockApply: Feature['apply'] = {
  ...table,
  // A file that is through may come in once more, whole.
  'v1.import.fileFinished': (db: Writer, { file }: { readonly file: { readonly fileId: string } }) =>
    db.run('DELETE FROM stock_files WHERE file_id = ?', file.fileId),
};
