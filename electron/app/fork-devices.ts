import { fromUtilityProcess as deviceHostFrom, type HostProcess as DeviceHostProcess } from '../devices/host-process';
import { fromUtilityProcess as simulatorFrom, type ForkSimulator } from '../devices/simulators/client';
import type { HostLibrary } from '../devices/transports/spec';
import { fork } from './forks';

export const forkDevice = (library: HostLibrary): DeviceHostProcess => deviceHostFrom(fork('device-host', [library]));
export const forkSimulator: ForkSimulator = (args) => simulatorFrom(fork('simulator', args));
