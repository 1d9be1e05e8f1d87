import type { PrinterCondition, PrinterState } from '../../../shared/devices';
import type { PrinterChannel, PrinterPort } from '../printer-port';
import type { PrintOutcome } from './watch-print';

/** Makes the wish durable before the first byte leaves, with the odometer as it stands; answering false sends nothing. */
export type OnSending = (odometer: number | null) => Promise<boolean>;

/** What a language does with the line while it has it to itself. */
export interface PrinterTalk {
  poll(channel: PrinterChannel): Promise<void>;
  print(channel: PrinterChannel, bytes: Uint8Array, signal: AbortSignal, onSending: OnSending): Promise<PrintOutcome>;
}

/** Takes turns at a printer's line, whatever is spoken on it. */
export const createPrinterTurns = (port: PrinterPort, { poll, print }: PrinterTalk) => {
  let busy = false;
  return {
    /** Asks how the printer stands; published with its status. Nothing is asked of one that is busy or not connected. */
    poll: async (): Promise<void> => {
      if (busy) return;
      busy = true;
      await port.exclusive(poll).finally(() => {
        busy = false;
      });
    },
    /** One label. */
    printOne: async (bytes: Uint8Array, signal: AbortSignal, onSending: OnSending): Promise<PrintOutcome> => {
      const result = await port.exclusive((channel) => print(channel, bytes, signal, onSending));
      return result.ok ? result.value : { kind: 'refused', why: 'offline' };
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
