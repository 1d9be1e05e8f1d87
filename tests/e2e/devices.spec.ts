import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { giveToApp } from '../support/app-environment';
import { picture } from '../support/picture';
import { startDay, type Day } from '../support/pack-day';
import { forkBuiltSimulator } from '../support/built-simulator';

let day: Day;
let scale: Simulator<'scale'>;

const stationFile = (): string => join(day.launched.dataDir, 'demo', 'station.yaml');
const readStation = (): string => readFileSync(stationFile(), 'utf8');

test.beforeAll(async () => {
  const started = await startSimulator({ kind: 'scale', settleMs: 0, dialect: 'nci' }, forkBuiltSimulator);
  if (!started.ok) throw new Error(started.failure.code);
  scale = started.value;
  day = await startDay();
  await day.signIn('Ines');
  await day.page.locator('[data-route="devices"]').click();
});
test.afterAll(async () => {
  await day.launched.close();
  await scale.stop();
});

const shot = (name: string): Promise<void> => picture(day.page, name);

const fill = async (page: Page, values: Readonly<Record<string, string>>): Promise<void> => {
  for (const [field, value] of Object.entries(values)) {
    const input = page.locator(`dialog [data-field="${field}"]`);
    if ((await input.evaluate((element) => element.tagName)) === 'SELECT') await input.selectOption(value);
    else await input.fill(value);
  }
};

test('shows each device with its protocol’s name, its figures and its live bytes', async () => {
  const { page } = day;
  const detail = page.locator('[data-device-detail]');
  await expect(detail).toHaveAttribute('data-device-detail', 'bench-scale');
  await expect(detail).toContainText('Mettler Toledo MT-SICS');
  const wire = page.locator('[data-wire="bench-scale"]');
  await expect(wire.locator('[data-direction="out"]').first()).toContainText('53 49 0D 0A');
  await expect(wire.locator('[data-direction="out"]').first()).toContainText('asks for the weight');
  await expect(wire.locator('[data-direction="in"]').first()).toContainText('kg');
  await shot('devices-scale');
  await page.locator('[data-device-card="bench-printer"]').click();
  await expect(page.locator('[data-device-detail="bench-printer"]')).toContainText('ZPL II');
  await expect(page.locator('[data-wire="bench-printer"]')).toContainText('state: ready');
  await shot('devices-printer');
});

test('adds a scale on the network, tests it, renames it and removes it; the notes in station.yaml stay', async () => {
  const { page } = day;
  writeFileSync(stationFile(), readStation().replace('devices: []', '# Our note above the devices.\ndevices: []'));
  await scale.send({ op: 'put', weightMg: 1_500_000 });
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await fill(page, { name: 'Dock scale', transport: 'tcp', protocol: 'mt-sics' });
  await page.locator('dialog [data-save]').click();
  await expect(page.locator('dialog [data-field="transport.host"]')).toHaveAttribute('aria-invalid', 'true');
  await fill(page, { 'transport.host': '127.0.0.1', 'transport.port': String(scale.place.port) });
  // Which scale is it? One that answers harmless questions is asked, and its protocol chosen.
  await page.getByText('Which scale is this?').click();
  await page.getByRole('button', { name: 'Listen and ask' }).click();
  const candidate = page.locator('dialog .choice').filter({ hasText: 'NCI' });
  await expect(candidate).toBeVisible({ timeout: 30_000 });
  await shot('devices-form');
  await candidate.click();
  await expect(page.locator('dialog [data-field="protocol"]')).toHaveValue('nci');
  await page.locator('dialog [data-save]').click();
  await expect(page.locator('dialog')).toHaveCount(0);
  await page.locator('[data-device-card="dock-scale"]').click();
  await expect(page.locator('[data-device-card="dock-scale"] .chip')).toHaveClass(/good/);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const result = page.locator('[data-test-passed]');
  await expect(result).toHaveAttribute('data-test-passed', 'true');
  await expect(result).toContainText('1.500 kg');
  expect(readStation()).toContain('# Our note above the devices.');
  expect(readStation()).toContain('id: dock-scale');

  await page.getByRole('button', { name: 'Rename or change' }).click();
  await page.getByText('More settings').click();
  await fill(page, { name: 'Dock scale 2', 'options.calibrated': '2020-01-31', 'options.calibrateEveryMonths': '12' });
  await shot('devices-edit');
  await page.locator('dialog [data-save]').click();
  await expect(page.locator('[data-device-card="dock-scale"]')).toContainText('Dock scale 2');
  await expect(page.locator('[data-calibration]')).toHaveAttribute('data-calibration', 'overdue');
  expect(readStation()).toMatch(/id: dock-scale[^]*name: Dock scale 2/);

  await scale.send({ op: 'unplug' });
  await expect(page.locator('[data-reason]')).toBeVisible();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(result).toHaveAttribute('data-test-passed', 'false');
  await shot('devices-lost');
  await scale.send({ op: 'plug' });
  await expect(page.locator('[data-reason]')).toHaveCount(0);

  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.locator('dialog [data-confirm]').click();
  await expect(page.locator('[data-device-card="dock-scale"]')).toHaveCount(0);
  expect(readStation()).not.toContain('dock-scale');
  expect(readStation()).toContain('# Our note above the devices.');
});

