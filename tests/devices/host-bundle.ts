import { fork } from 'node:child_process';
import { createDeviceHost, type DeviceHost, type DeviceHostParts } from '../../electron/devices/host-link';
import { fromChildProcess, type HostProcess } from '../../electron/devices/host-process';
import type { HostLibrary } from '../../electron/devices/transports/spec';
import { bundleForNode } from '../support/bundle';

/** Builds the device host's entry for plain Node. Answers the file. */
export const buildDeviceHost = (): Promise<string> => bundleForNode('electron/device-host.ts');

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
