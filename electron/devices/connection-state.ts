import type { ConnectionReason, ConnectionState } from '../../shared/devices';
import type { Failure } from '../../shared/result';

/** How a device's connection stands; a part of its `DeviceStatus`. */
export interface ConnectionSnapshot {
  readonly state: ConnectionState;
  readonly reason: Failure<ConnectionReason> | null;
  /** Epoch milliseconds since when state and reason are these. */
  readonly since: number;
  /** Epoch milliseconds of the next attempt to open; `null` when none is planned. */
  readonly nextAttemptAt: number | null;
}

/** Somebody or something says no, and asking again soon would change nothing. */
const refusals: ReadonlySet<ConnectionReason> = new Set<ConnectionReason>([
  'in-use',
  'no-permission',
  'wrong-settings',
  'wrong-device',
  'refused-by-device',
  'library-missing',
  'bad-config',
  'simulated-not-allowed',
]);

/** Only another configuration can help. */
const hopeless: ReadonlySet<ConnectionReason> = new Set<ConnectionReason>(['simulated-not-allowed']);

export const stateOf = (reason: ConnectionReason): 'lost' | 'refused' => (refusals.has(reason) ? 'refused' : 'lost');

export const mayRetry = (reason: ConnectionReason): boolean => !hopeless.has(reason);

export interface BackOff {
  readonly firstMs: number;
  readonly lostMaxMs: number;
  readonly refusedMaxMs: number;
}

/** Decision 19: lost 0.5 → 4 s; refused or held by another program up to 30 s. */
export const usualBackOff: BackOff = { firstMs: 500, lostMaxMs: 4000, refusedMaxMs: 30_000 };

/** Wait before attempt number `failures + 1`, after that many failures in a row (at least one). */
export const waitMs = (reason: ConnectionReason, failures: number, backOff: BackOff = usualBackOff): number => {
  const limit = stateOf(reason) === 'refused' ? backOff.refusedMaxMs : backOff.lostMaxMs;
  return Math.min(limit, backOff.firstMs * 2 ** Math.min(20, Math.max(0, failures - 1)));
};

/**
 * The reason to show after an attempt failed. That a device which was pulled out cannot be found is no news: "pulled
 * out" says more than "not found".
 */
export const reasonToShow = (
  shown: Failure<ConnectionReason> | null,
  failed: Failure<ConnectionReason>,
): Failure<ConnectionReason> => (shown?.code === 'unplugged' && failed.code === 'not-found' ? shown : failed);
