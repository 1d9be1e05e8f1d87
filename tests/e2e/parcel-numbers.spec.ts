import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];

/** Puts this in place of the range in the demo's settings, as IT does with an editor while the app runs. */
const setRange = (file: string, range: string): void => {
  const text = readFileSync(file, 'utf8');
  const changed = text.replace(/^gs1:\n(?: .*\n)+/m, range);
  if (changed === text) throw new Error('no gs1 in station.yaml');
  writeFileSync(file, changed);
  giveToApp(file);
};

const gs1 = (extension: number, first: number, last: number): string =>
  `gs1:\n  companyPrefix: "9521234"\n  ssccRange: { extension: ${extension}, first: ${first}, last: ${last} }\n`;

/** Weighed and ready for its label. */
const packAndWeigh = async (day: Day, number: string, code: string): Promise<void> => {
  await day.scan(number, 'C0');
  await day.scan(code, 'I1');
  await day.put();
};

const sscc = async (day: Day): Promise<string | null | undefined> => (await day.pack()).parcel?.label?.sscc;

const finish = async (day: Day): Promise<void> => {
  await day.step('confirm');
  expect(await day.scanLabel()).toBe('order-packed');
  await day.act({ act: 'remove' });
};

test('SSCC numbers run out in the middle of the day: a clear stop, a new range, the same parcel; then none at all', async () => {
  test.setTimeout(120_000);
  const dataDir = folderForApp(join(temporaryFolder('numbers'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  writeFileSync(file, stationExample({ mode: 'demo' }));
  setRange(file, gs1(0, 41, 41));
  const day = await startDay({ dataDir });
  const { page } = day;
  try {
    /** The station has read the file: the look written with the rest shows. */
    const inForce = async (look: 'light' | 'dark'): Promise<void> => {
      writeFileSync(file, readFileSync(file, 'utf8').replace(/^look: .*$/m, `look: ${look}`));
      await expect(page.locator('html')).toHaveAttribute('data-look', look, { timeout: 20_000 });
    };
    await day.signIn('Mia');
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    for (const number of ['NUM-1', 'NUM-2', 'NUM-3']) await importOrder(day, number, [{ sku: item.sku, quantity: 1 }]);
    await packAndWeigh(day, 'NUM-1', codeOf(item));
    await day.step('confirm');
    expect(await sscc(day)).toMatch(/^09521234000000041/);
    await finish(day);

    await packAndWeigh(day, 'NUM-2', codeOf(item));
    await day.feedback('sscc-exhausted');
    await day.step('label');
    await expect(page.locator('[data-feedback]')).toContainText('41–41');
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'sscc-exhausted.png') });
    // Asking again changes nothing: the parcel waits as it is.
    expect(await day.verb('print')).toBe('sscc-exhausted');
    expect((await day.pack()).parcel).toMatchObject({ state: 'weighed', label: null });

    setRange(file, gs1(2, 1, 9));
    await inForce('dark');
    expect(await day.verb('print')).toBe('label-requested');
    await day.step('confirm');
    expect(await sscc(day)).toMatch(/^29521234000000001/);
    await finish(day);

    setRange(file, '');
    await inForce('light');
    await packAndWeigh(day, 'NUM-3', codeOf(item));
    await day.step('confirm');
    expect((await day.pack()).parcel?.label).toMatchObject({ sscc: null, parcelNumber: 'PDEMO-1-000003' });
    if (shots !== undefined) await page.screenshot({ path: join(shots, 'no-gs1-prefix.png') });
    await finish(day);
  } finally {
    await day.launched.close();
  }
});
