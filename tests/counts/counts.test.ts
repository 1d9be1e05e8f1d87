import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/feature';
import { encodeEpc } from '../../shared/epc/encode';
import type { countQueries } from '../../shared/features/counts/queries';
import type { stockQueries } from '../../shared/features/stock/queries';
import { counts } from '../../electron/features/counts';
import type { Actor } from '../../electron/store/types';
import { openTestStore, operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, moveOf, stockFeatures } from '../stock/stock-store';

type Queries = typeof countQueries;

const other: Actor = { ...operator, personId: 'person-other' };
const boss: Actor = { ...supervisor, personId: 'person-boss' };

const features = [...stockFeatures, counts];

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore({ features });
  await bring(store, 'items.csv', [
    'sku,name,barcode,serial_rule,value,currency',
    'MUG,Mug,00614141123452,no,5.00,EUR',
    'LAMP,Lamp,00614141999996,yes,40.00,EUR',
  ]);
  await bring(store, 'stock.csv', [
    'location,zone,sku,quantity,serial',
    'A-1,A,MUG,4,',
    'A-2,A,LAMP,1,1',
    'A-2,A,LAMP,1,2',
    'A-2,A,LAMP,1,3',
    'B-1,B,LAMP,1,9',
  ]);
});
afterEach(() => store.dispose());

const sent = async <T = unknown>(name: string, input: object, actor: Actor = operator): Promise<T> => {
  const answer = await store.send(name, input, actor);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};
const codeOf = async (name: string, input: object, actor: Actor = operator): Promise<string> => {
  const answer = await store.send(name, input, actor);
  return answer.ok ? 'ok' : answer.failure.code;
};

const start = async (method: 'barcode' | 'rfid', more: object = {}): Promise<string> => {
  const scope = { kind: 'zone', zone: 'A', aisle: null, bay: null };
  const zones = await store.ask<AnswerOf<(typeof stockQueries)['stock.zones']>>('stock.zones');
  const site = zones[0]?.site ?? '';
  const { countId } = await sent<{ countId: string }>(
    'counts.start',
    {
      title: 'Zone A',
      method,
      scope: { ...scope, site },
      blind: false,
      toleranceMinor: 0,
      approvalMinor: 100_000,
      ...more,
    },
    supervisor,
  );
  return countId;
};

const view = (countId: string, actor: Actor = operator) => {
  const answer = store.opened.query('counts.count', { countId }, actor);
  if (!answer.ok || answer.value === null) throw new Error('no count');
  return answer.value as NonNullable<AnswerOf<Queries['counts.count']>>;
};
const linesOf = (countId: string) => {
  const answer = store.opened.query(
    'counts.lines',
    { countId, class: null, decision: null, offset: 0, limit: 200 },
    supervisor,
  );
  if (!answer.ok) throw new Error(answer.failure.code);
  return (answer.value as AnswerOf<Queries['counts.lines']>).rows;
};
const onShelf = async (location: string): Promise<number> =>
  (await store.ask<AnswerOf<(typeof stockQueries)['stock.atLocation']>>('stock.atLocation', { location }))?.bin
    .quantity ?? 0;

const goods = (sku: string, serial: string | null = null) => ({
  sku,
  owner: null,
  lot: null,
  serial,
  expiry: null,
  condition: 'new',
});
const scan = (countId: string, location: string, sku: string, quantity: number, serial: string | null = null) =>
  sent('counts.scan', { countId, entry: { location, goods: goods(sku, serial), quantity } });

