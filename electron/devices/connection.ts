import type { ConnectionReason, ConnectionState, DeviceCounters } from '../../shared/devices';
import type { Failure, Result } from '../../shared/result';
import type { Clock } from './clock';
import {
  mayRetry,
  reasonToShow,
  stateOf,
  usualBackOff,
  waitMs,
  type BackOff,
  type ConnectionSnapshot,
} from './connection-state';
import { runSession, type Session, type SessionHooks } from './session';
import type { DeviceLink } from './transports/link';
import { failureOf } from './transports/os-errors';
import type { DeviceTransport } from './transports/spec';
import { onAbort, pause, timedOut, within } from './waiting';
import type { WireRecorder } from './wire-trace';

export interface ConnectionParts {
  readonly transport: DeviceTransport;
  readonly session: Session;
  readonly trace: WireRecorder;
  readonly clock: Clock;
  readonly backOff?: BackOff;
  /** Above every transport's own limit: for one that never answers. */
  readonly openMs?: number;
  readonly onChange: (snapshot: ConnectionSnapshot) => void;
  /** A driver or transport threw: a bug, told here and survived. */
  readonly onBug: (error: unknown) => void;
}

/** One device's life: open, run, lost, wait, again. The only place that retries. */
export interface Connection {
  readonly snapshot: ConnectionSnapshot;
  readonly counters: DeviceCounters;
  /** Something was plugged in: try now instead of after the wait. */
  nudge(): void;
  /** Gives the link up until `resume`: the machine goes to sleep. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

/** A session shorter than this does not count as success: a device that hangs up at once is not asked twice a second. */
const settledMs = 2000;
/** A device that is plugged in while its last link is still being given up was told of so long ago at most. */
const recentMs = 2000;
const never = Number.NEGATIVE_INFINITY;

export const createConnection = (parts: ConnectionParts): Connection => {
  const { transport, clock, trace, backOff = usualBackOff, openMs = 15_000 } = parts;
  let counters: DeviceCounters = { frames: 0, strayBytes: 0, badFrames: 0, reconnects: 0 };
  let snapshot: ConnectionSnapshot = { state: 'connecting', reason: null, since: clock.now(), nextAttemptAt: null };
  let life: { readonly abort: AbortController; readonly over: Promise<void> } | null = null;
  let wake: (() => void) | null = null;
  let nudgedAt = never;
  let opened = 0;

  const show = (
    state: ConnectionState,
    reason: Failure<ConnectionReason> | null,
    nextAttemptAt: number | null = null,
  ): void => {
    const same = snapshot.state === state && snapshot.reason?.code === reason?.code;
    if (same && snapshot.nextAttemptAt === nextAttemptAt) return;
    snapshot = { state, reason, since: same ? snapshot.since : clock.now(), nextAttemptAt };
    parts.onChange(snapshot);
  };

  const open = async (signal: AbortSignal): Promise<Result<DeviceLink, ConnectionReason>> => {
    try {
      const opening = transport.open(signal);
      const result = await within(opening, openMs);
      if (result !== timedOut) return result;
      void opening.then((late) => (late.ok ? late.value.close() : undefined)).catch(() => undefined);
      return { ok: false, failure: { code: 'no-answer' } };
    } catch (error) {
      parts.onBug(error);
      return { ok: false, failure: failureOf(error) };
    }
  };

  const hooks: SessionHooks = {
    show: (reason) => (reason === null ? show('ready', null) : show(stateOf(reason.code), reason)),
    count: (what, by) => {
      counters = { ...counters, [what]: counters[what] + by };
    },
    trace,
    onBug: parts.onBug,
  };

  const waitForNext = async (reason: ConnectionReason, failures: number, signal: AbortSignal): Promise<boolean> => {
    const delayMs = mayRetry(reason) ? waitMs(reason, failures, backOff) : null;
    show(snapshot.state, snapshot.reason, delayMs === null ? null : clock.now() + delayMs);
    const waiting = new AbortController();
    const offAbort = onAbort(signal, () => waiting.abort());
    let nudged = false;
    wake = () => {
      nudged = true;
      waiting.abort();
    };
    // The longest delay of a timer, where only a nudge or a stop ends the wait.
    await pause(delayMs ?? 2 ** 31 - 1, waiting.signal);
    wake = null;
    offAbort();
    return nudged;
  };

  const live = async (signal: AbortSignal): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      const attemptAt = clock.monotonic();
      const result = await open(signal);
      if (signal.aborted) {
        if (result.ok) await result.value.close();
        return;
      }
      let reason: Failure<ConnectionReason>;
      if (result.ok) {
        if (opened > 0) counters = { ...counters, reconnects: counters.reconnects + 1 };
        opened += 1;
        const startedAt = clock.monotonic();
        reason = await runSession(parts.session, result.value, signal, hooks);
        if (clock.monotonic() - startedAt >= settledMs) failures = 0;
      } else {
        reason = reasonToShow(snapshot.reason, result.failure);
      }
      if (signal.aborted) return;
      failures += 1;
      show(stateOf(reason.code), reason);
      // What was plugged in while nobody waited is no reason to wait now: the attempt may have come too early for it.
      const missed = nudgedAt >= (result.ok ? clock.monotonic() - recentMs : attemptAt);
      if (missed || (await waitForNext(reason.code, failures, signal))) failures = 0;
      nudgedAt = never;
    }
  };

  const start = (): void => {
    if (life !== null) return;
    const abort = new AbortController();
    const over = live(abort.signal).catch(parts.onBug);
    life = { abort, over };
  };

  const halt = async (): Promise<void> => {
    const last = life;
    life = null;
    if (last === null) return;
    last.abort.abort();
    await within(last.over, 3000);
  };

  start();
  return {
    get snapshot() {
      return snapshot;
    },
    get counters() {
      return counters;
    },
    nudge() {
      nudgedAt = clock.monotonic();
      wake?.();
    },
    async pause() {
      await halt();
      show('lost', { code: 'connection-closed' });
    },
    resume: () => start(),
    stop: halt,
  };
};
