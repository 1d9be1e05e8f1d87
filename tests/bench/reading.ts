import { fork } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDeviceHosts } from '../../electron/devices/device-hosts';
import { createDeviceService } from '../../electron/devices/device-service';
import { fromChildProcess } from '../../electron/devices/host-process';
import { toledoContinuous } from '../../electron/devices/scales/protocols/toledo-continuous';
import { createVirtualCable, type VirtualCable } from '../devices/pty';
import { monotonic, until } from './clock';
import { percentile, row, type Part } from './rows';

const entry = join(process.cwd(), 'out', 'main', 'device-host.js');

/** Each frame another weight, so that no reading can be taken for the answer to another frame. */
const frameOf = (index: number): Uint8Array =>
  toledoContinuous.scaleSide?.frame(
    { state: 'motion', mantissa: 1000 + index, decimals: 3, unit: 'kg', net: false },
    {},
  ) ?? new Uint8Array();

/** When the last frame or reading arrived. */
let lastAt = 0;

/** Sends frames one after the other, each when the one before has arrived; milliseconds of each. */
const timesOf = async (cable: VirtualCable, frames: number, arrived: () => number): Promise<readonly number[]> => {
  const times: number[] = [];
  for (let index = 0; index < frames; index += 1) {
    const before = arrived();
    const from = monotonic();
    cable.send(frameOf(index));
    await until('what was sent', () => (arrived() > before ? true : null));
    times.push(lastAt - from);
  }
  return times;
};

/** The same bytes over the same cable, read by nothing but a stream. */
const bare = async (frames: number): Promise<readonly number[]> => {
  const cable = await createVirtualCable();
  const stream = createReadStream(cable.path);
  let [bytes, count] = [0, 0];
  stream.on('error', () => undefined);
  stream.on('data', (chunk) => {
    bytes += chunk.length;
    const whole = Math.floor(bytes / frameOf(0).length);
    if (whole > count) lastAt = monotonic();
    count = whole;
  });
  const times = await timesOf(cable, frames, () => count);
  await cable.dispose();
  stream.destroy();
  return times;
};

/** From a scale's bytes on a serial line, through the device host and its protocol, to the reading that the station gets. */
const throughTheApp = async (frames: number): Promise<readonly number[]> => {
  if (!existsSync(entry)) throw new Error('build the app first: npm run build');
  const cable = await createVirtualCable();
  const hosts = createDeviceHosts({
    fork: (library) => fromChildProcess(fork(entry, [library], { serialization: 'advanced', execArgv: [] })),
  });
  const service = createDeviceService({
    devices: [
      {
        id: 'scale',
        kind: 'scale',
        name: 'scale',
        protocol: toledoContinuous.id,
        transport: { type: 'serial', path: cable.path, settings: { dataBits: 8, parity: 'none' } },
      },
    ],
    protocols: { scales: { [toledoContinuous.id]: toledoContinuous }, scanners: {}, printers: {}, readers: {} },
    transportFor: hosts.transportFor,
    allowSimulated: true,
    onBug: (error) => {
      throw error;
    },
  });
  let count = 0;
  service.onReading(() => {
    lastAt = monotonic();
    count += 1;
  });
  // The line is open once a frame has come through.
  await until('the first reading', () => {
    cable.send(frameOf(0));
    return count > 0 ? true : null;
  });
  await settled(() => count);
  const times = await timesOf(cable, frames, () => count);
  await service.stop();
  await hosts.dispose();
  await cable.dispose();
  return times;
};

/** Until no frame is on its way any more. */
const settled = async (arrived: () => number): Promise<void> => {
  let [seen, since] = [arrived(), monotonic()];
  await until('the line to be quiet', () => {
    if (arrived() !== seen) [seen, since] = [arrived(), monotonic()];
    return monotonic() - since > 300 ? true : null;
  });
};

export const readingPart: Part = async ({ quick }, emit) => {
  const frames = quick ? 20 : 1000;
  const [without, within] = [await bare(frames), await throughTheApp(frames)];
  for (const [name, share] of [
    ['median', 0.5],
    ['p99', 0.99],
  ] as const)
    emit(
      row(`scale, bytes on the line → reading, ${name}`, percentile(within, share), 'ms', {
        baseline: percentile(without, share),
        ...(share === 0.99 ? { aim: { of: 'value', atMost: 20 } as const } : {}),
      }),
    );
};
