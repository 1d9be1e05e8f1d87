import { expect, test } from '@playwright/test';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const labelsOut = (day: Day): Promise<number> => day.bench.locator('figure').count();

test('killed at each step of a pack it comes back at that step; an open print waits for a word', async () => {
  test.setTimeout(240_000);
  let day = await startDay();
  const { dataDir } = day.launched;
  /** Ends all of the app's processes at once and starts it anew, as after a power cut. */
  const restart = async (): Promise<void> => {
    await day.launched.kill();
    day = await startDay({ dataDir });
    await day.signIn('Mia');
    await expect(day.page.locator('main.pack')).toHaveAttribute('data-order', 'AGAIN-1');
  };
  try {
    await day.signIn('Mia');
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    await importOrder(day, 'AGAIN-1', [{ sku: item.sku, quantity: 2 }]);
    await day.scan('AGAIN-1', 'C0');
    await day.scan(codeOf(item), 'I1');

    await test.step('in the middle of the items: as many as before', async () => {
      await restart();
      await day.step('items');
      expect((await day.pack()).packed).toBe(1);
    });

    await test.step('before the scale and after a wrong weight', async () => {
      await day.scan(codeOf(item), 'I1');
      await day.step('weigh');
      await restart();
      await day.step('weigh');
      await day.put(800_000);
      await day.step('weight-refused');
      await restart();
      await day.step('weight-refused');
      expect((await day.pack()).packed).toBe(2);
    });

    await test.step('a label that was never sent: shown, not printed by itself, printed at a word', async () => {
      await day.act({ act: 'paper-out' });
      await day.put();
      await day.step('label');
      await day.feedback('not-printed');
      expect((await day.pack()).parcel?.label?.job).toBe('requested');
      await restart();
      await day.step('label');
      await expect(day.page.locator('[data-next]')).toContainText('F12');
      // The new printer has paper and would print at once if it were asked.
      await expect(day.page.locator('[data-device="bench-printer"]')).toHaveAttribute('data-state', 'ready');
      expect(await labelsOut(day)).toBe(0);
      expect((await day.pack()).parcel?.label?.job).toBe('requested');
      await day.page.keyboard.press('F12');
      await day.step('confirm');
      expect(await labelsOut(day)).toBe(1);
      expect((await day.pack()).parcel?.label).toMatchObject({ copy: 1, job: 'printed' });
    });

    await test.step('a printed label that waits for its scan', async () => {
      await restart();
      await day.step('confirm');
      expect(await labelsOut(day)).toBe(0);
    });

    await test.step('a label that was on its way: nobody knows, nothing prints, its scan settles it', async () => {
      const { parcel } = await day.pack();
      await day.act({ act: 'pause' });
      const answer = await day.command('packing.reprintLabel', { parcelId: parcel?.parcelId, reason: 'Label damaged' });
      expect(answer.ok).toBe(true);
      await day.act({ act: 'resume' });
      await expect.poll(async () => (await day.pack()).parcel?.label?.job).toMatch(/sent|printed/);
      await restart();
      await day.step('confirm');
      const label = (await day.pack()).parcel?.label;
      expect(label?.job).toMatch(/uncertain|printed/);
      expect(await labelsOut(day)).toBe(0);
      expect(await day.scan(encodeCopyCode(label?.labelId ?? '', 1), 'd1')).toBe('label-superseded');
      expect(await day.scan(encodeCopyCode(label?.labelId ?? '', 2), 'd1')).toBe('order-packed');
    });
  } finally {
    await day.launched.close().catch(() => undefined);
  }
});
