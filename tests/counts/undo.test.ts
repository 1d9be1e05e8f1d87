import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BinView, OpenScan } from '../../shared/features/counts/queries';
import type { LineEvidence } from '../../shared/features/counts/line-evidence';
import { encodeScans } from '../../shared/features/counts/line-evidence';
import { fail } from '../../shared/result';
import { openTestStore, supervisor } from '../import/support/test-store';
import { moveOf } from '../stock/stock-store';
import { openBinsDesk, type BinsDesk } from './bins-desk';
import { countFeatures, openCountStore, other, type CountStore } from './count-store';

const mugCode = '00614141123452';
const penCode = '4006381333931';

describe('a scan that was wrong', () => {
  let on: CountStore;
  let countId = '';
  beforeEach(async () => {
    on = await openCountStore(['A-1,A,MUG,9,,', 'A-1,A,PEN,2,,', 'A-2,A,LAMP,1,L1,', 'B-1,B,MUG,1,,']);
    countId = await on.start('barcode');
  });
  afterEach(() => on.store.dispose());

  const scans = (location = 'A-1'): Promise<readonly OpenScan[]> =>
    on.store.ask<readonly OpenScan[]>('counts.scans', { countId, location });
  const undo = (scan: number | undefined, location = 'A-1'): Promise<string> =>
    on.codeOf('counts.undoScan', { countId, location, scan });
  const bin = (location = 'A-1'): Promise<BinView> => on.store.ask<BinView>('counts.bin', { countId, location });

  it('is taken back whichever it was, once, and the reconciliation is that of the scans that stand', async () => {
    await on.scan(countId, 'A-1', 'MUG', 4);
    await on.scan(countId, 'A-1', 'MUG', 50);
    await on.scan(countId, 'A-1', 'PEN', 2);
    await on.scan(countId, 'A-1', 'MUG', 4);
    const shown = await scans();
    expect(shown.map(({ sku, quantity }) => [sku, quantity])).toEqual([
      ['MUG', 4],
      ['PEN', 2],
      ['MUG', 50],
      ['MUG', 4],
    ]);
    const wrong = shown[2]?.scan;
    const answer = await on.store.send('counts.undoScan', { countId, location: 'A-1', scan: wrong });
    expect(answer).toEqual({ ok: true, value: { name: 'Mug', quantity: 50, left: 8 } });
    expect(await undo(wrong)).toBe('count-scan-undone');
    expect((await bin()).counted).toBe(10);
    await on.sent('counts.finishBin', { countId, location: 'A-1' });
    await on.sent('counts.finishBin', { countId, location: 'A-2' });
    await on.sent('counts.submit', { countId });
    expect(on.figures(countId)).toContainEqual(['short', 'MUG', 9, 8]);
    // Its scan and who took it back stay behind the line.
    const line = on.linesOf(countId).find(({ data }) => data.sku === 'MUG')?.line;
    const found = on.store.opened.query('counts.evidence', { countId, line }, supervisor);
    const evidence = found.ok ? (found.value as LineEvidence) : null;
    if (evidence?.kind !== 'scans') throw new Error('no scans');
    expect(evidence.rows.map((row) => [row.quantity, row.undone === null])).toEqual([
      [4, true],
      [50, false],
      [4, true],
    ]);
    expect(encodeScans(evidence.rows).split('\r\n')[2]).toMatch(/,50,[^,]*,2026-11-24T08:00:00.000Z$/);
  });

  it('leaves no trace in the bin when it was the only one, and a serial number can be scanned again', async () => {
    await on.scan(countId, 'A-2', 'LAMP', 1, 'L1');
    expect(await on.codeOf('counts.scan', lampAgain())).toBe('count-serial-twice');
    expect(await undo((await scans('A-2'))[0]?.scan, 'A-2')).toBe('ok');
    expect(await scans('A-2')).toEqual([]);
    expect((await bin('A-2')).counted).toBe(0);
    expect(await on.codeOf('counts.scan', lampAgain())).toBe('ok');
  });
  const lampAgain = () => ({
    countId,
    entry: {
      location: 'A-2',
      goods: { sku: 'LAMP', owner: null, lot: null, serial: 'L1', expiry: null, condition: 'new' },
      quantity: 1,
    },
  });

  it('can’t be taken back in a bin that is through, of another bin, of a bin begun anew, or of a round before', async () => {
    await on.scan(countId, 'A-1', 'MUG', 5);
    const first = (await scans())[0]?.scan;
    expect(await undo(first, 'A-2')).toBe('count-scan-gone');
    expect(await undo(1)).toBe('count-scan-gone');
    await on.sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 1 }));
    expect(await on.codeOf('counts.finishBin', { countId, location: 'A-1' })).toBe('count-bin-moved');
    expect(await undo(first)).toBe('count-scan-gone');
    await on.scan(countId, 'A-1', 'MUG', 6);
    const second = (await scans())[0]?.scan;
    for (const location of ['A-1', 'A-2']) await on.sent('counts.finishBin', { countId, location });
    expect(await undo(second)).toBe('count-bin-done');
    await on.sent('counts.submit', { countId });
    expect(await undo(second)).toBe('count-not-counting');
    expect(await scans()).toEqual([]);
    await on.decide(countId, on.linesOf(countId).find(({ data }) => data.sku === 'MUG')?.line, 'recount');
    const again = await on.store.send('counts.undoScan', { countId, location: 'A-1', scan: second }, other);
    expect(again).toMatchObject({ failure: { code: 'count-scan-gone' } });
  });

  it('counts for no movement either: what went out after it and before the scans that stand was never counted', async () => {
    await on.scan(countId, 'A-1', 'MUG', 9);
    await on.sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 1 }));
    await undo((await scans())[0]?.scan);
    await on.scan(countId, 'A-1', 'MUG', 8);
    await on.scan(countId, 'A-1', 'PEN', 2);
    expect(await on.codeOf('counts.finishBin', { countId, location: 'A-1' })).toBe('ok');
    expect(on.linesOf(countId)).toEqual([]);
  });
});

