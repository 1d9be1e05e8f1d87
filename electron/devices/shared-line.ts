import type { ConnectionReason } from '../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import { createLink, type DeviceLink, type LinkHandle } from './transports/link';
import { failureOf } from './transports/os-errors';
import type { DeviceTransport, TransportSpec } from './transports/spec';
import { onAbort } from './waiting';

type Opened = Result<DeviceLink, ConnectionReason>;

/** A line that is open (or being opened) for all who hear it. */
interface Line {
  readonly opened: Promise<Opened>;
  readonly branches: Set<LinkHandle>;
  /** Who waits for it or hears it. */
  users: number;
  readonly giveUp: AbortController;
  /** Set when it has ended, with all that came before handed on. */
  over: { readonly reason: Failure<ConnectionReason> | null } | null;
}

const pieceBytes = 512;
/** Above the line's own limit, which ends it for all. */
const stallMs = 15_000;

class LineOver extends Error {
  constructor(readonly reason: Failure<ConnectionReason>) {
    super(reason.code);
  }
}

/**
 * One indicator can serve several scales over one cable: the line is opened once, each of them hears all that comes, and
 * what they send goes one after the other. It is closed when the last of them leaves.
 */
export const createSharedLines = (
  transportFor: (spec: TransportSpec) => DeviceTransport,
): ((spec: TransportSpec) => DeviceTransport) => {
  const lines = new Map<string, Line>();

  const start = (key: string, transport: DeviceTransport): Line => {
    const giveUp = new AbortController();
    const line: Line = { opened: transport.open(giveUp.signal), branches: new Set(), users: 0, giveUp, over: null };
    lines.set(key, line);
    const forget = (): void => {
      if (lines.get(key) === line) lines.delete(key);
    };
    line.opened.then((opened) => (opened.ok ? hand(line, opened.value).finally(forget) : forget()), forget);
    return line;
  };

  return (spec) => {
    const transport = transportFor(spec);
    const key = JSON.stringify(spec);
    return {
      place: transport.place,
      async open(signal) {
        const line = lines.get(key) ?? start(key, transport);
        const leave = join(line, () => {
          if (lines.get(key) === line) lines.delete(key);
        });
        const offAbort = onAbort(signal, () => void leave());
        const opened = await line.opened.catch((error: unknown) => ({ ok: false, failure: failureOf(error) }) as const);
        offAbort();
        if (opened.ok && !signal.aborted) return ok(branchOf(line, opened.value, leave));
        await leave();
        return opened.ok ? fail('connection-closed') : opened;
      },
    };
  };
};

/** Counts one user more. Answers how to leave, once: the last one closes the line. */
const join = (line: Line, onLast: () => void): (() => Promise<void>) => {
  line.users += 1;
  let left = false;
  return async () => {
    if (left) return;
    left = true;
    line.users -= 1;
    if (line.users > 0) return;
    onLast();
    line.giveUp.abort();
    const opened = await line.opened.catch(() => null);
    if (opened?.ok === true) await opened.value.close();
  };
};

/** Hands what comes to everybody, then says why it is over. */
const hand = async (line: Line, link: DeviceLink): Promise<void> => {
  for await (const chunk of link.chunks) for (const branch of line.branches) branch.push(chunk);
  line.over = { reason: await link.closed };
  for (const branch of line.branches) branch.end(line.over.reason);
};

const branchOf = (line: Line, link: DeviceLink, leave: () => Promise<void>): DeviceLink => {
  const handle = createLink({
    pieceBytes,
    stallMs,
    async writePiece(piece, gone) {
      const written = await link.write(piece);
      if (!written.ok) throw new LineOver((await link.closed) ?? { code: 'connection-closed' });
      gone(piece.length);
    },
    reasonOf: (error) => (error instanceof LineOver ? error.reason : { code: 'unknown' }),
    async release() {
      line.branches.delete(handle);
      await leave();
    },
    query: (name) => link.query(name),
  });
  line.branches.add(handle);
  if (line.over !== null) handle.end(line.over.reason);
  return handle.link;
};
