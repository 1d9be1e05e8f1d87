import { fork } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DeviceConfig } from '../../shared/device-config';
import { parseDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Result } from '../../shared/result';
import { features } from '../../electron/features';
import type { HostProcess } from '../../electron/host-port';
import { createLabelPrinting } from '../../electron/station/label-printing';
import { createStoreService } from '../../electron/store/service';
import type { CommandEnvelope, Store } from '../../electron/store/types';
import { newestEvents } from './journal-tail';
import { row, type Part } from './rows';
import { operator, settings, stationActor } from './world';

const entry = join(process.cwd(), 'out', 'main', 'label-worker.js');

const forkLabel = (): HostProcess => {
  const child = fork(entry, { serialization: 'advanced', execArgv: [] });
  return {
    post: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
};

const printer: DeviceConfig = {
  kind: 'printer',
  id: 'printer',
  name: 'printer',
  protocol: 'zpl',
  transport: { type: 'tcp', host: '127.0.0.1', port: 9100 },
  options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152 },
};

const openStore = async (folder: string): Promise<Store> => {
  const service = createStoreService(features, () => undefined);
  const opened = (await service.call('init', { folder, settings })) as Result<unknown>;
  if (!opened.ok) throw new Error(opened.failure.code);
  return {
    execute: async (envelope: CommandEnvelope) => (await service.call('execute', envelope)) as Result<unknown>,
    query: async (name, params, actor) => (await service.call('query', { name, params, actor })) as Result<unknown>,
  };
};

/** A batch as a person starts it: laid out in the label worker, each label in the record with its picture, ready to print. */
export const measureBatch = async (folder: string, count: number, emit: Parameters<Part>[1]): Promise<void> => {
  const data = join(folder, 'batch');
  mkdirSync(data, { recursive: true });
  const store = await openStore(data);
  const seeding = { actor: () => stationActor, station: () => 'bench-1', words: () => 'en' };
  const parts = {
    ...seeding,
    store,
    printers: () => [printer],
    usualDpi: () => 203,
    forkLabel,
    forkDocument: forkLabel,
    fontsFolder: resolve('resources/fonts'),
    drawZpl: () => Promise.resolve(null),
    onProgress: () => undefined,
    onError: (error: unknown) => {
      throw error;
    },
  };
  const text = readFileSync(join(resolve('resources/labels'), 'shipping-4x6.json'), 'utf8');
  await createLabelPrinting(parts).seed([text]);
  const parsed = parseDescription(text);
  if (!parsed.ok) throw new Error(parsed.failure.code);
  const sample = parsed.value.samples[0]?.record ?? {};
  const records = Array.from({ length: count }, (_, index): LabelRecord => ({
    ...sample,
    order: `SO-${20_000 + index}`,
  }));
  const printing = createLabelPrinting({ ...parts, actor: () => operator });
  const startedAt = performance.now();
  const made = await printing.print({
    batchId: 'bench',
    version: null,
    templateId: parsed.value.id,
    printerId: printer.id,
    title: 'Batch',
    records,
    copies: 1,
  });
  const took = performance.now() - startedAt;
  printing.close();
  if (!made.ok) throw new Error(made.failure.code);
  const asked = newestEvents(data, 'v1.labels.labelMade').length;
  if (made.value.made !== count) throw new Error(`${made.value.made} labels were made`);
  console.log(`${asked} labels of the batch are in the record, ready for the printer.`);
  const name = `batch of ${new Intl.NumberFormat('en-US').format(count)} labels, description → record`;
  emit(row(name, took / 1000, 's'));
  emit(row(`${name}, each`, took / count, 'ms', { aim: { of: 'value', atMost: 100 } }));
};
