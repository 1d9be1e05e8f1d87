import type { PrinterCondition, PrinterFault } from '../../../../shared/devices';
import { printerConditions } from '../../../../shared/devices';
import type { SerialSettings } from '../../types';

/** How a printer stands by its own answers. */
export interface LanguageStatus {
  /** Everything that holds at once, worst first; never empty. */
  readonly conditions: readonly PrinterCondition[];
  readonly faults: readonly PrinterFault[];
  /** Something is printed or waits to be. */
  readonly busy: boolean;
  readonly labelsRemaining: number | null;
  /** The job that the printer is at; `''` when it has none; `null` where the language knows no jobs. */
  readonly job: string | null;
}

/** A question about the printer's state, and how its answer is cut out of what comes back. */
export interface StatusQuestion {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** The answer among the bytes, or `null` while it has not come whole. */
  find(bytes: Uint8Array): Uint8Array | null;
}

/** What a language's printers can tell beside what they print. Another model is another record; the driver is one. */
export interface PrinterLanguage {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly unconfirmed: readonly string[];
  readonly serial: SerialSettings | null;
  /** Asked in this order, each answered before the next; an answer that did not come is `null`. */
  readonly questions: readonly StatusQuestion[];
  /** `null`: no answer that means anything. */
  decode(answers: readonly (Uint8Array | null)[]): LanguageStatus | null;
  /** Asked for when a printer is first seen; its answer is shown and nothing else. */
  readonly model: StatusQuestion | null;
  /**
   * What proves that a job was printed, and not merely taken; `null` where the language has nothing of the kind, so that
   * only the scan of the label settles a print. `echo`: bytes heard behind the job say that it is out. `job`: the state
   * names the job while it is printed, and none afterwards.
   */
  readonly proof:
    | { readonly kind: 'echo'; wrap(job: Uint8Array, token: number): Uint8Array; isDone(heard: Uint8Array): boolean }
    | { readonly kind: 'job'; wrap(job: Uint8Array, token: number): Uint8Array; nameOf(token: number): string }
    | null;
}

/** In the order of how bad they are; `ready` where nothing else holds. */
export const worstFirst = (found: Iterable<PrinterCondition>): readonly PrinterCondition[] => {
  const all = new Set(found);
  const sorted = printerConditions.filter((each) => all.has(each));
  return sorted.length === 0 ? ['ready'] : sorted;
};

export const ascii = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));
export const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** A question that is answered with one byte. */
export const oneByte = (name: string, bytes: Uint8Array): StatusQuestion => ({
  name,
  bytes,
  find: (heard) => (heard.length > 0 ? heard.slice(0, 1) : null),
});

/** A question whose answer is found in the text that comes back. */
export const byPattern = (name: string, bytes: Uint8Array, pattern: RegExp): StatusQuestion => ({
  name,
  bytes,
  find: (heard) => {
    const match = pattern.exec(latin1(heard));
    return match === null ? null : ascii(match[0]);
  },
});
