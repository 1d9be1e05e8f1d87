import { means, type WireMeaning } from '../../../../shared/wire-meaning';
import type { ConnectionReason } from '../../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../../shared/result';
import type { Clock } from '../../clock';
import { startFramePump } from '../../frame-pump';
import type { SessionControl } from '../../session';
import type { DeviceLink } from '../../transports/link';
import type { Framing } from '../../types';
import { deferred, onAbort, pause, timedOut, within } from '../../waiting';
import type { ReaderFailure } from '../types';
import { decodeReaderEvents, type ReaderEvents } from './events';
import { createLlrpFraming } from './framing';
import {
  answerTypeOf,
  decodeMessage,
  encodeMessage,
  messageName,
  messageTypes as types,
  type LlrpMessage,
  type LlrpVersion,
  type RequestName,
} from './message';
import { readStatus, type LlrpStatus } from './status';

export type RequestFailure = Exclude<ReaderFailure, 'inventory-settings-impossible'>;

export interface Meaning {
  readonly meaning: WireMeaning;
  readonly good: boolean;
}

export interface LlrpLineParts {
  readonly link: DeviceLink;
  readonly control: SessionControl;
  readonly clock: Clock;
  readonly answerMs: number;
  readonly onEvents: (events: ReaderEvents) => void;
  readonly onReport: (body: Uint8Array, monotonicMs: number) => Meaning;
}

/** Messages to and from one reader over one open link. */
export interface LlrpLine {
  /** Resolves when the link has ended or is to be given up, with why. */
  readonly done: Promise<Failure<ConnectionReason> | null>;
  /** Of what we send. */
  version: LlrpVersion;
  /** Monotonic milliseconds of the last byte from the reader. */
  readonly heardAt: number;
  /**
   * Sends a request once and waits for the answer that carries its number; others may come in between. Refusals carry
   * the reader's `status`, `name`, `text` and `where`.
   */
  request(
    name: RequestName,
    body?: Uint8Array,
    options?: { readonly version?: LlrpVersion; readonly limitMs?: number },
  ): Promise<Result<LlrpMessage, RequestFailure>>;
  /** For messages that nobody answers. */
  send(type: number, id?: number): void;
  /** From now on a silence of so long ends the line. */
  watch(silentMs: number): void;
  end(reason: Failure<ConnectionReason>): void;
}

/** More acknowledgements than this unsent: the reader talks without listening. */
const mostUnsent = 1000;

/** Where the status stands in an answer: behind the two versions, or behind a maker's number and subtype. */
const statusAt = (type: number): number =>
  type === types.getSupportedVersionResponse ? 2 : type === types.customMessage ? 5 : 0;

const refusal = ({ code, name, text, where }: LlrpStatus): Result<never, 'reader-refused'> =>
  fail('reader-refused', { status: code, name, text, where });

const judge = (message: LlrpMessage): Result<LlrpMessage, RequestFailure> => {
  const status = readStatus(message.body, statusAt(message.type));
  if (status === null) return fail('reader-bad-answer', { type: message.type });
  return status.code === 0 && message.type !== types.errorMessage ? ok(message) : refusal(status);
};

interface Waiting {
  readonly type: number;
  readonly settle: (result: Result<LlrpMessage, RequestFailure>) => void;
}

/** Who waits for which answer. */
const createRequests = () => {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  return {
    open(type: number): { readonly id: number; readonly answer: Promise<Result<LlrpMessage, RequestFailure>> } {
      lastId += 1;
      const id = lastId;
      const answered = deferred<Result<LlrpMessage, RequestFailure>>();
      waiting.set(id, { type, settle: answered.resolve });
      return { id, answer: answered.promise };
    },
    forget: (id: number): void => void waiting.delete(id),
    /** False when nobody waits for this message. */
    take(message: LlrpMessage): boolean {
      const request = waiting.get(message.id);
      if (request === undefined) return false;
      if (message.type !== request.type && message.type !== types.errorMessage) return false;
      waiting.delete(message.id);
      request.settle(judge(message));
      return true;
    },
    endAll(): void {
      for (const { settle } of waiting.values()) settle(fail('reader-not-connected'));
      waiting.clear();
    },
  };
};

