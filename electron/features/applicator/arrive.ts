import type { InputOf } from '../../../shared/feature';
import { applicatorEvent, type LineScan } from '../../../shared/features/applicator/events';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import { good } from '../../../shared/features/packing/decided';
import { currentParcel, packStep, type PackState, type ParcelFacts } from '../../../shared/features/packing/state';
import type { LabelRecord } from '../../../shared/labels/description/values';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { readPackOfOrder, readPackOfParcel } from '../packing/load';
import { readMeaning } from '../packing/meaning';
import { readGoods } from './goods';
import { isCodeOf, lineScan, openItemOf, openItems } from './items';

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
const barrier = (db: Reader, due: DueParcel): { readonly ok: false; readonly failure: Failure } | null => {
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

/** Whether the label is still due, when its turn has come. */
export const dueAgain = (db: Reader, parcelId: string): Result<DueParcel> => {
  const pack = readPackOfParcel(db, parcelId);
  const parcel = pack?.parcels.find((each) => each.parcelId === parcelId);
  if (pack === null || parcel === undefined) return fail('no-parcel');
  return barrier(db, { pack, parcel }) ?? ok({ pack, parcel });
};

interface Came {
  readonly parcelId: string | null;
  readonly orderId: string | null;
  readonly title: string;
  readonly record: LabelRecord | null;
  /** Why it gets no label; `null`: it does. */
  readonly failure: Failure | null;
}

const box = (db: Reader, due: DueParcel): Came => {
  const { pack, parcel } = due;
  const barred = barrier(db, due);
  const isElsewhere = openItemOf(db, parcel.parcelId) !== null;
  const failure = barred?.failure ?? (isElsewhere ? { code: 'line-elsewhere' } : null);
  const title = `${pack.number} / ${parcel.sequence}`;
  return { parcelId: parcel.parcelId, orderId: pack.orderId, title, record: null, failure };
};

/** A box of ours first; what names none may be goods that get a label of a template. */
const whatCame = (db: Reader, { parcels, goods, scan }: Input): Came => {
  const named = parcels ? namedParcel(db, scan) : fail('unknown-barcode');
  if (named.ok) return box(db, named.value);
  const found = goods ? readGoods(db, scan) : named;
  const nobody = { parcelId: null, orderId: null, title: scan.data.slice(0, 80), record: null };
  // Without goods the first answer says more: an order that is not packed yet, say.
  if (!found.ok)
    return { ...nobody, failure: named.failure.code === 'unknown-barcode' ? found.failure : named.failure };
  return 'record' in found.value ? { ...nobody, ...found.value, failure: null } : { ...nobody, failure: named.failure };
};

/** Two pieces of the same goods bear the same code: only a quick second reading is the same piece. */
const sameWithinMs = 1000;

/** A scanner may read the same item twice while it passes. */
const isReadTwice = (db: Reader, { applicatorId, scan }: Input): boolean =>
  openItems(db, applicatorId).some((item) => {
    if (!isCodeOf(item, scan)) return false;
    const { at } = JSON.parse(item.infeed) as LineScan;
    // Either way: a clock that was set back must not make one piece of all that come.
    return item.record === null || Math.abs(scan.at - at) < sameWithinMs;
  });

/** The infeed scanner read something: it gets in line for its label, or the line stops until it is off. */
export const arrive = ({ db }: CommandContext, input: Input): Decision => {
  if (isReadTwice(db, input)) return decided(null, []);
  const { applicatorId, itemId, scan } = input;
  const { failure, record, ...came } = whatCame(db, input);
  const data = { applicatorId, itemId, ...came, scan: lineScan(scan) };
  if (failure === null)
    return decided(good('line-arrived', { title: came.title }), [
      applicatorEvent('v1.applicator.arrived', { ...data, record }),
    ]);
  const { code: why, details = {} } = failure;
  return refused({ code: why, details }, [applicatorEvent('v1.applicator.refused', { ...data, why, details })]);
};
