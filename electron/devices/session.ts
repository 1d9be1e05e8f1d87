import type { ConnectionReason } from '../../shared/devices';
import type { Failure } from '../../shared/result';
import type { DeviceLink } from './transports/link';
import { failureOf } from './transports/os-errors';
import { onAbort, within } from './waiting';
import type { WireRecorder } from './wire-trace';

export type CounterName = 'frames' | 'badFrames' | 'strayBytes';

/** What a driver tells its connection while a link is open. */
export interface SessionControl {
  /** The device has spoken, or need not: it is `ready`. */
  ready(): void;
  /** The link is open, but the device is not usable for this reason. `ready` takes it back. */
  trouble(reason: Failure<ConnectionReason>): void;
  count(what: CounterName, by?: number): void;
  /**
   * What to say last when we close the link, so that the device does not work on for nobody; `null` for nothing. Not
   * asked for when the device or the link is lost.
   */
  farewell(make: () => Uint8Array | null): void;
  readonly trace: WireRecorder;
  /** Aborted when the link is to be given up. */
  readonly signal: AbortSignal;
}

/**
 * A driver's work on one open link; returns when the link ends, or earlier to have it opened anew. A reason says why.
 * The connection closes the link afterwards.
 */
export type Session = (link: DeviceLink, control: SessionControl) => Promise<Failure<ConnectionReason> | null>;

export interface SessionHooks {
  /** `null`: ready. */
  show(reason: Failure<ConnectionReason> | null): void;
  count(what: CounterName, by: number): void;
  readonly trace: WireRecorder;
  /** The driver threw: a bug, told here and survived. */
  readonly onBug: (error: unknown) => void;
}

/** A device that does not take its farewell must not keep us. */
const farewellMs = 500;

/** Runs a driver on an open link until either is done, closes the link, and answers why it is over. */
export const runSession = async (
  session: Session,
  link: DeviceLink,
  signal: AbortSignal,
  hooks: SessionHooks,
): Promise<Failure<ConnectionReason>> => {
  const abort = new AbortController();
  let makeFarewell: () => Uint8Array | null = () => null;
  let leaving: Promise<unknown> = Promise.resolve();
  const offAbort = onAbort(signal, () => {
    const bytes = makeFarewell();
    abort.abort();
    leaving = bytes === null ? link.close() : within(link.write(bytes), farewellMs).then(() => link.close());
  });
  void link.closed.then(() => abort.abort());
  const show = (reason: Failure<ConnectionReason> | null): void => {
    if (!abort.signal.aborted) hooks.show(reason);
  };
  let wanted: Failure<ConnectionReason> | null = null;
  try {
    wanted = await session(link, {
      ready: () => show(null),
      trouble: (reason) => show(reason),
      count: (what, by = 1) => hooks.count(what, by),
      farewell: (make) => {
        makeFarewell = make;
      },
      trace: hooks.trace,
      signal: abort.signal,
    });
  } catch (error) {
    hooks.onBug(error);
    wanted = failureOf(error);
  }
  offAbort();
  await leaving;
  await link.close();
  return (await link.closed) ?? wanted ?? { code: 'connection-closed' };
};