test('keeps the last good settings while station.yaml has a fault, and says which line', async () => {
  const { page } = day;
  expect((await day.call('view.setLanguage', { language: 'de' })).ok).toBe(true);
  const good = readStation();
  const line = good.split('\n').findIndex((each) => each.startsWith('currency:')) + 1;
  writeFileSync(stationFile(), good.replace('currency: EUR', 'currency: DOLLARS'));
  giveToApp(stationFile());
  const banner = page.locator('[data-config-error]');
  await expect(banner).toContainText(String(line));
  await expect(banner).toContainText('„DOLLARS“ ist keine Währung. Ein Beispiel: EUR.');
  await shot('devices-fault');
  // Nothing was lost by it, and nothing is written over the fault.
  await expect(page.locator('[data-device-card]')).toHaveCount(4);
  expect((await day.call('view.setLook', { look: 'dark' })).ok).toBe(false);
  expect(readStation()).toContain('DOLLARS');
  writeFileSync(stationFile(), good);
  await expect(banner).toHaveCount(0);
  expect((await day.call('view.setLanguage', { language: 'en' })).ok).toBe(true);
});

test('gives all lines up before the machine sleeps, and takes them again without a word when it wakes', async () => {
  const { page, launched } = day;
  const ready = page.locator('.device[data-state="ready"]');
  await expect(ready).toHaveCount(4);
  await launched.app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'));
  await expect(ready).toHaveCount(0);
  await launched.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
  await expect(ready).toHaveCount(4);
  // The first scan after it counts, and the scale shows fresh weights again.
  await page.locator('[data-device-card="bench-scanner"]').click();
  await day.act({ act: 'scan', data: 'AFTER-SLEEP', aim: 'C0' });
  await expect(page.locator('[data-wire="bench-scanner"]')).toContainText('AFTER-SLEEP');
});

test('looks through the addresses that somebody types, and no others', async () => {
  const { page } = day;
  const asked: string[] = [];
  const listen = (host: string): Promise<Server> =>
    new Promise((resolve, reject) => {
      const server = createServer((socket) => {
        asked.push(host);
        socket.on('error', () => undefined);
      });
      server.once('error', reject);
      server.listen(9100, host, () => resolve(server));
    });
  // Addresses of this machine that nobody else uses.
  const servers = [await listen('127.45.0.9'), await listen('127.45.0.10')];
  try {
    await page.getByRole('button', { name: 'Look on the network' }).click();
    const range = page.locator('dialog input');
    await range.fill('127.45.0.300');
    await page.locator('dialog button[type="submit"]').click();
    await expect(page.locator('dialog [role="alert"]')).toBeVisible();
    await range.fill('127.45.0.8-9');
    await page.locator('dialog button[type="submit"]').click();
    await expect(page.locator('[data-found-list]')).toContainText('127.45.0.9:9100');
    await expect(page.locator('[data-found="tcp|127.45.0.10|9100"]')).toHaveCount(0);
    await shot('devices-network');
    expect(new Set(asked)).toEqual(new Set(['127.45.0.9']));
  } finally {
    for (const server of servers) server.close();
  }
});

test('says what is plugged in, and writes a support file without a name in it', async () => {
  const { page } = day;
  await page.getByRole('button', { name: 'Look for devices' }).click();
  await expect(page.locator('[data-found-list]')).toBeVisible();
  await page.locator('[data-device-card="bench-scanner"]').click();
  await day.act({ act: 'scan', data: 'MIA-0001', aim: null });
  await expect(page.locator('[data-wire="bench-scanner"]')).toContainText('MIA-0001');
  await page.getByRole('button', { name: 'Support file' }).click();
  const shown = page.locator('[data-support-file]');
  await expect(shown).toBeVisible();
  const file = (await shown.getAttribute('data-support-file')) ?? '';
  expect(file).toContain(join(day.launched.dataDir, 'demo', 'support'));
  const text = readFileSync(file, 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    settings: { language: 'en' },
    devices: [{ id: 'bench-scale' }, {}, {}, {}],
  });
  expect(text).not.toMatch(/Ines|Mia\b|MIA-0001|Packwright Demo Warehouse/i);
  await shot('devices-found');
});
