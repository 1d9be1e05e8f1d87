import type { ConnectionReason, ScaleCommand } from '../../../shared/devices';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import type { WeightUnit } from '../../../shared/units';
import type { Clock } from '../clock';
import { startFramePump, type FramePump } from '../frame-pump';
import type { SessionControl } from '../session';
import type { DeviceLink } from '../transports/link';
import type { DecodedReading, ScaleMessage, ScaleProfile, ScaleProtocol } from '../types';
import { deferred, onAbort, pause, timedOut, within } from '../waiting';
import { means, type WireMeaning } from '../../../shared/wire-meaning';
import { describeMessage } from './describe-message';
import type { ScaleTiming } from './scale-timing';

export type ScaleCommandFailure =
  | 'scale-command-not-supported'
  /** Neither its readings nor anything else would show that it is tared. */
  | 'tare-unseen'
  /** The indicator serves another platform just now, which would be zeroed or tared in its place. */
  | 'scale-switched-away'
  | 'scale-not-connected'
  | 'scale-busy'
  | 'scale-refused'
  /** Sent once, and nothing shows whether it was done: look at the display. */
  | 'scale-command-unconfirmed';

export { usualScaleTiming, type ScaleTiming } from './scale-timing';

export interface ScaleSessionParts {
  readonly link: DeviceLink;
  readonly control: SessionControl;
  readonly protocol: ScaleProtocol;
  readonly profile: ScaleProfile;
  readonly clock: Clock;
  readonly timing: ScaleTiming;
  readonly onReading: (reading: DecodedReading, frame: Uint8Array, monotonicMs: number) => void;
  /** The indicator shows another of its platforms, or does not say which: no weight of this scale. */
  readonly onElsewhere: () => void;
  /** The scale says that its last reading still holds. */
  readonly onUnchanged: (frame: Uint8Array, monotonicMs: number) => void;
}

export interface ScaleSession {
  readonly done: Promise<Failure<ConnectionReason> | null>;
  /** `byReadings`: whether a reading of zero shows that it was done; a tared scale shows zero without that. */
  command(
    command: ScaleCommand,
    options?: { readonly byReadings?: boolean },
  ): Promise<Result<void, ScaleCommandFailure>>;
}

type Answer = 'answered' | 'refused' | 'hinted';

interface Request {
  readonly kind: 'weight' | ScaleCommand;
  readonly settle: (answer: Answer, text: string) => void;
}

const silenceLookMs = 250;
/** An answer in several steps has no more of them; a scale that goes round in circles is left to time out. */
const mostSteps = 6;

/** True when a reading shows that the command was done; a new unit is one other than before. */
const shows = (command: ScaleCommand, unitBefore: WeightUnit | null, reading: DecodedReading): boolean =>
  command === 'unit'
    ? unitBefore !== null && reading.weight !== null && reading.weight.unit !== unitBefore
    : command === 'zero' && reading.net === true
      ? false
      : reading.state === 'zero' || (reading.state === 'stable' && reading.weight?.mantissa === 0);

/**
 * Talks with a scale over one open link: one request at a time, answers matched to the request that was sent after the
 * input was forgotten, and a scale that says nothing is named within 2 s. Zero, tare and unit are sent once, never again.
 */
