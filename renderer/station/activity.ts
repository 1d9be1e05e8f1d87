import { callStation } from './client';

/** Signs of life are worth telling this often: the auto-lock counts in minutes. */
const everyMs = 15_000;

/** Tells the station of keys and touches, so that reading or typing at length is not taken for being away. */
export const watchActivity = (): (() => void) => {
  let told = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    if (performance.now() - told < everyMs) return;
    told = performance.now();
    void callStation('session.activity', {});
  };
  const options = { capture: true, passive: true };
  for (const kind of ['keydown', 'pointerdown', 'wheel']) window.addEventListener(kind, tell, options);
  return () => {
    for (const kind of ['keydown', 'pointerdown', 'wheel']) window.removeEventListener(kind, tell, options);
  };
};
