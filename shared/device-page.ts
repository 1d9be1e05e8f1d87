import type { TransportConfig } from './device-config';
import type { ConnectionReason, DeviceKind, PrinterCondition, ScaleCommand, ScaleReading } from './devices';
import type { Failure } from './result';

/** What the guess of a found device rests on; each has a sentence `found.why.<reason>`. */
export const foundReasons = [
  'says-so',
  'usb-ids',
  'usb-maker',
  'printer-class',
  'cable-only',
  'serial-port',
  'unknown-ids',
  'network-name',
  'network-port',
] as const;
export type FoundReason = (typeof foundReasons)[number];

/** Something plugged in or on the network, and what it probably is. */
export interface FoundDeviceView {
  readonly id: string;
  readonly kind: DeviceKind | 'unknown';
  readonly name: string;
  readonly place: string;
  /** Protocol that it probably speaks. */
  readonly guess: string | null;
  /** 0 to 100. */
  readonly score: number;
  readonly why: FoundReason;
  /** Known not to work this way: what to do about it. */
  readonly advice: 'switch-to-hid-pos-or-cdc' | 'not-a-standard-scale' | null;
  readonly config: { readonly kind: string; readonly protocol: string; readonly transport: TransportConfig };
  /** The device of `station.yaml` that it already is. */
  readonly configuredAs: string | null;
}

export interface Found {
  readonly devices: readonly FoundDeviceView[];
  /** Parts that could not be looked at, and why. */
  readonly failures: readonly { readonly library: string; readonly reason: ConnectionReason }[];
}

export interface ProtocolView {
  readonly kind: DeviceKind;
  readonly id: string;
  readonly name: string;
  /** Its usual line, such as `9600 8N1`; `null` where it is not spoken over a serial line. */
  readonly line: string | null;
  /** What such a scale can be told from here. */
  readonly commands: readonly ScaleCommand[];
}

export interface DeviceTestView {
  readonly passed: boolean;
  readonly place: string;
  readonly reading: ScaleReading | null;
  readonly condition: PrinterCondition | null;
  readonly failure: Failure<ConnectionReason> | null;
}

/** One day of a device, in the station's time. */
export interface HealthDay {
  /** `2026-11-23` */
  readonly day: string;
  /** While the station ran: how long the device was ready, and how long it was looked at. */
  readonly readyMs: number;
  readonly watchedMs: number;
  readonly reconnects: number;
  readonly frames: number;
  readonly badFrames: number;
  /** Labels that its printer counted. */
  readonly labels: number;
}

export interface DeviceHealth {
  readonly deviceId: string;
  /** The last days on which the station ran, oldest first; 30 at most. */
  readonly days: readonly HealthDay[];
  /** Share of the watched time in hundredths of a percent; `null` while nothing was watched. */
  readonly uptime: number | null;
  readonly reconnects: number;
  /** Bad frames in a thousand, in tenths; `null` while there were none at all. */
  readonly errorsPerThousand: number | null;
}
