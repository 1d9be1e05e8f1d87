import { defineConfig } from 'vitest/config';

/** The long forms of the durability tests: `npm run test:crash`. */
export default defineConfig({
  test: {
    include: ['tests/crash/**/*.test.ts'],
    globalSetup: 'tests/crash/say-what-was-not-run.ts',
    maxWorkers: 1,
    testTimeout: 3_600_000,
  },
});
