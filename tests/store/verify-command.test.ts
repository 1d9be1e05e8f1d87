import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { showRecoveryCode } from '../../electron/store/recovery-key';
import { ours, theirs } from '../support/backups';
import { bundleForNode } from '../support/bundle';
import { book, openLedger } from '../support/ledger-store';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';

const port: FilePort = { ...nodeFilePort, sync: () => undefined, syncFolder: () => undefined };
let base = '';
let folder = '';
let program = '';
let head = '';

beforeAll(async () => {
  program = await bundleForNode('electron/cli.ts');
  base = mkdtempSync(join(tmpdir(), 'packwright-verify-'));
  const store = await openLedger(port, { folder: join(base, 'good') });
  for (let each = 1; each <= 9; each += 1) book(store, `c${each}`, each, `evidence ${each}`);
  head = `${store.status().head.n}:${store.status().head.hash}`;
  store.close();
});
afterAll(() => rmSync(base, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(base, 'record');
  cpSync(join(base, 'good'), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** `packwright …` as a process of its own. */
const packwright = (...args: readonly string[]) => typing('', ...args);
/** The same with somebody who types. */
const typing = (input: string, ...args: readonly string[]) => {
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', input });
  return { status, text: stdout };
};

/** Lines 0 is the segment's own; line n is entry n. */
const change = (edit: (lines: string[]) => string[]): void => {
  const path = join(folder, 'journal', '000001.jsonl');
  writeFileSync(path, edit(readFileSync(path, 'utf8').split('\n')).join('\n'));
};

const firstBad = (text: string): string | undefined => /entry (\d+)/.exec(text)?.[1];

test('a good record is good, and complete only with its head', () => {
  expect(packwright('head', folder)).toEqual({ status: 0, text: `${head}\n` });
  const plain = packwright('verify', folder);
  expect(plain.status).toBe(0);
  expect(plain.text).toContain('a missing end can’t be seen');
  expect(plain.text).toContain('9 entries, 9 pieces of evidence');
  const proved = packwright('verify', folder, '--head', head);
  expect(proved.status).toBe(0);
  expect(proved.text).toContain('complete up to the given head');
});

test.each<readonly [string, (lines: string[]) => string[], string]>([
  ['altered', (lines) => lines.map((line, at) => (at === 4 ? line.replace('"amount":4', '"amount":5') : line)), '4'],
  ['deleted', (lines) => lines.filter((_line, at) => at !== 6), '6'],
  ['out of order', (lines) => [...lines.slice(0, 3), lines[4] ?? '', lines[3] ?? '', ...lines.slice(5)], '3'],
])('an entry that is %s is named as the first bad one', (_what, edit, n) => {
  change(edit);
  const found = packwright('verify', folder);
  expect({ status: found.status, n: firstBad(found.text) }).toEqual({ status: 1, n });
  expect(found.text).toMatch(/^BAD: /);
});

test('an end that was cut off is found with the head', () => {
  change((lines) => [...lines.slice(0, -3), '']);
  expect(packwright('verify', folder).status).toBe(0);
  const found = packwright('verify', folder, '--head', head);
  expect(found.status).toBe(1);
  expect(found.text).toContain('entries up to 9 are missing');
});

test('evidence that is gone is named with its entry', () => {
  const [pair = ''] = readdirSync(join(folder, 'attachments'));
  const [file = ''] = readdirSync(join(folder, 'attachments', pair));
  unlinkSync(join(folder, 'attachments', pair, file));
  const found = packwright('verify', folder);
  expect(found.status).toBe(1);
  expect(found.text).toMatch(/BAD: entry \d: evidence [0-9a-f]{64} is missing/);
});

test('backs up, restores beside what was there, and refuses a damaged backup', () => {
  writeFileSync(join(folder, 'recovery.key'), ours);
  const made = packwright('backup', folder, join(base, 'backups'));
  expect(made.status).toBe(0);
  const [name = ''] = readdirSync(join(base, 'backups'));
  const restored = packwright('restore', join(base, 'backups', name), folder);
  expect(restored.status).toBe(0);
  expect(packwright('verify', folder).text).toContain('10 entries');
  expect(readdirSync(folder).some((each) => each.startsWith('before-restore-'))).toBe(true);
  writeFileSync(join(base, 'backups', name, 'journal', '000001.jsonl'), 'nothing');
  const refused = packwright('restore', join(base, 'backups', name), folder);
  expect(refused.status).toBe(1);
  expect(refused.text).toContain('backup-damaged');
});

test('restores what another station signed only with the code that is typed', () => {
  writeFileSync(join(folder, 'recovery.key'), ours);
  expect(packwright('backup', folder, join(base, 'signed')).status).toBe(0);
  const [name = ''] = readdirSync(join(base, 'signed'));
  writeFileSync(join(folder, 'recovery.key'), theirs);
  const restore = ['restore', join(base, 'signed', name), folder] as const;
  for (const [typed, why] of [
    ['', 'recovery-code-needed'],
    [`${'A'.repeat(26)}\n`, 'recovery-code-wrong'],
  ] as const) {
    const refused = typing(typed, ...restore);
    expect(refused).toMatchObject({ status: 1, text: expect.stringContaining(why) as unknown });
  }
  expect(readdirSync(folder).some((each) => each.startsWith('before-restore-'))).toBe(false);
  const restored = typing(`${showRecoveryCode(ours).toLowerCase()}\r\n`, ...restore);
  expect(restored.status).toBe(0);
  expect(restored.text).toContain('did not sign that backup');
  expect(packwright('verify', folder).text).toContain('10 entries');
});

test('wrong use is told', () => {
  for (const args of [[], ['verify'], ['verify', folder, '--head', 'x'], ['nonsense']])
    expect(packwright(...args).status).toBe(2);
  expect(packwright('verify', join(base, 'nowhere')).status).toBe(1);
});
