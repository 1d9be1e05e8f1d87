import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Result } from '../../../shared/result';
import { fitsMatch, listLinuxNodes, nodeIdentity, watchNode } from '../linux-devices';
import { timedOut, within } from '../waiting';
import { createLink, type DeviceLink, type LinkHandle } from './link';
import { failureOf } from './os-errors';
import { describeSpec, type DeviceTransport, type HidSpec } from './spec';

export interface HidDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** An open device of `node-hid` (its `HIDAsync`). */
export interface HidHandle {
  on(event: 'data', listener: (report: Uint8Array) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  write(report: Buffer): Promise<number>;
  close(): Promise<void>;
}

/** The `node-hid` package as far as we use it: never its synchronous half, which ties up the thread pool. */
export interface HidLibrary {
  devicesAsync(): Promise<HidDeviceInfo[]>;
  readonly HIDAsync: { open(path: string): Promise<HidHandle> };
}

export const loadHidLibrary = (): HidLibrary => require('node-hid') as HidLibrary;

export interface HidOptions {
  readonly load?: () => HidLibrary;
  readonly openMs?: number;
  readonly stallMs?: number;
  readonly platform?: NodeJS.Platform;
  readonly sysRoot?: string;
}

/**
 * A HID device by its usage page. A chunk is one input report with its id; a write is one output report with its id.
 * Unplugging shows as `error` (there is no `close` event). Reports are dropped silently when nobody reads: the link
 * reads from the first moment on and keeps what the driver has not taken yet.
 */
export const createHidTransport = (spec: HidSpec, options: HidOptions = {}): DeviceTransport => {
  const { load = loadHidLibrary, openMs = 5000, stallMs = 3000 } = options;
  return {
    place: describeSpec(spec),
    async open(signal) {
      try {
        const library = load();
        const listed = await within(library.devicesAsync(), openMs);
        if (listed === timedOut) return fail('no-answer');
        const found = await pick(listed, spec, options);
        if (!found.ok) return found;
        const node = found.value;
        const identity = await nodeIdentity(node);
        const opening = library.HIDAsync.open(node);
        const handle = await within(opening, openMs);
        if (handle === timedOut) {
          void opening.then((late) => late.close()).catch(() => undefined);
          return fail('no-answer');
        }
        if (signal.aborted) {
          await handle.close().catch(() => undefined);
          return fail('connection-closed');
        }
        return ok(linkOf(handle, node, identity, stallMs));
      } catch (error) {
        return { ok: false, failure: await refine(error, spec, options) };
      }
    },
  };
};

/** libusb's and hidraw's words for "not allowed" vary or are missing: where nodes exist, ask the system. */
const refine = async (error: unknown, spec: HidSpec, options: HidOptions) => {
  const failure = failureOf(error, 'unknown');
  if (failure.code !== 'unknown' || (options.platform ?? process.platform) !== 'linux') return failure;
  const nodes = await listLinuxNodes('hidraw', options.sysRoot);
  for (const node of nodes.filter((each) => fitsMatch(each, spec.match ?? {}))) {
    const allowed = await access(node.path, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    );
    if (!allowed) return { ...failure, code: 'no-permission' as const };
  }
  return failure;
};

const hex = (id: number): string => id.toString(16).padStart(4, '0');

/** The path of the one device that fits. One that fits but for its usage page is in another mode (keyboard, IBM). */
const pick = async (
  listed: HidDeviceInfo[],
  spec: HidSpec,
  { platform = process.platform, sysRoot }: HidOptions,
): Promise<Result<string, ConnectionReason>> => {
  const nodes = platform === 'linux' ? await listLinuxNodes('hidraw', sysRoot) : [];
  const portPathOf = (node: string): string | null => nodes.find((each) => each.path === node)?.portPath ?? null;
  const fitting = listed.flatMap((device) => {
    const node = device.path;
    if (node === undefined) return [];
    const seen = {
      vendorId: hex(device.vendorId),
      productId: hex(device.productId),
      serialNumber: device.serialNumber ?? null,
      portPath: portPathOf(node),
    };
    return fitsMatch(seen, spec.match ?? {}) ? [{ node, usagePage: device.usagePage }] : [];
  });
  const paths = [...new Set(fitting.filter((each) => each.usagePage === spec.usagePage).map((each) => each.node))];
  const [only] = paths;
  if (only !== undefined) return paths.length === 1 ? ok(only) : fail('bad-config', { found: paths.length });
  return spec.match !== undefined && fitting.length > 0
    ? fail('wrong-device', { usagePage: fitting[0]?.usagePage ?? null, wanted: spec.usagePage })
    : fail('not-found', { place: describeSpec(spec) });
};

const linkOf = (device: HidHandle, node: string, identity: string | null, stallMs: number): DeviceLink => {
  const handle: LinkHandle = createLink({
    // A report is written whole or not at all.
    pieceBytes: Number.MAX_SAFE_INTEGER,
    stallMs,
    async writePiece(report, gone) {
      await device.write(Buffer.from(report));
      gone(report.length);
    },
    reasonOf: (error) => failureOf(error, 'unplugged'),
    async release() {
      stopWatching();
      await device.close();
    },
  });
  const stopWatching =
    identity === null || !path.isAbsolute(node)
      ? () => undefined
      : watchNode(node, identity, () => handle.end({ code: 'unplugged', details: { path: node } }));
  device.on('error', (error) => handle.end({ ...failureOf(error), code: 'unplugged' }));
  device.on('data', (report) => handle.push(Uint8Array.from(report)));
  return handle.link;
};
