import { afterEach, describe, expect, it } from 'vitest';
import { gtins } from '../support/pack-world';
import { boss, epcOf, openCauseStore, told, type CauseStore } from './cause-store';

let on: CauseStore;
afterEach(() => on.pack.close());

const plain = (location: string, quantity: number) => ({ location, sku: 'PLAIN', quantity });
const other = (location: string, quantity: number) => ({ location, sku: 'OTHER', quantity });
const piece = (location: string, serial: string) => ({ location, sku: 'SERIAL', quantity: 1, serial });

const packOne = async (number: string, pieces: number): Promise<void> => {
  await on.hand.open(number);
  for (let each = 0; each < pieces; each += 1) await on.hand.scan(`01${gtins.plain}`, { aim: 'd2' });
};

describe('nothing in the record', () => {
  it('is said to be nothing', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    const countId = await on.count([plain('A-1', 8)]);
    expect(await on.causesOf(countId, 'PLAIN', 'A-1')).toEqual([]);
  });

  it('is not asked about where there is no difference of ours to explain', async () => {
    on = await openCauseStore([plain('A-1', 1)]);
    const countId = await on.start('rfid');
    await on.pass(countId, [
      [epcOf(1, 1), null],
      ['30'.repeat(12), null],
    ]);
    await on.submit(countId);
    const [line] = await on.linesOf(countId).then((rows) => rows.filter(({ data }) => data.sku === null));
    expect(await on.causesOfLine(countId, line?.line ?? 0)).toBeNull();
  });
});

describe('an open pick', () => {
  it('speaks strongly where an order that is open at a bench is promised just what is missing', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 2 }]);
    await on.hand.order('8', [{ sku: 'PLAIN', quantity: 5 }]);
    await on.hand.open('7');
    const countId = await on.count([plain('A-1', 8)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')).toEqual([
      'strong',
      'promise 7 A-1 2 S1',
      'promise 8 A-1 5',
    ]);
  });

  it('may explain it where an order is promised some that nobody has opened', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 3 }]);
    const countId = await on.count([plain('A-1', 8)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')).toEqual(['some', 'promise 7 A-1 3']);
  });

  it('is a weak hint where far fewer are promised than are missing', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 1 }]);
    const countId = await on.count([plain('A-1', 2)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')).toEqual(['weak', 'promise 7 A-1 1']);
  });

  it('speaks strongly where it was booked only after the bin was counted, order by order', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 2 }]);
    const countId = await on.count([plain('A-1', 8)]);
    await packOne('7', 2);
    await on.hand.close();
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')).toEqual([
      'strong',
      'packed-since pick 1 A-1>S1',
      'packed-since pick 1 A-1>S1',
    ]);
  });

  it('is a weak hint where a parcel that was open has pieces from here, and none once it was packed before the count', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 2 }]);
    await packOne('7', 2);
    const first = await on.count([plain('A-1', 7)]);
    const hint = ['weak', 'in-parcel pick 1 A-1>S1', 'in-parcel pick 1 A-1>S1'];
    expect(told(await on.causesOf(first, 'PLAIN', 'A-1'), 'open-pick')).toEqual(hint);
    await on.hand.close();
    // It was open when this was counted, whatever came after.
    expect(told(await on.causesOf(first, 'PLAIN', 'A-1'), 'open-pick')).toEqual(hint);
    await on.hand.must('counts.cancel', { countId: first, reason: 'again' }, boss);
    const second = await on.count([plain('A-1', 7)]);
    expect(told(await on.causesOf(second, 'PLAIN', 'A-1'), 'open-pick')).toBeNull();
  });

  it('may explain too many: the book took them from here, the packer from elsewhere', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.hand.order('7', [{ sku: 'PLAIN', quantity: 2 }]);
    await packOne('7', 2);
    const countId = await on.count([plain('A-1', 10)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')?.[0]).toBe('some');
  });

  it('of another shelf or another item says nothing', async () => {
    on = await openCauseStore([plain('A-1', 10), plain('Z-1', 50), other('A-1', 5)]);
    await on.hand.order('7', [{ sku: 'OTHER', quantity: 2 }]);
    const countId = await on.count([plain('A-1', 8), other('A-1', 5)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'open-pick')).toBeNull();
  });
});

