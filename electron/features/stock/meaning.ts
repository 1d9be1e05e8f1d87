import type { AnswerOf, ParamsOf } from '../../../shared/feature';
import { classifyScan } from '../../../shared/barcode/classify';
import { splitTypedLocation } from '../../../shared/features/stock/check-digits';
import type { stockQueries, StockMeaning } from '../../../shared/features/stock/queries';
import type { QueryContext, Reader } from '../../store/types';
import { readMeaning } from '../packing/meaning';
import { readLocation } from './facts';
import { parcelOfSscc, readUnit, type FoundUnit } from './units';

type Meaning = (typeof stockQueries)['stock.meaning'];

const nothing: StockMeaning = {
  location: null,
  unit: null,
  freeUnit: null,
  items: [],
  lot: null,
  serial: null,
  expiry: null,
  failure: null,
};

const itemOf = (db: Reader, sku: string, quantity: number): StockMeaning['items'] => {
  const item = db.get<{ name: string; picture: string; serial_rule: string }>(
    'SELECT name, picture, serial_rule FROM items WHERE sku = ?',
    sku,
  );
  if (item === undefined) return [];
  const { name, picture, serial_rule: rule } = item;
  return [{ sku, quantity, name, picture, isSerial: rule === 'required' }];
};

const ssccOf = (data: string, aim: string | null, at: number): string | null => {
  const code = classifyScan({ data, aim }, new Date(at).getUTCFullYear());
  return code.kind === 'sscc' || code.kind === 'ambiguous' ? code.sscc : null;
};

/** A unit by its SSCC, or by what is written on it. */
const unitOf = (db: Reader, data: string, sscc: string | null): FoundUnit | null => {
  const text = data.trim().slice(0, 60);
  return (sscc === null ? null : readUnit(db, sscc)) ?? (text === '' ? null : readUnit(db, text));
};

/** A bin by its code comes first; else what packing would make of the scan. */
export const meaning = ({ db }: QueryContext, { data, aim, at }: ParamsOf<Meaning>): AnswerOf<Meaning> => {
  const found = readLocation(db, splitTypedLocation(data).location);
  if (found !== null) {
    const { location, checkDigits, kind } = found;
    return { ...nothing, location: { location, checkDigits, kind } };
  }
  const sscc = ssccOf(data, aim, at);
  const unit = unitOf(db, data, sscc);
  if (unit !== null) return { ...nothing, unit };
  const scan = { sequence: 0, deviceId: '', data, aim, source: 'serial' as const, at, simulated: false };
  const { candidates, lot, serial, expiry, failure } = readMeaning(db, scan);
  const isFree = candidates.length === 0 && sscc !== null && parcelOfSscc(db, sscc) === null;
  return {
    ...nothing,
    freeUnit: isFree ? sscc : null,
    items: candidates.flatMap(({ sku, quantity }) => itemOf(db, sku, quantity)),
    lot,
    serial,
    expiry,
    failure,
  };
};
