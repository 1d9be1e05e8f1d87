import type { FilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { makeSnapshot } from '../../electron/store/write-snapshot';
import { createFakeDisk } from './fake-disk';
import { ledger } from './ledger-feature';
import { book, fault, folder, openLedger, rows } from './ledger-store';
import { createRandom, type Random } from './random';

export interface LivesOptions {
  /** `false`: a sync does nothing. */
  readonly syncs?: boolean;
  /** Spoils the store's files on purpose, for the controls. */
  readonly port?: (port: FilePort) => FilePort;
}

export interface Outcome {
  readonly acknowledged: number;
  /** What did not hold; empty when all is well. */
  readonly faults: readonly string[];
}

/** A command whose answer somebody waits for: sent again with the same id after every start. */
interface Wish {
  readonly id: string;
  readonly amount: number;
  readonly note: string;
}

const wishOf = (random: Random, number: number): Wish => ({
  id: `c${number}`,
  amount: number,
  // Some entries span many sectors.
  note: `${random.next() < 0.4 ? 'evidence' : 'note'} ${number} ${'x'.repeat(random.integer(0, 1) * random.integer(0, 3000))}`,
});

/**
 * Several lives of one store on one disk, all from one seed: each ends with a power cut or a kill in the middle of any
 * operation. After each, everything acknowledged must be there once, readable, with its evidence.
 */
export const runLives = async (seed: number, options: LivesOptions = {}): Promise<Outcome> => {
  const random = createRandom(seed);
  let dieAt = 0;
  const machine = { isOff: false };
  const disk = createFakeDisk({
    syncs: options.syncs ?? true,
    on: (operation, _path, count) => {
      machine.isOff ||= count >= dieAt;
      if (machine.isOff) fault('EIO');
      return operation === 'write' && random.next() < 0.1 ? random.integer(1, 600) : null;
    },
  });
  const port = options.port?.(disk.port) ?? disk.port;
  const acknowledged = new Map<string, Wish>();
  let wish = wishOf(random, 1);
  let sent = 1;

  const work = async (): Promise<void> => {
    const store = await openLedger(port, { segmentBytes: 6000 });
    try {
      while (!machine.isOff) {
        if (book(store, wish.id, wish.amount, wish.note).ok) {
          acknowledged.set(wish.id, wish);
          sent += 1;
          wish = wishOf(random, sent);
        }
        if (random.next() < 0.1) await makeSnapshot(port, folder, [ledger]);
      }
    } finally {
      store.projection.close();
    }
  };

  const faults: string[] = [];
  const look = async (): Promise<void> => {
    dieAt = Number.POSITIVE_INFINITY;
    const store = await openLedger(disk.port, { segmentBytes: 6000 });
    const { state, failure, head } = store.status();
    if (state !== 'ready') faults.push(`${state} ${JSON.stringify(failure)}`);
    const found = new Map(rows(store).map((row) => [row.amount, row.note]));
    if (found.size !== rows(store).length) faults.push('an amount twice');
    for (const { id, amount, note } of acknowledged.values())
      if (found.get(amount) !== note) faults.push(`${id} ${found.has(amount) ? 'unreadable' : 'lost'}`);
    if (found.size > acknowledged.size + 1) faults.push('more than was ever sent');
    const verdict = verifyFolder(disk.port, folder, head);
    if (!verdict.ok) faults.push(verdict.text);
    store.close();
  };

  for (let life = random.integer(1, 3); life > 0; life -= 1) {
    machine.isOff = false;
    dieAt = disk.operations() + random.integer(1, 120);
    await work().catch(() => undefined);
    machine.isOff = false;
    if (random.next() < 0.7) disk.powerCut(random);
    else disk.killProcess();
    await look();
    // Looking has settled what stands there: what comes next must hold without it.
    if (random.next() < 0.5) disk.powerCut(random);
  }
  return { acknowledged: acknowledged.size, faults };
};

/** Runs many seeds; answers the first one that failed, to be run again alone. */
export const runSeeds = async (
  from: number,
  to: number,
  options: LivesOptions = {},
): Promise<{ readonly acknowledged: number; readonly failed: string | null; readonly faulty: number }> => {
  let acknowledged = 0;
  let failed: string | null = null;
  let faulty = 0;
  for (let seed = from; seed <= to; seed += 1) {
    const outcome = await runLives(seed, options);
    acknowledged += outcome.acknowledged;
    if (outcome.faults.length > 0) {
      faulty += 1;
      failed ??= `seed ${seed}: ${outcome.faults.join('; ')}`;
    }
  }
  return { acknowledged, failed, faulty };
};
