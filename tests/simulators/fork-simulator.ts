import { fork, type ChildProcess } from 'node:child_process';
import { fromChildProcess, type ForkSimulator } from '../../electron/devices/simulators/client';
import { bundleForNode } from '../support/bundle';

let file = '';

/** Every process that was started. */
export const children: ChildProcess[] = [];

/** Builds the simulators' entry for plain Node. */
export const buildSimulator = async (): Promise<void> => {
  file = await bundleForNode('electron/devices/simulators/main.ts');
};

/** Throws when a process was left running. */
export const removeSimulator = (): void => {
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
