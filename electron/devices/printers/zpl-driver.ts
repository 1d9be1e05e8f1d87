import type { PrinterCondition, PrinterState } from '../../../shared/devices';
import type { Link } from '../types';
import { conditionsOf, createStxFrames, decodeHostStatus, decodeIdentity, decodeOdometer, decodeVariable, type HostStatus } from './protocols/zpl-status';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
const hexOf = (bytes: readonly number[]): string => Buffer.from(bytes.slice(0, 256)).toString('hex');

/** A printer that is out of paper or open may not answer at all (ZPL II guide, ~HS): silence means attention. */
const answerMs = 1500;

/** How long queue and counter must stand still before a label counts as lost in the printer. */
const lostAfterMs = 3000;

export type PrintOutcome =
  | { readonly kind: 'printed'; readonly evidence: string }
  | { readonly kind: 'uncertain'; readonly why: string }
  /** Positive evidence that no complete label came out. */
  | { readonly kind: 'not-printed'; readonly why: string; readonly evidence: string }
  /** Nothing was sent. */
  | { readonly kind: 'refused'; readonly why: PrinterCondition | 'offline' };

export interface PrinterIdentity {
  readonly model: string | null;
  readonly serial: string | null;
  readonly dpi: number | null;
}

/** Conditions in which no label may be sent. */
const blocking = new Set<PrinterCondition>(['offline', 'no-reply', 'fault', 'head-open', 'paper-out', 'ribbon-out', 'paused', 'buffer-full']);
export const isBlocking = (condition: PrinterCondition): boolean => blocking.has(condition);

interface Waiting {
  readonly done: (bytes: readonly number[]) => boolean;
  readonly resolve: (bytes: readonly number[]) => void;
}

/** Collects what the printer says until a question is answered; what nobody asked for is dropped. */
const createEar = (link: Link) => {
  let heard: number[] = [];
  let waiting: Waiting | null = null;
  let closed = false;
  const look = (): void => {
    if (waiting === null || !waiting.done(heard)) return;
    const { resolve } = waiting;
    waiting = null;
    resolve(heard);
  };
  const listen = async (): Promise<void> => {
    for await (const chunk of link.chunks) {
      if (waiting === null) continue;
      heard.push(...chunk.subarray(0, 16_384));
      if (heard.length > 32_768) heard = heard.slice(-16_384);
      look();
    }
    closed = true;
    waiting?.resolve(heard);
    waiting = null;
  };
  void listen();
  return {
    isClosed: (): boolean => closed,
    /** Bytes until `done` says so or the time is over. One question at a time. */
    until: (done: (bytes: readonly number[]) => boolean, timeoutMs: number): Promise<readonly number[]> =>
      new Promise((resolve) => {
        heard = [];
        if (closed) return resolve([]);
        const timer = setTimeout(() => {
          waiting = null;
          resolve(heard);
        }, timeoutMs);
        waiting = {
          done,
          resolve: (bytes) => {
            clearTimeout(timer);
            resolve(bytes);
          },
        };
      }),
  };
};

const framesOf = (bytes: readonly number[]): string[] => createStxFrames().push(Uint8Array.from(bytes));
const textOf = (bytes: readonly number[]): string => String.fromCharCode(...bytes.slice(0, 4096));

export interface ZplDriverOptions {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Time without any progress after which a print is uncertain. */
  readonly printLimitMs?: number;
}

