import { access, constants } from 'node:fs/promises';
import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import { fitsMatch, listLinuxNodes, nodeIdentity, watchNode } from '../linux-devices';
import { timedOut, within } from '../waiting';
import { createLink, type DeviceLink, type LinkHandle } from './link';
import { failureOf } from './os-errors';
import {
  loadSerialLibrary,
  readPort,
  writePort,
  type SerialBindingPort,
  type SerialLibrary,
  type SerialOpenOptions,
} from './serial-port';
import { describeSpec, type DeviceTransport, type SerialSpec } from './spec';

export interface SerialOptions {
  readonly load?: () => SerialLibrary;
  readonly openMs?: number;
  /** A port that takes no byte for so long (flow control, dead adapter) ends the write and the link. */
  readonly stallMs?: number;
  readonly platform?: NodeJS.Platform;
  readonly sysRoot?: string;
}

const pieceBytes = 512;

/**
 * A serial port, USB adapters and USB-CDC included. Uses the bindings of `serialport` directly; see `serial-port.ts`
 * and `watchNode` for what its stream gets wrong.
 */
export const createSerialTransport = (spec: SerialSpec, options: SerialOptions = {}): DeviceTransport => {
  const { load = loadSerialLibrary, openMs = 5000, stallMs = 3000 } = options;
  return {
    place: describeSpec(spec),
    async open(signal) {
      let library: SerialLibrary;
      try {
        library = load();
      } catch (error) {
        return { ok: false, failure: failureOf(error, 'library-missing') };
      }
      const path = await findPath(spec, library, options);
      if (!path.ok) return path;
      const identity = await nodeIdentity(path.value);
      const opening = openPort(library, openOptions(path.value, spec));
      const port = await within(opening, openMs);
      if (port === timedOut) {
        closeLate(opening);
        return fail('no-answer', { path: path.value });
      }
      if (!port.ok) return port;
      if (signal.aborted) {
        await port.value.close().catch(() => undefined);
        return fail('connection-closed');
      }
      await raiseLines(port.value, spec);
      return ok(linkOf(port.value, path.value, identity, stallMs));
    },
  };
};

/** A port that opens after everybody stopped waiting must not stay open. */
const closeLate = (opening: Promise<Result<SerialBindingPort, ConnectionReason>>): void => {
  void opening.then((late) => (late.ok ? late.value.close().catch(() => undefined) : undefined));
};

const openOptions = (path: string, { settings }: SerialSpec): SerialOpenOptions => ({
  path,
  baudRate: settings.baudRate,
  dataBits: settings.dataBits,
  parity: settings.parity,
  stopBits: settings.stopBits,
  rtscts: settings.flow === 'rtscts',
  xon: settings.flow === 'xonxoff',
  xoff: settings.flow === 'xonxoff',
  lock: true,
});

/** The path of the port: as written, or of the port that fits the match now. */
const findPath = async (
  spec: SerialSpec,
  library: SerialLibrary,
  { platform = process.platform, sysRoot = '/sys' }: SerialOptions,
): Promise<Result<string, ConnectionReason>> => {
  const { match, path } = spec;
  if (match === undefined) return path === undefined ? fail('bad-config') : ok(path);
  try {
    const ports =
      platform === 'linux'
        ? await listLinuxNodes('tty', sysRoot)
        : (await library.list()).map((port) => ({
            path: port.path,
            vendorId: port.vendorId ?? null,
            productId: port.productId ?? null,
            serialNumber: port.serialNumber ?? null,
            portPath: port.locationId ?? null,
          }));
    const found = ports.filter((port) => fitsMatch(port, match));
    const [only] = found;
    if (only === undefined) return fail('not-found', { place: describeSpec(spec) });
    // Two that fit equally: taking one of them could weigh on the neighbour's scale.
    return found.length === 1 ? ok(only.path) : fail('bad-config', { found: found.length });
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
};

const openPort = async (
  library: SerialLibrary,
  options: SerialOpenOptions,
): Promise<Result<SerialBindingPort, ConnectionReason>> => {
  try {
    return ok(await library.open(options));
  } catch (error) {
    const failure = failureOf(error);
    // The library's words for a node without permission differ between systems: ask the system itself.
    if (failure.code === 'unknown' && options.path.startsWith('/') && !(await mayUse(options.path))) {
      return fail('no-permission', failure.details);
    }
    return { ok: false, failure };
  }
};

const mayUse = (path: string): Promise<boolean> =>
  access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );

/** Some adapters and scales are powered from these lines. A pty has none and says so: that is fine. */
const raiseLines = async (port: SerialBindingPort, { settings }: SerialSpec): Promise<void> => {
  const lines = settings.flow === 'rtscts' ? { dtr: true } : { dtr: true, rts: true };
  await within(
    port.set(lines).catch(() => undefined),
    1000,
  );
};

const linkOf = (port: SerialBindingPort, path: string, identity: string | null, stallMs: number): DeviceLink => {
  let unfinished = false;
  const handle: LinkHandle = createLink({
    pieceBytes,
    stallMs,
    async writePiece(piece, gone, ended) {
      unfinished = true;
      await writePort(port, piece, gone, ended);
      unfinished = false;
    },
    reasonOf: (error) => failureOf(error, 'unplugged'),
    async release() {
      stopWatching();
      // What a stalled write left in the system's buffer must not leave later, and would make close wait for it.
      if (unfinished) await within(port.flush(), 500).catch(() => undefined);
      if (port.isOpen) await port.close();
    },
  });
  const stopWatching =
    identity === null || !path.startsWith('/')
      ? () => undefined
      : watchNode(path, identity, () => handle.end({ code: 'unplugged', details: { path } }));
  void readOn(port, handle);
  return handle.link;
};

const readOn = async (port: SerialBindingPort, handle: LinkHandle): Promise<void> => {
  const buffer = Buffer.alloc(4096);
  try {
    while (!handle.ended) handle.push(await readPort(port, buffer));
  } catch (error) {
    const reason: Failure<ConnectionReason> = failureOf(error, 'unplugged');
    handle.end(reason.code === 'in-use' ? { ...reason, code: 'unplugged' } : reason);
  }
};
