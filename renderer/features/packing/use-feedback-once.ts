import { useEffect, useRef } from 'react';
import type { Feedback } from '../../../shared/features/packing/view';
import { useFeedback } from '../../station/client';

/** A screen that is drawn anew must not act again on what was said before. By who listens. */
const handled = new Map<string, number>();

/** Calls once for each outcome, also for one that brought the screen up. */
export const useFeedbackOnce = (listener: string, onFeedback: (feedback: Feedback) => void): void => {
  const feedback = useFeedback();
  const latest = useRef(onFeedback);
  useEffect(() => {
    latest.current = onFeedback;
  });
  useEffect(() => {
    if (feedback === null || feedback.sequence <= (handled.get(listener) ?? 0)) return;
    handled.set(listener, feedback.sequence);
    latest.current(feedback);
  }, [feedback, listener]);
};
