import { fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { deflateSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { callOnce, type HostProcess } from '../../../electron/host-port';
import { barsOf, makePdf } from './pdf';

const outDir = path.resolve('node_modules/.cache/packwright-tests', `documents-${process.pid}`);

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve('electron/document-worker.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'document-worker.cjs', codeSplitting: false } },
    },
  });
});
afterAll(() => rmSync(outDir, { recursive: true, force: true }));

let ended = 0;
const forkWorker = (): HostProcess => {
  const child = fork(path.join(outDir, 'document-worker.cjs'), {
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.once('exit', () => (ended += 1));
  return {
    post: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
};

const convert = (bytes: Uint8Array, limitMs = 20_000) =>
  callOnce(forkWorker, 'convert', { bytes, widthMm: 101.6, heightMm: 152.4, dpi: 203 }, limitMs);

/** A page whose content unpacks to far more than it looks like. */
const bomb = (): Uint8Array => {
  const content = deflateSync(Buffer.from('0 0 280 400 re f\n'.repeat(3_000_000)));
  const text = Buffer.from(makePdf(288, 432, [[1, 1, 9, 9]])).toString('latin1');
  const packed = text.replace(
    /<< \/Length \d+ >>\nstream\n[^]*?\nendstream/,
    () => `<< /Length ${content.length} /Filter /FlateDecode >>\nstream\n${content.toString('latin1')}\nendstream`,
  );
  return Uint8Array.from(Buffer.from(packed, 'latin1'));
};

it('reads a label in a process of its own, which ends afterwards', async () => {
  const answer = await convert(makePdf(288, 432, barsOf('ABC-1', 40, 100, 1, 60)));
  expect(answer).toMatchObject({ ok: true, value: { notes: [], page: { width: 812, height: 1218 } } });
  await expect.poll(() => ended).toBe(1);
});

it('a document that never ends is ended, and the next one is read', async () => {
  expect(await convert(bomb(), 1500)).toMatchObject({ ok: false });
  expect(await convert(makePdf(288, 432, [[20, 20, 100, 100]]))).toMatchObject({ ok: true });
});

it('refuses what is no request', async () => {
  expect(await callOnce(forkWorker, 'convert', { bytes: 'no' }, 20_000)).toMatchObject({
    ok: false,
    failure: { code: 'bad-input' },
  });
});
