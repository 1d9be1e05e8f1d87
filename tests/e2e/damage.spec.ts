import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { demoPin } from '../../shared/demo-pin';
import type { RelaunchedApp } from '../support/launch-app';
import { dayAt, startDay, type Day } from '../support/pack-day';
import { relaunchedBy } from '../support/restart';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

const recordOf = (dataDir: string): string => join(dataDir, 'demo');

/** A station that has a backup of its record, closed; answers its data folder. */
const closedStation = async (): Promise<string> => {
  const day = await startDay();
  await day.signIn('Ines');
  await day.page.locator('[data-route="record"]').click();
  await day.page.locator('[data-backup-now]').click();
  await expect(day.page.locator('[data-backup-folder]')).toHaveCount(1);
  await day.launched.close();
  return day.launched.dataDir;
};

/** Changes one letter in the middle of an entry; answers how many entries there are. Line 0 is the segment's own. */
const spoil = (dataDir: string, pick: (entries: number) => number): number => {
  const path = join(recordOf(dataDir), 'journal', '000001.jsonl');
  const lines = readFileSync(path, 'utf8').split('\n');
  const n = pick(lines.length - 2);
  const line = lines[n] ?? '';
  const at = line.indexOf('"command":"') + 12;
  lines[n] = `${line.slice(0, at)}${line[at] === 'x' ? 'y' : 'x'}${line.slice(at + 1)}`;
  writeFileSync(path, lines.join('\n'));
  return n;
};

/** Nor does a snapshot know anybody: whether there was time for one is chance. */
const forgetSnapshots = (dataDir: string): void =>
  rmSync(join(recordOf(dataDir), 'snapshots'), { recursive: true, force: true });

/** `packwright verify` on a data folder that nobody uses. */
const packwright = (...args: readonly string[]) => {
  const program = join(__dirname, '../../out/cli/packwright.cjs');
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  return { status, text: stdout };
};

const isWhole = (dataDir: string): void => {
  expect(packwright('verify', recordOf(dataDir))).toMatchObject({ status: 0 });
  expect(readdirSync(recordOf(dataDir)).filter((name) => name.startsWith('before-restore-'))).toHaveLength(1);
};

/** What the restored station is like, and its end. */
const lookAtRestored = async (again: RelaunchedApp, by: string): Promise<void> => {
  try {
    const day = await dayAt(again);
    await expect(again.page.locator('[data-store]')).toHaveCount(0);
    await day.signIn('Ines');
    await expect(again.page.locator('[data-restored]')).toBeVisible();
    await again.page.locator('[data-route="record"]').click();
    await expect(again.page.locator('[data-last-restore="own"]')).toContainText(by);
    await shoot(again.page, `restored-by-${by.replaceAll(/\W/g, '')}`);
  } finally {
    await again.end();
  }
};

test('a byte altered while the app was closed: it only reads, names the entry, and restores a backup', async () => {
  test.setTimeout(240_000);
  const dataDir = await closedStation();
  const bad = spoil(dataDir, (entries) => entries - 2);
  const found = packwright('verify', recordOf(dataDir));
  expect({ status: found.status, n: /entry (\d+)/.exec(found.text)?.[1] }).toEqual({ status: 1, n: String(bad) });

  const day: Day = await startDay({ dataDir });
  const { page } = day;
  try {
    const strip = page.locator('[data-store="read-only"]');
    await expect(strip).toContainText(`entry ${bad}`);
    await expect(strip).toContainText('000001.jsonl');
    await day.signIn('Mia');
    await page.locator('[data-route="pack"]').click();
    await day.bench.locator('[data-suggestion^="order-"]').first().click();
    await day.feedback('store-read-only');
    await expect(page.locator('main.pack')).toHaveCount(0);
    await shoot(page, 'damaged-operator');
    await day.signIn('Ines');
    await strip.locator('button').click();
    await page.locator('[data-verify]').click();
    await expect(page.locator('[data-verdict="bad"]')).toContainText(`entry ${bad}`);
    await shoot(page, 'damaged-record');
    await page.locator('[data-backup-folder] button').click();
    await shoot(page, 'damaged-restore');
  } catch (error) {
    await day.launched.kill();
    throw error;
  }
  await lookAtRestored(
    await relaunchedBy(day.launched, () => page.locator('dialog [type="submit"]').click()),
    'Ines Technik, signed in',
  );
  isWhole(dataDir);
});

