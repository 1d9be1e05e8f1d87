import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { DeviceConfig } from '../../shared/device-config';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { forkBuiltSimulator } from '../support/built-simulator';
import { startDay } from '../support/pack-day';

const each = 200;
const epcOf = (index: number): string => `3074257BF7194E40${String(index).padStart(8, '0')}`;

const startReader = async (index: number): Promise<Simulator<'rfid'>> => {
  const started = await startSimulator({ kind: 'rfid', roundMs: 200 }, forkBuiltSimulator);
  if (!started.ok) throw new Error(started.failure.code);
  const tags = Array.from({ length: each }, (_, tag) => ({
    epcHex: epcOf(index * each + tag),
    antenna: 1 + (tag % 2),
  }));
  await started.value.send({ op: 'tags', tags });
  return started.value;
};

const configOf = (index: number, port: number): DeviceConfig => ({
  id: `gate-${index}`,
  kind: 'rfid',
  name: `Gate ${index}`,
  protocol: 'llrp',
  transport: { type: 'tcp', host: '127.0.0.1', port },
});

/** Frames a second that the window draws. */
const framesOf = (page: Page, seconds: number): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const begun = performance.now();
        let frames = 0;
        const draw = (now: number): void => {
          frames += 1;
          if (now - begun < wanted * 1000) requestAnimationFrame(draw);
          else resolve((frames * 1000) / (now - begun));
        };
        requestAnimationFrame(draw);
      }),
    seconds,
  );

test('four readers of 1,000 reads a second: the window stays fluid and no read is missing', async () => {
  const readers = await Promise.all([1, 2, 3, 4].map(startReader));
  let sent = 0;
  readers.forEach((reader) =>
    reader.onEvent((event) => {
      if (event.event === 'tags-reported') sent += event.count;
    }),
  );
  const dataDir = folderForApp(join(temporaryFolder('readers'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  const devices = readers.map(({ place }, index) => configOf(index + 1, place.port));
  writeFileSync(file, stationExample({ mode: 'demo', devices }));
  giveToApp(file);
  const day = await startDay({ dataDir, devices: 8 });
  try {
    const { page } = day;
    await day.signIn('Mia');
    await page.locator('[data-route="rfid"]').click();
    await page.locator('[data-reader="bench-reader"]').click();
    await page.keyboard.press('F2');
    await expect(page.locator('[data-unique]')).toHaveAttribute('data-unique', String(4 * each));
    await page.locator('[data-sort="last"]').click();
    const frames = await framesOf(page, 5);
    test.info().annotations.push({ type: 'frames a second', description: frames.toFixed(1) });
    await page.keyboard.press('F2');
    await expect(page.locator('[data-start="start"]')).toBeVisible();
    await expect.poll(() => page.locator('[data-reads]').getAttribute('data-reads').then(Number)).toBe(sent);
    await expect(page.locator('[data-unique]')).toHaveAttribute('data-unique', String(4 * each));
    await expect(page.locator('[data-loss]')).toHaveCount(0);
    expect(sent).toBeGreaterThan(16_000);
    expect(frames).toBeGreaterThanOrEqual(30);
  } finally {
    await day.launched.close();
    await Promise.all(readers.map((reader) => reader.stop()));
  }
});
