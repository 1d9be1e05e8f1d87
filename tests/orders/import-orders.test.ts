import { afterEach, describe, expect, it } from 'vitest';
import { createIntake, type IntakeReport } from '../../electron/features/import/intake';
import type { OrderDetail } from '../../shared/features/orders/queries';
import {
  openTestStore,
  supervisor,
  testSettings,
  type TestStore,
  type TestStoreOptions,
} from '../import/support/test-store';

const header =
  'order_number;revision;status;service;tote;note;gift_message;ship_name;ship_line_1;ship_postcode;ship_city;ship_country;sku;quantity';

const row = (number: string, more: Partial<Record<string, string>> = {}): string => {
  const values: Record<string, string> = {
    order_number: number,
    revision: '',
    status: '',
    service: 'STANDARD',
    tote: '',
    note: '',
    gift_message: '',
    ship_name: 'Jörg Müßig',
    ship_line_1: 'Straße der Pariser Kommune 7',
    ship_postcode: '10243',
    ship_city: 'Berlin',
    ship_country: 'DE',
    sku: 'MUG-1',
    quantity: '2',
    ...Object.fromEntries(Object.entries(more).map(([key, value]) => [key, value ?? ''])),
  };
  return header
    .split(';')
    .map((field) => values[field] ?? '')
    .join(';');
};

const csv = (...rows: string[]): Uint8Array => new TextEncoder().encode([header, ...rows, ''].join('\r\n'));

let opened: TestStore[] = [];
const openStore = async (options?: TestStoreOptions): Promise<TestStore> => {
  const store = await openTestStore(options);
  opened.push(store);
  return store;
};
afterEach(async () => {
  await Promise.all(opened.map((store) => store.dispose()));
  opened = [];
});

const taker = (store: TestStore): ((bytes: Uint8Array, name?: string) => Promise<IntakeReport>) => {
  const intake = createIntake(store, () => testSettings);
  return async (bytes, name = 'orders.csv') => {
    const taken = await intake.take({ name, bytes, source: 'drop', actor: supervisor });
    if (!taken.ok) throw new Error(taken.failure.code);
    return taken.value;
  };
};

const entries = (store: TestStore): number => store.opened.status().head.n;
const detail = (store: TestStore, orderId: string): Promise<OrderDetail | null> =>
  store.ask('orders.detail', { orderId });

describe('orders.import', () => {
  it('brings a file in as one entry and keeps names out of the record', async () => {
    const store = await openStore();
    const take = taker(store);
    const report = await take(csv(row('A-1', { gift_message: 'Alles Gute' }), row('A-2')));
    expect(report).toMatchObject({ state: 'done', counts: { created: 2, failed: 0 }, rows: 2, badRows: 0 });
    expect(entries(store)).toBe(1);
    expect(await detail(store, 'A-1')).toMatchObject({
      number: 'A-1',
      state: 'waiting',
      version: 1,
      country: 'DE',
      gift: 'Alles Gute',
      cutOffAt: '2026-11-24T15:00:00.000Z',
      shipTo: {
        name: 'Jörg Müßig',
        lines: ['Straße der Pariser Kommune 7'],
        postcode: '10243',
        city: 'Berlin',
        country: 'DE',
      },
      lines: [{ lineId: 'MUG-1', sku: 'MUG-1', quantity: 2 }],
    });
    const { readFile, readdir } = await import('node:fs/promises');
    const names = await readdir(`${store.folder}/journal`);
    const journal = (await Promise.all(names.map((name) => readFile(`${store.folder}/journal/${name}`, 'utf8')))).join(
      '',
    );
    expect(journal).toContain('v1.orders.imported');
    for (const secret of ['Müßig', 'Pariser', '10243', 'Alles Gute']) expect(journal).not.toContain(secret);
  });
});
