import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AnswerOf } from '../../shared/feature';
import type { countQueries } from '../../shared/features/counts/queries';
import type { Actor } from '../../electron/store/types';
import { operator, stationActor, supervisor } from '../import/support/test-store';
import { liveClassifier, type StoredWorld } from '../../electron/station/count-passes';
import { bring } from '../stock/stock-store';
import { lamp, mug, openCountStore, other, type CountStore } from './count-store';

type Queries = typeof countQueries;

let on: CountStore;
beforeEach(async () => {
  on = await openCountStore(['A-1,A,MUG,4,,', 'B-1,B,MUG,5,,', 'C-1,C,PEN,6,,']);
  for (const [personId, name] of [
    [operator.personId, 'Olga'],
    [other.personId, 'Oskar'],
  ])
    await on.sent(
      'people.add',
      { personId, name, role: 'operator', language: null, blind: 'x'.repeat(16) },
      stationActor,
    );
});
afterEach(() => on.store.dispose());

const of = (zone: string, ...people: (string | null)[]) => ({ site: 'BERLIN', zone, people });
const plan = (method: 'barcode' | 'rfid', ...assigned: object[]) =>
  on.start(method, { scope: { kind: 'all' }, assigned });
const seenBy = (countId: string, actor: Actor) => {
  const answer = on.store.opened.query('counts.count', { countId }, actor);
  if (!answer.ok || answer.value === null) throw new Error('no count');
  return answer.value as NonNullable<AnswerOf<Queries['counts.count']>>;
};
const zones = (countId: string, actor: Actor) =>
  seenBy(countId, actor).zones.map(({ zone, mine, othersOnly, people }) => [
    zone,
    mine,
    othersOnly,
    people.map(({ name }) => name),
  ]);
const scan = (countId: string, location: string, sku: string, who: Actor) =>
  on.codeOf(
    'counts.scan',
    {
      countId,
      entry: {
        location,
        goods: { sku, owner: null, lot: null, serial: null, expiry: null, condition: 'new' },
        quantity: 1,
      },
    },
    who,
  );
const takeOver = (countId: string, zone: string, who: Actor) =>
  on.codeOf('counts.takeOver', { countId, zone: { site: 'BERLIN', zone }, word: 'Shift change' }, who);

