/** What was, what is, and what was taken back: whole states, so that going back is exact. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** Changes with the same mark, one after the other, are one step: a drag, a number being typed. */
  readonly mark: string | null;
}

export const historyOf = <T>(present: T): History<T> => ({ past: [], present, future: [], mark: null });

export const committed = <T>(history: History<T>, next: T, mark: string | null = null): History<T> => {
  if (next === history.present) return history;
  const goesOn = mark !== null && mark === history.mark;
  return { past: goesOn ? history.past : [...history.past, history.present], present: next, future: [], mark };
};

/** What is no change of the label itself, such as what is selected: no step of its own. */
export const amended = <T>(history: History<T>, present: T): History<T> => ({ ...history, present, mark: null });

export const undone = <T>(history: History<T>): History<T> => {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future], mark: null };
};

export const redone = <T>(history: History<T>): History<T> => {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, mark: null };
};

/** As if what goes on under this mark had never begun. */
export const abandoned = <T>(history: History<T>, mark: string): History<T> => {
  const before = history.past.at(-1);
  if (history.mark !== mark || before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [], mark: null };
};
