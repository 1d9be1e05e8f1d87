import type { Outcome } from '../../shared/features/packing/commands';
import type { Feedback } from '../../shared/features/packing/view';
import type { Failure, Result } from '../../shared/result';

/** Numbers what the operator is told and hands it on. */
export const createFeedback = (push: (feedback: Feedback) => void, now: () => number) => {
  let sequence = 0;
  let lastTone: Feedback['tone'] = 'good';
  const tell = (tone: Feedback['tone'], code: string, details: Feedback['details'], scanned: string | null): void => {
    sequence += 1;
    lastTone = tone;
    push({ sequence, tone, code, details, scanned, at: now() });
  };
  return {
    lastTone: (): Feedback['tone'] => lastTone,
    good: (code: string, details: Feedback['details'] = {}): void => tell('good', code, details, null),
    need: (code: string, details: Feedback['details'] = {}): void => tell('need', code, details, null),
    bad: (failure: Failure, scanned: string | null = null): void =>
      tell('bad', failure.code, failure.details ?? {}, scanned),
    /** Tells what a command answered; `scanned` is never a badge. */
    result: (result: Result<unknown>, scanned: string | null = null): void => {
      if (!result.ok)
        return tell(
          needsHelp.has(result.failure.code) ? 'need' : 'bad',
          result.failure.code,
          result.failure.details ?? {},
          scanned,
        );
      const outcome = result.value as Outcome | null;
      if (outcome !== null && typeof outcome === 'object' && 'code' in outcome)
        tell(outcome.tone, outcome.code, outcome.details, scanned);
    },
  };
};
export type FeedbackTeller = ReturnType<typeof createFeedback>;

/** Refusals that ask for a choice or a supervisor rather than announce a mistake. */
const needsHelp = new Set([
  'ambiguous-barcode',
  'restored-order',
  'order-claimed',
  'reprint-limit',
  'copy-code-needed',
]);
