import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { benchFacts, readTrueWeights } from '../../electron/bench/demo-world';
import { suggest } from '../../electron/bench/suggest';
import { loadDemo } from '../../electron/features/demo';
import type { BenchSuggestion } from '../../shared/bench';
import type { OrderRow } from '../../shared/features/orders/queries';
import { openPackStore, type PackStore } from '../support/pack-store';
import { codeOf, operator, stationItself, type PackHand } from '../support/pack-world';

const demoFolder = resolve('resources/demo');
let pack: PackStore;
let hand: PackHand;
let trueWeights: ReadonlyMap<string, number>;

beforeAll(async () => {
  pack = await openPackStore({ demo: true });
  hand = pack.hand;
  trueWeights = await readTrueWeights(demoFolder);
  const loaded = await loadDemo({
    store: pack.store,
    actor: stationItself,
    folder: demoFolder,
    settings: { timeZone: 'UTC', currency: 'EUR' },
    now: Date.now(),
  });
  if (!loaded.ok) throw new Error(loaded.failure.code);
});
afterAll(() => pack.close());

/** What the bench offers now, as it would with Mia signed in. */
const offered = async (): Promise<readonly BenchSuggestion[]> => {
  const facts = await benchFacts({
    store: pack.store,
    actor: operator,
    controller: { view: hand.view },
    dataDir: pack.folder,
    trueWeights,
  });
  return suggest({ ...facts, loadMg: 0, labelCode: null });
};

const press = async ({ id, act }: BenchSuggestion): Promise<string> => {
  if (act.kind !== 'scan') throw new Error(`${id} is no scan`);
  return codeOf(await hand.scan(act.data, { aim: act.aim }));
};

const named = async (id: string): Promise<BenchSuggestion | null> =>
  (await offered()).find((each) => each.id === id || each.label === id) ?? null;

const good = new Set(['item-packed', 'line-complete', 'items-complete']);

/** Packs what is open by the bench's own advice, whole cases where it has them; of a shared code the wanted one is chosen. */
const packAll = async (): Promise<number> => {
  let scans = 0;
  for (; (await hand.view())?.step === 'items'; scans += 1) {
    const list = await offered();
    const next = list.find(({ label }) => label === 'case') ?? list.find((each) => each.next);
    if (next?.act.kind !== 'scan') throw new Error('the bench has no advice');
    const code = await press(next);
    if (code === 'ambiguous-barcode') {
      const { data, aim } = next.act;
      expect(good).toContain(codeOf(await hand.scan(data, { aim, sku: String(next.details['sku']) })));
    } else expect(good, `${JSON.stringify(next)} came to ${code}`).toContain(code);
  }
  return scans;
};

const orders = async (): Promise<readonly OrderRow[]> =>
  (await hand.query<{ rows: readonly OrderRow[] }>('orders.list', { state: 'waiting', limit: 500 })).rows;

const opened = new Set<string>();
const open = async (number: string): Promise<void> => {
  opened.add(number);
  const before = await hand.view();
  if (before !== null) await hand.must('packing.release', { packId: before.packId });
  expect(codeOf(await hand.open(number))).toBe('order-opened');
};

describe('the virtual bench', () => {
  it('offers the next orders, first the one that is due first', async () => {
    const offers = (await offered()).filter(({ label }) => label === 'order');
    expect(offers.map(({ details }) => details['order'])).toEqual(
      (await orders()).slice(0, 6).map(({ number }) => number),
    );
    expect(offers.map(({ next }) => next)).toEqual([true, false, false, false, false, false]);
  });

  it('offers a whole case where so many are wanted', async () => {
    await open('84240');
    expect((await named('case'))?.details).toMatchObject({ pieces: 12, open: 24 });
    expect(await packAll()).toBe(2);
    expect((await hand.view())?.packed).toBe(24);
  });

  it('offers mistakes that are the mistakes they claim to be', async () => {
    await open('84222');
    const [wrong, expired] = [await named('wrong-item'), await named('expired')];
    if (wrong === null || expired === null) throw new Error('not offered');
    expect(await press(wrong)).toBe('wrong-item');
    expect(await press(expired)).toBe('expired-lot');
    await packAll();
    const heavy = await named('put-wrong');
    expect(codeOf(await hand.weighAs(heavy?.act.kind === 'put' ? heavy.act.weightMg : 0))).toBe('weight-outside');
  });

  it('answers what a plain code leaves open: the lot, the date, the serial', async () => {
    const ask = async (number: string, sku: string): Promise<string[]> => {
      await open(number);
      const needs: string[] = [];
      let code = codeOf(await hand.scan(sku, { aim: 'C0' }));
      for (; code.endsWith('-needed');) {
        needs.push(code);
        const awaited = await named('awaited');
        if (awaited === null) throw new Error('not offered');
        code = await press(awaited);
      }
      expect(good).toContain(code);
      return needs;
    };
    const lineOf = async (number: string, rule: 'serialRequired' | 'expiryRequired'): Promise<string> => {
      await open(number);
      return (await hand.view())?.lines.find((line) => line[rule])?.sku ?? '';
    };
    expect(await ask('84225', await lineOf('84225', 'expiryRequired'))).toEqual(['lot-needed', 'expiry-needed']);
    expect(await ask('84232', await lineOf('84232', 'serialRequired'))).toEqual(['serial-needed']);
  });

  it('offers codes that pack forty orders of the demo, with their lots, dates and serials, and the weight they have', async () => {
    const rules = new Set<string>();
    const fresh = (await orders()).filter(({ number, units }) => !opened.has(number) && units < 40);
    for (const { number } of fresh.slice(0, 40)) {
      await open(number);
      for (const line of (await hand.view())?.lines ?? [])
        for (const rule of ['lotRequired', 'serialRequired', 'expiryRequired'] as const)
          if (line[rule]) rules.add(rule);
      await packAll();
      const put = await named('put');
      expect(codeOf(await hand.weighAs(put?.act.kind === 'put' ? put.act.weightMg : 0)), `order ${number}`).toBe(
        'weighed',
      );
    }
    expect([...rules].toSorted()).toEqual(['expiryRequired', 'lotRequired', 'serialRequired']);
  });
});
