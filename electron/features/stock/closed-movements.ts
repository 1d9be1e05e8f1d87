import type { Cell, MonthRows, Reader } from '../../store/types';
import { whereOf, type NumberedWhich, type Which } from './which-movements';

/** Of many movements only so many are wanted, from one end. */
export interface Page {
  readonly order: 'newest' | 'oldest';
  readonly limit: number;
}

const listOf = (db: Reader, sql: string, wanted: string): string =>
  JSON.stringify(db.all<{ number: number }>(sql, wanted).map(({ number }) => number));

const inBoth = (one: string, other: string): string => {
  const known = new Set(JSON.parse(other) as number[]);
  return JSON.stringify((JSON.parse(one) as number[]).filter((number) => known.has(number)));
};

/** Months know goods and accounts by their numbers alone. */
const inNumbers = (db: Reader, { sku, location, ...which }: Which): NumberedWhich => {
  const ofSku = sku === undefined ? null : listOf(db, 'SELECT goods AS number FROM stock_goods WHERE sku = ?', sku);
  const goods = ofSku === null || which.goods === undefined ? ofSku : inBoth(ofSku, which.goods);
  const sides =
    location === undefined
      ? null
      : listOf(db, 'SELECT account AS number FROM stock_accounts WHERE location = ?', location);
  return { ...which, ...(goods === null ? {} : { goods }), ...(sides === null ? {} : { sides }) };
};

const mayHold =
  ({ after, before, fromAt, beforeAt, afterAt, entries }: Which) =>
  ({ firstN, lastN, firstAt, lastAt }: MonthRows): boolean =>
    (after === undefined || lastN > after) &&
    (before === undefined || firstN < before) &&
    (fromAt === undefined || lastAt >= fromAt) &&
    (beforeAt === undefined || firstAt < beforeAt) &&
    (afterAt === undefined || lastAt > afterAt) &&
    (entries === undefined || (JSON.parse(entries) as number[]).some((n) => n >= firstN && n <= lastN));

/** Closed months in which such movements may be, the oldest first. */
export const monthsWith = (db: Reader, which: Which): readonly MonthRows[] => db.months().filter(mayHold(which));

const columns = 'n, line, at, kind, goods, source, target, quantity, reason, document, person_id, station, undoes';

type ClosedRows = readonly (readonly Cell[])[];

/** Of a trace: its steps, their number, the ways they took and what may have led there. */
const rememberedAnswers = 8;
const rememberedRows = 2000;
const rememberedOf = new WeakMap<readonly MonthRows[], Map<string, ClosedRows>>();

/** What closed months answered a moment ago they answer again, as long as none is closed in between: no row of them changes. */
const remember = (db: Reader, key: string, ask: () => ClosedRows): ClosedRows => {
  const months = db.months();
  const answers = rememberedOf.get(months) ?? new Map<string, ClosedRows>();
  rememberedOf.set(months, answers);
  const known = answers.get(key);
  if (known !== undefined) return known;
  const rows = ask();
  const [oldest] = answers.keys();
  if (answers.size >= rememberedAnswers && oldest !== undefined) answers.delete(oldest);
  if (rows.length <= rememberedRows) answers.set(key, rows);
  return rows;
};

/** Movements of closed months, as rows for `rowsOfJson`. */
export const closedRows = (db: Reader, which: Which, page: Page | null): ClosedRows => {
  const months = monthsWith(db, which);
  if (months.length === 0 || (page !== null && page.limit <= 0)) return [];
  const { sql, cells } = whereOf(inNumbers(db, which));
  if (page === null)
    return remember(db, JSON.stringify([sql, cells]), () =>
      months.flatMap((month) => month.all(`SELECT ${columns} FROM stock_movements ${sql}`, ...cells)),
    );
  const isNewest = page.order === 'newest';
  const order = isNewest ? 'n DESC, line DESC' : 'n, line';
  const rows: Cell[][] = [];
  for (const month of isNewest ? months.toReversed() : months) {
    const left = page.limit - rows.length;
    if (left <= 0) break;
    rows.push(...month.all(`SELECT ${columns} FROM stock_movements ${sql} ORDER BY ${order} LIMIT ?`, ...cells, left));
  }
  return rows;
};

/** The same rows in a statement, their list bound. */
export const rowsOfJson = `SELECT ${columns
  .split(', ')
  .map((name, index) => `value ->> ${index} AS ${name}`)
  .join(', ')} FROM json_each(?)`;

export const countClosed = (db: Reader, which: Which): number => {
  const months = monthsWith(db, which);
  if (months.length === 0) return 0;
  const { sql, cells } = whereOf(inNumbers(db, which));
  return months.reduce(
    (sum, month) => sum + Number(month.all(`SELECT count(*) FROM stock_movements ${sql}`, ...cells)[0]?.[0] ?? 0),
    0,
  );
};

/** What closed months took and gave, the other way round: goods, account and pieces, each pair once and none of nothing. */
export const closedTakenBack = (db: Reader, which: Which): readonly (readonly number[])[] => {
  const months = monthsWith(db, which);
  if (months.length === 0) return [];
  const { sql, cells } = whereOf(inNumbers(db, which));
  const sums = new Map<string, [goods: number, account: number, pieces: number]>();
  for (const month of months)
    for (const [goods, account, pieces] of month.all(
      `SELECT goods, account, sum(pieces) FROM (
         SELECT goods, target AS account, -quantity AS pieces FROM stock_movements ${sql}
         UNION ALL SELECT goods, source, quantity FROM stock_movements ${sql})
       GROUP BY goods, account HAVING sum(pieces) <> 0`,
      ...cells,
      ...cells,
    )) {
      const key = `${String(goods)} ${String(account)}`;
      const sum = (sums.get(key)?.[2] ?? 0) + Number(pieces);
      if (sum === 0) sums.delete(key);
      else sums.set(key, [Number(goods), Number(account), sum]);
    }
  return [...sums.values()];
};

/** Accounts that such movements began at, month by month, the last one first. */
export const closedSources = function* (db: Reader, which: Which): Generator<number> {
  const months = monthsWith(db, which).toReversed();
  if (months.length === 0) return;
  const { sql, cells } = whereOf(inNumbers(db, which));
  for (const month of months)
    for (const [source] of month.all(
      `SELECT source, max(n) AS last FROM stock_movements ${sql} GROUP BY source ORDER BY last DESC, source`,
      ...cells,
    ))
      yield Number(source);
};
