import { isDeepStrictEqual } from 'node:util';
import type { DeviceConfig } from '../../shared/device-config';
import type { DeviceStatus, Scan, ScaleCommand, ScaleReading, ScaleView, WireTrace } from '../../shared/devices';
import { fail, type Result } from '../../shared/result';
import type {
  InventorySettings,
  ReaderNotice,
  ReaderView,
  ReportLoss,
  RunningInventory,
  TagRead,
} from '../../shared/tag-reads';
import type { TagObservation } from '../../shared/tag-observations';
import { systemClock, type Clock } from './clock';
import type { Connection } from './connection';
import type { BackOff } from './connection-state';
import { differsInInventoryOnly, inventorySettingsOf, isSimulated, specOf } from './device-spec';
import { createDeviceUnit, type DeviceProtocols, type DeviceUnit } from './device-unit';
import { createListeners } from './listeners';
import type { PrinterPort } from './printer-port';
import { createTagObserver } from './rfid/observe-tags';
import { createSeenTwice } from './rfid/seen-twice';
import type { ReaderFailure, ReaderTiming } from './rfid/types';
import type { ScaleNoticeCode } from './scales/judge-reading';
import type { ScaleResetCause } from './scales/scale-driver';
import type { ScaleCommandFailure, ScaleTiming } from './scales/scale-session';
import type { UnnumberedScan } from './scanners/scanner-driver';
import { splitAim } from './scanners/protocols/text';
import { createSharedLines } from './shared-line';
import { testUnit, type DeviceTest } from './test-unit';
import type { ScannerFeedback } from './types';
import { libraryOf, type DeviceTransport, type HostLibrary, type TransportSpec } from './transports/spec';

export interface DeviceServiceParts {
  readonly devices: readonly DeviceConfig[];
  readonly protocols: DeviceProtocols;
  /** How to reach a place: `createTransportFactory(…)`, or `createLocalTransport` in tools. */
  readonly transportFor: (spec: TransportSpec) => DeviceTransport;
  /** Demo data: devices of the virtual bench may speak. */
  readonly allowSimulated: boolean;
  readonly clock?: Clock;
  readonly backOff?: BackOff;
  readonly scaleTiming?: Partial<ScaleTiming>;
  readonly readerTiming?: Partial<ReaderTiming>;
  /** The number of the next scan. */
  readonly firstScan?: number;
  /** Native libraries that the configured devices need, told before they are opened and on each change. */
  readonly onLibraries?: (libraries: ReadonlySet<HostLibrary>) => void;
  readonly onBug: (error: unknown) => void;
}

export interface ScaleReset {
  readonly deviceId: string;
  readonly cause: ScaleResetCause;
}

export interface ScaleNotice {
  readonly deviceId: string;
  readonly code: ScaleNoticeCode;
}

/** The configured devices: what they say, how they stand, and who may use them. */
export interface DeviceService {
  statuses(): readonly DeviceStatus[];
  /** All statuses now, and all of them again after each change. */
  onStatuses(listener: (devices: readonly DeviceStatus[]) => void): () => void;
  onReading(listener: (reading: ScaleReading) => void): () => void;
  /** A scale's figure must no longer be shown. */
  onStale(listener: (deviceId: string) => void): () => void;
  /** What a scale said before counts no more. */
  onScaleReset(listener: (reset: ScaleReset) => void): () => void;
  onScaleNotice(listener: (notice: ScaleNotice) => void): () => void;
  /** Every scan of every scanner, numbered in the order of arrival. */
  onScan(listener: (scan: Scan) => void): () => void;
  /** A scanner sent a code without its beginning or end: whoever scanned it must be told. */
  onCutScan(listener: (deviceId: string) => void): () => void;
  scale(deviceId: string): ScaleView | null;
  /** `unit` goes on to the scale's next unit. */
  command(deviceId: string, command: ScaleCommand): Promise<Result<void, ScaleCommandFailure>>;
  /** Beeps a scanner that can. */
  scannerFeedback(deviceId: string, kind: ScannerFeedback): Promise<boolean>;
  printer(deviceId: string): PrinterPort | null;
  reader(deviceId: string): ReaderView | null;
  /** A reader's view, after each change but for the time of its last read. */
  onReaderView(listener: (view: ReaderView) => void): () => void;
  /** All tags of one message of one reader; nothing is merged. */
  onTagReads(listener: (reads: readonly TagRead[]) => void): () => void;
  /**
   * The same reads put together per reader, EPC, chip number and antenna, at most ten times a second: for whoever
   * counts, lists or locates. Nothing is told twice, and nothing is left out.
   */
  onTagObservations(listener: (observations: readonly TagObservation[]) => void): () => void;
  /** Tags may have been read without a report of them arriving. */
  onReportLoss(listener: (loss: ReportLoss) => void): () => void;
  onReaderNotice(listener: (notice: ReaderNotice) => void): () => void;
  /** Reads until stopped, over lost connections too. What is left out is as configured. */
  startInventory(
    deviceId: string,
    settings?: Partial<InventorySettings>,
  ): Promise<Result<RunningInventory, ReaderFailure>>;
  stopInventory(deviceId: string): Promise<Result<void, ReaderFailure>>;
  test(deviceId: string): Promise<DeviceTest>;
  /** The configured keyboard wedge. */
  wedge(): (DeviceConfig & { readonly kind: 'scanner' }) | null;
  /** A code that main caught from the wedge's keys. `monotonicMs`: when its last key came. */
  wedgeScan(text: string, monotonicMs: number): void;
  /** What is on a device's wire: the last bytes, then each chunk. */
  trace(deviceId: string, listener: (trace: WireTrace) => void): { recent: WireTrace[]; stop(): void } | null;
  /** Other settings: only devices that changed are restarted. */
  setDevices(devices: readonly DeviceConfig[]): Promise<void>;
  /** Something was plugged in, or a host is back: try now. */
  nudge(): void;
  /** Before the machine sleeps: all links are given up. */
  pause(): Promise<void>;
  resume(): void;
  stop(): Promise<void>;
}

