import { useState } from 'react';
import type { Feedback } from '../../../shared/features/packing/view';
import { useFeedback } from '../../station/client';

/** What was told since this came into sight: what was said before it is about something else. */
export const useFreshFeedback = (): Feedback | null => {
  const last = useFeedback();
  const [before] = useState(last?.sequence ?? 0);
  return last !== null && last.sequence > before ? last : null;
};
