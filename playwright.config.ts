import { defineConfig } from '@playwright/test';

/** A worker has a display to itself, because windows take the keyboard from each other. */
const displays = JSON.parse(process.env['PACKWRIGHT_DISPLAYS'] ?? '[]') as readonly unknown[];

export default defineConfig({
  globalSetup: './tests/support/global-setup.mts',
  outputDir: './test-results',
  workers: Math.max(1, displays.length),
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
