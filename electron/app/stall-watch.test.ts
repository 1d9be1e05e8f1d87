import { describe, expect, it } from 'vitest';
import { beatMs, createStallWatch } from './stall-watch';

describe('stall watch', () => {
  it('takes the time as it is while main runs', () => {
    const watch = createStallWatch(0);
    for (let nowMs = beatMs; nowMs < 1000; nowMs += beatMs) {
      watch.beat(nowMs);
      expect(watch.earliest(nowMs + beatMs)).toBe(nowMs + beatMs);
    }
  });

  it('what is seen after main stood still may be as old as that, whether the beat comes before it or after', () => {
    const watch = createStallWatch(0);
    watch.beat(20);
    expect(watch.earliest(420)).toBe(20);
    watch.beat(420);
    expect(watch.earliest(421)).toBe(20);
    expect(watch.earliest(421 + beatMs)).toBe(421 + beatMs);
  });
});
