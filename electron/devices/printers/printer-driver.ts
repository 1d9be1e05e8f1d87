import type { PrinterCondition, PrinterState } from '../../../shared/devices';
import { means } from '../../../shared/wire-meaning';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import type { PrintOutcome } from './watch-print';

/** Makes the wish durable before the first byte leaves, with the odometer as it stands; answering false sends nothing. */
export type OnSending = (odometer: number | null) => Promise<boolean>;

/** What a language does with the line while it has it to itself. */
export interface PrinterTalk {
  /** `isWanted`: somebody waits for the line to print; what is left can be asked later. */
  poll(channel: PrinterChannel, isWanted: () => boolean): Promise<void>;
  print(channel: PrinterChannel, bytes: Uint8Array, signal: AbortSignal, onSending: OnSending): Promise<PrintOutcome>;
}

/** Takes turns at a printer's line, whatever is spoken on it. */
export const createPrinterTurns = (port: PrinterPort, { poll, print }: PrinterTalk) => {
  let busy = false;
  let wanted = 0;
  const ask = async (isHurried: () => boolean): Promise<void> => {
    if (busy) return;
    busy = true;
    await port
      .exclusive((channel) => poll(channel, isHurried))
      .finally(() => {
        busy = false;
      });
  };
  return {
    /** Asks how the printer stands; published with its status. Nothing is asked of one that is busy or not connected. */
    poll: (): Promise<void> => ask(() => wanted > 0),
    /** The same, without what hardly changes: often enough to see a label taken. */
    look: (): Promise<void> => ask(() => true),
    /** One label. */
    printOne: async (bytes: Uint8Array, signal: AbortSignal, onSending: OnSending): Promise<PrintOutcome> => {
      wanted += 1;
      const result = await port.exclusive((channel) => {
        wanted -= 1;
        return print(channel, bytes, signal, onSending);
      });
      if (!result.ok) wanted -= 1;
      return result.ok ? result.value : { kind: 'refused', why: 'offline' };
    },
  };
};

/** Sends what is set once before the first label. False: the line fails, and a label would fare no better. */
export const createSetup = (setup: Uint8Array | null) => {
  let done = setup === null;
  return {
    send: async (channel: PrinterChannel): Promise<boolean> => {
      if (!done && setup !== null) done = (await channel.write(setup, means('sets-up'))).ok;
      return done;
    },
    /** Another printer may be on the line now. */
    forget: (): void => {
      done = setup === null;
    },
  };
};

/** A printer's state of which only some is known. `all`: worst first. */
export const printerState = (
  all: readonly PrinterCondition[],
  known: Partial<Omit<PrinterState, 'condition' | 'all'>> & Pick<PrinterState, 'at'>,
): PrinterState => ({
  condition: all[0] ?? 'no-reply',
  all,
  faults: [],
  formatsWaiting: null,
  labelsRemaining: null,
  odometer: null,
  mediaMillimetres: null,
  headMillimetres: null,
  headCleanedMillimetres: null,
  rfid: null,
  model: null,
  serial: null,
  dpi: null,
  rawHex: '',
  ...known,
});
