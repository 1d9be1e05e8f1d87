import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { moveOf } from '../stock/stock-store';
import { lamp, mug, openCountStore, other, seen, type CountStore } from './count-store';

let on: CountStore;
beforeEach(async () => {
  on = await openCountStore([
    'A-1,A,MUG,4,,',
    'A-2,A,LAMP,1,1,',
    'A-2,A,LAMP,1,2,',
    'A-2,A,LAMP,1,3,',
    'B-1,B,MUG,5,,',
    'B-1,B,LAMP,1,9,',
  ]);
});
afterEach(() => on.store.dispose());

const move = (sku: string, quantity: number, from: string, to: string, serial: string | null = null) =>
  on.sent('stock.move', moveOf({ sku, serial, from, to, quantity }));

describe('movements while a bin is counted by scans', () => {
  const countMugs = async (...steps: (() => Promise<unknown>)[]) => {
    const countId = await on.start('barcode');
    for (const step of [() => on.scan(countId, 'A-1', 'MUG', 3), ...steps]) await step();
    return countId;
  };
  const finish = (countId: string, location = 'A-1') => on.codeOf('counts.finishBin', { countId, location });
  const handIn = async (countId: string) => {
    await on.scan(countId, 'A-2', 'LAMP', 1, '1');
    await on.scan(countId, 'A-2', 'LAMP', 1, '2');
    await on.scan(countId, 'A-2', 'LAMP', 1, '3');
    expect(await finish(countId, 'A-2')).toBe('ok');
    await on.sent('counts.submit', { countId });
  };

  it('begin the bin anew when one left that may have been counted', async () => {
    const countId = await countMugs(() => move('MUG', 1, 'A-1', 'B-1'));
    // Three were scanned, one left: two or three are there, and the book says three.
    const answer = await on.store.send('counts.finishBin', { countId, location: 'A-1' });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'count-bin-moved', details: { name: 'Mug' } } });
    // A second press of the same key doesn't call the bin empty.
    expect(await finish(countId)).toBe('count-bin-empty');
    await on.scan(countId, 'A-1', 'MUG', 2);
    expect(await finish(countId)).toBe('ok');
    await handIn(countId);
    expect(on.figures(countId)).toEqual([['short', 'MUG', 3, 2]]);
  });

  it('begin it anew when one came that may have been counted', async () => {
    const countId = await on.start('barcode');
    await on.scan(countId, 'A-1', 'MUG', 3);
    await move('MUG', 1, 'B-1', 'A-1');
    await on.scan(countId, 'A-1', 'MUG', 2);
    expect(await finish(countId)).toBe('count-bin-moved');
  });

  it('take nothing from what is known: what came after the last scan is there on top', async () => {
    const countId = await countMugs(() => move('MUG', 2, 'B-1', 'A-1'));
    expect(await finish(countId)).toBe('ok');
    await handIn(countId);
    // One of the four was not there; two came.
    const [line] = on.linesOf(countId);
    expect([line?.data.class, line?.data.book, line?.data.counted, line?.data.notes]).toEqual([
      'short',
      6,
      5,
      ['moved'],
    ]);
  });

  it('leave other goods of the bin alone', async () => {
    const countId = await countMugs(() => move('LAMP', 1, 'B-1', 'A-1', '9'));
    expect(await finish(countId)).toBe('ok');
    await handIn(countId);
    expect(on.figures(countId)).toEqual([['short', 'MUG', 4, 3]]);
  });

  it('say of a piece with a serial number where it is by what happened last', async () => {
    const countId = await on.start('barcode');
    for (const serial of ['1', '2']) await on.scan(countId, 'A-2', 'LAMP', 1, serial);
    await move('LAMP', 1, 'A-2', 'B-1', '2');
    await move('LAMP', 1, 'B-1', 'A-2', '9');
    expect(await finish(countId, 'A-2')).toBe('ok');
    await on.scan(countId, 'A-1', 'MUG', 4);
    expect(await finish(countId)).toBe('ok');
    await on.sent('counts.submit', { countId });
    expect(on.linesOf(countId).map(({ data }) => [data.class, data.key])).toEqual([['missing', '3']]);
  });

  it('of before and after the bin are nothing to it', async () => {
    const countId = await on.start('barcode');
    await move('MUG', 1, 'A-1', 'B-1');
    await on.scan(countId, 'A-1', 'MUG', 3);
    expect(await finish(countId)).toBe('ok');
    await move('MUG', 2, 'A-1', 'B-1');
    await handIn(countId);
    expect(on.figures(countId)).toEqual([]);
  });

  it('let an empty bin be called empty, at the second press', async () => {
    const countId = await countMugs(() => move('MUG', 1, 'A-1', 'B-1'));
    const codes = [await finish(countId), await finish(countId), await finish(countId)];
    expect(codes).toEqual(['count-bin-moved', 'count-bin-empty', 'ok']);
    await handIn(countId);
    expect(on.figures(countId)).toEqual([['short', 'MUG', 3, 0]]);
  });
});

