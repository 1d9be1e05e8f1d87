import { means } from '../../../shared/wire-meaning';
import type { PrinterCondition, PrinterState, RfidLabels } from '../../../shared/devices';
import type { Failure } from '../../../shared/result';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import { createPrinterTurns, createSetup, printerState, type OnSending } from './printer-driver';
import type { ErrorStatus } from './protocols/zpl-errors';
import type { HeadLife } from './protocols/zpl-replies';
import { conditionsOf, faultsOf, isIdle, type HostStatus } from './protocols/zpl-status';
import { epcOfFormat } from '../../../shared/labels/rfid';
import { judgeRfid, listenForEpc } from './rfid-print';
import { isBlocking, judge, usualPersonMs, watchPrint, type PrintLook, type PrintOutcome } from './watch-print';
import { createZplQuestions, type PrinterIdentity } from './zpl-questions';

export interface ZplDriverOptions {
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Sent once when the printer is there, before its first label. */
  readonly setup?: Uint8Array | null;
  /** Time without any progress after which a print is uncertain. */
  readonly printLimitMs?: number;
  /** How long queue and counter must stand still before a label counts as lost in the printer. */
  readonly lostAfterMs?: number;
  readonly answerMs?: number;
  /** How long a person is waited for, who must see to a printer that has stopped over a label. */
  readonly personMs?: number;
}

/** What is known of the printer on the line. */
interface Known {
  readonly identity: PrinterIdentity | null;
  readonly odometer: number | null;
  readonly media: number | null;
  readonly head: HeadLife | null;
  readonly errors: ErrorStatus | null;
  readonly rfid: RfidLabels | null;
}
const nothing: Known = { identity: null, odometer: null, media: null, head: null, errors: null, rfid: null };

const stateOf = (
  known: Known,
  status: HostStatus | null,
  all: readonly PrinterCondition[],
  rawHex: string,
  at: number,
): PrinterState =>
  printerState(all, {
    faults: faultsOf(status, known.errors),
    formatsWaiting: status?.formatsWaiting ?? null,
    labelsRemaining: status?.labelsRemaining ?? null,
    odometer: known.odometer,
    mediaMillimetres: known.media,
    headMillimetres: known.head?.millimetres ?? null,
    headCleanedMillimetres: known.head?.sinceCleanedMillimetres ?? null,
    rfid: known.rfid,
    model: known.identity?.model ?? null,
    serial: known.identity?.serial ?? null,
    dpi: known.identity?.dpi ?? null,
    rawHex,
    at,
  });

const nothingMore = (): Promise<void> => Promise.resolve();

/** How much of a label left; what is in doubt may have. */
const partOf = ({ details = {} }: Failure, total: number): string =>
  `${Number(details['bytesGone'] ?? 0)} of ${total} bytes sent, ${Number(details['bytesUnsure'] ?? 0)} in doubt`;

