import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import type { Row } from '../bench/rows';

test('every part of the bench that needs the app runs, and no scan is lost', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-bench-test-'));
  try {
    const json = join(folder, 'rows.json');
    const args = ['tools/bench.mjs', '--quick', '--only', 'parcel,idle,start,scan', '--json', json];
    await promisify(execFile)(process.execPath, args, { timeout: 110_000 });
    const rows = JSON.parse(readFileSync(json, 'utf8')) as readonly Row[];
    const value = (start: string): number => rows.find(({ name }) => name.startsWith(start))?.value ?? Number.NaN;
    for (const name of ['scale frame', 'weight captured', 'idle memory', 'start to ready', 'scan → painted'])
      expect(value(name), name).toBeGreaterThan(0);
    expect(value('pieces of 50 not recorded')).toBe(0);
    const start = rows.find(({ name }) => name.startsWith('start to ready'));
    expect(start?.ratio).toBeCloseTo((start?.value ?? 0) / (start?.baseline ?? 1), 1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
