import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleForNode } from '../tests/support/bundle';

/** Lives until what it should write is there. */
const entry = `require('./code-cache.js').useCodeCache(__filename);
const { two } = require('./chunks/two.js');
const { existsSync } = require('node:fs');
const done = () => console.log(JSON.stringify({ two: two(), path: require('./chunks/two.js').path, ...require('./code-cache.js').codeCache }));
const wait = () => (existsSync(process.env.UNTIL) ? done() : setTimeout(wait, 20));
wait();`;
const chunks = {
  'one.js': 'exports.one = () => 1;',
  'two.js':
    "const { one } = require('./one.js'); exports.two = () => one() + 1; exports.path = require('node:path').basename(__dirname);",
};

let folder = '';
const cache = (): string => join(folder, 'code-cache', `entry-${process.arch}.bin`);

const start = async (env: Record<string, string>, until = folder, flags: readonly string[] = []): Promise<unknown> => {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, join(folder, 'entry.js')], {
    env: { ...process.env, UNTIL: until, ...env },
  });
  return JSON.parse(stdout);
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-code-'));
  mkdirSync(join(folder, 'chunks'));
  mkdirSync(join(folder, 'code-cache'));
  copyFileSync(await bundleForNode('electron/code-cache.ts'), join(folder, 'code-cache.js'));
  writeFileSync(join(folder, 'entry.js'), entry);
  for (const [name, text] of Object.entries(chunks)) writeFileSync(join(folder, 'chunks', name), text);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('compiled code beside the bundles', () => {
  it('is written by a start that may, and used by the next', async () => {
    expect(await start({})).toEqual({ two: 2, path: 'chunks', used: 0, refused: 0 });
    expect(await start({ PACKWRIGHT_WRITE_CODE_CACHE: '1' }, cache())).toEqual({
      two: 2,
      path: 'chunks',
      used: 0,
      refused: 0,
    });
    expect(await start({})).toEqual({ two: 2, path: 'chunks', used: 2, refused: 0 });
  });

  it('is written whatever another start is writing: no two write into one file', async () => {
    rmSync(cache());
    const names = new Set<string>();
    const watcher = watch(join(folder, 'code-cache'), (_event, name) => {
      if (name?.endsWith('.new') === true) names.add(name);
    });
    const bothWrote = join(folder, 'both-wrote');
    const starts = [1, 2].map(() => start({ PACKWRIGHT_WRITE_CODE_CACHE: '1' }, bothWrote));
    await vi.waitFor(() => expect(names.size).toBe(2), 20_000);
    writeFileSync(bothWrote, '');
    await Promise.all(starts);
    watcher.close();
    expect(await start({})).toMatchObject({ used: 2, refused: 0 });
  });

  it('of other flags, or cut off, is refused and compiled anew', async () => {
    expect(await start({}, folder, ['--no-opt'])).toEqual({ two: 2, path: 'chunks', used: 0, refused: 2 });
    const whole = readFileSync(cache());
    writeFileSync(cache(), whole.subarray(0, whole.length - 200));
    expect(await start({})).toEqual({ two: 2, path: 'chunks', used: 1, refused: 1 });
  });
});