describe('movements while readers read', () => {
  const mugs = (...serials: number[]) => serials.map(mug);
  const lamps = (...serials: number[]) => serials.map(lamp);
  const submit = (countId: string) => on.sent('counts.submit', { countId });
  const classes = (countId: string) => on.linesOf(countId).map(({ data }) => [data.class, data.key ?? data.sku]);
  const key = (serial: number) => `(01)00614141999996(21)${serial}`;

  it('after the last pass hide no shortage', async () => {
    const countId = await on.start('rfid');
    for (let pass = 0; pass < 2; pass += 1) await on.pass(countId, [...mugs(11, 12, 13), ...lamps(1, 2, 3)]);
    // Three of the four mugs were read; two of those are taken now.
    await move('MUG', 2, 'A-1', 'B-1');
    await submit(countId);
    expect(on.figures(countId)).toEqual([['short', 'MUG', 4, 3]]);
    expect(on.view(countId)).toMatchObject({ expected: 7, found: 6 });
  });

  it('after the last pass explain what they explain', async () => {
    const countId = await on.start('rfid');
    for (let pass = 0; pass < 2; pass += 1) await on.pass(countId, [...mugs(11, 12, 13, 14), ...lamps(1, 2, 3)]);
    await move('MUG', 2, 'A-1', 'B-1');
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    await move('LAMP', 1, 'B-1', 'A-2', '9');
    await submit(countId);
    expect(on.figures(countId)).toEqual([]);
  });

  it('between reads are said to be counted again where nobody can know', async () => {
    const countId = await on.start('rfid');
    await on.pass(countId, [...mugs(11, 12, 13), ...lamps(1, 2, 3)], () => move('MUG', 2, 'A-1', 'B-1'));
    await on.pass(countId, lamps(1, 2, 3));
    await submit(countId);
    // Three were read, two left: none to three of those that should be here are.
    expect(on.figures(countId)).toEqual([['moved', 'MUG', 2, 3]]);
    const [line] = on.linesOf(countId);
    expect(line?.small).toBe(false);
    expect(await on.decide(countId, line?.line, 'adjust')).toBe('count-moved');
    expect(await on.decide(countId, line?.line, 'accept')).toBe('ok');
  });

  it('between reads are no difference where all that should be here was read after them', async () => {
    const countId = await on.start('rfid');
    await on.pass(countId, [...mugs(11, 12, 13, 14), ...lamps(1, 2, 3)], () => move('MUG', 2, 'A-1', 'B-1'));
    await on.pass(countId, [...mugs(11, 12), ...lamps(1, 2, 3)]);
    await submit(countId);
    expect(on.figures(countId)).toEqual([]);
  });

  it('of a piece that was read and then left are none; one read in a later pass is still here', async () => {
    const countId = await on.start('rfid');
    const leave = async () => {
      await move('LAMP', 1, 'A-2', 'B-1', '1');
      await move('LAMP', 1, 'A-2', 'B-1', '2');
    };
    await on.pass(countId, [...mugs(11, 12, 13, 14), ...lamps(1, 2, 3)], leave);
    await on.pass(countId, [...mugs(11, 12, 13, 14), ...lamps(2, 3)]);
    await submit(countId);
    expect(classes(countId)).toEqual([['misplaced', key(2)]]);
    expect(on.linesOf(countId)[0]?.data.belongs).toBe('B-1');
  });

  it('of a piece that came and was heard in neither of two later passes don’t hide that it is missing', async () => {
    const countId = await on.start('rfid');
    const all = [...mugs(11, 12, 13, 14), ...lamps(1, 2, 3)];
    await on.pass(countId, all, () => move('LAMP', 1, 'B-1', 'A-2', '9'));
    await on.pass(countId, all);
    await submit(countId);
    // One pass proves nothing of it.
    expect(classes(countId)).toEqual([['moved', key(9)]]);
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'recount')).toBe('ok');
    for (let pass = 0; pass < 2; pass += 1) await on.pass(countId, all, undefined, other);
    await on.sent('counts.submit', { countId }, other);
    expect(classes(countId)).toEqual([['missing', key(9)]]);
  });

  it('make an upload that can’t tell its time worth nothing for what moved', async () => {
    const countId = await on.start('rfid');
    const { pass } = await on.sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] });
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    const sightings = [...mugs(11, 12, 13, 14), ...lamps(1, 2, 3)].map((epc) =>
      seen(epc, pass, { firstAt: null, lastAt: null }),
    );
    await on.sent('counts.see', { countId, sightings });
    await on.sent('counts.endPass', { countId, pass });
    await submit(countId);
    expect(classes(countId)).toEqual([['moved', key(1)]]);
  });
});

describe('a recount by RFID', () => {
  it('holds nothing of the rounds before it', async () => {
    const countId = await on.start('rfid');
    const all = [11, 12, 13, 14].map(mug).concat([1, 2].map(lamp));
    await on.pass(countId, all);
    const last = await on.pass(countId, all);
    await on.sent('counts.lose', { countId, pass: last, readerId: 'cart', cause: 'overflow', since: 5 });
    await on.sent('counts.submit', { countId });
    expect(on.view(countId)).toMatchObject({ incomplete: 'overflow', confidence: { first: 6, second: 6 } });
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'recount')).toBe('ok');
    expect(on.view(countId)).toMatchObject({ incomplete: null, confidence: { first: 0, second: 0 } });
    // Lamp 1 was there in the first round: it isn't any more.
    await on.pass(countId, [mug(11), mug(12), mug(13), mug(14), lamp(2)], undefined, other);
    await on.sent('counts.submit', { countId }, other);
    expect(on.linesOf(countId).map(({ data, round }) => [data.key?.at(-1), round])).toEqual([
      ['3', 2],
      ['1', 2],
    ]);
    expect(on.view(countId)).toMatchObject({ found: 5, confidence: { first: 5, second: 0, verdict: 'one-pass' } });
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'adjust')).toBe('count-one-pass');
    const world = on.store.opened.query('counts.world', { countId }, { ...other, role: 'station' });
    if (!world.ok) throw new Error(world.failure.code);
    expect((world.value as { sightings: readonly { pass: number }[] }).sightings.map(({ pass }) => pass)).toEqual([
      3, 3, 3, 3, 3,
    ]);
  });
});
