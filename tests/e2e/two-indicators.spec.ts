import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { DeviceConfig } from '../../shared/device-config';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { forkBuiltSimulator } from '../support/built-simulator';
import { faultsOf, resize, setLook, sizes } from '../support/looks';
import { picture } from '../support/picture';
import { startDay, type Day } from '../support/pack-day';

let day: Day;
let front: Simulator<'scale'>;
let back: Simulator<'scale'>;

const start = async (): Promise<Simulator<'scale'>> => {
  const started = await startSimulator({ kind: 'scale', settleMs: 0 }, forkBuiltSimulator);
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
};
const scale = (id: string, port: number, options: { secondIndicatorOf?: string } = {}): DeviceConfig => ({
  id,
  kind: 'scale',
  name: id === 'front' ? 'Floor scale, front' : 'Floor scale, back',
  protocol: 'mt-sics',
  transport: { type: 'tcp', host: '127.0.0.1', port },
  options: { division: '0.005 kg', ...options },
});

test.beforeAll(async () => {
  [front, back] = await Promise.all([start(), start()]);
  const dataDir = folderForApp(join(temporaryFolder('floor'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  const devices = [scale('back', back.place.port, { secondIndicatorOf: 'front' }), scale('front', front.place.port)];
  writeFileSync(file, stationExample({ mode: 'demo', devices }));
  giveToApp(file);
  day = await startDay({ dataDir, devices: 6 });
});
test.afterAll(async () => {
  await day.launched.close();
  await Promise.all([front.stop(), back.stop()]);
});

const shot = (name: string): Promise<void> => picture(day.page, name);

test('a floor scale with two indicators weighs only while both say the same', async () => {
  const { page } = day;
  const capture = (state: string) => expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', state);
  await day.signIn('Mia');
  await day.openNext();
  await day.packItems();
  await day.step('weigh');
  await capture('waiting');
  const expectedMg = (await day.pack()).parcel?.expectation?.expectedMg ?? 0;
  // Rounded to the scales' steps, so that only what the test adds makes a difference.
  const weightMg = Math.round(expectedMg / 5000) * 5000;
  await Promise.all([front.send({ op: 'put', weightMg }), back.send({ op: 'put', weightMg: weightMg + 400_000 })]);
  await capture('indicators-differ');
  await expect(page.locator('.banner-next')).toContainText('The two indicators differ');
  await expect(page.locator('[data-second-indicator]')).toContainText('Floor scale, back: ');
  for (const size of sizes) {
    await resize(day.launched, size);
    for (const look of ['light', 'dark'] as const) {
      await setLook(page, look);
      await shot(`indicators-differ-${look}-${size.width}`);
      if (size === sizes[0]) expect.soft(await faultsOf(page), look).toEqual([]);
    }
  }
  expect((await day.pack()).parcel?.weight ?? null).toBeNull();
  await back.send({ op: 'unplug' });
  await capture('indicator-silent');
  await back.send({ op: 'plug' });
  // After the gap nobody knows what lay there: empty first, then both the same.
  await capture('indicators-differ');
  await Promise.all([front.send({ op: 'remove' }), back.send({ op: 'remove' })]);
  await capture('waiting');
  await Promise.all([front.send({ op: 'put', weightMg }), back.send({ op: 'put', weightMg })]);
  await expect.poll(async () => (await day.pack()).parcel?.weight?.source).toBe('simulated');
});

test('zero, tare and units from the device page: done when the scale confirms, refused in its words, a tare never weighed', async () => {
  const { page } = day;
  await Promise.all([front.send({ op: 'remove' }), back.send({ op: 'remove' })]);
  await day.press('signout');
  await day.signIn('Ines');
  await page.locator('[data-route="devices"]').click();
  await page.locator('[data-device-card="front"]').click();
  const figure = page.locator('[data-scale-text]');
  await expect(figure).toHaveText('0.000');
  await front.send({ op: 'put', weightMg: 20_000_000 });
  await expect(figure).toHaveText('20.000');
  // Far too much for a zero: the scale says no, and that is what is told.
  await page.locator('[data-scale-command="zero"]').click();
  await expect(page.locator('[data-device-detail] [role="alert"]')).toContainText('The scale refused');
  await front.send({ op: 'put', weightMg: 200_000 });
  await expect(figure).toHaveText('0.200');
  await page.locator('[data-scale-command="tare"]').click();
  await expect(page.locator('[data-scale-done="tare"]')).toBeVisible();
  await expect(figure).toHaveText('0.000');
  await expect(page.locator('[data-net="true"]')).toBeVisible();
  await resize(day.launched, sizes[0]);
  await setLook(page, 'light');
  await shot('scale-tared');
  expect(await faultsOf(page)).toEqual([]);
  // MT-SICS has no command for the next unit: none is offered.
  await expect(page.locator('[data-scale-command="unit"]')).toHaveCount(0);

  await front.send({ op: 'remove' });
  await page.locator('[data-scale-command="zero"]').click();
  await expect(page.locator('[data-scale-done="zero"]')).toBeVisible();
  await expect(page.locator('[data-net]')).toHaveCount(0);
  await expect(figure).toHaveText('0.000');
});