describe('an unposted return', () => {
  const back = (quantity: number, to: string) => on.move({ kind: 'return', from: null, to, quantity });

  it('speaks strongly where just as many came back and were not put away by the book', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await back(2, 'M-1');
    const countId = await on.count([plain('A-1', 12)]);
    const strong = ['strong', 'return-elsewhere return 2 @customer>M-1'];
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'unposted-return')).toEqual(strong);
    // Put away by the book only now: the correction would count them twice.
    await on.move({ kind: 'put-away', from: 'M-1', to: 'A-1', quantity: 2 });
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'unposted-return')).toEqual(strong);
  });

  it('may explain it where more came back, and says nothing once they were put away before the count or taken back', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await back(5, 'M-1');
    const first = await on.count([plain('A-1', 12)]);
    expect(told(await on.causesOf(first, 'PLAIN', 'A-1'), 'unposted-return')?.[0]).toBe('some');
    await on.hand.must('counts.cancel', { countId: first, reason: 'again' }, boss);
    await on.move({ kind: 'put-away', from: 'M-1', to: 'A-2', quantity: 5 });
    const second = await on.count([plain('A-1', 12), plain('A-2', 5)]);
    expect(told(await on.causesOf(second, 'PLAIN', 'A-1'), 'unposted-return')).toBeNull();
  });

  it('explains too few where the book has it here already', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await back(2, 'A-1');
    const countId = await on.count([plain('A-1', 10)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'unposted-return')).toEqual([
      'some',
      'return-here return 2 @customer>A-1',
    ]);
  });

  it('speaks strongly where the very piece was shipped and is here again', async () => {
    on = await openCauseStore([piece('A-1', '7'), piece('A-1', '8')]);
    await on.hand.order('9', [{ sku: 'SERIAL', quantity: 1 }]);
    await on.hand.open('9');
    await on.hand.scan(`01${gtins.serial}217`, { aim: 'd2' });
    await on.hand.close();
    const countId = await on.count([piece('A-1', '7'), piece('A-1', '8')]);
    expect(told(await on.causesOf(countId, 'SERIAL', 'A-1'), 'unposted-return')).toEqual([
      'strong',
      'shipped ship 1 S1>@customer',
    ]);
  });
});

describe('the wrong bin next door', () => {
  it('speaks strongly where the bin beside it has as many too many, with what moved there last', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.move({ kind: 'put-away', from: 'A-1', to: 'A-2', quantity: 4 });
    const countId = await on.count([plain('A-1', 4), plain('A-2', 6)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'next-door')).toEqual([
      'strong',
      'line PLAIN A-2 2 next',
      'last-there put-away 4 A-1>A-2',
    ]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-2'), 'next-door')?.slice(0, 2)).toEqual([
      'strong',
      'line PLAIN A-1 -2 next',
    ]);
  });

  it('says nothing where the other bin differs the same way or by another item', async () => {
    on = await openCauseStore([plain('A-1', 10), plain('A-2', 10), other('A-3', 3)]);
    const countId = await on.count([plain('A-1', 8), plain('A-2', 8), other('A-3', 5)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'next-door')).toBeNull();
  });

  it('is told of a piece that lies in the bin beside its own; of one from far away only where check digits are alike', async () => {
    on = await openCauseStore([piece('A-1', '7'), piece('Z-1', '8'), piece('M-1', '9')]);
    const countId = await on.count([piece('A-2', '7'), piece('A-3', '8'), piece('A-1', '9')]);
    const beside = await on.causesOf(countId, 'SERIAL', 'A-2');
    expect(told(beside, 'next-door')?.slice(0, 2)).toEqual(['strong', 'place A-1 next']);
    expect(told(await on.causesOf(countId, 'SERIAL', 'A-3'), 'next-door')?.slice(0, 2)).toEqual([
      'some',
      'place Z-1 digits',
    ]);
    expect(told(await on.causesOf(countId, 'SERIAL', 'A-1'), 'next-door')).toBeNull();
  });
});

