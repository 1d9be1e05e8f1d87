import type { PrinterCondition } from '../../../shared/devices';
import { isIdle, type HostStatus } from './protocols/zpl-status';

export type PrintOutcome =
  | { readonly kind: 'printed'; readonly evidence: string }
  | { readonly kind: 'uncertain'; readonly why: string; readonly evidence?: string }
  /** Positive evidence that no complete label came out. */
  | { readonly kind: 'not-printed'; readonly why: string; readonly evidence: string }
  /** Nothing was sent. */
  | { readonly kind: 'refused'; readonly why: PrinterCondition };

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

/** Conditions that the printer itself named, and that only a person at the printer ends. */
const waitsForPerson = (condition: PrinterCondition): boolean =>
  isBlocking(condition) && !['offline', 'no-reply', 'buffer-full'].includes(condition);

/** One look at a printer that works on a label. */
export interface PrintLook {
  readonly status: HostStatus | null;
  readonly conditions: readonly PrinterCondition[];
  readonly odometer: number | null;
}

/** What queue and counter prove; `null` while neither proves anything. */
export const judge = ({ status, conditions, odometer }: PrintLook, before: number | null): PrintOutcome | null => {
  if (status === null) return null;
  const idle = isIdle(status);
  // No counter: the queue alone can't tell printed from lost; the scan of the label will.
  if (before === null) return idle && !conditions.some(isBlocking) ? { kind: 'uncertain', why: 'no-counter' } : null;
  // One answer went astray; the next look asks again.
  if (odometer === null) return null;
  if (odometer < before)
    return { kind: 'uncertain', why: 'counter-went-back', evidence: `counter ${before}→${odometer}` };
  if (!idle) return null;
  const counted = `counter ${before}→${odometer}, queue empty`;
  if (odometer === before + 1) return { kind: 'printed', evidence: counted };
  if (odometer > before + 1) return { kind: 'uncertain', why: 'counter-jumped', evidence: counted };
  if (conditions.some(isBlocking)) return null;
  return { kind: 'not-printed', why: 'lost-in-printer', evidence: `counter still ${odometer}, queue empty` };
};

/** Long enough to load a roll; after it the operator may print a new copy elsewhere. */
export const usualPersonMs = 180_000;

/** How often a printer at work is asked for its errors, too. */
const errorsEveryMs = 1000;

export interface WatchParts {
  readonly look: (withErrors: boolean) => Promise<PrintLook>;
  /** What a look proves; `null` while it proves nothing. */
  readonly judge: (seen: PrintLook) => PrintOutcome | null;
  /** Aborted when the app ends; `lost` when the line does. */
  readonly signal: AbortSignal;
  readonly lost: AbortSignal;
  readonly now: () => number;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Time without any progress after which a print is uncertain. */
  readonly limitMs: number;
  /** How long queue and counter must stand still before a label counts as lost in the printer. */
  readonly lostAfterMs: number;
  /** How long a person is waited for; then the operator must be able to go on elsewhere. */
  readonly personMs: number;
}

/** What the next look may still change: a label that begins only now, a tag's number that comes behind its label. */
const passingWhy = (outcome: PrintOutcome | null): string | null => {
  if (outcome?.kind === 'not-printed') return outcome.why;
  const passes = outcome?.kind === 'uncertain' && ['rfid-not-verified', 'rfid-void'].includes(outcome.why);
  return passes ? outcome.why : null;
};

/** How long the same thing was seen without a break. */
export const createLasting = <T>(now: () => number) => {
  let seen: T | null = null;
  let since = 0;
  return (next: T | null): number => {
    if (next !== seen) since = now();
    seen = next;
    return next === null ? 0 : now() - since;
  };
};

/** Watches a sent label until the counter and the queue say what became of it. */
export const watchPrint = async (parts: WatchParts): Promise<PrintOutcome> => {
  const { look, signal, lost, now } = parts;
  let movedAt = now();
  let errorsAt = movedAt;
  let passing: string | null = null;
  // Between parsing and printing a printer may look idle for a moment: only lasting idleness proves a loss.
  const passingFor = createLasting<string>(now);
  const stoodFor = createLasting<true>(now);
  while (!signal.aborted && !lost.aborted) {
    // Some faults show only here, and a label that a fault holds up is not lost.
    const withErrors = passing !== null || now() - errorsAt >= errorsEveryMs;
    if (withErrors) errorsAt = now();
    const seen = await look(withErrors);
    const outcome = parts.judge(seen);
    passing = passingWhy(outcome);
    const lasted = passingFor(passing);
    if (outcome !== null && (passing === null || lasted >= parts.lostAfterMs)) return outcome;
    // Paper out or head open: the printer waits for a person, and so do we, but not for ever.
    const stop = seen.conditions.find(waitsForPerson);
    if (stop !== undefined) movedAt = now();
    if (stoodFor(stop === undefined ? null : true) > parts.personMs) return { kind: 'uncertain', why: 'stood-still' };
    if (now() - movedAt > parts.limitMs)
      return { kind: 'uncertain', why: seen.status === null ? 'no-answer' : 'no-progress' };
    if (!lost.aborted) await parts.wait(seen.status === null ? 500 : 100, signal);
  }
  return { kind: 'uncertain', why: lost.aborted ? 'connection-lost' : 'cancelled' };
};
