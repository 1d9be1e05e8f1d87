import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeCountLines } from '../../shared/features/counts/lines-csv';
import { encodeEpc } from '../../shared/epc/encode';
import { readTagFile } from '../../shared/features/counts/tag-file';
import { operator } from '../import/support/test-store';
import { moveOf } from '../stock/stock-store';
import { lamp, mug, openCountStore, other, seen, type CountStore } from './count-store';

let on: CountStore;
beforeEach(async () => {
  on = await openCountStore([
    'A-1,A,MUG,4,,',
    'A-2,A,LAMP,1,1,',
    'A-2,A,LAMP,1,2,',
    'A-2,A,LAMP,1,3,',
    'B-1,B,MUG,5,,',
    'B-1,B,LAMP,1,9,',
  ]);
});
afterEach(() => on.store.dispose());

const began = Date.parse('2026-11-24T08:00:00.000Z');
const minutes = (count: number): number => began + count * 60_000;
const clockAt = (count: number): void => on.store.setNow(new Date(minutes(count)).toISOString());

const all = [...[11, 12, 13, 14].map(mug), ...[1, 2, 3].map(lamp)];
const move = (sku: string, quantity: number, from: string, to: string, serial: string | null = null) =>
  on.sent('stock.move', moveOf({ sku, serial, from, to, quantity }));

const wishOf = (countId: string, text: string, noTags = false) => {
  const file = readTagFile(text, 'Europe/Berlin');
  if (!file.ok) throw new Error(file.failure.code);
  return {
    countId,
    name: 'sled.csv',
    bytesBase64: Buffer.from(text).toString('base64'),
    sightings: file.value.sightings,
    unreadRows: file.value.unread.map(({ row }) => row),
    noTags,
  };
};
const take = (countId: string, text: string, noTags = false, who = operator) =>
  on.sent<{ pass: number; known: boolean }>('counts.takeFile', wishOf(countId, text, noTags), who);
const list = (epcs: readonly string[]) => epcs.join('\n');
const timed = (epcs: readonly string[], at: number) =>
  [
    'epc,rssi,first seen,last seen',
    ...epcs.map((epc) => [epc, -50, new Date(at).toISOString(), new Date(at).toISOString()].join(',')),
  ].join('\n');
const submit = (countId: string, who = operator) => on.sent('counts.submit', { countId }, who);
const classes = (countId: string) => on.linesOf(countId).map(({ data }) => [data.class, data.key?.at(-1) ?? data.sku]);

describe('a file of a sled', () => {
  it('that names tags by URI hears the same tags as a reader that sends hex, whatever their filter value', async () => {
    const countId = await on.start('rfid');
    const read = { kind: 'sgtin', filter: 3, scheme: 'sgtin-96' } as const;
    const hex = (serial: number): string => {
      const made = encodeEpc(
        { kind: read.kind, parts: ['0614141', '012345', String(serial)] },
        { filter: read.filter, scheme: read.scheme },
      );
      if (!made.ok) throw new Error(made.failure.code);
      return made.value.hex;
    };
    const serials = [11, 12, 13, 14];
    const uris = serials.map((serial) => `urn:epc:id:sgtin:0614141.012345.${serial}`);
    await take(countId, list(uris));
    await on.pass(countId, serials.map(hex));
    const { passes, confidence } = on.view(countId);
    expect(passes.map(({ tags }) => tags)).toEqual([4, 4]);
    expect(confidence).toMatchObject({ first: 4, second: 4 });
    // The same with the chip number from one of them, and once more as the file has it: still four things.
    await on.sent('counts.startPass', { countId, readers: ['cart'] });
    await on.sent('counts.see', { countId, sightings: [seen(hex(11), 3, { tid: 'E2801160000000000000000B' })] });
    await on.sent('counts.endPass', { countId, pass: 3 });
    await take(countId, list([...uris, ...uris.slice(0, 2)]));
    expect(on.view(countId).passes.map(({ tags }) => tags)).toEqual([4, 4, 1, 4]);
    expect(on.view(countId).confidence).toMatchObject({ first: 4, second: 4 });
    await submit(countId);
    expect(on.view(countId).sums['found']?.pieces ?? 0).toBe(0);
    expect(classes(countId).filter(([, what]) => what === 'MUG')).toEqual([]);
  });

  it('is a pass like another: two of them say what is missing, and with what evidence', async () => {
    const countId = await on.start('rfid');
    const there = all.slice(0, -1);
    expect(await take(countId, list(there))).toEqual({ pass: 1, known: false });
    expect(await take(countId, list(there.toReversed()))).toEqual({ pass: 2, known: false });
    const { passes, counters, confidence } = on.view(countId);
    expect(passes.map(({ tags, lost, file }) => [tags, lost, file?.name, file?.time])).toEqual([
      [6, null, 'sled.csv', 'none'],
      [6, null, 'sled.csv', 'none'],
    ]);
    expect(passes.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(counters).toHaveLength(1);
    expect(confidence).toMatchObject({ first: 6, second: 6, both: 6 });
    await submit(countId);
    expect(classes(countId)).toEqual([['missing', '3']]);
    expect(on.view(countId)).toMatchObject({ expected: 7, found: 6 });
    expect(await on.decide(countId, on.linesOf(countId)[0]?.line, 'adjust')).toBe('ok');
  });

  it('counts once, whatever it is called and however it is written; a second reading is a second pass', async () => {
    const countId = await on.start('rfid');
    await take(countId, list(all));
    const before = on.view(countId);
    const again = `EPC;RSSI\r\n${all.map((epc) => `${epc.toLowerCase()};`).join('\r\n')}`;
    expect(await on.sent('counts.takeFile', { ...wishOf(countId, again), name: 'copy.txt' })).toEqual({
      pass: 1,
      known: true,
    });
    expect(on.view(countId)).toEqual(before);
    expect((await take(countId, list(all.toReversed()))).pass).toBe(2);
    // In another count it is news.
    await submit(countId);
    await on.sent('counts.cancel', { countId, reason: 'test' }, { ...operator, role: 'supervisor' });
    expect(await take(await on.start('rfid'), list(all))).toEqual({ pass: 1, known: false });
  });

  it('is kept byte by byte with the entry that counts it', async () => {
    const countId = await on.start('rfid');
    await take(countId, list(all));
    const sha256 = createHash('sha256').update(list(all)).digest('hex');
    expect(Buffer.from(on.store.opened.attachment(sha256) ?? []).toString()).toBe(list(all));
  });

  it('with lines that nobody can read is no whole pass until somebody says that they name no tags', async () => {
    const countId = await on.start('rfid');
    const text = `${list(all)}\nTotal 7\n`;
    await take(countId, text);
    expect(on.view(countId)).toMatchObject({
      incomplete: 'file-lines',
      passes: [{ lost: 'file-lines', file: { unreadLines: 1, unreadRows: [8], noTags: false } }],
    });
    await take(countId, text);
    expect(on.view(countId).incomplete).toBe('file-lines');
    expect(await take(countId, text, true)).toEqual({ pass: 1, known: true });
    expect(on.view(countId)).toMatchObject({ incomplete: null, passes: [{ lost: null, tags: 7 }] });
  });

  it('is refused while a pass runs, for a count by barcode, and from who counted the round before', async () => {
    const barcode = await on.start('barcode', {
      scope: { kind: 'zone', site: 'BERLIN', zone: 'B', aisle: null, bay: null },
    });
    expect(await on.codeOf('counts.takeFile', wishOf(barcode, list(all)))).toBe('count-by-barcode');
    const countId = await on.start('rfid');
    const { pass } = await on.sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] });
    expect(await on.codeOf('counts.takeFile', wishOf(countId, list(all)))).toBe('count-pass-runs');
    await on.sent('counts.endPass', { countId, pass });
    await take(countId, list(all.slice(1)));
    await submit(countId);
    await on.decide(countId, on.linesOf(countId)[0]?.line, 'recount');
    expect(await on.codeOf('counts.takeFile', wishOf(countId, list(all)))).toBe('count-same-person');
    // The reads of the round before are no recount.
    expect(await take(countId, list(all.slice(1)), false, other)).toEqual({ pass: 2, known: true });
    expect(on.view(countId).confidence?.verdict).toBe('one-pass');
    expect(await take(countId, list(all), false, other)).toEqual({ pass: 3, known: false });
  });
});

