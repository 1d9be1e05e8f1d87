import type { WireMeaning } from '../../shared/wire-meaning';
import type { ConnectionReason, PrinterState } from '../../shared/devices';
import type { Failure, Result } from '../../shared/result';
import type { Clock } from './clock';
import type { ConnectionSnapshot } from './connection-state';
import type { Session, SessionControl } from './session';
import type { DeviceLink, LinkQuery, LinkQueryFailure } from './transports/link';
import { deferred, pause } from './waiting';

/** The open line to a printer, for whoever has it to itself. */
export interface PrinterChannel {
  /** `meaning` goes beside the bytes on the device page. After `write-timeout` the link is over. */
  write(bytes: Uint8Array, meaning?: WireMeaning): Promise<Result<void, 'write-timeout' | 'link-closed'>>;
  /** The next bytes from the printer; `null` when none came in time or the link ended. */
  receive(limitMs: number): Promise<Uint8Array | null>;
  /** Throws away what has come in unasked, and answers it. */
  flush(): Uint8Array;
  /** USB printer class requests; `not-supported` on other transports. */
  query(name: LinkQuery): Promise<Result<Uint8Array, LinkQueryFailure>>;
  /** Aborted when the link is over. */
  readonly signal: AbortSignal;
}

/** A printer's connection as its driver uses it. Stays the same over reconnects. */
export interface PrinterPort {
  readonly deviceId: string;
  readonly connection: ConnectionSnapshot;
  /** Current state first, then each change. Answers how to stop listening. */
  onConnection(listener: (snapshot: ConnectionSnapshot) => void): () => void;
  /**
   * Runs `use` with the line to itself, after those that asked before. Fails at once, with why, where there is no open
   * link. What `use` throws comes out unchanged.
   */
  exclusive<T>(use: (channel: PrinterChannel) => Promise<T>): Promise<Result<T, ConnectionReason>>;
  /** What the driver knows of the printer: shown in the device's status. */
  report(state: PrinterState | null): void;
}

/** Puts what a printer says into words for the device page, and counts it. One for each open line. */
export type PrinterListener = (
  bytes: Uint8Array,
  nowMs: number,
) => { readonly meaning: WireMeaning; readonly good: number; readonly bad: number };

/** Unasked bytes that are kept; a printer in a debug mode must not fill the memory. */
const keptBytes = 65_536;

interface Line {
  readonly channel: PrinterChannel;
}

export interface PrinterLine {
  readonly session: Session;
  exclusive<T>(
    use: (channel: PrinterChannel) => Promise<T>,
    absent: () => Failure<ConnectionReason>,
  ): Promise<Result<T, ConnectionReason>>;
}

/** The session of a printer: reads all the time, and lends the line to one user after the other. */
export const createPrinterLine = (createListener: () => PrinterListener, clock: Clock): PrinterLine => {
  let line: Line | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const session: Session = async (link, control) => {
    const inbox = createInbox();
    const listen = createListener();
    const mine = { channel: channelOf(link, control, inbox) };
    line = mine;
    control.ready();
    try {
      for await (const chunk of link.chunks) {
        const { meaning, good, bad } = listen(chunk, clock.monotonic());
        control.trace.record('in', chunk, meaning);
        if (good > 0) control.count('frames', good);
        if (bad > 0) control.count('badFrames', bad);
        inbox.put(chunk);
      }
    } finally {
      line = null;
      inbox.end();
    }
    return null;
  };

  return {
    session,
    exclusive(use, absent) {
      const run = turn.then(async () => {
        if (line === null) return { ok: false as const, failure: absent() };
        return { ok: true as const, value: await use(line.channel) };
      });
      turn = run.catch(() => undefined);
      return run;
    },
  };
};

interface Inbox {
  put(chunk: Uint8Array): void;
  take(limitMs: number): Promise<Uint8Array | null>;
  clear(): Uint8Array;
  end(): void;
}

const createInbox = (): Inbox => {
  let chunks: Uint8Array[] = [];
  let bytes = 0;
  let ended = false;
  let arrived = deferred<void>();

  return {
    put(chunk) {
      chunks.push(chunk);
      bytes += chunk.length;
      while (bytes > keptBytes && chunks.length > 1) bytes -= chunks.shift()?.length ?? 0;
      arrived.resolve();
    },
    async take(limitMs) {
      if (chunks.length === 0 && !ended) {
        arrived = deferred();
        const limit = new AbortController();
        await Promise.race([arrived.promise, pause(limitMs, limit.signal)]);
        limit.abort();
      }
      if (chunks.length === 0) return null;
      const all = Uint8Array.from(Buffer.concat(chunks));
      chunks = [];
      bytes = 0;
      return all;
    },
    clear() {
      const all = Uint8Array.from(Buffer.concat(chunks));
      chunks = [];
      bytes = 0;
      return all;
    },
    end() {
      ended = true;
      arrived.resolve();
    },
  };
};

const channelOf = (link: DeviceLink, control: SessionControl, inbox: Inbox): PrinterChannel => ({
  write(bytes, meaning) {
    control.trace.record('out', bytes, meaning ?? []);
    return link.write(bytes);
  },
  receive: (limitMs) => inbox.take(limitMs),
  flush: () => inbox.clear(),
  query: (name) => link.query(name),
  signal: control.signal,
});
