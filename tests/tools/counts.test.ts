import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { playwrightCounts, vitestCounts } from '../../tools/lib/counts.mjs';

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Runs the real vitest over the given test files, in a folder inside the project so that it finds the package. */
const runVitest = (files: Record<string, string>): { code: number; results: unknown } => {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync(resolve('.cache', 'counts-'));
  made.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  // By default vitest looks into no folder named .cache.
  writeFileSync(join(folder, 'vitest.config.mjs'), 'export default { test: { exclude: [] } };');
  const report = join(folder, 'report.json');
  const program = resolve('node_modules/vitest/vitest.mjs');
  const { VITEST: _inside, ...env } = process.env;
  const options = ['--root', folder, '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync(process.execPath, [program, 'run', ...options], { env, encoding: 'utf8' });
  const results: unknown = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : null;
  return { code: status ?? 1, results };
};

const head = `import { expect, it } from 'vitest';\n`;
const good = `${head}it('a', () => expect(1).toBe(1));\nit('b', () => expect(2).toBe(2));\nit.skip('c', () => undefined);\n`;

describe('counts of a vitest run', () => {
  it('counts what passed and what was skipped', () => {
    const { code, results } = runVitest({ 'good.test.ts': good });
    expect(vitestCounts(code, results)).toEqual({ passed: 2, failed: 0, skipped: 1 });
  });

  it('counts failures, a file that does not load among them', () => {
    const bad = `${head}it('d', () => expect(1).toBe(2));\n`;
    const broken = `import './missing';\n${good}`;
    const { code, results } = runVitest({ 'good.test.ts': good, 'bad.test.ts': bad, 'broken.test.ts': broken });
    expect(vitestCounts(code, results)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });

  it('counts an error outside every test as a failure', () => {
    const stray = `${head}it('e', () => { void Promise.reject(new Error('stray')); expect(1).toBe(1); });\n`;
    const { code, results } = runVitest({ 'stray.test.ts': stray });
    expect(vitestCounts(code, results)).toMatchObject({ failed: 1 });
  });

  it('counts a run without tests, or without a report, as a failure', () => {
    const { code, results } = runVitest({});
    expect(vitestCounts(code, results)).toMatchObject({ passed: 0, failed: 1 });
    expect(vitestCounts(0, null)).toMatchObject({ passed: 0, failed: 1 });
  });
});

describe('counts of a Playwright run', () => {
  it('takes a flaky test for a failed one', () => {
    const results = { stats: { expected: 5, unexpected: 1, flaky: 2, skipped: 3 } };
    expect(playwrightCounts(1, results)).toEqual({ passed: 5, failed: 3, skipped: 3 });
  });

  it('is never clean after an error or without a test', () => {
    expect(playwrightCounts(1, { stats: { expected: 5, unexpected: 0 } })).toMatchObject({ failed: 1 });
    expect(playwrightCounts(0, { stats: { expected: 0, unexpected: 0 } })).toMatchObject({ failed: 1 });
    expect(playwrightCounts(1, null)).toMatchObject({ failed: 1 });
  });
});