describe('what moved since a count began', () => {
  it('is asked again where a file that can’t be dated read it, also when it moved before the file came in', async () => {
    const countId = await on.start('rfid');
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    await move('MUG', 1, 'A-1', 'B-1');
    await take(countId, list(all));
    await take(countId, list(all.toReversed()));
    await submit(countId);
    expect(classes(countId)).toEqual([
      ['moved', '1'],
      ['moved', 'MUG'],
    ]);
    expect(on.linesOf(countId)[0]?.data).toMatchObject({ lastAt: null, reads: 2 });
    const [header = '', first = ''] = encodeCountLines(on.linesOf(countId), []).split('\r\n');
    expect(first.split(',')[header.split(',').indexOf('last_seen')]).toBe('time unknown');
  });

  it('is judged by what readers heard after it, whatever a sled said before', async () => {
    const countId = await on.start('rfid');
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    await take(countId, list(all));
    await on.pass(countId, all);
    await submit(countId);
    expect(classes(countId)).toEqual([['misplaced', '1']]);
  });

  it('after the file came in says nothing of it', async () => {
    const countId = await on.start('rfid');
    await take(countId, list(all));
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    await on.pass(
      countId,
      all.filter((epc) => epc !== lamp(1)),
    );
    await submit(countId);
    expect(classes(countId)).toEqual([]);
  });

  it('before the round is no matter of it', async () => {
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    const countId = await on.start('rfid');
    await take(countId, list(all));
    await submit(countId);
    expect(classes(countId)).toEqual([['misplaced', '1']]);
  });

  it('is told from what was read before and after it by a clock that can be right', async () => {
    const countId = await on.start('rfid');
    clockAt(20);
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    await move('LAMP', 1, 'B-1', 'A-2', '9');
    clockAt(40);
    await take(countId, timed([...all, lamp(9)], minutes(10)));
    await take(countId, timed(all, minutes(39)));
    expect(on.view(countId).passes.map(({ file }) => file?.time)).toEqual(['known', 'known']);
    await submit(countId);
    // Lamp 1 was read long after it had left; lamp 9 before it came, and in one pass only after that.
    expect(classes(countId)).toEqual([
      ['moved', '9'],
      ['misplaced', '1'],
    ]);
  });

  it('close to a read is not dated by clocks that are minutes apart', async () => {
    const countId = await on.start('rfid');
    clockAt(20);
    await move('LAMP', 1, 'A-2', 'B-1', '1');
    clockAt(40);
    await take(countId, timed(all, minutes(21)));
    await submit(countId);
    expect(classes(countId)).toEqual([['moved', '1']]);
  });

  it('is not dated by a clock that stands in 1970, or ahead', async () => {
    const countId = await on.start('rfid');
    await take(countId, timed(all, 60_000));
    await take(countId, timed(all, minutes(60)));
    expect(on.view(countId).passes.map(({ file }) => [file?.time, file?.firstAt])).toEqual([
      ['clock', 60_000],
      ['clock', minutes(60)],
    ]);
    await submit(countId);
    expect(on.linesOf(countId)).toEqual([]);
  });
});
