import type { WireMeaning } from './wire-meaning';
import type { Failure } from './result';
import type { Weight } from './units';

export const deviceKinds = ['scale', 'scanner', 'printer', 'rfid'] as const;
export type DeviceKind = (typeof deviceKinds)[number];

export type ConnectionState = 'connecting' | 'ready' | 'lost' | 'refused';

/**
 * Why a device is lost or refused. Each code has a sentence `device.reason.<code>` and a remedy
 * `device.remedy.<code>` in the language files.
 */
export const connectionReasons = [
  'unplugged',
  'not-found',
  'in-use',
  'no-permission',
  'no-answer',
  'wrong-settings',
  'wrong-device',
  'refused-by-device',
  'network-unreachable',
  'connection-closed',
  'library-missing',
  'spooler-missing',
  'host-restarting',
  'bad-config',
  'simulated-not-allowed',
  'unknown',
] as const;
export type ConnectionReason = (typeof connectionReasons)[number];

export interface DeviceCounters {
  /** Good frames since the app started. */
  readonly frames: number;
  /** Bytes that no frame could be made of. */
  readonly strayBytes: number;
  readonly badFrames: number;
  readonly reconnects: number;
}

/** Published for every configured device: a snapshot first, then each change. */
export interface DeviceStatus {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly name: string;
  readonly protocol: string;
  /** Human-readable place, e.g. `/dev/ttyUSB0 9600 8N1` or `10.0.0.7:9100`. */
  readonly place: string;
  readonly state: ConnectionState;
  readonly reason: Failure<ConnectionReason> | null;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly nextAttemptAt: number | null;
  readonly simulated: boolean;
  readonly counters: DeviceCounters;
  /** Only for printers, once asked. */
  readonly printer: PrinterState | null;
}

export const scaleStates = ['stable', 'motion', 'zero', 'under', 'over', 'fault', 'needs-zero', 'needs-cal'] as const;
export type ScaleState = (typeof scaleStates)[number];

/** What a scale can be told. */
export const scaleCommands = ['zero', 'tare', 'unit'] as const;
export type ScaleCommand = (typeof scaleCommands)[number];

/** One weighing as a scale sent it. A value is usable only in the states `stable` and `zero`, and not when `highRes`. */
export interface ScaleReading {
  readonly deviceId: string;
  /** `null` when the device sends no value in this state (over, fault …). Never 0 in its place. */
  readonly weight: Weight | null;
  /** The digits exactly as sent. */
  readonly text: string;
  readonly state: ScaleState;
  /** As the scale says; where it says nothing, `true` after a tare that was set from here. */
  readonly net: boolean | null;
  readonly highRes: boolean;
  readonly stableSource: 'device' | 'inferred';
  /** True when the frame carried a checksum or answered a request of ours. */
  readonly checked: boolean;
  /** Epoch milliseconds of receipt. */
  readonly at: number;
  /** Monotonic milliseconds of receipt: ages are computed from this one. */
  readonly monotonicMs: number;
  readonly rawHex: string;
  readonly simulated: boolean;
}

/** What a screen shows of a scale: the last reading, or that there is none worth showing. */
export interface ScaleView {
  readonly deviceId: string;
  readonly reading: ScaleReading | null;
  /** The last reading is older than 1 s: its figure must not be shown as a weight. */
  readonly stale: boolean;
  /** The indicator serves several platforms and shows another one now. */
  readonly away: boolean;
}

/** One code as a scanner read it. Occurrences are numbered, in order, and never merged. */
export interface Scan {
  readonly sequence: number;
  readonly deviceId: string;
  /** The data without prefix, suffix and AIM identifier. GS stays as U+001D. */
  readonly data: string;
  /** AIM symbology identifier without `]`, e.g. `E0`, `C1`, `d2`; `null` when the scanner sends none. */
  readonly aim: string | null;
  readonly source: 'wedge' | 'serial' | 'hid' | 'tcp' | 'keyed';
  /** Epoch milliseconds. */
  readonly at: number;
  /** Monotonic milliseconds when the last byte arrived. */
  readonly monotonicMs: number;
  readonly simulated: boolean;
}

/** Worst first; see the printer reference: unknown is never ready. */
export const printerConditions = [
  'offline',
  'no-reply',
  'fault',
  'head-open',
  'paper-out',
  'ribbon-out',
  'paused',
  'label-waiting',
  'buffer-full',
  'printing',
  'warning',
  /** It can't answer: nothing is known but that bytes went out. */
  'one-way',
  'ready',
] as const;
export type PrinterCondition = (typeof printerConditions)[number];

/** What a printer's `fault` or `warning` is in particular, where it says so. */
export const printerFaults = [
  'memory',
  'head-hot',
  'head-cold',
  'cutter',
  'motor-hot',
  'head-element',
  'head-unknown',
  'firmware',
  'thermistor',
  'paper-path',
  'unknown',
  'calibrate',
  'clean-head',
  'replace-head',
  'paper-near-end',
  'unknown-warning',
] as const;
export type PrinterFault = (typeof printerFaults)[number];

/** Labels whose tag an RFID printer encoded, and those that it gave up and printed over, as it counts them. */
export interface RfidLabels {
  readonly good: number;
  readonly void: number;
}

export interface PrinterState {
  readonly condition: PrinterCondition;
  /** Everything that holds at once, worst first. */
  readonly all: readonly PrinterCondition[];
  readonly faults: readonly PrinterFault[];
  readonly formatsWaiting: number | null;
  readonly labelsRemaining: number | null;
  /** Labels ever printed, as the printer counts them. */
  readonly odometer: number | null;
  /** Media moved in all, as the printer counts it. */
  readonly mediaMillimetres: number | null;
  /** Media moved under the present print head, and since that was cleaned last. */
  readonly headMillimetres: number | null;
  readonly headCleanedMillimetres: number | null;
  /** `null`: it encodes no tags, or does not count them. */
  readonly rfid: RfidLabels | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly dpi: number | null;
  readonly rawHex: string;
  readonly at: number;
}

/** Bytes on a device's wire, for the device page. */
export interface WireTrace {
  readonly deviceId: string;
  readonly direction: 'in' | 'out';
  readonly hex: string;
  readonly meaning: WireMeaning;
  readonly at: number;
}
