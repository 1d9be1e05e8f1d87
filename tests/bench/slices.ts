import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openCopy } from '../../electron/store/copy';
import type { SliceBody } from '../../electron/features/checkpoints/write-slice';
import type { SliceWish } from '../../shared/features/checkpoints/slice';
import type { Result } from '../../shared/result';
import { row, type Part } from './rows';
import type { PreparedStation } from './stations';
import { settings, stationActor } from './world';

/** Parts of the record with their proof, as the report worker writes them: of an old order, a new one, and entries by number. */
export const measureSlices = async (
  { base, data }: PreparedStation,
  label: string,
  orders: number,
  emit: Parameters<Part>[1],
): Promise<void> => {
  const copy = await openCopy({ port: nodeFilePort, folder: data, features });
  const order = (index: number): SliceWish => ({ by: 'order', number: String(100_000 + index) });
  const wishes: readonly (readonly [string, SliceWish])[] = [
    ['the oldest order', order(0)],
    ['a new order', order(orders - 10)],
    ['a thousand entries', { by: 'entries', from: 500, to: 1499 }],
  ];
  for (const [index, [name, wish]] of wishes.entries()) {
    const params = { record: data, wish, file: join(base, `part-${index}.jsonl`) };
    const question = { name: 'checkpoints.slice', params, actor: stationActor, settings, at: new Date().toISOString() };
    const startedAt = performance.now();
    const made = copy.task(question, () => undefined) as Result<SliceBody>;
    const took = performance.now() - startedAt;
    if (!made.ok || made.value.entries === 0) throw new Error(`no part of ${name}: ${JSON.stringify(made)}`);
    emit(row(`proof of ${name}, ${label}`, took, 'ms', { aim: { of: 'value', atMost: 2000 } }));
  }
  copy.close();
};
