import type { InputOf } from '../../../shared/feature';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import { applicatorEvent, type LineScan } from '../../../shared/features/applicator/events';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import { decideScan } from '../../../shared/features/packing/decide-scan';
import { good, type ScanMeaning } from '../../../shared/features/packing/decided';
import type { FailureDetails } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { readPackOfParcel } from '../packing/load';
import { readMeaning } from '../packing/meaning';
import { scanFacts } from '../packing/scan';
import { lastApplied, lineScan, openItems, stopEvent, stopsOf, type Item } from './items';

type Input = InputOf<(typeof applicatorCommands)['applicator.verify']>;

/** What was read says nothing of the label: the next code, or the time limit, will. */
const nothing = decided(null, []);

/** Stops the line over an item, once. */
const wrong = (context: CommandContext, item: Item, why: string, details: FailureDetails, scan: AttestedScan) => {
  const isTold = stopsOf(context.db, item.applicator_id).some(({ item_id }) => item_id === item.item_id);
  const failure = { code: why, details };
  return refused(failure, isTold ? [] : [stopEvent(item.applicator_id, item.item_id, why, details, scan)]);
};

/** The label of the item was read on it: both scans go into the record, and the parcel is closed. */
const applied = (context: CommandContext, item: Item, jobId: string, meaning: ScanMeaning): Decision => {
  const { db } = context;
  const pack = readPackOfParcel(db, item.parcel_id ?? '');
  if (pack === null) return refused({ code: 'no-parcel' });
  const { refusal, events } = decideScan(pack, meaning, scanFacts(context));
  // Several copies are about, and this barcode names none of them: the other one on the label does.
  if (refusal?.code === 'copy-code-needed') return nothing;
  if (refusal !== null) {
    const stopped = wrong(context, item, refusal.code, refusal.details ?? {}, meaning.scan);
    return { ...stopped, events: [...events, ...stopped.events] };
  }
  const infeed = JSON.parse(item.infeed) as LineScan;
  const data = {
    applicatorId: item.applicator_id,
    itemId: item.item_id,
    jobId,
    infeed,
    verify: lineScan(meaning.scan),
  };
  return decided(good('line-applied', { title: item.title }), [
    ...events,
    applicatorEvent('v1.applicator.applied', data),
  ]);
};

/** A label on the line that has left the station: nothing that was never sent can have been read. */
const wasSent = ({ job_state }: Item): boolean =>
  job_state === 'sent' || job_state === 'printed' || job_state === 'uncertain';

/**
 * The verifying scanner, or a hand, read something. Only the first item that a label was printed for can pass it: any
 * other label of ours is on the wrong item.
 */
export const verify = (context: CommandContext, { applicatorId, scan }: Input): Decision => {
  const { db } = context;
  const open = openItems(db, applicatorId);
  const head = open.find(({ state }) => state === 'asked' || state === 'taken');
  const meaning = readMeaning(db, scan);
  const parcelId = meaning.label?.parcelId ?? null;
  const last = lastApplied(db, applicatorId);
  // A label has several barcodes, and a scanner may read one twice.
  if (parcelId !== null && parcelId === last?.parcel_id && parcelId !== head?.parcel_id) return nothing;
  if (meaning.label === null || scan.data === head?.code) return nothing;
  if (head === undefined) return refused({ code: 'line-label-unexpected' });
  if (parcelId === null) return wrong(context, head, 'line-strange-label', { title: head.title }, scan);
  if (parcelId === head.parcel_id && head.job_id !== null && wasSent(head))
    return applied(context, head, head.job_id, meaning);
  const { name } = meaning.label;
  const found = name === null ? '' : `${name.order} / ${name.parcel}`;
  return wrong(context, head, 'line-wrong-label', { title: head.title, found }, scan);
};
