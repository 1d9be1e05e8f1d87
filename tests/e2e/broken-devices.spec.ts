import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { stationExample } from '../../electron/config/example';
import { scanJournal } from '../../electron/journal/scan';
import { nodeFilePort } from '../../electron/journal/file-port';
import { fromChildProcess, startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { TodayBoard } from '../../shared/features/packing/queries';
import { folderForApp, giveToApp, temporaryFolder } from '../support/app-environment';
import { approve } from '../support/approve';
import { codeOf, findItems, importOrder, isPlain } from '../support/own-orders';
import { startDay, type Day } from '../support/pack-day';

/** A label printer of its own beside the bench's, as a built simulator in plain Node. */
const startPrinter = async (): Promise<Simulator<'printer'>> => {
  const entry = join(__dirname, '../../out/main/simulator.js');
  const started = await startSimulator({ kind: 'printer', labelMs: 100 }, (args) =>
    fromChildProcess(fork(entry, [...args], { execArgv: [] })),
  );
  if (!started.ok) throw new Error(started.failure.code);
  return started.value;
};

const startStation = async (port: number): Promise<Day> => {
  const dataDir = folderForApp(join(temporaryFolder('broken'), 'data'));
  const demo = folderForApp(join(dataDir, 'demo'));
  mkdirSync(demo, { recursive: true });
  const file = join(demo, 'station.yaml');
  const transport = { type: 'tcp' as const, host: '127.0.0.1', port };
  const printer = { id: 'zebra', kind: 'printer' as const, name: 'Zebra', protocol: 'zpl', transport };
  writeFileSync(file, `${stationExample({ mode: 'demo', devices: [printer] })}slipPrinter: zebra\n`);
  giveToApp(file);
  return startDay({ dataDir, devices: 5 });
};

/** F1, "a device is broken", and the way round it of that number. */
const wayRound = async (day: Day, name: string): Promise<void> => {
  await day.page.keyboard.press('F1');
  await day.page.locator('[data-help="supervisor"]').click();
  await day.page.locator('dialog[open] .choice', { hasText: name }).click();
};

test('scale, scanner and printer break at 4 pm: work goes on, marked in the record and on the board', async () => {
  test.setTimeout(180_000);
  const printer = await startPrinter();
  const day = await startStation(printer.place.port);
  const { page } = day;
  const { dataDir } = day.launched;
  const board = () => day.query<TodayBoard>('packing.today', {});
  try {
    await day.signIn('Mia');
    const [item] = await findItems(day, 1, isPlain);
    if (item === undefined) throw new Error('no item');
    await importOrder(day, 'BROKEN-1', [{ sku: item.sku, quantity: 2 }]);
    await day.scan('BROKEN-1', 'C0');

    await test.step('a barcode by hand, and an item by its picture', async () => {
      await wayRound(day, 'Barcode by hand');
      await page.locator('dialog[open] .input').first().fill(codeOf(item));
      await page.keyboard.press('Enter');
      await approve(day, 1);
      await expect.poll(async () => (await day.pack()).packed).toBe(1);
      await wayRound(day, 'Barcode by hand');
      await page.locator('dialog[open] .choice').first().click();
      await approve(day, 2);
      await expect.poll(async () => (await day.pack()).packed).toBe(2);
      expect((await board()).overrides.slice(0, 2)).toMatchObject([
        { action: 'keyed-scan', order: 'BROKEN-1', reason: 'Label damaged or unreadable' },
        { action: 'keyed-scan', order: 'BROKEN-1', reason: 'Scanner broken' },
      ]);
    });

    await test.step('a weight by hand, called not measured', async () => {
      await day.act({ act: 'cable', device: 'scale', plugged: false });
      await expect(page.locator('[data-capture]')).toHaveAttribute('data-capture', 'no-scale');
      await printer.send({ op: 'paper-out' });
      await wayRound(day, 'Weight by hand');
      const expected = (await day.pack()).parcel?.expectation?.expectedMg ?? 0;
      await page.locator('dialog[open] .input').fill((Math.round(expected / 1000) / 1000).toFixed(3));
      await page.keyboard.press('Enter');
      await approve(day, 1);
      await day.step('label');
      await expect(page.locator('[data-source="typed"]')).toHaveText('not measured');
      expect((await board()).overrides[0]).toMatchObject({ action: 'typed-weight', reason: 'Scale broken' });
    });

    await test.step('the label on another printer, once and without a reprint’s mark', async () => {
      await day.feedback('not-printed');
      await expect(page.locator('[data-next]')).toContainText(/paper out/i);
      await wayRound(day, 'Print on another printer');
      await page.locator('dialog[open] .choice', { hasText: 'Bench label printer' }).click();
      await approve(day, 1);
      await day.step('confirm');
      await expect
        .poll(async () => (await day.pack()).parcel?.label)
        .toMatchObject({
          printerId: 'bench-printer',
          job: 'printed',
        });
      expect((await board()).overrides[0]).toMatchObject({ action: 'other-printer', order: 'BROKEN-1' });
      const label = await day.bench.locator('figure').count();
      expect(label).toBe(1);
      // The broken printer gets its paper back: nothing of this parcel comes out of it any more.
      await printer.send({ op: 'load-paper' });
      expect(await printer.send({ op: 'state' })).toMatchObject({ ok: true, value: { odometer: 0, waiting: 0 } });
      // The slip goes to the printer that station.yaml names for it, as a label.
      expect(await day.verb('slip')).toBe('slip-requested');
      await day.feedback('printed');
      expect(await printer.send({ op: 'state' })).toMatchObject({ ok: true, value: { odometer: 1, waiting: 0 } });
      expect(await day.scanLabel()).toBe('order-packed');
    });

    await test.step('all of it stands on the Today board in words', async () => {
      await page.locator('[data-route="today"]').click();
      for (const words of ['Typed barcode accepted', 'Typed weight accepted', 'Printed on another printer'])
        await expect(page.locator('main.page')).toContainText(words);
      await expect(page.locator('main.page')).toContainText('Sam Okafor');
    });
  } finally {
    await day.launched.close();
    await printer.stop();
  }
  const marks: string[] = [];
  scanJournal(nodeFilePort, join(dataDir, 'demo', 'journal'), null, (entry) => {
    for (const { type, data } of entry.events) {
      if (type === 'v1.packing.itemPacked' && data['keyedBy'] !== null) marks.push('keyed item');
      if (type === 'v1.packing.parcelWeighed' && data['source'] === 'typed') marks.push('typed weight');
      if (type === 'v1.packing.labelMade' && data['supervisor'] !== null) marks.push(String(data['printerId']));
    }
  });
  expect(marks).toEqual(['keyed item', 'keyed item', 'typed weight', 'bench-printer']);
});
