import type { DeviceKind } from '../../../shared/devices';

/** Something on the network that may be a device of ours. */
export interface NetworkDevice {
  readonly host: string;
  readonly port: number;
  readonly kind: DeviceKind;
  /** What it calls itself, or its address. */
  readonly name: string;
  /** Protocol that it probably speaks; `null` where only somebody who knows it can tell. */
  readonly guess: string | null;
  readonly foundBy: 'mdns' | 'range';
}

/** Ports that tell what listens there: raw printing (the port of HP's JetDirect) and LLRP (IANA). */
export const knownPorts = { printer: 9100, rfid: 5084 } as const;
