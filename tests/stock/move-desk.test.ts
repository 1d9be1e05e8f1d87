import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFeedback } from '../../electron/station/feedback';
import { createMoveDesk, type MoveDesk } from '../../electron/station/move-desk';
import type { Actor, Store } from '../../electron/store/types';
import type { BalanceRow, MovementRow } from '../../shared/features/stock/queries';
import { fail, type Result } from '../../shared/result';
import { operator, supervisor, testSettings, type TestStore } from '../import/support/test-store';
import { bring, openStockStore } from './stock-store';

let store: TestStore;
let desk: MoveDesk;
const told: string[] = [];
const bugs: unknown[] = [];

/** What lies between the desk and the store: a test lets answers come late, or get lost. */
let late: Promise<void> = Promise.resolve();
let lose = 0;
let broken = false;
let who: Actor = operator;
let { returns } = testSettings;
const between: Store = {
  execute: async (envelope): Promise<Result<unknown>> => {
    const answer = await store.execute(envelope);
    await late;
    if (lose === 0) return answer;
    lose -= 1;
    return fail('timeout');
  },
  query: (name, params, actor) => (broken ? Promise.reject(new Error('broken')) : store.query(name, params, actor)),
};

beforeEach(async () => {
  late = Promise.resolve();
  lose = 0;
  broken = false;
  ({ returns } = testSettings);
  who = operator;
  told.length = 0;
  bugs.length = 0;
  store = await openStockStore();
  await bring(store, 'stock.csv', ['location,sku,quantity', 'A-1,MUG,10', 'A-2,MUG,1', 'B-1,MUG,1']);
  desk = createMoveDesk({
    store: between,
    actor: () => who,
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    onView: () => undefined,
    returns: () => returns,
    onError: (error) => bugs.push(error),
  });
});
afterEach(() => store.dispose());

let sequence = 0;
const scan = (data: string): Promise<void> => {
  sequence += 1;
  const from = { deviceId: 'scanner', source: 'serial' as const, simulated: true };
  return desk.scan({ ...from, sequence, data, aim: null, at: Date.now(), monotonicMs: performance.now() });
};
const at = async (location: string): Promise<number> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? []).reduce(
    (sum, { quantity }) => sum + quantity,
    0,
  );
const mug = '4006381333931';

/** A move of one mug whose answer comes when the test says so. */
const inFlight = async () => {
  let answer: () => void = () => undefined;
  late = new Promise((resolve) => {
    answer = resolve;
  });
  desk.begin('move');
  await scan('A-1');
  await scan(mug);
  return { booked: scan('B-1'), answer: () => answer() };
};

describe('the desk for moves', () => {
  it('stays closed when it was closed over a booking, which counts', async () => {
    const { booked, answer } = await inFlight();
    desk.end();
    answer();
    await booked;
    expect(desk.view()).toBeNull();
    expect([await at('A-1'), await at('B-1')]).toEqual([9, 2]);
    expect(told.at(-1)).toBe('stock-moved');
  });

  it('that was begun anew is not overwritten by what the one before had on its way', async () => {
    const { booked, answer } = await inFlight();
    const before = scan('A-2');
    desk.end();
    desk.begin('receive');
    answer();
    await Promise.all([booked, before]);
    expect(desk.view()).toMatchObject({ act: 'receive', from: null, item: null, last: null });
  });

  it('takes a quantity in its turn, behind the scan before it', async () => {
    desk.begin('move');
    await Promise.all([scan('A-1'), scan(mug), desk.setQuantity(4), scan('B-1')]);
    expect([await at('A-1'), await at('B-1')]).toEqual([6, 5]);
  });

  it('goes on after something broke', async () => {
    desk.begin('move');
    broken = true;
    await scan('A-1');
    broken = false;
    expect(bugs).toHaveLength(1);
    await scan('A-1');
    expect(desk.view()).toMatchObject({ from: 'A-1' });
  });

  it('books once, however many answers get lost, and says that it waits', async () => {
    desk.begin('move');
    await scan('A-1');
    await scan(mug);
    lose = 3;
    await scan('B-1');
    expect([await at('A-1'), await at('B-1')]).toEqual([9, 2]);
    expect(told.slice(-2)).toEqual(['scan-waits', 'stock-moved']);
  });
});

