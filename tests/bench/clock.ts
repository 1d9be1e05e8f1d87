/** Milliseconds on the machine's monotonic clock, the same in every process and in the windows. */
export const monotonic = (): number => Number(process.hrtime.bigint()) / 1e6;

export const wait = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Asks until something is found; a bench that hangs says for what. */
export const until = async <T>(
  what: string,
  look: () => Promise<T | null> | T | null,
  limitMs = 60_000,
): Promise<T> => {
  const end = monotonic() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null) return found;
    if (monotonic() > end) throw new Error(`waited in vain for: ${what}`);
    await wait(5);
  }
};
