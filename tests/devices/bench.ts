import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceStatus, Scan, ScaleReading } from '../../shared/devices';
import {
  createDeviceService,
  type DeviceService,
  type DeviceServiceParts,
} from '../../electron/devices/device-service';
import { printerProtocols } from '../../electron/devices/printers';
import { readerProtocols } from '../../electron/devices/rfid/protocols';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';
import { createLocalTransport } from '../../electron/devices/transports/local';
import { until } from './pty';

export const protocols = {
  scales: scaleProtocols,
  scanners: scannerProtocols,
  printers: printerProtocols,
  readers: readerProtocols,
};

export const scaleAt = (transport: DeviceConfig['transport'], id = 'scale'): DeviceConfig => ({
  id,
  kind: 'scale',
  name: id,
  protocol: 'mt-sics',
  transport,
  options: { division: '0.005 kg', capacity: '30 kg' },
});
export const scannerAt = (transport: DeviceConfig['transport'], id = 'scanner'): DeviceConfig => ({
  id,
  kind: 'scanner',
  name: id,
  protocol: 'serial-line',
  transport,
});
export const printerAt = (transport: DeviceConfig['transport'], id = 'printer'): DeviceConfig => ({
  id,
  kind: 'printer',
  name: id,
  protocol: 'zpl',
  transport,
});

/** A service with everything that it told. */
export interface Bench {
  readonly service: DeviceService;
  readonly readings: ScaleReading[];
  readonly scans: Scan[];
  /** Scanners whose code came cut. */
  readonly cutScans: string[];
  readonly resets: string[];
  readonly stales: string[];
  readonly notices: string[];
  readonly bugs: unknown[];
  status(id: string): DeviceStatus;
  untilState(id: string, state: DeviceStatus['state'], code?: string): Promise<void>;
}

export const createBench = (devices: DeviceConfig[], parts: Partial<DeviceServiceParts> = {}): Bench => {
  const bugs: unknown[] = [];
  const service = createDeviceService({
    devices,
    protocols,
    transportFor: createLocalTransport,
    allowSimulated: true,
    onBug: (error) => bugs.push(error),
    ...parts,
  });
  const readings: ScaleReading[] = [];
  const scans: Scan[] = [];
  const cutScans: string[] = [];
  const resets: string[] = [];
  const stales: string[] = [];
  const notices: string[] = [];
  service.onReading((reading) => readings.push(reading));
  service.onScan((scan) => scans.push(scan));
  service.onCutScan((id) => cutScans.push(id));
  service.onScaleReset(({ cause }) => resets.push(cause));
  service.onStale((id) => stales.push(id));
  service.onScaleNotice(({ code }) => notices.push(code));
  const status = (id: string): DeviceStatus => {
    const found = service.statuses().find((each) => each.id === id);
    if (found === undefined) throw new Error(`no device ${id}`);
    return found;
  };
  return {
    service,
    readings,
    scans,
    cutScans,
    resets,
    stales,
    notices,
    bugs,
    status,
    async untilState(id, state, code) {
      const is = (): boolean => status(id).state === state && (code === undefined || status(id).reason?.code === code);
      await until(`${id} to be ${state} ${code ?? ''}`, is, 20_000).catch((error: unknown) => {
        throw new Error(`${String(error)}; it is ${JSON.stringify(status(id))}`);
      });
    },
  };
};

/** Drivers and transports that threw: the service survives them, a test must not. */
export const failOnBugs = (benches: readonly Bench[]): void => {
  const [bug] = benches.flatMap(({ bugs }) => bugs);
  if (bug !== undefined) throw bug instanceof Error ? bug : new Error(JSON.stringify(bug));
};