/** `2 quarantine` of what lies in a bin, with its unit. */
const lying = async (location: string): Promise<string[]> =>
  ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
    .map(({ quantity, status, unit }) => [quantity, status, unit ?? '-'].join(' '))
    .toSorted();
const last = async () => {
  const [row] = await store.ask<readonly MovementRow[]>('stock.movements', {});
  const { kind, reason, document, from, to, quantity } = row ?? {};
  return { kind, reason, document, from, to, quantity };
};
const takeBack = async (): Promise<void> => {
  const [row] = await store.ask<readonly MovementRow[]>('stock.movements', {});
  expect(await store.send('stock.undo', { n: row?.n, reason: 'wrong' }, supervisor)).toMatchObject({ ok: true });
};

describe('goods from outside, and goods that leave', () => {
  it('comes in with its delivery note, which stays for the next goods, or without one', async () => {
    desk.begin('receive');
    await scan('DN-4711');
    await scan(mug);
    await scan('B-1');
    expect(await last()).toMatchObject({ kind: 'receive', document: 'DN-4711', from: '@supplier', to: 'B-1' });
    expect(desk.view()).toMatchObject({ document: 'DN-4711', next: 'item' });
    desk.begin('receive');
    expect(desk.view()?.next).toBe('document');
    await scan(mug);
    await scan('B-1');
    expect(await last()).toMatchObject({ kind: 'receive', document: null });
    desk.begin('receive');
    await desk.confirm();
    expect(desk.view()?.next).toBe('item');
  });

  it('comes back with a reason, and is set aside until it is released', async () => {
    desk.begin('return');
    await scan(mug);
    expect(told.at(-1)).toBe('stock-reason-first');
    await desk.setReason('expired');
    expect(desk.view()?.next).toBe('reason');
    await desk.setReason('unwanted');
    await scan('84217');
    await desk.setCondition('inspect');
    expect(desk.view()).toMatchObject({ next: 'item', condition: null });
    await scan(mug);
    expect(desk.view()?.next).toBe('condition');
    await scan('B-1');
    expect(told.at(-1)).toBe('stock-condition-first');
    await desk.setCondition('inspect');
    await scan('B-1');
    const booked = { kind: 'return', reason: 'unwanted', document: '84217', from: '@customer', to: 'B-1' };
    expect(await last()).toEqual({ ...booked, quantity: 1 });
    expect(await lying('B-1')).toEqual(['1 available -', '1 quarantine -']);
    await takeBack();
    expect(await last()).toMatchObject({ kind: 'return', from: 'B-1', to: '@customer' });
    expect(await lying('B-1')).toEqual(['1 available -']);
    // Of the next goods it is asked anew.
    await scan(mug);
    expect(desk.view()).toMatchObject({ next: 'condition', reason: 'unwanted', document: '84217' });
    await desk.setCondition('damaged');
    await scan('B-1');
    expect(await lying('B-1')).toEqual(['1 available -', '1 damaged -']);
  });

  it('is on sale again by the site’s rule: as new at once, opened only when a supervisor says so', async () => {
    const conditions = async (location: string): Promise<string[]> =>
      ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location }))?.rows ?? [])
        .map(({ quantity, condition, status }) => `${quantity} ${condition} ${status}`)
        .toSorted();
    desk.begin('return');
    await desk.setReason('unwanted');
    for (const condition of ['as-new', 'opened'] as const) {
      await scan(mug);
      await desk.setCondition(condition);
      await scan(mug);
      expect(desk.view()).toMatchObject({ next: 'to', quantity: 2, condition });
      await scan('B-1');
    }
    expect(await conditions('B-1')).toEqual(['2 opened quarantine', '3 new available']);
    // What came back for its quality is not on sale because it looks as new.
    await desk.setReason('quality');
    await scan(mug);
    await desk.setCondition('as-new');
    await scan('B-1');
    expect(await conditions('B-1')).toEqual(['1 new quarantine', '2 opened quarantine', '3 new available']);
  });

  it('follows the rule of its owner where there is one, which no window can go round', async () => {
    await bring(store, 'owners.csv', ['location,sku,quantity,owner', 'A-1,MUG,3,ACME']);
    returns = { asNew: 'hold', opened: 'hold', owners: { ACME: { opened: 'available' } } };
    desk.begin('return');
    await desk.setReason('unwanted');
    await desk.setOwner('ACME');
    expect(desk.view()?.statusAfter).toMatchObject({ 'as-new': 'quarantine', opened: 'available' });
    await desk.setOwner(null);
    const to = { location: 'B-1', unit: null, status: 'available' };
    const wish = { kind: 'return', from: null, to, quantity: 1, document: null, beyondBook: false };
    const send = (reason: string | null, condition: string, actor: Actor) =>
      store.send('stock.move', { ...wish, wanted: { sku: 'MUG', condition }, reason }, actor);
    const refused = { ok: false, failure: { code: 'supervisor-needed' } };
    expect(await send('unwanted', 'opened', operator)).toMatchObject(refused);
    expect(await send('quality', 'new', operator)).toMatchObject(refused);
    expect(await send('unwanted', 'new', operator)).toMatchObject({ ok: true });
    expect(await send('unwanted', 'opened', supervisor)).toMatchObject({ ok: true });
  });

  it('comes in for the owner that is chosen once, where there are several', async () => {
    desk.begin('receive');
    await scan('DN-1');
    expect(desk.view()).toMatchObject({ owners: [], next: 'item' });
    await bring(store, 'owners.csv', [
      'location,sku,quantity,owner',
      'A-1,MUG,3,ZETA',
      'A-1,MUG,3,ACME',
      'A-1,TEA,3,ACME',
    ]);
    desk.begin('receive');
    await scan(mug);
    expect(told.at(-1)).toBe('stock-owner-first');
    expect(desk.view()).toMatchObject({ owners: ['ACME', 'ZETA'], owner: null, next: 'owner' });
    await scan('ZETA');
    expect(desk.view()).toMatchObject({ owner: { name: 'ZETA' }, next: 'document' });
    const owned = async (): Promise<string[]> =>
      ((await store.ask<{ rows: readonly BalanceRow[] } | null>('stock.atLocation', { location: 'B-1' }))?.rows ?? [])
        .map(({ quantity, owner }) => `${quantity} ${owner ?? '-'}`)
        .toSorted();
    for (let each = 0; each < 2; each += 1) {
      await scan(mug);
      await scan('B-1');
    }
    expect(await owned()).toEqual(['1 -', '2 ZETA']);
    desk.begin('return');
    await desk.setReason('unwanted');
    await desk.setOwner(null);
    await scan(mug);
    await desk.setCondition('as-new');
    await scan('B-1');
    expect(await owned()).toEqual(['2 -', '2 ZETA']);
    desk.begin('move');
    expect(desk.view()).toMatchObject({ owners: [], next: 'from' });
  });

  it('leaves for another site by a supervisor’s YES, and arrives by anybody’s scan', async () => {
    desk.begin('send');
    await scan(mug);
    expect(told.at(-1)).toBe('stock-document-first');
    await desk.confirm();
    expect(told.at(-1)).toBe('not-now');
    await scan('T-9');
    await scan('A-1');
    await scan(mug);
    await desk.setQuantity(4);
    await scan('B-1');
    expect(told.at(-1)).toBe('stock-other-item');
    expect(desk.view()?.next).toBe('yes');
    await desk.confirm();
    expect(told.at(-1)).toBe('supervisor-needed');
    who = supervisor;
    await desk.confirm();
    expect(told.at(-1)).toBe('stock-sent');
    expect(await last()).toMatchObject({
      kind: 'transfer',
      document: 'T-9',
      from: 'A-1',
      to: '@transfer',
      quantity: 4,
    });
    await takeBack();
    expect(await at('A-1')).toBe(10);
    who = operator;
    desk.begin('arrive');
    await scan('T-9');
    await scan(mug);
    await scan('B-1');
    expect(await last()).toMatchObject({ kind: 'transfer', document: 'T-9', from: '@transfer', to: 'B-1' });
  });

  it('leaves as a whole pallet by its SSCC and YES, or piece by piece out of it', async () => {
    const [pallet, second] = ['095212340000000013', '095212340000000020'];
    await bring(store, 'pallets.csv', ['location,sku,quantity,unit', `A-1,MUG,24,${pallet}`, `A-1,MUG,6,${second}`]);
    who = supervisor;
    desk.begin('send');
    await scan('T-9');
    await scan(`00${pallet}`);
    expect(desk.view()).toMatchObject({ next: 'yes', quantity: 24, unit: { unit: pallet, pieces: 24 } });
    // Whatever is scanned instead of YES leaves the pallet in hand.
    for (const other of ['B-1', `00${second}`]) {
      await scan(other);
      expect(told.at(-1)).toBe('unit-yes-first');
    }
    await Promise.all([desk.confirm(), desk.confirm()]);
    expect(told.slice(-2)).toEqual(['unit-sent', 'not-now']);
    expect(desk.view()).toMatchObject({ document: 'T-9', unit: null, last: { name: pallet, quantity: 24, to: 'T-9' } });
    expect(await last()).toMatchObject({ kind: 'transfer', document: 'T-9', to: '@transfer', quantity: 24 });
    expect(await at('A-1')).toBe(16);
    await scan(`00${second}`);
    await scan(mug);
    expect(desk.view()).toMatchObject({ outOf: second, unit: null, quantity: 1, next: 'yes' });
    await desk.confirm();
    expect(await last()).toMatchObject({ kind: 'transfer', quantity: 1 });
    expect(await lying('A-1')).toEqual(['10 available -', `5 available ${second}`]);
  });

  it('keeps how goods stand when they are moved', async () => {
    desk.begin('return');
    await desk.setReason('unwanted');
    await scan(mug);
    await desk.setCondition('inspect');
    await scan('A-3');
    expect(told.at(-1)).toBe('unknown-barcode');
    await scan('A-2');
    expect(await lying('A-2')).toEqual(['1 available -', '1 quarantine -']);
    desk.begin('move');
    for (const [from, to] of [
      ['A-2', 'A-1'],
      ['A-2', 'B-1'],
    ]) {
      await scan(from ?? '');
      await scan(mug);
      await scan(to ?? '');
    }
    expect([await lying('A-1'), await lying('B-1')]).toEqual([['11 available -'], ['1 available -', '1 quarantine -']]);
  });
});

