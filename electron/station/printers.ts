import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceService } from '../devices/device-service';
import { createOneWayDriver } from '../devices/printers/one-way-driver';
import { createLanguageDriver } from '../devices/printers/language-driver';
import { printerLanguages } from '../devices/printers/languages';
import { labelWithSetup, setupBytes, type PrinterSetup } from '../devices/printers/printer-setup';
import type { PrinterCondition, PrinterState } from '../../shared/devices';
import { isBlocking } from '../devices/printers/watch-print';
import { createZplDriver, type ZplDriver } from '../devices/printers/zpl-driver';
import type { PrinterPort } from '../devices/printer-port';
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

type PrinterDriver = Pick<ZplDriver, 'poll' | 'look' | 'printOne' | 'serial' | 'forget'> & {
  readonly language: string;
};

const makeDriver = (port: PrinterPort, config: DeviceConfig | undefined): PrinterDriver => {
  const options = config?.kind === 'printer' ? (config.options ?? {}) : {};
  const language = config?.protocol ?? 'zpl';
  const { darkness, speed, finish } = options;
  const roll: PrinterSetup = {
    ...(darkness === undefined ? {} : { darkness }),
    ...(speed === undefined ? {} : { speed }),
    ...(finish === undefined ? {} : { finish }),
  };
  const common = { now: Date.now, wait: pause, setup: setupBytes(language, roll) };
  const made = (driver: Omit<PrinterDriver, 'language'>): PrinterDriver => ({
    ...driver,
    printOne: (bytes, ...rest) => driver.printOne(labelWithSetup(language, roll, bytes), ...rest),
    language,
  });
  // A spooler takes labels and says nothing of the printer behind it.
  if (options.oneWay === true || config?.transport.type === 'spooler') return made(createOneWayDriver(port, common));
  const other = printerLanguages[language];
  return made(other === undefined ? createZplDriver(port, common) : createLanguageDriver(port, other, common));
};

/** What a printer does at the end of a label. */
export const finishOf = (configs: readonly DeviceConfig[], printerId: string): 'tear' | 'peel' | 'cut' | null => {
  const config = configs.find(({ id }) => id === printerId);
  return config?.kind === 'printer' && config.options?.oneWay !== true ? (config.options?.finish ?? null) : null;
};

/** Drivers of the configured printers, made when a printer is first seen. */
export const createPrinters = (devices: DeviceService, configs: () => readonly DeviceConfig[]) => {
  const drivers = new Map<string, { readonly driver: PrinterDriver; readonly off: () => void }>();

  const driverOf = (deviceId: string): PrinterDriver | null => {
    const known = drivers.get(deviceId);
    if (known !== undefined) return known.driver;
    const port = devices.printer(deviceId);
    if (port === null) return null;
    const driver = makeDriver(
      port,
      configs().find(({ id }) => id === deviceId),
    );
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
    /** Asks a printer now how it stands. */
    poll: async (deviceId: string): Promise<void> => driverOf(deviceId)?.poll(),
    /**
     * Looks at a printer now. `null`: it is not there, did not answer just now, or its label is still being watched.
     */
    look: async (deviceId: string): Promise<PrinterState | null> => {
      const askedAt = Date.now();
      await driverOf(deviceId)?.look();
      const status = devices.statuses().find((each) => each.id === deviceId);
      const state = status?.state === 'ready' ? status.printer : null;
      return state !== null && state.at >= askedAt && state.condition !== 'no-reply' ? state : null;
    },
    get: (deviceId: string): QueuePrinter | null => {
      const status = devices.statuses().find((each) => each.id === deviceId);
      return status?.state === 'ready' ? driverOf(deviceId) : null;
    },
    /** Why it can't print now; `null`: it can, or is at it. A full buffer empties by itself. */
    trouble: (deviceId: string): PrinterCondition | null => {
      const status = devices.statuses().find((each) => each.id === deviceId);
      if (status?.state !== 'ready') return 'offline';
      const condition = status.printer?.condition ?? 'no-reply';
      return isBlocking(condition) && condition !== 'buffer-full' ? condition : null;
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
