import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createNamedPapers } from '../../electron/station/named-papers';
import { encodeRecall } from '../../shared/features/trace/recall-csv';
import { ordersNamedIn, type RecallView } from '../../shared/features/trace/queries';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, operator } from '../support/pack-world';

let pack: PackStore;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-papers-'));
  pack = await openPackStore();
  for (const number of ['7001', '7002']) {
    await pack.hand.order(number, [{ sku: 'LOT', quantity: 1 }]);
    await pack.hand.open(number);
    await pack.hand.scan(`01${gtins.lot}10L7`, { aim: 'd2' });
    await pack.hand.close();
  }
});
afterEach(() => {
  pack.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = () =>
  createNamedPapers({
    folder,
    erased: async (orderIds) => ({ ok: true, value: await pack.hand.query('orders.erased', { orderIds }) }),
    onError: (text) => expect.unreachable(text),
  });
const recall = () => pack.hand.query<RecallView>('recall.of', { sku: 'LOT', lot: 'L7', offset: 0, limit: 500 });
const erase = (number: string) =>
  pack.hand.must('orders.erase', { orderId: `order-${number}` }, { ...operator, role: 'it' });
const has = (name: string): boolean => existsSync(join(folder, name));

/** The CSV of a recall as the station keeps it; answers what it says. */
const keepRecall = async (name: string): Promise<string> => {
  const view = await recall();
  const text = encodeRecall(view.shelves, view.parcels);
  expect((await open().keep(name, ordersNamedIn(view.parcels), () => writeFile(join(folder, name), text))).ok).toBe(
    true,
  );
  return text;
};

describe('papers that name customers', () => {
  it('go when one of the customers is erased, and are made again without the name', async () => {
    expect(await keepRecall('recall-1.csv')).toMatch(/Customer 7001[\s\S]*Customer 7002/);
    await open().keep('slip-7002.pdf', ['order-7002'], () => writeFile(join(folder, 'slip-7002.pdf'), 'x'));
    writeFileSync(join(folder, 'count-2026-11-24-080000.csv'), 'names nobody');
    await erase('7001');
    expect(await open().forget('order-7001')).toEqual({ ok: true, value: null });
    expect(has('recall-1.csv')).toBe(false);
    expect(has('names/recall-1.csv.json')).toBe(false);
    expect([has('slip-7002.pdf'), has('count-2026-11-24-080000.csv')]).toEqual([true, true]);
    const again = await keepRecall('recall-2.csv');
    expect(again).not.toContain('Customer 7001');
    expect(again).toContain('7001');
    expect(again).toContain('Customer 7002');
  });

  it('go at the next start when the station ended between the erasure and the papers', async () => {
    await keepRecall('recall-1.pdf');
    await open().keep('slip-7002.pdf', ['order-7002'], () => writeFile(join(folder, 'slip-7002.pdf'), 'x'));
    await open().sweep();
    expect(has('recall-1.pdf')).toBe(true);
    await erase('7001');
    await open().sweep();
    expect([has('recall-1.pdf'), has('slip-7002.pdf')]).toEqual([false, true]);
  });

  it('are not kept when a customer was erased while they were made', async () => {
    const made = await open().keep('recall-1.pdf', ['order-7001', 'order-7002'], async () => {
      writeFileSync(join(folder, 'recall-1.pdf'), 'names');
      await erase('7002');
    });
    expect(made).toMatchObject({ ok: false, failure: { code: 'erased-meanwhile' } });
    expect(has('recall-1.pdf')).toBe(false);
  });

  it('of a recall without a list may name anybody: they go with whoever is erased first', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'recall-LOT-L7-2026-11-24-08-00-00.pdf'), 'names');
    await open().sweep();
    expect(has('recall-LOT-L7-2026-11-24-08-00-00.pdf')).toBe(true);
    await open().forget('order-7002');
    expect(has('recall-LOT-L7-2026-11-24-08-00-00.pdf')).toBe(false);
  });
});
