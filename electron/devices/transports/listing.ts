import type { ConnectionReason } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import type { FoundDevice } from '../host-messages';
import { listLinuxNodes, type LinuxNode } from '../linux-devices';
import { loadHidLibrary, type HidLibrary } from './hid';
import { failureOf } from './os-errors';
import { loadSerialLibrary, type SerialLibrary } from './serial-port';
import type { HostLibrary } from './spec';
import { loadUsbLibrary, printerInterfaces, usbPortPath, type UsbLibrary } from './usb-library';

export interface Listing {
  readonly devices: FoundDevice[];
  /** Why there may be more than was found. */
  readonly failure: Failure<ConnectionReason> | null;
}

export interface ListingSources {
  readonly serial: () => SerialLibrary;
  readonly hid: () => HidLibrary;
  readonly usb: () => UsbLibrary;
  readonly platform: NodeJS.Platform;
  readonly sysRoot: string;
}

const ownSources: ListingSources = {
  serial: loadSerialLibrary,
  hid: loadHidLibrary,
  usb: loadUsbLibrary,
  platform: process.platform,
  sysRoot: '/sys',
};

const nothingKnown: FoundDevice = {
  type: 'serial',
  path: null,
  vendorId: null,
  productId: null,
  serialNumber: null,
  portPath: null,
  manufacturer: null,
  product: null,
  usagePage: null,
  usage: null,
};

const hex = (id: number): string => id.toString(16).padStart(4, '0');
const fromNode = (type: FoundDevice['type'], node: LinuxNode): FoundDevice => ({ ...nothingKnown, ...node, type });

const listSerial = async ({ serial, platform, sysRoot }: ListingSources): Promise<FoundDevice[]> => {
  if (platform === 'linux') return (await listLinuxNodes('tty', sysRoot)).map((node) => fromNode('serial', node));
  return (await serial().list()).map((port) => ({
    ...nothingKnown,
    path: port.path,
    vendorId: port.vendorId?.toLowerCase() ?? null,
    productId: port.productId?.toLowerCase() ?? null,
    serialNumber: port.serialNumber ?? null,
    portPath: port.locationId ?? null,
    manufacturer: port.manufacturer ?? null,
    product: port.friendlyName ?? null,
  }));
};

const listHid = async ({ hid, platform, sysRoot }: ListingSources): Promise<FoundDevice[]> => {
  const devices = await hid().devicesAsync();
  const nodes = platform === 'linux' ? await listLinuxNodes('hidraw', sysRoot) : [];
  return devices.map((device) => ({
    ...nothingKnown,
    type: 'hid',
    path: device.path ?? null,
    vendorId: hex(device.vendorId),
    productId: hex(device.productId),
    serialNumber: device.serialNumber === undefined || device.serialNumber === '' ? null : device.serialNumber,
    portPath: nodes.find((node) => node.path === device.path)?.portPath ?? null,
    manufacturer: device.manufacturer ?? null,
    product: device.product ?? null,
    usagePage: device.usagePage ?? null,
    usage: device.usage ?? null,
  }));
};

const listUsb = async ({ usb }: ListingSources): Promise<FoundDevice[]> => {
  const devices = await usb().getDevices();
  return devices
    .filter((device) => printerInterfaces(device).length > 0)
    .map((device) => ({
      ...nothingKnown,
      type: 'usb',
      vendorId: hex(device.vendorId),
      productId: hex(device.productId),
      serialNumber: device.serialNumber ?? null,
      portPath: usbPortPath(device),
      manufacturer: device.manufacturerName ?? null,
      product: device.productName ?? null,
    }));
};

const guarded = async (list: () => Promise<FoundDevice[]>): Promise<Listing> => {
  try {
    return { devices: await list(), failure: null };
  } catch (error) {
    return { devices: [], failure: failureOf(error, 'library-missing') };
  }
};

/**
 * What a library sees plugged in. Never rejects: a library that fails is an empty list with its reason. Nothing is
 * opened and nothing is written.
 */
export const listDevices = async (library: HostLibrary, sources: Partial<ListingSources> = {}): Promise<Listing> => {
  const all = { ...ownSources, ...sources };
  if (library === 'serial') return guarded(() => listSerial(all));
  if (library === 'hid') return guarded(() => listHid(all));
  if (library === 'spooler') return { devices: [], failure: null };
  const lp = (await listLinuxNodes('lp', all.sysRoot)).map((node) => fromNode('lp', node));
  const usb = await guarded(() => listUsb(all));
  return { devices: [...usb.devices, ...lp], failure: usb.failure };
};
