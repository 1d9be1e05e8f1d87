import type { ScannerProtocol } from '../../types';
import { serialLine } from './serial-line';

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** SYN BEL CR sounds the scanner's beeper: once for yes, twice and four times for the rest. */
const honeywellBeep = '\x16\x07\r';

/** Honeywell (Voyager, Xenon, Granit, Vuquest) on a serial line, with its beeper. */
export const honeywellSerial: ScannerProtocol = {
  ...serialLine,
  id: 'honeywell-serial',
  name: 'Honeywell, serial or USB serial',
  source: 'Honeywell (Metrologic) serial commands; python_hon_usbhid',
  unconfirmed: ['that every model beeps on SYN BEL CR'],
  feedback: (kind) => ascii(honeywellBeep.repeat({ good: 1, wrong: 2, error: 4 }[kind])),
};

/** Datalogic and PSC: `B` is the good-read beep, `F` the long series of "not on file", BEL a beep that is never off. */
export const datalogicSerial: ScannerProtocol = {
  ...serialLine,
  id: 'datalogic-serial',
  name: 'Datalogic, serial or USB serial',
  source: 'Datalogic QuickScan and PSC product reference guides, host commands',
  unconfirmed: ['that the model has host commands switched on'],
  feedback: (kind) => ascii({ good: 'B', wrong: 'F', error: '\x07' }[kind]),
};

/**
 * Any scanner whose serial interface waits for an answer (Zebra “ACK/NAK”, Honeywell “ACK/NAK handshaking”): ACK once
 * the code was taken, NAK for what was no frame. A code that is wrong here is taken all the same: it was read well.
 */
export const serialLineAck: ScannerProtocol = {
  ...serialLine,
  id: 'serial-line-ack',
  name: 'Serial line with ACK/NAK',
  source: 'Zebra LS2208 product reference guide, ACK/NAK option; Honeywell MS9540',
  decoder: (profile) => {
    const decoder = serialLine.decoder(profile);
    return {
      decode: (frame, nowMs) => {
        const message = decoder.decode(frame, nowMs);
        return { ...message, answer: ascii(message.kind === 'error' ? '\x15' : '\x06') };
      },
      tick: decoder.tick,
    };
  },
  resend: ascii('\x15'),
};
