import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { traceQueries } from '../../../shared/features/trace/queries';
import type { BalanceRow } from '../../../shared/features/stock/queries';
import type { QueryContext, Reader } from '../../store/types';
import { balanceColumns, rowOf, type Row } from '../stock/balances';
import { todayOf } from '../stock/standing';
import { nameOfSubject } from './find';
import { goodsOfSubject, waysInto } from './goods';
import { eventsOf, parcelRowsOf, parcelsWith } from './parcels';
import { countSteps, linksOf, stepsOf, type Wanted } from './steps';

type Of = (typeof traceQueries)['trace.of'];

const mostShelves = 500;
const mostParcels = 300;

/** Where goods lie now. */
export const shelvesOf = (context: QueryContext, goods: string): readonly BalanceRow[] =>
  context.db
    .all<Row>(
      `SELECT ${balanceColumns} FROM json_each(?) l
       CROSS JOIN stock_goods g ON g.goods = l.value CROSS JOIN stock_balances b ON b.goods = g.goods
       CROSS JOIN stock_accounts a ON a.account = b.account LEFT JOIN items i ON i.sku = g.sku
       ORDER BY a.location, a.unit, a.status LIMIT ?`,
      goods,
      mostShelves,
    )
    .map(rowOf(todayOf(context)));

export const expiryOfGoods = (db: Reader, goods: string): string | null =>
  db.get<{ expiry: string | null }>(
    `SELECT min(g.expiry) AS expiry FROM json_each(?) l CROSS JOIN stock_goods g ON g.goods = l.value WHERE g.expiry <> ''`,
    goods,
  )?.expiry ?? null;

/** Forwards from a lot or a piece to every shelf and parcel, backwards from a parcel to where its goods came from. */
export const traceOf = (context: QueryContext, { subject, limit }: ParamsOf<Of>): AnswerOf<Of> => {
  const { db } = context;
  const goods = goodsOfSubject(db, subject);
  const isUnit = subject.kind === 'unit';
  const wanted: Wanted = { goods, ways: isUnit ? waysInto(db, goods, subject.unit) : null };
  return {
    subject,
    ...nameOfSubject(db, subject),
    expiry: isUnit ? null : expiryOfGoods(db, goods),
    steps: stepsOf(context, wanted, limit),
    total: countSteps(db, wanted),
    flow: linksOf(db, wanted),
    shelves: isUnit ? [] : shelvesOf(context, goods),
    parcels: parcelRowsOf(context, parcelsWith(db, subject, goods), mostParcels),
    events: isUnit ? eventsOf(context, subject.unit) : [],
  };
};