const describe = ({ type, id, body }: LlrpMessage, awaited: boolean): Meaning => {
  const status = readStatus(body, statusAt(type));
  const words = status === null ? [] : [status.code === 0 ? 'done' : status.name, status.text, status.where];
  const name = [messageName(type), id, ...words].filter((word) => word !== '').join(' ');
  const said = means('said', { text: name });
  return { meaning: awaited ? said : [...said, ...means('not-asked')], good: true };
};

/** A framing that tells of every byte, also of those in an unfinished message. */
const listening = (framing: Framing, onBytes: (nowMs: number) => void): Framing => ({
  push(bytes, nowMs) {
    onBytes(nowMs);
    return framing.push(bytes, nowMs);
  },
  tick: framing.tick,
  get pending() {
    return framing.pending;
  },
  reset: framing.reset,
});

export const startLlrpLine = (parts: LlrpLineParts): LlrpLine => {
  const { link, control, clock } = parts;
  const over = deferred<Failure<ConnectionReason> | null>();
  const requests = createRequests();
  let version: LlrpVersion = 1;
  let heardAt = clock.monotonic();
  let unsent = 0;
  let watched = false;

  const write = async (bytes: Uint8Array, name: string): Promise<boolean> => {
    control.trace.record('out', bytes, means('said', { text: name }));
    unsent += 1;
    if (unsent > mostUnsent) over.resolve({ code: 'no-answer', details: { unsent } });
    const written = await link.write(bytes);
    unsent -= 1;
    return written.ok;
  };

  const send = (type: number, id = 0): void =>
    void write(encodeMessage(version, type, id), `${messageName(type)} ${id}`);

  const onMessage = (message: LlrpMessage, monotonicMs: number): Meaning => {
    if (message.type === types.keepalive) {
      send(types.keepaliveAck, message.id);
      return { meaning: means('keepalive', { text: message.id }), good: true };
    }
    if (message.type === types.roAccessReport) return parts.onReport(message.body, monotonicMs);
    if (message.type !== types.readerEvent) return describe(message, requests.take(message));
    const events = decodeReaderEvents(message.body);
    if (events === null) return { meaning: means('no-data'), good: false };
    parts.onEvents(events);
    return { meaning: events.events.flatMap((event) => means('said', { text: JSON.stringify(event) })), good: true };
  };

  const pump = startFramePump({
    link,
    framing: listening(createLlrpFraming(), (nowMs) => {
      heardAt = nowMs;
    }),
    control,
    clock,
    onFrame: (frame, monotonicMs) => onMessage(decodeMessage(frame), monotonicMs),
    // Nothing after it can be understood.
    onNoise: (_bytes, code) =>
      over.resolve({ code: watched ? 'connection-closed' : 'wrong-device', details: { code } }),
  });

  const watchSilence = async (silentMs: number): Promise<void> => {
    while (!control.signal.aborted) {
      const leftMs = heardAt + silentMs - clock.monotonic();
      if (leftMs <= 0) return over.resolve({ code: 'no-answer', details: { silentMs } });
      await pause(leftMs, control.signal);
    }
  };

  onAbort(control.signal, requests.endAll);
  return {
    done: Promise.race([pump.done.then(() => null), over.promise]),
    get version() {
      return version;
    },
    set version(next) {
      version = next;
    },
    get heardAt() {
      return heardAt;
    },
    async request(name, body = new Uint8Array(), options = {}) {
      const { id, answer } = requests.open(answerTypeOf(name));
      const bytes = encodeMessage(options.version ?? version, types[name], id, body);
      const written = await write(bytes, `${messageName(types[name])} ${id}`);
      const result =
        written && !control.signal.aborted ? await within(answer, options.limitMs ?? parts.answerMs) : null;
      requests.forget(id);
      if (result === timedOut) return fail('reader-no-answer', { request: name });
      return result ?? fail('reader-not-connected');
    },
    send,
    watch(silentMs) {
      if (watched) return;
      watched = true;
      heardAt = clock.monotonic();
      void watchSilence(silentMs);
    },
    end: over.resolve,
  };
};
