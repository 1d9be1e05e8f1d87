import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/feature';
import type { BinView, WeighedPieces, countQueries } from '../../shared/features/counts/queries';
import type { CountLoad, CountReading } from '../../shared/features/counts/records';
import type { Result } from '../../shared/result';
import { operator, supervisor } from '../import/support/test-store';
import { bring } from '../stock/stock-store';
import { goods, openCountStore, type CountStore } from './count-store';

let world: CountStore;
beforeEach(async () => {
  world = await openCountStore(['A-1,A,MUG,40,,', 'A-1,A,PEN,500,,', 'A-2,A,LAMP,1,L1,']);
});
afterEach(() => world.store.dispose());

const digits = (mg: number): string => (mg / 1_000_000).toFixed(4);
/** Two equal stable readings of a scale that sends tenths of a gram on a checked link. */
const readings = (mg: number, net = false): readonly CountReading[] =>
  [0, 200].map((later) => ({
    deviceId: 'scale-1',
    weight: { mantissa: mg / 100, exponent: -4, unit: 'kg' },
    text: digits(mg),
    state: 'stable',
    checked: true,
    at: 1000 + later,
    rawHex: '5320',
    simulated: false,
    net,
  }));
const load = (mg: number, more: Partial<CountLoad> = {}): CountLoad => ({
  readings: [...readings(mg)],
  tote: null,
  divisionMg: 0,
  ...more,
});
const toteOf = (mg: number): CountReading[] => [...readings(mg)];

const weigh = (countId: string, sku: string, what: CountLoad, location = 'A-1'): Promise<Result<unknown>> =>
  world.store.send('counts.weigh', { countId, location, goods: goods(sku), load: what }, operator);
const teach = (sku: string, pieces: number, what: CountLoad, anew = false): Promise<Result<unknown>> =>
  world.store.send('counts.learnWeight', { sku, pieces, load: what, anew }, operator);
const ask = async <N extends keyof typeof countQueries>(name: N, params: object, actor = operator) => {
  const answer = world.store.opened.query(name, params, actor);
  if (!answer.ok) throw new Error(answer.failure.code);
  return answer.value as AnswerOf<(typeof countQueries)[N]>;
};
const counted = async (countId: string, sku: string): Promise<number> => {
  const bin = (await ask('counts.bin', { countId, location: 'A-1' })) as BinView;
  return bin.entries.find((entry) => entry.sku === sku)?.counted ?? 0;
};
const refusal = (answer: Result<unknown>) => (answer.ok ? 'ok' : [answer.failure.code, answer.failure.details ?? {}]);

describe('pieces counted by weight', () => {
  it('need a weight of one: pieces counted by hand teach it, and say how many can be told at once', async () => {
    const countId = await world.start('barcode');
    expect(refusal(await weigh(countId, 'PEN', load(500_000)))).toEqual(['count-weight-unknown', { name: 'Pen' }]);
    expect(await teach('PEN', 50, load(500_000))).toEqual({ ok: true, value: { most: 22 } });
    const answer = await weigh(countId, 'PEN', load(170_100));
    expect(answer).toMatchObject({ ok: true, value: { pieces: 17, quantity: 17 } });
    expect(await counted(countId, 'PEN')).toBe(17);
    // What was counted by weight teaches too, and the next weighing is on top.
    expect(await weigh(countId, 'PEN', load(100_000))).toMatchObject({ value: { pieces: 10, quantity: 27 } });
    const { unit } = await ask('counts.unitWeight', { sku: 'PEN', divisionMg: 100 });
    expect(unit).toMatchObject({ weightMg: 500_000, pieces: 50, source: 'taught' });
  });

  it('are not counted where the weight leaves a doubt', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(500_000));
    expect(refusal(await weigh(countId, 'PEN', load(300_000)))).toMatchObject(['count-weight-too-many', { most: 22 }]);
    expect(refusal(await weigh(countId, 'PEN', load(35_000)))).toMatchObject(['count-weight-odd', {}]);
    expect(refusal(await weigh(countId, 'PEN', load(4000)))).toMatchObject(['count-weight-nothing', {}]);
    expect(refusal(await teach('PEN', 50, load(500_000, { divisionMg: 5000 })))).toMatchObject([
      'count-weight-coarse',
      {},
    ]);
    const coarse = load(100_000, { divisionMg: 10_000 });
    expect(refusal(await weigh(countId, 'PEN', coarse))).toMatchObject(['count-weight-coarse', {}]);
    expect(await counted(countId, 'PEN')).toBe(0);
  });

  it('are told with the empty tote taken off, weighed before or tared on the scale, but not both', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(912_300, { tote: toteOf(412_300) }));
    const inTote = load(512_300, { tote: toteOf(412_300) });
    expect(await weigh(countId, 'PEN', inTote)).toMatchObject({ value: { pieces: 10 } });
    const tared = load(100_000, { readings: [...readings(100_000, true)] });
    expect(await weigh(countId, 'PEN', tared)).toMatchObject({ value: { pieces: 10, quantity: 20 } });
    const twice = load(100_000, { readings: [...readings(100_000, true)], tote: toteOf(412_300) });
    expect(refusal(await weigh(countId, 'PEN', twice))).toMatchObject(['weight-not-usable', {}]);
  });

  it('come from readings that agree, of one scale', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(500_000));
    const [first, second] = readings(100_000);
    if (first === undefined || second === undefined) throw new Error('no readings');
    for (const wrong of [[first], [first, { ...second, text: '0.1001' }], [first, { ...second, deviceId: 'other' }]])
      expect(refusal(await weigh(countId, 'PEN', load(0, { readings: wrong })))).toMatchObject([
        'weight-not-usable',
        {},
      ]);
    const otherScale = load(512_300, { tote: toteOf(412_300).map((each) => ({ ...each, deviceId: 'other' })) });
    expect(refusal(await weigh(countId, 'PEN', otherScale))).toMatchObject(['weight-not-usable', {}]);
    expect(await counted(countId, 'PEN')).toBe(0);
  });

  it('are counted once, however often the command comes', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(500_000));
    const id = randomUUID();
    const input = { countId, location: 'A-1', goods: goods('PEN'), load: load(100_000) };
    const send = () =>
      world.store.opened.execute({ id, name: 'counts.weigh', input, actor: operator, origin: 'trusted' });
    const first = send();
    expect(send()).toEqual(first);
    expect(await counted(countId, 'PEN')).toBe(10);
    const fromWindow = { id: randomUUID(), name: 'counts.weigh', input, actor: operator, origin: 'window' as const };
    expect(world.store.opened.execute(fromWindow).ok).toBe(false);
  });

  it('are never pieces that each have a serial number', async () => {
    const countId = await world.start('barcode');
    expect(refusal(await teach('LAMP', 2, load(500_000)))).toMatchObject(['count-weight-serial', { name: 'Lamp' }]);
    expect(refusal(await weigh(countId, 'LAMP', load(250_000), 'A-2'))).toMatchObject(['count-weight-serial', {}]);
  });
});

