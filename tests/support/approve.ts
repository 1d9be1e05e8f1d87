import { expect } from '@playwright/test';
import type { Day } from './pack-day';

/** The supervisor's badge, reason and PIN for what is being asked. */
export const approve = async (day: Day, reason: number): Promise<void> => {
  const dialog = day.page.locator('dialog[open]');
  await expect(dialog.locator('[data-badge]')).toBeVisible();
  await day.badge('Sam');
  await expect(dialog.locator('[data-badge="read"]')).toBeVisible();
  await day.press('choose', String(reason));
  await dialog.locator('[data-override-pin]').fill('7391');
  await day.press('yes');
  await expect(dialog).toHaveCount(0);
};
