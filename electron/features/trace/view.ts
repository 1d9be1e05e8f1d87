import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { traceQueries, TraceSubject } from '../../../shared/features/trace/queries';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { QueryContext, Reader } from '../../store/types';
import { balanceColumns, rowOf, type Row } from '../stock/balances';
import { accountsOfUnit } from '../stock/numbers';
import { todayOf } from '../stock/standing';
import { nameOfSubject } from './find';
import { everyWay, goodsOfSubject, waysInto } from './goods';
import { joined, kitsAround, type Kits } from './kits';
import { eventsOf, inKits, parcelRowsOf, parcelsWith } from './parcels';
import { countSteps, linksOf, stepsOf, type Wanted } from './steps';

type Of = (typeof traceQueries)['trace.of'];

const mostShelves = 500;
const mostParcels = 300;

/** Where goods lie now; all of it where no limit is given. */
export const shelvesOf = (context: QueryContext, goods: string, limit: number | null = null): readonly BalanceRow[] =>
  context.db
    .all<Row>(
      `SELECT ${balanceColumns} FROM json_each(?) l
       CROSS JOIN stock_goods g ON g.goods = l.value CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       ORDER BY a.location, a.unit, a.status LIMIT ?`,
      goods,
      limit ?? -1,
    )
    .map(rowOf(todayOf(context)));

export const expiryOfGoods = (db: Reader, goods: string): string | null =>
  db.get<{ expiry: string | null }>(
    `SELECT min(g.expiry) AS expiry FROM json_each(?) l CROSS JOIN stock_goods g ON g.goods = l.value WHERE g.expiry <> ''`,
    goods,
  )?.expiry ?? null;

/** The goods' own steps; of the kits that they went into all, and of parts only what led into those kits. */
const wantedOf = (
  db: Reader,
  subject: TraceSubject,
  goods: string,
  { made, parts, account, entries }: Kits,
): Wanted => {
  const ways = subject.kind === 'unit' ? waysInto(db, goods, accountsOfUnit(db, subject.unit)) : null;
  const all = joined(goods, subject.kind === 'unit' ? '[]' : made);
  if (parts === '[]') return { goods: all, ways, kits: made === '[]' ? null : entries };
  const ofParts = account === null ? '[]' : waysInto(db, parts, JSON.stringify([account]));
  return { goods: joined(all, parts), ways: joined(ways ?? everyWay(db, all), ofParts), kits: entries };
};

/** Forwards from a lot or a piece to every shelf and parcel, backwards from a parcel to where its goods came from. */
export const traceOf = (context: QueryContext, { subject, limit }: ParamsOf<Of>): AnswerOf<Of> => {
  const { db } = context;
  const goods = goodsOfSubject(db, subject);
  const isUnit = subject.kind === 'unit';
  const kits = kitsAround(db, goods);
  const wanted = wantedOf(db, subject, goods, kits);
  const isOwn = kits.made === '[]';
  const own = parcelsWith(db, subject, goods);
  return {
    subject,
    ...nameOfSubject(db, subject),
    expiry: isUnit ? null : expiryOfGoods(db, goods),
    steps: stepsOf(context, wanted, limit),
    total: countSteps(db, wanted),
    flow: linksOf(db, wanted),
    shelves: isUnit ? [] : shelvesOf(context, joined(goods, kits.made), mostShelves),
    parcels: parcelRowsOf(context, isOwn ? own : new Map([...inKits(db, kits.made), ...own]), mostParcels),
    events: isUnit ? eventsOf(context, subject.unit) : [],
  };
};
