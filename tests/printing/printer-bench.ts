import type { DeviceConfig } from '../../shared/device-config';
import type { PrinterState } from '../../shared/devices';
import { createZplDriver, type ZplDriver, type ZplDriverOptions } from '../../electron/devices/printers/zpl-driver';
import type { PrintOutcome } from '../../electron/devices/printers/watch-print';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { pause } from '../../electron/devices/waiting';
import { createBench, failOnBugs, printerAt, type Bench } from '../devices/bench';
import { until } from '../devices/pty';
import { forkSimulator } from '../simulators/fork-simulator';
import { createFaultyCable, type FaultyCable } from './faulty-cable';

type PrinterOptions = Omit<SimulatorOptionsInput & { kind: 'printer' }, 'kind'>;

/** A label with `text` on it, at least `bytes` long. */
export const labelOf = (text: string, bytes = 0): Uint8Array => {
  const filler = Array.from({ length: Math.ceil(bytes / 64) }, (_, row) => `^FX${String(row).padStart(60, '.')}\n`);
  return Buffer.from(`^XA^CI28^JMA^JZN${filler.join('')}^FO10,10^FD${text}^FS^PQ1,0,1,Y^XZ`);
};

/** A simulated printer in a process of its own, a cable that can fail, and the station's driver at the other end. */
export interface PrinterBench {
  readonly printer: Simulator<'printer'>;
  readonly cable: FaultyCable;
  readonly station: Bench;
  readonly driver: ZplDriver;
  /** `whole` or `part`, then the label's text, in the order of printing. */
  readonly labels: readonly string[];
  state(): PrinterState | null;
  /** Prints one label; `sending` tells the odometer that was recorded before the first byte. */
  print(text: string, bytes?: number): Promise<PrintOutcome & { readonly sending: number | null | undefined }>;
  printing(): Promise<void>;
  close(): Promise<void>;
}

export const createPrinterBench = async (
  options: PrinterOptions = {},
  parts: {
    readonly driver?: Partial<ZplDriverOptions>;
    readonly config?: (port: number) => DeviceConfig;
    readonly transport?: (simulator: Simulator<'printer'>) => DeviceConfig['transport'];
  } = {},
): Promise<PrinterBench> => {
  const started = await startSimulator({ kind: 'printer', labelMs: 20, ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const printer = started.value;
  const cable = await createFaultyCable(printer.place.port);
  const transport = parts.transport?.(printer) ?? { type: 'tcp', host: '127.0.0.1', port: cable.port };
  const station = createBench([printerAt(transport)], {
    backOff: { firstMs: 20, lostMaxMs: 100, refusedMaxMs: 100 },
  });
  const port = station.service.printer('printer');
  if (port === null) throw new Error('no port');
  const stop = new AbortController();
  const driver = createZplDriver(port, {
    now: Date.now,
    wait: pause,
    printLimitMs: 6000,
    lostAfterMs: 500,
    ...parts.driver,
  });
  const labels: string[] = [];
  printer.onEvent((event) => {
    if (event.event === 'label-printed')
      labels.push(`${event.complete ? 'whole' : 'part'} ${/\^FD(.*?)\^FS/s.exec(event.zpl)?.[1] ?? ''}`);
  });
  port.onConnection(() => driver.forget());
  await station.untilState('printer', 'ready');
  return {
    printer,
    cable,
    station,
    driver,
    labels,
    state: () => station.status('printer').printer,
    async print(text, bytes) {
      let sending: number | null | undefined;
      const outcome = await driver.printOne(labelOf(text, bytes), stop.signal, (odometer) => {
        sending = odometer;
        return Promise.resolve(true);
      });
      return { ...outcome, sending };
    },
    printing: () =>
      until('a label in the printer', async () => {
        const state = await printer.send({ op: 'state' });
        return state.ok && state.value?.['printing'] === true;
      }),
    async close() {
      stop.abort();
      await station.service.stop();
      await cable.close();
      await printer.stop();
      failOnBugs([station]);
    },
  };
};
