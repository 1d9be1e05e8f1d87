import { useLayoutEffect, useSyncExternalStore } from 'react';

let shown = 0;
const listeners = new Set<() => void>();
const change = (by: number): void => {
  shown += by;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Said by what shows outcomes itself as long as it is on the screen, so that they don't stand there twice. */
export const useOwnBanner = (): void => {
  useLayoutEffect(() => {
    change(1);
    return () => change(-1);
  }, []);
};

export const useHasOwnBanner = (): boolean => useSyncExternalStore(subscribe, () => shown > 0);
