import { fork } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { createDeviceHost, type DeviceHost, type DeviceHostParts } from '../../electron/devices/host-link';
import { fromChildProcess, type HostProcess } from '../../electron/devices/host-process';
import type { HostLibrary } from '../../electron/devices/transports/spec';

/** Inside the project's own node_modules, so that the bundle finds the native packages. */
const outDir = path.resolve('node_modules/.cache/packwright-tests', `host-${process.pid}`);

/** Builds the device host's entry for plain Node. Answers the file. */
export const buildDeviceHost = async (): Promise<string> => {
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: path.resolve('electron/device-host.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'device-host.cjs' } },
    },
  });
  return path.join(outDir, 'device-host.cjs');
};

export const removeDeviceHost = (): void => rmSync(outDir, { recursive: true, force: true });

export interface ForkedHost {
  readonly host: DeviceHost;
  /** Process ids in the order of their starts. */
  readonly pids: number[];
}

/** A host made of a real child process. */
export const createForkedHost = (
  file: string,
  library: HostLibrary,
  parts: Partial<Omit<DeviceHostParts, 'library' | 'fork'>> = {},
): ForkedHost => {
  const pids: number[] = [];
  const start = (): HostProcess => {
    const child = fork(file, [library], { serialization: 'advanced', execArgv: [] });
    if (child.pid !== undefined) pids.push(child.pid);
    return fromChildProcess(child);
  };
  return { host: createDeviceHost({ library, fork: start, ...parts }), pids };
};
