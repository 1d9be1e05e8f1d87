import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import { applicatorEvent } from '../../../shared/features/applicator/events';
import { good, type Decided } from '../../../shared/features/packing/decided';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { makeLabel, type LabelWish } from '../packing/label';
import { readPackOfParcel } from '../packing/load';
import { dueAgain, type DueParcel } from './arrive';
import { readItem, stopEvent, stopOf, type Item } from './items';

type Input<N extends keyof typeof applicatorCommands> = InputOf<(typeof applicatorCommands)[N]>;

/** The events of a label, and the one that binds it to the item. */
const bound = (item: Item, { events }: Decided, reason: string | null): readonly FeatureEvent[] => {
  const made = events.find(({ type }) => type === 'v1.packing.labelMade')?.data ?? {};
  return [
    ...events,
    applicatorEvent('v1.applicator.labelMade', {
      applicatorId: item.applicator_id,
      itemId: item.item_id,
      jobId: String(made['jobId']),
      labelId: String(made['labelId']),
      copy: Number(made['copy']),
      codes: [],
      reason,
    }),
  ];
};

/** The item gets no label after all: it must come off the line. */
const halted = (item: Item, { code, details = {} }: Failure, events: readonly FeatureEvent[] = []): Decision =>
  refused({ code, details }, [...events, stopEvent(item.applicator_id, item.item_id, code, details, null)]);

/** One that was made and thrown away unprinted is made as another copy: its number may have been seen. */
const wishFor = ({ parcel }: DueParcel, at: Input<'applicator.print'>): LabelWish => {
  const place = { printerId: at.printerId, stock: at.stock };
  return parcel.label?.job === 'discarded'
    ? { kind: 'reprint', reason: 'label-discarded', approval: null, printerId: null, at: place }
    : { kind: 'first', at: place };
};

/** Makes the label of the item whose turn it is. */
export const print = (context: CommandContext, input: Input<'applicator.print'>): Decision => {
  const { db } = context;
  const item = readItem(db, input.itemId);
  if (item === null || item.parcel_id === null) return refused({ code: 'line-item-unknown' });
  if (item.state !== 'waiting' || stopOf(db, item.applicator_id) !== null) return refused({ code: 'not-now' });
  const due = dueAgain(db, item.parcel_id);
  if (!due.ok) return halted(item, due.failure);
  const wish = wishFor(due.value, input);
  const made = makeLabel(context, due.value.pack, due.value.parcel, wish);
  if (made.refusal !== null) return halted(item, made.refusal, made.events);
  return decided(null, bound(item, made, wish.kind === 'reprint' ? wish.reason : null));
};

/** One more copy, for the item that the line stopped over; what is known to lie about is superseded by it. */
export const reprint = (context: CommandContext, input: Input<'applicator.reprint'>): Decision => {
  const { db } = context;
  const item = readItem(db, input.itemId);
  const parcelId = item?.parcel_id ?? null;
  if (item === null || parcelId === null) return refused({ code: 'line-item-unknown' });
  if (stopOf(db, item.applicator_id)?.item_id !== item.item_id) return refused({ code: 'not-now' });
  const pack = readPackOfParcel(db, parcelId);
  const parcel = pack?.parcels.find((each) => each.parcelId === parcelId);
  if (pack === null || parcel === undefined) return refused({ code: 'no-parcel' });
  const at = { printerId: input.printerId, stock: input.stock };
  const wish: LabelWish = { kind: 'reprint', reason: input.reason, approval: null, printerId: null, at };
  const made = makeLabel(context, pack, parcel, wish);
  if (made.refusal !== null) return refused(made.refusal, made.events);
  return decided(good('line-reprint', { title: item.title }), bound(item, made, input.reason));
};
