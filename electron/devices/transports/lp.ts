import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Result } from '../../../shared/result';
import { fitsMatch, listLinuxNodes, lpDeviceId, nodeIdentity, watchNode } from '../linux-devices';
import { pause } from '../waiting';
import { createLink, type DeviceLink, type LinkHandle } from './link';
import { failureOf } from './os-errors';
import { describeSpec, type DeviceTransport, type LpSpec } from './spec';

export interface LpOptions {
  readonly stallMs?: number;
  readonly sysRoot?: string;
}

const pieceBytes = 4096;

/**
 * A USB printer through the kernel's usblp (`/dev/usb/lp0`), for stations where the driver keeps the printer. Opened
 * without blocking, so that a printer that stopped cannot hold a thread; its status byte needs an ioctl that Node does
 * not offer, so only the answers on the wire tell its state.
 */
export const createLpTransport = (spec: LpSpec, options: LpOptions = {}): DeviceTransport => {
  const { stallMs = 5000, sysRoot = '/sys' } = options;
  return {
    place: describeSpec(spec),
    async open(signal) {
      const path = await findPath(spec, sysRoot);
      if (!path.ok) return path;
      try {
        const identity = await nodeIdentity(path.value);
        const file = await open(path.value, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
        if (!(await file.stat()).isCharacterDevice()) {
          await file.close();
          return fail('wrong-device', { path: path.value });
        }
        if (signal.aborted) {
          await file.close();
          return fail('connection-closed');
        }
        return ok(linkOf(file, { path: path.value, identity, stallMs, sysRoot }));
      } catch (error) {
        return { ok: false, failure: failureOf(error) };
      }
    },
  };
};

const findPath = async (spec: LpSpec, sysRoot: string): Promise<Result<string, ConnectionReason>> => {
  const { match, path } = spec;
  if (match === undefined) return path === undefined ? fail('bad-config') : ok(path);
  const found = (await listLinuxNodes('lp', sysRoot)).filter((node) => fitsMatch(node, match));
  const [only] = found;
  if (only === undefined) return fail('not-found', { place: describeSpec(spec) });
  return found.length === 1 ? ok(only.path) : fail('bad-config', { found: found.length });
};

const waits = (error: unknown): boolean =>
  ['EAGAIN', 'EWOULDBLOCK', 'EINTR'].includes((error as NodeJS.ErrnoException).code ?? '');

interface Node {
  readonly path: string;
  readonly identity: string | null;
  readonly stallMs: number;
  readonly sysRoot: string;
}

const linkOf = (file: FileHandle, { path, identity, stallMs, sysRoot }: Node): DeviceLink => {
  let spokenAt = performance.now();
  const handle: LinkHandle = createLink({
    pieceBytes,
    stallMs,
    async writePiece(piece, gone, ended) {
      spokenAt = performance.now();
      await writeAll(file, piece, gone, () => ended() || handle.ended);
    },
    reasonOf: (error) => failureOf(error, 'unplugged'),
    async release() {
      stopWatching();
      await file.close();
    },
    async query(name) {
      const id = name === 'device-id' ? await lpDeviceId(path, sysRoot) : null;
      return id === null ? fail('not-supported') : ok(Buffer.from(id, 'latin1'));
    },
  });
  const stopWatching =
    identity === null
      ? () => undefined
      : watchNode(path, identity, () => handle.end({ code: 'unplugged', details: { path } }));
  void readOn(file, handle, () => performance.now() - spokenAt);
  return handle.link;
};

const writeAll = async (
  file: FileHandle,
  piece: Uint8Array,
  gone: (bytes: number) => void,
  ended: () => boolean,
): Promise<void> => {
  for (let from = 0; from < piece.length && !ended();) {
    try {
      const { bytesWritten } = await file.write(piece, from, piece.length - from, null);
      gone(bytesWritten);
      from += bytesWritten;
    } catch (error) {
      if (!waits(error)) throw error;
      await pause(10);
    }
  }
};

/** Looks for answers: often while we talk to the printer, seldom while nobody does. */
const readOn = async (file: FileHandle, handle: LinkHandle, sinceSpokenMs: () => number): Promise<void> => {
  const buffer = Buffer.alloc(8192);
  while (!handle.ended) {
    try {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead > 0) {
        handle.push(Uint8Array.from(buffer.subarray(0, bytesRead)));
        continue;
      }
    } catch (error) {
      // EINVAL: a printer without a way back. Its unplug is seen by the node's absence.
      if ((error as NodeJS.ErrnoException).code === 'EINVAL') return;
      if (!waits(error)) {
        handle.end(failureOf(error, 'unplugged'));
        return;
      }
    }
    await pause(sinceSpokenMs() < 5000 ? 30 : 300);
  }
};
