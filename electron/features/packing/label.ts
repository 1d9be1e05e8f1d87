import { randomUUID } from 'node:crypto';
import type { FeatureEvent } from '../../../shared/feature';
import type { Approval } from '../../../shared/features/packing/commands';
import { accept, good, refuse, type Decided } from '../../../shared/features/packing/decided';
import { packingEvent } from '../../../shared/features/packing/events';
import {
  areItemsComplete,
  currentParcel,
  packStep,
  type PackState,
  type LabelState,
  type ParcelFacts,
} from '../../../shared/features/packing/state';
import { renderShippingLabel, type ShippingLabelInput } from '../../../shared/labels/shipping-label';
import { civilTime } from '../../../shared/time';
import type { AttachmentRef, CommandContext, StoreSettings } from '../../store/types';
import { subjectOf } from '../orders/stored-order';
import { numberParcel, type ParcelNumbers } from './parcel-numbers';
import { readShipTo, type ShipTo } from './ship-to';

/** Where a label comes out that is not printed at the bench, and what it must fit on. */
export interface LabelPlace {
  readonly printerId: string;
  readonly stock: StoreSettings['label'];
}

export type LabelWish =
  | { readonly kind: 'first'; readonly at?: LabelPlace }
  /** The order's address or service is another one since: the label that is there must not leave with the box. */
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'reprint';
      readonly reason: string;
      readonly approval: Approval | null;
      readonly printerId: string | null;
      readonly at?: LabelPlace;
    };

/** One more than the last; after a restore many more, for those that were printed since the backup. */
const nextCopy = (context: CommandContext, { parcelId }: ParcelFacts): number =>
  context.db.get<{ next_copy: number }>('SELECT next_copy FROM parcels WHERE parcel_id = ?', parcelId)?.next_copy ?? 1;

const weightText = (parcel: ParcelFacts): string => {
  const text = parcel.weight === null ? '' : `${parcel.weightText ?? ''} ${parcel.weight.unit}`.trim();
  return parcel.weightSource === 'typed' ? `${text} NOT MEASURED` : text;
};

/** How many parcels the order comes to, once nothing can follow this one. */
const parcelCount = (pack: PackState, parcel: ParcelFacts): number | null => {
  if (!areItemsComplete(pack)) return null;
  const alive = pack.parcels.filter((each) => each.state !== 'voided');
  return Math.max(alive.length, parcel.sequence);
};

const labelInput = (
  context: CommandContext,
  pack: PackState,
  parcel: ParcelFacts,
  identity: ParcelNumbers,
  copy: number,
  shipTo: ShipTo,
): ShippingLabelInput => ({
  shipFrom: context.settings.shipFrom,
  shipTo,
  service:
    context.db.get<{ service: string }>('SELECT service FROM orders WHERE order_id = ?', pack.orderId)?.service ?? '',
  order: pack.number,
  parcel: parcel.sequence,
  parcels: parcelCount(pack, parcel),
  weight: weightText(parcel),
  date: civilTime(context.at, context.settings.timeZone).date,
  sscc: identity.sscc,
  number: identity.number,
  labelId: identity.labelId,
  copy,
  reprint: copiesOut(context, identity.labelId),
  demo: context.settings.demo,
});

const steps = (pack: PackState, parcel: ParcelFacts): Decided | null => {
  const step = packStep(pack);
  if (step === 'held') return refuse('order-held');
  if (step === 'changed') return refuse(pack.change?.cancelled === true ? 'order-cancelled' : 'order-changed');
  if (currentParcel(pack)?.parcelId !== parcel.parcelId) return refuse('steps-open', { step: 'parcel' });
  if (pack.awaiting !== null) return refuse('steps-open', { step: pack.awaiting.need });
  if (parcel.carton === null) return refuse('no-carton');
  return parcel.state === 'weighed' && step === 'label' ? null : refuse('steps-open', { step });
};

/** A first label is printed again by itself only when it is certain that no copy came out. */
const firstAllowed = (pack: PackState, parcel: ParcelFacts): Decided | null => {
  if (parcel.label === null) return steps(pack, parcel);
  return parcel.label.job === 'failed' && currentParcel(pack)?.parcelId === parcel.parcelId
    ? null
    : refuse('label-print-open', { state: parcel.label.job });
};

const reprintAllowed = (
  context: CommandContext,
  parcel: ParcelFacts,
  wish: Extract<LabelWish, { kind: 'reprint' }>,
): Decided | null => {
  if (parcel.label === null) return refuse('steps-open', { step: 'label' });
  if (parcel.state === 'voided') return refuse('not-now', { step: 'voided' });
  // What never left the station may go to another printer; what was sent is settled first.
  const moved = parcel.label.job === 'requested' && wish.printerId !== null;
  if (parcel.label.job === 'sent' || (parcel.label.job === 'requested' && !moved))
    return refuse('label-print-open', { state: parcel.label.job });
  if (wish.approval === null && parcel.label.copy > context.settings.reprintLimit)
    return refuse('reprint-limit', { limit: context.settings.reprintLimit, parcelId: parcel.parcelId });
  return null;
};

