import { means } from '../../../shared/wire-meaning';
import type { PrinterCondition } from '../../../shared/devices';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import type { LanguageStatus, PrinterLanguage, StatusQuestion } from './languages/language';
import { createPrinterTurns, createSetup, printerState, type OnSending } from './printer-driver';
import { createLasting, isBlocking, usualPersonMs, type PrintOutcome } from './watch-print';

export interface LanguageDriverOptions {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Sent once when the printer is there, before its first label. */
  readonly setup?: Uint8Array | null;
  /** Limit of one answer. */
  readonly answerMs?: number;
  /** Time without any progress after which a print is uncertain. */
  readonly printLimitMs?: number;
  /** How long a person is waited for, who must see to a printer that has stopped over a label. */
  readonly personMs?: number;
}

const usualAnswerMs = 1000;
const usualPrintLimitMs = 20_000;
const pollMs = 100;
const keptBytes = 8192;

/** What comes in within the limit, until `whole` finds what it wants. */
const hear = async <T>(
  channel: PrinterChannel,
  limitMs: number,
  whole: (heard: Uint8Array) => T | null,
): Promise<T | null> => {
  let heard = new Uint8Array();
  const until = performance.now() + limitMs;
  while (performance.now() < until && heard.length < keptBytes) {
    const chunk = await channel.receive(Math.max(1, until - performance.now()));
    if (chunk === null) return null;
    heard = Uint8Array.from(Buffer.concat([heard, chunk]));
    const found = whole(heard);
    if (found !== null) return found;
  }
  return null;
};

/** Speaks one of the languages that tell their state but count no labels. The line is lent by the device service. */
export const createLanguageDriver = (port: PrinterPort, language: PrinterLanguage, options: LanguageDriverOptions) => {
  const { now, wait, answerMs = usualAnswerMs, printLimitMs = usualPrintLimitMs, personMs = usualPersonMs } = options;
  let model: string | null = null;
  let askedModel = false;
  let token = 0;
  const setup = createSetup(options.setup ?? null);

  const ask = async (channel: PrinterChannel, question: StatusQuestion): Promise<Uint8Array | null> => {
    channel.flush();
    const sent = await channel.write(question.bytes, means('asks-state'));
    return sent.ok ? hear(channel, answerMs, question.find) : null;
  };

  const report = (status: LanguageStatus | null, all: readonly PrinterCondition[], rawHex: string): void => {
    const { faults = [], labelsRemaining = null } = status ?? {};
    port.report(printerState(all, { faults, labelsRemaining, model, rawHex, at: now() }));
  };

  /** Asks how it stands and publishes it. */
  const look = async (channel: PrinterChannel): Promise<LanguageStatus | null> => {
    const answers: (Uint8Array | null)[] = [];
    for (const question of language.questions) answers.push(await ask(channel, question));
    const status = channel.signal.aborted ? null : language.decode(answers);
    const all: readonly PrinterCondition[] = channel.signal.aborted
      ? ['offline']
      : (status?.conditions ?? ['no-reply']);
    const raw = answers.map((answer) => Buffer.from(answer ?? []).toString('hex')).join(' ');
    report(status, all, raw.trim());
    return status;
  };

  const identify = async (channel: PrinterChannel): Promise<void> => {
    if (askedModel || language.model === null) return;
    askedModel = true;
    const answer = await ask(channel, language.model);
    model =
      answer === null
        ? null
        : Buffer.from(answer)
            .toString('latin1')
            .replaceAll(/["\r\n]/g, '')
            .trim();
  };

  /** Watches a job by the printer's state: what it names proves it, or only that the printer came to rest. */
  const watch = async (channel: PrinterChannel, job: string | null, signal: AbortSignal): Promise<PrintOutcome> => {
    let movedAt = now();
    let seen = false;
    const stoodFor = createLasting<true>(now);
    const busyFor = createLasting<true>(now);
    while (!signal.aborted && !channel.signal.aborted) {
      const status = await look(channel);
      const stopped = status?.conditions.some(isBlocking) ?? false;
      if (job !== null && status?.job === job) seen = true;
      const rests = status !== null && !status.busy && !stopped;
      if (rests && seen && status.job === '')
        return { kind: 'printed', evidence: `job ${job ?? ''} done, none remaining` };
      if (rests && !seen) return { kind: 'uncertain', why: 'no-counter' };
      // Paper out or head open: the printer waits for a person, and so do we, but not for ever.
      if (stoodFor(stopped ? true : null) > personMs) return { kind: 'uncertain', why: 'stood-still' };
      if (busyFor(status?.busy === true ? true : null) > personMs) return { kind: 'uncertain', why: 'no-progress' };
      if (stopped || status?.busy === true) movedAt = now();
      if (now() - movedAt > printLimitMs)
        return { kind: 'uncertain', why: status === null ? 'no-answer' : 'no-progress' };
      await wait(status === null ? 500 : pollMs, signal);
    }
    return { kind: 'uncertain', why: channel.signal.aborted ? 'connection-lost' : 'cancelled' };
  };

  /** The printer's word behind the job. Until it comes nothing is asked: the question would overtake the picture. */
  const listen = async (
    channel: PrinterChannel,
    isDone: (heard: Uint8Array) => boolean,
    signal: AbortSignal,
  ): Promise<PrintOutcome> => {
    const until = now() + printLimitMs;
    while (!signal.aborted && !channel.signal.aborted && now() < until) {
      if ((await hear(channel, 500, (heard) => (isDone(heard) ? true : null))) === true)
        return { kind: 'printed', evidence: 'answered behind the job' };
    }
    if (channel.signal.aborted) return { kind: 'uncertain', why: 'connection-lost' };
    return { kind: 'uncertain', why: signal.aborted ? 'cancelled' : 'no-answer' };
  };

  const print = async (
    channel: PrinterChannel,
    bytes: Uint8Array,
    signal: AbortSignal,
    onSending: OnSending,
  ): Promise<PrintOutcome> => {
    const before = await look(channel);
    const barrier =
      (before?.conditions ?? ['no-reply' as const]).find(isBlocking) ??
      (before?.busy === true ? 'printing' : undefined);
    if (barrier !== undefined) return { kind: 'refused', why: channel.signal.aborted ? 'offline' : barrier };
    if (!(await setup.send(channel)) || !(await onSending(null))) return { kind: 'refused', why: 'offline' };
    token += 1;
    const { proof } = language;
    channel.flush();
    const sent = await channel.write(proof === null ? bytes : proof.wrap(bytes, token), means('label'));
    if (!sent.ok) return { kind: 'uncertain', why: sent.failure.code };
    return proof?.kind === 'echo'
      ? listen(channel, proof.isDone, signal)
      : watch(channel, proof === null ? null : proof.nameOf(token), signal);
  };

  return {
    ...createPrinterTurns(port, {
      async poll(channel, isWanted) {
        const status = await look(channel);
        if (status === null || status.busy || askedModel || isWanted()) return;
        await identify(channel);
        await look(channel);
      },
      print,
    }),
    serial: (): string | null => null,
    /** Another printer may be on the line now. */
    forget: (): void => {
      model = null;
      askedModel = false;
      setup.forget();
    },
  };
};
