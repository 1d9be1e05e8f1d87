import { randomUUID } from 'node:crypto';
import type { Scan } from '../../shared/devices';
import type { AttestedReading, AttestedScan } from '../../shared/features/packing/commands';
import type { PackView } from '../../shared/features/packing/view';
import { fail, type Failure, type Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';
import { isUnheard } from './send-once';
import type { Weighing } from './weighing';

export interface PackControllerDependencies {
  readonly store: Store;
  /** Who acts now; role `station` while nobody is signed in. */
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly weighing: Weighing;
  readonly onPendingQuantity: (quantity: number | null) => void;
  /** Whether this station lets anybody key a quantity. */
  readonly quantityAllowed: () => boolean;
  /** Scans go to a count's bins. */
  readonly isCounting: () => boolean;
  /** Labels are printed and applied on a line: a weighed box goes there, and the bench is free. */
  readonly labelsOnLine: () => boolean;
  /** A print that a crash left behind: it waits for a person's word. */
  readonly isLeft: (jobId: string) => boolean;
  /** A scan was refused in a way that a supervisor may lift. */
  readonly onRefused: (failure: Failure) => void;
  /** A scan was for the open order: its screen should be in sight. */
  readonly onWork: () => void;
}

/** A supervisor's word for a typed code, and why it was typed; both `null` for a scan. */
interface ScanApproval {
  readonly approval: unknown;
  readonly reason: string | null;
}
const scanned: ScanApproval = { approval: null, reason: null };

const keptScans = 20;
const mostQuantity = 9999;

/**
 * The hands of a pack station on the trusted side: takes each scan and weight to the record in order, and moves on by
 * itself where the next step needs no person (weigh when all is in, print when the weight is right).
 */
export const createPackController = (dependencies: PackControllerDependencies) => {
  const { store, actor, feedback, weighing } = dependencies;
  let queue: Promise<unknown> = Promise.resolve();
  let pendingQuantity: number | null = null;
  let changeTold: string | null = null;
  const recentScans = new Map<number, { readonly scan: AttestedScan } & ScanApproval>();
  /** Parcels whose label was asked for by itself, so that a refusal is told once and not in a circle. */
  const labelAsked = new Set<string>();

  const execute = async (name: string, input: unknown, id: string = randomUUID()): Promise<Result<unknown>> => {
    const who = actor();
    // A lock may come between a scan and its turn: nothing is packed in nobody's name.
    if (who.personId === null) return fail('sign-in-first');
    const envelope = { id, name, input, actor: who, origin: 'trusted' as const };
    const first = await store.execute(envelope);
    return isUnheard(first) ? store.execute(envelope) : first;
  };

  const view = async (): Promise<PackView | null> => {
    const answer = await store.query('packing.current', {}, actor());
    return answer.ok ? (answer.value as PackView | null) : null;
  };

  const setPending = (quantity: number | null): void => {
    if (quantity === pendingQuantity) return;
    pendingQuantity = quantity;
    dependencies.onPendingQuantity(quantity);
  };

  const printLabel = async (parcelId: string): Promise<void> => {
    if (labelAsked.has(parcelId)) return;
    labelAsked.add(parcelId);
    feedback.result(await execute('packing.requestLabel', { parcelId }));
  };

  /** A change of the order that nobody has been told of yet, in colour and sound. */
  const tellChange = (pack: PackView | null): void => {
    const change = pack?.step === 'changed' ? pack.change : null;
    const key = change === null || pack === null ? null : JSON.stringify([pack.packId, change]);
    if (key !== null && key !== changeTold)
      feedback.bad({ code: change?.cancelled === true ? 'order-cancelled' : 'order-changed' });
    changeTold = key;
  };

  /** Puts the order aside: its box goes on the line, and the next one can be opened here. */
  const toLine = async ({ packId, number: order }: PackView, parcel: number): Promise<PackView | null> => {
    const released = await execute('packing.release', { packId });
    if (!released.ok) feedback.bad(released.failure);
    else feedback.good('line-box-ready', { order, parcel });
    return view();
  };

  /** Looks at the record and does what needs no person; answers what is open. */
  const advance = async (): Promise<PackView | null> => {
    const signedIn = actor().role !== 'station';
    const pack = signedIn ? await view() : null;
    tellChange(pack);
    const parcel = pack?.parcel ?? null;
    if (pack?.step !== 'items') setPending(null);
    const weigh = parcel !== null && (pack?.step === 'weigh' || pack?.step === 'weight-refused');
    weighing.want(weigh ? parcel.parcelId : null);
    if (parcel !== null && pack?.step === 'label' && parcel.state === 'weighed') {
      if (dependencies.labelsOnLine()) return toLine(pack, parcel.sequence);
      await printLabel(parcel.parcelId);
    }
    if (parcel !== null && parcel.state !== 'weighed') labelAsked.delete(parcel.parcelId);
    return pack;
  };

  /** One thing after the other: a scan is decided on the state that the scan before it left. */
  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const run = queue.then(act, act);
    queue = run.catch(() => undefined);
    return run;
  };

  const remember = (scan: AttestedScan, approved: ScanApproval): void => {
    recentScans.set(scan.sequence, { scan, ...approved });
    const oldest = recentScans.keys().next();
    if (recentScans.size > keptScans && !oldest.done) recentScans.delete(oldest.value);
  };

  const takeScan = async (scan: AttestedScan, approved: ScanApproval, sku: string | null = null): Promise<void> => {
    remember(scan, approved);
    const quantity = pendingQuantity;
    const result = await execute('packing.scan', { scan, quantity, sku, ...approved });
    // What may not be counted is scanned piece by piece: the keyed number must not stay in the way.
    if (result.ok || result.failure.code === 'quantity-not-allowed') setPending(null);
    feedback.result(result, scan.data);
    if (!result.ok) dependencies.onRefused(result.failure);
    if ((await advance()) !== null) dependencies.onWork();
  };

  /** A recent scan once more, as the item that somebody chose for it. */
  const scanAgain = async (sequence: number, sku: string): Promise<boolean> => {
    const recent = recentScans.get(sequence);
    if (recent === undefined) return false;
    const { scan, approval, reason } = recent;
    await takeScan(scan, { approval, reason }, sku);
    return true;
  };

  const openOrder = async (number: string): Promise<Result<unknown>> => {
    const answer = await execute('packing.openOrder', { number, takeOver: null });
    feedback.result(answer);
    if (!answer.ok) dependencies.onRefused(answer.failure);
    if ((await advance()) !== null) dependencies.onWork();
    return answer;
  };

  /** The label of the parcel in work: made, made anew after a failure, or sent at last after a crash. */
  const printAgain = async (): Promise<void> => {
    const pack = await view();
    const parcel = pack?.parcel ?? null;
    if (pack === null || parcel === null) return feedback.bad({ code: 'no-order-open' });
    const jobId = parcel.label?.job === 'requested' ? parcel.label.jobId : null;
    if (jobId !== null && dependencies.isLeft(jobId)) {
      const resumed = await execute('printing.resume', { jobId });
      if (resumed.ok) feedback.good('label-requested', { parcel: parcel.sequence });
      else feedback.bad(resumed.failure);
    } else {
      labelAsked.delete(parcel.parcelId);
      await printLabel(parcel.parcelId);
    }
    await advance();
  };

  const weighAgain = async (): Promise<void> => {
    const pack = await view();
    const parcel = pack?.parcel ?? null;
    if (pack === null || parcel === null) return feedback.bad({ code: 'no-order-open' });
    const may = pack.step === 'weigh' || pack.step === 'weight-refused' || pack.step === 'label';
    if (!may || parcel.label !== null) return feedback.bad({ code: 'not-now', details: { step: pack.step } });
    weighing.again(parcel.parcelId);
    feedback.need('reweigh');
  };

  const setQuantity = async (quantity: number | null): Promise<void> => {
    if (quantity === null) return setPending(null);
    if (!dependencies.quantityAllowed() || quantity > mostQuantity) return feedback.bad({ code: 'keyed-quantity-off' });
    // Pieces are keyed for an order, or for the bin that is being counted.
    if (!dependencies.isCounting() && (await view()) === null) return feedback.bad({ code: 'no-order-open' });
    setPending(quantity === 1 ? null : quantity);
    feedback.good('quantity-set', { quantity });
  };

  return {
    advance: (): Promise<PackView | null> => inOrder(advance),
    execute: (name: string, input: unknown): Promise<Result<unknown>> => inOrder(() => execute(name, input)),
    view,
    scan: ({ sequence, deviceId, data, aim, source, at, simulated }: Scan): Promise<void> =>
      inOrder(() => takeScan({ sequence, deviceId, data, aim, source, at, simulated }, scanned)),
    /** A code typed because the scanner is broken: marked, and only with a supervisor's word. */
    keyedScan: (scan: AttestedScan, approval: unknown, reason: string): Promise<void> =>
      inOrder(() => takeScan(scan, { approval, reason })),
    /** The picture that somebody chose for a code scanned just before. */
    chooseItem: (scanSequence: number, sku: string): Promise<boolean> => inOrder(() => scanAgain(scanSequence, sku)),
    openOrder: (number: string): Promise<Result<unknown>> => inOrder(() => openOrder(number)),
    captured: (parcelId: string, readings: readonly AttestedReading[]): Promise<void> =>
      inOrder(async () => {
        feedback.result(await execute('packing.recordWeight', { parcelId, readings }));
        await advance();
      }),
    weighAgain: (): Promise<void> => inOrder(weighAgain),
    setQuantity: (quantity: number | null): Promise<void> => inOrder(() => setQuantity(quantity)),
    keyedQuantity: (): number | null => pendingQuantity,
    /** The keyed quantity, for something else than an item scan. */
    takeQuantity: (): number | null => {
      const quantity = pendingQuantity;
      setPending(null);
      return quantity;
    },
    /** F12 and the PRINT barcode. */
    printAgain: (): Promise<void> => inOrder(printAgain),
  };
};
export type PackController = ReturnType<typeof createPackController>;
