import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { nodeFilePort } from '../../electron/journal/file-port';
import { scanJournal } from '../../electron/journal/scan';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { forkBuiltSimulator } from '../support/built-simulator';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

const shots = process.env['PACKWRIGHT_SCREENSHOTS'];

interface Printer {
  readonly name: string;
  readonly simulator: Simulator<'printer'>;
  /** Copy codes of the labels that came out whole. */
  readonly whole: string[];
}

const startPrinter = async (name: string, labelMs: number): Promise<Printer> => {
  const started = await startSimulator({ kind: 'printer', labelMs, serial: name.toUpperCase() }, forkBuiltSimulator);
  if (!started.ok) throw new Error(started.failure.code);
  const simulator = started.value;
  const whole: string[] = [];
  simulator.onEvent((event) => {
    if (event.event === 'label-printed' && event.complete) whole.push(/PWL\*[^^]*/.exec(event.zpl)?.[0] ?? '');
  });
  return { name, simulator, whole };
};

/** The Devices page, as IT fills it in. */
const addPrinter = async (page: Page, { name, simulator }: Printer, role: 'label' | 'spare'): Promise<void> => {
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const dialog = page.locator('dialog[open]');
  await dialog.locator('[data-field="name"]').fill(name);
  await dialog.locator('[data-field="kind"]').selectOption('printer');
  await dialog.locator('[data-field="transport"]').selectOption('tcp');
  await dialog.locator('[data-field="protocol"]').selectOption('zpl');
  await dialog.locator('[data-field="transport.host"]').fill(simulator.place.host);
  await dialog.locator('[data-field="transport.port"]').fill(String(simulator.place.port));
  await dialog.locator('[data-field="role"]').selectOption(role);
  if (shots !== undefined && role === 'spare') await page.screenshot({ path: join(shots, 'pool-spare.png') });
  await dialog.locator('[data-save]').click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator(`[data-device-card="${name.toLowerCase()}"] .chip`)).toHaveClass(/good/);
};

const packAndWeigh = async (day: Day, number: string, code: string): Promise<void> => {
  await day.scan(number, 'C0');
  await day.scan(code, 'I1');
  await day.put();
};

const label = async (day: Day) => {
  const { label: made } = (await day.pack()).parcel ?? {};
  if (made === undefined || made === null) throw new Error('no label');
  return made;
};

const finish = async (day: Day): Promise<void> => {
  expect(await day.scanLabel()).toBe('order-packed');
  await day.act({ act: 'remove' });
};

const moves = (dataDir: string) => {
  const seen: { type: string; at: number; data: Record<string, unknown> }[] = [];
  scanJournal(nodeFilePort, join(dataDir, 'demo', 'journal'), null, ({ at, events }) => {
    for (const { type, data } of events)
      if (type.startsWith('v1.printing.')) seen.push({ type: type.slice(12), at: Date.parse(at), data });
  });
  return seen;
};

test('a lost label printer’s labels come out of its spare within 5 s, never twice, and only on their own box', async () => {
  test.setTimeout(180_000);
  const front = await startPrinter('Front', 1500);
  const back = await startPrinter('Back', 100);
  const day = await startDay();
  const { page } = day;
  const numbers = ['POOL-1', 'POOL-2', 'POOL-3', 'POOL-4'];
  try {
    await test.step('IT makes one the label printer and one its spare', async () => {
      await day.signIn('Ines');
      await page.locator('[data-route="devices"]').click();
      await addPrinter(page, front, 'label');
      await addPrinter(page, back, 'spare');
      await day.signIn('Mia');
      await page.locator('[data-route="pack"]').click();
    });
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    const code = codeOf(item);
    for (const number of numbers) await importOrder(day, number, [{ sku: item.sku, quantity: 1 }]);

    await test.step('the label printer prints while it can', async () => {
      await packAndWeigh(day, 'POOL-1', code);
      await day.step('confirm');
      expect(await label(day)).toMatchObject({ printerId: 'front', job: 'printed' });
      await finish(day);
      expect([front.whole.length, back.whole.length]).toEqual([1, 0]);
    });
    const [firstCode = ''] = front.whole;

    await test.step('lost before the label went out: the spare prints it, and the screen says where', async () => {
      await front.simulator.send({ op: 'unplug' });
      await expect(page.locator('.device[data-device="front"]')).not.toHaveAttribute('data-state', 'ready');
      await packAndWeigh(day, 'POOL-2', code);
      await day.step('confirm');
      expect(await label(day)).toMatchObject({ printerId: 'back', job: 'printed', copy: 1 });
      await expect(page.locator('[data-next]')).toContainText('Back');
      if (shots !== undefined) await page.screenshot({ path: join(shots, 'pool-moved.png') });
      // The label of the order before is still at hand: on this box it stops the work.
      expect(await day.scan(firstCode, 'd1')).toBe('label-wrong-box');
      await day.step('confirm');
      await finish(day);
      expect(back.whole).toHaveLength(1);
    });

    await test.step('well again, it prints nothing of what was given away', async () => {
      await front.simulator.send({ op: 'plug' });
      await expect(page.locator('.device[data-device="front"]')).toHaveAttribute('data-state', 'ready');
      await packAndWeigh(day, 'POOL-3', code);
      await day.step('confirm');
      expect(await label(day)).toMatchObject({ printerId: 'front', job: 'printed' });
      await finish(day);
      expect([front.whole.length, back.whole.length]).toEqual([2, 1]);
    });

    await test.step('lost in the middle of a label: nobody knows, so no spare prints it by itself', async () => {
      await packAndWeigh(day, 'POOL-4', code);
      await expect.poll(async () => (await day.pack()).parcel?.label?.job).toBe('sent');
      await front.simulator.send({ op: 'unplug' });
      await expect.poll(async () => (await label(day)).job, { timeout: 30_000 }).toBe('uncertain');
      await day.step('confirm');
      if (shots !== undefined) await page.screenshot({ path: join(shots, 'pool-uncertain.png') });
      expect(back.whole).toHaveLength(1);
      // No label came out. A person asks for another: a copy with its mark, and that comes from the spare.
      const { labelId } = await label(day);
      await day.press('reprint');
      // A choice before the question is on the screen is none.
      await expect(page.locator('dialog[open] .choice').first()).toBeVisible();
      await day.press('choose', '1');
      await expect.poll(async () => (await label(day)).printerId, { timeout: 20_000 }).toBe('back');
      await expect.poll(() => back.whole.length, { timeout: 20_000 }).toBe(2);
      expect(await day.scan(encodeCopyCode(labelId, 1), 'd1')).toBe('label-superseded');
      await finish(day);
    });
    expect(new Set([...front.whole, ...back.whole]).size).toBe(front.whole.length + back.whole.length);
  } finally {
    await day.launched.close();
    await front.simulator.stop();
    await back.simulator.stop();
  }
  const told = moves(day.launched.dataDir);
  const moved = told.filter(({ type }) => type === 'moved');
  expect(moved.map(({ data }) => data['printerId'])).toEqual(['back', 'back']);
  for (const { data } of moved) {
    const of = told.filter((each) => each.data['jobId'] === data['jobId']);
    const at = (type: string): number => of.find((each) => each.type === type)?.at ?? Number.NaN;
    expect(at('printed') - at('jobRequested')).toBeLessThan(5000);
    expect(of.filter(({ type }) => type === 'sending')).toHaveLength(1);
  }
});
