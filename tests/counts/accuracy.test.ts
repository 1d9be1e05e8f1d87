import { afterEach, describe, expect, it } from 'vitest';
import type { Report } from '../../shared/feature';
import type { CountAccuracy } from '../../shared/features/counts/accuracy';
import { operator, supervisor } from '../import/support/test-store';
import { bring, moveOf } from '../stock/stock-store';
import { at, boss, lamp, openCountStore, other, type CountStore } from './count-store';

let on: CountStore;
afterEach(() => on.store.dispose());

const stock = ['A-1,A,MUG,4,,', 'A-1,A,PEN,10,,', 'A-2,A,LAMP,1,1,', 'A-2,A,LAMP,1,2,', 'B-1,B,LAMP,1,9,'];
const open = async (): Promise<void> => {
  on = await openCountStore(stock);
};

const accuracy = (from = '2000-01-01', to = '2099-12-31'): CountAccuracy => {
  const answer = on.store.opened.query('counts.accuracy', { from, to }, supervisor);
  if (!answer.ok) throw new Error(answer.failure.code);
  // The store itself answers without the head that a report worker puts around it.
  return answer.value as Report<CountAccuracy>['value'];
};

const countBin = async (
  countId: string,
  location: string,
  scans: readonly [string, number, string?][],
  who = operator,
) => {
  for (const [sku, quantity, serial] of scans) await on.scan(countId, location, sku, quantity, serial ?? null, who);
  await on.sent('counts.finishBin', { countId, location }, who);
};
const lineOf = (countId: string, sku: string): number | undefined =>
  on.linesOf(countId).find(({ data }) => data.sku === sku)?.line;
const approve = (countId: string) => {
  const approval = { personId: boss.personId, role: 'supervisor', at: 'now', nonce: 'n', badgeTyped: false };
  return on.sent('counts.approve', { countId, approval, reason: 'seen' }, supervisor);
};
const lamps: readonly [string, number, string?][] = [
  ['LAMP', 1, '1'],
  ['LAMP', 1, '2'],
];

/** Mugs one short, and what became of it. */
const countOnce = async (decision: string, reason = 'miscounted'): Promise<string> => {
  const countId = await on.start('barcode');
  await countBin(countId, 'A-1', [
    ['MUG', 3],
    ['PEN', 10],
  ]);
  await countBin(countId, 'A-2', lamps);
  await on.sent('counts.submit', { countId });
  expect(await on.decide(countId, lineOf(countId, 'MUG'), decision, { reason })).toBe('ok');
  return countId;
};

/** Mugs one short: counted again by somebody else, who finds them all, and a pen less. */
const countTwice = async (): Promise<string> => {
  const countId = await countOnce('recount');
  const again: readonly [string, number][] = [
    ['MUG', 4],
    ['PEN', 9],
  ];
  await countBin(countId, 'A-1', again, other);
  await on.sent('counts.submit', { countId }, other);
  expect(await on.decide(countId, lineOf(countId, 'PEN'), 'adjust', { reason: 'lost' })).toBe('ok');
  await approve(countId);
  return countId;
};

