import { join } from 'node:path';
import { utilityProcess, type UtilityProcess } from 'electron';
import type { HostProcess } from '../host-port';

const entry = (name: string): string => join(__dirname, `${name}.js`);

export const fork = (
  name: string,
  args: readonly string[] = [],
  shown = [name, ...args.slice(0, 1)].join(' '),
): UtilityProcess =>
  utilityProcess.fork(entry(name), [...args], {
    serviceName: `packwright ${shown}`,
    stdio: 'inherit',
  });

const hostFrom = (child: UtilityProcess): HostProcess => ({
  post: (message) => child.postMessage(message),
  onMessage: (listener) => void child.on('message', listener),
  onExit: (listener) => void child.on('exit', listener),
  kill: () => void child.kill(),
});

/** It begins to open the record of `folder` at once. */
export const forkStore = (folder: string): HostProcess => hostFrom(fork('store-host', [folder], 'store-host'));
export const forkPreview = (): HostProcess => hostFrom(fork('preview-worker'));
export const forkLabel = (): HostProcess => hostFrom(fork('label-worker'));
export const forkDocument = (): HostProcess => hostFrom(fork('document-worker'));
export const forkReport = (): HostProcess => hostFrom(fork('report-worker'));
