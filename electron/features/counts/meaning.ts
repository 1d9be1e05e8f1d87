import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import type { countQueries } from '../../../shared/features/counts/queries';
import { splitTypedLocation } from '../../../shared/features/stock/check-digits';
import type { QueryContext } from '../../store/types';
import { readMeaning } from '../packing/meaning';
import { readLocation } from '../stock/facts';

type Meaning = (typeof countQueries)['counts.meaning'];

/** What a scan is to whoever counts: a bin by its code comes first, else what packing would make of it. */
export const meaning = ({ db }: QueryContext, { data, aim, at }: ParamsOf<Meaning>): AnswerOf<Meaning> => {
  const nothing = { location: null, items: [], lot: null, serial: null, expiry: null, failure: null };
  const bin = readLocation(db, splitTypedLocation(data).location);
  if (bin !== null) return { ...nothing, location: bin.location };
  const scan = { sequence: 0, deviceId: '', data, aim, source: 'serial' as const, at, simulated: false };
  const { candidates, lot, serial, expiry, failure } = readMeaning(db, scan);
  const items = candidates.flatMap(({ sku, quantity }) => {
    const item = db.get<{ name: string; serial_rule: string }>(
      'SELECT name, serial_rule FROM items WHERE sku = ?',
      sku,
    );
    return item === undefined ? [] : [{ sku, quantity, name: item.name, isSerial: item.serial_rule === 'required' }];
  });
  return { location: null, items, lot, serial, expiry, failure };
};
