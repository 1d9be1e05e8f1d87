import type { ConnectionReason } from '../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import type { Link } from '../types';
import { deferred, timedOut, within } from '../waiting';
import { createChunkQueue } from './chunk-queue';

/** Questions that go beside the bytes: USB printer class requests, and the state of a spooler's queue. */
export const linkQueries = ['device-id', 'port-status', 'queue'] as const;
export type LinkQuery = (typeof linkQueries)[number];
export type LinkQueryFailure = 'not-supported' | 'no-answer' | 'link-closed';

/** A link as our transports make it: with the questions that some of them can ask beside the bytes. */
export interface DeviceLink extends Link {
  /**
   * `device-id`: the IEEE 1284 device id as text bytes, without its length. `port-status`: one byte, 0x18 when all is
   * well (USB printer class 1.1, 4.2.2). `queue`: flags (1 stopped, 2 takes no jobs) and the number of jobs waiting.
   */
  query(name: LinkQuery): Promise<Result<Uint8Array, LinkQueryFailure>>;
}

export interface LinkParts {
  /** Most bytes handed to `writePiece` at once: what is counted as gone or not gone in one. */
  readonly pieceBytes: number;
  /** A piece that makes no progress for so long ends the write and the link. */
  readonly stallMs: number;
  /**
   * Hands a piece to the operating system. Tells `gone` what has really left; what it never told counts as unsure.
   * May hang: the link has its own limit. Must not write on once `ended()` says so.
   */
  writePiece(piece: Uint8Array, gone: (bytes: number) => void, ended: () => boolean): Promise<void>;
  /** Why a rejected `writePiece` means that the link is lost. */
  reasonOf(error: unknown): Failure<ConnectionReason>;
  /** Gives the handle back. Called once; may hang or reject. */
  release(reason: Failure<ConnectionReason> | null): Promise<void>;
  /** Called after each chunk the reader took, with the bytes still waiting. */
  readonly onTaken?: (waiting: number) => void;
  query?(name: LinkQuery): Promise<Result<Uint8Array, LinkQueryFailure>>;
}

export interface LinkHandle {
  readonly link: DeviceLink;
  push(chunk: Uint8Array): number;
  /** Ends the link, once; the first reason stays. */
  end(reason: Failure<ConnectionReason> | null): void;
  readonly ended: boolean;
}

const closeLimitMs = 2000;

type WriteResult = Result<void, 'write-timeout' | 'link-closed'>;

/**
 * What all links share: one reader, writes one after the other and counted, limits for calls that never answer, and an
 * end that happens once. After a write that timed out the link is over, because what the driver below still holds
 * could otherwise leave later: half a label behind our back.
 */
export const createLink = (parts: LinkParts): LinkHandle => {
  const queue = createChunkQueue(parts.onTaken);
  const closed = deferred<Failure<ConnectionReason> | null>();
  let ended = false;
  let releasing: Promise<unknown> = Promise.resolve();
  let lastWrite: Promise<unknown> = Promise.resolve();
  /** Ends the wait of the write under way; one at a time, because a long-lived link must not collect listeners. */
  let cutWrite: () => void = () => undefined;

  const end = (reason: Failure<ConnectionReason> | null): void => {
    if (ended) return;
    ended = true;
    queue.end();
    releasing = within(
      Promise.resolve().then(() => parts.release(reason)),
      closeLimitMs,
    ).catch(() => undefined);
    cutWrite();
    closed.resolve(reason);
  };

  const nextCut = (): Promise<StepOutcome> =>
    new Promise((resolve) => {
      cutWrite = () => resolve('closed');
    });

  const writeOne = async (bytes: Uint8Array): Promise<WriteResult> => {
    let gone = 0;
    const tell = (more: number): void => {
      gone += more;
    };
    for (let from = 0; from < bytes.length; from += parts.pieceBytes) {
      if (ended) return fail('link-closed', { bytesGone: gone, bytesUnsure: 0 });
      const piece = bytes.subarray(from, from + parts.pieceBytes);
      const outcome = await writeStep(piece, parts, nextCut(), tell);
      if (outcome === 'gone') continue;
      const reason = reasonOf(outcome, parts);
      if (reason !== null) end(reason);
      return fail(reason?.code === 'no-answer' ? 'write-timeout' : 'link-closed', {
        bytesGone: gone,
        bytesUnsure: from + piece.length - gone,
      });
    }
    return ok(undefined);
  };

  return {
    link: {
      chunks: queue.chunks,
      closed: closed.promise,
      write(bytes) {
        const result = lastWrite.then(() => writeOne(bytes));
        lastWrite = result;
        return result;
      },
      async close() {
        end(null);
        await releasing;
      },
      query: (name) =>
        ended ? Promise.resolve(fail('link-closed')) : (parts.query?.(name) ?? Promise.resolve(fail('not-supported'))),
    },
    push(chunk) {
      queue.push(chunk);
      return queue.waiting;
    },
    end,
    get ended() {
      return ended;
    },
  };
};

type StepOutcome = 'gone' | 'stalled' | 'closed' | { readonly error: unknown };

/** Why the link is over after a piece that did not go; `null` when it was over already. */
const reasonOf = (outcome: Exclude<StepOutcome, 'gone'>, parts: LinkParts): Failure<ConnectionReason> | null => {
  if (outcome === 'closed') return null;
  return outcome === 'stalled' ? { code: 'no-answer' } : parts.reasonOf(outcome.error);
};

/** One piece: gone, stalled (no progress for the limit), cut off by the link's end, or failed. */
const writeStep = async (
  piece: Uint8Array,
  parts: LinkParts,
  cut: Promise<StepOutcome>,
  tell: (bytes: number) => void,
): Promise<StepOutcome> => {
  let progress = 0;
  let over = false;
  const written = parts
    .writePiece(
      piece,
      (bytes) => {
        if (over) return;
        progress += 1;
        tell(bytes);
      },
      () => over,
    )
    .then(
      (): StepOutcome => 'gone',
      (error: unknown): StepOutcome => ({ error }),
    );
  const first = Promise.race([written, cut]);
  for (;;) {
    const before = progress;
    const outcome = await within(first, parts.stallMs);
    if (outcome === timedOut && progress > before) continue;
    over = true;
    return outcome === timedOut ? 'stalled' : outcome;
  }
};