/** What is on its way to the printer can't be called back: it is settled first. */
const changedAllowed = ({ label }: ParcelFacts): Decided | null =>
  label?.job === 'sent' ? refuse('label-print-open', { state: label.job }) : null;

/** Closes a print for good that has not begun or that nobody can vouch for; its copy is refused at the box. */
export const discardPrint = (label: LabelState | null, reason: string): FeatureEvent[] =>
  label !== null && ['requested', 'uncertain', 'failed'].includes(label.job)
    ? [{ type: 'v1.printing.discarded', data: { jobId: label.jobId, reason } }]
    : [];

/** Copies of a label that may lie about somewhere: what was sent, less what surely never came out. */
const copiesOut = (context: CommandContext, labelId: string): number =>
  context.db.get<{ count: number }>(
    'SELECT count(*) AS count FROM labels l JOIN print_jobs j USING (job_id) WHERE l.label_id = ? AND j.sent_at IS NOT NULL',
    labelId,
  )?.count ?? 0;

const jobEvents = (
  parcel: ParcelFacts,
  jobId: string,
  printerId: string,
  attachment: AttachmentRef,
  identity: ParcelNumbers,
  copy: number,
  title: string,
): FeatureEvent[] => {
  return [
    ...discardPrint(parcel.label, 'reprinted'),
    {
      type: 'v1.printing.jobRequested',
      data: {
        jobId,
        kind: 'label',
        printerId,
        attachment,
        title,
        labelId: identity.labelId,
        copy,
        parcelId: parcel.parcelId,
        language: 'zpl',
      },
    },
  ];
};

const reasonOf = (wish: LabelWish, parcel: ParcelFacts): string | null => {
  if (wish.kind === 'reprint') return wish.reason;
  if (wish.kind === 'changed') return 'order-changed';
  return parcel.label === null ? null : 'failed';
};

const barredBy = (context: CommandContext, pack: PackState, parcel: ParcelFacts, wish: LabelWish): Decided | null => {
  if (wish.kind === 'first') return firstAllowed(pack, parcel);
  return wish.kind === 'changed' ? changedAllowed(parcel) : reprintAllowed(context, parcel, wish);
};

/** Makes a parcel's label and asks for its print; refuses while any step before it is open (F14). */
export const makeLabel = (context: CommandContext, pack: PackState, parcel: ParcelFacts, wish: LabelWish): Decided => {
  const barred = barredBy(context, pack, parcel, wish);
  if (barred !== null) return barred;
  const at = wish.kind === 'changed' ? undefined : wish.at;
  const printerId =
    at?.printerId ?? (wish.kind === 'reprint' ? wish.printerId : null) ?? context.settings.labelPrinterId;
  if (printerId === null) return refuse('no-printer');
  const shipTo = readShipTo(context, pack.orderId);
  if (shipTo === null) return refuse('address-missing');
  const numbers = numberParcel(context, parcel);
  if (!numbers.ok) return refuse(numbers.failure.code, numbers.failure.details);
  const identity = numbers.value;
  const copy = nextCopy(context, parcel);
  const { zpl, warnings } = renderShippingLabel(
    labelInput(context, pack, parcel, identity, copy, shipTo),
    at?.stock ?? context.settings.label,
  );
  const [warning] = warnings;
  if (warning !== undefined) return refuse('characters-not-printable', { characters: warning.characters.slice(0, 40) });
  // The address stands in it: it goes with the order's key.
  const attachment = context.attachSealed(subjectOf(pack.orderId), new TextEncoder().encode(zpl), 'zpl');
  const jobId = randomUUID();
  const supervisor = wish.kind === 'reprint' ? (wish.approval?.personId ?? null) : null;
  const reason = reasonOf(wish, parcel);
  return accept(good(copy === 1 ? 'label-requested' : 'reprint-requested', { parcel: parcel.sequence, copy }), [
    packingEvent('v1.packing.labelMade', {
      packId: pack.packId,
      parcelId: parcel.parcelId,
      labelId: identity.labelId,
      copy,
      jobId,
      sscc: identity.sscc,
      ssccSerial: identity.ssccSerial,
      number: identity.number,
      sha256: attachment.sha256,
      printerId,
      reason,
      supervisor,
      otherPrinter: wish.kind === 'reprint' && wish.printerId !== null,
    }),
    ...jobEvents(parcel, jobId, printerId, attachment, identity, copy, `${pack.number} / ${parcel.sequence}`),
  ]);
};
