import { expect } from 'vitest';
import { nodeFilePort } from '../../../electron/journal/file-port';
import { verifyFolder } from '../../../electron/journal/verify';
import type { Projection } from '../../../electron/projection/projection';
import { movementKinds } from '../../../shared/features/stock/records';
import { operator } from '../pack-world';
import { contentOf, expectPromisesKept, expectTrue, rebuild } from '../stock-truth';
import type { PlayedDay } from './play';
import { dayFeatures, sumsOf, type Rows, type TableSum } from './tables-feature';

const ask = async <T>({ store }: PlayedDay, name: string, params: object = {}): Promise<T> => {
  const answer = await store.query(name, params, operator);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};

/** Row for row; tables are compared by their digests first, so that only one that differs is shown. */
const expectSame = async (day: PlayedDay, rebuilt: Projection): Promise<void> => {
  const content = contentOf(rebuilt);
  const sums = sumsOf(content);
  const living = await ask<Readonly<Record<string, TableSum>>>(day, 'tables.sums');
  expect(Object.keys(living)).toEqual(Object.keys(sums));
  for (const [table, { sha256 }] of Object.entries(sums))
    if (living[table]?.sha256 !== sha256)
      expect([table, await ask<Rows>(day, 'tables.rows', { table })]).toEqual([table, content[table]]);
};

/** All that must hold at the end of a day, whatever happened in it. Ends the store. */
export const expectGoodDay = async (day: PlayedDay): Promise<void> => {
  const rebuilt = await rebuild(dayFeatures, day.folder);
  expect(rebuilt.faults()).toEqual([]);
  expectTrue(rebuilt);
  expectPromisesKept(rebuilt);
  await expectSame(day, rebuilt);
  const kinds = rebuilt.all<{ kind: string }>('SELECT DISTINCT kind FROM stock_movements').map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual([...movementKinds].toSorted());
  expect(rebuilt.all('SELECT 1 FROM stock_undone').length).toBeGreaterThan(0);
  const head = rebuilt.head();
  // As many entries as commands: none was written twice, however often it was asked for.
  expect(rebuilt.all('SELECT 1 FROM commands').length).toBe(head.n);
  rebuilt.close();
  await day.stop();
  expect(verifyFolder(nodeFilePort, day.folder, head)).toMatchObject({ ok: true, head, tornBytes: 0 });
};

/** One line about a day for whoever reads the log. */
export const describeDay = ({ movements, kills, work }: PlayedDay): string =>
  `${movements} movements by 16 clients, ${work.answered()} commands, ${kills} crashes, ${work.asked()} asked again`;
