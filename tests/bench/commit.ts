import { closeSync, fdatasyncSync, mkdirSync, openSync, readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Result } from '../../shared/result';
import { features } from '../../electron/features';
import { createStoreService } from '../../electron/store/service';
import { scanInput } from './hand';
import { percentile, row, type Part } from './rows';
import { writeSyntheticStore } from './synthetic-store';
import { gtinOf, operator, settings, type Wanted } from './world';

const linesPerOrder = 5;
const unitsPerLine = 4;
const unitsPerOrder = linesPerOrder * unitsPerLine;

/** Orders of five lines with four pieces each; the last piece is never scanned, so none is finished. */
export const commitOrders = (count: number): Wanted[] =>
  Array.from({ length: count }, (_, order) => ({
    number: String(50_000 + order),
    lines: Array.from({ length: linesPerOrder }, (_line, line) => ({
      item: (order * linesPerOrder + line) % 250,
      quantity: unitsPerLine,
    })),
  }));

type Call = (op: string, args: unknown) => unknown;

const execute = (call: Call, name: string, input: unknown): void => {
  const envelope = { id: randomUUID(), name, input, actor: operator, origin: 'trusted' };
  const answer = call('execute', envelope) as Result<unknown>;
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
};

/** The same number of bytes, appended and synced by nobody but the system. */
const openBare = (path: string) => {
  const handle = openSync(path, 'a');
  const bytes = Buffer.alloc(65_536, 0x61);
  return {
    append: (length: number): number => {
      const startedAt = performance.now();
      writeSync(handle, bytes, 0, length);
      fdatasyncSync(handle);
      return performance.now() - startedAt;
    },
    close: (): void => closeSync(handle),
  };
};

export interface CommitTimes {
  readonly commits: number[];
  readonly bare: number[];
}

/** V8 makes the code fast within some four thousand scans, the work of a morning. */
export const warmHalf = ({ commits, bare }: CommitTimes): CommitTimes => ({
  commits: commits.slice(Math.floor(commits.length / 2)),
  bare: bare.slice(Math.floor(bare.length / 2)),
});

/** Scans pieces of open orders, each followed by a bare append of as many bytes as its entry had. */
export const timeCommits = (call: Call, folder: string, orders: readonly Wanted[]): CommitTimes => {
  const segments = readdirSync(join(folder, 'journal')).filter((name) => name.endsWith('.jsonl'));
  const journal = join(folder, 'journal', segments.toSorted().at(-1) ?? '');
  const bare = openBare(join(folder, 'bare'));
  const times: CommitTimes = { commits: [], bare: [] };
  for (const { number, lines } of orders) {
    execute(call, 'packing.scan', scanInput(number, 'C0'));
    for (let unit = 0; unit < unitsPerOrder - 1; unit += 1) {
      const line = lines[Math.floor(unit / unitsPerLine)];
      if (line === undefined) break;
      const input = scanInput(gtinOf(line.item), 'I1');
      const before = statSync(journal).size;
      const startedAt = performance.now();
      execute(call, 'packing.scan', input);
      times.commits.push(performance.now() - startedAt);
      const length = statSync(journal).size - before;
      // A new segment has begun: the next order is measured there.
      if (length <= 0) return times;
      times.bare.push(bare.append(length));
    }
    execute(call, 'packing.hold', { packId: `order-${number}`, reason: 'bench' });
  }
  bare.close();
  return times;
};

/** The store host's own work for one scanned piece, from the call to the answer, without the way to the main process. */
export const commitPart: Part = async ({ quick, folder }, emit) => {
  const data = join(folder, 'commit');
  mkdirSync(data, { recursive: true });
  const orders = commitOrders(quick ? 10 : 400);
  await writeSyntheticStore({ folder: data, events: 0, openOrders: orders });
  const service = createStoreService(features, () => undefined);
  const opened = (await service.call('init', { folder: data, settings })) as Result<unknown>;
  if (!opened.ok) throw new Error(opened.failure.code);
  const { commits, bare } = timeCommits(service.call, data, orders);
  service.call('close', null);
  const first = Math.min(500, commits.length);
  const begun = { baseline: percentile(bare.slice(0, first), 0.5) };
  emit(row(`commit, median of the first ${first}`, percentile(commits.slice(0, first), 0.5), 'ms', begun));
  const warm = warmHalf({ commits, bare });
  const at = (share: number) => ({ baseline: percentile(warm.bare, share) });
  emit(row('commit, median', percentile(warm.commits, 0.5), 'ms', { ...at(0.5), aim: { of: 'ratio', atMost: 2 } }));
  emit(row('commit, p99', percentile(warm.commits, 0.99), 'ms', at(0.99)));
};
