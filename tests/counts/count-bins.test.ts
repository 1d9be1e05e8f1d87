import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkDigitsOf } from '../../shared/features/stock/check-digits';
import { openBinsDesk, type BinsDesk } from './bins-desk';

const mug = '00614141123452';

let desk: BinsDesk;
beforeEach(async () => {
  desk = await openBinsDesk();
});
afterEach(() => desk.world.store.dispose());

const isDone = (location: string): boolean | undefined =>
  desk.world.view(desk.countId).bins.find((bin) => bin.location === location)?.done;

describe('the next bin, while the one before is not through', () => {
  beforeEach(async () => {
    await desk.scan('A-1');
    await desk.scan(mug);
    await desk.scan('A-3');
  });

  it('is asked about, and nothing is counted before the answer', async () => {
    expect(desk.bins.leaving()).toEqual({ from: 'A-1', to: 'A-3', counted: 1 });
    expect(desk.bins.bin()).toBe('A-1');
    await desk.scan(mug);
    await desk.bins.startWeighing();
    expect(desk.told.slice(-3)).toEqual(['count-bin-open', 'count-answer-first', 'count-answer-first']);
    expect(desk.bins.isWeighing()).toBe(false);
    expect([await desk.counted('A-1'), await desk.counted('A-3')]).toEqual([1, 0]);
  });

  it('comes once the one before is through', async () => {
    await desk.bins.leave('finish');
    expect(isDone('A-1')).toBe(true);
    await desk.scan(mug);
    expect([await desk.counted('A-1'), await desk.counted('A-3')]).toEqual([1, 1]);
    // A bin that is through is left without a question.
    await desk.bins.leave('finish');
    expect(isDone('A-3')).toBe(false);
    await desk.scan('A-1');
    expect(desk.bins.leaving()).toMatchObject({ from: 'A-3', to: 'A-1' });
    await desk.bins.leave('open');
    await desk.scan('A-2');
    expect(desk.bins.leaving()).toBeNull();
    expect(desk.bins.bin()).toBe('A-2');
  });

  it('is not gone to when somebody goes on, by a word or by the bin’s own label', async () => {
    await desk.bins.leave('stay');
    await desk.scan(mug);
    await desk.scan('A-3');
    expect(desk.bins.leaving()).toMatchObject({ counted: 2 });
    await desk.scan('A-1');
    expect(desk.bins.leaving()).toBeNull();
    await desk.scan(mug);
    expect([await desk.counted('A-1'), await desk.counted('A-3'), isDone('A-1')]).toEqual([3, 0, false]);
  });

  it('leaves the one before open on a word, and another one may take its place', async () => {
    await desk.scan('A-2');
    expect(desk.bins.leaving()).toEqual({ from: 'A-1', to: 'A-2', counted: 1 });
    await desk.bins.leave('open');
    expect([desk.bins.bin(), isDone('A-1')]).toEqual(['A-2', false]);
  });

  it('waits when the one before can’t be through', async () => {
    const side = (location: string) => ({ location, status: 'available', unit: null });
    await desk.world.sent('stock.move', {
      kind: 'move',
      wanted: { sku: 'MUG', lot: null, serial: null, expiry: null },
      from: side('A-1'),
      to: side('A-3'),
      quantity: 3,
      reason: null,
      document: null,
      beyondBook: false,
    });
    await desk.bins.leave('finish');
    expect(desk.told.at(-1)).toBe('count-bin-moved');
    expect([desk.bins.bin(), desk.bins.leaving(), isDone('A-1')]).toEqual(['A-1', null, false]);
  });

  it('is asked about of a bin too in which nothing was found', async () => {
    await desk.bins.leave('open');
    await desk.scan('A-2');
    expect(desk.bins.leaving()).toEqual({ from: 'A-3', to: 'A-2', counted: 0 });
  });
});

describe('a bin that is typed', () => {
  it('needs the check digits of its label, and then is as good as scanned', async () => {
    await desk.bins.enter('a-1');
    await desk.bins.enter('A-1 00');
    expect(desk.told).toEqual(['check-digits-needed', 'check-digits-wrong']);
    expect(desk.bins.bin()).toBeNull();
    await desk.bins.enter(`a-1 ${checkDigitsOf('A-1')}`);
    expect(desk.bins.bin()).toBe('A-1');
    await desk.bins.enter('MUG');
    expect(await desk.counted('A-1')).toBe(1);
    await desk.bins.enter(`A-3 ${checkDigitsOf('A-3')}`);
    expect(desk.bins.leaving()).toMatchObject({ from: 'A-1', to: 'A-3' });
  });
});
