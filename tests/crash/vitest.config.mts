import { defineConfig } from 'vitest/config';

/** The long forms of the durability tests: `npm run test:crash`. */
export default defineConfig({ test: { include: ['tests/crash/**/*.test.ts'], maxWorkers: 1, testTimeout: 3_600_000 } });