describe('a weight of one piece', () => {
  it('is asked about when pieces do not weigh what is known, and learned anew on a word', async () => {
    await teach('PEN', 50, load(500_000));
    const off = await teach('PEN', 40, load(500_000));
    expect(refusal(off)).toEqual([
      'count-weight-differs',
      { name: 'Pen', pieces: 40, eachMg: 12_500, knownMg: 10_000, known: 'taught' },
    ]);
    expect(await teach('PEN', 40, load(500_000), true)).toMatchObject({ ok: true });
    const { unit } = await ask('counts.unitWeight', { sku: 'PEN', divisionMg: 100 });
    expect(unit).toMatchObject({ weightMg: 500_000, pieces: 40 });
  });

  it('is the catalogue’s before anything was weighed; what was counted by it alone does not confirm it', async () => {
    const items = ['sku,name,barcode,weight_mg,weight_spread', 'JAR,Jar,4006381333948,350000,2'];
    await bring(world.store, 'more-items.csv', items);
    const known = await ask('counts.unitWeight', { sku: 'JAR', divisionMg: 100 });
    expect(known).toEqual({
      unit: { weightMg: 350_000, pieces: 1, errorMg: 10_500, spreadMg: 2000, source: 'catalogue' },
      most: 13,
    });
    const countId = await world.start('barcode');
    expect(await weigh(countId, 'JAR', load(1_750_000))).toMatchObject({ value: { pieces: 5, most: 13 } });
    expect((await ask('counts.unitWeight', { sku: 'JAR', divisionMg: 100 })).unit).toEqual(known.unit);
    expect(refusal(await teach('JAR', 9, load(3_510_000)))).toMatchObject([
      'count-weight-differs',
      { eachMg: 390_000, knownMg: 350_000, known: 'catalogue' },
    ]);
    expect(await teach('JAR', 9, load(3_510_000), true)).toMatchObject({ ok: true });
    expect(refusal(await weigh(countId, 'JAR', load(1_750_000)))).toMatchObject(['count-weight-odd', {}]);
    expect(await weigh(countId, 'JAR', load(3_900_000))).toMatchObject({ value: { pieces: 10, quantity: 15 } });
  });
});

describe('the evidence of a weighing', () => {
  it('stands with the line: weights as sent, tote, unit weight and its error, who and when', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(500_000));
    await weigh(countId, 'PEN', load(582_300, { tote: toteOf(412_300) }));
    for (const location of ['A-1', 'A-2']) await world.sent('counts.finishBin', { countId, location });
    const during = await ask('counts.weighings', { countId, sku: 'PEN', location: 'A-1' }, supervisor);
    expect(during).toEqual([]);
    await world.sent('counts.submit', { countId });
    const line = world.linesOf(countId).find(({ data }) => data.sku === 'PEN');
    expect(line?.data).toMatchObject({ class: 'short', book: 500, counted: 17, notes: ['weighed'] });
    const rows = (await ask(
      'counts.weighings',
      { countId, sku: 'PEN', location: 'A-1' },
      supervisor,
    )) as WeighedPieces[];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      pieces: 17,
      lot: null,
      weighing: {
        netMg: 170_000,
        scaleErrorMg: 200,
        unit: { weightMg: 500_000, pieces: 50, source: 'taught' },
        readings: [{ deviceId: 'scale-1', text: '0.5823', rawHex: '5320' }, {}],
        tote: [{ text: '0.4123' }, {}],
      },
    });
  });

  it('goes with a bin that is counted again', async () => {
    const countId = await world.start('barcode');
    await teach('PEN', 50, load(500_000));
    await weigh(countId, 'PEN', load(170_000));
    for (const location of ['A-1', 'A-2']) await world.sent('counts.finishBin', { countId, location });
    await world.sent('counts.submit', { countId });
    const line = world.linesOf(countId).find(({ data }) => data.sku === 'PEN');
    expect(await world.decide(countId, line?.line, 'recount')).toBe('ok');
    expect(await counted(countId, 'PEN')).toBe(0);
    expect(await ask('counts.weighings', { countId, sku: 'PEN', location: 'A-1' }, supervisor)).toEqual([]);
  });
});