describe('a count by barcode', () => {
  const countBoth = async (countId: string, mugs: number, lamps: readonly string[], actor: Actor = operator) => {
    await sent('counts.scan', { countId, entry: { location: 'A-1', goods: goods('MUG'), quantity: mugs } }, actor);
    await sent('counts.finishBin', { countId, location: 'A-1' }, actor);
    for (const serial of lamps)
      await sent(
        'counts.scan',
        { countId, entry: { location: 'A-2', goods: goods('LAMP', serial), quantity: 1 } },
        actor,
      );
    await sent('counts.finishBin', { countId, location: 'A-2' }, actor);
    await sent('counts.submit', { countId }, actor);
  };

  it('names what is short, missing, misplaced and unknown, and posts what was decided', async () => {
    const countId = await start('barcode');
    expect(await codeOf('counts.submit', { countId })).toBe('count-bins-left');
    await countBoth(countId, 3, ['1', '2', '9', '77']);
    const lines = linesOf(countId);
    expect(lines.map(({ data, valueMinor }) => [data.class, data.key, data.belongs, valueMinor])).toEqual([
      ['missing', '3', null, -4000],
      ['unknown', '77', null, 4000],
      ['short', null, null, -500],
      ['misplaced', '9', 'B-1', 0],
    ]);
    expect(view(countId)).toMatchObject({ expected: 7, found: 5, plusMinor: 4000, minusMinor: -4500 });
    expect(await codeOf('counts.post', { countId }, supervisor)).toBe('count-undecided');
    const all = { countId, round: 1, decision: 'adjust', reason: 'miscounted', note: null };
    const at = (location: string, sku: string) => ({
      goods: goods(sku),
      shelf: { location, unit: null, status: 'available' },
      quantity: 0,
    });
    for (const { line, data } of lines) {
      const shelf = data.class === 'misplaced' ? at('A-2', 'LAMP') : null;
      await sent('counts.decide', { ...all, lines: [line], shelf }, supervisor);
    }
    await sent('counts.post', { countId }, supervisor);
    expect([await onShelf('A-1'), await onShelf('A-2'), await onShelf('B-1')]).toEqual([3, 4, 0]);
    // Once posted nothing more happens.
    expect(await codeOf('counts.post', { countId }, supervisor)).toBe('count-not-submitted');
    expect(view(countId)).toMatchObject({ state: 'posted', adjusted: 4 });
  });

  it('lets somebody else count again, keeps what was decided, and takes movements for what they are', async () => {
    const countId = await start('barcode');
    await countBoth(countId, 3, ['1', '2']);
    const [lamp, mug] = linesOf(countId);
    if (lamp === undefined || mug === undefined) throw new Error('lines');
    const word = { countId, round: 1, reason: 'miscounted', note: null, shelf: null };
    await sent('counts.decide', { ...word, lines: [lamp.line], decision: 'adjust' }, supervisor);
    await sent('counts.decide', { ...word, lines: [mug.line], decision: 'recount' }, supervisor);
    expect(await codeOf('counts.scan', { countId, entry: { location: 'A-1', goods: goods('MUG'), quantity: 1 } })).toBe(
      'count-same-person',
    );
    // One is taken from the bin before it is counted again: the book knows.
    await sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 1 }));
    const rest = { location: 'A-1', goods: goods('MUG'), quantity: 3 };
    await sent('counts.scan', { countId, entry: rest }, other);
    await sent('counts.finishBin', { countId, location: 'A-1' }, other);
    await sent('counts.submit', { countId }, other);
    const again = linesOf(countId);
    expect(again.map(({ data, decision }) => [data.sku, data.class, decision])).toEqual([
      ['LAMP', 'missing', 'adjust'],
    ]);
    await sent('counts.post', { countId }, supervisor);
    expect([await onShelf('A-1'), await onShelf('A-2')]).toEqual([3, 2]);
  });

  it('tells a blind counter nothing, and refuses a second count of a bin', async () => {
    const countId = await start('barcode', { blind: true });
    expect(await codeOf('counts.scan', { countId, entry: { location: 'B-1', goods: goods('MUG'), quantity: 1 } })).toBe(
      'count-other-bin',
    );
    await scan(countId, 'A-1', 'MUG', 2);
    expect(await sent('counts.finishBin', { countId, location: 'A-1' })).toEqual({ differences: null });
    const seen = view(countId);
    expect([seen.expected, ...seen.bins.map(({ expected }) => expected)]).toEqual([null, null, null]);
    expect(linesOf(countId)).toEqual([]);
    expect(await codeOf('counts.finishBin', { countId, location: 'A-1' })).toBe('count-bin-done');
    const zone = { kind: 'all' };
    const more = { title: 'All', method: 'rfid', scope: zone, blind: false, toleranceMinor: 0, approvalMinor: 0 };
    expect(await codeOf('counts.start', more, supervisor)).toBe('count-overlaps');
  });
});

