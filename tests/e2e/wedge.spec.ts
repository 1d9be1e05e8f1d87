import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encodeBadge, encodeCommand } from '../../shared/barcode/command-codes';
import { stationExample } from '../../electron/config/example';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { launchApp, type LaunchedApp } from '../support/launch-app';
import { openKeyboard, useLayout, type Keyboard } from '../support/xdotool';

test.skip(process.platform !== 'linux', 'types through the X server');

/** A demo station whose scanner is a keyboard wedge. */
const startWithWedge = async (prefix: string | null): Promise<{ launched: LaunchedApp; keyboard: Keyboard }> => {
  const dataDir = folderForApp(join(temporaryFolder('wedge'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  const transport = prefix === null ? { type: 'wedge' as const } : { type: 'wedge' as const, prefix };
  writeFileSync(
    file,
    stationExample({
      mode: 'demo',
      devices: [{ id: 'wedge', kind: 'scanner', name: 'Wedge', protocol: 'keyboard-wedge', transport }],
    }),
  );
  giveToApp(file);
  const launched = await launchApp({ dataDir });
  await expect(launched.page.locator('.device[data-device="bench-printer"]')).toHaveAttribute('data-state', 'ready');
  const keyboard = await openKeyboard('^Packwright$', 'virtual bench');
  await keyboard.focus();
  return { launched, keyboard };
};

const codeOf = (code: { ok: true; value: string } | { ok: false }): string => (code.ok ? code.value : '');
const badge = codeOf(encodeBadge('DEMOOP01'));

test('a keyboard wedge with a prefix: its codes are scans, whatever has the focus; nothing it types does anything', async () => {
  test.setTimeout(180_000);
  const { launched, keyboard } = await startWithWedge('F9');
  const { page, app } = launched;
  const feedback = (code: string) => expect(page.locator('[data-feedback]')).toHaveAttribute('data-feedback', code);
  const start = page.url();
  const input = page.locator('main.start input');
  try {
    await keyboard.scan('F9', badge);
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');

    await test.step('a scan while a text field has the focus is a scan, and the field stays empty', async () => {
      await input.focus();
      await keyboard.scan('F9', 'NO-SUCH-ORDER');
      await feedback('order-unknown');
      await expect(input).toHaveValue('');
    });

    await test.step('a person who types is not kept waiting, and loses no letter', async () => {
      await input.focus();
      await keyboard.type('Order 12-3', 90);
      await expect(input).toHaveValue('Order 12-3');
      await keyboard.keys(60, 'BackSpace', 'BackSpace');
      await expect(input).toHaveValue('Order 12');
      await input.fill('');
    });

    await test.step('an address, a label’s commands and markup are text that nobody obeys', async () => {
      for (const text of ['javascript:alert(1)', 'https://example.com/', '^XA^FO50,50^FDHI^FS^XZ~JR', '<img src=x>']) {
        const before = Number(await page.locator('[data-sequence]').getAttribute('data-sequence'));
        await keyboard.scan('F9', text);
        await expect
          .poll(async () => Number(await page.locator('[data-sequence]').getAttribute('data-sequence')))
          .toBeGreaterThan(before);
        await expect(page.locator('.banner-code')).toContainText(text.slice(0, 12));
      }
      expect(page.url()).toBe(start);
      expect(await page.locator('.banner img').count()).toBe(0);
    });

    const order = (await page.locator('.order-tile').first().getAttribute('data-order')) ?? '';
    await keyboard.scan('F9', codeOf(encodeCommand({ verb: 'order', argument: order })));
    await expect(page.locator('main.pack')).toHaveAttribute('data-order', order);

    await test.step('a command as a German computer types an American scanner’s keys is explained, not obeyed', async () => {
      const german = encodeCommand({ verb: 'weigh', argument: null });
      await keyboard.scan('F9', codeOf(german).replaceAll('*', '('));
      await feedback('keyboard-layout');
      await expect(page.locator('[data-feedback]')).toContainText('American');
      await expect(page.locator('[data-feedback]')).toContainText('German');
    });

    await test.step('control keys in a code do nothing, and the code is called unreadable', async () => {
      await keyboard.keys(
        1,
        'F9',
        'a',
        'b',
        'c',
        'ctrl+w',
        'ctrl+r',
        'F5',
        'F11',
        'F12',
        'alt+Left',
        'Delete',
        'Return',
      );
      await feedback('unreadable');
      await keyboard.keys(1, 'ctrl+w', 'ctrl+r', 'ctrl+p', 'ctrl+shift+i', 'alt+Left', 'alt+Right', 'ctrl+n', 'ctrl+o');
      await keyboard.scan('F9', 'END-1');
      await feedback('unknown-barcode');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
      await expect(page.locator('main.pack')).toHaveAttribute('data-order', order);
      expect(page.url()).toContain(start.split('#')[0]);
      expect(app.windows().filter((each) => each.url().startsWith('devtools'))).toEqual([]);
    });

    await test.step('a storm of Enter behind a code presses nothing', async () => {
      await page.locator('[data-key="F6"]').focus();
      await keyboard.scan('F9', 'STORM-1');
      await keyboard.keys(1, ...Array.from({ length: 40 }, () => 'Return'));
      await keyboard.scan('F9', 'STORM-2');
      await expect(page.locator('.banner-code')).toContainText('STORM-2');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    });

    await test.step('10 kB without an end is refused as a whole, and the next code is read', async () => {
      const before = Number(await page.locator('[data-sequence]').getAttribute('data-sequence'));
      await keyboard.scan('F9', 'X'.repeat(10_000));
      await expect
        .poll(async () => Number(await page.locator('[data-sequence]').getAttribute('data-sequence')), {
          timeout: 30_000,
        })
        .toBeGreaterThan(before);
      await feedback('unreadable');
      await keyboard.scan('F9', 'AFTER-10K');
      await feedback('unknown-barcode');
      await expect(page.locator('.banner-code')).toContainText('AFTER-10K');
    });

    await test.step('the prefix key pressed by a person is still that key', async () => {
      await keyboard.keys(0, 'F9');
      await expect(page.locator('dialog[open]')).toBeVisible();
      await keyboard.keys(0, 'Escape');
      await expect(page.locator('dialog[open]')).toHaveCount(0);
    });
  } finally {
    await launched.close();
  }
});

test('without a prefix a person’s typing reaches the field whole, and a PIN too', async () => {
  await useLayout('de');
  const { launched, keyboard } = await startWithWedge(null);
  const { page } = launched;
  try {
    await page.locator('.person', { hasText: 'Mia' }).focus();
    await keyboard.keys(0, 'Return');
    await expect(page.locator('[data-pin]')).toBeVisible();
    await keyboard.type('7391', 150);
    await expect(page.locator('[data-pin]')).toHaveText('••••');
    await keyboard.keys(0, 'Return');
    await expect(page.locator('.shell')).toHaveAttribute('data-session', 'signed-in');
    const input = page.locator('main.start input');
    await input.focus();
    await keyboard.type('Zürich, ab-12 (x)', 130);
    await expect(input).toHaveValue('Zürich, ab-12 (x)');
    await keyboard.keys(80, 'Left', 'Left', 'BackSpace', 'Home', 'Delete');
    await expect(input).toHaveValue('ürich, ab-12 x)');
    // A shortcut pressed so soon after a letter that both were held stays a shortcut.
    await keyboard.keys(15, 'q', 'ctrl+a');
    await expect(input).toHaveValue('qürich, ab-12 x)');
    const selected = 'document.activeElement.selectionEnd - document.activeElement.selectionStart';
    await expect.poll(() => page.evaluate(selected)).toBe(16);
    await keyboard.keys(130, 'y');
    await expect(input).toHaveValue('y');
  } finally {
    await launched.close();
    await useLayout('us');
  }
});
