import { ok, type Result } from '../../../../shared/result';
import type { InventorySettings } from '../../../../shared/tag-reads';
import type { Clock } from '../../clock';
import { deferred, pause, within } from '../../waiting';
import type { ReaderState } from '../reader-state';
import { createRunner, type Begun, type OpenedReader } from '../runner';
import type { ReaderFailure } from '../types';
import { join, u32 } from '../bytes';
import type { ReaderEvent } from './events';
import type { ReaderFacts } from './handshake';
import { planChipLook, planInventory, removeInventory, startInventory, type InventoryPlan } from './inventory';
import type { LlrpLine } from './line';
import { encodeMessage, messageTypes } from './message';

/** The last reports come before the reader says that the ROSpec has ended. */
const lastReportMs = 1000;
/** A ROSpec that ends sooner is not started again at once. */
const settledMs = 2000;
/** Long enough for two tags to answer on each of four antennas, short enough for an inventory to be interrupted. */
const chipLookMs = 300;

export interface OpenReader extends OpenedReader<LlrpLine> {
  readonly facts: ReaderFacts;
}

/** The inventory on the reader that is open now, if any: one ROSpec, and for chip numbers an access spec. */
export const createInventory = (state: ReaderState, clock: Clock) => {
  /** Set while a stop is under way; called when that ROSpec has ended. */
  let ended: { readonly roSpecId: number; readonly tell: () => void } | null = null;
  let lastRoSpecId = 0;
  let looking = false;

  const end = async ({ line, facts }: OpenReader, plan: InventoryPlan): Promise<Result<void, ReaderFailure>> => {
    const lastReport = deferred<void>();
    ended = { roSpecId: plan.spec.roSpecId, tell: () => lastReport.resolve() };
    const stopped = await line.request('stopRoSpec', u32(plan.spec.roSpecId));
    if (stopped.ok && facts.events) await within(lastReport.promise, lastReportMs);
    ended = null;
    const removed = await removeInventory(line, plan);
    return stopped.ok || removed.ok ? ok(undefined) : stopped;
  };

  const nextId = (): number => {
    lastRoSpecId += 1;
    return lastRoSpecId;
  };

  const begin = async (
    { line, facts }: OpenReader,
    settings: InventorySettings,
  ): Promise<Result<Begun<InventoryPlan>, ReaderFailure>> => {
    const planned = planInventory(settings, facts, nextId());
    if (!planned.ok) return planned;
    const started = await startInventory(line, planned.value);
    return started.ok ? ok({ running: started.value.running, take: () => started.value }) : started;
  };

  /** A ROSpec of its own instead of the one that runs: many readers have room for one only. */
  const look = async (reader: OpenReader, plan: InventoryPlan): Promise<void> => {
    const started = await startInventory(reader.line, plan);
    if (!started.ok) return;
    await pause(chipLookMs, reader.control.signal);
    await end(reader, started.value);
  };

  const runner = createRunner<LlrpLine, OpenReader, InventoryPlan>(state, {
    begin,
    end,
    async readChips(reader, plan, epc, settings) {
      looking = true;
      const ready = await end(reader, plan);
      if (ready.ok) await look(reader, planChipLook(plan, reader.facts, nextId(), epc));
      looking = false;
      return ready.ok ? begin(reader, settings) : ready;
    },
  });

  return {
    opened: runner.opened,
    gone: runner.gone,
    resume: runner.resume,
    start: runner.start,
    stop: runner.stop,
    readChips: runner.readChips,
    /** Whether a read is told: while chip numbers are looked for, others than the inventory asks for answer, too. */
    wants: (tid: Uint8Array | null): boolean => !looking || tid !== null,
    /** Reports are asked for: until the last one after a stop. */
    get reading() {
      return state.wanted !== null || ended !== null;
    },
    /** Stops what runs and takes leave: a reader left alone might read on. */
    farewell(line: LlrpLine): Uint8Array {
      const close = encodeMessage(line.version, messageTypes.closeConnection, 0);
      const { run } = runner;
      if (run === null) return close;
      return join(encodeMessage(line.version, messageTypes.stopRoSpec, 0, u32(run.spec.roSpecId)), close);
    },
    onEvent(event: Extract<ReaderEvent, { kind: 'rospec' }>): void {
      const { open, run } = runner;
      if (event.what === 'started') return;
      if (ended?.roSpecId === event.roSpecId) return ended.tell();
      if (open === null || run?.spec.roSpecId !== event.roSpecId || looking) return;
      const settled = clock.now() - state.startedAt >= settledMs;
      state.lose('stopped');
      runner.drop();
      if (settled) void runner.resume(open);
      else open.line.end({ code: 'refused-by-device', details: { ended: true } });
    },
  };
};

export type Inventory = ReturnType<typeof createInventory>;
