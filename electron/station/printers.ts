import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceService } from '../devices/device-service';
import { createZplDriver, type ZplDriver } from '../devices/printers/zpl-driver';
import type { QueuePrinter } from './print-queue';

const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end);
  });

/** Asked how they stand: now and then while idle. While a job is printed its own watch asks more often. */
const idlePollMs = 10_000;

/** Drivers of the configured printers, made when a printer is first seen. */
export const createPrinters = (devices: DeviceService, configs: () => readonly DeviceConfig[]) => {
  const drivers = new Map<string, { readonly driver: ZplDriver; readonly off: () => void }>();

  const driverOf = (deviceId: string): ZplDriver | null => {
    const known = drivers.get(deviceId);
    if (known !== undefined) return known.driver;
    const port = devices.printer(deviceId);
    if (port === null) return null;
    const config = configs().find(({ id }) => id === deviceId);
    const oneWay = config?.kind === 'printer' && config.options?.oneWay === true;
    const driver = createZplDriver(port, { now: Date.now, wait: pause, oneWay });
    const off = port.onConnection((snapshot) => {
      driver.forget();
      if (snapshot.state === 'ready') void driver.poll();
      else port.report(null);
    });
    drivers.set(deviceId, { driver, off });
    return driver;
  };

  const all = (): string[] => devices.statuses().flatMap((status) => (status.kind === 'printer' ? [status.id] : []));

  const timer = setInterval(() => {
    for (const id of all()) void driverOf(id)?.poll();
  }, idlePollMs);

  return {
    get: (deviceId: string): QueuePrinter | null => {
      const status = devices.statuses().find((each) => each.id === deviceId);
      return status?.state === 'ready' ? driverOf(deviceId) : null;
    },
    /** Printers of changed settings get new ports: look again. */
    refresh: (): void => {
      for (const { off } of drivers.values()) off();
      drivers.clear();
      for (const id of all()) driverOf(id);
    },
    wait: pause,
    stop: (): void => {
      clearInterval(timer);
      for (const { off } of drivers.values()) off();
    },
  };
};
export type Printers = ReturnType<typeof createPrinters>;
