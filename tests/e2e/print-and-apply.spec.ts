import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { DeviceConfig } from '../../shared/device-config';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { forkBuiltSimulator } from '../support/built-simulator';
import { faultsOf, resize, setLook, sizes, sticksOut } from '../support/looks';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

let day: Day;
let printer: Simulator<'printer'>;
let infeed: Simulator<'scanner'>;
let verify: Simulator<'scanner'>;
/** Copy codes of the labels that came out whole. */
const labels: string[] = [];

const at = (port: number) => ({ type: 'tcp', host: '127.0.0.1', port }) as const;
const scanner = (id: string, name: string, port: number): DeviceConfig => ({
  id,
  kind: 'scanner',
  name,
  protocol: 'serial-line',
  transport: at(port),
});

const ready = async <T>(started: Promise<{ ok: true; value: T } | { ok: false }>): Promise<T> => {
  const answer = await started;
  if (!answer.ok) throw new Error('no simulator');
  return answer.value;
};

test.beforeAll(async () => {
  printer = await ready(startSimulator({ kind: 'printer', labelMs: 150, peel: true }, forkBuiltSimulator));
  infeed = await ready(startSimulator({ kind: 'scanner' }, forkBuiltSimulator));
  verify = await ready(startSimulator({ kind: 'scanner' }, forkBuiltSimulator));
  printer.onEvent((event) => {
    if (event.event === 'label-printed' && event.complete) labels.push(/PWL\*[^^]*/.exec(event.zpl)?.[0] ?? '');
  });
  const dataDir = folderForApp(join(temporaryFolder('line'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  const linePrinter: DeviceConfig = {
    id: 'line-printer',
    kind: 'printer',
    name: 'Printer of line 1',
    protocol: 'zpl',
    transport: at(printer.place.port),
    options: { finish: 'peel' },
  };
  const devices = [
    linePrinter,
    scanner('infeed-scanner', 'Infeed of line 1', infeed.place.port),
    scanner('verify-scanner', 'Label check of line 1', verify.place.port),
  ];
  writeFileSync(file, stationExample({ mode: 'demo', devices }));
  giveToApp(file);
  day = await startDay({ dataDir, devices: 7 });
});
test.afterAll(async () => {
  await day.launched.close();
  await Promise.all([printer.stop(), infeed.stop(), verify.stop()]);
});

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shot = async (name: string): Promise<void> => {
  const folder = shots ?? test.info().outputPath('shots');
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    await resize(day.launched, size);
    for (const look of ['light', 'dark'] as const) {
      await setLook(day.page, look);
      if (size === sizes[0]) expect.soft(await faultsOf(day.page), `${name}, ${look}`).toEqual([]);
      expect.soft(await sticksOut(day.page), `${name} at ${size.width}`).toBe(0);
      await day.page.screenshot({ path: join(folder, `line-${name}-${look}-${size.width}.png`) });
    }
  }
  await resize(day.launched, sizes[0]);
  await setLook(day.page, 'light');
  for (const language of ['de', 'es', 'en']) {
    await day.call('view.setLanguage', { language });
    await expect(day.page.locator('html')).toHaveAttribute('lang', language);
    expect.soft(await sticksOut(day.page), `${name} in ${language}`).toBe(0);
    if (language !== 'en') await day.page.screenshot({ path: join(folder, `line-${name}-${language}.png`) });
  }
};

const label = async (count: number): Promise<string> => {
  await expect.poll(() => labels.length, { timeout: 20_000 }).toBe(count);
  return labels[count - 1] ?? '';
};

test('boxes go from the bench to the line: each gets its own label, a wrong one stops it, and a hand gets it going', async () => {
  test.setTimeout(180_000);
  const { page } = day;
  const state = (title: string) => expect(page.locator('[data-line-state]')).toHaveAttribute('data-line-state', title);
  const item = (title: string, is: string) =>
    expect(page.locator(`[data-item="${title}"]`)).toHaveAttribute('data-state', is, { timeout: 20_000 });

  await test.step('IT names the line’s devices on the device page; one device twice is refused', async () => {
    await day.signIn('Ines');
    await expect(page.locator('[data-route="apply"]')).toHaveCount(0);
    await page.locator('[data-route="devices"]').click();
    await page.locator('[data-lines]').click();
    const field = (name: string) => page.locator(`dialog[open] [data-line-field="${name}"]`);
    await field('name').fill('Line 1');
    await field('printer').selectOption('line-printer');
    await field('infeed').selectOption('infeed-scanner');
    await field('verify').selectOption('infeed-scanner');
    await page.locator('dialog[open] [data-save]').click();
    await expect(page.locator('dialog[open] [role="alert"]')).toContainText('stands on a line already');
    await field('verify').selectOption('verify-scanner');
    expect.soft(await faultsOf(page), 'the settings of a line').toEqual([]);
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'line-settings.png') });
    await page.locator('dialog[open] [data-save]').click();
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    const text = readFileSync(join(day.launched.dataDir, 'demo', 'station.yaml'), 'utf8');
    expect(text).toContain('verify: verify-scanner');
    expect(text).toContain('# Print-and-apply lines.');
  });

  await test.step('the bench packs and weighs; no label comes out there', async () => {
    await day.signIn('Mia');
    await page.locator('[data-route="apply"]').click();
    for (const size of sizes) {
      await resize(day.launched, size);
      const rail = await page.locator('.rail').evaluate((nav) => nav.scrollHeight - nav.clientHeight);
      expect.soft(rail, `the rail is whole at ${size.height}`).toBe(0);
    }
    await page.locator('[data-route="pack"]').click();
    const [goods] = await findItems(day, 1, isPlain);
    if (goods === undefined) throw new Error('no item');
    for (const number of ['LINE-1', 'LINE-2', 'LINE-3']) {
      await importOrder(day, number, [{ sku: goods.sku, quantity: 1 }]);
      await day.scan(number, 'C0');
      await day.scan(codeOf(goods), 'I1');
      await day.put();
      await day.feedback('line-box-ready');
      await day.act({ act: 'remove' });
    }
    expect(labels).toEqual([]);
  });

  await test.step('the first box: label printed, taken, read, closed', async () => {
    await page.locator('[data-route="apply"]').click();
    await state('line.state.ready');
    await infeed.send({ op: 'scan', data: 'LINE-1', aim: 'C0' });
    const first = await label(1);
    await state('line.state.take');
    await infeed.send({ op: 'scan', data: 'LINE-2', aim: 'C0' });
    await infeed.send({ op: 'scan', data: 'LINE-3', aim: 'C0' });
    await item('LINE-3 / 1', 'waiting');
    await shot('take');
    await printer.send({ op: 'take-labels' });
    await state('line.state.check');
    expect(labels).toHaveLength(1);
    await verify.send({ op: 'scan', data: first, aim: 'd1' });
    await label(2);
  });

  await test.step('no label can be read on the second: red, and another copy by keyboard alone', async () => {
    await printer.send({ op: 'take-labels' });
    await item('LINE-2 / 1', 'taken');
    await verify.send({ op: 'scan', data: 'NOREAD', aim: null });
    await state('failure.line-verify-no-read');
    await shot('stopped');
    await page.keyboard.press('F10');
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    const again = await label(3);
    await printer.send({ op: 'take-labels' });
    await item('LINE-2 / 1', 'taken');
    // The torn label is still on the box: it counts no more.
    await verify.send({ op: 'scan', data: labels[1] ?? '', aim: 'd1' });
    await state('failure.label-superseded');
    await verify.send({ op: 'scan', data: again, aim: 'd1' });
    await label(4);
  });

  await test.step('a label nobody reads: the box is taken off and scanned by hand, and the line is ready again', async () => {
    await printer.send({ op: 'take-labels' });
    await item('LINE-3 / 1', 'taken');
    await verify.send({ op: 'scan', data: 'NOREAD', aim: null });
    await state('failure.line-verify-no-read');
    // Somebody else has taken over meanwhile: hand scanners are for the line as before.
    await day.signIn('Jonas');
    await day.act({ act: 'scan', data: 'LINE-3', aim: 'C0' });
    await state('line.state.ready');
    await expect(page.locator('[data-reject]')).toHaveAttribute('data-reject', 'line-verify-no-read');
    await infeed.send({ op: 'scan', data: 'LINE-1', aim: 'C0' });
    await state('failure.line-parcel-done');
    await day.press('yes');
    await expect(page.locator('dialog[open]')).toBeVisible();
    await day.press('choose', '3');
    await state('line.state.ready');
    await shot('ready');
  });
  expect(new Set(labels).size).toBe(4);
});
