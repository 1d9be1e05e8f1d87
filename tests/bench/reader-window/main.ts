import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { app, BrowserWindow } from 'electron';
import { createDeviceService } from '../../../electron/devices/device-service';
import { readerProtocols } from '../../../electron/devices/rfid/protocols';
import { createTcpTransport } from '../../../electron/devices/transports/tcp';
import type { DeviceConfig } from '../../../shared/device-config';

/** What the bench hands over, and what it is told when the time is up. */
export interface ReaderWish {
  readonly devices: readonly DeviceConfig[];
  readonly seconds: number;
}

export interface ReaderOutcome {
  readonly reads: Readonly<Record<string, number>>;
  readonly tags: number;
  readonly losses: number;
  /** Of the main process, each second: all that the system gave it. */
  readonly memoryMb: readonly number[];
  /** What it still needs once all garbage is gone, after a fifth of the time and at the end. */
  readonly neededMb: { readonly early: number; readonly late: number };
  /** Percent of one processor. */
  readonly cpu: number;
  readonly framesOfSeconds: readonly number[];
  readonly seconds: number;
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const neededMb = (): number => {
  collect();
  // The sockets' buffers, outside the heap, come and go.
  return process.memoryUsage().heapUsed / 1e6;
};

/** As often as the app pushes what is only to be looked at. */
const showEveryMs = 50;

/** The app's own device layer in a main process with a window: four readers are read, their figures shown. */
const run = async ({ devices, seconds }: ReaderWish, window: BrowserWindow): Promise<ReaderOutcome> => {
  const reads = new Map<string, { count: number; last: string }>();
  const tags = new Map<string, number>();
  let losses = 0;
  const service = createDeviceService({
    devices,
    protocols: { scales: {}, scanners: {}, printers: {}, readers: readerProtocols },
    transportFor: (spec) => {
      if (spec.type !== 'tcp') throw new Error('these readers are on the network');
      return createTcpTransport(spec);
    },
    allowSimulated: true,
    onBug: (error) => console.error('bug', error),
  });
  service.onTagReads((each) => {
    for (const { readerId, epc } of each) {
      const hex = Buffer.from(epc.buffer, epc.byteOffset, epc.length).toString('hex');
      const found = reads.get(readerId) ?? { count: 0, last: '' };
      found.count += 1;
      found.last = hex;
      reads.set(readerId, found);
      tags.set(hex, (tags.get(hex) ?? 0) + 1);
    }
  });
  service.onReportLoss(() => {
    losses += 1;
  });
  while (!devices.every(({ id }) => service.reader(id)?.identity !== null)) await pause(50);
  const showing = setInterval(() => {
    const lines = [...reads].map(([id, { count, last }]) => [id, String(count), last]);
    window.webContents.send('show', lines);
  }, showEveryMs);
  const memoryMb: number[] = [];
  const watching = setInterval(() => memoryMb.push(process.memoryUsage().rss / 1e6), 1000);
  const [cpuBefore, from] = [process.cpuUsage(), performance.now()];
  for (const { id } of devices) {
    const started = await service.startInventory(id);
    if (!started.ok) throw new Error(`${id}: ${JSON.stringify(started.failure)}`);
  }
  await pause(seconds * 200);
  const early = neededMb();
  await pause(seconds * 800);
  const late = neededMb();
  for (const { id } of devices) await service.stopInventory(id);
  const took = (performance.now() - from) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  clearInterval(showing);
  clearInterval(watching);
  const framesOfSeconds = (await window.webContents.executeJavaScript('framesOfSeconds()')) as number[];
  await service.stop();
  return {
    reads: Object.fromEntries([...reads].map(([id, { count }]) => [id, count])),
    tags: tags.size,
    losses,
    memoryMb,
    neededMb: { early, late },
    cpu: (user + system) / 1e4 / took,
    framesOfSeconds,
    seconds: took,
  };
};

const failed = (error: unknown): void => {
  console.error('FAILED', error);
  app.exit(1);
};
process.on('uncaughtException', failed);
process.on('unhandledRejection', failed);
app.enableSandbox();
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    webPreferences: {
      preload: join(__dirname, 'preload.js'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
    },
  });
  await window.loadFile(join(__dirname, 'page.html'));
  const wish = JSON.parse(readFileSync(join(__dirname, 'wish.json'), 'utf8')) as ReaderWish;
  console.log(`OUTCOME ${JSON.stringify(await run(wish, window))}`);
});
