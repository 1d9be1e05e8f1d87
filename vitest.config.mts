import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['shared/**/*.test.ts', 'electron/**/*.test.ts', 'renderer/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', 'tests/crash/**', 'tests/windows/**', 'node_modules/**'],
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});
