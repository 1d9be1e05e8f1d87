import type { CountLive } from '../../shared/features/counts/count-live';
import type { Classifier } from '../../shared/features/counts/classify';
import type { InputOf } from '../../shared/feature';
import type { countCommands } from '../../shared/features/counts/commands';
import type { CountView } from '../../shared/features/counts/queries';
import { wholeCount, type CountZone } from '../../shared/features/counts/records';
import { fail, ok, type Result } from '../../shared/result';
import type { TagObservation } from '../../shared/tag-observations';
import type { InventorySettings, ReportLoss } from '../../shared/tag-reads';
import type { DeviceService } from '../devices/device-service';
import type { Actor, Store } from '../store/types';
import { pause } from '../devices/waiting';
import { sendAs } from './send-once';
import { createCountBins, type CountBins, type CountBinsParts } from './count-bins';
import { createCountOutbox } from './count-outbox';
import { fileSightingOf, inCount, liveClassifier, sightingOf, type StoredWorld } from './count-passes';

export interface CountDeskParts extends Omit<CountBinsParts, 'store' | 'send' | 'onView'> {
  /** Pieces begin or cease to be weighed: what lies on the scale is no parcel. */
  readonly onWeighing: () => void;
  readonly store: Store;
  readonly devices: Pick<
    DeviceService,
    'startInventory' | 'stopInventory' | 'reader' | 'onTagObservations' | 'onReportLoss'
  >;
  /** The station itself: what readers saw is written whoever has locked the screen meanwhile. */
  readonly stationActor: () => Actor;
  readonly push: (live: CountLive | null) => void;
}

const writeMs = 500;
const pushMs = 200;
/** What a reader had on its way when it was stopped still comes in. */
const trailingMs = 400;
const freshMs = 1000;
const heardMs = 1500;
/** Whoever closes the app waits so long at most for a store that doesn't answer. */
const closeMs = 3000;

interface Open {
  readonly countId: string;
  readonly blind: boolean;
  readonly method: CountView['method'];
  readonly classifier: Classifier;
  readonly zones: readonly CountZone[];
  pass: number | null;
  startedAt: number;
  readers: readonly string[];
  lost: string | null;
  fresh: { readonly at: number; readonly tags: number }[];
}

/** How far each zone is, where there are several. */
const zonesOf = ({ zones, classifier }: Open): CountLive['zones'] => {
  if (zones.length === 0) return [];
  const sums = classifier.zones();
  return zones.flatMap((zone, index) => {
    const of = sums.get(index);
    return of === undefined ? [] : [{ ...zone, ...of }];
  });
};

type FileWish = InputOf<(typeof countCommands)['counts.takeFile']>;

/**
 * A count at this station: takes what readers see into the record while a pass runs, sorts it for the screen, and finds
 * single tags. Kept on the trusted side; after a restart the record has all but what the last half second saw.
 */
