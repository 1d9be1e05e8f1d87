import { features } from '../../electron/features';
import { createDeviceService } from '../../electron/devices/device-service';
import { printerProtocols } from '../../electron/devices/printers';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';
import { createLocalTransport } from '../../electron/devices/transports/local';
import { stockOf } from '../../electron/config/store-settings';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import { createApplicators } from '../../electron/station/applicators';
import type { HostProcess } from '../../electron/host-port';
import { createLabelPrinting } from '../../electron/station/label-printing';
import { createFeedback } from '../../electron/station/feedback';
import { createPrintQueue } from '../../electron/station/print-queue';
import { createPrinters, finishOf } from '../../electron/station/printers';
import { openStore } from '../../electron/store/store';
import type { Actor, Store } from '../../electron/store/types';
import type { ApplicatorConfig } from '../../shared/config/applicator-config';
import type { DeviceConfig } from '../../shared/device-config';
import { lineTables, type LineView } from '../../shared/features/applicator/queries';
import type { Feedback } from '../../shared/features/packing/view';
import { ok } from '../../shared/result';
import { operator, packSettings, stationItself } from './pack-world';

export interface LineWish {
  readonly folder: string;
  readonly printerPort: number;
  /** Paths of the ptys that the scanners are on. */
  readonly infeed: string;
  readonly verify: string;
  readonly hand: string;
  readonly line?: Partial<ApplicatorConfig>;
  /** Absent: a printer that peels. */
  readonly finish?: 'tear' | 'peel';
}

export interface LineHosts {
  /** The worker that lays labels of templates out. */
  readonly forkLabel: () => HostProcess;
  /** Templates, approved as those that came with the product. */
  readonly templates: readonly string[];
}

const scannerOn = (id: string, path: string): DeviceConfig => ({
  id,
  kind: 'scanner',
  name: id,
  protocol: 'serial-line',
  transport: { type: 'serial', path },
});

/** The part of a station that runs a print-and-apply line, as main puts it together, on a record of its own. */
export const openLineStation = async (
  wish: LineWish,
  hosts: LineHosts | null = null,
  port: FilePort = nodeFilePort,
) => {
  const bugs: unknown[] = [];
  const told: Feedback[] = [];
  const late = { changed: (_tables: readonly string[]): void => undefined };
  let who: Actor = operator;
  const open = await openStore({
    folder: wish.folder,
    port,
    features,
    settings: packSettings,
    now: Date.now,
    onChanged: (tables) => late.changed(tables),
  });
  const store: Store = {
    execute: (envelope) => Promise.resolve(open.execute(envelope)),
    query: (name, params, actor) => Promise.resolve(open.query(name, params, actor)),
  };
  const configs: DeviceConfig[] = [
    {
      id: 'line-printer',
      kind: 'printer',
      name: 'line-printer',
      protocol: 'zpl',
      transport: { type: 'tcp', host: '127.0.0.1', port: wish.printerPort },
      options: { finish: wish.finish ?? 'peel' },
    },
    scannerOn('infeed', wish.infeed),
    scannerOn('verify', wish.verify),
    scannerOn('hand', wish.hand),
  ];
  let isSetUp = true;
  const line: ApplicatorConfig = {
    id: 'line-1',
    name: 'Line 1',
    printer: 'line-printer',
    infeed: 'infeed',
    verify: 'verify',
    parcels: true,
    zone: 1,
    printSeconds: 60,
    takeSeconds: 60,
    verifySeconds: 60,
    noRead: 'NOREAD',
    ...wish.line,
  };
  const devices = createDeviceService({
    devices: configs,
    protocols: { scales: {}, scanners: scannerProtocols, printers: printerProtocols, readers: {} },
    transportFor: createLocalTransport,
    allowSimulated: true,
    onBug: (error) => bugs.push(error),
  });
  const printers = createPrinters(devices, () => configs);
  const feedback = createFeedback((each) => told.push(each), Date.now);
  const queue = createPrintQueue({
    store,
    actor: () => stationItself,
    printer: printers.get,
    readAttachment: (sha256) => Promise.resolve(ok(open.attachment(sha256))),
    wait: (ms) => printers.wait(ms),
    onChange: () => undefined,
    onSettled: () => undefined,
    onBug: (error) => bugs.push(error),
  });
  const fork = (): HostProcess => {
    if (hosts === null) throw new Error('no templates here');
    return hosts.forkLabel();
  };
  const labels = createLabelPrinting({
    store,
    actor: () => who,
    station: () => packSettings.station,
    words: () => 'en',
    printers: () => configs,
    usualDpi: () => 203,
    forkLabel: fork,
    forkDocument: fork,
    fontsFolder: 'resources/fonts',
    drawZpl: () => Promise.resolve(null),
    onProgress: () => undefined,
    onError: (error) => bugs.push(error),
  });
  await labels.seed(hosts?.templates ?? []);
  const applicators = createApplicators({
    store,
    actor: () => who,
    configs: () => (isSetUp ? [line] : []),
    printer: {
      look: printers.look,
      peels: (printerId) => finishOf(configs, printerId) === 'peel',
      stock: (printerId) => stockOf(configs.find(({ id }) => id === printerId)),
    },
    labelOf: labels.renderOne,
    feedback,
    now: () => performance.now(),
    onError: (error) => bugs.push(error),
  });
  late.changed = (tables) => {
    if (tables.includes('print_jobs')) void queue.printNew();
    if (lineTables.some((table) => tables.includes(table))) applicators.advance();
  };
  devices.onScan(
    (scan) => void (applicators.owns(scan.deviceId) ? applicators.scan(scan) : applicators.scanByHand(scan)),
  );
  applicators.open('line-1');
  printers.refresh();
  await queue.recover();
  const ticking = setInterval(applicators.advance, 50);
  return {
    store,
    applicators,
    devices,
    told,
    bugs,
    /** IT takes the line out of the settings, or back into them. */
    setUp: (is: boolean): void => {
      isSetUp = is;
      applicators.advance();
    },
    /** Nobody is signed in any more. */
    signOut: (): void => {
      who = stationItself;
    },
    view: async (): Promise<LineView> => {
      const answer = await store.query('applicator.line', { applicatorId: 'line-1' }, operator);
      if (!answer.ok) throw new Error(answer.failure.code);
      return answer.value as LineView;
    },
    close: async (): Promise<void> => {
      clearInterval(ticking);
      labels.close();
      queue.stop();
      printers.stop();
      await devices.stop();
      open.close();
    },
  };
};
export type LineStation = Awaited<ReturnType<typeof openLineStation>>;
