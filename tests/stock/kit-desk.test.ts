import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFeedback } from '../../electron/station/feedback';
import { createKitDesk, type KitDesk } from '../../electron/station/kit-desk';
import type { BalanceRow } from '../../shared/features/stock/queries';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, openStockStore } from './stock-store';

let store: TestStore;
let desk: KitDesk;
const told: string[] = [];
beforeEach(async () => {
  told.length = 0;
  store = await openStockStore();
  await bring(store, 'kit-items.csv', [
    'sku,name,barcode,lot_rule,serial_rule,expiry_rule',
    'SET,Set,4006381333948,yes,no,no',
  ]);
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,serial,expiry',
    'K-1,MUG,20,,,',
    'K-1,TEA,4,L1,,2027-05-01',
    'K-1,TEA,4,L2,,2027-06-01',
    'K-1,LAMP,1,,S1,',
    'K-1,LAMP,1,,S2,',
    'A-1,,,,,',
  ]);
  const parts = [
    { sku: 'MUG', quantity: 2 },
    { sku: 'TEA', quantity: 1 },
    { sku: 'LAMP', quantity: 1 },
  ];
  await store.send('stock.setKit', { sku: 'SET', parts }, supervisor);
  desk = createKitDesk({
    store,
    actor: () => operator,
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    onView: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
});
afterEach(() => store.dispose());

let sequence = 0;
const scan = async (data: string, aim: string | null = null): Promise<string | undefined> => {
  sequence += 1;
  const from = { deviceId: 'scanner', source: 'serial' as const, simulated: true };
  await desk.scan({ ...from, sequence, data, aim, at: Date.now(), monotonicMs: performance.now() });
  return told.at(-1);
};
const lying = async (location: string): Promise<string[]> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
    .map(({ sku, quantity, lot, serial }) => [sku, quantity, lot ?? serial ?? '-'].join(' '))
    .toSorted();

it('asks for one lot and serial number after the other, and then books it all at once', async () => {
  desk.begin();
  expect(await scan('SET')).toBe('stock-bin-first');
  expect(await scan('K-1')).toBe('stock-bin');
  expect(await scan('MUG')).toBe('kit-unknown');
  await desk.keyQuantity(2);
  expect(await scan('SET')).toBe('stock-item');
  expect(desk.view()).toMatchObject({ quantity: 2, keyed: null });
  expect(desk.view()?.parts.map(({ sku, needed }) => [sku, needed])).toEqual([
    ['MUG', 4],
    ['TEA', 2],
    ['LAMP', 2],
  ]);
  // Where it goes is said once; what is unclear is asked for until it is clear.
  expect(await scan('A-1')).toBe('kit-lot-needed');
  expect(desk.view()).toMatchObject({ next: 'lot', askedOf: 'Tea' });
  expect(await scan('L2')).toBe('kit-serial-needed');
  expect(desk.view()).toMatchObject({ next: 'serial', askedOf: 'Lamp' });
  expect(await scan('S2')).toBe('kit-serial-needed');
  expect(await scan('S1')).toBe('kit-lot-needed');
  expect(desk.view()).toMatchObject({ next: 'lot', askedOf: 'Set' });
  expect(await scan('K77')).toBe('kit-made');
  expect(await lying('A-1')).toEqual(['SET 2 K77']);
  expect(await lying('K-1')).toEqual(['MUG 16 -', 'TEA 2 L2', 'TEA 4 L1']);
  expect(desk.view()).toMatchObject({ from: 'K-1', kit: null, next: 'kit', last: { quantity: 2, to: 'A-1' } });
});

