import type { DeviceConfig, DeviceConfigOf } from '../../shared/device-config';
import type { ConnectionReason, DeviceCounters, DeviceStatus, PrinterState, ScaleReading } from '../../shared/devices';
import type { Failure, Result } from '../../shared/result';
import type { ReaderNotice, ReaderView, ReportLoss, TagRead } from '../../shared/tag-reads';
import type { Clock } from './clock';
import { createConnection, type Connection } from './connection';
import type { BackOff, ConnectionSnapshot } from './connection-state';
import { isSimulated, scaleProfileOf, scannerProfileOf, specOf } from './device-spec';
import { createListeners } from './listeners';
import { createPrinterLine, type PrinterLine, type PrinterPort } from './printer-port';
import type { PrinterProtocol } from './printers';
import type { ReaderDriver, ReaderProtocol, ReaderTiming } from './rfid/types';
import type { ScaleNoticeCode } from './scales/judge-reading';
import { createScaleDriver, type ScaleDriver, type ScaleResetCause } from './scales/scale-driver';
import type { ScaleTiming } from './scales/scale-session';
import { createScannerDriver, type ScannerDriver, type UnnumberedScan } from './scanners/scanner-driver';
import type { Session } from './session';
import { describeMatch, type DeviceTransport, type TransportSpec } from './transports/spec';
import type { ScaleProtocol, ScannerProtocol, SerialSettings } from './types';
import { createWireRecorder, type WireRecorder } from './wire-trace';

/** Every dialect that a station may be set to, by id. */
export interface DeviceProtocols {
  readonly scales: Readonly<Record<string, ScaleProtocol>>;
  readonly scanners: Readonly<Record<string, ScannerProtocol>>;
  /** Printer languages, with the serial settings they come with. */
  readonly printers: Readonly<Record<string, Pick<PrinterProtocol, 'serial' | 'createListener'>>>;
  readonly readers: Readonly<Record<string, ReaderProtocol>>;
}

/** What devices say, on its way to the service. */
export interface UnitListeners {
  readonly onStatus: () => void;
  readonly onReading: (reading: ScaleReading) => void;
  readonly onStale: (deviceId: string) => void;
  readonly onReset: (deviceId: string, cause: ScaleResetCause) => void;
  readonly onNotice: (deviceId: string, code: ScaleNoticeCode) => void;
  readonly onScan: (scan: UnnumberedScan) => void;
  readonly onCutScan: (deviceId: string) => void;
  readonly onTagReads: (reads: readonly TagRead[]) => void;
  readonly onReportLoss: (loss: ReportLoss) => void;
  readonly onReaderNotice: (notice: ReaderNotice) => void;
  readonly onReaderView: (view: ReaderView) => void;
  readonly onBug: (error: unknown) => void;
}

export interface UnitParts extends UnitListeners {
  readonly config: DeviceConfig;
  readonly protocols: DeviceProtocols;
  readonly transportFor: (spec: TransportSpec) => DeviceTransport;
  /** The same for a line that several scales hear. */
  readonly sharedTransportFor: (spec: TransportSpec) => DeviceTransport;
  readonly clock: Clock;
  readonly allowSimulated: boolean;
  readonly backOff: BackOff | undefined;
  readonly scaleTiming: Partial<ScaleTiming>;
  readonly readerTiming: Partial<ReaderTiming>;
}

/** One configured device at work. */
export interface DeviceUnit {
  readonly config: DeviceConfig;
  status(): DeviceStatus;
  readonly connection: Connection | null;
  readonly trace: WireRecorder;
  readonly scale: ScaleDriver | null;
  readonly scanner: ScannerDriver | null;
  readonly printer: PrinterPort | null;
  readonly reader: ReaderDriver | null;
}

const noCounters: DeviceCounters = { frames: 0, strayBytes: 0, badFrames: 0, reconnects: 0 };

/** What a kind of device brings to the common frame. */
interface Work {
  readonly serial: SerialSettings | null;
  readonly session: Session;
  readonly scale?: ScaleDriver;
  readonly scanner?: ScannerDriver;
  readonly printer?: PrinterLine;
  readonly reader?: ReaderDriver;
}

export const createDeviceUnit = (parts: UnitParts): DeviceUnit => {
  const { config, clock } = parts;
  const trace = createWireRecorder(config.id, clock);
  const since = clock.now();
  const changes = createListeners<ConnectionSnapshot>(parts.onBug);
  let printerState: PrinterState | null = null;

  const work = workOf(parts);
  const spec = work === null ? null : specOf(config, work.serial, parts.allowSimulated);
  const shares = config.kind === 'scale' && config.options?.platform !== undefined;
  const transportFor = shares ? parts.sharedTransportFor : parts.transportFor;
  const still: ConnectionSnapshot = stillState(config, work, since);

  const connection: Connection | null =
    work === null || spec === null || config.disabled === true
      ? null
      : createConnection({
          transport: guarded(transportFor(spec), config, parts.allowSimulated),
          session: work.session,
          trace,
          clock,
          ...(parts.backOff === undefined ? {} : { backOff: parts.backOff }),
          onChange: (snapshot) => {
            changes.tell(snapshot);
            parts.onStatus();
          },
          onBug: parts.onBug,
        });
  const place = spec === null ? placeOfWedge(config) : transportFor(spec).place;
  const now = (): ConnectionSnapshot => connection?.snapshot ?? still;

  const printer: PrinterPort = {
    deviceId: config.id,
    get connection() {
      return now();
    },
    onConnection(listener) {
      listener(now());
      return changes.add(listener);
    },
    exclusive: async (use) => {
      const absent = (): Failure<ConnectionReason> => now().reason ?? { code: 'no-answer' };
      return work?.printer?.exclusive(use, absent) ?? { ok: false, failure: absent() };
    },
    report(state) {
      printerState = state;
      parts.onStatus();
    },
  };

  return {
    config,
    connection,
    trace,
    scale: work?.scale ?? null,
    scanner: work?.scanner ?? null,
    printer: config.kind === 'printer' ? printer : null,
    reader: work?.reader ?? null,
    status: () => ({
      id: config.id,
      kind: config.kind,
      name: config.name,
      protocol: config.protocol,
      place,
      ...now(),
      simulated: isSimulated(config),
      counters: connection?.counters ?? noCounters,
      printer: printerState,
    }),
  };
};

