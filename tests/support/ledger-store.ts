import { expect } from 'vitest';
import type { FilePort } from '../../electron/journal/file-port';
import type { OnDamage } from '../../electron/projection/snapshots';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Feature } from '../../electron/store/types';
import type { Result } from '../../shared/result';
import { createFakeDisk, type FakeDisk, type Faults } from './fake-disk';
import { ledger, testActor, testSettings } from './ledger-feature';

/** Where the ledger's store stands on a fake disk. */
export const folder = '/data';
export const journalFile = `${folder}/journal/000001.jsonl`;

export interface LedgerOptions {
  readonly now?: () => number;
  readonly features?: readonly Feature[];
  readonly segmentBytes?: number;
  readonly folder?: string;
  readonly onDamage?: OnDamage;
}

export const openLedger = (port: FilePort, options: LedgerOptions = {}): Promise<OpenStore> =>
  openStore({
    folder: options.folder ?? folder,
    port,
    features: options.features ?? [ledger],
    settings: testSettings,
    now: options.now ?? (() => 1_800_000_000_000),
    ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    ...(options.onDamage === undefined ? {} : { onDamage: options.onDamage }),
  });

export const book = (store: OpenStore, id: string, amount: number, note = ''): Result<unknown> =>
  store.execute({ id, name: 'ledger.book', input: { amount, note }, actor: testActor, origin: 'trusted' });

/** Erases the person whose notes they are. */
export const erase = (store: OpenStore, id = 'erase'): Result<unknown> =>
  store.execute({ id, name: 'ledger.erase', input: {}, actor: testActor, origin: 'trusted' });

export interface LedgerRow {
  readonly n: number;
  readonly amount: number;
  readonly at: string;
  readonly note: string | null;
}

export const rows = (store: OpenStore): readonly LedgerRow[] => {
  const answer = store.query('ledger.rows', {}, testActor);
  return answer.ok ? (answer.value as readonly LedgerRow[]) : [];
};

/** A store with so many entries: amounts 1, 2, 3 … */
export const filledLedger = async (
  count: number,
  faults: Faults = {},
  options: LedgerOptions = {},
): Promise<{ disk: FakeDisk; store: OpenStore }> => {
  const disk = createFakeDisk(faults);
  const store = await openLedger(disk.port, options);
  for (let each = 1; each <= count; each += 1) expect(book(store, `c${each}`, each, `note ${each}`).ok).toBe(true);
  return { disk, store };
};

/** A disk with nothing but these bytes as its journal. */
export const diskWithJournal = (bytes: Uint8Array): FakeDisk => {
  const disk = createFakeDisk();
  disk.set(journalFile, bytes);
  return disk;
};

/** For `on`: the operation fails with this system error. */
export const fault = (code: string): never => {
  throw Object.assign(new Error(code), { code });
};
