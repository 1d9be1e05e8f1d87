import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { TemplateView } from '../../shared/features/labels/queries';
import { readCodes } from '../labels/read-codes';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (day: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await day.page.screenshot({ path: join(shots, `${name}.png`) });
};

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Description {
  readonly elements: readonly Placed[];
}

/** Opens a template on the drawing board, and waits until its dots are there. */
const design = async ({ page }: Day, template: string): Promise<void> => {
  await page.locator('[data-route="labels"]').click();
  await page.locator(`[data-template="${template}"]`).click();
  await page.locator('[data-design-template]').click();
  await expect(page.locator('[data-dots]')).toHaveAttribute('data-dots', '203');
};

const element = (page: Page, name: string): Locator => page.locator(`[data-element="${name}"]`);

/** Takes something in its middle, and lets go of it so many pixels away. */
const drag = async (page: Page, target: Locator, dx: number, dy: number): Promise<void> => {
  const box = await target.boundingBox();
  if (box === null) throw new Error('nothing there to drag');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + dx / 2, y + dy / 2);
  await page.mouse.move(x + dx, y + dy);
  await page.mouse.up();
};

const latest = async (day: Day, templateId: string): Promise<{ view: TemplateView; description: Description }> => {
  const { latest: version } = await day.query<TemplateView>('labels.template', { templateId, version: null });
  const view = await day.query<TemplateView>('labels.template', { templateId, version });
  return { view, description: JSON.parse(view.description) as Description };
};

/** The barcodes on the label that came out last, read from the picture of what the printer got. */
const printedCodes = async (day: Day): Promise<string[]> => {
  const source = await day.bench.locator('figure img').first().getAttribute('src');
  const png = Buffer.from((source ?? '').replace(/^[^,]*,/, ''), 'base64');
  return (await readCodes(png)).map(({ text }) => text);
};

const ended = async (day: Day, work: () => Promise<void>): Promise<void> => {
  try {
    await work();
    await day.launched.close();
  } catch (error) {
    console.log(day.launched.output().slice(-3000));
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
};

test('a label is designed by mouse, approved, printed, and its barcodes read again', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  await ended(day, async () => {
    await day.signIn('Sam');
    const before = await latest(day, 'product');
    await design(day, 'product');

    await test.step('what is dragged moves, and one step back is exactly where it was', async () => {
      const designer = page.locator('[data-designer]');
      await drag(page, element(page, 'elements.1').locator('.hit'), 60, 0);
      await expect(designer).toHaveAttribute('data-dirty', 'true');
      await shoot(day, 'designer-moved');
      await page.locator('[data-undo]').click();
      await expect(designer).toHaveAttribute('data-dirty', 'false');
      await page.locator('[data-redo]').click();
      await expect(designer).toHaveAttribute('data-dirty', 'true');
    });

    await test.step('a handle makes the barcode lower, and another barcode finds room below', async () => {
      await element(page, 'elements.4').locator('.hit').click();
      await drag(page, page.locator('[data-handle="0 1"] .grip'), 0, -90);
      await page.locator('[data-add="barcode"]').click();
      await page.locator('[data-design="data"]').fill('');
      await page.locator('[data-design="data-field"]').selectOption('sku');
      for (const [side, mm] of Object.entries({ x: '8', y: '38', width: '60', height: '12' }))
        await page.locator(`[data-design="${side}"]`).fill(mm);
      await page.locator('[data-design="words"]').uncheck();
      await shoot(day, 'designer');
    });

    await test.step('it is saved as a version that waits, and is approved', async () => {
      await page.locator('[data-save]').click();
      await expect(page.locator('[data-designer]')).toHaveAttribute('data-dirty', 'false');
      const { view, description } = await latest(day, 'product');
      expect(view.latest).toBe(before.view.latest + 1);
      expect(view.approved).toBe(before.view.approved);
      expect(description.elements).toHaveLength(before.description.elements.length + 1);
      expect(description.elements[1]?.x).toBeGreaterThan(before.description.elements[1]?.x ?? 0);
      expect(description.elements[4]?.height).toBeLessThan(before.description.elements[4]?.height ?? 0);
      expect(description.elements[0]).toEqual(before.description.elements[0]);
      await page.locator('[data-approve]').click();
      await expect(page.locator('[data-approve]')).toHaveCount(0);
    });

    await test.step('it prints, and both barcodes are read from the printed label', async () => {
      await page.locator('[data-close]').click();
      await page.locator('[data-print]').click();
      await expect(day.bench.locator('figure img')).toHaveCount(1);
      await expect.poll(() => printedCodes(day)).toEqual(['4006381333931', 'SD-PH2-100']);
    });
  });
});
