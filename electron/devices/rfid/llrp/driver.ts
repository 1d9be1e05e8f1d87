import { createReaderState } from '../reader-state';
import type { ReaderDriver, ReaderDriverParts, ReaderTiming } from '../types';
import { createInventory } from './inventory-runner';
import { createLlrpSession } from './session';

const usualKeepaliveMs = 5000;

const timingOf = (timing: Partial<ReaderTiming> = {}): ReaderTiming => {
  const keepaliveMs = timing.keepaliveMs ?? usualKeepaliveMs;
  return { greetingMs: 5000, answerMs: 5000, keepaliveMs, silentMs: 2 * keepaliveMs + 2000, ...timing };
};

/**
 * A reader that speaks LLRP 1.0.1 or 1.1. Each connection is set up from nothing; an inventory that is wanted is taken
 * up again, and what may have been missed meanwhile is told as a loss.
 */
export const createLlrpDriver = (parts: ReaderDriverParts): ReaderDriver => {
  const state = createReaderState(parts);
  const inventory = createInventory(state, parts.clock);
  return {
    session: createLlrpSession({ ...parts, timing: timingOf(parts.timing), state, inventory }),
    get view() {
      return state.view;
    },
    start: inventory.start,
    stop: inventory.stop,
    readChips: inventory.readChips,
  };
};
