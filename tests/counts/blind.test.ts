import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract';
import type { CountLoad } from '../../shared/features/counts/records';
import { openBinsDesk, type BinsDesk } from './bins-desk';
import { goods, openCountStore } from './count-store';
import { operator, supervisor } from '../import/support/test-store';

/** In the book and nowhere else: no answer to whoever counts may hold any of it. */
const secrets = ['73915', '61337', 'LAMP', 'Lamp', 'SECRET-SERIAL'] as const;
const stock = ['A-1,A,MUG,73915,,', 'A-1,A,LAMP,1,SECRET-SERIAL,', 'A-2,A,PEN,61337,,', 'A-3,A,MUG,5,,'];

const load: CountLoad = {
  readings: [0, 200].map((at) => ({
    deviceId: 'scale',
    weight: { mantissa: 1000, exponent: -4, unit: 'kg' },
    text: '0.1000',
    state: 'stable',
    checked: true,
    at,
    rawHex: '53',
    simulated: false,
    net: false,
  })),
  tote: null,
  divisionMg: 0,
};

/** Of a count whose own id may hold any digits. */
const secretsIn = (answer: unknown, countId: string): readonly string[] => {
  const text = JSON.stringify(answer).replaceAll(countId, '');
  return secrets.filter((secret) => text.includes(secret));
};

describe('a blind count by barcode', () => {
  let world: Awaited<ReturnType<typeof openCountStore>>;
  let countId = '';
  beforeEach(async () => {
    world = await openCountStore(stock);
    countId = await world.start('barcode', { blind: true });
  });
  afterEach(() => world.store.dispose());

  /** Every query of counts that the window of a counter may send. */
  const answersNow = (): Readonly<Record<string, unknown>> => {
    const params: Readonly<Record<string, object>> = {
      'counts.list': {},
      'counts.bin': { countId, location: 'A-1' },
      'counts.scans': { countId, location: 'A-1' },
      'counts.unitWeight': { sku: 'MUG', divisionMg: 100 },
    };
    const open = Object.entries(contract.queries).filter(
      ([name, { role }]) => name.startsWith('counts.') && (role === 'operator' || role === null),
    );
    expect(open.map(([name]) => name)).toEqual(expect.arrayContaining(['counts.count', 'counts.sheet', 'counts.bin']));
    return Object.fromEntries(
      open.map(([name]) => {
        const answer = world.store.opened.query(name, params[name] ?? { countId }, operator);
        expect([name, answer]).toMatchObject([name, { ok: true }]);
        return [name, answer];
      }),
    );
  };

  it('answers a counter nothing of what the book has, before, while and after bins are counted', async () => {
    expect(secretsIn(answersNow(), countId)).toEqual([]);
    const said: unknown[] = [];
    const send = async (name: string, input: object): Promise<void> => {
      said.push(await world.store.send(name, input, operator));
    };
    await send('counts.join', { countId });
    await send('counts.scan', { countId, entry: { location: 'A-1', goods: goods('MUG'), quantity: 70_000 } });
    await send('counts.scan', { countId, entry: { location: 'A-1', goods: goods('MUG'), quantity: 4000 } });
    await send('counts.scan', { countId, entry: { location: 'A-2', goods: goods('MUG'), quantity: 1 } });
    await send('counts.learnWeight', { sku: 'PEN', pieces: 10, load, anew: false });
    await send('counts.weigh', { countId, location: 'A-2', goods: goods('PEN'), load });
    expect(said.slice(1)).toMatchObject([
      { value: { quantity: 70_000, standing: null } },
      { value: { quantity: 74_000, standing: null } },
      { value: { standing: null } },
      { ok: true },
      { value: { pieces: 10, standing: null } },
    ]);
    for (const location of ['A-1', 'A-2']) await send('counts.finishBin', { countId, location });
    expect(said.slice(-2)).toMatchObject([{ value: { differences: null } }, { value: { differences: null } }]);
    expect(secretsIn([said, answersNow()], countId)).toEqual([]);
    const lines = world.store.opened.query('counts.lines', { countId }, supervisor);
    expect(lines).toMatchObject({ value: { total: 0 } });
  });

  it('names no goods that moved unless they were scanned, and asks once more before it calls a bin empty', async () => {
    const side = (location: string) => ({ location, status: 'available', unit: null });
    const move = (sku: string, from: string, to: string, quantity: number) =>
      world.sent('stock.move', {
        kind: 'move',
        wanted: { sku, lot: null, serial: null, expiry: null },
        from: side(from),
        to: side(to),
        quantity,
        reason: null,
        document: null,
        beyondBook: false,
      });
    const finish = async (): Promise<unknown> =>
      world.store.send('counts.finishBin', { countId, location: 'A-1' }, operator);
    await world.scan(countId, 'A-1', 'MUG', 3);
    await move('MUG', 'A-1', 'A-3', 1);
    expect(await finish()).toMatchObject({ failure: { code: 'count-bin-moved', details: { name: 'Mug' } } });
    await world.scan(countId, 'A-1', 'MUG', 3);
    await move('PEN', 'A-2', 'A-1', 2);
    await move('PEN', 'A-1', 'A-2', 1);
    expect(await finish()).toMatchObject({
      failure: { code: 'count-bin-changed', details: { location: 'A-1' } },
    });
    // Begun anew: whether the book has anything there or not, it is asked once.
    expect(await finish()).toMatchObject({ failure: { code: 'count-bin-empty' } });
    expect(await finish()).toMatchObject({ ok: true });
  });
});

describe('a count that is not blind', () => {
  let desk: BinsDesk;
  afterEach(() => desk.world.store.dispose());

  it('tells by a sound of its own when all of an item is there, and when more is; a blind one never', async () => {
    const codes = async (blind: boolean): Promise<readonly string[]> => {
      desk = await openBinsDesk({ blind });
      await desk.scan('A-3');
      for (let pieces = 0; pieces < 6; pieces += 1) await desk.scan('00614141123452');
      await desk.scan('4006381333931');
      return desk.told.slice(5);
    };
    expect(await codes(false)).toEqual(['count-item-complete', 'count-item-beyond', 'count-item-beyond']);
    await desk.world.store.dispose();
    expect(await codes(true)).toEqual(['count-item', 'count-item', 'count-item']);
  });
});
