import type { FeatureEvent } from '../../../shared/feature';
import { adviseByVolume, type CartonFit, type CartonLoad } from '../../../shared/features/packing/cartons';
import { packingEvent } from '../../../shared/features/packing/events';
import type { PackState } from '../../../shared/features/packing/state';
import { isUnknown } from '../../../shared/features/packing/weight-model';
import type { Reader } from '../../store/types';
import { readCartons, readItem, skuModel } from './load';

const load = (db: Reader, sku: string, quantity: number): CartonLoad => {
  const model = skuModel(db, sku);
  const { size, fragile } = readItem(db, sku);
  return { size, quantity, weightMg: isUnknown(model) ? null : Math.round(model.meanMg), fragile };
};

/** What still has to go into a box: all lines less what is packed and short. */
export const remainingLoad = (db: Reader, pack: PackState): CartonLoad[] =>
  pack.lines.flatMap((line) => {
    const quantity = line.quantity - line.packed - line.short;
    return quantity > 0 ? [load(db, line.item.sku, quantity)] : [];
  });

/** Cartons for the items of one parcel plus whatever else would still go into it, best first. */
export const adviseCartons = (db: Reader, pack: PackState, parcelId: string): readonly CartonFit[] => {
  const parcel = pack.parcels.find((each) => each.parcelId === parcelId);
  const inside = (parcel?.items ?? []).map((item) => load(db, item.sku, item.quantity));
  const more = parcel === undefined || parcel.finished ? [] : remainingLoad(db, pack);
  return adviseByVolume(readCartons(db), [...inside, ...more]);
};

/** Filler for fragile goods or a box that stays rather empty; none in a mailer. */
const chooseDunnage = (
  db: Reader,
  pack: PackState,
  best: CartonFit | undefined,
): { dunnageId: string; quantity: number }[] => {
  if (best === undefined || best.carton.kind === 'mailer') return [];
  const fragile = pack.lines.some((line) => line.item.fragile && line.quantity > line.packed + line.short);
  if (!fragile && best.fillPercent >= 60) return [];
  const filler = db.get<{ dunnage_id: string }>(
    'SELECT dunnage_id FROM dunnage ORDER BY weight_mg, dunnage_id LIMIT 1',
  );
  return filler === undefined ? [] : [{ dunnageId: filler.dunnage_id, quantity: fragile ? 2 : 1 }];
};

/** Starts the next parcel with a suggested carton and filler for what remains. */
export const startParcelEvents = (
  db: Reader,
  pack: Pick<PackState, 'packId' | 'orderId' | 'parcels' | 'lines'>,
  parcelId: string,
): FeatureEvent[] => {
  const whole: PackState = {
    ...pack,
    number: '',
    state: 'open',
    claimedBy: null,
    station: '',
    change: null,
    holdReason: null,
    awaiting: null,
  };
  const best = adviseByVolume(readCartons(db), remainingLoad(db, whole))[0];
  const sequence = pack.parcels.reduce((max, parcel) => Math.max(max, parcel.sequence), 0) + 1;
  return [
    packingEvent('v1.packing.parcelStarted', {
      packId: pack.packId,
      orderId: pack.orderId,
      parcelId,
      sequence,
      cartonId: best?.carton.cartonId ?? null,
      dunnage: chooseDunnage(db, whole, best),
    }),
  ];
};
