import { until } from '../devices/pty';
import { openLineStation, type LineWish } from './line-station';
import type { CommandEnvelope } from '../../electron/store/types';

/** A process of its own that runs a print-and-apply line, for whoever started it to kill. */

interface Request {
  readonly id: number;
  readonly op: 'view' | 'execute' | 'told';
  readonly args: unknown;
}

const main = async (): Promise<void> => {
  const station = await openLineStation(JSON.parse(process.argv[2] ?? '{}') as LineWish);
  const answer = ({ op, args }: Request): unknown => {
    if (op === 'view') return station.view();
    return op === 'told' ? station.told : station.store.execute(args as CommandEnvelope);
  };
  process.on('message', (request: Request) => {
    void Promise.resolve(answer(request)).then((result) => process.send?.({ id: request.id, result }));
  });
  await until('the devices', () => station.devices.statuses().every(({ state }) => state === 'ready'), 20_000);
  process.send?.({ ready: true });
};

process.on('disconnect', () => process.exit(0));
void main();