describe('scans and undos in any order', () => {
  it('leave the bin as if only the scans that stand had been made, and again after a restart', async () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ sku: fc.constantFrom('MUG', 'PEN'), quantity: fc.integer({ min: 1, max: 9 }) }),
        fc.record({ back: fc.nat(11) }),
      ),
      { minLength: 1, maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (wished) => {
        const on = await openCountStore(['A-1,A,MUG,9,,', 'A-1,A,PEN,2,,']);
        try {
          const countId = await on.start('barcode');
          let stands: { sku: string; quantity: number }[] = [];
          for (const act of wished) {
            if ('sku' in act) {
              await on.scan(countId, 'A-1', act.sku, act.quantity);
              stands = [act, ...stands];
              continue;
            }
            const offered = await on.store.ask<readonly OpenScan[]>('counts.scans', { countId, location: 'A-1' });
            expect(offered.map(({ sku, quantity }) => ({ sku, quantity }))).toEqual(stands.slice(0, 12));
            const chosen = offered[act.back];
            if (chosen === undefined) continue;
            await on.sent('counts.undoScan', { countId, location: 'A-1', scan: chosen.scan });
            stands = stands.filter((_, index) => index !== act.back);
          }
          const sum = (sku: string): number =>
            stands.reduce((before, each) => before + (each.sku === sku ? each.quantity : 0), 0);
          const counted = async (store: Pick<CountStore['store'], 'ask'>) => {
            const { entries } = await store.ask<BinView>('counts.bin', { countId, location: 'A-1' });
            return Object.fromEntries(entries.map((entry) => [entry.sku, entry.counted]));
          };
          expect(await counted(on.store)).toEqual({ MUG: sum('MUG'), PEN: sum('PEN') });
          on.store.opened.close();
          const again = await openTestStore({ features: countFeatures, folder: on.store.folder });
          expect(await counted(again)).toEqual({ MUG: sum('MUG'), PEN: sum('PEN') });
          again.opened.close();
        } finally {
          await on.store.dispose();
        }
      }),
      { numRuns: 12 },
    );
  });
});

