import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../devices/pty';
import { startCups, type OwnCups } from '../printing/own-cups';

const run = promisify(execFile);
const windows = {
  folder: process.env['PACKWRIGHT_WINE_FOLDER'] ?? '',
  node: process.env['PACKWRIGHT_WINE_NODE'] ?? '',
};
const work = mkdtempSync(join(tmpdir(), 'packwright-wine-'));
let cups: OwnCups;

/** The transport as the station has it, in one file that Node for Windows runs. */
const bundle = (): Promise<unknown> =>
  build({
    logLevel: 'error',
    configFile: false,
    build: {
      ssr: 'tests/windows/print.ts',
      outDir: join(windows.folder, 'out'),
      emptyOutDir: true,
      rolldownOptions: {
        external: ['koffi', 'serialport', 'node-hid', 'usb'],
        output: { format: 'cjs', entryFileNames: 'print.cjs' },
      },
    },
    ssr: { noExternal: true, external: ['koffi', 'serialport', 'node-hid', 'usb'] },
  });

beforeAll(async () => {
  cups = await startCups();
  await cups.addQueue('zebra');
  await bundle();
}, 120_000);
afterAll(async () => {
  await cups.stop();
  rmSync(work, { recursive: true, force: true });
});

const print = async (queue: string, ...labels: readonly Uint8Array[]): Promise<unknown> => {
  const files = labels.map((label, at) => {
    const file = join(work, `label-${at}`);
    writeFileSync(file, label);
    return file;
  });
  const result = join(work, 'result.json');
  rmSync(result, { force: true });
  await run('wine', [windows.node, join(windows.folder, 'out', 'print.cjs'), result, queue, ...files], {
    env: {
      ...process.env,
      CUPS_SERVER: cups.socket,
      WINEPREFIX: join(windows.folder, 'prefix'),
      WINEDEBUG: '-all',
      // Wine says that it is an older Windows than Node wants.
      NODE_SKIP_PLATFORM_CHECK: '1',
    },
  });
  return JSON.parse(readFileSync(result, 'utf8'));
};

it('gives the Windows spooler each label whole, as one job, byte for byte', async () => {
  const raw = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const long = new Uint8Array(300_000).fill(0x41);
  cups.switchOff();
  const told = await print('zebra', raw, long);
  expect(told).toMatchObject({ written: [{ ok: true }, { ok: true }] });
  const { stdout } = await run('lpstat', ['-o', 'zebra'], { env: { ...process.env, CUPS_SERVER: cups.socket } });
  expect(stdout.trim().split('\n')).toHaveLength(2);
  cups.switchOn();
  const all = Buffer.concat([raw, long]).toString('latin1');
  await until('the bytes at the printer’s end', () => cups.printed().length >= all.length, 20_000);
  expect(cups.printed()).toBe(all);
});

it('says that a queue is not there', async () => {
  expect(await print('nothing here')).toMatchObject({ open: { code: 'not-found' } });
});
