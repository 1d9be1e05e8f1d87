import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail } from '../../shared/result';
import { openBinsDesk, type BinsDesk } from './bins-desk';

let desk: BinsDesk;
beforeEach(async () => {
  desk = await openBinsDesk();
});
afterEach(() => desk.world.store.dispose());

const begin = async (): Promise<void> => {
  await desk.scan('A-2');
  await desk.bins.startWeighing();
  await desk.scan('4006381333931');
};

describe('the scale of a bin that is counted', () => {
  it('asks for a bin and an item, for pieces counted by hand, and then for loads, each when it is asked for', async () => {
    await desk.bins.startWeighing();
    await begin();
    expect(desk.bins.weigh()).toMatchObject({ asks: 'teach', teach: 10, unit: null });
    await desk.put(100_000);
    expect(desk.bins.weigh()).toMatchObject({ asks: 'load', unit: { meanMg: 10_000, source: 'taught' } });
    await desk.put(80_000);
    expect(desk.bins.weigh()).toMatchObject({ asks: 'done', last: { pieces: 8, quantity: 8 } });
    await desk.put(80_000);
    expect(await desk.counted('A-2')).toBe(8);
    await desk.bins.startWeighing();
    await desk.put(50_000);
    expect(await desk.counted('A-2')).toBe(13);
    expect(desk.told).toEqual([
      'count-bin-first',
      'count-bin',
      'count-weigh-item',
      'count-weigh-load',
      'count-weight-learned',
      'count-weighed',
      'count-weigh-load',
      'count-weighed',
    ]);
  });

  it('takes a net weight of a scale that has tared the tote, and weighs no tote then', async () => {
    await begin();
    await desk.put(100_000, { net: true });
    await desk.put(60_000, { net: true });
    expect(await desk.counted('A-2')).toBe(6);
    await desk.bins.tote();
    await desk.put(412_300, { net: true });
    expect(desk.told.at(-1)).toBe('count-tote-tared');
    await desk.put(412_300);
    expect(desk.bins.weigh()).toMatchObject({ toteMg: 412_300, asks: 'load' });
    await desk.put(472_300);
    expect(await desk.counted('A-2')).toBe(12);
  });

  it('counts a load once though the answer was lost', async () => {
    await begin();
    await desk.put(100_000);
    let lost = 0;
    desk.hooks.between = (answer) => {
      lost += 1;
      return lost === 1 ? fail('timeout') : answer;
    };
    await desk.put(80_000);
    expect(lost).toBe(2);
    expect(await desk.counted('A-2')).toBe(8);
  });

  it('is left with the bin, with its count, or by whoever is gone, whatever is still on its way', async () => {
    await begin();
    await desk.put(100_000);
    await desk.scan('A-1');
    await desk.bins.leave('open');
    expect(desk.bins.isWeighing()).toBe(false);
    await desk.put(80_000);
    await desk.scan('A-2');
    await desk.bins.leave('open');
    expect(await desk.counted('A-2')).toBe(0);
    await desk.bins.startWeighing();
    desk.hooks.onQuery = (name) => {
      if (name === 'counts.unitWeight') desk.bins.leaveScale();
    };
    await desk.scan('4006381333931');
    desk.hooks.onQuery = () => undefined;
    expect(desk.bins.isWeighing()).toBe(false);
    await desk.put(80_000);
    expect(await desk.counted('A-2')).toBe(0);
  });

  it('weighs no pieces that have serial numbers', async () => {
    await desk.scan('A-2');
    await desk.bins.startWeighing();
    await desk.scan('00614141999996');
    expect(desk.told.at(-1)).toBe('count-weight-serial');
    expect(desk.bins.weigh()).toMatchObject({ asks: 'item' });
  });
});