test('a record that breaks before it names anybody is restored by a backup’s own IT person', async () => {
  test.setTimeout(240_000);
  const dataDir = await closedStation();
  spoil(dataDir, () => 1);
  forgetSnapshots(dataDir);
  const day: Day = await startDay({ dataDir });
  const { page } = day;
  try {
    await expect(page.locator('[data-store="read-only"]')).toContainText('entry 1');
    await expect(page.locator('[data-stage="recovery"]')).toBeVisible();
    await expect(page.locator('[data-command]')).toContainText(recordOf(dataDir));
    await shoot(page, 'recovery');
    await page.locator('header select').selectOption('de');
    await shoot(page, 'recovery-de');
    await page.locator('header select').selectOption('en');
    await page.locator('[data-recovery]').click();
    await expect(page.locator('.person')).toHaveCount(1);
    await expect(page.locator('.person')).toContainText('Ines');
    await page.locator('.person').click();
    for (const digit of '0815') await page.keyboard.press(digit);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-tries]')).toBeVisible();
    await shoot(page, 'recovery-wrong-pin');
    // Whoever is no IT person of that backup is not asked at all.
    expect(
      await day.call('recovery.restore', { folder: '/tmp', personId: 'nobody', pin: demoPin, code: null }),
    ).toMatchObject({
      ok: false,
      failure: { code: 'backup-not-found' },
    });
    for (const digit of demoPin) await page.keyboard.press(digit);
  } catch (error) {
    await day.launched.kill();
    throw error;
  }
  await lookAtRestored(await relaunchedBy(day.launched, () => page.keyboard.press('Enter')), 'Ines Technik, by PIN');
  isWhole(dataDir);
});

test('where its people’s PINs are lost as well, the recovery code restores a backup', async () => {
  test.setTimeout(240_000);
  const dataDir = await closedStation();
  spoil(dataDir, () => 1);
  forgetSnapshots(dataDir);
  const code = readFileSync(join(recordOf(dataDir), 'recovery.key'), 'utf8').trim();
  rmSync(join(recordOf(dataDir), 'people'), { recursive: true });
  const day: Day = await startDay({ dataDir });
  const { page } = day;
  try {
    await page.locator('[data-recovery]').click();
    await expect(page.locator('[data-by-code]')).toBeVisible();
    await expect(page.locator('.person')).toHaveCount(0);
    await shoot(page, 'recovery-nobody');
    await page.locator('[data-by-code]').click();
    await page.locator('[data-recovery-code]').fill('0'.repeat(26));
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-stage="recovery"] .strip.bad')).toBeVisible();
    await shoot(page, 'recovery-wrong-code');
    await page.locator('[data-recovery-code]').fill(code.toLowerCase());
  } catch (error) {
    await day.launched.kill();
    throw error;
  }
  await lookAtRestored(await relaunchedBy(day.launched, () => page.keyboard.press('Enter')), 'With the recovery code');
  isWhole(dataDir);
});

test('where somebody can sign in, nobody restores without', async () => {
  const day = await startDay();
  try {
    const asked = { folder: join(recordOf(day.launched.dataDir), 'backups'), personId: 'x', pin: demoPin, code: null };
    for (const [name, input] of [
      ['recovery.backups', {}],
      ['recovery.people', { folder: asked.folder }],
      ['recovery.restore', asked],
      ['recovery.restoreByCode', { folder: asked.folder, code: '0'.repeat(26) }],
    ] as const)
      expect(await day.call(name, input)).toMatchObject({ ok: false, failure: { code: 'not-now' } });
  } finally {
    await day.launched.close();
  }
});
