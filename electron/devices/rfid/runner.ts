import { fail, ok, type Result } from '../../../shared/result';
import type { InventorySettings, RunningInventory } from '../../../shared/tag-reads';
import type { SessionControl } from '../session';
import type { ReaderState } from './reader-state';
import { createChipQueue } from './chip-queue';
import { createTurns } from './turns';
import type { ReaderFailure } from './types';

/** A connected reader that is set up. */
export interface OpenedReader<Line> {
  readonly line: Line;
  readonly control: SessionControl;
}

/** An inventory that the reader says is running. */
export interface Begun<Run> {
  readonly running: RunningInventory;
  /** Takes it on, once it is certain that the reader is still the one that is open. */
  take(): Run;
}

/** What differs between families: how the reader is brought to read, and to stop. */
export interface RunnerWork<Reader, Run> {
  begin(reader: Reader, settings: InventorySettings): Promise<Result<Begun<Run>, ReaderFailure>>;
  /** Success only on the reader's word. */
  end(reader: Reader, run: Run): Promise<Result<void, ReaderFailure>>;
  /**
   * Interrupts what runs to read the chip numbers of all tags with this EPC, and has it go on. A failure: nothing runs
   * any more. `null` where no such reader can.
   */
  readonly readChips:
    | ((
        reader: Reader,
        run: Run,
        epc: Uint8Array,
        settings: InventorySettings,
      ) => Promise<Result<Begun<Run>, ReaderFailure>>)
    | null;
}

/** The inventory on the reader that is open now, if any: started, stopped, and taken up again when a reader is back. */
export const createRunner = <Line, Reader extends OpenedReader<Line>, Run>(
  state: ReaderState,
  work: RunnerWork<Reader, Run>,
) => {
  const inTurn = createTurns();
  let open: Reader | null = null;
  let run: Run | null = null;

  const begin = async (
    reader: Reader,
    settings: InventorySettings,
  ): Promise<Result<RunningInventory, ReaderFailure>> => {
    const begun = await work.begin(reader, settings);
    if (!begun.ok) return begun;
    if (open !== reader) return fail('reader-not-connected');
    run = begun.value.take();
    state.setRunning(begun.value.running);
    return ok(begun.value.running);
  };

  const drop = (): void => {
    run = null;
    state.setRunning(null);
  };

  const end = async (reader: Reader, ending: Run): Promise<Result<void, ReaderFailure>> => {
    const ended = await work.end(reader, ending);
    if (ended.ok) drop();
    return ended;
  };

  /** Takes up again what is wanted, on a reader that is back or has stopped by itself. */
  const takeUp = async (reader: Reader): Promise<void> => {
    if (state.wanted === null || open !== reader) return;
    const begun = await begin(reader, state.wanted);
    if (begun.ok) return state.notice('inventory-resumed');
    if (begun.failure.code === 'reader-not-connected') return;
    const { code, details = {} } = begun.failure;
    state.notice('inventory-not-resumed', { code, ...details });
    reader.control.trouble({ code: 'refused-by-device', details });
  };

  const { readChips } = work;
  const chips = createChipQueue((epc) =>
    inTurn(async () => {
      const [reader, current] = [open, run];
      if (readChips === null || reader === null || current === null || state.wanted === null) return;
      const after = await readChips(reader, current, epc, state.wanted);
      if (open !== reader) return;
      if (after.ok) {
        run = after.value.take();
        return;
      }
      state.lose('stopped');
      drop();
      await takeUp(reader);
    }),
  );

  return {
    get open() {
      return open;
    },
    get run() {
      return run;
    },
    opened(reader: Reader): void {
      open = reader;
    },
    /** `heardAt`: epoch milliseconds. */
    gone(line: Line, heardAt: number): void {
      if (open?.line !== line) return;
      open = null;
      run = null;
      chips.clear();
      state.disconnected(heardAt);
    },
    /** The reader has stopped by itself. */
    drop,
    resume: (reader: Reader): Promise<void> => inTurn(() => takeUp(reader)),
    readChips: readChips === null ? null : chips.ask,
    start: (settings: InventorySettings): Promise<Result<RunningInventory, ReaderFailure>> =>
      inTurn(async () => {
        const reader = open;
        if (reader === null) return fail('reader-not-connected');
        state.want(null);
        const stopped = run === null ? ok(undefined) : await end(reader, run);
        if (!stopped.ok) return stopped;
        state.want(settings);
        const begun = await begin(reader, settings);
        if (begun.ok) reader.control.ready();
        else state.want(null);
        return begun;
      }),
    stop: (): Promise<Result<void, ReaderFailure>> =>
      inTurn(async () => {
        state.want(null);
        chips.clear();
        if (open === null) return fail('reader-not-connected');
        return run === null ? ok(undefined) : end(open, run);
      }),
    /** Between starting and stopping: nothing else is asked meanwhile. */
    inTurn,
  };
};
export type Runner<Line, Reader extends OpenedReader<Line>, Run> = ReturnType<typeof createRunner<Line, Reader, Run>>;
