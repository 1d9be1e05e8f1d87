import type { Reader } from '../../store/types';

interface Times {
  last_item_at: string | null;
  printed_at: string | null;
}

/** From a parcel's last item to the first copy of its label that was proved to be out (F13). */
const timesSql = `SELECT c.last_item_at, (SELECT min(j.printed_at) FROM print_jobs j WHERE j.parcel_id = c.parcel_id AND j.kind = 'label') AS printed_at FROM parcels c`;

/** Seconds with one decimal; `null` while there is no proof. */
const secondsOf = ({ last_item_at, printed_at }: Times): number | null => {
  if (last_item_at === null || printed_at === null) return null;
  const milliseconds = Date.parse(printed_at) - Date.parse(last_item_at);
  return milliseconds < 0 ? null : Math.round(milliseconds / 100) / 10;
};

export const labelSeconds = (db: Reader, parcelId: string): number | null => {
  const times = db.get<Times>(`${timesSql} WHERE c.parcel_id = ?`, parcelId);
  return times === undefined ? null : secondsOf(times);
};
