import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTagObserver } from '../../electron/devices/rfid/observe-tags';
import { createTagTable } from '../../electron/station/tag-table';
import { createTagStore } from '../../renderer/features/rfid/tag-store';
import { arrange, usualOrder, type TagFilter } from '../../renderer/features/rfid/tag-view';
import { nameTag } from '../../shared/epc/name';
import { encodeTagList } from '../../shared/tag-list-csv';
import type { TagList } from '../../shared/tag-list';
import type { TagObservation } from '../../shared/tag-observations';
import type { TagRead } from '../../shared/tag-reads';

const sgtin = '3074257BF7194E4000001A85';

const seen = (part: Partial<TagObservation> = {}): TagObservation => ({
  readerId: 'gate',
  epcHex: sgtin,
  epcBits: 96,
  tidHex: null,
  antenna: 1,
  reads: 1,
  maxRssiCentiDbm: -5700,
  firstAt: 1000,
  lastAt: 1000,
  late: false,
  simulated: true,
  ...part,
});

describe('the table of tags', () => {
  it('counts a tag once, however often and wherever it is read', () => {
    const table = createTagTable();
    table.take(seen());
    table.take(seen({ antenna: 2, maxRssiCentiDbm: -4100, reads: 3, firstAt: 900, lastAt: 2000 }));
    table.take(seen({ readerId: 'dock', antenna: null, maxRssiCentiDbm: null }));
    expect(table.unique).toBe(1);
    expect(table.rows()[0]).toMatchObject({
      reads: 5,
      maxRssiCentiDbm: -4100,
      firstAt: 900,
      lastAt: 2000,
      twice: false,
      places: [
        { readerId: 'gate', antenna: 2, reads: 3, maxRssiCentiDbm: -4100 },
        { readerId: 'gate', antenna: 1, reads: 1, maxRssiCentiDbm: -5700 },
        { readerId: 'dock', antenna: null, reads: 1, maxRssiCentiDbm: null },
      ],
    });
  });

  it('tells two chips with one EPC apart, and one chip whose number came late is one tag', () => {
    const table = createTagTable();
    table.take(seen());
    table.take(seen({ tidHex: 'E280AAAA' }));
    table.take(seen());
    expect(table.rows()).toMatchObject([{ tidHex: 'E280AAAA', reads: 3, twice: false }]);
    table.take(seen({ tidHex: 'E280BBBB' }));
    // Nobody can say which of both this was.
    table.take(seen());
    expect(table.rows()).toMatchObject([
      { tidHex: 'E280AAAA', reads: 3, twice: true },
      { tidHex: 'E280BBBB', reads: 1, twice: true },
    ]);
  });

  it('takes no more than it can hold, and says so', () => {
    const table = createTagTable(1);
    table.take(seen());
    table.take(seen({ epcHex: '3074257BF7194E4000001A86' }));
    expect([table.unique, table.full]).toEqual([1, true]);
    table.take(seen());
    expect(table.rows()[0]?.reads).toBe(2);
  });

  it('tells a window that begins at any moment what is in the list, whole', () => {
    const observation = fc.record({
      epc: fc.integer({ min: 0, max: 5 }),
      tid: fc.option(fc.integer({ min: 0, max: 2 })),
      antenna: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(observation, { maxLength: 12 }), { maxLength: 8 }), fc.nat(8), (batches, from) => {
        const table = createTagTable();
        const store = createTagStore();
        let n = 0;
        const list = (tags: TagList['tags']): TagList => ({
          run: 1,
          n,
          unique: table.unique,
          reads: 0,
          full: false,
          readers: [],
          tags,
        });
        for (const [index, batch] of batches.entries()) {
          for (const { epc, tid, antenna } of batch)
            table.take(
              seen({
                epcHex: `30742570000000000000000${epc}`,
                tidHex: tid === null ? null : `E28000000000000${tid}`,
                antenna,
              }),
            );
          if (index === from) store.begin(list(table.rows()));
          n += 1;
          const told = list(table.changes());
          if (index >= from) expect(store.take(told)).toBe(true);
        }
        if (batches.length > from) expect(store.rows).toEqual(table.rows());
      }),
    );
  });

  it('asks anew after a list that it does not know was told', () => {
    const store = createTagStore();
    const list: TagList = { run: 2, n: 1, unique: 0, reads: 0, full: false, readers: [], tags: [] };
    expect(store.take(list)).toBe(false);
    store.begin(list);
    expect(store.take({ ...list, run: 3 })).toBe(false);
    const { epcHex: _epc, name: _name, ...state } = { ...rowFor(sgtin), id: 4 };
    expect(store.take({ ...list, n: 2, tags: [state] })).toBe(false);
  });
});

const rowFor = (epcHex: string, epcBits = 96) => {
  const table = createTagTable();
  table.take(seen({ epcHex, epcBits }));
  const [row] = table.rows();
  if (row === undefined) throw new Error('no row');
  return row;
};