describe('at the station', () => {
  let desk: BinsDesk;
  afterEach(() => desk.world.store.dispose());
  const scansNow = () =>
    desk.world.store.ask<readonly OpenScan[]>('counts.scans', { countId: desk.countId, location: 'A-2' });

  it('is asked for in the open bin only, and once though the answer was lost', async () => {
    desk = await openBinsDesk();
    await desk.bins.askUndo();
    await desk.scan('A-2');
    await desk.bins.askUndo();
    await desk.scan(penCode);
    await desk.scan(penCode);
    await desk.bins.askUndo();
    expect(desk.told.filter((code) => code !== 'count-item' && code !== 'count-bin')).toEqual([
      'count-bin-first',
      'count-nothing-scanned',
      'count-undo-wanted',
    ]);
    let lost = 0;
    desk.hooks.between = (answer) => {
      lost += 1;
      return lost === 1 ? fail('timeout') : answer;
    };
    await desk.bins.undo('A-2', (await scansNow())[0]?.scan ?? 0);
    expect(lost).toBe(2);
    expect(desk.told.at(-1)).toBe('count-undone');
    expect(await desk.counted('A-2')).toBe(1);
    await desk.scan('A-1');
    await desk.bins.askUndo();
    expect(desk.told.at(-1)).toBe('count-answer-first');
  });

  it('takes back a weighing with all that it taught, and nothing is weighed for it', async () => {
    desk = await openBinsDesk();
    await desk.scan('A-2');
    await desk.bins.startWeighing();
    await desk.scan(penCode);
    await desk.put(100_000);
    await desk.put(80_000);
    await desk.bins.startWeighing();
    await desk.put(100_500);
    expect(desk.bins.weigh()).toMatchObject({ asks: 'done', last: { pieces: 10, quantity: 18 } });
    const [wrong, right] = await scansNow();
    expect([wrong?.weighed, wrong?.quantity, right?.quantity]).toEqual([true, 10, 8]);
    const unit = async () =>
      (await desk.world.store.ask<{ unit: object }>('counts.unitWeight', { sku: 'PEN', divisionMg: 0 })).unit;
    const taughtBy3 = await unit();
    await desk.bins.undo('A-2', wrong?.scan ?? 0);
    expect(await unit()).not.toEqual(taughtBy3);
    expect(desk.bins.weigh()).toMatchObject({ asks: 'done', last: null });
    expect(await desk.counted('A-2')).toBe(8);
    // The load still lies there: it is counted only when it is asked for.
    await desk.put(100_500);
    expect(await desk.counted('A-2')).toBe(8);
    await desk.bins.startWeighing();
    await desk.put(90_000);
    expect(await desk.counted('A-2')).toBe(17);
    await desk.bins.undo('A-2', right?.scan ?? 0);
    expect(await desk.counted('A-2')).toBe(9);
  });

  it('says the same in a blind count whatever the book has', async () => {
    const told = async (stock: string): Promise<unknown> => {
      desk = await openBinsDesk({ blind: true });
      await desk.scan(stock);
      await desk.scan(mugCode);
      const [scan] = await desk.world.store.ask<readonly OpenScan[]>('counts.scans', {
        countId: desk.countId,
        location: stock,
      });
      const answer = await desk.world.store.send('counts.undoScan', {
        countId: desk.countId,
        location: stock,
        scan: scan?.scan,
      });
      await desk.world.store.dispose();
      return answer;
    };
    // Forty mugs by the book, five, and none.
    const answers = [await told('A-1'), await told('A-3'), await told('A-2')];
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
  });
});
