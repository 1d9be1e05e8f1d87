import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { forkStoreHost, killWhileWriting } from '../support/forked-store';
import { createRandom } from '../support/random';

const folderFor = (): string => mkdtempSync(join(tmpdir(), 'packwright-kill-'));

test('kill -9 at random moments loses nothing that was acknowledged', async () => {
  const folder = folderFor();
  const random = createRandom(20_261_124);
  const acknowledged: string[] = [];
  // Every third may die before it has acknowledged anything; the others have something worth losing, however busy we are.
  for (let run = 0; run < 15; run += 1) {
    const least = run % 3 === 0 ? 0 : 6;
    acknowledged.push(...(await killWhileWriting(folder, run, random.integer(5, 120), undefined, least)));
  }
  expect(acknowledged.length).toBeGreaterThan(50);
  const host = await forkStoreHost(folder);
  const found = new Set(await host.people());
  expect(acknowledged.filter((each) => !found.has(each))).toEqual([]);
  await host.close();
  expect(verifyFolder(nodeFilePort, folder, null)).toMatchObject({ ok: true });
  rmSync(folder, { recursive: true, force: true });
});

test('a second store host on the same folder is refused', async () => {
  const folder = folderFor();
  const first = await forkStoreHost(folder);
  expect(first.opened.ok).toBe(true);
  const second = await forkStoreHost(folder);
  expect(second.opened).toMatchObject({ ok: false, failure: { code: 'already-running' } });
  await second.kill();
  expect((await first.add('still-here')).ok).toBe(true);
  await first.close();
  rmSync(folder, { recursive: true, force: true });
});

test('a host whose snapshot turns out to be damaged ends, and the next one makes its tables from the journal', async () => {
  const folder = folderFor();
  const first = await forkStoreHost(folder);
  expect((await first.add('somebody')).ok).toBe(true);
  expect((await first.snapshot()).ok).toBe(true);
  await first.close();
  const name = readdirSync(join(folder, 'snapshots')).find((each) => each.endsWith('.sqlite')) ?? '';
  const bytes = readFileSync(join(folder, 'snapshots', name));
  bytes[bytes.length - 1000] = 1;
  writeFileSync(join(folder, 'snapshots', name), bytes);
  const second = await forkStoreHost(folder);
  expect(second.opened.ok).toBe(true);
  await second.gone;
  const third = await forkStoreHost(folder);
  expect(await third.people()).toEqual(['somebody']);
  await third.close();
  rmSync(folder, { recursive: true, force: true });
});
