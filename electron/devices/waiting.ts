/** What `within` answers when the time was up first. */
export const timedOut = Symbol('timed out');

/**
 * The promise's value, or `timedOut` after `limitMs`. A promise that rejects later is swallowed: the native calls that
 * this guards may fail long after anybody cares.
 */
export const within = async <T>(promise: Promise<T>, limitMs: number): Promise<T | typeof timedOut> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<typeof timedOut>((resolve) => {
    timer = setTimeout(() => resolve(timedOut), limitMs);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
};

/** Resolves after `delayMs`, or at once when the signal is aborted. Never rejects. */
export const pause = (delayMs: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted === true) {
      resolve();
      return;
    }
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, delayMs);
    signal?.addEventListener('abort', done, { once: true });
  });

/** Calls `listener` when the signal is aborted, at once if it already is. Answers how to take the listener off. */
export const onAbort = (signal: AbortSignal, listener: () => void): (() => void) => {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  signal.addEventListener('abort', listener, { once: true });
  return () => signal.removeEventListener('abort', listener);
};

/** A promise with its handles outside (Node 18 has no `Promise.withResolvers`). */
export const deferred = <T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } => {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
};
