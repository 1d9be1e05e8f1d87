import type { DeviceHost } from '../host-link';
import { describeSpec, libraryOf, type DeviceTransport, type HostLibrary, type TransportSpec } from './spec';
import { createSpoolerTransport } from './spooler';
import { createTcpTransport } from './tcp';

/** A transport whose links are opened and held by a device host; on main's side it looks like any other. */
export const createHostedTransport = (host: DeviceHost, spec: TransportSpec): DeviceTransport => ({
  place: describeSpec(spec),
  open: (signal) => host.open(spec, signal),
});

/** Main's way to reach a place: TCP and CUPS itself, everything native through the host of its library. */
export const createTransportFactory =
  (hostOf: (library: HostLibrary) => DeviceHost) =>
  (spec: TransportSpec): DeviceTransport => {
    const library = libraryOf(spec.type);
    if (library !== null) return createHostedTransport(hostOf(library), spec);
    if (spec.type === 'tcp') return createTcpTransport(spec);
    if (spec.type === 'spooler') return createSpoolerTransport(spec);
    throw new Error(`no host for ${spec.type}`);
  };
