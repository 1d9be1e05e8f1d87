import { defineConfig } from 'vitest/config';

/** Windows' own calls, on Wine: `npm run test:windows`. */
export default defineConfig({
  test: { include: ['tests/windows/**/*.test.ts'], maxWorkers: 1, testTimeout: 120_000 },
});
