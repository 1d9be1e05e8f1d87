import type { PrinterCondition, PrinterState } from '../../../shared/devices';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import {
  conditionsOf,
  createStxFrames,
  decodeHostStatus,
  decodeIdentity,
  decodeOdometer,
  decodeVariable,
  type HostStatus,
} from './protocols/zpl-status';

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
const blocking = new Set<PrinterCondition>([
  'offline',
  'no-reply',
  'fault',
  'head-open',
  'paper-out',
  'ribbon-out',
  'paused',
  'buffer-full',
]);
export const isBlocking = (condition: PrinterCondition): boolean => blocking.has(condition);

const framesOf = (bytes: readonly number[]): string[] => createStxFrames().push(Uint8Array.from(bytes));
const textOf = (bytes: readonly number[]): string => String.fromCharCode(...bytes.slice(0, 4096));

export interface ZplDriverOptions {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Time without any progress after which a print is uncertain. */
  readonly printLimitMs?: number;
}

const readIdentity = async (ask: Ask): Promise<PrinterIdentity> => {
  const frame = framesOf(await ask('~HI\r\n', (bytes) => framesOf(bytes).length > 0))[0];
  const found = frame === undefined ? null : decodeIdentity(frame);
  const serial = decodeVariable(await askVariable(ask, 'device.unique_id'));
  return { model: found?.model ?? null, dpi: found?.dpi ?? null, serial };
};

type Ask = (question: string, done: (bytes: readonly number[]) => boolean) => Promise<readonly number[]>;

/** One question at a time on a line that nobody else uses; what nobody asked for is thrown away first. */
const askOn =
  (channel: PrinterChannel): Ask =>
  async (question, done) => {
    channel.flush();
    const sent = await channel.write(ascii(question), question.trim());
    const heard: number[] = [];
    const until = performance.now() + answerMs;
    while (sent.ok && !done(heard) && performance.now() < until && heard.length < 32_768) {
      const chunk = await channel.receive(Math.max(1, until - performance.now()));
      if (chunk === null) break;
      heard.push(...chunk);
    }
    return heard;
  };

