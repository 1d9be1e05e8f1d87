import { failureOf } from './transports/os-errors';
import type { DeviceLink } from './transports/link';
import type { Listing } from './transports/listing';
import type { DeviceTransport, TransportSpec } from './transports/spec';
import { hostRequestSchema, type HostEvent, type HostRequest } from './host-messages';

export interface HostServerParts {
  readonly send: (event: HostEvent) => void;
  readonly transportFor: (spec: TransportSpec) => DeviceTransport;
  readonly list: () => Promise<Listing>;
}

/** Bytes that may be on their way to main before it says that its reader took some. */
const creditBytes = 256 * 1024;

interface OpenLink {
  readonly link: DeviceLink;
  readonly taken: (bytes: number) => void;
}

/** The device host's side: opens links for main and carries their bytes. Runs in the host process. */
export const createHostServer = ({ send, transportFor, list }: HostServerParts) => {
  const links = new Map<number, OpenLink>();
  const opening = new Map<number, AbortController>();

  const open = async (id: number, spec: TransportSpec): Promise<void> => {
    const abort = new AbortController();
    opening.set(id, abort);
    const opened = await transportFor(spec)
      .open(abort.signal)
      .catch((error: unknown) => ({ ok: false as const, failure: failureOf(error) }));
    opening.delete(id);
    if (!opened.ok) {
      send({ event: 'open-failed', link: id, failure: opened.failure });
      return;
    }
    if (abort.signal.aborted) {
      await opened.value.close();
      send({ event: 'open-failed', link: id, failure: { code: 'connection-closed' } });
      return;
    }
    const carrier = carry(id, opened.value, send);
    links.set(id, { link: opened.value, taken: carrier.taken });
    send({ event: 'opened', link: id });
    // The reason comes after the last byte, as on a link that is opened in this process.
    const [reason] = await Promise.all([opened.value.closed, carrier.done]);
    await opened.value.close();
    links.delete(id);
    send({ event: 'closed', link: id, reason });
  };

  const write = async ({ link: id, write: number, bytes }: Extract<HostRequest, { op: 'write' }>): Promise<void> => {
    const link = links.get(id)?.link;
    const result = await link?.write(bytes);
    if (result?.ok === true) {
      send({ event: 'written', link: id, write: number, gone: bytes.length, failure: null });
      return;
    }
    const gone = Number(result?.failure.details?.['bytesGone'] ?? 0);
    const failure = result?.failure ?? { code: 'link-closed' as const };
    send({ event: 'written', link: id, write: number, gone, failure });
  };

  const query = async ({ link: id, query: number, name }: Extract<HostRequest, { op: 'query' }>): Promise<void> => {
    const answer = await links.get(id)?.link.query(name);
    if (answer?.ok === true) send({ event: 'answered', link: id, query: number, bytes: answer.value, failure: null });
    else {
      const failure = answer?.failure ?? { code: 'link-closed' as const };
      send({ event: 'answered', link: id, query: number, bytes: null, failure });
    }
  };

  const handle = (request: HostRequest): Promise<void> | void => {
    switch (request.op) {
      case 'open':
        return open(request.link, request.spec);
      case 'cancel':
        return opening.get(request.link)?.abort();
      case 'write':
        return write(request);
      case 'query':
        return query(request);
      case 'close':
        return links.get(request.link)?.link.close();
      case 'taken':
        return links.get(request.link)?.taken(request.bytes);
      case 'list':
        return list().then((listing) => send({ event: 'listed', request: request.request, ...listing }));
      case 'ping':
        return send({ event: 'pong', ping: request.ping });
    }
  };

  send({ event: 'hello' });
  return {
    /** Takes a message from main. One that makes no sense is a bug of ours: it throws. */
    receive(message: unknown): void {
      void handle(hostRequestSchema.parse(message));
    },
  };
};

interface Carrier {
  readonly taken: (bytes: number) => void;
  /** When the last byte has been sent. */
  readonly done: Promise<void>;
}

/** Sends what a link reads, but never more than the credit ahead of main's reader. */
const carry = (id: number, link: DeviceLink, send: (event: HostEvent) => void): Carrier => {
  let ahead = 0;
  let wake: () => void = () => undefined;
  const credit = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });

  let over = false;
  const mustWait = (): boolean => ahead >= creditBytes && !over;

  const run = async (): Promise<void> => {
    void link.closed.then(() => {
      over = true;
      wake();
    });
    for await (const bytes of link.chunks) {
      while (mustWait()) await credit();
      ahead += bytes.length;
      send({ event: 'chunk', link: id, bytes });
    }
  };

  return {
    taken(bytes) {
      ahead -= bytes;
      wake();
    },
    done: run(),
  };
};