describe('zones of a count that are given to people', () => {
  it('come first for whom they are, and are refused to others until taken over with a word', async () => {
    const countId = await plan('barcode', of('B', operator.personId), of('C', operator.personId, other.personId));
    expect(zones(countId, operator)).toEqual([
      ['B', true, false, ['Olga']],
      ['C', true, false, ['Olga', 'Oskar']],
      ['A', false, false, []],
    ]);
    expect(zones(countId, other).map(([zone]) => zone)).toEqual(['C', 'A', 'B']);
    expect(seenBy(countId, other).bins.map(({ location, mine }) => [location, mine])).toEqual([
      ['C-1', true],
      ['A-1', false],
      ['B-1', false],
    ]);
    expect([await scan(countId, 'A-1', 'MUG', other), await scan(countId, 'C-1', 'PEN', other)]).toEqual(['ok', 'ok']);
    expect(await scan(countId, 'B-1', 'MUG', other)).toBe('count-zone-others');
    expect(await on.codeOf('counts.finishBin', { countId, location: 'B-1' }, other)).toBe('count-zone-others');
    expect(await takeOver(countId, 'B', other)).toBe('ok');
    // A second press, and what is shared already, change nothing.
    expect([await takeOver(countId, 'B', other), await takeOver(countId, 'C', other)]).toEqual(['ok', 'ok']);
    expect(await scan(countId, 'B-1', 'MUG', other)).toBe('ok');
    expect(await scan(countId, 'B-1', 'MUG', operator)).toBe('count-zone-others');
    const b = seenBy(countId, other).zones.find(({ zone }) => zone === 'B');
    expect(b?.taken.map(({ name, word }) => [name, word])).toEqual([['Oskar', 'Shift change']]);
    expect(seenBy(countId, other).zones.flatMap(({ taken }) => taken)).toHaveLength(1);
  });

  it('are in the list of counts before others, for whom they are', async () => {
    const first = await on.start('barcode', { assigned: [of('A', operator.personId)] });
    const scope = { kind: 'zone', site: 'BERLIN', zone: 'B', aisle: null, bay: null };
    const second = await on.start('barcode', { scope });
    const list = async (actor: Actor) =>
      (await on.store.ask<AnswerOf<Queries['counts.list']>>('counts.list', {}, actor)).map(({ countId, mine }) => [
        countId,
        mine,
      ]);
    expect(await list(operator)).toEqual([
      [first, true],
      [second, false],
    ]);
    expect((await list(other)).every(([, mine]) => mine === false)).toBe(true);
  });

  it('say how far they are, and by whom', async () => {
    const countId = await plan('barcode', of('A', operator.personId));
    await on.sent('counts.finishBin', { countId, location: 'A-1' });
    await on.sent('counts.finishBin', { countId, location: 'B-1' }, other);
    expect(
      seenBy(countId, supervisor).zones.map(({ zone, bins, done, counted }) => [zone, bins, done, counted]),
    ).toEqual([
      ['B', 1, 1, [{ name: 'Oskar', bins: 1 }]],
      ['C', 1, 0, []],
      ['A', 1, 1, [{ name: 'Olga', bins: 1 }]],
    ]);
  });

  it('can be given to others later, and to nobody whom the site does not know', async () => {
    const countId = await plan('barcode', of('A', operator.personId));
    const give = (assignment: object) => on.codeOf('counts.assign', { countId, assignment }, supervisor);
    expect(await give(of('A', 'nobody'))).toBe('count-person-unknown');
    expect(await give(of('Z', other.personId))).toBe('count-other-zone');
    expect(await give(of('A', other.personId))).toBe('ok');
    expect(zones(countId, other)[0]).toEqual(['A', true, false, ['Oskar']]);
    expect(await give(of('A'))).toBe('ok');
    expect(await scan(countId, 'A-1', 'MUG', operator)).toBe('ok');
    await on.sent('counts.cancel', { countId, reason: 'test' }, supervisor);
    const wish = {
      title: 'x',
      method: 'rfid',
      scope: { kind: 'all' },
      blind: false,
      toleranceMinor: 0,
      approvalMinor: 0,
    };
    expect(await on.codeOf('counts.start', { ...wish, assigned: [of('Z')] }, supervisor)).toBe('count-other-zone');
  });

  it('by RFID are read by whom one of them is for, or after one was taken over', async () => {
    const countId = await on.start('rfid', { assigned: [of('A', operator.personId)] });
    const read = (who: Actor) => on.codeOf('counts.startPass', { countId, readers: ['cart'] }, who);
    expect(await read(other)).toBe('count-zone-others');
    expect(await takeOver(countId, 'A', other)).toBe('ok');
    expect(await read(other)).toBe('ok');
    expect(seenBy(countId, other).passes.map(({ person }) => person)).toEqual(['Oskar']);
  });

  it('are told apart by what the book has in one of them alone, while readers hear all', async () => {
    await bring(on.store, 'lamps.csv', [
      'location,zone,sku,quantity,serial',
      'A-1,A,LAMP,1,1',
      'A-1,A,LAMP,1,2',
      'B-1,B,LAMP,1,3',
      'C-1,C,MUG,2,',
    ]);
    const countId = await on.start('rfid', { scope: { kind: 'all' } });
    await on.pass(countId, [lamp(1), lamp(3), mug(1)]);
    const stored = await on.store.ask<StoredWorld>('counts.world', { countId });
    expect(stored.zones.map(({ zone }) => zone)).toEqual(['A', 'B', 'C']);
    const sums = liveClassifier(stored).zones();
    // Mugs lie in three zones: they tell of none.
    expect(stored.zones.map((_, index) => [sums.get(index)?.expected, sums.get(index)?.found])).toEqual([
      [2, 1],
      [1, 1],
      [6, 0],
    ]);
    await on.sent('counts.cancel', { countId, reason: 'test' }, supervisor);
    const one = await on.start('rfid', { scope: { kind: 'zone', site: 'BERLIN', zone: 'A', aisle: null, bay: null } });
    const alone = await on.store.ask<StoredWorld>('counts.world', { countId: one });
    expect(alone.zones).toEqual([]);
    expect(alone.expected.every(({ zone }) => zone === undefined)).toBe(true);
  });

  it('are for somebody else in a recount: whom they were given to has counted them', async () => {
    const countId = await on.start('rfid', { assigned: [of('A', operator.personId)] });
    await on.pass(countId, [mug(11), lamp(1)]);
    await on.sent('counts.submit', { countId });
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'recount')).toBe('ok');
    expect(await on.codeOf('counts.startPass', { countId, readers: ['cart'] }, operator)).toBe('count-same-person');
    expect(await takeOver(countId, 'A', operator)).toBe('count-same-person');
    expect(zones(countId, other)).toEqual([['A', false, false, []]]);
    expect(await on.codeOf('counts.startPass', { countId, readers: ['cart'] }, other)).toBe('ok');
  });
});