describe('the accuracy of counts', () => {
  it('knows of nothing before a count is posted, and then counts each line of its last round', async () => {
    await open();
    const countId = await countTwice();
    expect(accuracy()).toMatchObject({ counts: 0, total: { lines: 0 }, days: [], people: [] });
    await on.sent('counts.post', { countId }, supervisor);
    const { counts, total, zones, items, reasons, unvalued } = accuracy();
    expect(counts).toBe(1);
    expect(total).toEqual({
      lines: 3,
      right: 2,
      book: 16,
      counted: 15,
      off: 1,
      net: -1,
      bookMinor: 4 * 500 + 2 * 4000,
      offMinor: 0,
      netMinor: 0,
      lost: 1,
      gained: 0,
      lostMinor: 0,
      gainedMinor: 0,
    });
    expect(zones).toMatchObject([{ site: 'BERLIN', zone: 'A', lines: 3 }]);
    expect(items.map(({ sku, name, lines, right }) => [sku, name, lines, right])).toEqual([
      ['PEN', 'Pen', 1, 0],
      ['MUG', 'Mug', 1, 1],
      ['LAMP', 'Lamp', 1, 1],
    ]);
    expect(reasons).toEqual([{ reason: 'lost', lost: 1, gained: 0, lostMinor: 0, gainedMinor: 0 }]);
    // The line of pens and what was booked of it.
    expect(unvalued).toBe(2);
  });

  it('holds whoever counted to what the recount found, and says how much was counted by whom', async () => {
    await open();
    await on.sent('counts.post', { countId: await countTwice() }, supervisor);
    expect(
      accuracy().people.map(({ personId, lines, right, pieces, checked }) => [personId, lines, right, pieces, checked]),
    ).toEqual([
      [operator.personId, 3, 1, 15, 2],
      [other.personId, 2, 2, 13, 0],
    ]);
  });

  it('lets a line that the recount alone has count against whoever did not see it', async () => {
    await open();
    const countId = await countOnce('recount');
    const more: readonly [string, number, string?][] = [
      ['MUG', 3],
      ['PEN', 10],
      ['LAMP', 1, '77'],
    ];
    await countBin(countId, 'A-1', more, other);
    await on.sent('counts.submit', { countId }, other);
    await on.decide(countId, lineOf(countId, 'MUG'), 'adjust');
    await on.decide(countId, lineOf(countId, 'LAMP'), 'adjust');
    await on.sent('counts.post', { countId }, supervisor);
    const [mine] = accuracy().people.filter(({ personId }) => personId === operator.personId);
    expect(mine).toMatchObject({ lines: 4, right: 3, checked: 3 });
    expect(accuracy().total).toMatchObject({
      lines: 4,
      right: 2,
      lost: 1,
      gained: 1,
      lostMinor: 500,
      gainedMinor: 4000,
    });
  });

  it('takes a book that a supervisor lets stand for right, and the count for wrong', async () => {
    await open();
    const countId = await countOnce('accept');
    await on.sent('counts.post', { countId }, supervisor);
    const { total, people } = accuracy();
    expect(total).toMatchObject({ lines: 3, right: 3, off: 0, net: 0, counted: 16, lost: 0 });
    expect(people).toMatchObject([{ personId: operator.personId, lines: 3, right: 2, checked: 0 }]);
  });

  it('says of two serial numbers that changed places that both bins are wrong and nothing was lost', async () => {
    on = await openCountStore([...stock, 'A-1,A,LAMP,1,5,']);
    const countId = await on.start('barcode');
    await countBin(countId, 'A-1', [
      ['MUG', 4],
      ['PEN', 10],
      ['LAMP', 1, '1'],
    ]);
    await countBin(countId, 'A-2', [
      ['LAMP', 1, '5'],
      ['LAMP', 1, '2'],
    ]);
    await on.sent('counts.submit', { countId });
    for (const { line, data } of on.linesOf(countId))
      if (data.class === 'misplaced')
        expect(await on.decide(countId, line, 'adjust', { shelf: at(data.location ?? '', 'LAMP') })).toBe('ok');
    await on.sent('counts.post', { countId }, supervisor);
    expect(accuracy().total).toMatchObject({ lines: 4, right: 2, off: 4, net: 0, lost: 0, gained: 0 });
  });

  it('takes what readers heard for one line an item, of nobody, in the zone that was read', async () => {
    await open();
    const countId = await on.start('rfid');
    const heard = [lamp(1), lamp(2), lamp(9)];
    for (const pass of [1, 2]) expect(await on.pass(countId, heard)).toBe(pass);
    await on.sent('counts.submit', { countId });
    for (const { line, data } of on.linesOf(countId))
      await on.decide(countId, line, data.class === 'short' ? 'accept' : 'adjust', {
        shelf: data.class === 'misplaced' ? at('A-2', 'LAMP') : null,
      });
    await on.sent('counts.post', { countId }, supervisor);
    const { total, zones, people } = accuracy();
    // Mugs and pens were not heard, and the book stood; of the lamps one lay where it does not belong.
    expect(total).toMatchObject({ lines: 3, right: 2, off: 1, net: 1, lost: 0, gained: 0 });
    expect(zones).toMatchObject([{ site: 'BERLIN', zone: 'A', lines: 3 }]);
    expect(people).toEqual([]);
  });

  it('names no zone where readers heard several', async () => {
    await open();
    const countId = await on.start('rfid', { scope: { kind: 'all' } });
    for (const pass of [1, 2]) expect(await on.pass(countId, [lamp(1), lamp(2), lamp(9)])).toBe(pass);
    await on.sent('counts.submit', { countId });
    for (const { line } of on.linesOf(countId)) await on.decide(countId, line, 'accept');
    await on.sent('counts.post', { countId }, supervisor);
    expect(accuracy().zones).toMatchObject([{ zone: null, lines: 3 }]);
  });

  it('goes by the site’s day of the posting, and forgets a booking that was taken back', async () => {
    await open();
    const countId = await countOnce('adjust', 'lost');
    // Half an hour into the next day in Berlin.
    on.store.setNow('2026-12-01T23:30:00.000Z');
    await on.sent('counts.post', { countId }, supervisor);
    expect(accuracy('2026-12-02', '2026-12-02')).toMatchObject({ counts: 1, days: [{ day: '2026-12-02', lost: 1 }] });
    expect(accuracy('2026-12-01', '2026-12-01')).toMatchObject({ counts: 0, days: [] });
    const { n } = on.store.opened.status().head;
    expect(await on.codeOf('stock.undo', { n, reason: 'they were found' }, supervisor)).toBe('ok');
    expect(accuracy()).toMatchObject({ counts: 1, total: { lines: 3, right: 2, off: 1, lost: 0 }, reasons: [] });
  });

  it('counts a bin that is empty as nothing, and what left it meanwhile neither', async () => {
    await open();
    const countId = await on.start('barcode');
    await on.sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 4 }));
    await countBin(countId, 'A-1', [['PEN', 10]]);
    await countBin(countId, 'A-2', lamps);
    await on.sent('counts.submit', { countId });
    await on.sent('counts.post', { countId }, supervisor);
    expect(accuracy().total).toMatchObject({ lines: 2, right: 2 });
  });

  it('has the value of the day on which it was counted', async () => {
    await open();
    const countId = await countOnce('adjust', 'damaged');
    await on.sent('counts.post', { countId }, supervisor);
    await bring(on.store, 'items2.csv', [
      'sku,name,barcode,serial_rule,value,currency',
      'MUG,Mug,00614141123452,no,9.00,EUR',
    ]);
    expect(accuracy()).toMatchObject({
      total: { lostMinor: 500, offMinor: 500, netMinor: -500 },
      reasons: [{ reason: 'damaged', lostMinor: 500 }],
    });
  });
});