it('takes scanned parts as they are, no more than it needs, and asks before it goes beyond the book', async () => {
  desk.begin();
  await scan('K-1');
  await scan('SET');
  expect(await scan('A-1')).toBe('kit-lot-needed');
  expect(await scan('MUG')).toBe('kit-lot-needed');
  expect(desk.view()?.parts[0]).toMatchObject({ scanned: 1, needed: 2 });
  await desk.setQuantity(30);
  expect(desk.view()?.parts[0]).toMatchObject({ scanned: 0, needed: 60 });
  expect(await scan('A-1')).toBe('more-than-book');
  expect(desk.view()?.question).toEqual({ name: 'Mug', book: 20, needed: 60 });
  expect(await lying('A-1')).toEqual([]);
  await desk.setQuantity(1);
  expect(desk.view()?.question).toBeNull();
  for (let each = 0; each < 2; each += 1) await scan('MUG');
  expect(await scan('MUG')).toBe('kit-too-many');
  // NO to a question leaves the number as it was.
  await desk.setQuantity(1);
  expect(desk.view()?.parts[0]).toMatchObject({ scanned: 2, needed: 2 });
  desk.end();
  expect(desk.view()).toBeNull();
});

it('takes no serial number twice, nor for several pieces', async () => {
  desk.begin();
  await scan('K-1');
  await desk.keyQuantity(2);
  await scan('SET');
  await desk.keyQuantity(2);
  expect(await scan('010400638133393121S9', 'C1')).toBe('stock-serial-is-one');
  await desk.keyQuantity(1);
  expect(await scan('A-1')).toBe('kit-lot-needed');
  expect(await scan('L2')).toBe('kit-serial-needed');
  expect(await scan('S2')).toBe('kit-serial-needed');
  expect(await scan('S2')).toBe('kit-serial-twice');
  expect(desk.view()?.parts[2]).toMatchObject({ sku: 'LAMP', named: ['S2'] });
  expect(await scan('S1')).toBe('kit-lot-needed');
});

it('reads the lot that it asks for from the kit’s own label, and counts no further kit', async () => {
  await store.send('stock.setKit', { sku: 'SET', parts: [{ sku: 'MUG', quantity: 2 }] }, supervisor);
  desk.begin();
  await scan('K-1');
  await scan('SET');
  expect(await scan('A-1')).toBe('kit-lot-needed');
  // Nor is any other symbol taken for a lot.
  expect(await scan('21S9', 'C1')).toBe('unknown-barcode');
  expect(await scan('00340123450000000017', 'C1')).toBe('unknown-barcode');
  expect(await scan('010400638133394810K88', 'C1')).toBe('kit-made');
  expect(await lying('A-1')).toEqual(['SET 1 K88']);
});

it('asks about one part after the other of which the book has too few, and books none before the last YES', async () => {
  const parts = [
    { sku: 'MUG', quantity: 15 },
    { sku: 'PEN', quantity: 1 },
  ];
  await bring(store, 'pens.csv', ['sku,name,barcode', 'PEN,Pen,4006381333955']);
  await bring(store, 'pen-stock.csv', ['location,sku,quantity', 'K-1,PEN,1']);
  await store.send('stock.setKit', { sku: 'SET', parts }, supervisor);
  desk.begin();
  await scan('K-1');
  await desk.keyQuantity(2);
  await scan('SET');
  expect(await scan('A-1')).toBe('more-than-book');
  expect(desk.view()?.question).toEqual({ name: 'Mug', book: 20, needed: 30 });
  await desk.confirm();
  expect(told.at(-1)).toBe('more-than-book');
  expect(desk.view()?.question).toEqual({ name: 'Pen', book: 1, needed: 2 });
  expect(await lying('A-1')).toEqual([]);
  // NO to the second takes the first YES back as well: both are asked again.
  await desk.setQuantity(2);
  expect(await scan('A-1')).toBe('more-than-book');
  expect(desk.view()?.question).toMatchObject({ name: 'Mug' });
  await desk.confirm();
  await desk.confirm();
  expect(told.at(-1)).toBe('kit-lot-needed');
  expect(await scan('K78')).toBe('stock-moved-beyond');
  expect(await lying('A-1')).toEqual(['SET 2 K78']);
  await desk.confirm();
  expect(told.at(-1)).toBe('not-now');
});

it('takes no parts out of a bin in quarantine', async () => {
  await bring(store, 'quarantine.csv', ['location,location_kind,sku,quantity', 'Q-1,quarantine,MUG,9']);
  desk.begin();
  expect(await scan('Q-1')).toBe('kit-from-quarantine');
  expect(desk.view()?.from).toBeNull();
  expect(await scan('K-1')).toBe('stock-bin');
});
