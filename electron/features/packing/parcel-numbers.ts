import { buildSscc, splitSscc } from '../../../shared/barcode/sscc';
import type { ParcelFacts } from '../../../shared/features/packing/state';
import { fail, ok, type Result } from '../../../shared/result';
import { stationCode } from '../../../shared/station-code';
import type { CommandContext, Reader, StoreSettings } from '../../store/types';

export interface ParcelNumbers {
  readonly labelId: string;
  readonly number: string;
  readonly sscc: string | null;
  readonly ssccSerial: number | null;
}

const counter = (db: Reader, name: string): number =>
  db.get<{ value: number }>('SELECT value FROM counters WHERE name = ?', name)?.value ?? 0;

type Range = NonNullable<StoreSettings['ssccRange']>;

/** The highest SSCC of a range that a parcel of this station bears, and what restores had skipped by then. */
const lastOf = (db: Reader, companyPrefix: string, { extension, first, last }: Range) => {
  const from = buildSscc({ extensionDigit: extension, companyPrefix, serial: first });
  const to = buildSscc({ extensionDigit: extension, companyPrefix, serial: last });
  if (!from.ok || !to.ok) return null;
  const row = db.get<{ sscc: string; sscc_reserve: number }>(
    'SELECT sscc, sscc_reserve FROM parcels WHERE sscc BETWEEN ? AND ? ORDER BY sscc DESC LIMIT 1',
    from.value,
    to.value,
  );
  const serial = row === undefined ? null : (splitSscc(row.sscc, companyPrefix)?.serial ?? null);
  return row === undefined || serial === null ? null : { serial, reserve: row.sscc_reserve };
};

/**
 * The next serial of the range that counts now. IT may give a new range with lower numbers, so what was used before is
 * looked for in that range alone. What restores skip is skipped once in each range: nobody knows what was used there.
 */
const nextSerial = (db: Reader, companyPrefix: string, range: Range): Result<number> => {
  const reserve = counter(db, 'sscc-reserve');
  const last = lastOf(db, companyPrefix, range);
  const next = last === null ? range.first : last.serial + 1;
  const skipped = reserve - (last?.reserve ?? 0);
  if (next + skipped <= range.last) return ok(next + skipped);
  const details = { first: range.first, last: range.last };
  return next > range.last ? fail('sscc-exhausted', details) : fail('sscc-range-skipped', { ...details, skipped });
};

/** A parcel keeps its numbers for ever; a new one takes the next of this station. */
export const numberParcel = ({ db, settings }: CommandContext, parcel: ParcelFacts): Result<ParcelNumbers> => {
  if (parcel.number !== null) {
    const { number, sscc } = parcel;
    return ok({ labelId: parcel.label?.labelId ?? number, number, sscc, ssccSerial: null });
  }
  const number = `P${stationCode(settings.station)}-${String(counter(db, 'parcel-number') + 1).padStart(6, '0')}`;
  const { gs1CompanyPrefix: companyPrefix, ssccRange: range } = settings;
  if (companyPrefix === null || range === null) return ok({ labelId: number, number, sscc: null, ssccSerial: null });
  const serial = nextSerial(db, companyPrefix, range);
  if (!serial.ok) return serial;
  const sscc = buildSscc({ extensionDigit: range.extension, companyPrefix, serial: serial.value });
  return sscc.ok ? ok({ labelId: number, number, sscc: sscc.value, ssccSerial: serial.value }) : sscc;
};
