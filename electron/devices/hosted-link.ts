import type { ConnectionReason } from '../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import type { HostEventOf, HostRequest } from './host-messages';
import { createLink, type DeviceLink, type LinkQuery, type LinkQueryFailure } from './transports/link';
import { deferred, timedOut, within } from './waiting';

type LinkEvent = HostEventOf<'chunk'> | HostEventOf<'written'> | HostEventOf<'answered'> | HostEventOf<'closed'>;

/** Main's end of a link that a device host holds. */
export interface HostedLink {
  readonly link: DeviceLink;
  receive(event: LinkEvent): void;
  /** The host is gone. */
  lost(reason: Failure<ConnectionReason>): void;
}

/** Above every limit of the transports themselves: for a host that stopped answering. */
const hostStallMs = 10_000;
const queryMs = 5000;
/** How long a close waits for the host's word that the handle is free again. */
const closeMs = 1800;

class HostWriteError extends Error {
  readonly code = 'ETIMEDOUT';
}

/** `pieceBytes`: most bytes handed to the host in one write. */
export const createHostedLink = (id: number, send: (request: HostRequest) => void, pieceBytes: number): HostedLink => {
  const writes = new Map<number, (event: HostEventOf<'written'>) => void>();
  const queries = new Map<number, (answer: Result<Uint8Array, LinkQueryFailure>) => void>();
  const freed = deferred<void>();
  let lastId = 0;
  let waitingBefore = 0;

  const handle = createLink({
    pieceBytes,
    stallMs: hostStallMs,
    writePiece: (piece, gone) =>
      new Promise((resolve, reject) => {
        const write = (lastId += 1);
        writes.set(write, (event) => {
          gone(event.gone);
          // After `link-closed` the link's own end follows, with the reason.
          if (event.failure === null) resolve();
          else if (event.failure.code === 'write-timeout') reject(new HostWriteError('write timed out'));
        });
        // Copied: a view would take its whole buffer along.
        send({ op: 'write', link: id, write, bytes: Uint8Array.from(piece) });
      }),
    reasonOf: () => ({ code: 'no-answer' }),
    async release(reason) {
      for (const settle of queries.values()) settle(fail('link-closed'));
      if (reason?.code === 'host-restarting') return;
      send({ op: 'close', link: id });
      await within(freed.promise, closeMs);
    },
    onTaken(waiting) {
      const taken = waitingBefore - waiting;
      waitingBefore = waiting;
      if (taken > 0 && !handle.ended) send({ op: 'taken', link: id, bytes: taken });
    },
    async query(name: LinkQuery) {
      const query = (lastId += 1);
      const answer = deferred<Result<Uint8Array, LinkQueryFailure>>();
      queries.set(query, answer.resolve);
      send({ op: 'query', link: id, query, name });
      const result = await within(answer.promise, queryMs);
      queries.delete(query);
      return result === timedOut ? fail('no-answer') : result;
    },
  });

  return {
    link: handle.link,
    receive(event) {
      switch (event.event) {
        case 'chunk':
          waitingBefore = handle.push(event.bytes);
          return;
        case 'written':
          writes.get(event.write)?.(event);
          writes.delete(event.write);
          return;
        case 'answered':
          queries.get(event.query)?.(event.bytes === null ? fail(event.failure?.code ?? 'no-answer') : ok(event.bytes));
          return;
        case 'closed':
          freed.resolve();
          // Messages that arrive together run before any promise: the failed write just told must settle first.
          setImmediate(() => handle.end(event.reason));
      }
    },
    lost(reason) {
      freed.resolve();
      handle.end(reason);
    },
  };
};
