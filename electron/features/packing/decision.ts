import type { Decided } from '../../../shared/features/packing/decided';
import type { Decision } from '../../store/types';

/** Turns what was decided into the store's form: refusals may carry events (stops). */
export const toDecision = ({ events, outcome, refusal }: Decided): Decision =>
  refusal === null
    ? { events, result: { ok: true, value: outcome } }
    : { events, result: { ok: false, failure: refusal } };