/** Speaks ZPL with one printer. The line is lent by the device service: one user at a time. */
export const createZplDriver = (port: PrinterPort, options: ZplDriverOptions) => {
  const { now } = options;
  const questions = createZplQuestions(options.answerMs);
  let known = nothing;
  const setup = createSetup(options.setup ?? null);

  /** Asks how it stands and publishes it. Errors that are not asked anew stay as they were told last. */
  const look = async (channel: PrinterChannel, withErrors: boolean) => {
    const { status, bytes } = await questions.hostStatus(channel);
    const rawHex = Buffer.from(bytes.slice(0, 256)).toString('hex');
    // Its silence is known now: a spare need not wait until it has kept silent about its errors too.
    if (status === null && !channel.signal.aborted)
      port.report(stateOf(known, status, conditionsOf(status, known.errors, null), rawHex, now()));
    if (withErrors || status === null) known = { ...known, errors: await questions.errors(channel, status !== null) };
    const usb = status === null ? await questions.port(channel) : null;
    const all = channel.signal.aborted ? ['offline' as const] : conditionsOf(status, known.errors, usb);
    const report = (): void => port.report(stateOf(known, status, all, rawHex, now()));
    report();
    return { status, conditions: all, report };
  };

  const count = async (channel: PrinterChannel): Promise<number | null> => {
    const odometer = await questions.labelCount(channel);
    if (odometer !== null) known = { ...known, odometer };
    return odometer;
  };

  const countRfid = async (channel: PrinterChannel): Promise<RfidLabels | null> => {
    const rfid = await questions.rfidLabels(channel);
    if (rfid !== null) known = { ...known, rfid };
    return rfid;
  };

  const identify = async (channel: PrinterChannel, isWanted: () => boolean = () => false): Promise<void> => {
    known = { ...known, identity: known.identity ?? (await questions.identity(channel, isWanted)) };
  };

  /** A printer that falls silent meanwhile keeps silent about each of these: a label does not wait for them. */
  const poll = async (channel: PrinterChannel, isWanted: () => boolean): Promise<void> => {
    const { status, report } = await look(channel, true);
    // In the middle of a format a printer takes variables for a part of it.
    if (status === null || status.partialFormat) return;
    if (!isWanted()) await identify(channel, isWanted);
    const counted = isWanted() ? null : await count(channel);
    if (counted !== null && !isWanted()) await countRfid(channel);
    const media = isWanted() ? null : await questions.mediaMillimetres(channel);
    const head = isWanted() ? null : await questions.headLife(channel);
    known = { ...known, media: media ?? known.media, head: head ?? known.head };
    report();
  };

  const watch = (
    channel: PrinterChannel,
    judgeLook: (seen: PrintLook) => PrintOutcome | null,
    onLook: () => Promise<void>,
    signal: AbortSignal,
  ): Promise<PrintOutcome> =>
    watchPrint({
      look: async (withErrors): Promise<PrintLook> => {
        const { status, conditions } = await look(channel, withErrors);
        if (status === null) return { status, conditions, odometer: null };
        const odometer = await count(channel);
        await onLook();
        return { status, conditions, odometer };
      },
      judge: judgeLook,
      signal,
      lost: channel.signal,
      now,
      wait: options.wait,
      limitMs: options.printLimitMs ?? 20_000,
      lostAfterMs: options.lostAfterMs ?? 3000,
      personMs: options.personMs ?? usualPersonMs,
    });

  /** Why nothing may be sent now; `null`: it may. */
  const barred = async (channel: PrinterChannel): Promise<PrinterCondition | null> => {
    const first = await look(channel, true);
    // A cut line left half a label in there: ours would be taken for its rest.
    if (first.status?.partialFormat === true && !first.conditions.some(isBlocking))
      await questions.dropPartialFormat(channel);
    const { status, conditions } = first.status?.partialFormat === true ? await look(channel, false) : first;
    // While another label is in there, nobody could say which of the two was counted.
    return conditions.find(isBlocking) ?? (status !== null && isIdle(status) ? null : 'printing');
  };

  const print = async (
    channel: PrinterChannel,
    bytes: Uint8Array,
    signal: AbortSignal,
    onSending: OnSending,
  ): Promise<PrintOutcome> => {
    const barrier = await barred(channel);
    if (barrier !== null) return { kind: 'refused', why: barrier };
    await identify(channel);
    if (!(await setup.send(channel))) return { kind: 'refused', why: 'offline' };
    const before = await count(channel);
    const wanted = epcOfFormat(Buffer.from(bytes).toString('latin1'));
    const rfidBefore = wanted === null ? null : await countRfid(channel);
    if (!(await onSending(before))) return { kind: 'refused', why: 'offline' };
    // What an earlier label's tag said must not be heard for this one's.
    channel.flush();
    const sent = await channel.write(bytes, means('label'));
    // Part of a format may be in the printer: it prints nothing without ^XZ, but nobody can say how much went.
    if (!sent.ok) return { kind: 'uncertain', why: sent.failure.code, evidence: partOf(sent.failure, bytes.length) };
    if (wanted === null) return watch(channel, (seen) => judge(seen, before), nothingMore, signal);
    const readBack = listenForEpc(channel);
    let after: RfidLabels | null = null;
    return watch(
      readBack.channel,
      (seen) =>
        judgeRfid({ look: seen, odometerBefore: before, before: rfidBefore, after, wanted, readBack: readBack.last() }),
      async () => {
        after = rfidBefore === null ? null : await countRfid(readBack.channel);
      },
      signal,
    );
  };

  return {
    ...createPrinterTurns(port, { poll, print }),
    serial: (): string | null => known.identity?.serial ?? null,
    /** Another printer may be on the line now. */
    forget: (): void => {
      setup.forget();
      known = nothing;
      questions.forget();
    },
  };
};
export type ZplDriver = ReturnType<typeof createZplDriver>;
