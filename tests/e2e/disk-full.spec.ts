import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { folderForApp, ordinaryUser } from '../support/app-environment';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';
import { createSmallDisk, noSmallDisk, type SmallDisk } from '../support/small-disk';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async ({ page }: Day, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

let disk: SmallDisk | null = null;
test.afterEach(() => disk?.remove());

test('the disk fills up in the middle of an order: it is said, nothing counts that is not kept, and work goes on', async () => {
  test.skip(noSmallDisk !== null, noSmallDisk ?? '');
  test.setTimeout(180_000);
  disk = createSmallDisk(160, ordinaryUser() ?? 0);
  const day = await startDay({ dataDir: folderForApp(join(disk.folder, 'data')) });
  const { page } = day;
  try {
    await day.signIn('Mia');
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    await importOrder(day, 'FULL-1', [{ sku: item.sku, quantity: 40 }]);
    await day.scan('FULL-1', 'C0');
    expect(await day.scan(codeOf(item), 'I1')).toBe('item-packed');

    disk.fill();
    // What the last block of the journal has room for is still kept.
    let counted = 1;
    let said = '';
    for (let scans = 0; scans < 20 && said !== 'disk-full'; scans += 1) {
      said = await day.scan(codeOf(item), 'I1');
      if (said === 'item-packed') counted += 1;
    }
    expect(said).toBe('disk-full');
    await expect(page.locator('[data-store="disk-full"]')).toBeVisible();
    expect((await day.pack()).packed).toBe(counted);
    await shoot(day, 'disk-full');
    expect(await day.scan(codeOf(item), 'I1')).toBe('disk-full');
    expect((await day.pack()).packed).toBe(counted);

    disk.makeRoom();
    expect(await day.scan(codeOf(item), 'I1')).toBe('item-packed');
    expect((await day.pack()).packed).toBe(counted + 1);
    await expect(page.locator('[data-store]')).toHaveCount(0);
  } finally {
    await day.launched.kill();
  }
  const verdict = verifyFolder(nodeFilePort, join(day.launched.dataDir, 'demo'), null);
  expect(verdict).toMatchObject({ ok: true, tornBytes: 0 });
});