export const createCountDesk = (parts: CountDeskParts) => {
  const { store, devices, actor, stationActor, now, push, onError } = parts;
  const outbox = createCountOutbox({ store, stationActor, onError });
  let open: Open | null = null;
  let sought: { epc: string; rssiCentiDbm: number | null; heardAt: number | null; readers: readonly string[] } | null =
    null;
  let writer: NodeJS.Timeout | null = null;
  let teller: NodeJS.Timeout | null = null;

  const passNow = (): number | null => open?.pass ?? null;

  const view = (): CountLive | null => {
    if (open === null) return null;
    const sums = open.classifier.sums();
    const recent = open.fresh.filter(({ at }) => at > now() - freshMs);
    const heard = sought?.heardAt ?? 0;
    return {
      countId: open.countId,
      pass: open.pass,
      readers: open.readers,
      tags: sums.tags,
      sums: open.blind ? null : sums,
      confidence: open.blind ? null : open.classifier.confidence(wholeCount),
      zones: open.blind ? [] : zonesOf(open),
      fresh: recent.reduce((sum, { tags }) => sum + tags, 0),
      lost: open.lost,
      sought:
        sought === null
          ? null
          : {
              epc: sought.epc,
              rssiCentiDbm: heard > now() - heardMs ? sought.rssiCentiDbm : null,
              heardAt: sought.heardAt,
            },
      bin: bins.bin(),
      leaving: bins.leaving(),
      weigh: bins.weigh(),
    };
  };

  const tell = (): void => {
    teller = null;
    push(view());
    if (open !== null && (open.pass !== null || sought !== null)) soon();
  };
  const soon = (): void => {
    teller ??= setTimeout(tell, pushMs);
  };

  /** In the name of whoever is there now. */
  const send = (name: string, input: object, onWait?: () => void): Promise<Result<unknown>> =>
    sendAs(store, actor(), name, input, onWait);

  let weighs = false;
  const onBins = (): void => {
    if (bins.isWeighing() !== weighs) parts.onWeighing();
    weighs = bins.isWeighing();
    push(view());
  };
  const bins: CountBins = createCountBins({ ...parts, send, onView: onBins });

  const keepWriting = (): void => {
    writer = setTimeout(
      () => void outbox.flush().then(() => (passNow() === null ? undefined : keepWriting())),
      writeMs,
    );
  };

  const take = (observations: readonly TagObservation[]): void => {
    for (const each of observations) {
      if (sought !== null && each.epcHex === sought.epc) {
        sought = { ...sought, rssiCentiDbm: each.maxRssiCentiDbm, heardAt: each.lastAt };
        soon();
      }
      const current = open;
      if (current === null || current.pass === null || !current.readers.includes(each.readerId)) continue;
      // Kept by the reader from before this pass: not seen in it.
      if (each.lastAt < current.startedAt - freshMs) continue;
      const record = sightingOf(each, current.pass);
      const before = current.classifier.sums().tags;
      current.classifier.see(inCount(record));
      const more = current.classifier.sums().tags - before;
      if (more > 0) current.fresh = [...current.fresh.slice(-200), { at: now(), tags: more }];
      outbox.see(current.countId, record);
    }
    if (passNow() !== null) soon();
  };

  const onLoss = ({ readerId, cause, since }: ReportLoss): void => {
    const current = open;
    if (current === null || current.pass === null || !current.readers.includes(readerId)) return;
    current.lost = cause;
    void outbox.put('counts.lose', { countId: current.countId, pass: current.pass, readerId, cause, since });
    soon();
  };

  const stopListening = [devices.onTagObservations(take), devices.onReportLoss(onLoss)];

  /** Passes that no desk of this station runs any more: a crash cut them off. */
  const endLeftOpen = async ({ countId, state, passes }: CountView): Promise<void> => {
    if (state !== 'counting') return;
    for (const { pass } of passes.filter(({ endedAt }) => endedAt === null)) {
      await outbox.put('counts.lose', { countId, pass, readerId: '-', cause: 'interrupted', since: 0 });
      await outbox.put('counts.endPass', { countId, pass });
    }
  };

  const begin = async (countId: string): Promise<Result<null>> => {
    if (open?.countId === countId) {
      push(view());
      return ok(null);
    }
    await end();
    // The passes before are in the record whole, or there is a word on why not.
    const written = await outbox.flush();
    if (!written.ok) return written;
    const [count, world] = await Promise.all([
      store.query('counts.count', { countId }, actor()),
      store.query('counts.world', { countId }, stationActor()),
    ]);
    if (!count.ok) return count;
    if (!world.ok) return world;
    const known = count.value as CountView | null;
    const stored = world.value as StoredWorld | null;
    if (known === null || stored === null) return fail('count-unknown');
    await endLeftOpen(known);
    open = {
      countId,
      blind: known.blind && known.state === 'counting',
      classifier: liveClassifier(stored),
      zones: stored.zones,
      method: known.method,
      pass: null,
      startedAt: 0,
      readers: [],
      lost: null,
      fresh: [],
    };
    if (known.method === 'barcode') bins.open(countId);
    push(view());
    return ok(null);
  };

  /** Each pass in another session, so that tags which still rest from the one before speak again. */
  const settingsFor = (readerId: string, pass: number): Partial<InventorySettings> => {
    const choices = devices.reader(readerId)?.identity?.choices;
    if (choices === undefined || !choices.session) return {};
    const session = { session: pass % 2 === 1 ? 2 : 3 } as const;
    return choices.targets.includes('A') ? { ...session, target: 'A' } : session;
  };

  const startPass = async (readers: readonly string[]): Promise<Result<{ readonly pass: number }>> => {
    const current = open;
    if (current === null) return fail('count-unknown');
    if (current.pass !== null) return ok({ pass: current.pass });
    await stopSeeking();
    const written = await outbox.flush();
    if (!written.ok) return written;
    const answer = await send('counts.startPass', { countId: current.countId, readers });
    if (!answer.ok) return answer;
    const { pass } = answer.value as { readonly pass: number };
    Object.assign(current, { pass, readers, startedAt: now(), lost: null });
    keepWriting();
    const started = await Promise.all(
      readers.map((readerId) => devices.startInventory(readerId, settingsFor(readerId, pass))),
    );
    const refusedBy = started.find((each) => !each.ok);
    soon();
    if (refusedBy === undefined || refusedBy.ok) return ok({ pass });
    // Nothing was heard: it must not count as a whole pass.
    const never = { countId: current.countId, pass, readerId: readers[0] ?? '-', cause: 'not-started', since: 0 };
    void outbox.put('counts.lose', never);
    await stopPass();
    return refusedBy;
  };

  const stopPass = async (): Promise<Result<null>> => {
    const current = open;
    if (current === null || current.pass === null) return ok(null);
    const { countId, pass, readers } = current;
    const stopped = await Promise.all(readers.map((readerId) => devices.stopInventory(readerId)));
    await pause(trailingMs);
    current.pass = null;
    if (writer !== null) clearTimeout(writer);
    // Until this is in the record the pass is not over for it: nobody can hand in a count that is not whole.
    const ended = await outbox.put('counts.endPass', { countId, pass });
    push(view());
    if (!ended.ok) return ended;
    const refusedBy = stopped.find((each) => !each.ok);
    return refusedBy === undefined || refusedBy.ok ? ok(null) : refusedBy;
  };

  /** What a sled read by itself, whole. The same command until the store says what became of it. */
  const takeFile = async (wish: FileWish): Promise<Result<{ pass: number; known: boolean }>> => {
    const current = open;
    if (current === null || current.countId !== wish.countId) return fail('count-unknown');
    if (current.pass !== null) return fail('count-pass-runs');
    const written = await outbox.flush();
    if (!written.ok) return written;
    const answer = await send('counts.takeFile', wish);
    if (!answer.ok) return answer;
    const taken = answer.value as { readonly pass: number; readonly known: boolean };
    if (!taken.known)
      for (const each of wish.sightings) current.classifier.see(fileSightingOf(each, wish.name, taken.pass));
    push(view());
    return ok(taken);
  };

  const stopSeeking = async (): Promise<void> => {
    const before = sought;
    sought = null;
    if (before === null) return;
    await Promise.all(before.readers.map((readerId) => devices.stopInventory(readerId)));
    push(view());
  };

  /** Session 0 lets a tag speak again and again: each telling is how loud it is now. */
  const seek = async (epc: string, readers: readonly string[]): Promise<Result<null>> => {
    if (open === null) return fail('count-unknown');
    if (open.pass !== null) return fail('count-pass-runs');
    await stopSeeking();
    sought = { epc, rssiCentiDbm: null, heardAt: null, readers };
    const started = await Promise.all(
      readers.map((readerId) =>
        devices.startInventory(
          readerId,
          devices.reader(readerId)?.identity?.choices.session === true ? { session: 0 } : {},
        ),
      ),
    );
    const refusedBy = started.find((each) => !each.ok);
    soon();
    if (refusedBy === undefined || refusedBy.ok) return ok(null);
    await stopSeeking();
    return refusedBy;
  };

  const end = async (): Promise<void> => {
    if (open === null) return;
    await stopSeeking();
    await stopPass();
    open = null;
    bins.close();
    push(null);
  };

  /** One after the other: a count that is still being opened can be neither read nor left before it is open. */
  let acts: Promise<unknown> = Promise.resolve();
  const inOrder =
    <A extends unknown[], T>(act: (...args: A) => Promise<T>) =>
    (...args: A): Promise<T> => {
      const done = acts.then(() => act(...args));
      acts = done.catch(() => undefined);
      return done;
    };

  return {
    begin: inOrder(begin),
    end: inOrder(end),
    /** Scans are for a count by barcode that is open. */
    wantsScans: (): boolean => open?.method === 'barcode',
    scan: bins.scan,
    enter: bins.enter,
    leave: bins.leave,
    isWeighing: bins.isWeighing,
    startWeighing: bins.startWeighing,
    askUndo: bins.askUndo,
    undo: bins.undo,
    teach: bins.teach,
    tote: bins.tote,
    settle: bins.settle,
    endWeighing: bins.endWeighing,
    leaveScale: bins.leaveScale,
    captured: bins.captured,
    /** What the scale shows or waits for is another thing now. */
    weighingChanged: (): void => {
      if (bins.isWeighing()) push(view());
    },
    startPass: inOrder(startPass),
    stopPass: inOrder(stopPass),
    takeFile: inOrder(takeFile),
    seek: inOrder(seek),
    stopSeeking: inOrder(stopSeeking),
    view,
    /** Ends what runs and writes what was seen. */
    close: async (): Promise<void> => {
      await Promise.race([Promise.all([inOrder(end)(), bins.idle()]), pause(closeMs)]);
      outbox.close();
      for (const stop of stopListening) stop();
      if (writer !== null) clearTimeout(writer);
      if (teller !== null) clearTimeout(teller);
    },
  };
};
export type CountDesk = ReturnType<typeof createCountDesk>;
