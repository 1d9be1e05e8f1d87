import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Result } from '../../../shared/result';
import { fitsMatch, nodeIdentity, watchNode } from '../linux-devices';
import { timedOut, within } from '../waiting';
import { createLink, type DeviceLink, type LinkHandle, type LinkQuery, type LinkQueryFailure } from './link';
import { failureOf, messageOf } from './os-errors';
import { describeSpec, type DeviceTransport, type UsbSpec } from './spec';
import {
  loadUsbLibrary,
  printerInterfaces,
  usbNodePath,
  usbPortPath,
  type UsbDeviceHandle,
  type UsbLibrary,
  type UsbPrinterInterface,
} from './usb-library';

export interface UsbOptions {
  readonly load?: () => UsbLibrary;
  readonly openMs?: number;
  /** Limit of one piece: the library's own default of 1 s is too short for a printer that feeds. */
  readonly pieceMs?: number;
}

/**
 * `usb` 3 rejects a stopped transfer without saying how much went (it said 0 where the printer had 81,920): pieces of
 * 4 KiB, each with its own limit, are counted instead.
 */
const pieceBytes = 4096;
const readMs = 1000;
const queryMs = 2000;

/** A printer of USB class 7 over libusb-like access. The kernel's usblp is detached; /dev/usb/lp* vanishes with it. */
export const createUsbPrinterTransport = (spec: UsbSpec, options: UsbOptions = {}): DeviceTransport => {
  const { load = loadUsbLibrary, openMs = 5000, pieceMs = 5000 } = options;
  return {
    place: describeSpec(spec),
    async open(signal) {
      try {
        const listed = await within(load().getDevices(), openMs);
        if (listed === timedOut) return fail('no-answer');
        const found = pick(listed, spec);
        if (!found.ok) return found;
        const { device, printer } = found.value;
        const claiming = claim(device, printer);
        const claimed = await within(claiming, openMs);
        if (claimed === timedOut || signal.aborted) {
          void claiming.then(() => device.close()).catch(() => undefined);
          return fail(claimed === timedOut ? 'no-answer' : 'connection-closed');
        }
        const node = usbNodePath(device) ?? '';
        return ok(linkOf(device, printer, pieceMs, { path: node, identity: await nodeIdentity(node) }));
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
  };
};

interface Found {
  readonly device: UsbDeviceHandle;
  readonly printer: UsbPrinterInterface;
}

const pick = (listed: readonly UsbDeviceHandle[], spec: UsbSpec): Result<Found, ConnectionReason> => {
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  const fitting = listed.filter((device) =>
    fitsMatch(
      {
        vendorId: hex(device.vendorId),
        productId: hex(device.productId),
        serialNumber: device.serialNumber ?? null,
        portPath: usbPortPath(device),
      },
      spec.match ?? {},
    ),
  );
  const printers = fitting.flatMap((device) => {
    const [printer] = printerInterfaces(device);
    return printer === undefined ? [] : [{ device, printer }];
  });
  const [only] = printers;
  if (only !== undefined) return printers.length === 1 ? ok(only) : fail('bad-config', { found: printers.length });
  return spec.match !== undefined && fitting.length > 0
    ? fail('wrong-device')
    : fail('not-found', { place: describeSpec(spec) });
};

const claim = async (device: UsbDeviceHandle, printer: UsbPrinterInterface): Promise<void> => {
  await device.open();
  try {
    if (device.configuration?.configurationValue !== printer.configurationValue) {
      await device.selectConfiguration(printer.configurationValue);
    }
    // Fails where no driver holds the interface (and off Linux): claiming tells whether it matters.
    await device.detachKernelDriver?.(printer.interfaceNumber).catch(() => undefined);
    await device.claimInterface(printer.interfaceNumber);
    if (printer.alternateSetting !== 0) {
      await device.selectAlternateInterface(printer.interfaceNumber, printer.alternateSetting);
    }
  } catch (error) {
    await device.close().catch(() => undefined);
    throw error;
  }
};

interface UsbNode {
  readonly path: string;
  /** `null` where there are no such nodes (Windows, macOS). */
  readonly identity: string | null;
}

const linkOf = (device: UsbDeviceHandle, printer: UsbPrinterInterface, pieceMs: number, node: UsbNode): DeviceLink => {
  const handle: LinkHandle = createLink({
    pieceBytes,
    // The library ends the piece by itself; the link's own limit is for a library that does not.
    stallMs: pieceMs + 1000,
    async writePiece(piece, gone) {
      const { bytesWritten, status } = await device.transferOut(printer.outEndpoint, piece, pieceMs);
      gone(bytesWritten);
      if (status !== 'ok' || bytesWritten < piece.length) throw new Error(`transfer ended: ${status ?? 'unknown'}`);
    },
    reasonOf: (error) => failureOf(error, 'no-answer'),
    async release(reason) {
      stopWatching();
      // Hand the interface back only on a device that is still there.
      if (reason === null || reason.code !== 'unplugged') {
        await within(device.releaseInterface(printer.interfaceNumber), 500).catch(() => undefined);
        await within(reattach(device, printer), 500).catch(() => undefined);
      }
      await device.close();
    },
    query: (name) => ask(device, printer, name),
  });
  // A printer that only listens tells nothing when it is unplugged.
  const stopWatching =
    node.identity === null
      ? () => undefined
      : watchNode(node.path, node.identity, () => handle.end({ code: 'unplugged', details: { path: node.path } }));
  if (printer.inEndpoint !== null) void readOn(device, printer.inEndpoint, handle);
  return handle.link;
};

/** Gives the printer back to usblp, so that other programs find it where they left it. */
const reattach = async (device: UsbDeviceHandle, printer: UsbPrinterInterface): Promise<void> => {
  await device.attachKernelDriver?.(printer.interfaceNumber);
};

const isTimeout = (error: unknown): boolean => /cancel|timed? ?out/i.test(messageOf(error));

const readOn = async (device: UsbDeviceHandle, endpoint: number, handle: LinkHandle): Promise<void> => {
  while (!handle.ended) {
    try {
      const { data, status } = await device.transferIn(endpoint, 4096, readMs);
      if (status === 'stall') await device.clearHalt('in', endpoint);
      if (data !== undefined && data.byteLength > 0) {
        handle.push(Uint8Array.from(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)));
      } else if (status !== 'stall') {
        await breathe();
      }
    } catch (error) {
      if (isTimeout(error)) continue;
      handle.end(failureOf(error, 'unplugged'));
    }
  }
};

/** A printer that answers reads of nothing at once must not cost a core. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, 50);
  });

/** USB printer class 1.1, 4.2: GET_DEVICE_ID (0) and GET_PORT_STATUS (1). */
const ask = async (
  device: UsbDeviceHandle,
  printer: UsbPrinterInterface,
  name: LinkQuery,
): Promise<Result<Uint8Array, LinkQueryFailure>> => {
  const isId = name === 'device-id';
  const setup = {
    requestType: 'class',
    recipient: 'interface',
    request: isId ? 0 : 1,
    value: isId ? printer.configurationIndex : 0,
    index: isId ? (printer.interfaceNumber << 8) | printer.alternateSetting : printer.interfaceNumber,
  } as const;
  try {
    const answer = await within(device.controlTransferIn(setup, isId ? 1024 : 1, queryMs), queryMs + 500);
    if (answer === timedOut || answer.data === undefined) return fail('no-answer');
    const bytes = Uint8Array.from(new Uint8Array(answer.data.buffer, answer.data.byteOffset, answer.data.byteLength));
    if (!isId) return bytes.length === 1 ? ok(bytes) : fail('no-answer');
    // The first two bytes are the length, big-endian, themselves counted; printers get it wrong, so it is only a cap.
    const length = ((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0);
    return ok(bytes.subarray(2, length > 2 ? Math.min(length, bytes.length) : bytes.length));
  } catch {
    return fail('no-answer');
  }
};
