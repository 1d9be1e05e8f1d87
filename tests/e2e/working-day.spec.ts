import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PackView } from '../../shared/features/packing/view';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { verifyFolder } from '../../electron/journal/verify';
import { nodeFilePort } from '../../electron/journal/file-port';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

const pack = (day: Day): Promise<PackView | null> => day.query<PackView | null>('packing.current', {});

const override = async (day: Day, reason: string): Promise<void> => {
  await day.bench.locator('[data-suggestion^="badge-"]').filter({ hasText: 'Sam' }).click();
  await expect(day.page.locator('[data-badge="read"]')).toBeVisible();
  await day.page.locator('dialog .choice').first().click();
  await day.page.locator('[data-override-pin]').fill('7391');
  await shoot(day, `override-${reason}`);
  await day.page.locator('[data-override-pin]').press('Enter');
};

test('a working day: every error once, paper out, a pulled cable, a crash, a reprint', async () => {
  test.setTimeout(420_000);
  let day = await startDay();
  const { dataDir } = day.launched;
  try {
    await day.signIn('Mia');
    await shoot(day, 'start');

    await test.step('wrong item, unknown barcode, too many, undo', async () => {
      await day.openNext();
      await shoot(day, 'order-open');
      await day.suggest('wrong-item');
      await day.feedback('wrong-item');
      await shoot(day, 'wrong-item');
      expect(await day.scan('4006381333931', 'E0')).toBe('unknown-barcode');
      expect(await day.scan('4006381333932', 'E0')).toBe('check-digit');
      await day.packItems();
      const first = (await pack(day))?.lines[0];
      await day.page.keyboard.press('F3');
      await day.feedback('undone');
      expect(first).toBeDefined();
      await day.packItems();
      await day.step('weigh');
      await shoot(day, 'weigh');
    });

    await test.step('a window can not buy a label while the weight is open', async () => {
      const parcelId = (await pack(day))?.parcel?.parcelId;
      expect(await day.command('packing.requestLabel', { parcelId })).toMatchObject({
        ok: false,
        failure: { code: 'steps-open' },
      });
      const forged = await day.command('packing.recordWeight', { parcelId, readings: [] });
      expect(forged).toMatchObject({ ok: false, failure: { code: 'unknown-command' } });
    });

    await test.step('weight outside, then a supervisor overrides', async () => {
      await day.suggest('put-wrong');
      await day.step('weight-refused');
      await shoot(day, 'weight-refused');
      await day.page.keyboard.press('F12');
      await expect(day.page.locator('dialog')).toBeVisible();
      await override(day, 'weight');
      await day.step('confirm');
      await shoot(day, 'confirm');
    });

    await test.step('the label of another box does not close this one; a reprint makes the old copy worthless', async () => {
      await day.suggest('wrong-label');
      await day.feedback('label-unknown');
      const before = (await pack(day))?.parcel?.label;
      expect(before?.copy).toBe(1);
      const old = await day.bench.locator('[data-suggestion="label"]').count();
      expect(old).toBe(1);
      const answer = await day.command('packing.reprintLabel', {
        parcelId: (await pack(day))?.parcel?.parcelId,
        reason: 'Label damaged',
      });
      expect(answer.ok).toBe(true);
      await expect.poll(async () => (await pack(day))?.parcel?.label?.job, { timeout: 15_000 }).toBe('printed');
      expect((await pack(day))?.parcel?.label?.copy).toBe(2);
      expect(await day.scan(`00${before?.sscc ?? ''}`, 'C1')).toBe('copy-code-needed');
      await day.suggest('label');
      await day.feedback('order-packed');
      await day.act({ act: 'remove' });
    });

    await test.step('paper out: nothing is called printed, and the label comes once', async () => {
      await day.openNext();
      await day.packItems();
      await day.act({ act: 'paper-out' });
      await day.suggest('put');
      await day.step('label');
      await expect(day.page.locator('[data-device="bench-printer"]')).toContainText(/paper out/i);
      await shoot(day, 'paper-out');
      const labels = await day.bench.locator('figure').count();
      await day.act({ act: 'load-paper' });
      await day.step('confirm');
      await expect(day.bench.locator('figure')).toHaveCount(labels + 1);
      await day.suggest('label');
      await day.feedback('order-packed');
      await day.act({ act: 'remove' });
    });

    await test.step('the scale’s cable is pulled in the middle of a weighing', async () => {
      await day.openNext();
      await day.packItems();
      await day.act({ act: 'cable', device: 'scale', plugged: false });
      await expect(day.page.locator('[data-device="bench-scale"]')).not.toHaveAttribute('data-state', 'ready');
      await shoot(day, 'scale-lost');
      await day.act({ act: 'cable', device: 'scale', plugged: true });
      await expect(day.page.locator('[data-device="bench-scale"]')).toHaveAttribute('data-state', 'ready');
      await day.weighAndClose();
    });

    await test.step('short pick, hold and resume', async () => {
      const number = await day.openNext();
      const view = await pack(day);
      expect((await day.command('packing.hold', { packId: view?.packId, reason: 'Address unclear' })).ok).toBe(true);
      await expect(day.page.locator('main.start')).toBeVisible();
      expect(await day.scan(number, 'C0')).toBe('order-opened');
      await day.step('held');
      await day.page.keyboard.press('F12');
      await day.step('items');
      const line = view?.lines[0];
      expect(
        (
          await day.command('packing.shortPick', {
            packId: view?.packId,
            lineId: line?.lineId,
            quantity: 1,
            reason: 'Not at the location',
          })
        ).ok,
      ).toBe(true);
      await day.packItems();
      if (await day.page.locator('main.pack').isVisible()) await day.weighAndClose();
      await expect(day.page.locator('main.start')).toBeVisible();
    });

    await test.step('killed in the middle of a pack, it comes back at that step', async () => {
      const number = await day.openNext();
      await day.suggest('item-');
      await expect.poll(async () => (await pack(day))?.packed ?? 0).toBeGreaterThan(0);
      const packed = (await pack(day))?.packed;
      await day.launched.kill();
      day = await startDay({ dataDir });
      await day.signIn('Mia');
      await expect(day.page.locator('main.pack')).toHaveAttribute('data-order', number);
      expect((await pack(day))?.packed).toBe(packed);
      await day.packItems();
      await day.weighAndClose();
    });

    await test.step('orders by the dozen, scanner and scale only', async () => {
      for (let count = 0; count < 6; count += 1) {
        await day.openNext();
        for (let parcels = 0; parcels < 12 && (await day.page.locator('main.pack').isVisible()); parcels += 1) {
          await day.packItems();
          await day.weighAndClose();
        }
      }
    });

    await test.step('undo by command barcode', async () => {
      await day.openNext();
      await day.suggest('item-');
      await expect.poll(async () => (await pack(day))?.packed ?? 0).toBeGreaterThan(0);
      expect(await day.verb('undo')).toBe('undone');
      expect(await day.verb('hold')).toBe('hold-wanted');
      expect(await day.verb('choose', '1')).toBe('held');
    });

    await test.step('a file in the import folder becomes orders', async () => {
      const folder = join(dataDir, 'demo', 'import');
      const sku =
        (
          await day.query<{ rows: { sku: string }[] }>('catalogue.list', {
            search: '',
            filter: 'all',
            offset: 0,
            limit: 5,
          })
        ).rows[0]?.sku ?? '';
      writeFileSync(
        join(folder, 'shop.json'),
        JSON.stringify({
          format: 'packwright.orders/1',
          orders: [
            {
              number: 'SHOP-1',
              service: 'Standard',
              shipTo: { name: 'Eva Muster', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
              lines: [{ sku, quantity: 1 }],
            },
          ],
        }),
        { mode: 0o666 },
      );
      await expect.poll(() => readdirSync(folder).includes('shop.json'), { timeout: 20_000 }).toBe(false);
      expect(await day.scan('SHOP-1', 'C0')).toBe('order-opened');
    });

    const jobs = await day.query<readonly PrintJobRow[]>('printing.history', { limit: 200 });
    expect(jobs.filter((job) => job.state === 'printed').length).toBeGreaterThan(8);
    expect(new Set(jobs.map((job) => `${job.labelId}/${job.copy}`)).size).toBe(jobs.length);
    await day.launched.close();
    const verdict = verifyFolder(nodeFilePort, join(dataDir, 'demo'), null);
    expect(verdict).toMatchObject({ ok: true });
    expect(
      readdirSync(join(dataDir, 'demo', 'export')).filter((name) => name.endsWith('.json')).length,
    ).toBeGreaterThan(8);
  } catch (error) {
    console.log(day.launched.output().slice(-4000));
    await day.page.screenshot({ path: test.info().outputPath('fail.png') }).catch(() => undefined);
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
});
