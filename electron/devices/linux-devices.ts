import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { UsbMatch } from '../../shared/device-config';

/**
 * What Linux itself knows of a device node, read from sysfs: no process is started (`SerialPort.list()` runs udevadm
 * each time, and rejects without it), it is true the moment the node exists, and it names the USB socket.
 */
export interface LinuxNode {
  readonly path: string;
  readonly vendorId: string | null;
  readonly productId: string | null;
  readonly serialNumber: string | null;
  readonly manufacturer: string | null;
  readonly product: string | null;
  /** `1-1.4`; `null` for what is not on USB. */
  readonly portPath: string | null;
}

/** Folders below sysfs that hold the nodes of a kind, and where their nodes stand. */
const places = {
  tty: { folder: 'class/tty', node: (name: string) => `/dev/${name}` },
  hidraw: { folder: 'class/hidraw', node: (name: string) => `/dev/${name}` },
  lp: { folder: 'class/usbmisc', node: (name: string) => `/dev/usb/${name}` },
} as const;
export type LinuxNodeKind = keyof typeof places;

const readText = async (...parts: string[]): Promise<string | null> => {
  try {
    const text = (await readFile(path.join(...parts), 'utf8')).trim();
    return text === '' ? null : text;
  } catch {
    return null;
  }
};

/** The USB device above a node, e.g. `/sys/devices/…/usb1/1-1/1-1.4`. */
const usbDeviceFolder = async (nodeFolder: string): Promise<string | null> => {
  try {
    let folder = await realpath(path.join(nodeFolder, 'device'));
    while (folder.length > 1) {
      if (/^\d+-\d+(?:\.\d+)*$/.test(path.basename(folder))) return folder;
      folder = path.dirname(folder);
    }
  } catch {
    // No such node any more.
  }
  return null;
};

const describe = async (nodeFolder: string, node: string): Promise<LinuxNode> => {
  const usb = await usbDeviceFolder(nodeFolder);
  const read = (name: string): Promise<string | null> => (usb === null ? Promise.resolve(null) : readText(usb, name));
  return {
    path: node,
    vendorId: await read('idVendor'),
    productId: await read('idProduct'),
    serialNumber: await read('serial'),
    manufacturer: await read('manufacturer'),
    product: await read('product'),
    portPath: usb === null ? null : path.basename(usb),
  };
};

/** True for tty names that can be a device's: USB adapters, CDC, and UARTs that the kernel really found. */
const isSerialName = async (sysRoot: string, name: string): Promise<boolean> => {
  if (/^tty(?:USB|ACM|AMA|XRUSB|WCH|MFD|O)\d+$|^rfcomm\d+$/.test(name)) return true;
  if (!/^ttyS\d+$/.test(name)) return false;
  // The 8250 driver makes nodes for ports that are not there; those are of type 0.
  const type = await readText(sysRoot, 'class/tty', name, 'type');
  return type !== null && type !== '0';
};

/** All nodes of a kind, in the order of their names. Empty where sysfs has none (also off Linux). */
export const listLinuxNodes = async (kind: LinuxNodeKind, sysRoot = '/sys'): Promise<LinuxNode[]> => {
  const { folder, node } = places[kind];
  let names: string[];
  try {
    names = await readdir(path.join(sysRoot, folder));
  } catch {
    return [];
  }
  const nodes: LinuxNode[] = [];
  for (const name of names.toSorted(new Intl.Collator('en', { numeric: true }).compare)) {
    if (kind === 'tty' && !(await isSerialName(sysRoot, name))) continue;
    if (kind === 'lp' && !/^lp\d+$/.test(name)) continue;
    nodes.push(await describe(path.join(sysRoot, folder, name), node(name)));
  }
  return nodes;
};

/** The IEEE 1284 device id that usblp asked its printer for (`MFG:…;MDL:…;CMD:…;`). */
export const lpDeviceId = (node: string, sysRoot = '/sys'): Promise<string | null> =>
  readText(sysRoot, places.lp.folder, path.basename(node), 'device/ieee1284_id');

/** True when every part that the match names is the same. An empty match fits everything. */
export const fitsMatch = (
  found: Pick<LinuxNode, 'vendorId' | 'productId' | 'serialNumber' | 'portPath'>,
  match: UsbMatch,
): boolean =>
  (match.vendorId === undefined || match.vendorId === found.vendorId?.toLowerCase()) &&
  (match.productId === undefined || match.productId === found.productId?.toLowerCase()) &&
  (match.serialNumber === undefined || match.serialNumber === found.serialNumber) &&
  (match.portPath === undefined || match.portPath === found.portPath);

/** What tells one device node from the next one of the same name. `null` when there is none. */
export const nodeIdentity = async (node: string): Promise<string | null> => {
  try {
    const { rdev, ino, dev } = await stat(node);
    return `${dev}:${ino}:${rdev}`;
  } catch {
    return null;
  }
};

/**
 * Looks each 250 ms whether the device node still stands, and whether it is still the same: libraries miss unplugs
 * (serialport 13 missed 45 of 140), and a quick replug gives a new node of the same name. Answers how to stop.
 */
export const watchNode = (node: string, identity: string, onGone: () => void, everyMs = 250): (() => void) => {
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void nodeIdentity(node).then((now) => {
      looking = false;
      if (now !== identity && !stopped) onGone();
    });
  }, everyMs);
  let stopped = false;
  return () => {
    stopped = true;
    clearInterval(timer);
  };
};
