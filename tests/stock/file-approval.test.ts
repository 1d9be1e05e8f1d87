import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIntake, type IntakeReport } from '../../electron/features/import/intake';
import { supervisor, testSettings } from '../import/support/test-store';
import { openCountStore, type CountStore } from '../counts/count-store';
import { bring, moveOf } from './stock-store';

let on: CountStore;
let files = 0;
beforeEach(async () => {
  on = await openCountStore(['A-1,A,MUG,400,,', 'A-2,A,PEN,9,,'], { countToleranceMinor: 0, countApprovalMinor: 1000 });
});
afterEach(() => on.store.dispose());

/** A file of stock; each is another one. */
const file = (...rows: readonly string[]): Promise<IntakeReport> => {
  files += 1;
  return bring(on.store, `stock-${files}.csv`, ['location,sku,quantity', ...rows]);
};
const approve = (fileId: string, personId: string, who = supervisor) =>
  on.codeOf(
    'import.approve',
    { fileId, approval: { personId, role: 'supervisor', at: 'now', nonce: 'n', badgeTyped: false }, reason: 'seen' },
    who,
  );
/** As the station takes it out of the waiting room. */
const again = async (fileId: string, ...rows: readonly string[]): Promise<IntakeReport> => {
  const bytes = new TextEncoder().encode(['location,sku,quantity', ...rows].join('\n'));
  const intake = createIntake(on.store, () => testSettings);
  const taken = await intake.take({ name: 'again.csv', bytes, source: 'drop', actor: supervisor, fileId });
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
};
const waits = { state: 'waiting', code: 'stock-approval-needed' };

describe('stock that a file corrects', () => {
  it('waits above the limit, with nothing of the file booked, until another person agrees', async () => {
    const rows = ['A-1,MUG,300', 'Z-9,MUG,5'];
    const held = await file(...rows);
    expect(held).toMatchObject(waits);
    expect([await on.onShelf('A-1'), await on.onShelf('Z-9')]).toEqual([400, 0]);
    expect(await on.store.ask('stock.atLocation', { location: 'Z-9' })).toBeNull();
    // Brought or tried once more it still waits.
    expect(await again(held.fileId, ...rows)).toMatchObject(waits);
    expect(await on.codeOf('import.retry', { fileId: held.fileId }, supervisor)).toBe('stock-approval-needed');
    expect(await approve(held.fileId, supervisor.personId ?? '')).toBe('stock-needs-another');
    // Nor is it the one who brought it, whoever asks.
    const other = { ...supervisor, personId: 'person-other' };
    expect(await approve(held.fileId, supervisor.personId ?? '', other)).toBe('stock-needs-another');
    expect(await approve(held.fileId, 'person-second')).toBe('ok');
    expect(await again(held.fileId, ...rows)).toMatchObject({ state: 'done' });
    expect([await on.onShelf('A-1'), await on.onShelf('Z-9')]).toEqual([300, 5]);
    expect(on.store.all('SELECT person_id FROM stock_approved')).toEqual([{ person_id: 'person-second' }]);
    expect(await approve(held.fileId, 'person-second')).toBe('file-not-waiting');
  });

  it('is booked alone up to the limit, together with what else was corrected that day', async () => {
    expect(await file('A-1,MUG,399')).toMatchObject({ state: 'done' });
    expect(await file('A-1,MUG,398')).toMatchObject({ state: 'done' });
    expect(await file('A-1,MUG,397')).toMatchObject(waits);
    on.store.setNow('2026-11-25T08:00:00.001Z');
    expect(await file('A-1,MUG,396', 'Z-1,MUG,1')).toMatchObject({ state: 'done' });
  });

  it('is none as long as it is the first that is said of the goods, whatever it is worth', async () => {
    expect(await file('B-1,MUG,5000')).toMatchObject({ state: 'done' });
    const receive = moveOf({ kind: 'receive', from: null, to: 'B-1', quantity: 1 });
    expect(await on.codeOf('stock.move', receive, supervisor)).toBe('ok');
    // They are at work now: more of them out of nowhere is a correction too.
    expect(await file('C-1,MUG,50')).toMatchObject(waits);
  });

  it('of goods without a value waits, and may be given up', async () => {
    const held = await file('A-2,PEN,8');
    expect(held).toMatchObject(waits);
    expect(await on.codeOf('import.discard', { fileId: held.fileId }, supervisor)).toBe('ok');
    expect(await approve(held.fileId, 'person-second')).toBe('file-not-waiting');
    expect(await on.onShelf('A-2')).toBe(9);
  });
});
