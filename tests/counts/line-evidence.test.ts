import { afterEach, describe, expect, it } from 'vitest';
import { encodeHeardTags, encodeScans, type LineEvidence } from '../../shared/features/counts/line-evidence';
import { operator, supervisor } from '../import/support/test-store';
import { moveOf } from '../stock/stock-store';
import { goods, mug, openCountStore, other, seen, type CountStore } from './count-store';

let on: CountStore;
afterEach(() => on.store.dispose());

const evidenceOf = (countId: string, line: number, page: object = {}): LineEvidence => {
  const answer = on.store.opened.query('counts.evidence', { countId, line, ...page }, supervisor);
  if (!answer.ok || answer.value === null) throw new Error('no evidence');
  return answer.value as LineEvidence;
};
const scansOf = (countId: string, line: number) => {
  const evidence = evidenceOf(countId, line);
  if (evidence.kind !== 'scans') throw new Error('no scans');
  return evidence;
};
const scan = (countId: string, quantity: number, lot: string | null = null, who = operator) =>
  on.sent(
    'counts.scan',
    { countId, entry: { location: 'A-1', goods: goods('MUG', null, lot), quantity }, deviceId: 'wedge-1' },
    who,
  );
const finish = async (countId: string, who = operator): Promise<void> => {
  await on.sent('counts.finishBin', { countId, location: 'A-1' }, who);
  await on.sent('counts.submit', { countId }, who);
};
const lineOf = (countId: string): number => on.linesOf(countId)[0]?.line ?? 0;

describe('two lots of one item in one bin', () => {
  it('are two differences with the scans of each, and a recount of the bin keeps them apart', async () => {
    on = await openCountStore(['A-1,A,MUG,4,,L1', 'A-1,A,MUG,6,,L2']);
    const countId = await on.start('barcode');
    await scan(countId, 3, 'L1');
    await scan(countId, 4, 'L2');
    await finish(countId);
    const figures = [
      ['short', 'MUG', 4, 3],
      ['short', 'MUG', 6, 4],
    ];
    expect(on.figures(countId).toSorted((a, b) => a[2] - b[2])).toEqual(figures);
    const behind = on
      .linesOf(countId)
      .map(({ line, data }) => [data.counted, scansOf(countId, line).rows.map(({ lot }) => lot)] as const);
    expect(behind.toSorted(([a], [b]) => a - b)).toEqual([
      [3, ['L1']],
      [4, ['L2']],
    ]);
    await on.decide(countId, lineOf(countId), 'recount');
    await scan(countId, 3, 'L1', other);
    await scan(countId, 4, 'L2', other);
    await finish(countId, other);
    expect(on.figures(countId).toSorted((a, b) => a[2] - b[2])).toEqual(figures);
    const lines = on.linesOf(countId);
    for (const { line, data } of lines)
      expect(await on.decide(countId, line, 'adjust', { shelf: data.shelves[0] })).toBe('ok');
    await on.sent('counts.post', { countId }, supervisor);
    expect(await on.onShelf('A-1')).toBe(7);
  });
});