describe('a tag’s name', () => {
  it.each([
    [sgtin, 96, { kind: 'epc', scheme: 'sgtin-96' }],
    ['36742577F6B7A659B2C2BF100000000000000000000000000000', 198, { kind: 'epc', scheme: 'sgtin-198' }],
    ['E28068940000503166A3DC18', 96, { kind: 'unencoded' }],
    ['000000000000000000000000', 96, { kind: 'unencoded' }],
    ['80A4C1D27E00000000000000', 96, { kind: 'foreign', scheme: 'SGTIN-64' }],
    ['307C257BF7194E4000001A85', 96, { kind: 'broken', scheme: 'sgtin-96' }],
    ['ABCD', 16, { kind: 'broken', scheme: null }],
  ])('of %s (%i bits) says what it is', (hex, bits, name) => {
    expect(nameTag(hex, bits)).toMatchObject(name);
  });
});

describe('the list as it is wanted', () => {
  const rows = [
    { ...rowFor(sgtin), id: 0, maxRssiCentiDbm: -6000, reads: 9 },
    { ...rowFor('3116451F34B2D05E11000000'), id: 1, maxRssiCentiDbm: null, reads: 2 },
    { ...rowFor('E28068940000503166A3DC18'), id: 2, maxRssiCentiDbm: -4000, reads: 5, twice: true },
  ];
  const ids = (filter: Partial<TagFilter>, order = usualOrder): number[] =>
    arrange(rows, { search: '', kind: 'all', readerId: '', ...filter }, order).map(({ id }) => id);

  it('shows the newest first, or as it is asked', () => {
    expect(ids({})).toEqual([2, 1, 0]);
    expect(ids({}, { by: 'rssi', descending: true })).toEqual([2, 0, 1]);
    expect(ids({}, { by: 'reads', descending: false })).toEqual([1, 2, 0]);
    expect(ids({}, { by: 'tag', descending: false })).toEqual([0, 1, 2]);
  });
  it('keeps to a kind, a reader and a text', () => {
    expect(ids({ kind: 'item' })).toEqual([0]);
    expect(ids({ kind: 'unit' })).toEqual([1]);
    expect(ids({ kind: 'other' })).toEqual([2]);
    expect(ids({ kind: 'twice' })).toEqual([2]);
    expect(ids({ readerId: 'dock' })).toEqual([]);
    expect(ids({ search: ' sscc  3952' })).toEqual([1]);
    expect(ids({ search: '3074257b' })).toEqual([0]);
  });
});

it('the table that leaves the station says what was seen', () => {
  const csv = encodeTagList([rowFor(sgtin), rowFor('E28068940000503166A3DC18')]);
  const [, first = '', second = ''] = csv.split('\r\n');
  expect(first).toBe(
    `${sgtin},sgtin-96,80614141123458,,6789,(01)80614141123458(21)6789,urn:epc:id:sgtin:0614141.812345.6789,,no,1,-57,gate,1,1970-01-01T00:00:01.000Z,1970-01-01T00:00:01.000Z`,
  );
  expect(second.startsWith('E28068940000503166A3DC18,,,,,,,,no,1,-57')).toBe(true);
});

describe('reads on their way to a listener', () => {
  const read = (part: Partial<TagRead> = {}): TagRead => ({
    readerId: 'gate',
    epc: Buffer.from(sgtin, 'hex'),
    epcBits: 96,
    pc: null,
    tid: null,
    antenna: 1,
    rssiCentiDbm: -5725,
    readCount: null,
    firstSeenUs: 'unknown',
    lastSeenUs: 'unknown',
    clockAheadUs: null,
    late: false,
    at: 5000,
    monotonicMs: 0,
    simulated: true,
    ...part,
  });

  it('are put together per tag and antenna, none left out, by this machine’s clock', () => {
    const told: (readonly TagObservation[])[] = [];
    const observer = createTagObserver((each) => told.push(each), 10_000);
    observer.take([read()]);
    // The first is told at once; these wait for the next telling.
    expect(told).toHaveLength(1);
    const clock = { clockAheadUs: 3_600_000_000, firstSeenUs: 3_604_000_000, lastSeenUs: 3_604_500_000 };
    observer.take([read({ ...clock, readCount: 4, rssiCentiDbm: -4000 }), read({ antenna: 2, rssiCentiDbm: null })]);
    observer.take([read({ at: 6000 }), read({ tid: Uint8Array.of(0xe2, 0x80), readCount: 0 }), read({ late: true })]);
    expect(told).toHaveLength(1);
    observer.flush();
    observer.flush();
    expect(told.slice(1)).toMatchObject([
      [
        { antenna: 1, tidHex: null, reads: 5, maxRssiCentiDbm: -4000, firstAt: 4000, lastAt: 6000, late: false },
        { antenna: 2, reads: 1, maxRssiCentiDbm: null, firstAt: 5000, lastAt: 5000 },
        { antenna: 1, tidHex: 'E280', reads: 1 },
        { antenna: 1, tidHex: null, reads: 1, late: true },
      ],
    ]);
  });

  it('add up to what was read, however they come', () => {
    const one = fc.record({ antenna: fc.integer({ min: 1, max: 4 }), readCount: fc.integer({ min: 1, max: 65_535 }) });
    fc.assert(
      fc.property(fc.array(fc.array(one, { maxLength: 20 }), { maxLength: 10 }), (batches) => {
        let sum = 0;
        const observer = createTagObserver((each) => {
          sum += each.reduce((total, { reads }) => total + reads, 0);
        }, 10_000);
        for (const batch of batches) observer.take(batch.map(read));
        observer.flush();
        expect(sum).toBe(batches.flat().reduce((total, { readCount }) => total + readCount, 0));
      }),
    );
  });
});
