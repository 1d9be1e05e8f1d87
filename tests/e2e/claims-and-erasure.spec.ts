import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { nodeFilePort } from '../../electron/journal/file-port';
import { scanJournal } from '../../electron/journal/scan';
import { verifyFolder } from '../../electron/journal/verify';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { approve } from '../support/approve';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots !== undefined) await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

/** A demo station with these lines of `station.yaml` in place of its own. */
const stationWith = (name: string, lines: Readonly<Record<string, string>>): string => {
  const dataDir = folderForApp(join(temporaryFolder(name), 'data'));
  mkdirSync(folderForApp(join(dataDir, 'demo')), { recursive: true });
  changeStation(dataDir, stationExample({ mode: 'demo' }), lines);
  return dataDir;
};

const stationFile = (dataDir: string): string => join(dataDir, 'demo', 'station.yaml');
const changeStation = (dataDir: string, text: string, lines: Readonly<Record<string, string>>): void => {
  const changed = Object.entries(lines).reduce(
    (all, [key, value]) => all.replace(new RegExp(`^${key}: .*$`, 'm'), `${key}: ${value}`),
    text,
  );
  writeFileSync(stationFile(dataDir), changed);
  giveToApp(stationFile(dataDir));
};

const events = (dataDir: string): readonly { type: string; data: Record<string, unknown> }[] => {
  const found: { type: string; data: Record<string, unknown> }[] = [];
  scanJournal(nodeFilePort, join(dataDir, 'demo', 'journal'), null, (entry) => void found.push(...entry.events));
  return found;
};

/** Everything that lies in the data folder, whatever its form. */
const allBytes = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return allBytes(path);
      return entry.isFile() ? readFileSync(path).toString('latin1') : '';
    })
    .join('\n');

/** Mia in the middle of an order of three, with two in the box. */
const beginOrder = async (day: Day, number: string): Promise<string> => {
  const [item] = await findItems(day, 1, isPlain);
  if (item === undefined) throw new Error('no item');
  await importOrder(day, number, [{ sku: item.sku, quantity: 3 }]);
  await day.scan(number, 'C0');
  for (let piece = 0; piece < 2; piece += 1) expect(await day.scan(codeOf(item), 'I1')).toBe('item-packed');
  return codeOf(item);
};

const finish = async (day: Day, code: string): Promise<void> => {
  await day.scan(code, 'I1');
  await day.weighAndClose();
};

const takeOver = async (dataDir: string): Promise<void> => {
  let day = await startDay({ dataDir });
  try {
    await day.signIn('Mia');
    const code = await beginOrder(day, 'CLAIM-1');
    await day.launched.close();

    // The next station of the site, on the same record.
    changeStation(dataDir, readFileSync(stationFile(dataDir), 'utf8'), { station: 'demo-2' });
    day = await startDay({ dataDir });
    const { page } = day;
    await day.signIn('Jonas');
    await expect(page.locator('main.start')).toBeVisible();
    expect(await day.scan('CLAIM-1', 'C0')).toBe('order-claimed');
    await expect(page.locator('dialog[open]')).toContainText('CLAIM-1');
    await shoot(day, 'take-over');
    // Said no: nothing is taken from anybody.
    await page.keyboard.press('Escape');
    await expect(page.locator('main.start')).toBeVisible();
    expect(await day.scan('CLAIM-1', 'C0')).toBe('order-claimed');
    await approve(day, 1);
    await day.step('items');
    expect(await day.pack()).toMatchObject({ number: 'CLAIM-1', packed: 2 });
    const [override] = (await day.query<TodayBoard>('packing.today', {})).overrides;
    expect(override).toMatchObject({ action: 'take-over', order: 'CLAIM-1' });
    await finish(day, code);

    await test.step('IT erases who it went to, and a person', async () => {
      await day.signIn('Ines');
      await page.locator('[data-route="orders"]').click();
      await page.locator('main.page select').first().selectOption('all');
      await page.locator('main.page .search').fill('CLAIM-1');
      await page.locator('tr', { hasText: 'CLAIM-1' }).first().click();
      await expect(page.locator('main.page')).toContainText('Eva Muster');
      // Whose order it is, by name and never by id.
      await expect(page.locator('main.page')).not.toContainText(/[0-9a-f]{8}-[0-9a-f]{4}/);
      await page.locator('[data-erase]').click();
      await shoot(day, 'erase-order');
      await page.locator('dialog button[type="submit"]').click();
      await expect(page.locator('main.page')).not.toContainText('Eva Muster');
      await shoot(day, 'erased-order');
      await page.locator('[data-route="people"]').click();
      await page.locator('[data-person-row^="Jonas"] button').click();
      await page.getByRole('button', { name: 'Erase the name' }).click();
      await page.locator('dialog button[type="submit"]').click();
      await expect(page.locator('[data-person-row^="Jonas"]')).toHaveCount(0);
      await shoot(day, 'erased-person');
      await page.locator('[data-sign-out]').click();
      await expect(page.locator('.person', { hasText: 'Mia' })).toBeVisible();
      await expect(page.locator('.person', { hasText: 'Jonas' })).toHaveCount(0);
    });
  } finally {
    await day.launched.close();
  }
};

test('the screen locks after half a minute and gives the same step back; a claimed order is taken over; the erased are gone', async () => {
  test.setTimeout(240_000);
  const lockDir = stationWith('lock', { autoLockMinutes: '0.5' });
  const claimDir = stationWith('claims', {});
  const day = await startDay({ dataDir: lockDir });
  const { page } = day;
  try {
    await day.signIn('Mia');
    const code = await beginOrder(day, 'LOCK-1');
    const before = await day.pack();
    const leftAt = Date.now();
    // Nobody touches this station any more. Meanwhile, at another:
    await test.step('take-over and erasure', () => takeOver(claimDir));

    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'locked', { timeout: 45_000 });
    expect(Date.now() - leftAt).toBeGreaterThan(29_000);
    await shoot(day, 'auto-locked');
    await expect(page.locator('body')).not.toContainText('LOCK-1');
    // What is scanned at a locked station is packed in nobody's name.
    await day.act({ act: 'scan', data: code, aim: 'I1' });
    await day.badge('Mia');
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    await day.step('items');
    expect(await day.pack()).toEqual(before);
    await finish(day, code);
  } finally {
    await day.launched.close();
  }
  expect(events(lockDir).filter(({ type }) => type === 'v1.people.locked')).toMatchObject([{ data: { why: 'idle' } }]);

  const claimed = events(claimDir).filter(({ type }) => type === 'v1.packing.claimed');
  expect(claimed.at(-1)?.data).toMatchObject({ how: 'take-over' });
  // Their names were sealed under keys of their own: with those gone the chain still holds.
  expect(verifyFolder(nodeFilePort, join(claimDir, 'demo'), null)).toMatchObject({ ok: true });
  const record = allBytes(join(claimDir, 'demo', 'journal')) + allBytes(join(claimDir, 'demo', 'people'));
  for (const name of ['Eva Muster', 'Jonas']) expect(record).not.toContain(name);
});
