import { createDeviceHost, type DeviceHost, type HostReport } from './host-link';
import type { HostProcess } from './host-process';
import type { HostTiming } from './host-supervisor';
import { createTransportFactory } from './transports/hosted';
import { hostLibraries, type DeviceTransport, type HostLibrary, type TransportSpec } from './transports/spec';

export interface DeviceHostsParts {
  readonly fork: (library: HostLibrary) => HostProcess;
  readonly timing?: Partial<HostTiming>;
  readonly report?: (what: HostReport) => void;
}

/** The hosts of all native libraries. None runs before its library is needed. */
export interface DeviceHosts {
  readonly transportFor: (spec: TransportSpec) => DeviceTransport;
  host(library: HostLibrary): DeviceHost;
  /** Libraries that configured devices need: their hosts run on and come back; the others rest after use. */
  keep(libraries: ReadonlySet<HostLibrary>): void;
  onUp(listener: () => void): () => void;
  dispose(): Promise<void>;
}

export const createDeviceHosts = ({ fork, timing, report }: DeviceHostsParts): DeviceHosts => {
  const hosts = new Map<HostLibrary, DeviceHost>(
    hostLibraries.map((library) => [
      library,
      createDeviceHost({
        library,
        fork,
        ...(timing === undefined ? {} : { timing }),
        ...(report === undefined ? {} : { report }),
      }),
    ]),
  );
  const kept = new Map<HostLibrary, () => void>();

  const host = (library: HostLibrary): DeviceHost => {
    const found = hosts.get(library);
    if (found === undefined) throw new Error(`no host for ${library}`);
    return found;
  };

  return {
    transportFor: createTransportFactory(host),
    host,
    keep(libraries) {
      for (const library of hostLibraries) {
        if (libraries.has(library) && !kept.has(library)) kept.set(library, host(library).retain());
        if (libraries.has(library)) continue;
        kept.get(library)?.();
        kept.delete(library);
      }
    },
    onUp(listener) {
      const offs = [...hosts.values()].map((each) => each.onUp(listener));
      return () => offs.forEach((off) => off());
    },
    async dispose() {
      await Promise.all([...hosts.values()].map((each) => each.dispose()));
    },
  };
};
