// Counts of passed and failed tests, read from what vitest and Playwright write. The rule behind all of it: a run that
// went wrong is never counted as clean, and neither is one in which nothing ran.

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** @returns {Counts} */
export const counts = (passed, failed, skipped = 0) => ({ passed, failed, skipped });

/** @param {...Counts} all */
export const addCounts = (...all) =>
  all.reduce((a, b) => counts(a.passed + b.passed, a.failed + b.failed, a.skipped + b.skipped), counts(0, 0));

/** A program that failed without a failed test to show counts as one failure; so does one that ran nothing. */
const honest = (code, { passed, failed, skipped }) =>
  (code !== 0 && failed === 0) || passed + failed === 0
    ? counts(passed, failed + 1, skipped)
    : counts(passed, failed, skipped);

/**
 * @param {number} code the exit code of vitest
 * @param {object | null} results what its json reporter wrote; null when it wrote nothing
 */
export function vitestCounts(code, results) {
  if (results === null) return honest(code, counts(0, 0));
  // A file that can't even be loaded is a failed suite without a test.
  const broken = results.testResults.filter(
    (suite) => suite.status === 'failed' && suite.assertionResults.length === 0,
  );
  const skipped = results.numPendingTests + results.numTodoTests;
  return honest(code, counts(results.numPassedTests, results.numFailedTests + broken.length, skipped));
}

/**
 * @param {number} code the exit code of Playwright
 * @param {object | null} results what its json reporter wrote; null when it wrote nothing
 */
export function playwrightCounts(code, results) {
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = results?.stats ?? {};
  return honest(code, counts(expected, unexpected + flaky, skipped));
}
