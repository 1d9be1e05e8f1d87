import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { nodeFilePort } from '../../electron/journal/file-port';
import { verifyFolder } from '../../electron/journal/verify';
import { demoPin } from '../../shared/demo-pin';
import type { CatalogueItem } from '../../shared/features/catalogue/queries';
import type { ParcelRow } from '../../shared/features/packing/queries';
import type { RelaunchedApp, RunningApp } from '../support/launch-app';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { dayAt, startDay, type Day } from '../support/pack-day';
import { relaunchedBy } from '../support/restart';

type AnyDay = Day<RunningApp>;

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];
const shoot = async ({ page }: AnyDay, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
};

/** What is open here is packed, weighed, labelled and closed. */
const packOpen = async (day: AnyDay, item: CatalogueItem): Promise<void> => {
  await day.scan(codeOf(item), 'I1');
  await day.put();
  await day.step('confirm');
  expect(await day.scanLabel()).toBe('order-packed');
  await day.act({ act: 'remove' });
};

const parcelOf = async (day: AnyDay, number: string): Promise<ParcelRow> => {
  const [row] = await day.query<readonly ParcelRow[]>('packing.parcels', { search: number, limit: 5 });
  if (row === undefined) throw new Error(`no parcel of ${number}`);
  return row;
};

/** The serial reference in an SSCC of the demo's prefix of seven digits. */
const serialOf = ({ sscc }: ParcelRow): number => Number(sscc?.slice(8, 17));

/** A supervisor's badge, PIN and reason. */
const approve = async (day: AnyDay): Promise<void> => {
  await day.page.locator('[data-override-pin]').waitFor();
  await day.badge('Sam');
  await expect(day.page.locator('[data-badge="read"]')).toBeVisible();
  await day.page.locator('dialog .choice').first().click();
  await day.page.locator('[data-override-pin]').fill(demoPin);
  await day.page.locator('[data-override-pin]').press('Enter');
  await expect(day.page.locator('dialog[open]')).toHaveCount(0);
};

test('a backup restored from the app: open orders wait for a supervisor, and no SSCC is ever issued twice', async () => {
  test.setTimeout(240_000);
  const day = await startDay();
  let again: RelaunchedApp | null = null;
  let known = '';
  try {
    await day.signIn('Mia');
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    for (const number of ['SAFE-1', 'LOST-1', 'LOST-2'])
      await importOrder(day, number, [{ sku: item.sku, quantity: 1 }]);
    await day.scan('SAFE-1', 'C0');
    await packOpen(day, item);
    const safe = await parcelOf(day, 'SAFE-1');

    await test.step('IT backs up; then two more parcels leave that the backup knows nothing of', async () => {
      await day.signIn('Ines');
      await day.page.locator('[data-route="record"]').click();
      await day.page.locator('[data-backup-now]').click();
      await expect(day.page.locator('[data-backup-folder]')).toHaveCount(1);
      await shoot(day, 'backup-made');
      await day.page.locator('[data-show-code]').click();
      await expect(day.page.locator('[data-code]')).toHaveText(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){4}-[0-9A-Z]$/);
      known = (await day.page.locator('[data-code]').textContent()) ?? '';
      await shoot(day, 'recovery-code');
      await day.page.locator('[data-route="pack"]').click();
    });
    await day.scan('LOST-1', 'C0');
    await packOpen(day, item);
    await day.scan('LOST-2', 'C0');
    await packOpen(day, item);
    const lost = [await parcelOf(day, 'LOST-1'), await parcelOf(day, 'LOST-2')];
    expect(lost.map(serialOf)).toEqual([serialOf(safe) + 1, serialOf(safe) + 2]);

    await test.step('the restore puts it in place and starts the app anew', async () => {
      await day.page.locator('[data-route="record"]').click();
      await day.page.locator('[data-backup-folder] button').click();
      await shoot(day, 'restore-dialog');
      // Somebody has written into the backups' folder: the station did not sign what lies there.
      const backup = (await day.page.locator('[data-backup-folder]').getAttribute('data-backup-folder')) ?? '';
      const described = join(backup, 'backup.json');
      const { mac: _mac, ...unsigned } = JSON.parse(readFileSync(described, 'utf8')) as Record<string, unknown>;
      writeFileSync(described, JSON.stringify(unsigned));
      await day.page.locator('dialog [type="submit"]').click();
      const code = day.page.locator('dialog [data-recovery-code]');
      await expect(code).toBeFocused();
      await expect(day.page.locator('dialog [type="submit"]')).toBeDisabled();
      await code.fill('0'.repeat(26));
      await day.page.keyboard.press('Enter');
      await expect(day.page.locator('dialog')).toContainText('Not the recovery code');
      await shoot(day, 'restore-code');
      await code.fill(known);
      again = await relaunchedBy(day.launched, () => day.page.locator('dialog [type="submit"]').click());
    });
    if (again === null) throw new Error('the app did not come back');
    const restored = await dayAt<RelaunchedApp>(again);

    await test.step('an order that was open in the backup is refused without a supervisor', async () => {
      await restored.signIn('Mia');
      await expect(restored.page.locator('[data-restored]')).toBeVisible();
      await restored.page.locator('[data-route="pack"]').click();
      await shoot(restored, 'restored-strip');
      await restored.scan('LOST-1', 'C0');
      await restored.feedback('restored-order');
      await expect(restored.page.locator('[data-override-pin]')).toBeVisible();
      await shoot(restored, 'restored-order');
      await restored.page.keyboard.press('Escape');
      await expect(restored.page.locator('dialog[open]')).toHaveCount(0);
      await expect(restored.page.locator('main.pack')).toHaveCount(0);
    });

    await test.step('a supervisor releases this one; its SSCC lies past the reserve, and the others still wait', async () => {
      await restored.scan('LOST-1', 'C0');
      const waiting = Number(await restored.page.locator('[data-restored]').getAttribute('data-restored'));
      await approve(restored);
      await expect(restored.page.locator('main.pack')).toHaveAttribute('data-order', 'LOST-1');
      await packOpen(restored, item);
      const renewed = await parcelOf(restored, 'LOST-1');
      expect(serialOf(renewed)).toBeGreaterThanOrEqual(serialOf(safe) + 10_000);
      expect([safe, ...lost].map(({ sscc }) => sscc)).not.toContain(renewed.sscc);
      await expect(restored.page.locator('[data-restored]')).toHaveAttribute('data-restored', String(waiting - 1));
    });

    await test.step('a supervisor releases all the others at once', async () => {
      await restored.signIn('Sam');
      await restored.page.locator('[data-restored] button').click();
      await approve(restored);
      await expect(restored.page.locator('[data-restored]')).toHaveCount(0);
      expect(await restored.scan('LOST-2', 'C0')).toBe('order-opened');
    });
  } finally {
    const back = again as RelaunchedApp | null;
    await (back === null ? day.launched.kill() : back.end());
  }
  const folder = join(day.launched.dataDir, 'demo');
  expect(verifyFolder(nodeFilePort, folder, null)).toMatchObject({ ok: true });
  const [aside] = readdirSync(folder).filter((name) => name.startsWith('before-restore-'));
  expect(verifyFolder(nodeFilePort, join(folder, aside ?? ''), null)).toMatchObject({ ok: true });
});
