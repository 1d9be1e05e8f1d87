/** Time as the device code sees it: handed in, so that ages and gaps can be tested. */
export interface Clock {
  /** Epoch milliseconds: for people and for the journal. */
  now(): number;
  /** Milliseconds that only ever grow: for ages, gaps and limits. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};
