import { platformOf } from '../../electron/station/platform';
import { attestPieces, createWeighing } from '../../electron/station/weighing';

/** What a count desk needs of a scale, at a station that has none. */
export const noScale = {
  weighing: createWeighing({
    platform: platformOf([], undefined),
    hasScale: () => false,
    isAway: () => false,
    now: () => performance.now(),
    onView: () => undefined,
    onCaptured: () => undefined,
    attest: attestPieces,
  }),
  divisionMg: () => 0,
  onWeighing: () => undefined,
};
