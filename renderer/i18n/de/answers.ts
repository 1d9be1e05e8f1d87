import type { Section } from '../sections';
import { countsAnswers } from './answers/counts';
import { labelAnswers } from './answers/labels';
import { lineAnswers } from './answers/line';
import { packAnswers } from './answers/pack';
import { stationAnswers } from './answers/station';
import { stockAnswers } from './answers/stock';

/** What the station answers: `feedback.<code>` to what went well, `failure.<code>` with what to do next to the rest. */
export const answers: Section<'feedback' | 'failure'> = {
  ...packAnswers,
  ...labelAnswers,
  ...lineAnswers,
  ...stockAnswers,
  ...countsAnswers,
  ...stationAnswers,
};
