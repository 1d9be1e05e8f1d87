import { fail, ok, type Failure, type Result } from '../../shared/result';
import type { ReaderLine, ReaderRefusal, TagList, TagRow } from '../../shared/tag-list';
import type { TagObservation } from '../../shared/tag-observations';
import type { InventorySettings, ReaderView, ReportLoss } from '../../shared/tag-reads';
import type { DeviceService } from '../devices/device-service';
import { createTagTable } from './tag-table';

export interface TagDeskParts {
  readonly devices: DeviceService;
  /** How a reader looks for tags where nobody says otherwise; `null` for no reader. */
  readonly settingsOf: (deviceId: string) => InventorySettings | null;
  /** Keeps them for the next time. */
  readonly keep: (deviceId: string, settings: InventorySettings) => Promise<Result<null>>;
  readonly now: () => number;
  readonly push: (list: TagList) => void;
}

/** The window is told at most so often, however fast readers read. */
const pushMs = 100;
/** While nothing comes in but a reader reads, the rate still sinks. */
const restMs = 500;
const rateMs = 2000;
/** A reader's clock and ours are never quite one. */
const toleranceMs = 1000;
const keptLosses = 50;

/** Reads of one reader since the list was cleared. */
const createMeter = (now: () => number) => {
  let reads = 0;
  let recent: { readonly at: number; readonly reads: number }[] = [];
  return {
    add(count: number): void {
      reads += count;
      recent.push({ at: now(), reads: count });
    },
    get reads() {
      return reads;
    },
    get rate() {
      const from = now() - rateMs;
      recent = recent.filter(({ at }) => at > from);
      return Math.round((recent.reduce((sum, each) => sum + each.reads, 0) * 1000) / rateMs);
    },
  };
};

/** What the reader itself says that it cannot do, before anything is asked of it. */
const impossibleField = ({ identity }: ReaderView, settings: InventorySettings): string | null => {
  if (identity === null) return null;
  const { powerCentiDbm: limits, antennas, choices } = identity;
  const { powerCentiDbm: power } = settings;
  if (settings.antennas.some((antenna) => antenna > antennas)) return 'antennas';
  if (power !== null && limits !== null && (power < limits.least || power > limits.most)) return 'power';
  const isTarget = choices.targets.length === 0 || choices.targets.includes(settings.target);
  return isTarget || settings.target === 'both' ? null : 'target';
};

/** The live list of tags: which readers read, what they see, and what they may have missed. */
export const createTagDesk = ({ devices, settingsOf, keep, now, push }: TagDeskParts) => {
  let table = createTagTable();
  let meters = new Map<string, ReturnType<typeof createMeter>>();
  let losses = new Map<string, ReportLoss[]>();
  let run = 1;
  let n = 0;
  let since = now();
  let timer: NodeJS.Timeout | null = null;

  const readerIds = (): readonly string[] =>
    devices
      .statuses()
      .filter(({ kind }) => kind === 'rfid')
      .map(({ id }) => id);

  const readers = (): readonly ReaderLine[] =>
    readerIds().flatMap((id) => {
      const view = devices.reader(id);
      const meter = meters.get(id);
      if (view === null) return [];
      const missed = (losses.get(id) ?? []).map(({ cause, since: from, at }) => ({ cause, since: from, at }));
      return [{ view, reads: meter?.reads ?? 0, rate: meter?.rate ?? 0, losses: missed }];
    });

  const list = (tags: TagList['tags'], lines = readers()): TagList => ({
    run,
    n,
    unique: table.unique,
    reads: lines.reduce((sum, { reads }) => sum + reads, 0),
    full: table.full,
    readers: lines,
    tags,
  });

  const tell = (): void => {
    timer = null;
    n += 1;
    const lines = readers();
    push(list(table.changes(), lines));
    if (lines.some(({ view, rate }) => view.running !== null || rate > 0)) soon(restMs);
  };

  let due = 0;
  const soon = (ms = pushMs): void => {
    const at = now() + ms;
    if (timer !== null && due <= at) return;
    if (timer !== null) clearTimeout(timer);
    due = at;
    timer = setTimeout(tell, ms);
  };

  const meterOf = (readerId: string) => {
    const meter = meters.get(readerId) ?? createMeter(now);
    meters.set(readerId, meter);
    return meter;
  };

  const take = (observations: readonly TagObservation[]): void => {
    for (const observation of observations) {
      // Kept by a reader from before this list: not seen by it.
      if (observation.lastAt < since - toleranceMs) continue;
      meterOf(observation.readerId).add(observation.reads);
      table.take(observation);
    }
    soon();
  };

  const onLoss = (loss: ReportLoss): void => {
    const all = [...(losses.get(loss.readerId) ?? []), loss];
    losses.set(loss.readerId, all.slice(-keptLosses));
    soon();
  };

  const stopListening = [
    devices.onTagObservations(take),
    devices.onReportLoss(onLoss),
    devices.onReaderView(() => soon()),
  ];

  /** Each reader by itself: one that refuses does not keep the others from reading. */
  const each = async (
    deviceIds: readonly string[],
    act: (deviceId: string) => Promise<Result<unknown>>,
  ): Promise<readonly ReaderRefusal[]> => {
    const known = readerIds();
    const refusals = await Promise.all(
      [...new Set(deviceIds)].map(async (deviceId): Promise<readonly ReaderRefusal[]> => {
        const done = known.includes(deviceId) ? await act(deviceId) : fail('reader-not-connected');
        const failure: Failure | null = done.ok ? null : done.failure;
        return failure === null ? [] : [{ deviceId, failure }];
      }),
    );
    return refusals.flat();
  };

  return {
    /** Everything so far, for a window that comes to it. */
    list: (): TagList => list(table.rows()),
    rows: (): readonly TagRow[] => table.rows(),
    start: async (deviceIds: readonly string[]): Promise<Result<readonly ReaderRefusal[]>> =>
      ok(await each(deviceIds, (deviceId) => devices.startInventory(deviceId, settingsOf(deviceId) ?? {}))),
    stop: async (deviceIds: readonly string[]): Promise<Result<readonly ReaderRefusal[]>> =>
      ok(await each(deviceIds, (deviceId) => devices.stopInventory(deviceId))),
    settingsOf,
    /**
     * Sets a reader otherwise, at once where it reads. It is kept only when the reader took it: after a refusal it
     * reads on as before.
     */
    async configure(deviceId: string, settings: InventorySettings): Promise<Result<null>> {
      const view = devices.reader(deviceId);
      if (view === null) return fail('reader-not-connected');
      const field = impossibleField(view, settings);
      if (field !== null) return fail('inventory-settings-impossible', { field });
      const before = view.wanted;
      if (before !== null && view.identity !== null) {
        const taken = await devices.startInventory(deviceId, settings);
        if (!taken.ok) {
          await devices.startInventory(deviceId, before);
          return taken;
        }
      }
      return keep(deviceId, settings);
    },
    /** Whoever leaves the station leaves no reader reading. */
    stopAll: async (): Promise<void> => {
      const reading = readerIds().filter((id) => devices.reader(id)?.wanted !== null);
      await each(reading, (deviceId) => devices.stopInventory(deviceId));
    },
    clear(): void {
      table = createTagTable();
      meters = new Map();
      losses = new Map();
      run += 1;
      n = 0;
      since = now();
      soon();
    },
    dispose(): void {
      for (const stop of stopListening) stop();
      if (timer !== null) clearTimeout(timer);
    },
  };
};

export type TagDesk = ReturnType<typeof createTagDesk>;
