import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import type { OrderRow } from '../../shared/features/orders/queries';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async (page: Page, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

const session = (page: Page, state: string): Promise<void> =>
  expect(page.locator('.shell')).toHaveAttribute('data-session', state);

/** Drops files on the page, as a hand with a mouse would. */
const dropFiles = async (
  page: Page,
  files: readonly { readonly name: string; readonly text: string }[],
): Promise<void> => {
  const transfer = await page.evaluateHandle((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    return data;
  }, files);
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: transfer });
};

const typePin = async (page: Page, pin: string): Promise<void> => {
  for (const digit of pin) await page.keyboard.press(digit);
  await page.keyboard.press('Enter');
};

const badge = (day: Day, name: string): Promise<void> =>
  day.bench.locator('[data-suggestion^="badge-"]').filter({ hasText: name }).click();

const inFolder = (day: Day, ...path: string[]): string => join(day.launched.dataDir, 'demo', ...path);

test('files of unknown layout are mapped, bad ones say why, and folders that are away are told', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await day.signIn('Sam');
    await page.locator('[data-route="imports"]').click();
    await shoot(page, 'imports-start');
    const sku =
      (
        await day.query<{ rows: { sku: string }[] }>('catalogue.list', {
          search: '',
          filter: 'all',
          offset: 0,
          limit: 1,
        })
      ).rows[0]?.sku ?? '';
    const table = (number: string): string =>
      `Auftr.;Teil;Stk.;Wer;Wo;PLZ;Stadt\n${number};${sku};1;Eva Muster;Weg 1;10115;Berlin\n`;

    await test.step('a dropped file with a new layout', async () => {
      await dropFiles(page, [{ name: 'shop.csv', text: table('MAP-1') }]);
      const editor = page.locator('[data-mapping="shop.csv"]');
      await expect(editor).toBeVisible();
      await editor.locator('select').first().selectOption('orders');
      const meanings = ['order_number', 'sku', 'quantity', 'ship_name', 'ship_line_1', 'ship_postcode', 'ship_city'];
      for (const [index, field] of meanings.entries())
        await editor.locator('table select').nth(index).selectOption(field);
      await expect(editor.locator('[data-missing="1"]')).toBeVisible();
      await shoot(page, 'imports-mapping');
      await editor.locator('.fixed-values button').last().click();
      await editor.locator('[data-fixed="ship_country"]').fill('DE');
      await expect(editor.locator('[data-missing="0"]')).toBeVisible();
      await expect(editor.locator('[data-preview] [data-row="good"]')).toBeVisible();
      await shoot(page, 'imports-mapped');
      await editor.locator('button[type="submit"]').click();
      await expect(page.locator('[data-file="shop.csv"][data-state="done"]')).toBeVisible();
      expect((await day.query<{ total: number }>('orders.list', { state: 'all', search: 'MAP-1' })).total).toBe(1);
    });

    await test.step('one like it comes in by itself; a bad and a broken one say why', async () => {
      await dropFiles(page, [
        { name: 'next.csv', text: table('MAP-2') },
        { name: 'bad.csv', text: table('MAP-3').replace(';1;Eva', ';many;Eva') },
        { name: 'book.csv', text: 'PK\u0003\u0004' },
      ]);
      await expect(page.locator('[data-file="next.csv"][data-state="done"]')).toBeVisible();
      await expect(page.locator('[data-file="bad.csv"][data-state="rejected"]')).toBeVisible();
      await expect(page.locator('[data-told="bad"]')).toHaveCount(2);
      await expect(page.locator('[data-problem="not-a-whole-number"]')).toContainText('MAP-3');
      await shoot(page, 'imports-problems');
      await page.locator('[data-problem="not-a-whole-number"] button').click();
      await expect(page.locator('[data-problem="not-a-whole-number"]')).toHaveCount(0);
    });

    await test.step('a rejected file of the folder lies there with its reason', async () => {
      writeFileSync(inFolder(day, 'import', 'empty.csv'), 'order_number,sku\n', { mode: 0o666 });
      await expect
        .poll(() => readdirSync(inFolder(day, 'import')).includes('empty.csv'), { timeout: 20_000 })
        .toBe(false);
      const reason = inFolder(day, 'import', 'rejected', 'empty.csv.reason.txt');
      await expect.poll(() => readdirSync(inFolder(day, 'import', 'rejected'))).toContain('empty.csv.reason.txt');
      expect(readFileSync(reason, 'utf8')).toContain('The file has no rows.');
    });

    await test.step('the folder goes away and comes back', async () => {
      renameSync(inFolder(day, 'import'), inFolder(day, 'aside'));
      await expect(page.locator('[data-folder="import"]')).toBeVisible();
      await shoot(page, 'imports-folder-away');
      renameSync(inFolder(day, 'aside'), inFolder(day, 'import'));
      await expect(page.locator('[data-folder="import"]')).toHaveCount(0);
    });
  } finally {
    await day.launched.close();
  }
});

