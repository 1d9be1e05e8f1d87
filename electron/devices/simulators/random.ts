/** Seeded noise (mulberry32): the same seed plays the same noise again. */
export const createNoise = (seed: number): ((halfWidth: number) => number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return (halfWidth) => (halfWidth === 0 ? 0 : (next() % (2 * halfWidth + 1)) - halfWidth);
};
