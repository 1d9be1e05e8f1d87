import { ok, type Result } from '../../../../shared/result';
import type { Clock } from '../../clock';
import { deferred, within } from '../../waiting';
import type { ReaderState } from '../reader-state';
import { createRunner, type OpenedReader } from '../runner';
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

export interface OpenReader extends OpenedReader<LlrpLine> {
  readonly facts: ReaderFacts;
}

/** The inventory on the reader that is open now, if any: one ROSpec, and for chip numbers an access spec. */
export const createInventory = (state: ReaderState, clock: Clock) => {
  /** Set while a stop is under way; called when the ROSpec has ended. */
  let ended: (() => void) | null = null;
  let lastRoSpecId = 0;

  const end = async ({ line, facts }: OpenReader, plan: InventoryPlan): Promise<Result<void, ReaderFailure>> => {
    const lastReport = deferred<void>();
    ended = () => lastReport.resolve();
    const stopped = await line.request('stopRoSpec', u32(plan.spec.roSpecId));
    if (stopped.ok && facts.events) await within(lastReport.promise, lastReportMs);
    ended = null;
    const removed = await removeInventory(line, plan);
    return stopped.ok || removed.ok ? ok(undefined) : stopped;
  };

  const runner = createRunner<LlrpLine, OpenReader, InventoryPlan>(state, {
    async begin({ line, facts }, settings) {
      lastRoSpecId += 1;
      const planned = planInventory(settings, facts, lastRoSpecId);
      if (!planned.ok) return planned;
      const started = await startInventory(line, planned.value);
      return started.ok ? ok({ running: started.value.running, take: () => started.value }) : started;
    },
    end,
  });

  return {
    opened: runner.opened,
    gone: runner.gone,
    resume: runner.resume,
    start: runner.start,
    stop: runner.stop,
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
      if (event.what === 'started' || open === null || run?.spec.roSpecId !== event.roSpecId) return;
      if (ended !== null) return ended();
      const settled = clock.now() - state.startedAt >= settledMs;
      state.lose('stopped');
      runner.drop();
      if (settled) void runner.resume(open);
      else open.line.end({ code: 'refused-by-device', details: { ended: true } });
    },
  };
};

export type Inventory = ReturnType<typeof createInventory>;
