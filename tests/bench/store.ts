import type { Result } from '../../shared/result';
import { features } from '../../electron/features';
import { createStoreService } from '../../electron/store/service';
import { wait } from './clock';
import { commitOrders, timeCommits, warmHalf } from './commit';
import { startHost } from './host';
import { pssOf } from './memory';
import { emitMemory, percentile, row, type Part } from './rows';
import { measureSlices } from './slices';
import { dropSnapshots, prepareStation, type PreparedStation } from './stations';
import { writeSyntheticSnapshot } from './synthetic-store';
import { operator, settings } from './world';

type Emit = Parameters<Part>[1];

/** Milliseconds until a new store host has opened the record; the least of some tries. */
const timeOpen = async (station: PreparedStation, tries: number): Promise<number> => {
  const times: number[] = [];
  for (let each = 0; each < tries; each += 1) {
    const startedAt = performance.now();
    const host = startHost(station.data);
    await host.open();
    times.push(performance.now() - startedAt);
    await host.close();
  }
  return Math.min(...times);
};

const settleMs = 3000;

const measureMemory = async (station: PreparedStation): Promise<number | null> => {
  const host = startHost(station.data);
  await host.open();
  await wait(settleMs);
  const pss = pssOf(host.pid);
  await host.close();
  return pss;
};

/** What a station's screens and its own work ask again and again. */
const questions: readonly (readonly [string, unknown])[] = [
  ['packing.current', {}],
  ['packing.today', {}],
  ['packing.parcels', { search: '', limit: 100 }],
  ['packing.parcels', { search: '50001', limit: 100 }],
  ['orders.list', { state: 'open', search: '', service: null, country: null, cutOffUntil: null, offset: 0, limit: 50 }],
  [
    'orders.list',
    { state: 'all', search: '10', service: null, country: null, cutOffUntil: null, offset: 0, limit: 50 },
  ],
  ['orders.counts', { packedSince: new Date(Date.now() - 86_400_000).toISOString() }],
  ['orders.detail', { orderId: 'order-50001' }],
  ['packing.history', { orderId: 'order-50001' }],
  ['printing.openJobs', {}],
  ['printing.history', { limit: 100 }],
  ['export.pending', { limit: 20 }],
  ['import.files', { state: null, offset: 0, limit: 50 }],
  ['catalogue.list', { search: '', filter: 'all', offset: 0, limit: 50 }],
];

const askAll = (call: (op: string, args: unknown) => unknown, label: string, emit: Emit): void => {
  let slowest = 0;
  let which = '';
  for (const [name, params] of questions) {
    const startedAt = performance.now();
    const answer = call('query', { name, params, actor: { ...operator, role: 'it' } }) as Result<unknown>;
    const took = performance.now() - startedAt;
    if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
    if (took > 5) console.log(`${name} took ${took.toFixed(1)} ms with ${label}`);
    if (took > slowest) [slowest, which] = [took, name];
  }
  emit(row(`slowest question (${which}), ${label}`, slowest, 'ms', { aim: { of: 'value', atMost: 10 } }));
};

/** Commits and questions inside a store host that holds the whole record. */
const measureWork = async (station: PreparedStation, label: string, orders: number, emit: Emit): Promise<void> => {
  const service = createStoreService(features, () => undefined);
  const opened = (await service.call('init', { folder: station.data, settings })) as Result<unknown>;
  if (!opened.ok) throw new Error(opened.failure.code);
  askAll(service.call, label, emit);
  const { commits, bare } = warmHalf(timeCommits(service.call, station.data, commitOrders(orders)));
  const baseline = percentile(bare, 0.5);
  emit(row(`commit, median, ${label}`, percentile(commits, 0.5), 'ms', { baseline, aim: { of: 'ratio', atMost: 2 } }));
  service.call('close', null);
};

const count = new Intl.NumberFormat('en-US');

/** Opening, memory, questions and commits of the store with records of several sizes. */
export const storePart: Part = async ({ quick, folder }, emit) => {
  for (const events of quick ? [0, 3000] : [0, 100_000, 1_000_000]) {
    const label = `${count.format(events)} events`;
    const station = await prepareStation(folder, events);
    emit(row(`store opens, ${label}`, await timeOpen(station, 3), 'ms'));
    const aim = events === 1_000_000 ? { aim: { of: 'value', atMost: 600 } as const } : {};
    emitMemory(`store host memory, ${label}`, await measureMemory(station), emit, aim);
    if (events === 0) continue;
    await measureSlices(station, label, station.orders, emit);
    await measureWork(station, label, quick ? 2 : 300, emit);
    dropSnapshots(station);
    emit(row(`store opens without a snapshot, ${label}`, await timeOpen(station, 1), 'ms'));
    await writeSyntheticSnapshot(station.data);
  }
};
