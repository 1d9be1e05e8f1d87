import type { DeviceConfig, TransportConfig, UsbMatch } from '../../shared/device-config';
import type { ConnectionReason } from '../../shared/devices';
import type { Failure } from '../../shared/result';
import type { FoundReason } from '../../shared/device-page';
import { guess, reasonOf, type Fingerprint } from './fingerprints';
import type { FoundDevice } from './host-messages';
import { fitsMatch } from './linux-devices';
import type { Listing } from './transports/listing';
import { describeMatch, hidUsagePages, listingLibraries, type HostLibrary } from './transports/spec';

/** Something plugged in, and what it probably is. */
export interface DiscoveredDevice {
  /** Stays the same as long as it stays plugged in. */
  readonly id: string;
  readonly kind: DeviceConfig['kind'] | 'unknown';
  readonly name: string;
  readonly place: string;
  /** Protocol that it probably speaks. */
  readonly guess: string | null;
  /** 0 to 100. */
  readonly score: number;
  /** What the guess rests on. */
  readonly why: FoundReason;
  readonly advice: NonNullable<Fingerprint['advice']> | null;
  /** An entry for `station.yaml` that needs only a name; its protocol is empty where nothing is known. */
  readonly config: { readonly kind: string; readonly protocol: string; readonly transport: TransportConfig };
  /** The id of the configured device that it already is. */
  readonly configuredAs: string | null;
}

export interface Discovery {
  readonly devices: readonly DiscoveredDevice[];
  /** Libraries that could not tell, and why. */
  readonly failures: readonly { readonly library: HostLibrary; readonly failure: Failure<ConnectionReason> }[];
}

/**
 * What is plugged in and what it probably is, from lists and descriptors alone: nothing is opened and nothing is
 * written to a port of which nobody said what it is (letters collide: `S` asks one scale for a weight and begins the
 * calibration of another). A library that fails leaves its part empty, with the reason.
 */
export const discoverDevices = async (
  list: (library: HostLibrary) => Promise<Listing>,
  configured: readonly DeviceConfig[] = [],
): Promise<Discovery> => {
  const listings = await Promise.all(
    listingLibraries.map(async (library) => {
      try {
        return { library, ...(await list(library)) };
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        return { library, devices: [], failure: { code: 'unknown' as const, details: { text } } };
      }
    }),
  );
  const found = listings.flatMap(({ devices }) => devices).filter(isWorthShowing);
  return {
    devices: withoutTwins(found)
      .map((device) => describe(device, configured))
      .toSorted((a, b) => b.score - a.score),
    failures: listings.flatMap(({ library, failure }) => (failure === null ? [] : [{ library, failure }])),
  };
};

/** Mice, keyboards and the many other HID interfaces are left out, unless they are a scale or scanner in disguise. */
const isWorthShowing = (device: FoundDevice): boolean => device.type !== 'hid' || guess(device) !== null;

/** A printer that the kernel holds as lp shows twice; the USB form is the better one, as it can ask for its state. */
const withoutTwins = (devices: readonly FoundDevice[]): FoundDevice[] =>
  devices.filter(
    (device) =>
      device.type !== 'lp' ||
      !devices.some((other) => other.type === 'usb' && other.portPath !== null && other.portPath === device.portPath),
  );

const describe = (device: FoundDevice, configured: readonly DeviceConfig[]): DiscoveredDevice => {
  const print = guess(device);
  const match = matchOf(device);
  const place = device.path ?? describeMatch(match);
  const own = [device.manufacturer, device.product].filter((part) => part !== null).join(' ');
  return {
    id: [device.type, device.path, device.vendorId, device.productId, device.serialNumber, device.portPath]
      .map((part) => part ?? '')
      .join('|'),
    kind: print?.kind ?? 'unknown',
    name: own === '' ? (print?.name ?? place) : own,
    place,
    guess: print?.protocol ?? null,
    score: print?.score ?? 0,
    why: reasonOf(device, print),
    advice: print?.advice ?? null,
    config: { kind: print?.kind ?? '', protocol: print?.protocol ?? '', transport: transportOf(device, match) },
    configuredAs: configured.find((config) => isSame(config, device))?.id ?? null,
  };
};

/** How to find it again: by its serial number; without one by its socket, which a move must confirm. */
const matchOf = (device: FoundDevice): UsbMatch | undefined => {
  const { vendorId, productId, serialNumber, portPath } = device;
  if (vendorId === null || productId === null) return undefined;
  if (serialNumber !== null) return { vendorId, productId, serialNumber };
  return portPath === null ? { vendorId, productId } : { vendorId, productId, portPath };
};

const transportOf = (device: FoundDevice, match: UsbMatch | undefined): TransportConfig => {
  switch (device.type) {
    case 'serial':
      return match === undefined ? { type: 'serial', path: device.path ?? '' } : { type: 'serial', match };
    case 'lp':
      return match === undefined ? { type: 'lp', path: device.path ?? '' } : { type: 'lp', match };
    case 'hid':
      return match === undefined ? { type: 'hid' } : { type: 'hid', match };
    case 'usb':
      return match === undefined ? { type: 'usb' } : { type: 'usb', match };
  }
};

const isSame = ({ kind, transport }: DeviceConfig, device: FoundDevice): boolean => {
  if (transport.type !== device.type) return false;
  if ('path' in transport && transport.path !== undefined && transport.match === undefined) {
    return transport.path === device.path;
  }
  const pageFits =
    transport.type !== 'hid' || device.usagePage === (kind === 'scale' ? hidUsagePages.scale : hidUsagePages.scanner);
  return pageFits && fitsMatch(device, transport.match ?? {});
};
