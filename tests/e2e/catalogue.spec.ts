import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { CatalogueItem, CatalogueRow } from '../../shared/features/catalogue/queries';
import type { CartonRecord } from '../../shared/features/catalogue/records';
import type { OrderRow } from '../../shared/features/orders/queries';
import type { PackView } from '../../shared/features/packing/view';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

const vase = 'Hand-blown vase, amber';
const caps = ['Baseball cap, navy', 'Baseball cap, sand'] as const;

const itemNamed = async (day: Day, name: string): Promise<CatalogueItem> => {
  const { rows } = await day.query<{ rows: readonly CatalogueRow[] }>('catalogue.list', { search: name });
  const item = await day.query<CatalogueItem | null>('catalogue.item', { sku: rows[0]?.sku ?? '' });
  if (item === null) throw new Error(`no item "${name}"`);
  return item;
};

/** The first waiting order that holds this item. */
const orderWith = async (day: Day, sku: string): Promise<string> => {
  const { rows } = await day.query<{ rows: readonly OrderRow[] }>('orders.list', { state: 'waiting', search: sku });
  return rows[0]?.number ?? '';
};

const pack = (day: Day): Promise<PackView | null> => day.query<PackView | null>('packing.current', {});

const stockOf = async (day: Day, cartonId: string): Promise<number | null> =>
  (await day.query<readonly CartonRecord[]>('catalogue.cartons', {})).find((each) => each.cartonId === cartonId)
    ?.stock ?? null;

const openPage = async (day: Day, tab: 'items' | 'cartons' | 'dunnage'): Promise<void> => {
  await day.page.locator('[data-route="catalogue"]').click();
  await day.page.locator(`#tab-${tab}`).click();
  await expect(day.page.locator(`#tab-${tab}`)).toHaveAttribute('aria-selected', 'true');
};

const find = async (day: Day, text: string): Promise<void> => {
  await day.page.locator('#tab-content input').first().fill(text);
  await expect(day.page.locator('[role="option"]').first()).toContainText(text);
};

test('the catalogue shows its goods; a missing weight is learned, a shared code asked about, boxes counted', async () => {
  test.setTimeout(180_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Sam');

    await test.step('three hundred items and more, each drawn, all within reach of the keyboard', async () => {
      await openPage(day, 'items');
      await expect(page.locator('[role="option"]').first()).toBeVisible();
      expect(await page.locator('[role="option"]').count()).toBeLessThan(60);
      await page.locator('[role="listbox"]').focus();
      for (let presses = 0; presses < 60; presses += 1) await page.keyboard.press('PageDown');
      await expect(page.locator('[role="option"][aria-selected="true"]')).toContainText('Zinc 25 mg');
      await expect(page.locator('.item-facts')).toContainText('Zinc 25 mg');
      await expect(page.locator('.item-facts .pictogram path').first()).toBeVisible();
      await shoot(day, 'catalogue-end');
      await find(day, 'Phone case sand');
      await expect(page.locator('.item-facts')).toContainText(/case of 24/);
      await find(day, vase);
      await expect(page.locator('.item-facts')).toContainText(/not known yet, is learned/);
      await shoot(day, 'catalogue-unknown-weight');
    });

    await test.step('an item without a weight never stops a parcel; the parcel teaches it', async () => {
      const { sku } = await itemNamed(day, vase);
      await page.locator('[data-route="pack"]').click();
      expect(await day.scan(await orderWith(day, sku), 'C0')).toBe('order-opened');
      await day.packItems();
      const weighed = await pack(day);
      expect(weighed?.parcel?.expectation?.unknownSkus).toEqual([sku]);
      const carton = weighed?.parcel?.carton?.cartonId ?? '';
      const before = await stockOf(day, carton);
      await day.weighAndClose();
      const { learned, weightMg } = await itemNamed(day, vase);
      expect(weightMg).toBeNull();
      // It really weighs 980 g.
      expect(Math.abs((learned?.weightMg ?? 0) - 980_000)).toBeLessThan(30_000);
      expect(learned?.parcels).toBe(1);
      await test.step('and the box is off the stock', async () => {
        expect(await stockOf(day, carton)).toBe((before ?? 0) - 1);
      });
      await openPage(day, 'items');
      await find(day, vase);
      await expect(page.locator('.item-facts')).toContainText(/learned from parcels/);
      await shoot(day, 'catalogue-learned');
    });

    await test.step('a code on two items is asked about, by picture', async () => {
      const [first, second] = [await itemNamed(day, caps[0]), await itemNamed(day, caps[1])];
      const code = first.barcodes[0]?.code ?? '';
      expect(second.barcodes[0]?.code).toBe(code);
      await page.locator('[data-route="pack"]').click();
      expect(await day.scan(await orderWith(day, first.sku), 'C0')).toBe('order-opened');
      for (const name of caps) {
        expect(await day.scan(code.slice(1), 'E0')).toBe('ambiguous-barcode');
        await expect(page.locator('dialog .pictogram')).toHaveCount(2);
        await shoot(day, 'choose-item');
        await page.locator('dialog').getByRole('button', { name }).click();
        await expect(page.locator('dialog')).toHaveCount(0);
        await expect(page.locator(`[data-sku="${name === caps[0] ? first.sku : second.sku}"]`)).toHaveAttribute(
          'data-packed',
          '1',
        );
      }
      await day.weighAndClose();
    });

    await test.step('a supervisor counts boxes', async () => {
      await openPage(day, 'cartons');
      await expect(page.locator('[data-carton="F3"]')).toContainText(/none left/);
      await shoot(day, 'catalogue-boxes');
      await page.locator('[data-carton="F3"] button').click();
      await page.locator('dialog input').fill('120');
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-carton="F3"]')).toContainText('120');
      expect(await stockOf(day, 'F3')).toBe(120);
      await openPage(day, 'dunnage');
      await expect(page.locator('[data-dunnage="PAPER"]')).toContainText('11.0 g');
      await shoot(day, 'catalogue-filler');
    });
    await day.launched.close();
  } catch (error) {
    console.log(day.launched.output().slice(-3000));
    await page.screenshot({ path: test.info().outputPath('fail.png') }).catch(() => undefined);
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
});
