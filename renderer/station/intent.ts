/**
 * The id of a wish: the same however often it is sent, until it was done. After an answer that leaves open what became of
 * it, the next press must not begin it a second time.
 */
export const createIntent = () => {
  let kept: { readonly wish: string; readonly id: string } | null = null;
  return {
    idOf: (wish: unknown): string => {
      const text = JSON.stringify(wish);
      if (kept?.wish !== text) kept = { wish: text, id: crypto.randomUUID() };
      return kept.id;
    },
    done: (): void => {
      kept = null;
    },
  };
};
