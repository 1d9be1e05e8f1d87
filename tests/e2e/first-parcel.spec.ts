import { expect, test } from '@playwright/test';
import { launchApp } from '../support/launch-app';

test('one parcel, from the badge to the closed box, over the virtual bench', async () => {
  const launched = await launchApp();
  const { page } = launched;
  const bench = await launched.benchPage();
  const press = async (name: string): Promise<void> => bench.locator(`[data-suggestion="${name}"]`).first().click();
  try {
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-out');
    await bench.locator('[data-suggestion^="badge-"]').filter({ hasText: 'Mia' }).click();
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    await bench.locator('[data-suggestion^="order-"]').first().click();
    await expect(page.locator('main.pack')).toHaveAttribute('data-step', 'items');
    while ((await page.locator('main.pack').getAttribute('data-step')) === 'items') {
      const before = await page.locator('[data-sequence]').getAttribute('data-sequence');
      // Not there while the bench still asks what comes next, and after the last one never again.
      const item = bench.locator('[data-suggestion^="item-"].primary');
      const isPressed = await item.click({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (!isPressed) continue;
      await page.waitForFunction(
        (seen) => document.querySelector('[data-sequence]')?.getAttribute('data-sequence') !== seen,
        before,
      );
    }
    await expect(page.locator('main.pack')).toHaveAttribute('data-step', 'weigh');
    await press('put');
    await expect(page.locator('main.pack')).toHaveAttribute('data-step', 'confirm');
    await press('label');
    await expect(page.locator('[data-feedback="order-packed"]')).toBeVisible();
  } finally {
    await launched.close();
  }
});
