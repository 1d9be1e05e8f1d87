import type { InputOf } from '../../../shared/feature';
import { applicatorEvent } from '../../../shared/features/applicator/events';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import { good } from '../../../shared/features/packing/decided';
import { currentParcel, packStep, type PackState, type ParcelFacts } from '../../../shared/features/packing/state';
import { fail, ok, type Result } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { readPackOfOrder, readPackOfParcel } from '../packing/load';
import { readMeaning } from '../packing/meaning';
import { lineScan, openItemOf, openItems } from './items';

type Input = InputOf<(typeof applicatorCommands)['applicator.arrive']>;

export interface DueParcel {
  readonly pack: PackState;
  readonly parcel: ParcelFacts;
}

const nameOf = ({ pack, parcel }: DueParcel) => ({ order: pack.number, parcel: parcel.sequence });

/** Labels of before that surely lie nowhere. */
const isNowhere = ({ label }: ParcelFacts): boolean =>
  label === null || label.job === 'failed' || label.job === 'discarded';

/** Why this parcel gets no label now; `null`: it is due to it. */
const barrier = (db: Reader, due: DueParcel): Result<never> | null => {
  const { pack, parcel } = due;
  const name = nameOf(due);
  if (db.get('SELECT 1 FROM restored_holds WHERE order_id = ?', pack.orderId) !== undefined)
    return fail('restored-order', { orderId: pack.orderId, ...name });
  const step = packStep(pack);
  if (step === 'held') return fail('order-held');
  if (step === 'changed') return fail(pack.change?.cancelled === true ? 'order-cancelled' : 'order-changed');
  if (parcel.state === 'closed' || parcel.state === 'voided') return fail('line-parcel-done', name);
  if (currentParcel(pack)?.parcelId !== parcel.parcelId) return fail('line-not-weighed', name);
  if (step === 'confirm' || !isNowhere(parcel)) return fail('line-label-out', name);
  return step === 'label' ? null : fail('line-not-weighed', name);
};

/** The parcel that a code names: its own number or label, its order, or its tote. */
const namedParcel = (db: Reader, scan: AttestedScan): Result<DueParcel> => {
  const { label, order, failure } = readMeaning(db, scan);
  if (failure !== null) return { ok: false, failure };
  const parcelId = label?.parcelId ?? null;
  const pack = parcelId === null ? null : readPackOfParcel(db, parcelId);
  const own = pack?.parcels.find((each) => each.parcelId === parcelId);
  if (pack !== null && own !== undefined) return ok({ pack, parcel: own });
  if (label !== null) return fail('label-unknown');
  if (order === null) return fail('unknown-barcode');
  const packed = readPackOfOrder(db, order.orderId);
  const parcel = packed === null ? null : (currentParcel(packed) ?? packed.parcels.at(-1) ?? null);
  return packed === null || parcel === null
    ? fail('line-not-packed', { order: order.number })
    : ok({ pack: packed, parcel });
};

export const dueParcel = (db: Reader, scan: AttestedScan): Result<DueParcel> => {
  const named = namedParcel(db, scan);
  return named.ok ? (barrier(db, named.value) ?? named) : named;
};

/** The same once more, when its turn has come. */
export const dueAgain = (db: Reader, parcelId: string): Result<DueParcel> => {
  const pack = readPackOfParcel(db, parcelId);
  const parcel = pack?.parcels.find((each) => each.parcelId === parcelId);
  if (pack === null || parcel === undefined) return fail('no-parcel');
  return barrier(db, { pack, parcel }) ?? ok({ pack, parcel });
};

/** The infeed scanner read something: it gets in line for its label, or the line stops until it is off. */
export const arrive = ({ db }: CommandContext, { applicatorId, itemId, scan }: Input): Decision => {
  // A scanner may read the same item twice while it passes.
  if (openItems(db, applicatorId).some(({ code }) => code === scan.data)) return decided(null, []);
  const due = dueParcel(db, scan);
  const elsewhere = due.ok ? openItemOf(db, due.value.parcel.parcelId) : null;
  const failure = due.ok ? (elsewhere === null ? null : { code: 'line-elsewhere' as const }) : due.failure;
  if (!due.ok || failure !== null) {
    const { code: why, details = {} } = failure ?? { code: 'unknown-barcode' };
    const title = scan.data.slice(0, 80);
    const data = { applicatorId, itemId, title, why, details, scan: lineScan(scan) };
    return refused({ code: why, details }, [applicatorEvent('v1.applicator.refused', data)]);
  }
  const { pack, parcel } = due.value;
  const title = `${pack.number} / ${parcel.sequence}`;
  const came = { applicatorId, itemId, parcelId: parcel.parcelId, orderId: pack.orderId, title, scan: lineScan(scan) };
  return decided(good('line-arrived', { title }), [applicatorEvent('v1.applicator.arrived', came)]);
};
