import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { printing } from '../../electron/features/printing';
import { nodeFilePort } from '../../electron/journal/file-port';
import { createPrintQueue, type PrintMove } from '../../electron/station/print-queue';
import { createPrinters } from '../../electron/station/printers';
import { openStore } from '../../electron/store/store';
import { decided, type CommandContext, type Feature, type Store } from '../../electron/store/types';
import { defineCommand } from '../../shared/feature';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { ok, type Result } from '../../shared/result';
import { createBench, failOnBugs, printerAt } from '../devices/bench';
import { forkSimulator } from '../simulators/fork-simulator';
import { packSettings } from '../support/pack-world';
import { createFaultyCable, type FaultyCable } from './faulty-cable';
import { labelOf } from './printer-bench';

/** Asks for a print of some bytes, as a parcel's label does. */
const asking: Feature = {
  name: 'asking',
  schema: [],
  apply: {},
  queries: {},
  commands: {
    'asking.print': (context: CommandContext, input: { text: string; printerId: string; bytes: number }) => {
      const attachment = context.attach(labelOf(input.text, input.bytes), 'zpl');
      const jobId = input.text;
      const data = { jobId, kind: 'label', printerId: input.printerId, attachment, title: input.text };
      const rest = { labelId: input.text, copy: 1, parcelId: null, language: 'zpl' };
      return decided(null, [{ type: 'v1.printing.jobRequested', data: { ...data, ...rest } }]);
    },
  },
  definitions: {
    commands: {
      'asking.print': defineCommand<null>()({
        input: z.object({ text: z.string(), printerId: z.string(), bytes: z.number() }).strict(),
        origin: 'trusted',
        role: null,
      }),
    },
    queries: {},
  },
};

const actor = { personId: null, role: 'station', site: 'main', station: 'pack-1' } as const;

export interface PoolPrinter {
  readonly simulator: Simulator<'printer'>;
  readonly cable: FaultyCable;
  /** Text of each label that came out whole. */
  readonly whole: string[];
  readonly damaged: string[];
}

/** A store, a print queue and some simulated printers that stand in for one another. */
export const createPoolStation = async (
  names: readonly string[],
  labelMs = 30,
  /** What stands between the queue and the record: answers as the supervised host gives them when it fails. */
  between: (store: Store) => Store = (store) => store,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-pool-'));
  const open = await openStore({
    folder,
    port: nodeFilePort,
    features: [printing, asking],
    settings: packSettings,
    now: Date.now,
  });
  const store: Store = {
    execute: (envelope) => Promise.resolve(open.execute(envelope)),
    query: (name, params, who) => Promise.resolve(open.query(name, params, who)),
  };
  const pool = new Map<string, PoolPrinter>();
  for (const name of names) {
    const started = await startSimulator({ kind: 'printer', labelMs, serial: name }, forkSimulator);
    if (!started.ok) throw new Error(started.failure.code);
    const simulator = started.value;
    const printer = {
      simulator,
      cable: await createFaultyCable(simulator.place.port),
      whole: [] as string[],
      damaged: [] as string[],
    };
    simulator.onEvent((event) => {
      if (event.event !== 'label-printed') return;
      (event.complete ? printer.whole : printer.damaged).push(/\^FD(.*?)\^FS/s.exec(event.zpl)?.[1] ?? '');
    });
    pool.set(name, printer);
  }
  const configs = [...pool].map(([name, { cable }]) =>
    printerAt({ type: 'tcp', host: '127.0.0.1', port: cable.port }, name),
  );
  const devices = createBench(configs, { backOff: { firstMs: 20, lostMaxMs: 100, refusedMaxMs: 100 } });
  const printers = createPrinters(devices.service, () => configs);
  const moves: PrintMove[] = [];
  const settled: string[] = [];
  const queueBugs: unknown[] = [];
  const files: { read: (sha256: string) => Promise<Result<Uint8Array | null>> } = {
    read: (sha256) => Promise.resolve(ok(open.attachment(sha256))),
  };
  const queue = createPrintQueue({
    store: between(store),
    actor: () => actor,
    printer: printers.get,
    pool: () => names,
    trouble: printers.trouble,
    onMoved: (move) => moves.push(move),
    readAttachment: (sha256) => files.read(sha256),
    wait: (ms) => printers.wait(ms),
    onChange: () => undefined,
    onSettled: (jobId, state) => settled.push(`${jobId} ${state}`),
    onBug: (error) => queueBugs.push(error),
  });
  printers.refresh();
  await Promise.all(names.map((name) => devices.untilState(name, 'ready')));
  const command = (name: string, input: object) =>
    store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });
  return {
    store,
    queue,
    printers,
    devices,
    moves,
    settled,
    queueBugs,
    files,
    command,
    printer: (name: string): PoolPrinter => {
      const printer = pool.get(name);
      if (printer === undefined) throw new Error(`no ${name}`);
      return printer;
    },
    ask: async (text: string, printerId = names[0] ?? '', bytes = 0): Promise<void> => {
      const asked = await command('asking.print', { text, printerId, bytes });
      if (!asked.ok) throw new Error(asked.failure.code);
      await queue.print(text);
    },
    job: async (jobId: string): Promise<PrintJobRow | undefined> => {
      const answer = await store.query('printing.history', { limit: 500 }, actor);
      return answer.ok ? (answer.value as readonly PrintJobRow[]).find((each) => each.jobId === jobId) : undefined;
    },
    /** Everything that came out whole, of all printers. */
    cameOut: (): string[] => [...pool.values()].flatMap(({ whole }) => whole),
    close: async (): Promise<void> => {
      queue.stop();
      printers.stop();
      await devices.service.stop();
      for (const { cable, simulator } of pool.values()) {
        await cable.close();
        await simulator.stop();
      }
      open.close();
      rmSync(folder, { recursive: true, force: true });
      failOnBugs([devices]);
    },
  };
};
export type PoolStation = Awaited<ReturnType<typeof createPoolStation>>;
