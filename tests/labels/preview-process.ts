import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import type { HostProcess } from '../../electron/host-port';

/** Inside the project's own node_modules, so that the bundle finds the interpreter. */
const outDir = path.resolve('node_modules/.cache/packwright-tests', `preview-${process.pid}`);
const file = path.join(outDir, 'preview-worker.cjs');

/** Every process that was started, in order. */
export const children: ChildProcess[] = [];

/** Builds the preview worker's entry for plain Node. */
export const buildPreviewWorker = async (): Promise<void> => {
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve('electron/preview-worker.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'preview-worker.cjs', codeSplitting: false } },
    },
  });
};

/** True while the process has neither ended nor been ended. */
export const isRunning = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;

/** Kills what still runs and removes the build. */
export const removePreviewWorker = (): void => {
  for (const child of children.filter(isRunning)) child.kill('SIGKILL');
  rmSync(outDir, { recursive: true, force: true });
};

/** The worker in a real process, ended as Electron ends its own: with SIGTERM. */
export const forkPreview = (): HostProcess => {
  // What it prints about a broken label fills pages.
  const child = fork(file, { execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  children.push(child);
  return {
    post: (message) => void child.send(message as object),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.on('exit', listener),
    kill: () => void child.kill(),
  };
};
