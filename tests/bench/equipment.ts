import { fork } from 'node:child_process';
import { join } from 'node:path';
import {
  fromChildProcess,
  startSimulator,
  type ForkSimulator,
  type Simulator,
} from '../../electron/devices/simulators/client';
import type { SimulatorKind } from '../../electron/devices/simulators/protocol';
import type { DeviceConfig } from '../../shared/device-config';
import type { Result } from '../../shared/result';
import { openTap, type Tap } from './tap';

/** A simulated device in a process of its own, and the wire to it. */
export interface Wired<K extends SimulatorKind> {
  readonly device: Simulator<K>;
  readonly tap: Tap;
  readonly config: DeviceConfig;
}

export interface Equipment {
  readonly scanners: readonly Wired<'scanner'>[];
  readonly scale: Wired<'scale'>;
  readonly printer: Wired<'printer'>;
  /** As `station.yaml` holds them. */
  readonly configs: readonly DeviceConfig[];
  stop(): Promise<void>;
}

/** The built simulators; the bench's own program lies below the project's folder. */
const entry = join(process.cwd(), 'out', 'main', 'simulator.js');

const forkSimulator: ForkSimulator = (args) => fromChildProcess(fork(entry, [...args], { execArgv: [] }));

const wired = async <K extends SimulatorKind>(
  started: Result<Simulator<K>>,
  configFor: (port: number) => DeviceConfig,
): Promise<Wired<K>> => {
  if (!started.ok) throw new Error(`a simulated device did not start: ${JSON.stringify(started.failure)}`);
  const tap = await openTap(started.value.place.port);
  return { device: started.value, tap, config: configFor(tap.port) };
};

const onTap = (port: number) => ({ simulated: true, transport: { type: 'tcp', host: '127.0.0.1', port } }) as const;

const startScanner = async (id: string): Promise<Wired<'scanner'>> =>
  wired(await startSimulator({ kind: 'scanner', suffix: '\r', aim: true }, forkSimulator), (port) => ({
    kind: 'scanner',
    id,
    name: id,
    protocol: 'serial-line',
    ...onTap(port),
    options: { suffix: '\\r', aim: true },
  }));

/** Time that the scale takes to settle under a new load. */
export const settleMs = 500;

export const startEquipment = async (scannerCount: number): Promise<Equipment> => {
  const scanners = await Promise.all(
    Array.from({ length: scannerCount }, (_, index) => startScanner(`scanner-${index + 1}`)),
  );
  const scaleOptions = { kind: 'scale', dialect: 'mt-sics', unit: 'kg', decimals: 3, settleMs } as const;
  const scale = await wired(await startSimulator(scaleOptions, forkSimulator), (port) => ({
    kind: 'scale',
    id: 'scale',
    name: 'scale',
    protocol: 'mt-sics',
    ...onTap(port),
    options: { division: '0.001 kg', capacity: '30 kg' },
  }));
  const printer = await wired(await startSimulator({ kind: 'printer', labelMs: 250 }, forkSimulator), (port) => ({
    kind: 'printer',
    id: 'printer',
    name: 'printer',
    protocol: 'zpl',
    ...onTap(port),
    options: { dpi: 203, labelWidthMm: 102, labelHeightMm: 152 },
  }));
  const all = [...scanners, scale, printer];
  return {
    scanners,
    scale,
    printer,
    configs: all.map(({ config }) => config),
    stop: async () => {
      await Promise.all(all.map(({ tap }) => tap.close()));
      await Promise.all(all.map(({ device }) => device.stop()));
    },
  };
};
