import type { FeatureEvent, InputOf } from '../../../shared/feature';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import { applicatorEvent } from '../../../shared/features/applicator/events';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import { good } from '../../../shared/features/packing/decided';
import { decided, refused, type CommandContext, type CommandHandler, type Decision } from '../../store/types';
import { readMeaning } from '../packing/meaning';
import { arrive } from './arrive';
import { isCodeOf, isOpen, lineScan, openItems, readItem, stopEvent, stopOf, stopsOf, type Item } from './items';
import { print, reprint } from './print';
import { isLabel, verify } from './verify';

type Input<N extends keyof typeof applicatorCommands> = InputOf<(typeof applicatorCommands)[N]>;

const taken = ({ db }: CommandContext, { itemId, evidence }: Input<'applicator.taken'>): Decision => {
  const item = readItem(db, itemId);
  if (item === null || item.state !== 'asked') return refused({ code: 'not-now' });
  return decided(null, [
    applicatorEvent('v1.applicator.labelTaken', { applicatorId: item.applicator_id, itemId, evidence }),
  ]);
};

/** A label that has not been sent must not come out any more: the item that it was for has gone by. */
const discarded = (item: Item | null): readonly FeatureEvent[] => {
  const state = item?.job_state ?? null;
  const isOpenJob = state === 'requested' || state === 'uncertain' || state === 'failed';
  return isOpenJob ? [{ type: 'v1.printing.discarded', data: { jobId: item?.job_id, reason: 'line-stopped' } }] : [];
};

const halt = ({ db }: CommandContext, input: Input<'applicator.halt'>): Decision => {
  const { applicatorId, itemId, why, details, scan } = input;
  const item = itemId === null ? null : readItem(db, itemId);
  if (itemId !== null && (item === null || !isOpen(item))) return refused({ code: 'not-now' });
  const isTold = stopsOf(db, applicatorId).some(
    (each) => each.item_id === itemId && (itemId !== null || each.why === why),
  );
  if (isTold) return refused({ code: 'not-now' });
  return decided(null, [
    ...(item?.job_state === 'requested' ? discarded(item) : []),
    stopEvent(applicatorId, itemId, why, details, scan),
  ]);
};

const off = ({ db }: CommandContext, item: Item, reason: string | null, scan: AttestedScan | null): Decision => {
  // Whatever is in the printer still comes out, and would go on the item behind.
  if (item.job_state === 'sent') return refused({ code: 'line-label-in-printer' });
  const why = stopsOf(db, item.applicator_id).find(({ item_id }) => item_id === item.item_id)?.why ?? 'line-by-hand';
  return decided(good('line-off', { title: item.title }), [
    ...discarded(item),
    applicatorEvent('v1.applicator.takenOff', {
      applicatorId: item.applicator_id,
      itemId: item.item_id,
      why,
      reason,
      scan: scan === null ? null : lineScan(scan),
    }),
  ]);
};

const takeOff = (context: CommandContext, { itemId, reason }: Input<'applicator.takeOff'>): Decision => {
  const item = readItem(context.db, itemId);
  return item === null || !isOpen(item) ? refused({ code: 'not-now' }) : off(context, item, reason, null);
};

/** By the code that the infeed scanner read, by its order or tote, or by its parcel's number. */
const takeOffScanned = (context: CommandContext, { applicatorId, scan }: Input<'applicator.byHand'>): Decision => {
  const { db } = context;
  const { label, order } = readMeaning(db, scan);
  const open = openItems(db, applicatorId);
  const isIt = (item: Item): boolean =>
    isCodeOf(item, scan) ||
    (item.parcel_id !== null && item.parcel_id === label?.parcelId) ||
    (item.order_id !== null && item.order_id === order?.orderId);
  const stopped = open.find(({ item_id }) => item_id === stopOf(db, applicatorId)?.item_id);
  const found = stopped !== undefined && isIt(stopped) ? stopped : open.find(isIt);
  if (found !== undefined) return off(context, found, null, scan);
  return refused(
    stopped === undefined ? { code: 'line-not-here' } : { code: 'line-other-item', details: { title: stopped.title } },
  );
};

const byHand = (context: CommandContext, input: Input<'applicator.byHand'>): Decision =>
  isLabel(context.db, input) ? verify(context, input) : takeOffScanned(context, input);

const goOn = ({ db }: CommandContext, { applicatorId, why }: Input<'applicator.goOn'>): Decision => {
  const stop = stopOf(db, applicatorId);
  if (stop === null) return decided(good('line-goes-on'), []);
  if (stop.item_id !== null)
    return refused({ code: 'line-item-first', details: { title: readItem(db, stop.item_id)?.title ?? '' } });
  // Pressed twice, or for what somebody has seen to already: what the line stopped over since then is another matter.
  if (stop.why !== why) return refused({ code: 'not-now' });
  return decided(good('line-goes-on'), [applicatorEvent('v2.applicator.resumed', { applicatorId, why })]);
};

/** What each command of a line does. */
export const applicatorHandlers: Readonly<Record<keyof typeof applicatorCommands, CommandHandler>> = {
  'applicator.arrive': arrive,
  'applicator.print': print,
  'applicator.taken': taken,
  'applicator.verify': verify,
  'applicator.halt': halt,
  'applicator.byHand': byHand,
  'applicator.takeOff': takeOff,
  'applicator.reprint': reprint,
  'applicator.goOn': goOn,
};