describe('a unit that is filled piece by piece', () => {
  const pallet = '095212340000000013';

  it('begins in the bin where it stands, takes more, and gives pieces back', async () => {
    desk.begin('move');
    await scan(`00${pallet}`);
    expect(told.at(-1)).toBe('unit-empty');
    await scan('A-1');
    await scan(mug);
    await scan(mug);
    await scan(`00${pallet}`);
    expect(told.at(-1)).toBe('stock-unit-where');
    expect(desk.view()).toMatchObject({ into: pallet, next: 'to' });
    await scan('B-1');
    expect(await lying('B-1')).toEqual(['1 available -', `2 available ${pallet}`]);
    await scan('A-1');
    await scan(mug);
    await scan(`00${pallet}`);
    expect(told.at(-1)).toBe('stock-moved');
    expect(await lying('B-1')).toEqual(['1 available -', `3 available ${pallet}`]);
    await scan(`00${pallet}`);
    await scan(mug);
    expect(desk.view()).toMatchObject({ from: 'B-1', outOf: pallet, unit: null, quantity: 1 });
    await scan('B-1');
    expect(await lying('B-1')).toEqual(['2 available -', `2 available ${pallet}`]);
    await takeBack();
    expect(await lying('B-1')).toEqual(['1 available -', `3 available ${pallet}`]);
  });

  it('stands in one bin only', async () => {
    desk.begin('receive');
    await scan(mug);
    await scan(`00${pallet}`);
    await scan('B-1');
    const elsewhere = { location: 'A-2', unit: pallet, status: 'available' };
    const from = { location: 'A-1', unit: null, status: 'available' };
    const wish = { kind: 'move', wanted: { sku: 'MUG' }, quantity: 1, reason: null, document: null, beyondBook: false };
    expect(await store.send('stock.move', { ...wish, from, to: elsewhere }, operator)).toMatchObject({
      failure: { code: 'unit-elsewhere', details: { location: 'B-1' } },
    });
  });
});

describe('how many', () => {
  it('is said before the goods, or after them', async () => {
    desk.begin('move');
    await scan('A-1');
    await desk.keyQuantity(3);
    expect(desk.view()).toMatchObject({ keyed: 3, item: null });
    await scan(mug);
    expect(desk.view()).toMatchObject({ keyed: null, quantity: 3 });
    await scan(mug);
    expect(desk.view()?.quantity).toBe(4);
    await desk.keyQuantity(6);
    await scan('B-1');
    expect([await at('A-1'), await at('B-1')]).toEqual([4, 7]);
  });
});
