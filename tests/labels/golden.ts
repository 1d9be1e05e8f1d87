import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

const folder = path.resolve(__dirname, '../golden/labels');
const seen = path.resolve('test-results/labels');

/** `UPDATE_GOLDEN=1` writes what is drawn now instead of comparing it: look at every difference before committing it. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

/** Compares byte by byte with the kept file; what differs is put into test-results for a look. */
export const expectGolden = (name: string, bytes: Uint8Array): void => {
  const file = path.join(folder, name);
  if (isUpdate) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, bytes);
    return;
  }
  expect(existsSync(file), `${name} is not kept yet: run with UPDATE_GOLDEN=1`).toBe(true);
  const kept = readFileSync(file);
  if (kept.equals(bytes)) return;
  mkdirSync(seen, { recursive: true });
  writeFileSync(path.join(seen, name), bytes);
  if (!name.endsWith('.png')) expect(Buffer.from(bytes).toString('utf8')).toBe(kept.toString('utf8'));
  expect.fail(`${name} has changed: compare test-results/labels/${name}`);
};