export const startScaleSession = (parts: ScaleSessionParts): ScaleSession => {
  const { link, control, protocol, profile, clock, timing } = parts;
  const speaksUnasked = profile.listenOnly === true && protocol.pollMs !== null;
  const polled = protocol.pollMs !== null && protocol.ask.weight !== undefined && !speaksUnasked;
  const requestOf = (name: keyof ScaleProtocol['ask']): Uint8Array | undefined => {
    const bytes = protocol.ask[name];
    if (bytes === undefined || profile.platform === undefined) return bytes;
    return protocol.addressed?.(bytes, profile.platform) ?? bytes;
  };
  const weightRequest = requestOf('weight');
  const openedAt = clock.monotonic();
  let request: Request | null = null;
  /** A request ran out of time: its answer may still come, and must not pass for the next one's. */
  let late = false;
  let goodAt: number | null = null;
  let periodMs = 0;
  let garbled = false;
  let commandWaiting: (() => Promise<void>) | null = null;
  let wake: () => void = () => undefined;
  let evidence: ((reading: DecodedReading) => void) | null = null;
  let unit: WeightUnit | null = null;
  let steps = 0;

  const heard = (monotonicMs: number): void => {
    if (goodAt !== null) periodMs = periodMs === 0 ? monotonicMs - goodAt : (periodMs * 7 + monotonicMs - goodAt) / 8;
    goodAt = monotonicMs;
    garbled = false;
    control.ready();
  };

  /** Settles the request under way. */
  const answer = (how: Answer, text = ''): void => {
    const settled = request;
    request = null;
    settled?.settle(how, text);
  };

  const takeReading = (reading: DecodedReading, frame: Uint8Array, monotonicMs: number): WireMeaning => {
    heard(monotonicMs);
    if (polled && request === null) return means('not-asked');
    if (polled && late && request?.kind === 'weight') {
      late = false;
      answer('answered');
      return means('stale');
    }
    if (monotonicMs - openedAt < timing.settleMs) return means('load-before');
    if (profile.platform !== undefined && reading.platform !== profile.platform) {
      if (polled) answer(request?.kind === 'weight' ? 'answered' : 'hinted');
      parts.onElsewhere();
      return means('elsewhere', { platform: reading.platform ?? '?' });
    }
    // A weight as the answer to zero or tare (NCI) is not the scale's word, but from now on readings show it.
    if (polled) answer(request?.kind === 'weight' ? 'answered' : 'hinted');
    // What a polled protocol takes for an answer to us is none when the scale sends by itself.
    parts.onReading(speaksUnasked ? { ...reading, checked: false } : reading, frame, monotonicMs);
    evidence?.(reading);
    unit = reading.weight?.unit ?? unit;
    return [];
  };

  /** Sends the next step of an answer, without forgetting what came in. */
  const goOn = (send: Uint8Array, meaning: WireMeaning): void => {
    if (request === null || steps >= mostSteps) return;
    steps += 1;
    control.trace.record('out', send, meaning);
    void link.write(send);
  };

  const takeReply = (message: Extract<ScaleMessage, { kind: 'reply' }>, monotonicMs: number): WireMeaning => {
    heard(monotonicMs);
    const fits = message.to === request?.kind || (message.to === 'any' && request?.kind !== 'weight');
    if (request === null || (!fits && message.accepted)) return means('not-asked');
    answer(message.accepted ? 'answered' : 'refused', message.text);
    return [];
  };

  const onFrame = (frame: Uint8Array, monotonicMs: number): { meaning: WireMeaning; good: boolean } => {
    const message = protocol.decode(frame, profile);
    const meaning = describeMessage(message);
    switch (message.kind) {
      case 'reading':
        if (message.reply !== undefined) goOn(message.reply, means('confirms'));
        return { meaning: [...meaning, ...takeReading(message.reading, frame, monotonicMs)], good: true };
      case 'continue':
        heard(monotonicMs);
        goOn(message.send, means('goes-on'));
        return { meaning, good: true };
      case 'accepted':
        heard(monotonicMs);
        if (message.shownBy === 'readings' && request !== null && request.kind !== 'weight') answer('hinted');
        return { meaning, good: true };
      case 'unchanged':
        heard(monotonicMs);
        late = false;
        if (request?.kind === 'weight') parts.onUnchanged(frame, monotonicMs);
        answer(request?.kind === 'weight' ? 'answered' : 'hinted');
        return { meaning, good: true };
      case 'reply':
        return { meaning: [...meaning, ...takeReply(message, monotonicMs)], good: true };
      case 'busy':
        heard(monotonicMs);
        late = false;
        answer(request?.kind === 'weight' ? 'answered' : 'hinted');
        return { meaning, good: true };
      case 'error':
        garbled = true;
        late = false;
        answer('refused', message.text);
        return { meaning, good: false };
      case 'unknown':
        garbled = true;
        return { meaning, good: false };
    }
  };

  const pump: FramePump = startFramePump({
    link,
    framing: protocol.framing(profile),
    control,
    clock,
    onFrame,
    onNoise: () => {
      garbled = true;
    },
  });

  /** Sends one request and waits for its answer; `timedOut` when none came in time. */
  const ask = async (
    kind: Request['kind'],
    bytes: Uint8Array,
    limitMs: number,
  ): Promise<{ how: Answer; text: string } | typeof timedOut> => {
    const answered = deferred<{ how: Answer; text: string }>();
    pump.flush();
    steps = 0;
    const mine: Request = { kind, settle: (how, text) => answered.resolve({ how, text }) };
    request = mine;
    control.trace.record('out', bytes, kind === 'weight' ? means('asks-weight') : means('asks', { request: kind }));
    const written = await link.write(bytes);
    const result = written.ok ? await within(answered.promise, limitMs) : timedOut;
    if (request === mine) request = null;
    return result;
  };

  const pauseFor = async (delayMs: number): Promise<void> => {
    const early = new AbortController();
    const off = onAbort(control.signal, () => early.abort());
    wake = () => early.abort();
    if (commandWaiting === null) await pause(delayMs, early.signal);
    off();
  };

  /** One request and the rest of its period; for a scale that streams, a while of listening. */
  const poll = async (): Promise<void> => {
    const { pollMs } = protocol;
    if (!polled || pollMs === null || weightRequest === undefined) return pauseFor(60_000);
    const sentAt = clock.monotonic();
    if ((await ask('weight', weightRequest, timing.answerMs)) === timedOut) late = true;
    return pauseFor(Math.max(0, pollMs - (clock.monotonic() - sentAt)));
  };

  const work = async (): Promise<void> => {
    while (!control.signal.aborted) {
      const command = commandWaiting;
      commandWaiting = null;
      await (command === null ? poll() : command());
    }
  };

  /** Names a scale that says nothing; ends the session when that lasts. */
  const watchSilence = async (): Promise<Failure<ConnectionReason> | null> => {
    while (!control.signal.aborted) {
      await pause(silenceLookMs, control.signal);
      const silentMs = clock.monotonic() - (goodAt ?? openedAt);
      const streaming = !polled && goodAt !== null;
      const limitMs = streaming ? Math.max(timing.streamSilentMs, 5 * periodMs) : timing.silentMs;
      const commanded = request !== null && request.kind !== 'weight';
      if (control.signal.aborted || commanded || silentMs < limitMs) continue;
      const reason: Failure<ConnectionReason> = { code: garbled ? 'wrong-settings' : 'no-answer' };
      control.trouble(reason);
      if (timing.reopenMs !== null && silentMs > timing.reopenMs) return reason;
    }
    return null;
  };

  const perform = async (
    command: ScaleCommand,
    bytes: Uint8Array,
    byReadings: boolean,
  ): Promise<Result<void, ScaleCommandFailure>> => {
    const shown = deferred<'shown'>();
    const unitBefore = unit;
    evidence = (reading) => {
      if (byReadings && shows(command, unitBefore, reading)) shown.resolve('shown');
    };
    const asked = ask(command, bytes, timing.commandMs);
    // A scale that streams shows it in its readings; one that is polled is left alone until it answers.
    const result = await (polled ? asked : Promise.race([asked, shown.promise]));
    if (result === 'shown' || (result !== timedOut && result.how === 'answered')) return ok(undefined);
    if (result !== timedOut && result.how === 'refused') return fail('scale-refused', { text: result.text });
    if (!polled) return fail('scale-command-unconfirmed');
    return (await lookFor(shown.promise)) ? ok(undefined) : fail('scale-command-unconfirmed');
  };

  /** Polls on until a reading shows the command done; false when none did in time. */
  const lookFor = async (shown: Promise<'shown'>): Promise<boolean> => {
    const looking = within(shown, timing.evidenceMs);
    let over = false;
    void looking.then(() => {
      over = true;
    });
    const looksOn = (): boolean => !over && !control.signal.aborted;
    while (looksOn()) await poll();
    return control.signal.aborted ? false : (await looking) !== timedOut;
  };

  const run = async (): Promise<Failure<ConnectionReason> | null> => {
    const reason = await Promise.race([pump.done.then(() => null), watchSilence(), work().then(() => null)]);
    return reason;
  };

  return {
    done: run(),
    command(command, { byReadings = true } = {}) {
      const bytes = requestOf(command);
      if (bytes === undefined) return Promise.resolve(fail('scale-command-not-supported'));
      if (control.signal.aborted) return Promise.resolve(fail('scale-not-connected'));
      if (commandWaiting !== null || evidence !== null) return Promise.resolve(fail('scale-busy'));
      const result = deferred<Result<void, ScaleCommandFailure>>();
      let sent = false;
      commandWaiting = async () => {
        sent = true;
        const outcome = await perform(command, bytes, byReadings);
        evidence = null;
        result.resolve(outcome);
      };
      const off = onAbort(control.signal, () =>
        result.resolve(fail(sent ? 'scale-command-unconfirmed' : 'scale-not-connected')),
      );
      wake();
      return result.promise.finally(off);
    },
  };
};
