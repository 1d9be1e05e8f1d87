import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';

const rowsSchema = z
  .array(
    z
      .object({
        name: z.string().min(1),
        value: z.number(),
        unit: z.string().min(1),
        baseline: z.number().nullable(),
        ratio: z.number().nullable(),
      })
      .strict(),
  )
  .min(1);

/** It builds and runs programs of their own: on a machine that is busy, a minute went by. */
const hangLimitMs = 120_000;

test(
  'the bench prints a table and writes the same rows as JSON',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'packwright-bench-test-'));
    try {
      const json = join(folder, 'rows.json');
      const args = ['tools/bench.mjs', '--quick', '--only', 'commit,weight', '--folder', folder, '--json', json];
      const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: hangLimitMs });
      const rows = rowsSchema.parse(JSON.parse(readFileSync(json, 'utf8')));
      const commit = rows.find(({ name }) => name === 'commit, median');
      expect(commit?.unit).toBe('ms');
      expect(commit?.value).toBeGreaterThan(0);
      expect(commit?.ratio).toBeCloseTo((commit?.value ?? 0) / (commit?.baseline ?? 1), 1);
      expect(rows.some(({ name, unit }) => name.startsWith('weight check') && unit === '%')).toBe(true);
      for (const { name } of rows) expect(stdout).toContain(name);
      expect(stdout).toMatch(/commit, median .* ≤ 2 × +(ok|over)$/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  2 * hangLimitMs,
);

test(
  'a part that does not exist is named',
  async () => {
    const failed = promisify(execFile)(process.execPath, ['tools/bench.mjs', '--only', 'speed'], {
      timeout: hangLimitMs,
    });
    const stdout = await failed.catch((error: { readonly stdout: string }) => error.stdout);
    expect(stdout).toContain('no part "speed"');
  },
  2 * hangLimitMs,
);
