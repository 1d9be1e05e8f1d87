import type { CommandEnvelope, Store } from '../../../electron/store/types';
import type { Result } from '../../../shared/result';
import { isLost, type KillableStore } from '../random-packs';

/** Commands that leave an entry whenever they succeed, so that the same wish is answered the same for ever. */
const leavesEntry: ReadonlySet<string> = new Set(['stock.move', 'stock.kit', 'orders.import']);
const kept = 12;

/** Codes that no wish of the day may be answered with: they would be faults of ours. Packers wish without sense too. */
const isFault = (name: string, code: string): boolean =>
  ['internal-error', 'unknown-command', 'command-id-reused', 'store-read-only'].includes(code) ||
  (code === 'bad-input' && !name.startsWith('packing.'));

interface Answered {
  readonly envelope: CommandEnvelope;
  readonly answer: string;
}

/**
 * A store whose process may end at any moment, for many who work at once: whoever got no answer makes the same wish again, with
 * the same id, as the trusted side does.
 */
export const createSafeStore = ({ store, kill }: KillableStore) => {
  let restarting: Promise<void> = Promise.resolve();
  let answered = 0;
  let asked = 0;
  const newest: Answered[] = [];
  const refusals = new Map<string, number>();

  const note = (envelope: CommandEnvelope, result: Result<unknown>): void => {
    answered += 1;
    if (!result.ok) {
      const { code } = result.failure;
      if (isFault(envelope.name, code)) throw new Error(`${envelope.name}: ${code} ${JSON.stringify(envelope.input)}`);
      refusals.set(code, (refusals.get(code) ?? 0) + 1);
    } else if (leavesEntry.has(envelope.name)) {
      newest.push({ envelope, answer: JSON.stringify(result) });
      if (newest.length > kept) newest.shift();
    }
  };

  const again = async <T>(act: () => Promise<Result<T>>): Promise<Result<T>> => {
    for (;;) {
      await restarting;
      const result = await act();
      if (!isLost(result)) return result;
      asked += 1;
    }
  };

  const safe: Store = {
    execute: async (envelope) => {
      const result = await again(() => store.execute(envelope));
      note(envelope, result);
      return result;
    },
    query: (name, params, actor) => again(() => store.query(name, params, actor)),
  };

  return {
    store: safe,
    /** Ends the process in the middle of everybody's work; afterwards nothing is lost that was answered before. */
    kill: async (): Promise<void> => {
      const before = [...newest];
      restarting = kill();
      await restarting;
      for (const { envelope, answer } of before) {
        const now = JSON.stringify(await store.execute(envelope));
        if (now !== answer) throw new Error(`${envelope.name}: ${answer} before the crash, ${now} after it`);
      }
    },
    /** Commands answered so far, and those that had to be asked again. */
    answered: () => answered,
    asked: () => asked,
    refusals: (): Readonly<Record<string, number>> => Object.fromEntries(refusals),
  };
};
export type SafeStore = ReturnType<typeof createSafeStore>;
