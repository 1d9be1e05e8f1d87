import type { SimulatorCommandOf, SimulatorEvent, SimulatorKind, SimulatorOptionsOf } from './protocol';

/** One connection of a station to the simulated device, over TCP or a pty. */
export interface SimulatorLine {
  /** Bytes to the station. A station that does not read loses the newest bytes, as on a real serial line. */
  write(bytes: Uint8Array): void;
  /** Hangs up. */
  close(): void;
}

/** What the device does with one connection. */
export interface SimulatorSession {
  receive(bytes: Uint8Array): void;
  /** The station hung up or the cable was pulled. */
  gone(): void;
}

/** How the device stands, for the `state` operation. */
export type SimulatorState = Readonly<Record<string, string | number | boolean | null>>;

export type SimulatorAnswer =
  | { readonly ok: true; readonly value?: SimulatorState }
  | { readonly ok: false; readonly code: string };

/**
 * A simulated device: speaks its bytes on each line that is opened to it. The cable (`plug`, `unplug`) is handled
 * around it, in `wire.ts`; an unplugged device sees its sessions go.
 */
export interface SimulatedDevice<K extends SimulatorKind> {
  connect(line: SimulatorLine): SimulatorSession;
  command(command: SimulatorCommandOf<K>): SimulatorAnswer;
  /** Stops its timers; may be called twice. */
  dispose(): void;
}

/** A device of whatever kind, for the code around it; only commands of its own kind may be given to it. */
export interface AnySimulatedDevice {
  connect(line: SimulatorLine): SimulatorSession;
  command(command: SimulatorCommandOf<SimulatorKind>): SimulatorAnswer;
  dispose(): void;
}

/** Every kind of device is made by one such function: `createScaleSimulator`, `createPrinterSimulator` … */
export type CreateSimulatedDevice<K extends SimulatorKind> = (
  options: SimulatorOptionsOf<K>,
  report: (event: SimulatorEvent) => void,
) => SimulatedDevice<K>;
