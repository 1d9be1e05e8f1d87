import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore } from '../../electron/store/store';
import type { CommandEnvelope, Store } from '../../electron/store/types';
import { ok } from '../../shared/result';
import { until } from '../devices/pty';
import { createPrintStation } from './print-station';
import { packSettings, stationItself } from './pack-world';

/**
 * A process of its own that prints as a station does, and stops at each step until it is told to go on: whoever started
 * it can kill it there.
 */

interface Request {
  readonly id: number;
  readonly op: 'execute' | 'query' | 'print' | 'left';
  readonly args: unknown;
}

const [folder = '', port = '0'] = process.argv.slice(2);
const goOn = new Map<number, () => void>();
let steps = 0;

const send = (message: unknown): void => void process.send?.(message);

/** Tells where it is and waits for the word. */
const step = (name: string): Promise<void> =>
  new Promise((resolve) => {
    steps += 1;
    goOn.set(steps, resolve);
    send({ step: steps, name });
  });

const main = async (): Promise<void> => {
  const open = await openStore({
    folder,
    port: nodeFilePort,
    features,
    settings: packSettings,
    now: Date.now,
    onEffects: (effects) => {
      for (const { type, data } of effects) if (type === 'print') void station.queue.print(String(data['jobId']));
    },
  });
  const plain: Store = {
    execute: (envelope) => Promise.resolve(open.execute(envelope)),
    query: (name, params, actor) => Promise.resolve(open.query(name, params, actor)),
  };
  const stepped: Store = {
    ...plain,
    execute: async (envelope) => {
      await step(`before ${envelope.name}`);
      const result = await plain.execute(envelope);
      await step(`after ${envelope.name}`);
      return result;
    },
  };
  const station = createPrintStation({
    store: stepped,
    readAttachment: (sha256) => Promise.resolve(ok(open.attachment(sha256))),
    printers: { printer: Number(port) },
  });

  const answer = async ({ op, args }: Request): Promise<unknown> => {
    if (op === 'execute') return plain.execute(args as CommandEnvelope);
    if (op === 'left') return station.queue.leftJobs();
    if (op === 'print') return station.queue.print(String(args));
    const { name, params } = args as { name: string; params: unknown };
    return plain.query(name, params, stationItself);
  };

  process.on('message', (message: Request | { readonly go: number }) => {
    if ('go' in message) goOn.get(message.go)?.();
    else void answer(message).then((result) => send({ id: message.id, result }));
  });
  await station.queue.recover();
  await until('the printer', () => station.devices.statuses().every(({ state }) => state === 'ready'), 20_000);
  send({ ready: true });
};

process.on('disconnect', () => process.exit(0));
void main();
