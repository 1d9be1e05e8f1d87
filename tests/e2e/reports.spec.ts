import { mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Report } from '../../shared/feature';
import type { OrderDetail, OrderRow } from '../../shared/features/orders/queries';
import type { ParcelRow } from '../../shared/features/packing/queries';
import type { PeriodBoard } from '../../shared/features/packing/reports';
import { faultsOf, looks, resize, setLook, sizes } from '../support/looks';
import { busyStation } from '../support/morning';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async ({ page }: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

/** In every look, and on the large screen. */
const lookAt = async (day: Day, name: string): Promise<void> => {
  for (const look of looks.toReversed()) {
    await setLook(day.page, look);
    expect.soft(await faultsOf(day.page), `${name}, ${look}`).toEqual([]);
    await shoot(day, `${name}-${look}`);
  }
  for (const size of [...sizes].toReversed()) {
    await resize(day.launched, size);
    await shoot(day, `${name}-${size.width}`);
  }
};

const rowsOf = (file: string): readonly string[][] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));

test('a supervisor sees what was done over days, takes it along as CSV, and finds any parcel again', async () => {
  test.setTimeout(300_000);
  const dataDir = await busyStation();
  const day = await startDay({ dataDir });
  const { page } = day;
  const exportFolder = join(dataDir, 'demo', 'export');
  const made = async (): Promise<string> => (await page.locator('[data-made]').getAttribute('data-made')) ?? '';
  try {
    await day.signIn('Mia');
    await page.locator('[data-route="today"]').click();
    await expect(page.locator('.board')).toBeVisible();
    await expect(page.locator('#tab-period')).toHaveCount(0);
    expect(await day.call('report.period', { from: '2026-01-01', to: '2026-12-31' })).toMatchObject({ ok: false });

    await test.step('the period: figures, chart and table say the same', async () => {
      await day.signIn('Sam');
      await page.locator('[data-route="today"]').click();
      await expect(page.locator('.board-figure').first()).not.toHaveText('0');
      await lookAt(day, 'today-busy');
      await page.locator('#tab-period').click();
      await expect(page.locator('[data-day-row]')).not.toHaveCount(0);
      const from = (await page.locator('[data-day="from"]').inputValue()) ?? '';
      const to = (await page.locator('[data-day="to"]').inputValue()) ?? '';
      const { value } = await day.query<Report<PeriodBoard>>('packing.period', { from, to });
      expect(value.parcels).toBeGreaterThan(80);
      expect(value.days.reduce((sum, each) => sum + each.parcels, 0)).toBe(value.parcels);
      const shown = await page
        .locator('[data-day-row]')
        .evaluateAll((rows) => rows.map((row) => Number(row.querySelectorAll('td')[1]?.textContent)));
      expect(shown).toEqual(value.days.map(({ parcels }) => parcels).toReversed());
      await expect(page.locator('.board-figure').first()).toHaveText(String(value.parcels));
      await expect(page.locator('.days')).toHaveAttribute('aria-label', new RegExp(`\\d/\\d`));
      await lookAt(day, 'period');
      await page.locator('header select').selectOption('de');
      await shoot(day, 'period-de');
      await page.locator('header select').selectOption('es');
      await shoot(day, 'period-es');
      await page.locator('header select').selectOption('en');

      await page.locator('[data-report-file]').click();
      await expect(page.locator('[data-made]')).toContainText('report_');
      const [head = [], ...days] = rowsOf(await made());
      expect(days.map((row) => row[head.indexOf('day')])).toEqual(value.days.map((each) => each.day));
      expect(days.map((row) => Number(row[head.indexOf('parcels')]))).toEqual(value.days.map((each) => each.parcels));
      await shoot(day, 'period-file');
      await page.locator('[data-export-range]').click();
      await expect(page.locator('[data-made]')).toContainText('parcels_');
      const parcels = readFileSync(await made(), 'utf8');
      expect(new Set(parcels.match(/\b\d{18}\b/g)).size).toBe(value.parcels);
      expect(readdirSync(exportFolder).filter((name) => name.endsWith('.part'))).toEqual([]);
    });

    await test.step('days without work, and a folder that is away, are said', async () => {
      await page.locator('[data-preset="lastMonth"]').click();
      await expect(page.locator('[data-report="empty"]')).toBeVisible();
      await shoot(day, 'period-empty');
      await page.locator('[data-preset="week"]').click();
      renameSync(exportFolder, `${exportFolder}-away`);
      await page.locator('[data-report-file]').click();
      await expect(page.locator('main [role="alert"]')).toContainText('export folder');
      renameSync(`${exportFolder}-away`, exportFolder);
      await page.locator('[data-report-file]').click();
      await expect(page.locator('[data-made]')).toContainText('report_');
    });

    await test.step('a parcel is found by part of an SSCC and by the name it went to', async () => {
      const [parcel] = await day.query<readonly ParcelRow[]>('packing.parcels', { search: '', limit: 1 });
      const { rows } = await day.query<{ rows: OrderRow[] }>('orders.list', {
        state: 'all',
        search: parcel?.order ?? '',
        service: null,
        country: null,
        cutOffUntil: null,
        offset: 0,
        limit: 1,
      });
      const order = await day.query<OrderDetail>('orders.detail', { orderId: rows[0]?.orderId ?? '' });
      await page.locator('[data-route="parcels"]').click();
      await shoot(day, 'parcels-newest');
      await page.locator('#tab-find').click();
      await shoot(day, 'find-start');
      const find = async (text: string): Promise<void> => {
        await page.locator('[data-find-text]').fill(text);
        await page.locator('[data-find]').click();
      };
      await find((parcel?.sscc ?? '').slice(-6));
      await expect(page.locator('[data-found]')).not.toHaveAttribute('data-found', '0');
      await page
        .locator('table.list .link', { hasText: parcel?.order ?? '' })
        .first()
        .click();
      await expect(page.locator('section', { hasText: parcel?.sscc ?? '' }).last()).toBeVisible();
      await lookAt(day, 'find');
      await find('no such parcel');
      await expect(page.locator('[data-found="0"]')).toBeVisible();
      await shoot(day, 'find-nothing');
      await find((order.shipTo?.name ?? '').toUpperCase());
      await expect(page.locator('[data-found]')).not.toHaveAttribute('data-found', '0');
      await expect(page.locator('table.list')).toContainText(parcel?.order ?? '');
    });
  } finally {
    await day.launched.close();
  }
});