/** The unit as it stands in other settings, when its line need not be opened anew for them; `null` when it must. */
const stayingAs = (unit: DeviceUnit, devices: readonly DeviceConfig[]): DeviceUnit | null => {
  const config = devices.find(({ id }) => id === unit.config.id);
  if (config === undefined) return null;
  if (isDeepStrictEqual(config, unit.config)) return unit;
  return differsInInventoryOnly(config, unit.config) ? { ...unit, config } : null;
};

export const createDeviceService = (parts: DeviceServiceParts): DeviceService => {
  const { clock = systemClock, onBug } = parts;
  const statusListeners = createListeners<readonly DeviceStatus[]>(onBug);
  const readings = createListeners<ScaleReading>(onBug);
  const stales = createListeners<string>(onBug);
  const resets = createListeners<ScaleReset>(onBug);
  const notices = createListeners<ScaleNotice>(onBug);
  const scans = createListeners<Scan>(onBug);
  const cutScans = createListeners<string>(onBug);
  const tagReads = createListeners<readonly TagRead[]>(onBug);
  const observations = createListeners<readonly TagObservation[]>(onBug);
  const observer = createTagObserver(observations.tell);
  const seenTwice = createSeenTwice({
    inventoryOf: (readerId) => find(readerId)?.reader?.view.running ?? null,
    ask: (readerId, { epcHex }) => find(readerId)?.reader?.readChips?.(Buffer.from(epcHex, 'hex')),
  });
  observations.add(seenTwice.see);
  const losses = createListeners<ReportLoss>(onBug);
  const readerNotices = createListeners<ReaderNotice>(onBug);
  const readerViews = createListeners<ReaderView>(onBug);
  const sharedTransportFor = createSharedLines(parts.transportFor);
  let units: readonly DeviceUnit[] = [];
  let nextScan = parts.firstScan ?? 1;
  let paused = false;
  let changing: Promise<void> = Promise.resolve();
  let telling = false;

  const statuses = (): readonly DeviceStatus[] => units.map((unit) => unit.status());
  const find = (deviceId: string): DeviceUnit | null => units.find(({ config }) => config.id === deviceId) ?? null;

  const all = async (
    act: (connection: Connection) => Promise<void>,
    of: readonly DeviceUnit[] = units,
  ): Promise<void> => {
    await Promise.all(of.flatMap(({ connection }) => (connection === null ? [] : [act(connection)])));
  };

  /** Several changes at once are told once. */
  const tellStatuses = (): void => {
    if (telling) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      statusListeners.tell(statuses());
    });
  };

  const number = (scan: UnnumberedScan): void => {
    const sequence = nextScan;
    nextScan += 1;
    scans.tell({ ...scan, sequence });
  };

  const start = (config: DeviceConfig): DeviceUnit =>
    createDeviceUnit({
      config,
      protocols: parts.protocols,
      transportFor: parts.transportFor,
      sharedTransportFor,
      clock,
      allowSimulated: parts.allowSimulated,
      backOff: parts.backOff,
      scaleTiming: parts.scaleTiming ?? {},
      readerTiming: parts.readerTiming ?? {},
      onStatus: tellStatuses,
      onReading: readings.tell,
      onStale: stales.tell,
      onReset: (deviceId, cause) => resets.tell({ deviceId, cause }),
      onNotice: (deviceId, code) => notices.tell({ deviceId, code }),
      onScan: number,
      onCutScan: cutScans.tell,
      onTagReads: (reads) => {
        tagReads.tell(reads);
        observer.take(reads);
      },
      // What was read before the loss is told before it.
      onReportLoss: (loss) => {
        observer.flush();
        losses.tell(loss);
      },
      onReaderNotice: readerNotices.tell,
      onReaderView: readerViews.tell,
      onBug,
    });

  const tellLibraries = (devices: readonly DeviceConfig[]): void => {
    const needed = devices.flatMap((config) => {
      const spec = config.disabled === true ? null : specOf(config, null, parts.allowSimulated);
      return spec === null ? [] : (libraryOf(spec.type) ?? []);
    });
    parts.onLibraries?.(new Set(needed));
  };

  const change = async (devices: readonly DeviceConfig[]): Promise<void> => {
    tellLibraries(devices);
    const staying = units.map((unit) => stayingAs(unit, devices));
    const gone = units.filter((_, index) => staying[index] === null);
    const kept = staying.filter((unit) => unit !== null);
    units = kept;
    // A changed device may want the port that its old self still holds.
    await all((connection) => connection.stop(), gone);
    units = devices.map((config) => kept.find((unit) => unit.config.id === config.id) ?? start(config));
    if (paused) await all((connection) => connection.pause());
    tellStatuses();
  };

  const command = async (deviceId: string, what: ScaleCommand): Promise<Result<void, ScaleCommandFailure>> =>
    (await find(deviceId)?.scale?.command(what)) ?? fail('scale-not-connected');

  const setDevices = (devices: readonly DeviceConfig[]): Promise<void> => {
    changing = changing.then(() => change(devices)).catch(onBug);
    return changing;
  };

  const wedge = (): (DeviceConfig & { kind: 'scanner' }) | null => {
    for (const { config } of units) {
      if (config.kind === 'scanner' && config.transport.type === 'wedge' && config.disabled !== true) return config;
    }
    return null;
  };

  tellLibraries(parts.devices);
  units = parts.devices.map(start);

  return {
    statuses,
    onStatuses(listener) {
      listener(statuses());
      return statusListeners.add(listener);
    },
    onReading: readings.add,
    onStale: stales.add,
    onScaleReset: resets.add,
    onScaleNotice: notices.add,
    onScan: scans.add,
    onCutScan: cutScans.add,
    scale: (deviceId) => find(deviceId)?.scale?.view ?? null,
    command,
    scannerFeedback: async (deviceId, kind) => (await find(deviceId)?.scanner?.feedback(kind)) ?? false,
    printer: (deviceId) => find(deviceId)?.printer ?? null,
    reader: (deviceId) => find(deviceId)?.reader?.view ?? null,
    onReaderView: readerViews.add,
    onTagReads: tagReads.add,
    onTagObservations: observations.add,
    onReportLoss: losses.add,
    onReaderNotice: readerNotices.add,
    async startInventory(deviceId, settings = {}) {
      const unit = find(deviceId);
      if (unit?.config.kind !== 'rfid' || unit.reader === null) return fail('reader-not-connected');
      // What it told before belongs to the inventory before.
      observer.flush();
      seenTwice.beginAnew(deviceId);
      return unit.reader.start({ ...inventorySettingsOf(unit.config), ...settings });
    },
    async stopInventory(deviceId) {
      const stopped = (await find(deviceId)?.reader?.stop()) ?? fail('reader-not-connected');
      observer.flush();
      return stopped;
    },
    test: (deviceId) => testUnit(find(deviceId)),
    wedge,
    wedgeScan(text, monotonicMs) {
      const config = wedge();
      if (config === null || (isSimulated(config) && !parts.allowSimulated)) return;
      const { aim, data } = config.options?.aim === false ? { aim: null, data: text } : splitAim(text);
      if (data === '') return;
      number({
        deviceId: config.id,
        data,
        aim,
        source: 'wedge',
        at: clock.now(),
        monotonicMs,
        simulated: isSimulated(config),
      });
    },
    trace(deviceId, listener) {
      const recorder = find(deviceId)?.trace;
      if (recorder === undefined) return null;
      return { recent: recorder.snapshot(), stop: recorder.subscribe(listener) };
    },
    setDevices,
    nudge: () => units.forEach((unit) => unit.connection?.nudge()),
    async pause() {
      paused = true;
      await all((connection) => connection.pause());
    },
    resume() {
      paused = false;
      units.forEach((unit) => unit.connection?.resume());
    },
    async stop() {
      await changing;
      await all((connection) => connection.stop());
      observer.flush();
    },
  };
};
