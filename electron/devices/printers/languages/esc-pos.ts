import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import { oneByte, worstFirst, type LanguageStatus, type PrinterLanguage } from './language';

const question = (n: number) => oneByte(`status ${n}`, Uint8Array.of(0x10, 0x04, n));

/** Bits 1 and 4 are always set, 0 and 7 never: anything else is no answer (`DLE EOT`). */
const isAnswer = (byte: number | undefined): byte is number => byte !== undefined && (byte & 0x93) === 0x12;

type Told = readonly (readonly [number, PrinterCondition, PrinterFault?])[];

/** Printer, offline cause, error cause and paper, as `DLE EOT` 1 to 4 tell them. */
const told: readonly Told[] = [
  [[0x08, 'paused']],
  [
    [0x04, 'head-open'],
    [0x20, 'paper-out'],
    [0x40, 'fault', 'unknown'],
  ],
  [
    [0x04, 'fault', 'paper-path'],
    [0x08, 'fault', 'cutter'],
    [0x20, 'fault', 'unknown'],
    [0x40, 'fault', 'head-hot'],
  ],
  [
    [0x0c, 'warning', 'paper-near-end'],
    [0x60, 'paper-out'],
  ],
];

const decode = (answers: readonly (Uint8Array | null)[]): LanguageStatus | null => {
  const bytes = answers.map((answer) => answer?.[0]);
  // Without the first two nobody knows whether it would print.
  if (!isAnswer(bytes[0]) || !isAnswer(bytes[1])) return null;
  const found = told.flatMap((rows, index) => {
    const byte = bytes[index];
    return isAnswer(byte) ? rows.filter(([bits]) => (byte & bits) !== 0) : [];
  });
  const named = found.filter(([, condition]) => condition !== 'paused');
  // Offline is what follows from a cause; by itself it is somebody's pause (the FEED key, or the panel).
  const conditions = (named.some(([, condition]) => condition !== 'warning') ? named : found).map(([, each]) => each);
  return {
    conditions: worstFirst(conditions),
    faults: [...new Set(found.flatMap(([, , fault]) => (fault === undefined ? [] : [fault])))],
    busy: false,
    labelsRemaining: null,
    job: null,
  };
};

/** `GS r 1` behind a job: answered when everything before it has been printed; bits 2 and 3 are the paper's end. */
const queuedStatus = Uint8Array.of(0x1d, 0x72, 0x01);

/**
 * ESC/POS: receipt printers and their small label models. Real-time questions are executed even in the middle of a
 * picture, so nothing is asked while a job is on the line.
 */
export const escPos: PrinterLanguage = {
  id: 'esc-pos',
  name: 'ESC/POS (Epson and compatible)',
  source: 'Epson TM-U220, Samsung SRP-350 and Custom TG02H manuals (DLE EOT, GS r)',
  unconfirmed: [
    'that a model answers GS r only after the print, as its manual says',
    'darkness and speed, which are set at the printer',
  ],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  questions: [question(1), question(2), question(3), question(4)],
  decode,
  model: null,
  proof: {
    kind: 'echo',
    wrap: (job) => Uint8Array.from(Buffer.concat([job, queuedStatus])),
    // The paper sensor's byte: bits 0, 1, 4 and 7 are never set; with bits 2 and 3 the paper has ended.
    isDone: (heard) => heard.some((byte) => (byte & 0x93) === 0 && (byte & 0x0c) !== 0x0c),
  },
};
