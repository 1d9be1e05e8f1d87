/** How often it looks whether main still runs. */
export const beatMs = 25;
/** Later than this, a beat means that main stood still. */
const lateMs = 2 * beatMs;

/**
 * Knows when main stood still. Keys carry no time of their own: what waited meanwhile is all seen at once, and was
 * pressed at any time since. Pure: times are monotonic milliseconds that are given.
 */
export const createStallWatch = (startMs: number) => {
  let aliveMs = startMs;
  let stall = { fromMs: startMs, toMs: Number.NEGATIVE_INFINITY };
  return {
    beat(nowMs: number): void {
      if (nowMs - aliveMs > lateMs) stall = { fromMs: aliveMs, toMs: nowMs };
      aliveMs = nowMs;
    },
    /** When something that is seen now may have happened at the earliest. */
    earliest(nowMs: number): number {
      if (nowMs - aliveMs > lateMs) return aliveMs;
      // The beat may have come first, before what waited with it.
      return nowMs - stall.toMs <= beatMs ? stall.fromMs : nowMs;
    },
  };
};
