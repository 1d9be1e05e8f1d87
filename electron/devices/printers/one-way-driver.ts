import type { PrinterCondition } from '../../../shared/devices';
import { means } from '../../../shared/wire-meaning';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import { createPrinterTurns, createSetup, printerState, type OnSending } from './printer-driver';
import { conditionsOfPort } from './protocols/usb-class';
import { isBlocking, type PrintOutcome } from './watch-print';

export interface OneWayDriverOptions {
  readonly now: () => number;
  /** Sent once when the printer is there, before its first label. */
  readonly setup?: Uint8Array | null;
}

interface Look {
  readonly conditions: readonly PrinterCondition[];
  /** Labels that a spooler holds; `null` where there is none. */
  readonly waiting: number | null;
}

/** What is said beside the bytes: by a spooler of its queue, or by the port of a USB printer. */
const lookBeside = async (channel: PrinterChannel): Promise<Look> => {
  if (channel.signal.aborted) return { conditions: ['offline'], waiting: null };
  const queue = await channel.query('queue');
  if (queue.ok) {
    const [flags = 0, waiting = 0] = queue.value;
    // A stopped queue takes labels and keeps them: they would come out at any time, when nobody wants them any more.
    const conditions = flags === 0 ? ['one-way' as const] : ['paused' as const];
    return { conditions, waiting };
  }
  const port = await channel.query('port-status');
  const told = port.ok ? (conditionsOfPort(port.value) ?? []) : [];
  if (channel.signal.aborted) return { conditions: ['offline'], waiting: null };
  return { conditions: told.length === 0 ? ['one-way'] : told, waiting: null };
};

/** A queue whose jobs do not move for so long stands before a printer that does not take them. */
const standsAfterMs = 15_000;

/**
 * What jobs that a spooler holds mean: one more label would come out behind them, at a time that nobody knows. While they
 * get fewer the printer is busy; when they stay, something is wrong with it.
 */
const createStanding = (now: () => number) => {
  let before: { readonly waiting: number; readonly since: number } | null = null;
  return (waiting: number | null): PrinterCondition | null => {
    if (waiting === null || waiting === 0) before = null;
    else if (before === null || waiting < before.waiting) before = { waiting, since: now() };
    else before = { waiting, since: before.since };
    if (before === null) return null;
    return now() - before.since > standsAfterMs ? 'no-reply' : 'buffer-full';
  };
};

/**
 * A printer that can't answer: a one-way cable, a clone, a queue of the system's spooler. Whatever its language, what is
 * sent stays unproved until the label is scanned.
 */
export const createOneWayDriver = (port: PrinterPort, options: OneWayDriverOptions) => {
  const { now } = options;
  const setup = createSetup(options.setup ?? null);
  const stands = createStanding(now);

  const look = async (channel: PrinterChannel): Promise<readonly PrinterCondition[]> => {
    const { conditions: told, waiting } = await lookBeside(channel);
    const held = stands(waiting);
    const conditions = held === null ? told : [...told.filter((each) => each !== 'one-way'), held];
    port.report(printerState(conditions, { formatsWaiting: waiting, at: now() }));
    return conditions;
  };

  const print = async (
    channel: PrinterChannel,
    bytes: Uint8Array,
    _signal: AbortSignal,
    onSending: OnSending,
  ): Promise<PrintOutcome> => {
    const barrier = (await look(channel)).find(isBlocking);
    if (barrier !== undefined) return { kind: 'refused', why: barrier };
    if (!(await setup.send(channel)) || !(await onSending(null))) return { kind: 'refused', why: 'offline' };
    const sent = await channel.write(bytes, means('label'));
    if (!sent.ok) return { kind: 'uncertain', why: sent.failure.code };
    return { kind: 'uncertain', why: 'one-way' };
  };

  return {
    ...createPrinterTurns(port, { poll: async (channel) => void (await look(channel)), print }),
    serial: (): string | null => null,
    forget: (): void => {
      setup.forget();
    },
  };
};
