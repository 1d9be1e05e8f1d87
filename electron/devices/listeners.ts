/** A list of listeners. One that throws does not keep the others from hearing. */
export interface Listeners<T> {
  /** Answers how to stop listening. */
  readonly add: (listener: (value: T) => void) => () => void;
  readonly tell: (value: T) => void;
}

export const createListeners = <T>(onBug: (error: unknown) => void): Listeners<T> => {
  const listeners = new Set<(value: T) => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(value) {
      for (const listener of listeners) {
        try {
          listener(value);
        } catch (error) {
          onBug(error);
        }
      }
    },
  };
};
