/**
 * How many broken frames each protocol is played, and how many broken tags are read. The seeds are fixed: among the
 * unit tests it is the first tenth of what `npm run test:fuzz` plays, which is a million.
 */
export const fuzzFrames = Number(process.env['PACKWRIGHT_FUZZ_FRAMES'] ?? '100000');
