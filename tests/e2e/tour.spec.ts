import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyBackup } from '../../electron/store/backup';
import { tourSteps } from '../../shared/tour';
import { startDay } from '../support/pack-day';

test('a new operator takes the guided tour from the sign-in screen; it says where everything is that it left', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await page.locator('[data-tour-start]').click();
    for (const step of tourSteps) {
      await expect(page.locator('[data-tour]')).toHaveAttribute('data-tour', step);
      await page.locator('[data-tour-next]').click();
    }
    await expect(page.locator('[data-tour-end]')).toBeVisible();
    const folder = (await page.locator('[data-tour-folder]').textContent()) ?? '';
    expect(folder.startsWith(join(day.launched.dataDir, 'demo', 'tour'))).toBe(true);
    const pictures = tourSteps.map((step, index) => `0${index + 1}-${step}.png`);
    const papers = ['label.png', 'label.zpl', 'packing-slip.pdf', 'record', 'record.txt'];
    expect(readdirSync(folder).toSorted()).toEqual([...pictures, ...papers].toSorted());
    for (const file of [...pictures, 'label.png', 'packing-slip.pdf'])
      expect(statSync(join(folder, file)).size, file).toBeGreaterThan(3000);
    const [record = ''] = readdirSync(join(folder, 'record'));
    const kept = verifyBackup(nodeFilePort, join(folder, 'record', record));
    if (!kept.ok) throw new Error(kept.failure.code);
    expect(readFileSync(join(folder, 'record.txt'), 'utf8')).toContain(`${kept.value.head.n}:${kept.value.head.hash}`);
    await page.locator('dialog button[type="submit"]').click();
    await expect(page.locator('main.start')).toBeVisible();
    await expect(page.locator('.strip.tour')).toHaveCount(0);

    await day.openNext();
    expect(await day.call('tour.start', {})).toMatchObject({ ok: false, failure: { code: 'tour-order-open' } });
  } finally {
    await day.launched.close();
  }
});

test('help is on every page, by key too, and offers the tour', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Mia');
    await page.locator('[data-route="orders"]').click();
    await page.keyboard.press('F1');
    await expect(page.locator('dialog [data-tour-start]')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('dialog')).toHaveCount(0);
    await day.page.locator('[data-route="pack"]').click();
    await day.openNext();
    await page.keyboard.press('F1');
    await expect(page.locator('dialog')).toHaveCount(1);
    await page.locator('dialog [data-tour-start]').click();
    await expect(page.locator('dialog .strip.bad')).toBeVisible();
  } finally {
    await day.launched.close();
  }
});