const askVariable = async (ask: Ask, name: string): Promise<string> =>
  textOf(await ask(`! U1 getvar "${name}"\r\n`, (bytes) => /"[^"]*"/.test(textOf(bytes))));

/** Speaks ZPL with one printer. The line is lent by the device service: one user at a time. */
export const createZplDriver = (port: PrinterPort, options: ZplDriverOptions) => {
  let identity: PrinterIdentity | null = null;
  let lastOdometer: number | null = null;

  const askOdometer = async (ask: Ask): Promise<number | null> => {
    const value = decodeOdometer(await askVariable(ask, 'odometer.total_label_count'));
    if (value !== null) lastOdometer = value;
    return value;
  };

  const askState = async (channel: PrinterChannel): Promise<{ status: HostStatus | null; state: PrinterState }> => {
    const raw = await askOn(channel)('~HS\r\n', (bytes) => framesOf(bytes).length >= 3);
    const status = decodeHostStatus(framesOf(raw));
    const all: readonly PrinterCondition[] = channel.signal.aborted
      ? ['offline']
      : status === null
        ? ['no-reply']
        : conditionsOf(status);
    const state: PrinterState = {
      condition: all[0] ?? 'no-reply',
      all,
      formatsWaiting: status?.formatsWaiting ?? null,
      labelsRemaining: status?.labelsRemaining ?? null,
      odometer: lastOdometer,
      model: identity?.model ?? null,
      serial: identity?.serial ?? null,
      dpi: identity?.dpi ?? null,
      rawHex: hexOf(raw),
      at: options.now(),
    };
    port.report(state);
    return { status, state };
  };

  /** Watches a sent label until the counter and the queue say what became of it (printer reference, one label once). */
  const watch = async (channel: PrinterChannel, before: number | null, signal: AbortSignal): Promise<PrintOutcome> => {
    const limit = options.printLimitMs ?? 20_000;
    let since = options.now();
    let idleSince: number | null = null;
    while (!signal.aborted && !channel.signal.aborted) {
      const { status, state } = await askState(channel);
      const odometer = status === null ? null : await askOdometer(askOn(channel));
      const outcome = judge(status, before, odometer);
      idleSince = outcome?.kind === 'not-printed' ? (idleSince ?? options.now()) : null;
      // Between parsing and printing a printer may look idle for a moment: only lasting idleness proves a loss.
      if (outcome !== null && (idleSince === null || options.now() - idleSince >= lostAfterMs)) return outcome;
      // Paper out or head open: the printer waits for a person, and so do we.
      if (status !== null && isBlocking(state.condition)) since = options.now();
      if (options.now() - since > limit)
        return { kind: 'uncertain', why: status === null ? 'no-answer' : 'no-progress' };
      await options.wait(status === null ? 500 : 100, signal);
    }
    return { kind: 'uncertain', why: channel.signal.aborted ? 'connection-lost' : 'cancelled' };
  };

  const print = async (
    channel: PrinterChannel,
    bytes: Uint8Array,
    signal: AbortSignal,
    onSending: (odometer: number | null) => Promise<boolean>,
  ): Promise<PrintOutcome> => {
    const { state } = await askState(channel);
    if (isBlocking(state.condition)) return { kind: 'refused', why: state.condition };
    identity ??= await readIdentity(askOn(channel));
    const before = await askOdometer(askOn(channel));
    if (!(await onSending(before))) return { kind: 'refused', why: 'offline' };
    const sent = await channel.write(bytes, 'label');
    // Part of a format may be in the printer: it prints nothing without ^XZ, but nobody can say how much went.
    if (!sent.ok) return { kind: 'uncertain', why: sent.failure.code };
    return watch(channel, before, signal);
  };

  return {
    /** Asks how the printer stands; published with its status. Nothing is asked of a printer that is not connected. */
    poll: async (): Promise<void> => {
      await port.exclusive(async (channel) => {
        identity ??= await readIdentity(askOn(channel));
        await askOdometer(askOn(channel));
        await askState(channel);
      });
    },
    /** One label. `onSending` makes the wish durable before the first byte leaves; answering false sends nothing. */
    printOne: async (
      bytes: Uint8Array,
      signal: AbortSignal,
      onSending: (odometer: number | null) => Promise<boolean>,
    ): Promise<PrintOutcome> => {
      const result = await port.exclusive((channel) => print(channel, bytes, signal, onSending));
      return result.ok ? result.value : { kind: 'refused', why: 'offline' };
    },
    serial: (): string | null => identity?.serial ?? null,
    /** Another printer may be on the line now. */
    forget: (): void => {
      identity = null;
    },
  };
};
export type ZplDriver = ReturnType<typeof createZplDriver>;

/** What queue and counter prove; `null` while neither proves anything. */
export const judge = (
  status: HostStatus | null,
  before: number | null,
  odometer: number | null,
): PrintOutcome | null => {
  if (status === null) return null;
  const idle = status.formatsWaiting === 0 && status.labelsRemaining === 0 && !status.partialFormat;
  if (odometer !== null && before !== null) {
    if (odometer < before) return { kind: 'uncertain', why: 'counter-went-back' };
    if (odometer === before + 1 && idle)
      return { kind: 'printed', evidence: `counter ${before}→${odometer}, queue empty` };
    if (odometer > before + 1 && idle) return { kind: 'uncertain', why: 'counter-jumped' };
    const healthy = !conditionsOf(status).some((condition) => isBlocking(condition));
    if (odometer === before && idle && healthy)
      return { kind: 'not-printed', why: 'lost-in-printer', evidence: `counter still ${odometer}, queue empty` };
    return null;
  }
  // No counter: the queue alone can't tell printed from lost; the scan of the label will.
  return idle ? { kind: 'uncertain', why: 'no-counter' } : null;
};
