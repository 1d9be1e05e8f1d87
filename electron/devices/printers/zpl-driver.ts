import type { PrinterCondition, PrinterState } from '../../../shared/devices';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import type { ErrorStatus } from './protocols/zpl-errors';
import { createZplReplyReader, decodeLabelCount, type ZplReply } from './protocols/zpl-replies';
import { conditionsOf, faultsOf, isIdle, type HostStatus } from './protocols/zpl-status';

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

export interface ZplDriverOptions {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Time without any progress after which a print is uncertain. */
  readonly printLimitMs?: number;
}

interface Heard {
  readonly replies: readonly ZplReply[];
  readonly bytes: readonly number[];
}
type Ask = (question: string, wanted: ZplReply['kind']) => Promise<Heard>;

const keptBytes = 32_768;

/** One question at a time on a line that nobody else uses; what nobody asked for is thrown away first. */
const askOn =
  (channel: PrinterChannel): Ask =>
  async (question, wanted) => {
    channel.flush();
    const reader = createZplReplyReader();
    const sent = await channel.write(ascii(question), question.trim());
    const replies: ZplReply[] = [];
    const bytes: number[] = [];
    const until = performance.now() + answerMs;
    const done = (): boolean => replies.some(({ kind }) => kind === wanted);
    while (sent.ok && !done() && performance.now() < until && bytes.length < keptBytes) {
      const chunk = await channel.receive(Math.max(1, until - performance.now()));
      if (chunk === null) break;
      bytes.push(...chunk);
      replies.push(...reader.push(chunk, performance.now()));
    }
    return { replies, bytes };
  };

const pick = <K extends ZplReply['kind']>(heard: Heard, kind: K): Extract<ZplReply, { kind: K }> | null =>
  heard.replies.find((reply): reply is Extract<ZplReply, { kind: K }> => reply.kind === kind) ?? null;

const askVariable = async (ask: Ask, name: string): Promise<string | null> =>
  pick(await ask(`! U1 getvar "${name}"\r\n`, 'variable'), 'variable')?.text ?? null;

const readIdentity = async (ask: Ask): Promise<PrinterIdentity> => {
  const found = pick(await ask('~HI\r\n', 'model'), 'model')?.model ?? null;
  const serial = await askVariable(ask, 'device.unique_id');
  // "?" is a variable that the printer does not know.
  const known = serial !== null && /^[\w.-]{1,60}$/.test(serial) ? serial : null;
  return { model: found?.model ?? null, dpi: found?.dpi ?? null, serial: known };
};

/** Speaks ZPL with one printer. The line is lent by the device service: one user at a time. */
export const createZplDriver = (port: PrinterPort, options: ZplDriverOptions) => {
  let identity: PrinterIdentity | null = null;
  let lastOdometer: number | null = null;
  let lastMedia: number | null = null;
  let lastErrors: ErrorStatus | null = null;

  const askOdometer = async (ask: Ask): Promise<number | null> => {
    const text = await askVariable(ask, 'odometer.total_label_count');
    const value = text === null ? null : decodeLabelCount(text);
    if (value !== null) lastOdometer = value;
    return value;
  };

  /** Older printers and clones do not know `~HQES`: asked until it stayed unanswered while `~HS` was not. */
  let knowsErrors = true;

  const askErrors = async (ask: Ask, answered: boolean): Promise<ErrorStatus | null> => {
    if (!knowsErrors || !answered) return null;
    const errors = pick(await ask('~HQES\r\n', 'errors'), 'errors')?.errors ?? null;
    knowsErrors = errors !== null;
    return errors;
  };

  const askState = async (
    channel: PrinterChannel,
    withErrors = true,
  ): Promise<{ status: HostStatus | null; state: PrinterState }> => {
    const ask = askOn(channel);
    const heard = await ask('~HS\r\n', 'host-status');
    const status = pick(heard, 'host-status')?.status ?? null;
    if (withErrors) lastErrors = await askErrors(ask, status !== null);
    const errors = withErrors ? lastErrors : null;
    const all: readonly PrinterCondition[] = channel.signal.aborted ? ['offline'] : conditionsOf(status, errors);
    const state: PrinterState = {
      condition: all[0] ?? 'no-reply',
      all,
      faults: faultsOf(status, lastErrors),
      formatsWaiting: status?.formatsWaiting ?? null,
      labelsRemaining: status?.labelsRemaining ?? null,
      odometer: lastOdometer,
      mediaMillimetres: lastMedia,
      model: identity?.model ?? null,
      serial: identity?.serial ?? null,
      dpi: identity?.dpi ?? null,
      rawHex: hexOf(heard.bytes),
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
      // The queue and the counter decide here; the errors are asked again when it stands still.
      const { status, state } = await askState(channel, false);
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
        lastMedia = pick(await askOn(channel)('~HQOD\r\n', 'odometers'), 'odometers')?.millimetres ?? lastMedia;
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
      knowsErrors = true;
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
  const idle = isIdle(status);
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
