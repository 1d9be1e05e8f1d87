import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { allRowsOf } from '../../shared/features/labels/rows';
import type { BatchRow } from '../../shared/features/labels/queries';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { barsOf, makePdf } from '../labels/foreign/pdf';
import { readCodes } from '../labels/read-codes';
import { faultsOf, resize, setLook, sizes } from '../support/looks';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

const batches = (day: Day): Promise<readonly BatchRow[]> => day.query('labels.batches', { limit: 20 });

test('labels: one by hand, many from a file, a carrier’s PDF; nothing twice, and a version needs approval', async () => {
  test.setTimeout(150_000);
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Sam');
    await page.locator('[data-route="labels"]').click();
    const preview = page.locator('[data-preview]');

    await test.step('one label, two copies', async () => {
      await page.locator('[data-template="product"]').click();
      await expect(preview.locator('img')).toBeVisible();
      const before = (await preview.locator('img').getAttribute('src')) ?? '';
      await page.locator('[data-field="name"]').fill('Thermo mug 450 ml');
      await expect(preview.locator('img')).not.toHaveAttribute('src', before);
      await page.locator('[data-copies]').fill('2');
      await shoot(day, 'labels-one');
      await page.locator('[data-print]').click();
      await expect.poll(async () => (await batches(day))[0]?.printed, { timeout: 30_000 }).toBe(2);
      await expect(day.bench.locator('figure')).toHaveCount(2);
      const [job] = await day.query<readonly PrintJobRow[]>('printing.history', { limit: 1 });
      expect(job?.evidence).toMatch(/counter/);
      expect(job?.pictureSha256).not.toBeNull();
    });

    await test.step('what must not be printed is refused before it is asked for', async () => {
      await page.locator('[data-field="gtin"]').fill('4006381333932');
      await expect(page.locator('.label-warnings .bad')).toBeVisible();
      await expect(page.locator('[data-print]')).toBeDisabled();
    });

    await test.step('a file of thirty rows', async () => {
      await page.locator('[data-tab="file"]').click();
      await page.locator('[data-template="location"]').click();
      const fields = (await page.locator('.label-form .quiet').first().textContent()) ?? '';
      const header = fields.replace(/^.*: /, '').split(', ');
      const rows = Array.from({ length: 30 }, (_, row) => header.map((_field, at) => `${row + 10}${at}`).join(';'));
      const file = join(day.launched.dataDir, 'locations.csv');
      writeFileSync(file, [header.join(';'), ...rows].join('\n'), { mode: 0o644 });
      await page.locator('[data-labels-file]').setInputFiles(file);
      await expect(preview.locator('img')).toBeVisible();
      await shoot(day, 'labels-file');
      await page.locator('[data-print]').click();
      await expect.poll(async () => (await batches(day))[0]?.total, { timeout: 30_000 }).toBe(30);
      const madeOrWhy = async () => ({
        made: (await batches(day))[0]?.made,
        why: await page.locator('main [role="alert"]').allTextContents(),
      });
      await expect.poll(madeOrWhy, { timeout: 60_000 }).toEqual({ made: 30, why: [] });
      await page.locator('[data-batch] [data-cancel]').first().click();
      await expect.poll(async () => (await batches(day))[0]?.open, { timeout: 30_000 }).toBe(0);
      const [batch] = await batches(day);
      expect((batch?.printed ?? 0) + (batch?.cancelled ?? 0) + (batch?.uncertain ?? 0)).toBe(30);
      expect(batch?.cancelled).toBeGreaterThan(0);
      await expect(day.bench.locator('figure')).toHaveCount(2 + (batch?.printed ?? 0));
    });

    await test.step('a file of ten thousand rows, stopped after some', async () => {
      const file = join(day.launched.dataDir, 'many.csv');
      const rows = Array.from({ length: 10_000 }, (_, row) => `A-${row};${row % 100};A;1;${row};2`);
      writeFileSync(file, ['code;checkDigits;zone;aisle;bay;level', ...rows].join('\n'), {
        mode: 0o644,
      });
      await page.locator('[data-labels-file]').setInputFiles(file);
      await expect(page.locator('[data-file-rows="10000"]')).toBeVisible();
      await shoot(day, 'labels-file-many');
      await page.locator('[data-print]').click();
      await expect.poll(async () => (await batches(day))[0]?.made, { timeout: 60_000 }).toBeGreaterThan(0);
      expect((await batches(day))[0]).toMatchObject({ title: 'many.csv', total: 10_000 });
      await page.locator('[data-stop]').click();
      await expect(page.locator('[data-stop]')).toBeHidden();
      await page.locator('[data-batch] [data-cancel]').first().click();
      await expect.poll(async () => (await batches(day))[0]?.open, { timeout: 30_000 }).toBe(0);
      await expect(page.locator('main [role="alert"]')).toHaveCount(0);
    });

    await test.step('of what is in stock: a scan picks its row, three of a search are printed', async () => {
      const before = await day.bench.locator('figure').count();
      await page.locator('[data-template="product"]').click();
      await page.locator('[data-tab="rows"]').click();
      const total = page.locator('[data-rows-total]');
      await expect(total).not.toHaveAttribute('data-rows-total', '0');
      const [first] = (
        await day.query<{ rows: readonly { key: string; title: string; record: { gtin: string } }[] }>('labels.rows', {
          ...allRowsOf('items'),
          offset: 0,
          limit: 20,
        })
      ).rows.filter(({ record }) => record.gtin !== null);
      await day.act({ act: 'scan', data: first?.record.gtin ?? '', aim: 'E0' });
      const row = page.locator(`[data-row="${first?.key}"]`);
      await expect(row).toHaveAttribute('data-picked', 'true');
      await expect(page.locator('[data-print]')).toHaveAttribute('data-print', '1');
      await expect(preview.locator('img')).toBeVisible();
      await shoot(day, 'labels-rows-scanned');
      // What is no product of this list is told, and nothing is picked by it.
      await day.act({ act: 'scan', data: 'NO-SUCH-THING', aim: 'C0' });
      await expect(page.locator('[data-elsewhere]')).toBeVisible();
      await expect(page.locator('[data-print]')).toHaveAttribute('data-print', '1');
      // This scanner sends identifiers: a code without one has lost its beginning, and whoever scanned it is told.
      await day.act({ act: 'scan', data: first?.record.gtin ?? '', aim: null });
      await expect(page.getByText('Scan came without its beginning').first()).toBeVisible();
      await expect(page.locator('[data-print]')).toHaveAttribute('data-print', '1');
      await page.locator('[data-clear]').click();
      await page.getByRole('button', { name: 'Show all' }).click();
      await page.locator('[data-rows="search"]').fill(first?.title.slice(0, 3) ?? '');
      const ticks = page.locator('.label-rows input[type="checkbox"]:not(:disabled)');
      await page.locator('[data-rows="search"]').fill('');
      for (const at of [0, 1, 2]) await ticks.nth(at).check();
      await expect(page.locator('[data-print]')).toHaveAttribute('data-print', '3');
      await shoot(day, 'labels-rows');
      await page.locator('[data-print]').click();
      await expect.poll(async () => (await batches(day))[0]?.total, { timeout: 30_000 }).toBe(3);
      await expect.poll(async () => (await batches(day))[0]?.printed, { timeout: 30_000 }).toBe(3);
      await expect(day.bench.locator('figure')).toHaveCount(before + 3);
      // In another language templates are called by other words, and what they print says so at once.
      const language = page.locator('.topbar select, header select').first();
      await language.selectOption('de');
      await expect(page.locator('[data-template="product"]')).toContainText('Produktetikett');
      await language.selectOption('en');
      await expect(page.locator('[data-template="product"]')).toContainText('Product label');
      // The same key prints all that are listed now: so many are asked about first.
      await page.locator('[data-print]').click();
      await expect(page.locator('dialog[open]')).toBeVisible();
      await shoot(day, 'labels-rows-sure');
      await page.keyboard.press('Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      expect((await batches(day))[0]?.total).toBe(3);
      for (const source of ['locations', 'units', 'lots']) {
        await page.locator(`#tab-${source}`).click();
        // The demo has no pallets.
        if (source !== 'units') await expect(total).not.toHaveAttribute('data-rows-total', '0');
        await shoot(day, `labels-rows-${source}`);
      }
      await page.locator('#tab-items').click();
      expect(await faultsOf(page)).toEqual([]);
      await resize(day.launched, sizes[1]);
      await setLook(page, 'dark');
      await expect(preview.locator('img')).toBeVisible();
      await shoot(day, 'labels-rows-dark');
      await setLook(page, 'light');
      await resize(day.launched, sizes[0]);
    });

    await test.step('the history: a scan finds the print, with the picture of what came out', async () => {
      const [product] = (
        await day.query<{ rows: readonly { record: { gtin: string } }[] }>('labels.rows', {
          ...allRowsOf('items'),
          offset: 0,
          limit: 1,
        })
      ).rows;
      const gtin = product?.record.gtin ?? '';
      await page.locator('[data-route="prints"]').click();
      await expect(page.locator('.print-pages [data-rows-total]')).not.toHaveAttribute('data-rows-total', '1');
      await day.act({ act: 'scan', data: gtin, aim: 'E0' });
      await expect(page.locator('[data-prints="search"]')).toHaveValue(gtin);
      await expect(page.locator('.print-pages [data-rows-total]')).toHaveAttribute('data-rows-total', '1');
      const facts = page.locator('[data-print-facts]');
      await expect(facts).toContainText('Sam Okafor');
      await expect(facts).toContainText('Product label · 1');
      const picture = (await page.locator('.label-picture').getAttribute('src')) ?? '';
      const codes = await readCodes(Buffer.from(picture.split(',')[1] ?? '', 'base64'));
      expect(codes.map(({ text }) => text)).toEqual([gtin]);
      expect(await faultsOf(page)).toEqual([]);
      await shoot(day, 'prints-history');
      await resize(day.launched, sizes[1]);
      await setLook(page, 'dark');
      await shoot(day, 'prints-history-dark');
      await setLook(page, 'light');
      await resize(day.launched, sizes[0]);
      await page.locator('[data-reprint]').click();
      await expect(page.locator('[data-reprint-send]')).toBeDisabled();
      await page.keyboard.press('1');
      await shoot(day, 'prints-reprint');
      await page.locator('[data-reprint-send]').click();
      await expect(page.locator('.print-pages [data-rows-total]')).toHaveAttribute('data-rows-total', '2');
      await expect
        .poll(async () => (await day.query<readonly PrintJobRow[]>('printing.history', { limit: 1 }))[0]?.state, {
          timeout: 30_000,
        })
        .toBe('printed');
      await page.locator('.list-pane table').last().locator('tr.pick').first().click();
      await expect(page.locator('[data-print-job]')).toContainText('REPRINT 2');
      const marked = page.locator('.label-picture');
      await expect(marked).not.toHaveAttribute('src', picture);
      const copy = (await marked.getAttribute('src')) ?? '';
      expect((await readCodes(Buffer.from(copy.split(',')[1] ?? '', 'base64'))).map(({ text }) => text)).toEqual([
        gtin,
      ]);
      await shoot(day, 'prints-reprinted');
      await page.locator('[data-route="labels"]').click();
    });

    await test.step('a carrier’s PDF is shown as it prints, and printed once', async () => {
      await page.locator('[data-tab="document"]').click();
      const file = join(day.launched.dataDir, 'carrier.pdf');
      const pdf = makePdf(288, 432, [...barsOf('1Z999AA10123456784', 40, 100, 0.9, 60), [20, 300, 248, 2]]);
      writeFileSync(file, pdf, { mode: 0o644 });
      await page.locator('[data-document-file]').setInputFiles(file);
      await expect(preview).toBeVisible();
      await shoot(day, 'labels-document');
      await page.locator('[data-print]').dblclick();
      await expect.poll(async () => (await batches(day))[0]?.title, { timeout: 30_000 }).toBe('PDF');
      await expect.poll(async () => (await batches(day))[0]?.printed, { timeout: 30_000 }).toBe(1);
      expect((await batches(day)).filter(({ title }) => title === 'PDF')).toHaveLength(1);
    });

    await test.step('a hostile label reaches no printer', async () => {
      const before = (await batches(day)).length;
      const file = join(day.launched.dataDir, 'hostile.zpl');
      writeFileSync(file, '^XA^FO10,10^A0N,30^FDBob~JR^FS^XZ', { mode: 0o644 });
      await page.locator('[data-document-file]').setInputFiles(file);
      await expect(page.locator('p[role="alert"]')).toContainText('~JR');
      expect((await batches(day)).length).toBe(before);
    });

    await test.step('a changed template prints only once it is approved', async () => {
      const view = await day.query<{ description: string; latest: number }>('labels.template', {
        templateId: 'shelf',
        version: null,
      });
      const changed = view.description.replace('"packwright-label/1",', '"packwright-label/1", ');
      expect(await day.command('labels.save', { description: changed })).toMatchObject({
        ok: true,
        value: { version: view.latest + 1 },
      });
      const list = await day.query<readonly { templateId: string; latest: number; approved: number }[]>(
        'labels.templates',
        {},
      );
      expect(list.find(({ templateId }) => templateId === 'shelf')).toMatchObject({
        latest: view.latest + 1,
        approved: view.latest,
      });
      expect(await day.command('labels.approve', { templateId: 'shelf', version: view.latest + 1 })).toMatchObject({
        ok: true,
      });
      expect(await day.command('labels.seed', { description: view.description })).toMatchObject({ ok: false });
    });
    await day.launched.close();
  } catch (error) {
    console.log(day.launched.output().slice(-3000));
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
});