const epcOf = (reference: string, serial: string): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', reference, serial] }, { filter: 1, scheme: 'sgtin-96' });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};
const mug = (serial: string) => epcOf('012345', serial);
const lamp = (serial: string) => epcOf('099999', serial);
const seen = (epc: string, pass: number, more: object = {}) => ({
  epc,
  tid: null,
  readerId: 'cart',
  antenna: 1,
  pass,
  reads: 3,
  rssiCentiDbm: -5200,
  firstAt: 1000,
  lastAt: 2000,
  ...more,
});

describe('a count by RFID', () => {
  const everything = ['11', '12', '13'].map(mug).concat(['1', '2', '9', '77'].map(lamp));
  const pass = async (countId: string, epcs: readonly string[], actor: Actor = operator): Promise<number> => {
    const { pass: number } = await sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] }, actor);
    if (epcs.length > 0) await sent('counts.see', { countId, sightings: epcs.map((epc) => seen(epc, number)) }, actor);
    await sent('counts.endPass', { countId, pass: number }, actor);
    return number;
  };

  it('sorts tags, and writes nothing off from one pass', async () => {
    const countId = await start('rfid');
    expect(await codeOf('counts.submit', { countId })).toBe('count-nothing-read');
    await pass(countId, [...everything, epcOf('055555', '1')]);
    await sent('counts.submit', { countId });
    const lines = linesOf(countId);
    expect(lines.map(({ data }) => [data.class, data.sku, data.counted - data.book, data.belongs])).toEqual([
      ['unknown', 'LAMP', 1, null],
      ['missing', 'LAMP', -1, null],
      ['short', 'MUG', -1, null],
      ['misplaced', 'LAMP', 1, 'B-1'],
      ['foreign', null, 0, null],
    ]);
    expect(view(countId)).toMatchObject({ expected: 7, found: 5, confidence: { verdict: 'one-pass' } });
    const short = lines.find(({ data }) => data.class === 'short');
    const word = { countId, round: 1, lines: [short?.line], reason: 'lost', note: null, shelf: null };
    expect(await codeOf('counts.decide', { ...word, decision: 'adjust' }, supervisor)).toBe('count-one-pass');
    await sent('counts.decide', { ...word, decision: 'recount' }, supervisor);
    expect(await codeOf('counts.startPass', { countId, readers: ['cart'] })).toBe('count-same-person');
    await pass(countId, [...everything, mug('14')], other);
    await sent('counts.submit', { countId }, other);
    // It was shielded: the second pass heard it.
    expect(linesOf(countId).filter(({ data }) => data.class === 'short')).toEqual([]);
  });

  it('can’t be posted while reports were lost, nor above the limit without another person', async () => {
    const countId = await start('rfid', { approvalMinor: 1000 });
    const first = await pass(countId, ['11', '12', '13', '14'].map(mug).concat(['1', '2'].map(lamp)));
    await sent('counts.lose', { countId, pass: first, readerId: 'cart', cause: 'overflow', since: 5 });
    await pass(countId, ['11', '12', '13', '14'].map(mug).concat(['1', '2'].map(lamp)));
    const last = await pass(countId, []);
    await sent('counts.lose', { countId, pass: last, readerId: 'cart', cause: 'disconnected', since: 9 });
    await sent('counts.submit', { countId });
    const [gone] = linesOf(countId);
    const word = { countId, round: 1, lines: [gone?.line], reason: 'lost', note: null, shelf: null };
    // Of three passes only one was whole.
    expect(await codeOf('counts.decide', { ...word, decision: 'adjust' }, supervisor)).toBe('count-one-pass');
    expect(view(countId).incomplete).toBe('disconnected');
    expect(await codeOf('counts.post', { countId }, supervisor)).toBe('count-incomplete');
    await sent('counts.decide', { ...word, decision: 'recount' }, supervisor);
    const again = ['11', '12', '13', '14'].map(mug).concat(['1', '2'].map(lamp));
    await pass(countId, again, other);
    await pass(countId, again, other);
    await sent('counts.submit', { countId }, other);
    const late = { ...word, lines: [linesOf(countId)[0]?.line], decision: 'adjust' };
    expect(await codeOf('counts.decide', late, supervisor)).toBe('count-line-gone');
    await sent('counts.decide', { ...late, round: 2 }, supervisor);
    expect(await codeOf('counts.post', { countId }, supervisor)).toBe('count-approval-needed');
    const approval = (person: string) => ({
      personId: person,
      role: 'supervisor',
      at: 'now',
      nonce: 'n',
      badgeTyped: false,
    });
    const agree = (person: string) => ({ countId, approval: approval(person), reason: 'seen' });
    expect(await codeOf('counts.approve', agree(supervisor.personId ?? ''), boss)).toBe('count-needs-another');
    expect(await codeOf('counts.approve', agree(other.personId ?? ''), boss)).toBe('count-needs-another');
    await sent('counts.approve', agree('person-boss'), supervisor);
    await sent('counts.post', { countId }, supervisor);
    expect(await onShelf('A-2')).toBe(2);
  });

  it('writes nothing off after one pass, however small', async () => {
    const countId = await start('rfid', { toleranceMinor: 100_000 });
    await pass(
      countId,
      everything.filter((epc) => epc !== lamp('3')),
    );
    await sent('counts.submit', { countId });
    const lines = linesOf(countId);
    expect(lines.filter(({ small }) => small).map(({ data }) => data.class)).toContain('missing');
    const rest = lines.filter(({ small }) => !small).map(({ line }) => line);
    const word = { countId, round: 1, lines: rest, decision: 'accept', reason: 'other', note: null, shelf: null };
    await sent('counts.decide', word, supervisor);
    expect(await codeOf('counts.post', { countId }, supervisor)).toBe('count-one-pass');
  });

  it('takes a pass that was cut off for one with losses', async () => {
    const countId = await start('rfid');
    await sent('counts.startPass', { countId, readers: ['cart'] });
    await pass(countId, everything);
    expect(view(countId).passes.map(({ lost }) => lost)).toEqual(['interrupted', null]);
  });

  it('takes what left or came during the count for no difference', async () => {
    const countId = await start('rfid');
    await pass(countId, ['11', '12', '13', '14'].map(mug).concat(['1', '2', '3'].map(lamp)));
    await sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 2 }));
    await sent('stock.move', moveOf({ sku: 'LAMP', serial: '9', from: 'B-1', to: 'A-2', quantity: 1 }));
    await sent('stock.move', moveOf({ sku: 'LAMP', serial: '1', from: 'A-2', to: 'B-1', quantity: 1 }));
    await sent('counts.submit', { countId });
    expect(linesOf(countId)).toEqual([]);
  });

  it('finds the same after a rebuild of its tables', async () => {
    const countId = await start('rfid');
    await pass(countId, everything);
    await sent('counts.see', { countId, sightings: [seen(mug('11'), 1, { rssiCentiDbm: null, antenna: 2 })] });
    await sent('counts.submit', { countId });
    const before = [view(countId), linesOf(countId)];
    store.opened.close();
    await rm(join(store.folder, 'snapshots'), { recursive: true, force: true });
    store = await openTestStore({ features, folder: store.folder });
    expect([view(countId), linesOf(countId)]).toEqual(before);
  });
});
