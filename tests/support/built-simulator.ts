import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fromChildProcess, type ForkSimulator } from '../../electron/devices/simulators/client';

/** A simulated device from the built app's own entry, in a process of plain Node. */
export const forkBuiltSimulator: ForkSimulator = (args) =>
  fromChildProcess(fork(join(__dirname, '../../out/main/simulator.js'), [...args], { execArgv: [] }));
