import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import {
  mostSheetBins,
  type countQueries,
  type SheetBin,
  type SheetRow,
} from '../../../shared/features/counts/queries';
import type { QueryContext, Reader } from '../../store/types';
import { gtinOf, readCount } from './facts';

type Sheet = (typeof countQueries)['counts.sheet'];

interface LyingRow {
  sku: string;
  name: string | null;
  lot: string;
  serial: string;
  quantity: number;
}

const none = (text: string): string | null => (text === '' ? null : text);

/** What lies in a bin by the book, each lot and serial number by itself. */
const rowsIn = (db: Reader, location: string): readonly SheetRow[] =>
  db
    .all<LyingRow>(
      `SELECT g.sku, i.name, g.lot, g.serial, sum(b.quantity) AS quantity FROM stock_accounts a
       JOIN stock_balances b ON b.account = a.account JOIN stock_goods g ON g.goods = b.goods LEFT JOIN items i ON i.sku = g.sku
       WHERE a.location = ? GROUP BY g.sku, g.lot, g.serial ORDER BY g.sku, g.lot, g.serial`,
      location,
    )
    .map(({ sku, name, lot, serial, quantity }) => ({
      sku,
      name: name ?? sku,
      code: gtinOf(db, sku) ?? sku,
      lot: none(lot),
      serial: none(serial),
      expected: quantity,
    }));

/** The bins that are still to be counted, for a count on paper. Of a blind one only where they are. */
export const sheet = ({ db }: QueryContext, { countId }: ParamsOf<Sheet>): AnswerOf<Sheet> => {
  const count = readCount(db, countId);
  if (count === null || count.state !== 'counting' || count.method === 'rfid') return null;
  const bins = db.all<{ location: string; check_digits: string | null }>(
    `SELECT b.location, l.check_digits FROM count_bins b LEFT JOIN stock_locations l ON l.location = b.location
     WHERE b.count_id = ? AND b.done = 0 ORDER BY b.seq`,
    countId,
  );
  const blind = count.blind === 1;
  return {
    title: count.title,
    round: count.round,
    blind,
    left: bins.length,
    bins: bins.slice(0, mostSheetBins).map(({ location, check_digits: digits }): SheetBin => ({
      location,
      checkDigits: digits ?? '',
      rows: blind ? [] : rowsIn(db, location),
    })),
  };
};