test('people come, go, forget their PINs and hand over; orders change under their hands', async () => {
  const day = await startDay();
  const { page } = day;
  try {
    await session(page, 'signed-out');
    await shoot(page, 'sign-in');

    await test.step('an order is handed over in the middle, from the lock', async () => {
      await day.signIn('Mia');
      const number = await day.openNext();
      await page.locator('[data-lock]').click();
      await session(page, 'locked');
      await shoot(page, 'sign-in-locked');
      await badge(day, 'Jonas');
      await session(page, 'signed-in');
      await expect(page.locator('.who')).toContainText('Jonas');
      await expect(page.locator('main.pack')).toHaveAttribute('data-order', number);
      const claimed = async (): Promise<string | null> =>
        (await day.query<{ rows: OrderRow[] }>('orders.list', { state: 'packing', search: number })).rows[0]
          ?.claimedBy ?? null;
      const everybody = await day.query<readonly { personId: string; name: string }[]>('people.signIn', {});
      const jonas = everybody.find(({ name }) => name.startsWith('Jonas'))?.personId;
      await expect.poll(claimed).toBe(jonas);
    });

    await test.step('the order changes, then is cancelled, while it is packed', async () => {
      const view = await day.query<{
        number: string;
        lines: { lineId: string; sku: string; quantity: number }[];
      } | null>('packing.current', {});
      const number = view?.number ?? '';
      const change = (name: string, more: object): void =>
        writeFileSync(
          inFolder(day, 'import', name),
          JSON.stringify({
            orders: [
              {
                number,
                shipTo: { name: 'Eva Muster', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
                lines: (view?.lines ?? []).map(({ lineId, sku, quantity }) => ({
                  id: lineId,
                  sku,
                  quantity: quantity + 1,
                })),
                ...more,
              },
            ],
          }),
          { mode: 0o666 },
        );
      change('changed.json', {});
      await day.step('changed');
      await expect(page.locator('dialog [data-change="address"]')).toBeVisible();
      // Told in colour and sound at once, not with the next scan.
      await day.feedback('order-changed');
      await shoot(page, 'order-changed');
      await page.locator('dialog button[type="submit"]').click();
      await day.step('items');
      change('cancelled.json', { status: 'cancelled' });
      await day.step('changed');
      await day.feedback('order-cancelled');
      await shoot(page, 'order-cancelled');
      await page.keyboard.press('F12');
      await expect(page.locator('main.start')).toBeVisible();
    });

    await test.step('a supervisor resets a PIN; its owner must choose another', async () => {
      await badge(day, 'Sam');
      await expect(page.locator('.who')).toContainText('Sam');
      await page.locator('[data-route="people"]').click();
      await page.locator('[data-person-row^="Mia"] button').click();
      await shoot(page, 'people');
      await page.locator('[data-person] button', { hasText: 'Reset PIN' }).click();
      await page.locator('dialog input').fill('4719');
      await page.locator('dialog button[type="submit"]').click();
      await expect(page.locator('[data-person-row^="Mia"]')).toContainText('must choose a new PIN');
      await page.locator('[data-sign-out]').click();
      await page.locator('.person', { hasText: 'Mia' }).click();
      await typePin(page, '4719');
      await expect(page.locator('[data-stage="new-pin"]')).toBeVisible();
      await shoot(page, 'sign-in-new-pin');
      await typePin(page, '8362');
      await typePin(page, '8362');
      await session(page, 'signed-in');
    });

    await test.step('five wrong PINs lock, and the wait counts down; a badge still opens', async () => {
      await page.locator('[data-sign-out]').click();
      await page.locator('.person', { hasText: 'Mia' }).click();
      for (let left = 4; left > 0; left -= 1) {
        await typePin(page, '0001');
        await expect(page.locator(`[data-tries="${left}"]`)).toBeVisible();
      }
      await typePin(page, '0001');
      const wait = page.locator('[data-wait]');
      await expect(wait).toBeVisible();
      await shoot(page, 'sign-in-locked-out');
      const first = Number(await wait.getAttribute('data-wait'));
      await expect.poll(async () => Number(await wait.getAttribute('data-wait'))).toBeLessThan(first);
      await badge(day, 'Mia');
      await session(page, 'signed-in');
    });

    await test.step('an override with a wrong PIN does nothing, and locks away no badge', async () => {
      await day.openNext();
      await day.packItems();
      await day.suggest('put-wrong');
      await day.step('weight-refused');
      await page.keyboard.press('F12');
      await badge(day, 'Sam');
      await expect(page.locator('[data-badge="read"]')).toBeVisible();
      await page.locator('dialog .choice').first().click();
      await page.locator('[data-override-pin]').fill('0001');
      await page.locator('[data-override-pin]').press('Enter');
      await expect(page.locator('dialog [role="alert"]')).toContainText('Wrong PIN');
      await day.step('weight-refused');
      await page.keyboard.press('Escape');
    });

    await test.step('nobody is erased but by IT, and the record still proves itself', async () => {
      await badge(day, 'Ines');
      await expect(page.locator('.who')).toContainText('Ines');
      await page.locator('[data-route="people"]').click();
      await page.locator('[data-person-row^="Jonas"] button').click();
      await page.locator('[data-person] .danger', { hasText: 'Erase' }).click();
      await page.locator('dialog button[type="submit"]').click();
      await expect(page.locator('[data-person-row^="Jonas"]')).toHaveCount(0);
    });
    await day.launched.close();
    expect(verifyFolder(nodeFilePort, inFolder(day), null)).toMatchObject({ ok: true });
  } catch (error) {
    await page.screenshot({ path: test.info().outputPath('fail.png') }).catch(() => undefined);
    await day.launched.kill().catch(() => undefined);
    throw error;
  }
});
