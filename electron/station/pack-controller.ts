import { randomUUID } from 'node:crypto';
import type { Scan } from '../../shared/devices';
import type { AttestedReading, AttestedScan } from '../../shared/features/packing/commands';
import type { PackView } from '../../shared/features/packing/view';
import type { Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';
import type { Weighing } from './weighing';

export interface PackControllerDependencies {
  readonly store: Store;
  /** Who acts now; role `station` while nobody is signed in. */
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly weighing: Weighing;
  readonly onPendingQuantity: (quantity: number | null) => void;
}

/** What a scan still needs before the record may hear of it. */
interface ScanExtras {
  readonly quantity: number | null;
  readonly sku: string | null;
  readonly approval: unknown;
}

/** Makes the same wish again when the store host was restarting: the id makes that harmless. */
const retryable = new Set(['host-restarting', 'host-down', 'timeout']);

/**
 * The hands of a pack station on the trusted side: takes each scan and weight to the record in order, and moves on by
 * itself where the next step needs no person (weigh when all is in, print when the weight is right).
 */
export const createPackController = (dependencies: PackControllerDependencies) => {
  const { store, actor, feedback, weighing } = dependencies;
  let queue: Promise<unknown> = Promise.resolve();
  let pendingQuantity: number | null = null;
  const recentScans = new Map<number, AttestedScan>();
  /** Parcels whose label was asked for by itself, so that a refusal is told once and not in a circle. */
  const labelAsked = new Set<string>();

  const execute = async (name: string, input: unknown, id: string = randomUUID()): Promise<Result<unknown>> => {
    const envelope = { id, name, input, actor: actor(), origin: 'trusted' as const };
    const first = await store.execute(envelope);
    return !first.ok && retryable.has(first.failure.code) ? store.execute(envelope) : first;
  };

  const view = async (): Promise<PackView | null> => {
    const answer = await store.query('packing.current', {}, actor());
    return answer.ok ? (answer.value as PackView | null) : null;
  };

  const setPending = (quantity: number | null): void => {
    pendingQuantity = quantity;
    dependencies.onPendingQuantity(quantity);
  };

  const printLabel = async (parcelId: string): Promise<void> => {
    if (labelAsked.has(parcelId)) return;
    labelAsked.add(parcelId);
    feedback.result(await execute('packing.requestLabel', { parcelId }));
  };

  /** Looks at the record and does what needs no person. */
  const advance = async (): Promise<void> => {
    const signedIn = actor().role !== 'station';
    const pack = signedIn ? await view() : null;
    const parcel = pack?.parcel ?? null;
    const weigh = parcel !== null && (pack?.step === 'weigh' || pack?.step === 'weight-refused');
    weighing.want(weigh ? parcel.parcelId : null);
    if (parcel !== null && pack?.step === 'label' && parcel.state === 'weighed') await printLabel(parcel.parcelId);
    if (parcel !== null && parcel.state !== 'weighed') labelAsked.delete(parcel.parcelId);
  };

  /** One thing after the other: a scan is decided on the state that the scan before it left. */
  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const run = queue.then(act, act);
    queue = run.catch(() => undefined);
    return run;
  };

  const remember = (scan: AttestedScan): void => {
    recentScans.set(scan.sequence, scan);
    const oldest = recentScans.keys().next();
    if (recentScans.size > 20 && !oldest.done) recentScans.delete(oldest.value);
  };

  const takeScan = async (scan: AttestedScan, extras: ScanExtras): Promise<void> => {
    remember(scan);
    const result = await execute('packing.scan', { scan, ...extras });
    if (result.ok && extras.quantity !== null) setPending(null);
    feedback.result(result, scan.data);
    await advance();
  };

  return {
    advance: (): Promise<void> => inOrder(advance),
    execute: (name: string, input: unknown): Promise<Result<unknown>> => inOrder(() => execute(name, input)),
    view,
    scan: ({ sequence, deviceId, data, aim, source, at, simulated }: Scan): Promise<void> =>
      inOrder(() =>
        takeScan(
          { sequence, deviceId, data, aim, source, at, simulated },
          { quantity: pendingQuantity, sku: null, approval: null },
        ),
      ),
    /** A code typed because the scanner is broken: marked, and only with a supervisor's word. */
    keyedScan: (scan: AttestedScan, approval: unknown): Promise<void> =>
      inOrder(() => takeScan(scan, { quantity: pendingQuantity, sku: null, approval })),
    /** The picture that the operator chose for an ambiguous code scanned just before. */
    chooseItem: (scanSequence: number, sku: string): Promise<boolean> =>
      inOrder(async () => {
        const scan = recentScans.get(scanSequence);
        if (scan === undefined) return false;
        await takeScan(scan, { quantity: pendingQuantity, sku, approval: null });
        return true;
      }),
    recentScan: (sequence: number): AttestedScan | undefined => recentScans.get(sequence),
    captured: (parcelId: string, readings: readonly AttestedReading[]): Promise<void> =>
      inOrder(async () => {
        feedback.result(await execute('packing.recordWeight', { parcelId, readings }));
        await advance();
      }),
    weighAgain: (): Promise<void> =>
      inOrder(async () => {
        const parcel = (await view())?.parcel ?? null;
        if (parcel !== null && parcel.state !== 'labelled') weighing.again(parcel.parcelId);
      }),
    setQuantity: (quantity: number | null): void => {
      setPending(quantity === 1 ? null : quantity);
      if (quantity !== null) feedback.good('quantity-set', { quantity });
    },
    /** F12 and the NEXT barcode: whatever the step's one obvious act is. */
    printAgain: (): Promise<void> =>
      inOrder(async () => {
        const parcel = (await view())?.parcel ?? null;
        if (parcel === null) return;
        labelAsked.delete(parcel.parcelId);
        await printLabel(parcel.parcelId);
        await advance();
      }),
  };
};
export type PackController = ReturnType<typeof createPackController>;
