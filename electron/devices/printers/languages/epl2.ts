import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import { ascii, byPattern, latin1, worstFirst, type LanguageStatus, type PrinterLanguage } from './language';

/** Error numbers of `^ee` (EPL2 programmer's manual, appendix of error codes). */
const told: Readonly<Record<string, readonly [PrinterCondition, PrinterFault?]>> = {
  '00': ['ready'],
  '07': ['paper-out'],
  '11': ['head-open'],
  '12': ['paused'],
  '13': ['fault', 'head-hot'],
  '14': ['fault', 'motor-hot'],
  '50': ['printing'],
  '81': ['fault', 'cutter'],
  '82': ['fault', 'paper-path'],
  '84': ['fault', 'paper-path'],
};
/** Mistakes in a label that came before: the printer itself is well. */
const mistakes: ReadonlySet<string> = new Set(['01', '02', '03', '04', '05', '06', '08', '09', '10', '93']);

const answer = /(\d\d)(?:P(\d{3}))?(?:L(\d{5}))?\r\n/;

const decode = ([first]: readonly (Uint8Array | null)[]): LanguageStatus | null => {
  const match = answer.exec(latin1(first ?? new Uint8Array()));
  if (match === null) return null;
  const [, number = '', unprinted] = match;
  const [condition, fault] = told[number] ?? (mistakes.has(number) ? ['warning'] : ['fault', 'unknown']);
  const labelsRemaining = unprinted === undefined ? null : Number(unprinted);
  return {
    conditions: worstFirst(condition === 'ready' ? [] : [condition]),
    faults: fault === undefined ? [] : [fault],
    busy: condition === 'printing' || (labelsRemaining ?? 0) > 0,
    labelsRemaining,
    job: null,
  };
};

/**
 * Eltron EPL2 (LP 2844 and its like, Zebra's ZPL/EPL models in that mode). 07 is media or ribbon: told as paper. There
 * is no counter of labels.
 */
export const epl2: PrinterLanguage = {
  id: 'epl2',
  name: 'EPL2 (Eltron, Zebra desktop)',
  source: 'Zebra EPL2 Programmer’s Manual 14245L-003 p. 92 and 980352-001; captures of Cellivar/WebZLP',
  unconfirmed: ['12 while a label waits to be taken: told as paused'],
  serial: { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'rtscts' },
  questions: [byPattern('status', ascii('\n^ee\n'), answer)],
  decode,
  model: byPattern('configuration', ascii('\nUQ\n'), /^[^\r\n]{3,80}\r\n/m),
  proof: null,
};
