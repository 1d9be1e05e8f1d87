import { defineConfig } from '@playwright/test';

/** Screens are real windows on one display, and two cores are all there is: one worker, one app at a time. */
export default defineConfig({
  globalSetup: './tests/support/global-setup.mts',
  outputDir: './test-results',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  projects: [
    { name: 'e2e', testDir: './tests/e2e' },
    { name: 'package', testDir: './tests/package' },
  ],
});
