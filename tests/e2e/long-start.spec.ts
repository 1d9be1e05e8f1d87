import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { addPerson, benchPin, equipStation } from '../bench/stations';
import { writeSyntheticStore } from '../bench/synthetic-store';
import { folderForApp, temporaryFolder } from '../support/app-environment';
import { launchApp } from '../support/launch-app';

/** Takes seconds to read where there is no snapshot of the tables, as after an update. */
const events = 40_000;

test('a start that reads the whole record says how far it is, and days of work make a chart', async () => {
  test.setTimeout(240_000);
  const base = folderForApp(join(temporaryFolder('long-start'), 'data'));
  const data = join(base, 'demo');
  mkdirSync(data);
  await writeSyntheticStore({ folder: data, events, begin: addPerson(data) });
  equipStation({ base, data, orders: 0 }, []);
  const { page, close } = await launchApp({ dataDir: base, args: ['--demo', '--no-bench'] });
  const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
  const shoot = async (name: string): Promise<void> => {
    if (shots === undefined) return;
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`) });
  };
  try {
    const percent = (): Promise<number> =>
      page.locator('[data-starting]').getAttribute('data-starting', { timeout: 60_000 }).then(Number);
    await page.waitForFunction(
      () => Number(document.querySelector('[data-starting]')?.getAttribute('data-starting')) > 0,
    );
    const first = await percent();
    // What takes less than a second is not worth a word: it comes into sight only then.
    await page.waitForFunction(() => {
      const starting = document.querySelector('[data-starting]');
      return starting === null || getComputedStyle(starting).opacity === '1';
    });
    await shoot('starting');
    expect(first).toBeLessThan(100);
    await expect(page.locator('.shell')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-starting]')).toHaveCount(0);
    await page.locator('.person').click();
    for (const digit of benchPin) await page.keyboard.press(digit);
    await page.keyboard.press('Enter');
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    await page.locator('[data-route="today"]').click();
    await page.locator('#tab-period').click();
    await expect(page.locator('[data-report="loading"]')).toHaveCount(0, { timeout: 60_000 });
    await shoot('period-many');
  } finally {
    await close();
  }
});
