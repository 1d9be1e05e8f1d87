import type { InputOf } from '../../../shared/feature';
import type { applicatorCommands } from '../../../shared/features/applicator/commands';
import { applicatorEvent, type LineScan } from '../../../shared/features/applicator/events';
import type { AttestedScan } from '../../../shared/features/packing/commands';
import { decideScan } from '../../../shared/features/packing/decide-scan';
import { good, type ScanMeaning } from '../../../shared/features/packing/decided';
import { decodeCopyCode } from '../../../shared/labels/copy-code';
import type { FailureDetails } from '../../../shared/result';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { readPackOfParcel } from '../packing/load';
import { readMeaning } from '../packing/meaning';
import { scanFacts } from '../packing/scan';
import {
  codesOf,
  isCodeOf,
  isSameCode,
  lastApplied,
  lineScan,
  openItems,
  stopEvent,
  stopsOf,
  type Item,
} from './items';

type Input = InputOf<(typeof applicatorCommands)['applicator.verify']>;

/** What was read says nothing of the label: the next code, or the time limit, will. */
const nothing = decided(null, []);

/** Stops the line over an item, once. */
const wrong = (context: CommandContext, item: Item, why: string, details: FailureDetails, scan: AttestedScan) => {
  const isTold = stopsOf(context.db, item.applicator_id).some(({ item_id }) => item_id === item.item_id);
  const failure = { code: why, details };
  return refused(failure, isTold ? [] : [stopEvent(item.applicator_id, item.item_id, why, details, scan)]);
};

const appliedEvent = (
  { applicator_id: applicatorId, item_id: itemId, infeed }: Item,
  jobId: string,
  scan: AttestedScan,
) =>
  applicatorEvent('v1.applicator.applied', {
    applicatorId,
    itemId,
    jobId,
    infeed: JSON.parse(infeed) as LineScan,
    verify: lineScan(scan),
  });

/** The label of a box was read on it: both scans go into the record, and the parcel is closed. */
const appliedBox = (context: CommandContext, item: Item, jobId: string, meaning: ScanMeaning): Decision => {
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
  return decided(good('line-applied', { title: item.title }), [...events, appliedEvent(item, jobId, meaning.scan)]);
};

const appliedGoods = (item: Item, jobId: string, scan: AttestedScan): Decision =>
  decided(good('line-applied', { title: item.title }), [
    // Its scan is the strongest proof that it is out.
    ...(item.job_state === 'printed'
      ? []
      : [{ type: 'v1.printing.confirmedByScan', data: { jobId, keyed: scan.source === 'keyed' } }]),
    appliedEvent(item, jobId, scan),
  ]);

/** A label on the line that has left the station: nothing that was never sent can have been read. */
const wasSent = ({ job_state }: Item): boolean =>
  job_state === 'sent' || job_state === 'printed' || job_state === 'uncertain';

const bears = (item: Item, { data }: AttestedScan): boolean => codesOf(item).some((code) => isSameCode(code, data));

const inZone = (db: Reader, applicatorId: string): readonly Item[] =>
  openItems(db, applicatorId).filter(({ state }) => state === 'asked' || state === 'taken');

/** A label of ours was read, and not what it is on. */
export const isLabel = (db: Reader, { applicatorId, scan }: Input): boolean => {
  if (decodeCopyCode(scan.data.trim()) !== null) return true;
  const last = lastApplied(db, applicatorId);
  return [...inZone(db, applicatorId), ...(last === null ? [] : [last])].some((item) => bears(item, scan));
};

/** Whose label was read; `null`: nobody's that the line or the record knows of. */
const ownerOf = (items: readonly Item[], { scan, label }: ScanMeaning): Item | null =>
  items.find((item) => bears(item, scan) || (item.parcel_id !== null && item.parcel_id === label?.parcelId)) ?? null;

const foundIn = ({ label }: ScanMeaning, owner: Item | null): string => {
  if (owner !== null) return owner.title;
  const name = label?.name ?? null;
  return name === null ? '' : `${name.order} / ${name.parcel}`;
};

/**
 * The verifying scanner, or a hand, read something. Only the first item that a label was printed for can pass it: any
 * other label of ours is on the wrong item.
 */
export const verify = (context: CommandContext, { applicatorId, scan }: Input): Decision => {
  const { db } = context;
  const zone = inZone(db, applicatorId);
  const [head] = zone;
  const meaning = readMeaning(db, scan);
  const last = lastApplied(db, applicatorId);
  const owner = ownerOf([...zone, ...(last === null ? [] : [last])], meaning);
  // A label has several barcodes, and a scanner may read one twice; and the item bears its own code.
  if (owner !== null && owner.item_id === last?.item_id) return nothing;
  if ((head !== undefined && isCodeOf(head, scan)) || (owner === null && meaning.label === null)) return nothing;
  if (head === undefined) return refused({ code: 'line-label-unexpected' });
  if (owner === null && (meaning.label?.parcelId ?? null) === null)
    return wrong(context, head, 'line-strange-label', { title: head.title }, scan);
  if (owner?.item_id !== head.item_id || head.job_id === null || !wasSent(head))
    return wrong(context, head, 'line-wrong-label', { title: head.title, found: foundIn(meaning, owner) }, scan);
  return head.parcel_id === null
    ? appliedGoods(head, head.job_id, scan)
    : appliedBox(context, head, head.job_id, meaning);
};
