import { afterEach, describe, expect, it } from 'vitest';
import type { Actor, StoreSettings } from '../../electron/store/types';
import { operator, supervisor } from '../import/support/test-store';
import { bring, moveOf } from '../stock/stock-store';
import { at, boss, goods, lamp, mug, openCountStore, other, seen, type CountStore } from './count-store';

let on: CountStore;
const open = async (stock: readonly string[], settings: Partial<StoreSettings> = {}) => {
  on = await openCountStore(stock, settings);
};
afterEach(() => on.store.dispose());

const everyday = ['A-1,A,MUG,4,,', 'A-2,A,LAMP,1,1,', 'A-2,A,LAMP,1,2,', 'A-2,A,LAMP,1,3,', 'B-1,B,LAMP,1,9,'];
const move = (sku: string, quantity: number, from: string, to: string, serial: string | null = null) =>
  on.sent('stock.move', moveOf({ sku, serial, from, to, quantity }));
const finish = (countId: string, location: string, who: Actor = operator) =>
  on.sent('counts.finishBin', { countId, location }, who);
const line = (countId: string, kind: string) => on.linesOf(countId).find(({ data }) => data.class === kind)?.line;
const post = (countId: string, actor: Actor = supervisor) => on.codeOf('counts.post', { countId }, actor);

const scanned = async (mugs: number, lampsA1: readonly string[], lampsA2: readonly string[], more: object = {}) => {
  const countId = await on.start('barcode', more);
  if (mugs > 0) await on.scan(countId, 'A-1', 'MUG', mugs);
  for (const serial of lampsA1) await on.scan(countId, 'A-1', 'LAMP', 1, serial);
  for (const serial of lampsA2) await on.scan(countId, 'A-2', 'LAMP', 1, serial);
  await finish(countId, 'A-1');
  await finish(countId, 'A-2');
  await on.sent('counts.submit', { countId });
  return countId;
};

