import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Report } from '../../shared/feature';
import type { CountAccuracy } from '../../shared/features/counts/accuracy';
import { baysByWeek, countedStation } from '../support/counted-weeks';
import { faultsOf, resize, setLook, sizes, sticksOut } from '../support/looks';
import { startDay } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];

test('a supervisor sees how true the book is: charts with their tables, as CSV and on paper', async () => {
  test.setTimeout(240_000);
  const dataDir = await countedStation();
  const day = await startDay({ dataDir });
  const { page } = day;
  const made = async (): Promise<string> => (await page.locator('[data-made]').getAttribute('data-made')) ?? '';
  try {
    await day.signIn('Mia');
    await page.locator('[data-route="counts"]').click();
    await expect(page.locator('#tab-accuracy')).toHaveCount(0);
    const range = { from: '2020-01-01', to: '2099-12-31' };
    expect(await day.call('counts.accuracyCsv', range)).toMatchObject({ ok: false });

    await day.signIn('Sam');
    await page.locator('[data-route="today"]').click();
    await page.locator('[data-route="counts"]').click();
    await page.locator('#tab-accuracy').click();
    await expect(page.locator('[data-table="days"] tbody tr')).not.toHaveCount(0);
    const [from, to] = await Promise.all(['from', 'to'].map((end) => page.locator(`[data-day="${end}"]`).inputValue()));
    const { value } = await day.query<Report<CountAccuracy>>('counts.accuracy', { from, to });
    expect(value.counts).toBe(baysByWeek.reduce((sum, bays) => sum + bays, 0));
    await expect(page.locator('[data-figure="lines"] strong')).toContainText(String(value.total.lines));
    // Each week is a slot of the charts and a row of the tables behind them.
    await expect(page.locator('[data-table="days"] tbody tr')).toHaveCount(baysByWeek.length);
    await expect(page.locator('.acc-plot').first().locator('[data-slot]')).toHaveCount(baysByWeek.length);
    await expect(page.locator('.acc-chart').first()).toHaveAttribute('aria-label', /%.*too few to say/);
    await expect(page.locator('.acc-dot.few')).toHaveCount(1);
    const people = await page.locator('[data-table="people"] tbody th').allTextContents();
    expect(people.toSorted((a, b) => a.localeCompare(b))).toEqual([
      expect.stringContaining('Jonas'),
      expect.stringContaining('Mia'),
    ]);
    for (const size of sizes) {
      await resize(day.launched, size);
      for (const look of ['light', 'dark'] as const) {
        await setLook(page, look);
        if (size === sizes[0]) expect.soft(await faultsOf(page), `accuracy, ${look}`).toEqual([]);
        expect.soft(await sticksOut(page), `accuracy at ${size.width}`).toBe(0);
        if (shots === undefined) continue;
        mkdirSync(shots, { recursive: true });
        await page.screenshot({ path: join(shots, `accuracy-${look}-${size.width}.png`) });
        await page.locator('.acc-words').scrollIntoViewIfNeeded();
        await page.screenshot({ path: join(shots, `accuracy-end-${look}-${size.width}.png`) });
        await page.locator('h1').scrollIntoViewIfNeeded();
      }
    }
    await setLook(page, 'light');

    await page.locator('[data-csv]').click();
    await expect(page.locator('[data-made]')).toContainText('accuracy-');
    const [head = [], ...rows] = readFileSync(await made(), 'utf8')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const total = rows.find(([part]) => part === 'total') ?? [];
    expect(Number(total[head.indexOf('lines')])).toBe(value.total.lines);
    expect(rows.filter(([part]) => part === 'person')).toHaveLength(2);
    await page.locator('[data-paper]').click();
    await expect(page.locator('[data-made]')).toContainText('.pdf');
    expect(
      readFileSync(await made())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    if (shots !== undefined) {
      for (const language of ['de', 'es']) {
        await page.locator('header select').selectOption(language);
        await page.screenshot({ path: join(shots, `accuracy-${language}.png`) });
      }
      await page.locator('header select').selectOption('en');
    }

    await page.locator('[data-preset="lastMonth"]').click();
    await page.locator('[data-day="from"]').fill('2020-01-01');
    await page.locator('[data-day="to"]').fill('2020-02-01');
    await expect(page.locator('[data-report="empty"]')).toBeVisible();
  } finally {
    await day.launched.close();
  }
});