const placeOfWedge = ({ transport }: DeviceConfig): string =>
  transport.type === 'wedge'
    ? `keyboard${transport.prefix === undefined ? '' : ` ${transport.prefix}`}`
    : transport.type === 'tcp'
      ? `${transport.host}:${transport.port}`
      : transport.type === 'spooler'
        ? `spooler ${transport.queue}`
        : 'path' in transport && transport.path !== undefined
          ? transport.path
          : describeMatch(transport.match);

/** How a device without a connection stands: a wedge is always there, the rest cannot be used as configured. */
const stillState = (config: DeviceConfig, work: Work | null, since: number): ConnectionSnapshot => {
  const refused = (details: Failure<ConnectionReason>['details']): ConnectionSnapshot => ({
    state: 'refused',
    reason: { code: 'bad-config', ...(details === undefined ? {} : { details }) },
    since,
    nextAttemptAt: null,
  });
  if (config.disabled === true) return refused({ disabled: true });
  if (config.transport.type === 'wedge') return { state: 'ready', reason: null, since, nextAttemptAt: null };
  return work === null ? refused({ protocol: config.protocol }) : refused(undefined);
};

/** Refuses at each opening what is simulated where only real devices may speak. */
const guarded = (transport: DeviceTransport, config: DeviceConfig, allowSimulated: boolean): DeviceTransport => ({
  place: transport.place,
  open: async (signal): Promise<Result<never, ConnectionReason> | Awaited<ReturnType<DeviceTransport['open']>>> =>
    !allowSimulated && isSimulated(config)
      ? { ok: false, failure: { code: 'simulated-not-allowed' } }
      : transport.open(signal),
});

/** `null`: no such protocol here. */
const workOf = (parts: UnitParts): Work | null => {
  const { config, protocols } = parts;
  switch (config.kind) {
    case 'scale':
      return scaleWork(parts, config);
    case 'scanner':
      return scannerWork(parts, config);
    case 'printer': {
      const language = find(protocols.printers, config.protocol);
      if (language === null) return null;
      const printer = createPrinterLine(language.createListener, parts.clock);
      return { serial: language.serial, session: printer.session, printer };
    }
    case 'rfid':
      return readerWork(parts, config);
  }
};

const find = <T>(records: Readonly<Record<string, T>>, id: string): T | null =>
  Object.hasOwn(records, id) ? (records[id] ?? null) : null;

const scaleWork = (parts: UnitParts, config: DeviceConfigOf<'scale'>): Work | null => {
  const protocol = find(parts.protocols.scales, config.protocol);
  // Nothing would tell this platform's weights from another's.
  const toldApart = config.options?.platform === undefined || protocol?.tellsPlatform === true;
  if (protocol === null || !toldApart) return null;
  // A dead TCP connection tells nothing by itself; a HID scale that sleeps is silent and well.
  const byTransport: Partial<ScaleTiming> =
    config.transport.type === 'tcp'
      ? { reopenMs: 4000 }
      : config.transport.type === 'hid'
        ? { reopenMs: null, settleMs: 150 }
        : {};
  const scale = createScaleDriver({
    deviceId: config.id,
    protocol,
    profile: scaleProfileOf(config),
    simulated: isSimulated(config),
    clock: parts.clock,
    timing: { ...byTransport, ...parts.scaleTiming },
    onReading: parts.onReading,
    onStale: () => parts.onStale(config.id),
    onReset: (cause) => parts.onReset(config.id, cause),
    onNotice: (code) => parts.onNotice(config.id, code),
  });
  return { serial: protocol.serial, session: scale.session, scale };
};

const scannerWork = (parts: UnitParts, config: DeviceConfigOf<'scanner'>): Work | null => {
  const { type } = config.transport;
  // Its keys come through the window; see `wedgeScan`.
  if (type === 'wedge') return { serial: null, session: async () => null };
  const protocol = find(parts.protocols.scanners, config.protocol);
  if (protocol === null) return null;
  const scanner = createScannerDriver({
    deviceId: config.id,
    protocol,
    profile: scannerProfileOf(config),
    source: type === 'hid' || type === 'tcp' ? type : 'serial',
    simulated: isSimulated(config),
    clock: parts.clock,
    onScan: parts.onScan,
    onCut: () => parts.onCutScan(config.id),
  });
  return { serial: protocol.serial, session: scanner.session, scanner };
};

const readerWork = (parts: UnitParts, config: DeviceConfigOf<'rfid'>): Work | null => {
  const protocol = find(parts.protocols.readers, config.protocol);
  if (protocol === null) return null;
  const reader: ReaderDriver = protocol.createDriver({
    deviceId: config.id,
    simulated: isSimulated(config),
    clock: parts.clock,
    timing: parts.readerTiming,
    region: config.options?.region ?? null,
    onReads: parts.onTagReads,
    onLoss: parts.onReportLoss,
    onNotice: parts.onReaderNotice,
    onView: () => parts.onReaderView(reader.view),
  });
  return { serial: protocol.serial, session: reader.session, reader };
};