describe('posting a count', () => {
  it('takes a piece that one bin misses and another has for one difference, and moves it', async () => {
    await open(everyday);
    const countId = await scanned(4, ['3'], ['1', '2']);
    expect(on.figures(countId)).toEqual([['misplaced', 'LAMP', 0, 1]]);
    expect(on.view(countId)).toMatchObject({ expected: 7, found: 7, sums: { misplaced: { lines: 1 } } });
    expect(on.view(countId).sums.missing).toBeUndefined();
    expect(await on.decide(countId, line(countId, 'misplaced'), 'adjust')).toBe('ok');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 1 });
    expect([await on.onShelf('A-1'), await on.onShelf('A-2')]).toEqual([5, 2]);
  });

  it('counts both bins of such a piece again, and shows what is missing once it was found nowhere', async () => {
    await open(everyday);
    const countId = await scanned(4, ['3'], ['1', '2']);
    expect(await on.decide(countId, line(countId, 'misplaced'), 'recount')).toBe('ok');
    expect(on.view(countId).binsDone).toBe(0);
    // Whoever counts again is not told what the one before has counted.
    expect(on.view(countId).bins.map(({ counted, person }) => [counted, person])).toEqual([
      [0, null],
      [0, null],
    ]);
    await on.scan(countId, 'A-1', 'MUG', 4, null, other);
    for (const serial of ['1', '2']) await on.scan(countId, 'A-2', 'LAMP', 1, serial, other);
    await finish(countId, 'A-1', other);
    await finish(countId, 'A-2', other);
    await on.sent('counts.submit', { countId }, other);
    expect(on.figures(countId)).toEqual([['missing', 'LAMP', 1, 0]]);
  });

  const placesOf = (serial: string) =>
    on.store.all<{ location: string; status: string }>(
      `SELECT a.location, a.status FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods
       JOIN stock_accounts a ON a.account = b.account WHERE g.serial = ?`,
      serial,
    );

  it('never drags a piece back that was booked to another bin since, nor makes up one that has left the house', async () => {
    await open(everyday);
    const countId = await scanned(4, ['3'], ['1', '2']);
    const misplaced = line(countId, 'misplaced');
    expect(await on.decide(countId, misplaced, 'adjust')).toBe('ok');
    await on.sent('stock.move', moveOf({ sku: 'LAMP', serial: '3', from: 'A-2', to: 'B-1', quantity: 1 }));
    expect(await on.codeOf('counts.post', { countId }, supervisor)).toBe('count-serial-held');
    expect(await on.decide(countId, misplaced, 'adjust')).toBe('count-serial-held');
    expect(placesOf('3')).toEqual([{ location: 'B-1', status: 'available' }]);
    const scrap = moveOf({ kind: 'scrap', sku: 'LAMP', serial: '3', from: 'B-1', to: null, quantity: 1 });
    await on.sent('stock.move', scrap, supervisor);
    expect(await on.codeOf('counts.post', { countId }, supervisor)).toBe('count-moved-on');
    expect(await on.decide(countId, misplaced, 'accept')).toBe('ok');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 0 });
    expect(placesOf('3')).toEqual([]);
  });

  it('never corrects a shelf twice that somebody has brought the book to since it was counted', async () => {
    await open(everyday);
    const countId = await scanned(3, [], ['1', '2', '3']);
    const short = line(countId, 'short');
    expect(await on.decide(countId, short, 'adjust')).toBe('ok');
    const { goods: what, shelf } = at('A-1', 'MUG');
    await on.sent('stock.adjust', { goods: what, shelf, counted: 3, reason: 'lost' }, supervisor);
    expect(await post(countId)).toBe('count-corrected-since');
    expect(await on.decide(countId, short, 'adjust')).toBe('count-corrected-since');
    expect(await on.onShelf('A-1')).toBe(3);
    // Taken back, it is as it was counted.
    const [adjusted] = await on.store.ask<readonly { n: number }[]>('stock.movements');
    await on.sent('stock.undo', { n: adjusted?.n, reason: 'twice' }, supervisor);
    expect(await post(countId)).toBe('ok');
    expect(await on.onShelf('A-1')).toBe(3);
  });

  it('takes a correction that came while a bin was counted for no arrival', async () => {
    await open(everyday);
    const countId = await on.start('barcode');
    await on.scan(countId, 'A-1', 'MUG', 6);
    const { goods: what, shelf } = at('A-1', 'MUG');
    await on.sent('stock.adjust', { goods: what, shelf, counted: 6, reason: 'found' }, supervisor);
    await finish(countId, 'A-1');
    for (const serial of ['1', '2', '3']) await on.scan(countId, 'A-2', 'LAMP', 1, serial);
    await finish(countId, 'A-2');
    await on.sent('counts.submit', { countId });
    expect(on.figures(countId)).toEqual([]);
    expect(await post(countId)).toBe('ok');
    expect(await on.onShelf('A-1')).toBe(6);
  });

  it('counts a bin again in which a booking was taken back meanwhile', async () => {
    await open(everyday);
    await move('MUG', 2, 'A-1', 'B-1');
    const [moved] = await on.store.ask<readonly { n: number }[]>('stock.movements');
    const countId = await on.start('barcode');
    await on.scan(countId, 'A-1', 'MUG', 4);
    await on.sent('stock.undo', { n: moved?.n, reason: 'never moved' }, supervisor);
    expect(await on.codeOf('counts.finishBin', { countId, location: 'A-1' })).toBe('count-bin-moved');
    await on.scan(countId, 'A-1', 'MUG', 4);
    expect(await on.sent('counts.finishBin', { countId, location: 'A-1' })).toEqual({ differences: 0 });
  });

  it('never corrects a shelf twice whose correction from before the count was taken back after it', async () => {
    await open(everyday);
    const { goods: what, shelf } = at('A-1', 'MUG');
    await on.sent('stock.adjust', { goods: what, shelf, counted: 6, reason: 'found' }, supervisor);
    const [adjusted] = await on.store.ask<readonly { n: number }[]>('stock.movements');
    const countId = await scanned(4, [], ['1', '2', '3']);
    const short = line(countId, 'short');
    expect(await on.decide(countId, short, 'adjust')).toBe('ok');
    await on.sent('stock.undo', { n: adjusted?.n, reason: 'a slip' }, supervisor);
    expect(await post(countId)).toBe('count-corrected-since');
    expect(await on.decide(countId, short, 'adjust')).toBe('count-corrected-since');
    expect(await on.onShelf('A-1')).toBe(4);
    // Taken back in turn, it is as it was counted.
    const [undone] = await on.store.ask<readonly { n: number }[]>('stock.movements');
    await on.sent('stock.undo', { n: undone?.n, reason: 'no slip' }, supervisor);
    expect(await post(countId)).toBe('ok');
    expect(await on.onShelf('A-1')).toBe(4);
  });

  it('never corrects a shelf twice whose movement from before the count was taken back after it', async () => {
    await open(everyday);
    await move('MUG', 2, 'A-1', 'B-1');
    const [moved] = await on.store.ask<readonly { n: number }[]>('stock.movements');
    // Nobody had moved them.
    const countId = await scanned(4, [], ['1', '2', '3']);
    const surplus = line(countId, 'surplus');
    expect(await on.decide(countId, surplus, 'adjust')).toBe('ok');
    await on.sent('stock.undo', { n: moved?.n, reason: 'never moved' }, supervisor);
    expect(await post(countId)).toBe('count-corrected-since');
    expect(await on.onShelf('A-1')).toBe(4);
  });

  it('counts a piece once whatever its labels say beside its serial number', async () => {
    await open(everyday);
    const countId = await on.start('barcode');
    await on.scan(countId, 'A-2', 'LAMP', 1, '1');
    const entry = { location: 'A-2', goods: goods('LAMP', '1', 'L7'), quantity: 1 };
    expect(await on.codeOf('counts.scan', { countId, entry })).toBe('count-serial-twice');
  });

  it('leaves a piece in quarantine when it is found in another bin', async () => {
    await open(everyday);
    const kept = { ...moveOf({ sku: 'LAMP', serial: '3', from: 'A-2', to: 'A-2', quantity: 1 }) };
    await on.sent('stock.move', { ...kept, to: { location: 'A-2', status: 'quarantine', unit: null } }, supervisor);
    const countId = await scanned(4, ['3'], ['1', '2']);
    expect(await on.decide(countId, line(countId, 'misplaced'), 'adjust')).toBe('ok');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 1 });
    expect(placesOf('3')).toEqual([{ location: 'A-1', status: 'quarantine' }]);
  });

  it('never books one piece on two shelves', async () => {
    await open(everyday);
    const countId = await scanned(4, ['77', '78'], ['1', '2', '3', '78']);
    // Scanned in two bins: which of them has it nobody knows.
    const twice = on.linesOf(countId).filter(({ data }) => data.key === '78');
    expect(twice).toHaveLength(2);
    expect(await on.decide(countId, twice[0]?.line, 'adjust')).toBe('count-serial-two-bins');
    for (const each of twice) expect(await on.decide(countId, each.line, 'accept')).toBe('ok');
    const found = on.linesOf(countId).find(({ data }) => data.key === '77')?.line;
    expect(await on.decide(countId, found, 'adjust')).toBe('ok');
    // Somebody receives it elsewhere before the count is posted.
    await on.sent(
      'stock.move',
      moveOf({ kind: 'receive', sku: 'LAMP', serial: '77', from: null, to: 'B-1', quantity: 1 }),
    );
    expect(await post(countId)).toBe('count-serial-held');
    expect(await on.decide(countId, found, 'adjust')).toBe('count-serial-held');
    expect(await on.decide(countId, found, 'accept')).toBe('ok');
    expect(await post(countId)).toBe('ok');
  });

  it('refuses a second tag of a piece that the book has', async () => {
    await open(everyday);
    const countId = await on.start('rfid');
    const all = [11, 12, 13, 14].map(mug).concat([2, 3].map(lamp));
    const { pass } = await on.sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] });
    const twins = ['E2801', 'E2802'].map((tid) => seen(lamp(1), pass, { tid: `${tid}0` }));
    await on.sent('counts.see', { countId, sightings: [...all.map((epc) => seen(epc, pass)), ...twins] });
    await on.sent('counts.endPass', { countId, pass });
    await on.sent('counts.submit', { countId });
    const twin = line(countId, 'unexpected');
    expect(await on.decide(countId, twin, 'adjust', { shelf: at('A-2', 'LAMP') })).toBe('count-serial-held');
  });

  it('counts a tag once in a pass, whether its chip number was read or not', async () => {
    await open(everyday);
    const countId = await on.start('rfid');
    const see = async (tids: readonly (string | null)[]): Promise<void> => {
      const { pass } = await on.sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] });
      for (const tid of tids) await on.sent('counts.see', { countId, sightings: [seen(lamp(1), pass, { tid })] });
      await on.sent('counts.endPass', { countId, pass });
    };
    await see([null]);
    await see(['E28010', null]);
    const figures = () => {
      const { passes, confidence } = on.view(countId);
      return [...passes.map(({ tags }) => tags), confidence?.first, confidence?.second, confidence?.both];
    };
    expect(figures()).toEqual([1, 1, 1, 1, 1]);
    // Two chips are two tags.
    await see([null, 'E28020', 'E28010']);
    expect(figures()).toEqual([1, 1, 2, 1, 2, 1]);
  });

  it('refuses to take off more than the shelf still has, and reports what it booked', async () => {
    await open(everyday);
    const countId = await scanned(1, [], ['1', '2', '3']);
    expect(await on.decide(countId, line(countId, 'short'), 'adjust')).toBe('ok');
    await move('MUG', 3, 'A-1', 'B-1');
    const answer = await on.store.send('counts.post', { countId }, supervisor);
    expect(answer).toMatchObject({ failure: { code: 'count-moved-on', details: { name: 'Mug', missing: 2 } } });
    expect(await on.onShelf('A-1')).toBe(1);
    await move('MUG', 3, 'B-1', 'A-1');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 1 });
    expect(await on.onShelf('A-1')).toBe(1);
  });

  it('corrects no shelf but one of the difference', async () => {
    await open([...everyday, 'A-3,A,MUG,2,,']);
    const countId = await on.start('barcode');
    await on.scan(countId, 'A-1', 'MUG', 3);
    for (const serial of ['1', '2', '3', '9']) await on.scan(countId, 'A-2', 'LAMP', 1, serial);
    await on.scan(countId, 'A-3', 'MUG', 2);
    for (const bin of ['A-1', 'A-2', 'A-3']) await finish(countId, bin);
    await on.sent('counts.submit', { countId });
    const wish = (kind: string, shelf: object) => on.decide(countId, line(countId, kind), 'adjust', { shelf });
    expect(await wish('short', at('A-3', 'MUG'))).toBe('count-other-shelf');
    expect(await wish('short', at('A-1', 'LAMP'))).toBe('count-other-goods');
    expect(await wish('misplaced', at('B-1', 'LAMP', '9'))).toBe('count-other-shelf');
    expect(await wish('misplaced', at('A-1', 'LAMP', '9'))).toBe('count-other-shelf');
    expect(await wish('misplaced', at('A-2', 'LAMP', '9'))).toBe('ok');
    expect(await wish('short', at('A-1', 'MUG'))).toBe('ok');
  });

  it('knows all shelves of a difference, however many', async () => {
    await open(Array.from({ length: 60 }, (_, index) => `A-${index + 1},A,MUG,2,,`));
    const countId = await on.start('rfid');
    // One tag of 120 was heard: all others are missing.
    for (let pass = 0; pass < 2; pass += 1)
      await on.pass(
        countId,
        Array.from({ length: 10 }, (_, index) => mug(index + 1)),
      );
    await on.sent('counts.submit', { countId });
    const [found] = on.linesOf(countId);
    expect([found?.data.book, found?.data.counted, found?.data.shelves.length, found?.data.moreShelves]).toEqual([
      120, 10, 50, 10,
    ]);
    const shelf = found?.data.shelves[0];
    expect(await on.decide(countId, found?.line, 'adjust', { shelf })).toBe('ok');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 1 });
    expect(on.store.all<{ left: number }>('SELECT sum(quantity) AS "left" FROM stock_balances')).toEqual([
      { left: 10 },
    ]);
  });

  it('refuses more bins than one count can hold', async () => {
    await open([]);
    await bring(on.store, 'bins.csv', [
      'location,zone',
      ...Array.from({ length: 20_001 }, (_, index) => `C-${index},C`),
    ]);
    const scope = { kind: 'all' };
    const wish = { title: 'All', method: 'rfid', scope, blind: false, toleranceMinor: 0, approvalMinor: 0 };
    const answer = await on.store.send('counts.start', wish, supervisor);
    expect(answer).toMatchObject({ failure: { code: 'count-too-many-bins', details: { bins: 20_001, most: 20_000 } } });
  });
});