describe('swapped tags', () => {
  it('may explain it where another item of the same bin differs by as many the other way', async () => {
    on = await openCauseStore([plain('A-1', 10), other('A-1', 5), other('A-3', 5)]);
    const countId = await on.count([plain('A-1', 8), other('A-1', 7), other('A-3', 5)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'tag-swap')).toEqual(['some', 'line OTHER A-1 2 same']);
  });

  it('may explain it where two lots of one bin differ by as many', async () => {
    on = await openCauseStore([
      { ...plain('A-1', 10), lot: 'L1' },
      { ...plain('A-1', 10), lot: 'L2' },
    ]);
    const countId = await on.count([
      { ...plain('A-1', 8), lot: 'L1' },
      { ...plain('A-1', 12), lot: 'L2' },
    ]);
    const [line] = (await on.linesOf(countId)).filter(({ data }) => data.class === 'short');
    const causes = (await on.causesOfLine(countId, line?.line ?? 0)) ?? [];
    expect(told(causes, 'tag-swap')).toEqual(['some', 'line PLAIN A-1 2 same']);
    expect(told(causes, 'next-door')).toBeNull();
  });

  it('says nothing where the other item lies in a bin far away', async () => {
    on = await openCauseStore([plain('A-1', 10), other('A-3', 5)]);
    const countId = await on.count([plain('A-1', 8), other('A-3', 7)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'tag-swap')).toBeNull();
  });

  it('speaks strongly where two pieces lie in each other’s bin', async () => {
    on = await openCauseStore([piece('A-1', '7'), piece('A-3', '8')]);
    const countId = await on.count([piece('A-3', '7'), piece('A-1', '8')]);
    expect(told(await on.causesOf(countId, 'SERIAL', 'A-1'), 'tag-swap')).toEqual(['strong', 'line SERIAL A-3 1 far']);
  });

  it('speaks strongly where a chip was heard as another item before', async () => {
    on = await openCauseStore([plain('A-1', 2), other('A-1', 1)]);
    const first = await on.start('rfid');
    const chip = 'E2801105A000000000001234';
    const read = [
      [epcOf(1, 1), null],
      [epcOf(1, 2), chip],
      [epcOf(8, 1), null],
    ] as const;
    await on.pass(first, read);
    await on.pass(first, read);
    await on.submit(first);
    await on.hand.must('counts.post', { countId: first }, boss);
    const second = await on.start('rfid');
    const rewritten = [read[0], [epcOf(8, 2), chip], read[2]] as const;
    await on.pass(second, rewritten);
    await on.pass(second, rewritten);
    await on.submit(second);
    for (const sku of ['PLAIN', 'OTHER'])
      expect(told(await on.causesOf(second, sku, null), 'tag-swap')?.slice(0, 2)).toEqual([
        'strong',
        `chip ${chip} Item OTHER was Item PLAIN`,
      ]);
  });
});

describe('a case taken for a piece', () => {
  it('speaks strongly where one piece was received and eleven more lie there', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.move({ kind: 'receive', from: null, to: 'A-1', quantity: 1 });
    const countId = await on.count([plain('A-1', 22)]);
    const [cause] = await on.causesOf(countId, 'PLAIN', 'A-1');
    expect(cause).toMatchObject({ cause: 'pack-size', strength: 'strong', pack: 12 });
    expect(told([cause!], 'pack-size')).toEqual(['strong', 'received-as-pieces receive 1 @supplier>A-1']);
  });

  it('may explain it where a case was received and eleven are missing', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    await on.move({ kind: 'receive', from: null, to: 'A-1', quantity: 12 });
    const countId = await on.count([plain('A-1', 11)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'pack-size')).toEqual([
      'some',
      'received-as-cases receive 12 @supplier>A-1',
    ]);
  });

  it('may explain it where the counter scanned a case once', async () => {
    on = await openCauseStore([plain('A-1', 10)]);
    const countId = await on.count([plain('A-1', 9), plain('A-1', 12)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'pack-size')).toEqual(['some', 'scans 1×12']);
  });

  it('is a weak hint by its figure alone, and none where the figure doesn’t fit or a receipt was taken back', async () => {
    on = await openCauseStore([plain('A-1', 20), plain('A-2', 20)]);
    await on.move({ kind: 'receive', from: null, to: 'A-3', quantity: 2 });
    const movement = await on.hand.query<readonly { n: number }[]>('stock.movements');
    await on.hand.must('stock.undo', { n: movement[0]?.n, reason: 'wrong' }, boss);
    const countId = await on.count([plain('A-1', 42), plain('A-2', 30)]);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-1'), 'pack-size')).toEqual(['weak']);
    expect(told(await on.causesOf(countId, 'PLAIN', 'A-2'), 'pack-size')).toBeNull();
  });
});

