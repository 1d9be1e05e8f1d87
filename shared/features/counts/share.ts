/** With fewer lines than this a share says more of luck than of anybody's work. */
export const leastLines = 30;

export interface LineShare {
  /** Hundredths of a percent. */
  readonly share: number;
  /** Where the true share lies 19 times out of 20. */
  readonly low: number;
  readonly high: number;
}

const z = 1.959_964;

/**
 * The share of lines that are right with its interval (E. B. Wilson, 1927), which stays within 0 and 100 % and is wide where
 * little was counted; `null`: too few to say.
 */
export const lineShareOf = (right: number, lines: number): LineShare | null => {
  if (lines < leastLines) return null;
  const p = right / lines;
  const scale = 1 + (z * z) / lines;
  const middle = (p + (z * z) / (2 * lines)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / lines + (z * z) / (4 * lines * lines))) / scale;
  return {
    // 100 % is said only where all are right.
    share: Math.floor((right * 10_000) / lines),
    low: Math.max(0, Math.floor((middle - half) * 10_000)),
    high: Math.min(10_000, Math.ceil((middle + half) * 10_000)),
  };
};

/** Worst first; those of which too little is known come last, the best known of them first. */
export const worstFirst = <T extends { readonly right: number; readonly lines: number }>(
  rows: readonly T[],
): readonly T[] =>
  rows.toSorted((a, b) => {
    const [one, other] = [lineShareOf(a.right, a.lines), lineShareOf(b.right, b.lines)];
    if (one === null || other === null) return one === other ? b.lines - a.lines : one === null ? 1 : -1;
    return one.share - other.share || b.lines - a.lines;
  });
