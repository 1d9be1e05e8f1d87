import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Result } from '../../shared/result';
import { systemCode } from '../features/import/move-file';
import { writeAtomically } from '../files/write-atomically';

export interface NamedPapersParts {
  /** Where the station's papers lie. */
  readonly folder: string;
  /** Which of these orders are erased. */
  readonly erased: (orderIds: readonly string[]) => Promise<Result<readonly string[]>>;
  readonly onError: (text: string) => void;
}

const listed = z.array(z.string());

/** Papers of these kinds always name customers; one that has no list was made before there were lists, and may name anybody. */
const mayNameAnybody = /^recall-.*\.(?:pdf|csv)$/;

/**
 * Papers with names and addresses of customers. Beside each lies a list of the orders that it names, written before the paper
 * itself: when one of them is erased the paper goes with it, at the next start too if the station ended in between. It is made
 * anew from the record, which has no names of the erased any more.
 */
export const createNamedPapers = ({ folder, erased, onError }: NamedPapersParts) => {
  const lists = join(folder, 'names');
  const listOf = (name: string): string => join(lists, `${name}.json`);

  const remove = async (name: string): Promise<void> => {
    await rm(join(folder, name), { force: true });
    await rm(listOf(name), { force: true });
  };

  const ordersIn = async (name: string): Promise<readonly string[] | null> => {
    try {
      return listed.parse(JSON.parse(await readFile(listOf(name), 'utf8')));
    } catch {
      return null;
    }
  };

  const namesIn = (path: string): Promise<string[]> => readdir(path).catch(() => []);

  /** Every paper that names customers, with its orders; `null`: nobody knows any more. */
  const all = async (): Promise<ReadonlyMap<string, readonly string[] | null>> => {
    const withList = (await namesIn(lists)).flatMap((name) => /^(.+)\.json$/.exec(name)?.[1] ?? []);
    const old = (await namesIn(folder)).filter((name) => mayNameAnybody.test(name));
    const papers = new Map<string, readonly string[] | null>();
    for (const name of new Set([...withList, ...old])) papers.set(name, await ordersIn(name));
    return papers;
  };

  const removeAll = async (isGone: (orderIds: readonly string[] | null) => boolean): Promise<Result<null>> => {
    try {
      for (const [name, orderIds] of await all()) if (isGone(orderIds)) await remove(name);
      return ok(null);
    } catch (error) {
      return fail('paper-not-removed', { error: systemCode(error) });
    }
  };

  return {
    /** Writes a paper that names the customers of these orders. Fails when one of them was erased meanwhile: it is not kept. */
    keep: async (name: string, orderIds: readonly string[], write: () => Promise<unknown>): Promise<Result<null>> => {
      await mkdir(lists, { recursive: true, mode: 0o700 });
      // Durable before the paper: no power cut leaves names without a word of whose they are.
      await writeAtomically(listOf(name), JSON.stringify([...new Set(orderIds)]), 0o600);
      await write();
      const gone = await erased(orderIds);
      if (gone.ok && gone.value.length === 0) return ok(null);
      await remove(name);
      return gone.ok ? fail('erased-meanwhile') : gone;
    },
    /** Removes every paper that names the customer of an order. */
    forget: (orderId: string): Promise<Result<null>> =>
      removeAll((orderIds) => orderIds === null || orderIds.includes(orderId)),
    /** What an erasure left behind because the station ended before it was through. */
    sweep: async (): Promise<void> => {
      const papers = await all();
      const known = [...papers.values()].flatMap((orderIds) => orderIds ?? []);
      if (known.length === 0) return;
      const gone = await erased([...new Set(known)]);
      if (!gone.ok) return;
      const orders = new Set(gone.value);
      const swept = await removeAll((orderIds) => orderIds?.some((each) => orders.has(each)) ?? false);
      if (!swept.ok) onError(`papers of erased customers are still there: ${String(swept.failure.details?.['error'])}`);
    },
  };
};
export type NamedPapers = ReturnType<typeof createNamedPapers>;
