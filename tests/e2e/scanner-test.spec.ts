import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { testCard } from '../../shared/barcode/test-card';
import { faultsOf, resize, setLook, sizes, sticksOut } from '../support/looks';
import { picture } from '../support/picture';
import { startDay, type Day } from '../support/pack-day';

let day: Day;

test.beforeAll(async () => {
  day = await startDay();
  await day.signIn('Ines');
  await day.page.locator('[data-route="devices"]').click();
  await day.page.locator('[data-device-card="bench-scanner"]').click();
});
test.afterAll(() => day.launched.close());

test('checks a scanner code by code: what is wrong is said in words, and nothing else happens by these codes', async () => {
  const { page } = day;
  const step = (id: string) => page.locator(`[data-test-code="${id}"]`);
  const scan = (data: string, aim: string | null): Promise<void> => day.act({ act: 'scan', data, aim });
  const [characters, product, lot] = testCard;
  if (characters === undefined || product === undefined || lot === undefined) throw new Error('card');
  // Not there before anything was told: waiting for it would wait in vain.
  const lastTold = async (): Promise<string | null> => {
    const banner = page.locator('[data-sequence]');
    return (await banner.count()) === 0 ? null : banner.getAttribute('data-sequence');
  };
  const told = await lastTold();

  await page.getByRole('button', { name: 'Check scanner' }).click();
  await expect(step('characters')).toHaveAttribute('aria-current', 'step');
  await expect(page.locator('.test-symbol img')).toBeVisible();
  for (const size of sizes) {
    await resize(day.launched, size);
    for (const look of ['light', 'dark'] as const) {
      await setLook(page, look);
      if (size === sizes[0]) expect.soft(await faultsOf(page), look).toEqual([]);
      expect.soft(await sticksOut(page)).toBe(0);
      await picture(page, `scanner-test-${look}-${size.width}`);
    }
  }
  await scan(characters.data, 'C0');
  await expect(step('characters')).toHaveAttribute('data-verdict', 'passed');
  await scan(product.data.slice(0, -1), 'E0');
  await expect(page.locator('[data-test-fault="cut-short"]')).toContainText('12 of 13 characters');
  await scan(product.data, 'E0');
  await expect(step('product')).toHaveAttribute('data-verdict', 'passed');
  await scan(lot.data.replace('\u001d', ''), 'C1');
  await expect(page.locator('[data-test-fault="no-gs"]')).toContainText('GS is missing');
  await picture(page, 'scanner-test-fault');
  await resize(day.launched, sizes[0]);
  await setLook(page, 'light');
  await picture(page, 'scanner-test-docs');
  await scan(lot.data, 'C1');
  for (const { id, data, aims } of testCard.slice(3)) {
    await expect(step(id)).toHaveAttribute('aria-current', 'step');
    await scan(data, aims[0] ?? null);
    await expect(step(id)).toHaveAttribute('data-verdict', 'passed');
  }
  await expect(page.locator('[data-test-outcome="passed"]')).toBeVisible();
  await picture(page, 'scanner-test-passed');
  // The command on the card pressed nothing, and no banner was told of any of it.
  expect(await lastTold()).toBe(told);
});

test('prints the card, and gives the scanner back to the work when the check ends', async () => {
  const { page } = day;
  await page.getByRole('button', { name: 'Printable card' }).click();
  const made = page.locator('.made-file');
  await expect(made).toBeVisible();
  const file = /(\/\S+\.pdf)/.exec((await made.textContent()) ?? '')?.[1] ?? '';
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  await page.getByRole('button', { name: 'End the check' }).click();
  await expect(page.locator('[data-wire="bench-scanner"]')).toBeVisible();
  await page.locator('[data-route="pack"]').click();
  expect(await day.scan('NO-SUCH-ORDER', 'C0')).toBe('order-unknown');
});
