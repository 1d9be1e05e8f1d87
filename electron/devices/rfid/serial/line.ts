import { means, type WireMeaning } from '../../../../shared/wire-meaning';
import type { ConnectionReason } from '../../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../../shared/result';
import type { Clock } from '../../clock';
import { startFramePump } from '../../frame-pump';
import type { SessionControl } from '../../session';
import type { DeviceLink } from '../../transports/link';
import { deferred, onAbort, timedOut, within } from '../../waiting';
import type { ReaderFailure } from '../types';
import type { SerialReaderFamily, SerialReaderMessage, SerialStep, SerialTag } from './family';

export interface SerialLineParts {
  readonly link: DeviceLink;
  readonly control: SessionControl;
  readonly clock: Clock;
  readonly family: SerialReaderFamily;
  readonly answerMs: number;
  readonly onTags: (tags: readonly SerialTag[], monotonicMs: number) => void;
  readonly onCondition: (condition: Extract<SerialReaderMessage, { kind: 'condition' }>) => void;
  /** Bytes that were no frame, or a frame that made no sense: a read may have been among them. */
  readonly onGarbled: () => void;
}

type Heard = Exclude<SerialReaderMessage, { kind: 'error' }>;
type StepFailure = Extract<ReaderFailure, 'reader-no-answer' | 'reader-refused' | 'reader-not-connected'>;

/** Requests to one reader and what it says, over one open link. */
export interface SerialLine {
  readonly done: Promise<Failure<ConnectionReason> | null>;
  /** Monotonic milliseconds of the last frame. */
  readonly heardAt: number;
  /** Sends a step and waits for the answer that names its command. */
  request(step: SerialStep): Promise<Result<Uint8Array, StepFailure>>;
  /** Sends what starts reading; its first sign, of whatever kind, or a refusal settles it. */
  begin(step: SerialStep): Promise<Result<void, StepFailure>>;
  /** The end of the round that runs, or a condition that ended it. False when neither came in time. */
  roundEnd(limitMs: number): Promise<boolean>;
  send(bytes: Uint8Array, name: string): void;
  flush(): void;
  end(reason: Failure<ConnectionReason>): void;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

const describe = (message: SerialReaderMessage): WireMeaning => {
  switch (message.kind) {
    case 'tags':
      return message.tags.flatMap(({ epc, antenna }) =>
        means('tag', { text: `${hex(epc)}${antenna === null ? '' : ` @${antenna}`}` }),
      );
    case 'round-end':
    case 'condition':
      return means('said', { text: message.text });
    case 'answer': {
      const { accepted, command, status } = message;
      const text = accepted ? '' : status.toString(16);
      return means(accepted ? 'accepted' : 'refused', { request: command.toString(16), text });
    }
    case 'error':
      return means('error', { error: message.code, text: message.text });
  }
};

export const startSerialLine = (parts: SerialLineParts): SerialLine => {
  const { link, control, clock, family } = parts;
  const over = deferred<Failure<ConnectionReason> | null>();
  const waiting = new Set<(message: Heard) => boolean>();
  let heardAt = clock.monotonic();

  const hear = (message: Heard): void => {
    for (const takes of waiting) if (takes(message)) waiting.delete(takes);
  };

  const onMessage = (message: SerialReaderMessage, monotonicMs: number): void => {
    if (message.kind === 'error') return parts.onGarbled();
    if (message.kind === 'tags' || (message.kind === 'round-end' && message.tags !== undefined))
      parts.onTags(message.tags ?? [], monotonicMs);
    if (message.kind === 'condition') parts.onCondition(message);
    hear(message);
  };

  const pump = startFramePump({
    link,
    framing: family.framing(),
    control,
    clock,
    onFrame: (frame, monotonicMs) => {
      heardAt = monotonicMs;
      const message = family.decode(frame);
      onMessage(message, monotonicMs);
      return { meaning: describe(message), good: message.kind !== 'error' };
    },
    onNoise: parts.onGarbled,
  });

  /** Waits for the first message that `wanted` makes something of. */
  const waitFor = async <T>(wanted: (message: Heard) => T | undefined, limitMs: number): Promise<T | null> => {
    const found = deferred<T | null>();
    const takes = (message: Heard): boolean => {
      const value = wanted(message);
      if (value !== undefined) found.resolve(value);
      return value !== undefined;
    };
    waiting.add(takes);
    const off = onAbort(control.signal, () => found.resolve(null));
    const value = await within(found.promise, limitMs);
    waiting.delete(takes);
    off();
    return value === timedOut ? null : value;
  };

  const send = (bytes: Uint8Array, name: string): void => {
    control.trace.record('out', bytes, means('said', { text: name }));
    void link.write(bytes);
  };

  /** An error reply of M100 names no command: while one is asked, it is its answer. */
  const errorReply = 0xff;
  const judge = (step: SerialStep, message: Heard): Result<Uint8Array, StepFailure> | undefined => {
    if (message.kind !== 'answer') return undefined;
    if (message.command !== step.command && message.command !== errorReply) return undefined;
    const accepted = message.accepted || (step.fine?.includes(message.status) ?? false);
    return accepted ? ok(message.data) : fail('reader-refused', { step: step.name, status: message.status });
  };

  const ask = async <T>(
    step: SerialStep,
    wanted: (message: Heard) => Result<T, StepFailure> | undefined,
  ): Promise<Result<T, StepFailure>> => {
    const answer = waitFor(wanted, parts.answerMs);
    send(step.bytes, step.name);
    const heard = await answer;
    if (control.signal.aborted) return fail('reader-not-connected');
    return heard ?? fail('reader-no-answer', { request: step.name });
  };

  return {
    done: Promise.race([pump.done.then(() => null), over.promise]),
    get heardAt() {
      return heardAt;
    },
    request: (step) => ask(step, (message) => judge(step, message)),
    begin: (step) =>
      ask<void>(step, (message) => {
        if (message.kind !== 'answer') return ok(undefined);
        const judged = judge(step, message);
        return judged === undefined || !judged.ok ? judged : ok(undefined);
      }),
    roundEnd: async (limitMs) =>
      (await waitFor(({ kind }) => (kind === 'round-end' || kind === 'condition' ? true : undefined), limitMs)) ===
      true,
    send,
    flush: pump.flush,
    end: over.resolve,
  };
};