describe('who may agree to a count', () => {
  const approve = (countId: string, personId: string | null) => {
    const approval = { personId, role: 'supervisor', at: 'now', nonce: 'n', badgeTyped: false };
    return on.codeOf('counts.approve', { countId, approval, reason: 'seen' }, supervisor);
  };

  it('is nobody who started it, counted, handed it in or decided', async () => {
    await open(everyday, { countApprovalMinor: 1000 });
    const starter: Actor = { ...supervisor, personId: 'person-starter' };
    const countId = await on.start('barcode', { approvalMinor: 1000 }, starter);
    await on.scan(countId, 'A-1', 'MUG', 4);
    await finish(countId, 'A-1');
    await on.scan(countId, 'A-2', 'LAMP', 1, '1', other);
    await finish(countId, 'A-2', other);
    await on.sent('counts.submit', { countId }, other);
    const decider: Actor = { ...supervisor, personId: 'person-decider' };
    for (const each of on.linesOf(countId))
      expect(await on.decide(countId, each.line, 'accept', {}, decider)).toBe('ok');
    for (const each of on.linesOf(countId)) expect(await on.decide(countId, each.line, 'adjust')).toBe('ok');
    expect(await post(countId)).toBe('count-approval-needed');
    const involved = [starter, operator, other, decider, supervisor];
    for (const { personId } of involved) expect(await approve(countId, personId)).toBe('count-needs-another');
    expect(await approve(countId, boss.personId)).toBe('ok');
    expect(await post(countId)).toBe('ok');
  });

  it('is asked by the limits of the site, which a start can only tighten', async () => {
    await open(everyday, { countToleranceMinor: 500, countApprovalMinor: 4000 });
    const loose = { toleranceMinor: 0, approvalMinor: 4001 };
    const scope = { kind: 'all' };
    const wish = { title: 'All', method: 'barcode', scope, blind: false };
    expect(await on.codeOf('counts.start', { ...wish, ...loose }, supervisor)).toBe('count-limits');
    expect(await on.codeOf('counts.start', { ...wish, toleranceMinor: 501, approvalMinor: 0 }, supervisor)).toBe(
      'count-limits',
    );
    const countId = await scanned(3, [], ['1', '2'], { toleranceMinor: 500, approvalMinor: 4000 });
    // One mug is within the tolerance; with the lamp it is too much for one person.
    expect(await on.decide(countId, line(countId, 'missing'), 'adjust')).toBe('ok');
    expect(on.view(countId)).toMatchObject({ approval: { needed: true, valueMinor: 4500 }, decided: { small: 1 } });
    expect(await post(countId)).toBe('count-approval-needed');
  });
});

