import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

const openTab = async ({ page }: Day, tab: 'items' | 'places' | 'movements' | 'tasks'): Promise<void> => {
  await page.locator('[data-route="stock"]').click();
  await page.locator(`#stock-${tab}`).click();
  await expect(page.locator(`#stock-${tab}`)).toHaveAttribute('aria-selected', 'true');
};

test('the stock page says what lies where, and takes a movement back', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Ines');

    await test.step('from an item to its bin on the picture of the racks', async () => {
      await openTab(day, 'items');
      await page.locator('.stock-head input').fill('Earl Grey');
      const row = page.locator('[role="option"]').first();
      await expect(row).toContainText('Earl Grey');
      await row.click();
      await expect(page.locator('.stock-detail h2')).toContainText('Earl Grey');
      await shoot(day, 'stock-items');
      const place = page.locator('.stock-detail .link').first();
      const location = (await place.textContent()) ?? '';
      await place.click();
      await expect(page.locator(`[data-bin="${location}"]`)).toHaveAttribute('aria-pressed', 'true');
      await expect(page.locator('.stock-detail')).toContainText('Earl Grey');
      await shoot(day, 'stock-places');
    });
  } finally {
    await day.launched.close();
  }
});
