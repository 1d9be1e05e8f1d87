import { describe, expect, it } from 'vitest';
import { watchPrint, type PrintLook, type PrintOutcome } from './watch-print';

const never = new AbortController().signal;

/** Watches by a clock of its own; each look takes 100 ms and finds what the second answers for it. */
const watch = async (judge: (atMs: number) => PrintOutcome | null, conditions: PrintLook['conditions'] = []) => {
  let now = 0;
  const outcome = await watchPrint({
    look: () => Promise.resolve({ status: null, conditions, odometer: null }),
    judge: () => judge(now),
    signal: never,
    lost: never,
    now: () => now,
    wait: () => {
      now += 100;
      return Promise.resolve();
    },
    limitMs: 20_000,
    lostAfterMs: 3000,
    personMs: 60_000,
  });
  return { outcome, after: now };
};

const lost = { kind: 'not-printed', why: 'lost-in-printer', evidence: '' } as const;
const unread = { kind: 'uncertain', why: 'rfid-not-verified' } as const;
const printed = { kind: 'printed', evidence: '' } as const;

describe('watching a label', () => {
  it('takes what may still change for true only when it lasted', async () => {
    expect(await watch(() => lost)).toEqual({ outcome: lost, after: 3000 });
    expect(await watch((at) => (at < 2900 ? lost : printed))).toMatchObject({ outcome: printed });
  });

  it('gives each thing its own time: what was idle before is not what is unread now', async () => {
    // The tag's number comes 500 ms behind a label that began late.
    const late = (at: number): PrintOutcome => (at < 2800 ? lost : at < 3300 ? unread : printed);
    expect(await watch(late)).toEqual({ outcome: printed, after: 3300 });
  });

  it('waits for a person, however long it says nothing else, and gives up in the end', async () => {
    expect((await watch((at) => (at < 50_000 ? null : printed), ['paused'])).outcome).toEqual(printed);
    const { outcome, after } = await watch(() => null, ['paper-out']);
    expect(outcome).toEqual({ kind: 'uncertain', why: 'stood-still' });
    expect(after).toBeLessThan(60_500);
  });
});
