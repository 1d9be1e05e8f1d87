import { createDeviceService } from '../../electron/devices/device-service';
import { printerProtocols } from '../../electron/devices/printers';
import { createLocalTransport } from '../../electron/devices/transports/local';
import { createFeedback } from '../../electron/station/feedback';
import { createPrintQueue } from '../../electron/station/print-queue';
import { createPrintWatch } from '../../electron/station/print-watch';
import { createPrinters } from '../../electron/station/printers';
import type { Store } from '../../electron/store/types';
import type { Result } from '../../shared/result';
import type { Feedback } from '../../shared/features/packing/view';
import { stationItself } from './pack-world';

export interface PrintStationParts {
  readonly store: Store;
  readonly readAttachment: (sha256: string) => Promise<Result<Uint8Array | null>>;
  /** TCP ports of label printers on this machine, by their ids. */
  readonly printers: Readonly<Record<string, number>>;
}

/** The part of a station that prints, as main puts it together: devices, drivers, queue and what the operator is told. */
export const createPrintStation = ({ store, readAttachment, printers: ports }: PrintStationParts) => {
  const bugs: unknown[] = [];
  const configs = Object.entries(ports).map(([id, port]) => ({
    id,
    kind: 'printer' as const,
    name: id,
    protocol: 'zpl',
    transport: { type: 'tcp' as const, host: '127.0.0.1', port },
  }));
  const devices = createDeviceService({
    devices: configs,
    protocols: { scales: {}, scanners: {}, printers: printerProtocols, readers: {} },
    transportFor: createLocalTransport,
    allowSimulated: true,
    onBug: (error) => bugs.push(error),
  });
  const printers = createPrinters(devices, () => configs);
  const told: Feedback[] = [];
  const feedback = createFeedback((each) => told.push(each), Date.now);
  const queue = createPrintQueue({
    store,
    actor: () => stationItself,
    printer: printers.get,
    readAttachment,
    wait: (milliseconds) => printers.wait(milliseconds),
    onChange: () => watch(Date.now()),
    onSettled: (_jobId, state, why) => void told.push(settled(told.length, state, why)),
    onBug: (error) => bugs.push(error),
  });
  const watch = createPrintWatch({ statuses: devices.statuses, jobAt: queue.jobAt, feedback });
  devices.onStatuses(() => watch(Date.now()));
  const ticking = setInterval(() => watch(Date.now()), 250);
  printers.refresh();
  return {
    devices,
    queue,
    told,
    bugs,
    stop: async (): Promise<void> => {
      clearInterval(ticking);
      queue.stop();
      printers.stop();
      await devices.stop();
    },
  };
};
export type PrintStation = ReturnType<typeof createPrintStation>;

const settled = (sequence: number, state: string, why: string | null): Feedback => ({
  sequence,
  tone: state === 'printed' ? 'good' : 'need',
  code: `label-${state}`,
  details: { why },
  scanned: null,
  at: Date.now(),
});
