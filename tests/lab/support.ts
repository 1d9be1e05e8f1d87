import { fork, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { createDeviceHosts, type DeviceHosts } from '../../electron/devices/device-hosts';
import { createDeviceService, type DeviceService } from '../../electron/devices/device-service';
import { fromChildProcess } from '../../electron/devices/host-process';
import { watchHotPlug } from '../../electron/devices/hot-plug';
import { printerProtocols } from '../../electron/devices/printers';
import { readerProtocols } from '../../electron/devices/rfid/protocols';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';
import type { HostLibrary } from '../../electron/devices/transports/spec';
import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceStatus, Scan, ScaleReading } from '../../shared/devices';

/** Waits until something holds, with a limit and a name. Times in the guest are 3 to 10 times those of a real machine. */
export const until = async (
  what: string,
  condition: () => boolean | Promise<boolean>,
  limitMs = 30_000,
): Promise<number> => {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > limitMs) throw new Error(`waited ${limitMs} ms for ${what}`);
    await delay(5);
  }
  return performance.now() - start;
};

export const expect = (what: string, holds: boolean, seen: unknown = ''): void => {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(seen)}`);
};

interface Answer {
  readonly id: number;
  readonly ok: boolean;
  readonly value: unknown;
}

/** The virtual devices: `await devices('acm', 'plug', 0)`. */
export const startDevices = () => {
  const child = fork(`${__dirname}/devices.cjs`, [], { execArgv: [] });
  const waiting = new Map<number, (answer: Answer) => void>();
  let next = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  const ask = async <T = unknown>(device: string, op: string, ...args: readonly unknown[]): Promise<T> => {
    next += 1;
    const id = next;
    const answered = new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
    });
    child.send({ id, device, op, args });
    const answer = await answered;
    if (!answer.ok) throw new Error(`${device} ${op}: ${String(answer.value)}`);
    return answer.value as T;
  };
  return { ask, stop: (): boolean => child.kill('SIGKILL') };
};
export type VirtualDevices = ReturnType<typeof startDevices>['ask'];

export interface Station {
  readonly service: DeviceService;
  readonly hosts: DeviceHosts;
  readonly readings: ScaleReading[];
  readonly scans: Scan[];
  readonly stales: string[];
  /** The latest process of a library's host. */
  hostProcess(library: HostLibrary): ChildProcess | undefined;
  status(id: string): DeviceStatus;
  untilState(id: string, state: DeviceStatus['state'], limitMs?: number): Promise<number>;
  stop(): Promise<void>;
}

/** The app's own device layer with its hosts in processes of their own, as the app runs it. */
export const startStation = (
  devices: readonly DeviceConfig[],
  user?: { readonly uid: number; readonly gid: number },
): Station => {
  const forked = new Map<HostLibrary, ChildProcess>();
  const hosts = createDeviceHosts({
    fork: (library) => {
      const child = fork(`${__dirname}/device-host.cjs`, [library], {
        serialization: 'advanced',
        execArgv: [],
        ...user,
      });
      forked.set(library, child);
      return fromChildProcess(child);
    },
  });
  const bugs: unknown[] = [];
  const service = createDeviceService({
    devices,
    protocols: {
      scales: scaleProtocols,
      scanners: scannerProtocols,
      printers: printerProtocols,
      readers: readerProtocols,
    },
    transportFor: hosts.transportFor,
    allowSimulated: true,
    onLibraries: (libraries) => hosts.keep(libraries),
    onBug: (error) => bugs.push(error),
  });
  hosts.onUp(() => service.nudge());
  const stopHotPlug = watchHotPlug(() => service.nudge());
  const readings: ScaleReading[] = [];
  const scans: Scan[] = [];
  const stales: string[] = [];
  service.onReading((reading) => readings.push(reading));
  service.onScan((scan) => scans.push(scan));
  service.onStale((id) => stales.push(id));
  const status = (id: string): DeviceStatus => {
    const found = service.statuses().find((each) => each.id === id);
    if (found === undefined) throw new Error(`no device ${id}`);
    return found;
  };
  return {
    service,
    hosts,
    readings,
    scans,
    stales,
    hostProcess: (library) => forked.get(library),
    status,
    untilState: (id, state, limitMs) =>
      until(`${id} to be ${state}`, () => status(id).state === state, limitMs).catch((error: unknown) => {
        throw new Error(`${String(error)}; it is ${JSON.stringify(status(id))}`);
      }),
    async stop() {
      stopHotPlug();
      await service.stop();
      await hosts.dispose();
      if (bugs.length > 0) throw new Error(`the device layer threw: ${String(bugs[0])}`);
    },
  };
};

/** Share of one core that a process used over this time. */
export const cpuShare = async (pid: number, overMs: number): Promise<number> => {
  const { readFileSync } = await import('node:fs');
  const ticks = (): number => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return Number(fields[11]) + Number(fields[12]);
  };
  const [before, at] = [ticks(), performance.now()];
  await delay(overMs);
  return ((ticks() - before) * 10) / (performance.now() - at);
};

/** The greatest and the middle of some times, for the log. */
export const spread = (times: readonly number[]): string => {
  const sorted = times.toSorted((a, b) => a - b).map(Math.round);
  return `median ${sorted[Math.floor(sorted.length / 2)] ?? 0} ms, longest ${sorted.at(-1) ?? 0} ms`;
};

/** A station with these devices for as long as a test lasts. */
export const withStation = async (
  configs: readonly DeviceConfig[],
  run: (station: Station) => Promise<string>,
): Promise<string> => {
  const station = startStation(configs);
  try {
    return await run(station);
  } finally {
    await station.stop();
  }
};
