import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { expect, test, type Locator, type Page } from '@playwright/test';
import type { TemplateView } from '../../shared/features/labels/queries';
import type { DraftView } from '../../shared/label-draft';
import { readCodes } from '../labels/read-codes';
import { tabTo, watchPointer } from '../support/keyboard';
import { faultsOf, resize, setLook, sizes } from '../support/looks';
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

/** A picture that goes from black to white. */
const grey = (): Uint8Array =>
  encode({ width: 96, height: 64, channels: 1, data: Uint8Array.from({ length: 96 * 64 }, (_, at) => (at % 96) * 2) });

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
      await page.locator('[data-row="elements.4"]').click();
      await expect(page.locator('[data-fault-code="height-out-of-gs1"]')).toBeVisible();
      await expect(element(page, 'elements.4')).toHaveAttribute('data-fault', 'need');
      await shoot(day, 'designer');
    });

    await test.step('other records, resolutions and languages show it as it will be', async () => {
      await expect(element(page, 'elements.2')).not.toHaveClass(/absent/);
      await page.locator('[data-look="sample"]').selectOption({ label: 'Short' });
      await expect(element(page, 'elements.2')).toHaveClass(/absent/);
      for (const dpi of ['600', '300', '203']) {
        await page.locator('[data-look="dpi"]').selectOption(dpi);
        await expect(page.locator('[data-dots]')).toHaveAttribute('data-dots', dpi);
      }
      if (shots === undefined) return;
      for (const [language, tab] of [
        ['de', 'samples'],
        ['es', 'element'],
      ] as const) {
        await page.locator('header select').first().selectOption(language);
        await page.locator(`[data-tab="${tab}"]`).click();
        await expect(page.locator('html')).toHaveAttribute('lang', language);
        await shoot(day, `designer-${language}`);
      }
      await page.locator('header select').first().selectOption('en');
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

test('a label is designed, saved, approved and printed by keyboard alone', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  const { keyboard } = page;
  await ended(day, async () => {
    await day.signIn('Sam');
    await page.locator('[data-route="labels"]').waitFor();
    const pointed = await watchPointer(page);
    const board = page.locator('[data-board]');
    const enterOn = async (selector: string): Promise<void> => {
      await tabTo(page, page.locator(selector));
      await keyboard.press('Enter');
    };

    await test.step('a new label gets a barcode', async () => {
      await enterOn('[data-route="labels"]');
      await enterOn('[data-new-template]');
      await expect(page.locator('[data-dots]')).toHaveAttribute('data-dots', '203');
      await enterOn('[data-add="barcode"]');
      await tabTo(page, page.locator('[data-design="data"]'));
      await keyboard.press('Control+A');
      await keyboard.type('{{sku}}');
    });

    await test.step('it is moved, made larger, copied and taken back by keys', async () => {
      for (let tabs = 0; tabs < 60 && !(await board.evaluate((each) => each === document.activeElement)); tabs += 1)
        await keyboard.press('Shift+Tab');
      await expect(board).toBeFocused();
      const at = async (): Promise<string> => (await page.locator('.sheet [role="status"]').textContent()) ?? '';
      const before = await at();
      await keyboard.press('ArrowRight');
      await keyboard.press('Shift+ArrowDown');
      await expect.poll(at).not.toBe(before);
      await keyboard.press('Alt+ArrowDown');
      await keyboard.press('Control+D');
      await expect(board).toHaveAttribute('data-selected', '1');
      await keyboard.press('Delete');
      await keyboard.press('Control+Z');
      await keyboard.press('Control+Z');
      await expect(page.locator('[data-row]')).toHaveCount(1);
      await keyboard.press('Escape');
      await keyboard.press('Tab');
      await expect(board).toHaveAttribute('data-selected', '0');
    });

    await test.step('it is saved, approved and printed', async () => {
      await keyboard.press('Control+S');
      await expect(page.locator('[data-designer]')).toHaveAttribute('data-dirty', 'false');
      await expect(page.locator('[data-approve]')).toBeVisible();
      await enterOn('[data-approve]');
      await expect(page.locator('[data-approve]')).toHaveCount(0);
      await enterOn('[data-close]');
      await tabTo(page, page.locator('[data-print]'));
      await keyboard.press('Enter');
      await expect(day.bench.locator('figure img')).toHaveCount(1);
      await expect.poll(() => printedCodes(day)).toEqual(['SKU-1234']);
    });
    expect(await pointed()).toBe(0);
  });
});

test('versions, files, pictures and old ZPL: nothing is lost, and what can’t be shown is said', async () => {
  test.setTimeout(120_000);
  const day = await startDay();
  const { page } = day;
  const folder = day.launched.dataDir;
  const bring = async (kind: string, name: string, content: string | Uint8Array): Promise<void> => {
    const file = join(folder, name);
    writeFileSync(file, content, { mode: 0o644 });
    const chosen = page.waitForEvent('filechooser');
    await page.locator(`[data-bring="${kind}"]`).click();
    await (await chosen).setFiles(file);
  };
  await ended(day, async () => {
    await day.signIn('Sam');
    await design(day, 'location');
    const designer = page.locator('[data-designer]');
    let exported = '';

    await test.step('a version is exported as one file', async () => {
      await page.locator('[data-tab="label"]').click();
      await page.locator('[data-export]').click();
      await expect(page.locator('.made-file')).toContainText('label-location-1.json');
      const words = (await page.locator('.made-file .mono').textContent()) ?? '';
      exported = /\/\S+\.json/.exec(words)?.[0] ?? '';
      expect(JSON.parse(readFileSync(exported, 'utf8'))).toEqual((await latest(day, 'location')).description);
    });

    await test.step('a picture and an old label are brought on to it', async () => {
      await page.locator('[data-add="image"]').click();
      await bring('photo', 'grey.png', grey());
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      await expect(page.locator('[data-row]').first()).toContainText(/\S/);
      const { elements } = (await latest(day, 'location')).description;
      await expect(page.locator('[data-row]')).toHaveCount(elements.length + 1);
      await page.locator('[data-add="image"]').click();
      await bring('zpl', 'old.zpl', '^XA^FO20,20^A0N,30^FDOLD^FS^FO20,80^BUN,60^FD03600029145^FS^XZ');
      await expect(page.locator('[data-not-shown]')).toContainText('^BU');
      await expect(page.locator('[data-row]')).toHaveCount(elements.length + 2);
      await shoot(day, 'designer-zpl');
      await bring('zpl', 'hostile.zpl', '^XA^FO20,20^A0N,30^FDBob~JR^FS^XZ');
      await expect(page.locator('dialog p[role="alert"]').first()).toContainText('~JR');
      await bring('drawing', 'hostile.png', 'no picture');
      await expect(page.locator('dialog p[role="alert"]').first()).toBeVisible();
      await expect(page.locator('[data-row]')).toHaveCount(elements.length + 2);
      await page.keyboard.press('Escape');
    });

    await test.step('what is on the board outlives a look elsewhere', async () => {
      await page.locator('[data-route="orders"]').click();
      await page.locator('[data-route="labels"]').click();
      await expect(designer).toHaveAttribute('data-dirty', 'true');
    });

    await test.step('the next version says what it changed, and one goes back', async () => {
      await page.locator('[data-save]').click();
      await expect(designer).toHaveAttribute('data-version', '2');
      await page.locator('[data-tab="versions"]').click();
      await page.locator('[data-version-row="2"] [data-what-changed]').click();
      await expect(page.locator('[data-version-row="2"] [data-changes]')).toHaveAttribute('data-changes', '2');
      await shoot(day, 'designer-versions');
      await page.locator('[data-version-row="1"] [data-go-back]').click();
      await expect(designer).toHaveAttribute('data-dirty', 'true');
      await page.locator('[data-save]').click();
      await expect(designer).toHaveAttribute('data-version', '3');
      expect((await latest(day, 'location')).description).toEqual(JSON.parse(readFileSync(exported, 'utf8')));
      await page.locator('[data-close]').click();
    });

    await test.step('a file is a step upon the label that it belongs to; a hostile one changes nothing', async () => {
      const file = join(folder, 'brought.json');
      writeFileSync(file, readFileSync(exported, 'utf8').replace('"height": 50', '"height": 60'), { mode: 0o644 });
      await page.locator('[data-template-file]').setInputFiles(file);
      await expect(designer).toHaveAttribute('data-dirty', 'true');
      await page.locator('[data-undo]').click();
      await expect(designer).toHaveAttribute('data-dirty', 'false');
      await page.locator('[data-close]').click();
      for (const content of ['not json', '{"schema":"packwright-label/9"}', '['.repeat(50_000)]) {
        writeFileSync(file, content, { mode: 0o644 });
        await page.locator('[data-template-file]').setInputFiles(file);
        await expect(page.locator('p[role="alert"]')).toBeVisible();
      }
      await expect(designer).toHaveCount(0);
      expect((await latest(day, 'location')).view.latest).toBe(3);
    });
  });
});

test('a design that nobody saved is back after the app was killed, and gone once it is saved', async () => {
  test.setTimeout(180_000);
  let day = await startDay();
  const { dataDir } = day.launched;
  const kept = async (): Promise<string[]> => {
    const answer = await day.call('labels.drafts', {});
    return (answer.value as readonly DraftView[]).map(({ templateId }) => templateId);
  };
  try {
    await day.signIn('Sam');
    await design(day, 'product');
    expect(await kept()).toEqual([]);
    const placeOf = async (): Promise<string | null> => {
      await element(day.page, 'elements.1').locator('.hit').click();
      return day.page.locator('[data-design="x"]').inputValue();
    };
    const before = await placeOf();
    await drag(day.page, element(day.page, 'elements.1').locator('.hit'), 60, 0);
    const moved = await placeOf();
    expect(moved).not.toBe(before);
    await expect.poll(kept).toEqual(['product']);

    await day.launched.kill();
    day = await startDay({ dataDir });
    const { page } = day;
    await day.signIn('Sam');
    await page.locator('[data-route="labels"]').click();
    await expect(page.locator('[data-left="product"]')).toBeVisible();
    for (const size of sizes) {
      await resize(day.launched, size);
      await shoot(day, `left-design-${size.width}`);
    }
    expect.soft(await faultsOf(page)).toEqual([]);
    await page.locator('[data-left-open="product"]').click();
    await expect(page.locator('[data-dots]')).toHaveAttribute('data-dots', '203');
    await expect(page.locator('[data-restored]')).toBeVisible();
    await expect(page.locator('[data-designer]')).toHaveAttribute('data-dirty', 'true');
    for (const look of ['light', 'dark'] as const) {
      await setLook(page, look);
      await shoot(day, `restored-design-${look}`);
    }
    expect.soft(await faultsOf(page)).toEqual([]);
    expect(await placeOf()).toBe(moved);

    // What was saved lies one step back.
    await page.locator('[data-undo]').click();
    await expect(page.locator('[data-designer]')).toHaveAttribute('data-dirty', 'false');
    await expect.poll(kept).toEqual([]);
    await page.locator('[data-redo]').click();
    await expect.poll(kept).toEqual(['product']);
    await page.locator('[data-save]').click();
    await expect(page.locator('[data-restored]')).toHaveCount(0);
    await expect.poll(kept).toEqual([]);
    await day.launched.close();
  } catch (error) {
    console.log(day.launched.output().slice(-3000));
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
});
