import type { Reader } from '../../store/types';

export interface LabelTimes {
  last_item_at: string | null;
  printed_at: string | null;
}

/** Of parcels `c`: their last item, and the first copy of their label that was proved to be out (F13). */
export const labelTimesSql = `c.last_item_at, (SELECT min(j.printed_at) FROM print_jobs j WHERE j.parcel_id = c.parcel_id AND j.kind = 'label') AS printed_at`;

/** Seconds with one decimal; `null` while there is no proof. */
export const secondsOf = ({ last_item_at, printed_at }: LabelTimes): number | null => {
  if (last_item_at === null || printed_at === null) return null;
  const milliseconds = Date.parse(printed_at) - Date.parse(last_item_at);
  return milliseconds < 0 ? null : Math.round(milliseconds / 100) / 10;
};

export const labelSeconds = (db: Reader, parcelId: string): number | null => {
  const times = db.get<LabelTimes>(`SELECT ${labelTimesSql} FROM parcels c WHERE c.parcel_id = ?`, parcelId);
  return times === undefined ? null : secondsOf(times);
};
