import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { fromChildProcess, type ForkSimulator } from '../../electron/devices/simulators/client';

/** Inside the project's own node_modules, so that the bundle finds its packages. */
const outDir = path.resolve('node_modules/.cache/packwright-tests', `simulator-${process.pid}`);
const file = path.join(outDir, 'simulator.cjs');

/** Every process that was started. */
export const children: ChildProcess[] = [];

/** Builds the simulators' entry for plain Node. */
export const buildSimulator = async (): Promise<void> => {
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve('electron/devices/simulators/main.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'simulator.cjs' } },
    },
  });
};

/** Throws when a process was left running. */
export const removeSimulator = (): void => {
  rmSync(outDir, { recursive: true, force: true });
  const left = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  for (const child of left) child.kill('SIGKILL');
  if (left.length > 0) throw new Error(`${left.length} simulators were still running`);
};

/** Starts the built entry in a real process. */
export const forkSimulator: ForkSimulator = (args) => {
  const child = fork(file, [...args], { execArgv: [] });
  children.push(child);
  return fromChildProcess(child);
};