describe('behind a line of a count by barcode', () => {
  it('stands every scan that made it: who, when, with which scanner, how many; and who called the bin through', async () => {
    on = await openCountStore(['A-1,A,MUG,9,,', 'A-1,A,PEN,2,,']);
    const countId = await on.start('barcode');
    await scan(countId, 2);
    on.store.setNow('2026-11-24T08:05:00.000Z');
    await scan(countId, 3);
    await on.scan(countId, 'A-1', 'PEN', 2);
    await finish(countId);
    const evidence = scansOf(countId, lineOf(countId));
    expect(evidence.rows).toMatchObject([
      { at: '2026-11-24T08:00:00.000Z', station: 'PACK-1', deviceId: 'wedge-1', quantity: 2, sku: 'MUG' },
      { at: '2026-11-24T08:05:00.000Z', station: 'PACK-1', deviceId: 'wedge-1', quantity: 3 },
    ]);
    expect(evidence.done?.at).toBe('2026-11-24T08:05:00.000Z');
    const [head, ...rows] = encodeScans(evidence.rows).trim().split('\r\n');
    expect(head).toBe('entry,at,person,station,scanner,sku,lot,serial,quantity,undone_by,undone_at');
    expect(rows.map((row) => row.split(',').slice(4))).toEqual([
      ['wedge-1', 'MUG', '', '', '2', '', ''],
      ['wedge-1', 'MUG', '', '', '3', '', ''],
    ]);
    // The scans add up to what was counted.
    const [line] = on.linesOf(countId);
    expect(evidence.rows.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(line?.data.counted);
  });

  it('stand neither scans before the bin was begun anew nor those of the round before', async () => {
    on = await openCountStore(['A-1,A,MUG,9,,', 'B-1,B,MUG,1,,']);
    const countId = await on.start('barcode');
    await scan(countId, 5);
    // One left while the bin was counted, which may have been scanned before or not.
    await on.sent('stock.move', moveOf({ sku: 'MUG', from: 'A-1', to: 'B-1', quantity: 1 }));
    expect(await on.codeOf('counts.finishBin', { countId, location: 'A-1' })).toBe('count-bin-moved');
    await scan(countId, 6);
    await finish(countId);
    expect(scansOf(countId, lineOf(countId)).rows.map(({ quantity }) => quantity)).toEqual([6]);
    await on.decide(countId, lineOf(countId), 'recount');
    await scan(countId, 7, null, other);
    await finish(countId, other);
    expect(scansOf(countId, lineOf(countId)).rows.map(({ quantity }) => quantity)).toEqual([7]);
  });

  it('stands nothing while somebody still counts', async () => {
    on = await openCountStore(['A-1,A,MUG,9,,']);
    const countId = await on.start('barcode');
    await scan(countId, 5);
    await on.sent('counts.finishBin', { countId, location: 'A-1' });
    const answer = on.store.opened.query('counts.evidence', { countId, line: 1 }, supervisor);
    expect(answer).toEqual({ ok: true, value: null });
  });
});

describe('behind a line of a count by RFID', () => {
  it('stands every tag of its item that the round heard, a page at a time, with chip, strength, antennas, passes and times', async () => {
    on = await openCountStore(['A-1,A,MUG,40,,', 'A-1,A,PEN,1,,']);
    const countId = await on.start('rfid');
    const epcs = Array.from({ length: 30 }, (_, index) => mug(index + 1));
    await on.pass(countId, epcs, () =>
      on.sent('counts.see', {
        countId,
        sightings: [seen(mug(1), 1, { antenna: 2, rssiCentiDbm: -4100, firstAt: 500, lastAt: 9000, tid: 'E280AA' })],
      }),
    );
    await on.pass(countId, epcs);
    await on.sent('counts.submit', { countId });
    const line = on.linesOf(countId).find(({ data }) => data.sku === 'MUG')?.line ?? 0;
    const pages = [0, 20].map((offset) => evidenceOf(countId, line, { offset, limit: 20 }));
    expect(pages.map(({ total, rows }) => [total, rows.length])).toEqual([
      [30, 20],
      [30, 10],
    ]);
    const tags = pages.flatMap((page) => (page.kind === 'tags' ? page.rows : []));
    expect(new Set(tags.map(({ epc }) => epc))).toEqual(new Set(epcs));
    expect(tags.find(({ tid }) => tid === 'E280AA')).toMatchObject({
      scheme: 'sgtin-96',
      serial: '1',
      rssiCentiDbm: -4100,
      antennas: [1, 2],
      firstAt: 500,
      lastAt: 9000,
    });
    expect(tags.find(({ epc }) => epc === mug(2))).toMatchObject({ passes: [1, 2], reads: 6, antennas: [1] });
    const csv = encodeHeardTags(tags).trim().split('\r\n');
    expect(csv[0]).toBe('epc,tid,scheme,serial,reader,antenna,passes,reads,rssi_dbm,first_seen,last_seen');
    expect(csv.find((row) => row.startsWith(mug(2)))).toBe(
      `${mug(2)},,sgtin-96,2,cart,1,1 2,6,-52,1970-01-01T00:00:01.000Z,1970-01-01T00:00:02.000Z`,
    );
  });

  it('stands no tag where none was heard', async () => {
    on = await openCountStore(['A-1,A,MUG,2,,', 'A-1,A,PEN,1,,']);
    const countId = await on.start('rfid');
    await on.pass(countId, []);
    await on.pass(countId, []);
    await on.sent('counts.submit', { countId });
    expect(evidenceOf(countId, lineOf(countId))).toMatchObject({ kind: 'tags', total: 0, rows: [] });
  });
});
