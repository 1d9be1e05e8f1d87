import { randomUUID } from 'node:crypto';
import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { applicatorCommands, LaidOut } from '../../../shared/features/applicator/commands';
import { applicatorEvent } from '../../../shared/features/applicator/events';
import { good, type Decided } from '../../../shared/features/packing/decided';
import type { Failure } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { makeLabel, type LabelWish } from '../packing/label';
import { readPackOfParcel } from '../packing/load';
import { dueAgain, type DueParcel } from './arrive';
import { codesOf, isSameCode, lastApplied, openItems, readItem, stopEvent, stopOf, type Item } from './items';

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
      template: null,
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

/** Barcodes by which this label can be told from the item itself, and from the labels before and behind it. */
const provingCodes = (db: Reader, item: Item, codes: readonly string[]): readonly string[] => {
  const others = [...openItems(db, item.applicator_id), lastApplied(db, item.applicator_id)].flatMap((each) =>
    each === null || each.item_id === item.item_id ? [] : codesOf(each),
  );
  const taken = [item.code, ...others];
  return codes.filter((code) => !taken.some((each) => isSameCode(each, code)));
};

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** The label of a template that was laid out for this very item. */
const goodsLabel = (
  context: CommandContext,
  item: Item,
  label: NonNullable<LaidOut>,
  printerId: string,
  reason: string | null,
): readonly FeatureEvent[] => {
  const { bytes, codes, language, templateId, version } = label;
  const jobId = randomUUID();
  return [
    {
      type: 'v1.printing.jobRequested',
      data: {
        jobId,
        kind: 'label',
        printerId,
        attachment: context.attach(fromBase64(bytes), language),
        title: item.title,
        labelId: null,
        copy: null,
        parcelId: null,
        language,
      },
    },
    applicatorEvent('v1.applicator.labelMade', {
      applicatorId: item.applicator_id,
      itemId: item.item_id,
      jobId,
      labelId: null,
      copy: (item.copy ?? 0) + 1,
      codes: provingCodes(context.db, item, codes),
      template: { templateId, version },
      reason,
    }),
  ];
};

/** Why a label of a template proves nothing; `null`: it does. */
const unproven = (db: Reader, item: Item, label: LaidOut): Failure | null => {
  if (label === null) return { code: 'line-no-template' };
  return provingCodes(db, item, label.codes).length > 0 ? null : { code: 'line-no-own-code' };
};

const printGoods = (context: CommandContext, item: Item, { label, printerId }: Input<'applicator.print'>): Decision => {
  const failure = unproven(context.db, item, label);
  return failure !== null || label === null
    ? halted(item, failure ?? { code: 'line-no-template' })
    : decided(null, goodsLabel(context, item, label, printerId, null));
};

/** Makes the label of the item whose turn it is. */
export const print = (context: CommandContext, input: Input<'applicator.print'>): Decision => {
  const { db } = context;
  const item = readItem(db, input.itemId);
  if (item === null) return refused({ code: 'line-item-unknown' });
  if (item.state !== 'waiting' || stopOf(db, item.applicator_id) !== null) return refused({ code: 'not-now' });
  if (item.parcel_id === null) return printGoods(context, item, input);
  const due = dueAgain(db, item.parcel_id);
  if (!due.ok) return halted(item, due.failure);
  const wish = wishFor(due.value, input);
  const made = makeLabel(context, due.value.pack, due.value.parcel, wish);
  if (made.refusal !== null) return halted(item, made.refusal, made.events);
  return decided(null, bound(item, made, wish.kind === 'reprint' ? wish.reason : null));
};

/** The label before may have been sent and never settled: nobody knows of it, and it is closed for good. */
const discardedBefore = ({ job_id: jobId, job_state: state }: Item): readonly FeatureEvent[] =>
  state === 'uncertain' || state === 'failed'
    ? [{ type: 'v1.printing.discarded', data: { jobId, reason: 'reprinted' } }]
    : [];

const reprintGoods = (context: CommandContext, item: Item, input: Input<'applicator.reprint'>): Decision => {
  const { label, printerId, reason } = input;
  const failure = unproven(context.db, item, label);
  if (failure !== null || label === null) return refused(failure ?? { code: 'line-no-template' });
  if (item.job_state === 'sent' || item.job_state === 'requested') return refused({ code: 'line-label-in-printer' });
  return decided(good('line-reprint', { title: item.title }), [
    ...discardedBefore(item),
    ...goodsLabel(context, item, label, printerId, reason),
  ]);
};

/** One more copy, for the item that the line stopped over; what is known to lie about is superseded by it. */
export const reprint = (context: CommandContext, input: Input<'applicator.reprint'>): Decision => {
  const { db } = context;
  const item = readItem(db, input.itemId);
  if (item === null) return refused({ code: 'line-item-unknown' });
  if (stopOf(db, item.applicator_id)?.item_id !== item.item_id) return refused({ code: 'not-now' });
  if (item.parcel_id === null)
    return item.record === null ? refused({ code: 'not-now' }) : reprintGoods(context, item, input);
  const pack = readPackOfParcel(db, item.parcel_id);
  const parcel = pack?.parcels.find((each) => each.parcelId === item.parcel_id);
  if (pack === null || parcel === undefined) return refused({ code: 'no-parcel' });
  const at = { printerId: input.printerId, stock: input.stock };
  const wish: LabelWish = { kind: 'reprint', reason: input.reason, approval: null, printerId: null, at };
  const made = makeLabel(context, pack, parcel, wish);
  if (made.refusal !== null) return refused(made.refusal, made.events);
  return decided(good('line-reprint', { title: item.title }), bound(item, made, input.reason));
};