it('never takes a piece out of an open parcel because it was scanned in a bin', async () => {
  on = await openCauseStore([piece('A-1', '7'), piece('A-2', '8')]);
  await on.hand.order('9', [{ sku: 'SERIAL', quantity: 1 }]);
  await on.hand.open('9');
  await on.hand.scan(`01${gtins.serial}217`, { aim: 'd2' });
  const countId = await on.count([piece('A-1', '7'), piece('A-2', '8')]);
  const [line] = await on.linesOf(countId);
  expect(line?.data).toMatchObject({ class: 'misplaced', belongs: 'S1' });
  const word = { countId, round: 1, lines: [line?.line], decision: 'adjust', reason: 'found', note: null, shelf: null };
  expect(await on.hand.command('counts.decide', word, boss)).toMatchObject({
    failure: { code: 'count-serial-held', details: { serial: '7', location: 'S1' } },
  });
});

describe('another count', () => {
  const countZ = async (scanned: readonly { sku: string; quantity: number; serial?: string }[]): Promise<string> => {
    const countId = await on.start('barcode', 'Z');
    for (const { sku, quantity, serial = null } of scanned) await on.scan(countId, 'Z-1', sku, quantity, serial);
    await on.finish(countId, 'Z-1');
    return countId;
  };

  it('that has the opposite difference speaks for it, once it is handed in, as long as it is not given up', async () => {
    on = await openCauseStore([plain('A-1', 10), plain('Z-1', 5), other('A-2', 4), other('Z-1', 9)]);
    const here = await on.count([plain('A-1', 8), other('A-2', 4)]);
    const causesHere = () => on.causesOf(here, 'PLAIN', 'A-1');
    const there = await countZ([
      { sku: 'PLAIN', quantity: 7 },
      { sku: 'OTHER', quantity: 9 },
    ]);
    // Of a count that still goes on nobody is told anything.
    expect(told(await causesHere(), 'other-count')).toBeNull();
    await on.submit(there);
    expect(told(await causesHere(), 'other-count')).toEqual(['some', 'other Zone Z submitted Z-1 2']);
    expect(told(await on.causesOf(there, 'PLAIN', 'Z-1'), 'other-count')).toEqual([
      'some',
      'other Zone A submitted A-1 -2',
    ]);
    const [cause] = (await causesHere()).filter((each) => each.cause === 'other-count');
    const [row] = cause?.rows ?? [];
    expect(row?.kind === 'other-count' ? [row.found.countId, row.found.line] : null).toEqual([
      there,
      (await on.linesOf(there))[0]?.line,
    ]);
    await on.hand.must('counts.cancel', { countId: there, reason: 'no' }, boss);
    expect(told(await causesHere(), 'other-count')).toBeNull();
  });

  it('that differs the same way says nothing, and another number says little', async () => {
    on = await openCauseStore([plain('A-1', 10), plain('Z-1', 5)]);
    const here = await on.count([plain('A-1', 8)]);
    await on.submit(await countZ([{ sku: 'PLAIN', quantity: 3 }]));
    expect(told(await on.causesOf(here, 'PLAIN', 'A-1'), 'other-count')).toBeNull();
    on.pack.close();
    on = await openCauseStore([plain('A-1', 10), plain('Z-1', 5)]);
    const again = await on.count([plain('A-1', 8)]);
    await on.submit(await countZ([{ sku: 'PLAIN', quantity: 12 }]));
    expect(told(await on.causesOf(again, 'PLAIN', 'A-1'), 'other-count')).toEqual([
      'weak',
      'other Zone Z submitted Z-1 7',
    ]);
  });

  it('that found just the piece which is missing speaks strongly, and one that found another piece not at all', async () => {
    on = await openCauseStore([piece('A-1', 'S1'), piece('A-2', 'S2')]);
    const here = await on.count([]);
    await on.submit(await countZ([{ sku: 'SERIAL', quantity: 1, serial: 'S1' }]));
    expect(told(await on.causesOf(here, 'SERIAL', 'A-1'), 'other-count')).toEqual([
      'strong',
      'other Zone Z submitted Z-1 1',
    ]);
    expect(told(await on.causesOf(here, 'SERIAL', 'A-2'), 'other-count')).toBeNull();
  });
});
