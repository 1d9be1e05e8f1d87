import { fail, ok, type Result } from '../../../../shared/result';
import type { InventorySettings, RunningInventory } from '../../../../shared/tag-reads';
import type { Clock } from '../../clock';
import type { SessionControl } from '../../session';
import { deferred, within } from '../../waiting';
import type { ReaderState } from '../reader-state';
import { createTurns } from '../turns';
import type { ReaderFailure } from '../types';
import { join, u32 } from '../bytes';
import type { ReaderEvent } from './events';
import type { ReaderFacts } from './handshake';
import { planInventory, removeInventory, startInventory, type InventoryPlan } from './inventory';
import type { LlrpLine } from './line';
import { encodeMessage, messageTypes } from './message';

/** The last reports come before the reader says that the ROSpec has ended. */
const lastReportMs = 1000;
/** A ROSpec that ends sooner is not started again at once. */
const settledMs = 2000;

/** A connected reader that is set up. */
export interface OpenReader {
  readonly line: LlrpLine;
  readonly facts: ReaderFacts;
  readonly control: SessionControl;
}

/** The inventory on the reader that is open now, if any. */
export const createInventory = (state: ReaderState, clock: Clock) => {
  const inTurn = createTurns();
  let open: OpenReader | null = null;
  let plan: InventoryPlan | null = null;
  /** Set while a stop is under way; called when the ROSpec has ended. */
  let ended: (() => void) | null = null;
  let lastRoSpecId = 0;

  const setPlan = (next: InventoryPlan | null): void => {
    plan = next;
    state.setRunning(next?.running ?? null);
  };

  const begin = async (
    reader: OpenReader,
    settings: InventorySettings,
  ): Promise<Result<RunningInventory, ReaderFailure>> => {
    lastRoSpecId += 1;
    const planned = planInventory(settings, reader.facts, lastRoSpecId);
    if (!planned.ok) return planned;
    const started = await startInventory(reader.line, planned.value);
    if (!started.ok) return started;
    if (open !== reader) return fail('reader-not-connected');
    setPlan(started.value);
    return ok(started.value.running);
  };

  /** Takes up again what is wanted, on a reader that is back or has stopped by itself. */
  const resume = async (reader: OpenReader): Promise<void> => {
    if (state.wanted === null || open !== reader) return;
    const begun = await begin(reader, state.wanted);
    if (begun.ok) return state.notice('inventory-resumed');
    if (begun.failure.code === 'reader-not-connected') return;
    const { code, details = {} } = begun.failure;
    state.notice('inventory-not-resumed', { code, ...details });
    reader.control.trouble({ code: 'refused-by-device', details });
  };

  const end = async ({ line, facts }: OpenReader, ending: InventoryPlan): Promise<Result<void, ReaderFailure>> => {
    const lastReport = deferred<void>();
    ended = () => lastReport.resolve();
    const stopped = await line.request('stopRoSpec', u32(ending.spec.roSpecId));
    if (stopped.ok && facts.events) await within(lastReport.promise, lastReportMs);
    ended = null;
    const removed = await removeInventory(line, ending);
    if (!stopped.ok && !removed.ok) return stopped;
    setPlan(null);
    return ok(undefined);
  };

  return {
    inTurn,
    resume,
    /** Reports are asked for: until the last one after a stop. */
    get reading() {
      return state.wanted !== null || ended !== null;
    },
    opened(reader: OpenReader): void {
      open = reader;
    },
    gone(line: LlrpLine, heardAt: number): void {
      if (open?.line !== line) return;
      open = null;
      plan = null;
      state.disconnected(heardAt);
    },
    /** Stops what runs and takes leave: a reader left alone might read on. */
    farewell(line: LlrpLine): Uint8Array {
      const close = encodeMessage(line.version, messageTypes.closeConnection, 0);
      if (plan === null) return close;
      return join(encodeMessage(line.version, messageTypes.stopRoSpec, 0, u32(plan.spec.roSpecId)), close);
    },
    onEvent(event: Extract<ReaderEvent, { kind: 'rospec' }>): void {
      const reader = open;
      if (event.what === 'started' || reader === null || plan?.spec.roSpecId !== event.roSpecId) return;
      if (ended !== null) return ended();
      const settled = clock.now() - state.startedAt >= settledMs;
      state.lose('stopped');
      setPlan(null);
      if (settled) void inTurn(() => resume(reader));
      else reader.line.end({ code: 'refused-by-device', details: { ended: true } });
    },
    async start(settings: InventorySettings): Promise<Result<RunningInventory, ReaderFailure>> {
      if (open === null) return fail('reader-not-connected');
      const reader = open;
      state.want(null);
      const stopped = plan === null ? ok(undefined) : await end(reader, plan);
      if (!stopped.ok) return stopped;
      state.want(settings);
      const begun = await begin(reader, settings);
      if (begun.ok) reader.control.ready();
      else state.want(null);
      return begun;
    },
    async stop(): Promise<Result<void, ReaderFailure>> {
      state.want(null);
      if (open === null) return fail('reader-not-connected');
      return plan === null ? ok(undefined) : end(open, plan);
    },
  };
};

export type Inventory = ReturnType<typeof createInventory>;