/** Speaks ZPL with one printer over one open link. Calls are queued: answers can't be told apart otherwise. */
export const createZplDriver = (link: Link, options: ZplDriverOptions) => {
  const ear = createEar(link);
  let queue: Promise<unknown> = Promise.resolve();
  let identity: PrinterIdentity = { model: null, serial: null, dpi: null };
  let lastOdometer: number | null = null;

  const inOrder = <T>(act: () => Promise<T>): Promise<T> => {
    const run = queue.then(act, act);
    queue = run.catch(() => undefined);
    return run;
  };

  const ask = async (question: string, done: (bytes: readonly number[]) => boolean): Promise<readonly number[]> => {
    const answer = ear.until(done, answerMs);
    const sent = await link.write(ascii(question));
    return sent.ok ? answer : [];
  };

  const askVariable = async (name: string): Promise<string> => textOf(await ask(`! U1 getvar "${name}"\r\n`, (bytes) => /"[^"]*"/.test(textOf(bytes))));

  const askStatus = async (): Promise<{ status: HostStatus | null; raw: readonly number[] }> => {
    const raw = await ask('~HS\r\n', (bytes) => framesOf(bytes).length >= 3);
    return { status: decodeHostStatus(framesOf(raw)), raw };
  };

  const askOdometer = async (): Promise<number | null> => {
    const value = decodeOdometer(await askVariable('odometer.total_label_count'));
    if (value !== null) lastOdometer = value;
    return value;
  };

  const stateOf = (status: HostStatus | null, raw: readonly number[]): PrinterState => {
    const all: readonly PrinterCondition[] = ear.isClosed() ? ['offline'] : status === null ? ['no-reply'] : conditionsOf(status);
    return {
      condition: all[0] ?? 'no-reply', all, formatsWaiting: status?.formatsWaiting ?? null, labelsRemaining: status?.labelsRemaining ?? null,
      odometer: lastOdometer, ...identity, rawHex: hexOf(raw), at: options.now(),
    };
  };

  const readState = async (): Promise<PrinterState> => {
    const { status, raw } = await askStatus();
    return stateOf(status, raw);
  };

  const identify = async (): Promise<PrinterIdentity> => {
    const frame = framesOf(await ask('~HI\r\n', (bytes) => framesOf(bytes).length > 0))[0];
    const found = frame === undefined ? null : decodeIdentity(frame);
    identity = { model: found?.model ?? null, dpi: found?.dpi ?? null, serial: decodeVariable(await askVariable('device.unique_id')) };
    return identity;
  };

  /** Watches a sent label until the counter and the queue say what became of it (printer reference, one label once). */
  const watch = async (before: number | null, signal: AbortSignal, onState: (state: PrinterState) => void): Promise<PrintOutcome> => {
    const limit = options.printLimitMs ?? 20_000;
    let since = options.now();
    let idleSince: number | null = null;
    while (!signal.aborted && !ear.isClosed()) {
      const { status, raw } = await askStatus();
      const odometer = status === null ? null : await askOdometer();
      const state = stateOf(status, raw);
      onState(state);
      const outcome = judge(status, before, odometer);
      idleSince = outcome?.kind === 'not-printed' ? (idleSince ?? options.now()) : null;
      // Between parsing and printing a printer may look idle for a moment: only lasting idleness proves a loss.
      if (outcome !== null && (idleSince === null || options.now() - idleSince >= lostAfterMs)) return outcome;
      // Paper out or head open: the printer waits for a person, and so do we.
      if (status !== null && isBlocking(state.condition)) since = options.now();
      if (options.now() - since > limit) return { kind: 'uncertain', why: status === null ? 'no-answer' : 'no-progress' };
      await options.wait(status === null ? 500 : 150, signal);
    }
    return { kind: 'uncertain', why: ear.isClosed() ? 'connection-lost' : 'cancelled' };
  };

  const printOne = async (bytes: Uint8Array, signal: AbortSignal, onSending: (odometer: number | null) => Promise<boolean>, onState: (state: PrinterState) => void): Promise<PrintOutcome> => {
    const { status, raw } = await askStatus();
    const state = stateOf(status, raw);
    onState(state);
    if (isBlocking(state.condition)) return { kind: 'refused', why: state.condition };
    const before = await askOdometer();
    if (!(await onSending(before))) return { kind: 'refused', why: 'offline' };
    const sent = await link.write(bytes);
    // Part of a format may be in the printer: it prints nothing without ^XZ, but nobody can say how much went.
    if (!sent.ok) return { kind: 'uncertain', why: sent.failure.code };
    return watch(before, signal, onState);
  };

  return {
    identify: (): Promise<PrinterIdentity> => inOrder(identify),
    state: (): Promise<PrinterState> => inOrder(readState),
    odometer: (): Promise<number | null> => inOrder(askOdometer),
    /**
     * One label. `onSending` makes the wish durable before the first byte leaves; answering false sends nothing.
     */
    printOne: (bytes: Uint8Array, signal: AbortSignal, onSending: (odometer: number | null) => Promise<boolean>, onState: (state: PrinterState) => void): Promise<PrintOutcome> =>
      inOrder(() => printOne(bytes, signal, onSending, onState)),
    /** What became of a label that was sent before a crash or a lost connection. */
    recover: (before: number | null, signal: AbortSignal, onState: (state: PrinterState) => void): Promise<PrintOutcome> => inOrder(() => watch(before, signal, onState)),
    close: (): Promise<void> => link.close(),
  };
};
export type ZplDriver = ReturnType<typeof createZplDriver>;

/** What queue and counter prove; `null` while neither proves anything. */
export const judge = (status: HostStatus | null, before: number | null, odometer: number | null): PrintOutcome | null => {
  if (status === null) return null;
  const idle = status.formatsWaiting === 0 && status.labelsRemaining === 0 && !status.partialFormat;
  if (odometer !== null && before !== null) {
    if (odometer < before) return { kind: 'uncertain', why: 'counter-went-back' };
    if (odometer === before + 1 && idle) return { kind: 'printed', evidence: `counter ${before}→${odometer}, queue empty` };
    if (odometer > before + 1 && idle) return { kind: 'uncertain', why: 'counter-jumped' };
    const healthy = !conditionsOf(status).some((condition) => isBlocking(condition));
    if (odometer === before && idle && healthy) return { kind: 'not-printed', why: 'lost-in-printer', evidence: `counter still ${odometer}, queue empty` };
    return null;
  }
  // No counter: the queue alone can't tell printed from lost; the scan of the label will.
  return idle ? { kind: 'uncertain', why: 'no-counter' } : null;
};
