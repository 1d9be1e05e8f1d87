import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { tagsOf } from '../../electron/bench/bench-tags';
import { faultsOf, resize, sizes } from '../support/looks';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
/** Every look and size of what is on the screen now. */
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  for (const size of sizes) {
    await resize(day.launched, size);
    for (const look of ['light', 'dark'] as const) {
      await day.page.evaluate((next) => {
        document.documentElement.dataset['look'] = next;
      }, look);
      await day.page.screenshot({ path: join(shots, `${name}-${size.width}-${look}.png`) });
    }
  }
};

const become = async (day: Day, name: string): Promise<void> => {
  await day.badge(name);
  await expect(day.page.locator('.who')).toContainText(name);
  await day.page.locator('[data-route="today"]').click();
  await day.page.locator('[data-route="counts"]').click();
};

const epcs = tagsOf('bay').map(({ epcHex }) => epcHex);
const plainList = Buffer.from(`${epcs.join('\r\n')}\r\nTotal tags 223\r\n`);
const table = Buffer.from(
  `\uFEFFEPC\tPeak RSSI\tRead count\n${epcs
    .toReversed()
    .map((epc) => `${epc}\t-51.5\t4\n`)
    .join('')}`,
  'utf16le',
);

/** As from the desktop: anywhere on the page. */
const dropOnPage = ({ page }: Day, name: string, bytes: Buffer): Promise<void> =>
  page.evaluate(
    ([called, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], called));
      document.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, bytes.toString('base64')] as const,
  );

test('counts a bay with what a sled stored: looked at, taken in once, marked time unknown to the end', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await test.step('a supervisor starts the count', async () => {
      await become(day, 'Sam');
      await page.locator('[data-new-count]').click();
      await page.locator('[data-field="zone"]').selectOption('A');
      await page.locator('[data-field="aisle"]').fill('01');
      await page.locator('[data-field="bay"]').fill('01');
      await page.locator('[data-method="rfid"]').check();
      await expect(page.locator('[data-size]')).toHaveAttribute('data-size', '4');
      await page.locator('dialog[open] [type="submit"]').click();
      await expect(page.locator('[data-choose-file]')).toBeEnabled();
    });

    await test.step('a list is chosen by key; what it does not understand is asked', async () => {
      await become(day, 'Mia');
      // Asked for early: the window must know that no dialog of the system is wanted.
      const chooser = page.waitForEvent('filechooser');
      await page.locator('[data-open-count]').first().click();
      await expect(page.locator('[data-choose-file]')).toBeEnabled();
      await page.keyboard.press('F3');
      await (await chooser).setFiles({ name: 'sled-1.txt', mimeType: 'text/plain', buffer: plainList });
      await expect(page.locator('[data-figure="file-tags"]')).toContainText('223');
      await expect(page.locator('dialog [data-file-time="none"]')).toBeVisible();
      await expect(page.locator('[data-unread="1"]')).toContainText('Total tags 223');
      await expect(page.locator('[data-unread="1"]')).toContainText('Line 224');
      await shoot(day, 'sled-preview');
      expect(await faultsOf(page)).toEqual([]);
      await page.locator('[data-no-tags]').check();
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-pass="1"]')).toContainText('223 tags');
      await expect(page.locator('[data-pass="1"] [data-file-time="none"]')).toBeVisible();
      await expect(page.locator('[data-figure="found"]')).toContainText('221 / 222');
    });

    await test.step('the same again counts nothing; a second reading is a second pass', async () => {
      await dropOnPage(day, 'copy of sled-1.txt', plainList);
      await expect(page.locator('[data-known-pass="1"]')).toBeVisible();
      await expect(page.locator('[data-take-file]')).toBeDisabled();
      await shoot(day, 'sled-known');
      await page.keyboard.press('Escape');
      await dropOnPage(day, 'photo.png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1]));
      await expect(page.locator('[data-take]')).toContainText('no text file');
      await dropOnPage(day, 'sled-2.tsv', table);
      await expect(page.locator('[data-figure="file-tags"]')).toContainText('223');
      await page.locator('[data-take-file]').click();
      await expect(page.locator('[data-pass="2"]')).toContainText('223 tags');
      await expect(page.locator('[data-confidence="known"]')).toBeVisible();
      await shoot(day, 'sled-work');
      expect(await faultsOf(page)).toEqual([]);
      await page.keyboard.press('F12');
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-hand-in]')).toHaveCount(0);
    });

    await test.step('the supervisor is told that nobody knows when it was read: on the screen, in the evidence, in the CSV', async () => {
      await become(day, 'Sam');
      await page.locator('[data-open-count]').first().click();
      await expect(page.locator('[data-undated="1, 2"]')).toBeVisible();
      await expect(page.locator('[data-line="short"]')).toContainText('sand');
      await shoot(day, 'sled-review');
      await page.locator('[data-file="counts.csv"]').click();
      await expect(page.locator('[data-made]')).toHaveAttribute('data-made', /\.csv$/);
      const csv = readFileSync((await page.locator('[data-made]').getAttribute('data-made')) ?? '', 'utf8');
      expect(csv.split('\r\n').find((line) => line.startsWith('surplus,'))).toContain('time unknown');
      await page.locator('[data-line="foreign"], [data-filter="foreign"]').first().click();
      await page.locator('[data-line="foreign"] [data-open-line]').click();
      await expect(page.locator('[data-evidence]')).toContainText('sled-1.txt');
      await expect(page.locator('[data-evidence]')).toContainText('time unknown');
      await shoot(day, 'sled-line');
    });
  } finally {
    await day.launched.close();
  }
});
