import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../electron/store/types';
import { supervisor } from '../import/support/test-store';
import { openCountStore, type CountStore } from '../counts/count-store';

const second: Actor = { ...supervisor, personId: 'person-second' };

let on: CountStore;
beforeEach(async () => {
  on = await openCountStore(['A-1,A,MUG,400,,', 'A-2,A,PEN,9,,'], { countToleranceMinor: 0, countApprovalMinor: 1000 });
});
afterEach(() => on.store.dispose());

const input = (counted: number, sku = 'MUG', location = 'A-1') => ({
  goods: { sku, owner: null, lot: null, serial: null, expiry: null, condition: 'new' },
  shelf: { location, unit: null, status: 'available' },
  counted,
  reason: 'miscounted',
});
const adjust = (counted: number, sku = 'MUG', location = 'A-1') =>
  on.codeOf('stock.adjust', input(counted, sku, location), supervisor);
const approval = (personId: string | null) => ({
  personId,
  role: 'supervisor',
  at: 'now',
  nonce: 'n',
  badgeTyped: false,
});
const approved = (correction: object, by: Actor) =>
  on.codeOf('stock.correctApproved', { correction, approval: approval(by.personId), reason: 'seen' }, supervisor);
const head = () => on.store.opened.status().head.n;

describe('a correction of a shelf', () => {
  it('above the limit needs a second person, and so do many small ones of a day', async () => {
    expect(await adjust(397)).toBe('stock-approval-needed');
    expect([await adjust(399), await adjust(398)]).toEqual(['ok', 'ok']);
    // Two mugs are 10.00: a third is too much, whichever way.
    expect([await adjust(397), await adjust(399)]).toEqual(['stock-approval-needed', 'stock-approval-needed']);
    on.store.setNow('2026-11-25T08:00:00.001Z');
    expect(await adjust(397)).toBe('ok');
  });

  it('is booked once another person agrees, who then stands in the record', async () => {
    const wish = { kind: 'adjust', input: input(300) };
    expect(await approved(wish, supervisor)).toBe('stock-needs-another');
    expect(await on.onShelf('A-1')).toBe(400);
    expect(await approved(wish, second)).toBe('ok');
    expect(await on.onShelf('A-1')).toBe(300);
    expect(on.store.all('SELECT person_id FROM stock_approved')).toEqual([{ person_id: 'person-second' }]);
    // What two agreed to takes nothing from what one may do alone.
    expect(await adjust(299)).toBe('ok');
  });

  it('of goods whose value nobody knows needs a second person', async () => {
    expect(await adjust(8, 'PEN', 'A-2')).toBe('stock-approval-needed');
    expect(await approved({ kind: 'adjust', input: input(8, 'PEN', 'A-2') }, second)).toBe('ok');
  });

  it('and one of a count can’t be taken back by one person alone', async () => {
    expect(await approved({ kind: 'adjust', input: input(300) }, second)).toBe('ok');
    const ofAdjust = head();
    const undo = (n: number) => on.codeOf('stock.undo', { n, reason: 'no' }, supervisor);
    expect(await undo(ofAdjust)).toBe('stock-approval-needed');

    const countId = await on.start('barcode', { approvalMinor: 1000, toleranceMinor: 0 });
    await on.scan(countId, 'A-1', 'MUG', 290);
    await on.scan(countId, 'A-2', 'PEN', 9);
    for (const location of ['A-1', 'A-2']) await on.sent('counts.finishBin', { countId, location });
    await on.sent('counts.submit', { countId });
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'adjust')).toBe('ok');
    const agree = { countId, approval: approval(second.personId), reason: 'seen' };
    expect(await on.codeOf('counts.approve', agree, supervisor)).toBe('ok');
    expect(await on.codeOf('counts.post', { countId }, supervisor)).toBe('ok');
    const ofCount = head();
    expect(await undo(ofCount)).toBe('stock-approval-needed');
    expect(await on.onShelf('A-1')).toBe(290);
    expect(await approved({ kind: 'undo', input: { n: ofCount, reason: 'no' } }, second)).toBe('ok');
    expect(await on.onShelf('A-1')).toBe(300);
  });
});