describe('a word on a line', () => {
  it('that a recount has overtaken is refused, and its number is never another line’s', async () => {
    await open(everyday);
    const countId = await scanned(3, [], ['1', '2', '3']);
    const before = line(countId, 'short');
    expect(await on.decide(countId, before, 'recount')).toBe('ok');
    await on.scan(countId, 'A-1', 'MUG', 2, null, other);
    await finish(countId, 'A-1', other);
    await on.sent('counts.submit', { countId }, other);
    const after = line(countId, 'short');
    expect(after).not.toBe(before);
    expect(await on.decide(countId, after, 'adjust', { round: 1 })).toBe('count-line-gone');
    expect(await on.decide(countId, before, 'adjust')).toBe('count-line-gone');
    expect(await on.decide(countId, after, 'adjust')).toBe('ok');
  });

  it('names the goods of a lot exactly', async () => {
    await open(['A-1,A,MUG,2,,L1', 'A-1,A,MUG,2,,L2']);
    const countId = await on.start('barcode');
    const entry = (lot: string, quantity: number) => ({ location: 'A-1', goods: goods('MUG', null, lot), quantity });
    await on.sent('counts.scan', { countId, entry: entry('L1', 2) });
    await on.sent('counts.scan', { countId, entry: entry('L2', 1) });
    await finish(countId, 'A-1');
    await on.sent('counts.submit', { countId });
    const [short] = on.linesOf(countId);
    const shelf = (lot: string) => ({ ...at('A-1', 'MUG'), goods: goods('MUG', null, lot) });
    expect(await on.decide(countId, short?.line, 'adjust', { shelf: shelf('L1') })).toBe('count-other-shelf');
    expect(await on.decide(countId, short?.line, 'adjust', { shelf: shelf('L2') })).toBe('ok');
    expect(await on.sent('counts.post', { countId }, supervisor)).toEqual({ adjusted: 1 });
  });
});
