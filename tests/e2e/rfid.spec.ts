import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { picture } from '../support/picture';
import { startDay, type Day } from '../support/pack-day';

let day: Day;

test.beforeAll(async () => {
  day = await startDay();
  await day.signIn('Mia');
  await day.page.locator('[data-route="rfid"]').click();
});
test.afterAll(() => day.launched.close());

const shot = (name: string): Promise<void> => picture(day.page, name);

const unique = (page: Page) => page.locator('[data-unique]');
const rows = (page: Page) => page.locator('[data-tags] [role="option"]');

/** What the bench's pallet holds: 480 items, an SSCC, a crate, an asset, a foreign tag and a blank one. */
const onPallet = 485;

test('reads by one key, counts each tag once and names it by its scheme', async () => {
  const { page } = day;
  await expect(page.locator('[data-reader="bench-reader"] .chip')).toHaveClass(/good/);
  await page.keyboard.press('F2');
  await expect(page.locator('[data-reading="yes"]')).toHaveCount(1);
  await expect(unique(page)).toHaveAttribute('data-unique', '0');
  await day.act({ act: 'tags', what: 'pallet' });
  await expect(unique(page)).toHaveAttribute('data-unique', String(onPallet));
  await expect(page.locator('[data-start="stop"]')).toBeVisible();
  await expect(page.locator('[data-reads]')).not.toHaveAttribute('data-reads', String(onPallet));
  // Read again and again, and still no more of them.
  await expect(unique(page)).toHaveAttribute('data-unique', String(onPallet));
  await shot('rfid-reading');
});

test('finds tags by kind, text and order, and draws only those in sight', async () => {
  const { page } = day;
  expect(await rows(page).count()).toBeLessThan(60);
  const kind = page.getByLabel('Which tags');
  await kind.selectOption('unit');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('SSCC 395211010000000178');
  await kind.selectOption('other');
  await expect(page.locator('[data-shown="2"]')).toBeVisible();
  await expect(page.locator('[data-epc="E28068940000503166A3DC18"]')).toContainText('never encoded');
  await expect(page.locator('[data-epc="80A4C1D27E00000000000000"]')).toContainText('SGTIN-64');
  await kind.selectOption('all');
  await page.getByLabel('EPC, GTIN').fill('sn 1003');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText('GTIN 09521101100211 · SN 1003');
  await page.getByLabel('EPC, GTIN').fill('');
  await page.locator('[data-sort="tag"]').click();
  await expect(rows(page).first()).toContainText('GIAI 952110177001');
});

test('shows all of one tag, by keyboard alone', async () => {
  const { page } = day;
  await page.locator('[data-tags]').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('urn:epc:id:grai:9521101.00112.48');
  await expect(dialog.locator('tbody tr')).toContainText('Bench RFID reader');
  await shot('rfid-tag');
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog')).toHaveCount(0);
});

test('says that tags may be missing when the reader lost reports', async () => {
  const { page } = day;
  await expect(page.locator('[data-loss]')).toHaveCount(0);
  await day.act({ act: 'lose-reports' });
  await expect(page.locator('[data-loss="overflow"]')).toContainText('Bench RFID reader may have missed tags');
  await day.act({ act: 'cable', device: 'rfid', plugged: false });
  await expect(page.locator('[data-loss="disconnected"]')).toBeVisible();
  await shot('rfid-lost');
  await day.act({ act: 'cable', device: 'rfid', plugged: true });
  // It takes up reading by itself.
  await expect(page.locator('[data-reading="yes"]')).toHaveCount(1);
});

test('starts and stops by scanner, and saves what it saw', async () => {
  const { page } = day;
  await day.press('no');
  await expect(page.locator('[data-start="start"]')).toBeVisible();
  await expect(page.locator('[data-reading="yes"]')).toHaveCount(0);
  await page.locator('[data-export]').click();
  const line = await page.locator('.made-file .mono').textContent();
  const file = /\S+\.csv/.exec(line ?? '')?.[0] ?? '';
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
  expect(head.startsWith('epc,scheme,gtin,sscc,serial')).toBe(true);
  expect(lines).toHaveLength(onPallet);
  expect(lines.filter((each) => each.includes(',395211010000000178,'))).toHaveLength(1);
  await page.locator('[data-clear]').click();
  await expect(unique(page)).toHaveAttribute('data-unique', '0');
  await expect(page.locator('[data-loss]')).toHaveCount(0);
  await day.press('choose', '1');
  await expect(page.locator('[data-start="start"]')).toBeDisabled();
  await day.press('choose', '1');
  await day.press('yes');
  await expect(unique(page)).toHaveAttribute('data-unique', String(onPallet));
});

test('stops reading when the person signs out', async () => {
  const { page } = day;
  await page.locator('[data-sign-out]').click();
  await day.signIn('Sam');
  await page.locator('[data-route="rfid"]').click();
  await expect(page.locator('[data-start="start"]')).toBeVisible();
});

test('a supervisor sets a reader within its limits; it takes that on at once', async () => {
  const { page } = day;
  await page.locator('[data-clear]').click();
  await page.locator('[data-settings="bench-reader"]').click();
  const dialog = page.locator('dialog[open]');
  await expect(dialog).toContainText('10 to 30');
  await expect(dialog.locator('[data-field="q"]')).toHaveCount(0);
  await dialog.locator('[data-field="power"]').fill('31');
  await page.keyboard.press('Enter');
  await expect(dialog.locator('[data-field="power"]')).toHaveAttribute('aria-invalid', 'true');
  await dialog.locator('[data-field="power"]').fill('20.1');
  await dialog.locator('[data-field="session"]').selectOption('2');
  await dialog.locator('[data-field="tid"]').check();
  await shot('rfid-settings');
  await page.keyboard.press('Enter');
  await expect(page.locator('dialog')).toHaveCount(0);
  await page.keyboard.press('F2');
  // With chip numbers, the copied tag is one more.
  await expect(unique(page)).toHaveAttribute('data-unique', String(onPallet + 1));
  await page.getByLabel('Which tags').selectOption('twice');
  await expect(page.locator('[data-shown="2"]')).toBeVisible();
  await expect(rows(page).first()).toContainText('TID E280');
  await shot('rfid-twice');
});
