import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encodeBadge } from '../../shared/barcode/command-codes';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { tabTo, watchPointer } from '../support/keyboard';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const badgeOf = (day: Day, name: string): string => {
  const file = readFileSync(join(day.launched.dataDir, 'demo', 'demo-badges.json'), 'utf8');
  const badge = (JSON.parse(file) as readonly { name: string; code: string }[]).find((each) =>
    each.name.startsWith(name),
  );
  const code = encodeBadge(badge?.code ?? '');
  return code.ok ? (badge?.code ?? '') : '';
};

const openDialog = (day: Day) => day.page.locator('dialog[open]');

/** A supervisor at the keyboard: the badge typed, a reason by its number, the PIN. */
const approve = async (day: Day): Promise<void> => {
  const { page } = day;
  await tabTo(page, openDialog(day).locator('[data-badge-by-hand]'));
  await page.keyboard.press('Enter');
  await tabTo(page, openDialog(day).locator('[data-typed-badge]'));
  await page.keyboard.type(badgeOf(day, 'Sam'));
  await tabTo(page, openDialog(day).locator('[data-choice="1"]'));
  await page.keyboard.press('1');
  await expect(openDialog(day).locator('[data-override-pin]')).toBeFocused();
  await page.keyboard.type('7391');
  await page.keyboard.press('Enter');
  await expect(openDialog(day)).toHaveCount(0);
};

/** How many of the next item: F5, the number, Enter; taken when the screen says so. */
const setQuantity = async (day: Day, quantity: string): Promise<void> => {
  const { page } = day;
  await page.keyboard.press('F5');
  await expect(openDialog(day).locator('input')).toBeFocused();
  await page.keyboard.type(quantity);
  await page.keyboard.press('Enter');
  await expect(page.locator('.pending')).toBeVisible();
  await expect(openDialog(day)).toHaveCount(0);
};

/** Types a barcode the way it is done while the scanner is broken. */
const typeBarcode = async (day: Day, code: string): Promise<void> => {
  const { page } = day;
  await page.keyboard.press('F1');
  await tabTo(page, openDialog(day).locator('[data-help="supervisor"]'));
  await page.keyboard.press('Enter');
  await expect(openDialog(day).locator('[data-choice="1"]')).toBeFocused();
  await page.keyboard.press('1');
  await expect(openDialog(day).locator('input').first()).toBeFocused();
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await expect(openDialog(day).locator('[data-badge]')).toBeVisible();
  await approve(day);
};

test('an order by keyboard and scale alone, its focus always in sight', async () => {
  test.setTimeout(180_000);
  const day = await startDay();
  const { page } = day;
  try {
    const pointed = await watchPointer(page);
    await test.step('sign in by name and PIN', async () => {
      await tabTo(page, page.locator('.person', { hasText: 'Mia' }));
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-pin]')).toBeVisible();
      await page.keyboard.type('7391');
      await page.keyboard.press('Enter');
      await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    });
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    await importOrder(day, 'KEYS-1', [{ sku: item.sku, quantity: 4 }]);

    await test.step('open the order by its number', async () => {
      await tabTo(page, page.locator('main.start input'));
      await page.keyboard.type('KEYS-1');
      await page.keyboard.press('Enter');
      await day.step('items');
    });

    await test.step('help, box, filler, quantity', async () => {
      await page.keyboard.press('F1');
      await expect(openDialog(day).locator('[data-focus]')).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(openDialog(day)).toHaveCount(0);
      await page.keyboard.press('F6');
      await expect(openDialog(day).locator('[data-choice="1"]')).toBeFocused();
      await page.keyboard.press('1');
      await day.feedback('carton-chosen');
      const before = (await day.pack()).parcel?.dunnage.reduce((sum, each) => sum + each.quantity, 0) ?? 0;
      await page.keyboard.press('F8');
      await expect(openDialog(day).locator('[data-focus]').first()).toBeFocused();
      await page.keyboard.press('Enter');
      await expect
        .poll(async () => (await day.pack()).parcel?.dunnage.reduce((sum, each) => sum + each.quantity, 0))
        .toBe(before + 1);
      await page.keyboard.press('Escape');
      await expect(openDialog(day)).toHaveCount(0);
      await setQuantity(day, '2');
    });

    await test.step('a typed barcode, with a supervisor; it stands on the board', async () => {
      await typeBarcode(day, codeOf(item));
      await expect.poll(async () => (await day.pack()).packed).toBe(2);
      const board = await day.query<TodayBoard>('packing.today', {});
      expect(board.overrides[0]).toMatchObject({ action: 'keyed-scan', order: 'KEYS-1' });
      expect(board.overrides[0]?.reason).not.toBe('');
      await page.keyboard.press('F3');
      await day.feedback('undone');
      await setQuantity(day, '2');
      await typeBarcode(day, codeOf(item));
      await expect.poll(async () => (await day.pack()).packed).toBe(2);
    });

    await test.step('short, a wrong weight approved, weigh again, reprint, close', async () => {
      await page.keyboard.press('F2');
      // One line is open: the reason is asked for at once.
      await tabTo(page, openDialog(day).locator('input[type="number"]'));
      await page.keyboard.press('Control+a');
      await page.keyboard.type('2');
      await tabTo(page, openDialog(day).locator('[data-choice="2"]'));
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      await day.feedback('short-noted');
      await day.step('weigh');
      await page.keyboard.press('F4');
      await day.feedback('reweigh');
      await day.put(600_000);
      await day.step('weight-refused');
      await page.keyboard.press('F12');
      await approve(day);
      await day.step('confirm');
      await page.keyboard.press('F10');
      await page.keyboard.press('1');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await day.pack()).parcel?.label).toMatchObject({ copy: 2, job: 'printed' });
      const { labelId, copy } = (await day.pack()).parcel?.label ?? { labelId: '', copy: 0 };
      await typeBarcode(day, encodeCopyCode(labelId, copy));
      await day.feedback('order-packed');
      await day.act({ act: 'remove' });
    });

    await test.step('hold and go on; void; sign out', async () => {
      await importOrder(day, 'KEYS-2', [{ sku: item.sku, quantity: 1 }]);
      // Between two orders whatever is typed is the next one's number.
      await expect(page.locator('main.start input')).not.toBeFocused();
      await page.keyboard.type('KEYS-2');
      await page.keyboard.press('Enter');
      await day.step('items');
      await page.keyboard.press('F9');
      await page.keyboard.press('2');
      await page.keyboard.press('Enter');
      await expect(page.locator('main.start')).toBeVisible();
      await tabTo(page, page.locator('main.start input'));
      await page.keyboard.type('KEYS-2');
      await page.keyboard.press('Enter');
      await day.step('held');
      await page.keyboard.press('F12');
      await day.step('items');
      await typeBarcode(day, codeOf(item));
      await day.step('weigh');
      await page.keyboard.press('F11');
      await page.keyboard.press('Escape');
      await day.step('weigh');
      await page.keyboard.press('F11');
      await page.keyboard.press('3');
      await page.keyboard.press('Enter');
      await day.step('items');
      await tabTo(page, page.locator('[data-route="today"]'));
      await page.keyboard.press('Enter');
      await expect(page.locator('main.page h1')).toBeVisible();
      await tabTo(page, page.locator('.who [data-sign-out]'));
      await page.keyboard.press('Enter');
      await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-out');
    });
    expect(await pointed()).toBe(0);
  } finally {
    await day.launched.close();
  }
});
