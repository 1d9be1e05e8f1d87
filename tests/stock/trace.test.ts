import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawFlow, type FlowLink, type FlowPlace } from '../../shared/features/trace/flow';
import type { RecallView, TraceFound, TraceView } from '../../shared/features/trace/queries';
import type { Actor } from '../../electron/store/types';
import { openPackStore, type PackStore } from '../support/pack-store';
import { codeOf, gtins, place as here, stationItself } from '../support/pack-world';

const boss: Actor = { personId: 'sam', role: 'supervisor', ...here };

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
  await pack.hand.must(
    'stock.import',
    {
      file: { fileId: randomUUID(), name: 'stock', sha256: 'b'.repeat(64), source: 'folder', demo: false },
      problems: [],
      end: null,
      locations: [{ location: 'A' }, { location: 'B' }, { location: 'DOCK', kind: 'receiving' }],
      stock: [],
      reached: 1,
    },
    stationItself,
  );
});
afterEach(() => pack.close());

const side = (location: string | null) => (location === null ? null : { location, status: 'available', unit: null });
const move = (kind: string, from: string | null, to: string | null, quantity: number, lot = 'L1', beyondBook = false) =>
  pack.hand.must(
    'stock.move',
    {
      kind,
      wanted: { sku: 'LOT', lot },
      from: side(from),
      to: side(to),
      quantity,
      reason: kind === 'scrap' ? 'damaged' : null,
      document: kind === 'receive' ? 'DN-77' : null,
      beyondBook,
    },
    boss,
  );
const ask = <T>(name: string, params: unknown): Promise<T> => pack.hand.query<T>(name, params);
const scan = async (code: string) => codeOf(await pack.hand.scan(code, { aim: 'd2' }));
const shipLot = async (number: string, pieces: number, lot = 'L1'): Promise<string> => {
  await pack.hand.order(number, [{ sku: 'LOT', quantity: pieces }]);
  await pack.hand.open(number);
  for (let each = 0; each < pieces; each += 1)
    expect(await scan(`01${gtins.lot}10${lot}`)).toMatch(/item-packed|items-complete/);
  const { parcelId } = await pack.hand.parcel();
  expect(codeOf(await pack.hand.close())).toBe('order-packed');
  return parcelId;
};
const lotSubject = { kind: 'lot', sku: 'LOT', lot: 'L1' } as const;

describe('the trace of a lot', () => {
  it('goes from its receipt over its bins into each parcel, with people, stations and documents', async () => {
    await move('receive', null, 'DOCK', 10);
    await move('put-away', 'DOCK', 'A', 6);
    await move('receive', null, 'B', 5, 'L2');
    const parcelId = await shipLot('1001', 2);
    const view = await ask<TraceView>('trace.of', { subject: lotSubject });
    const steps = view.steps.map((each) => `${each.kind} ${each.quantity} ${each.from.location}>${each.to.location}`);
    expect(steps.slice(0, 2)).toEqual(['receive 10 @supplier>DOCK', 'put-away 6 DOCK>A']);
    const acts = steps.slice(2).map((each) => each.replace(/ \S+$/, ''));
    expect(acts).toEqual(['pick 1', 'pick 1', 'pack 2', 'ship 2']);
    expect(view.steps[0]).toMatchObject({ document: 'DN-77', station: 'S1', lot: 'L1' });
    expect(view.steps.at(-1)).toMatchObject({ from: { unit: parcelId, parcel: { order: '1001', parcel: 1 } } });
    expect(view.shelves.map(({ location, quantity }) => `${location} ${quantity}`)).toHaveLength(2);
    expect(view.parcels).toMatchObject([{ quantity: 2, row: { order: '1001', state: 'closed' } }]);
    const ways = view.flow.map(({ from, to, pieces }) => `${from.name} ${pieces} ${to.name}`);
    expect(ways).toContain('@supplier 10 DOCK');
    expect(ways).toContain('DOCK 6 A');
    expect(ways).toContain('1001/1 2 @customer');
    expect(ways.some((each) => each.startsWith('B'))).toBe(false);
  });

  it('goes backwards from a parcel to what may have come into it, and to no other way', async () => {
    await move('receive', null, 'DOCK', 10);
    await move('put-away', 'DOCK', 'A', 10);
    await move('move', 'A', 'B', 3);
    await move('scrap', 'B', null, 1);
    const first = await shipLot('1001', 2);
    await shipLot('1002', 1);
    const view = await ask<TraceView>('trace.of', { subject: { kind: 'unit', unit: first } });
    expect(view.name).toBe('1001/1');
    const steps = view.steps.map(({ kind, document }) => `${kind} ${document ?? ''}`);
    expect(steps).toContain('receive DN-77');
    expect(steps).toContain('ship 1001/1');
    expect(steps).not.toContain('ship 1002/1');
    expect(steps.some((each) => each.startsWith('scrap'))).toBe(false);
    expect(view.parcels).toMatchObject([{ quantity: 2, row: { order: '1001' } }]);
    expect(view.events.map(({ type }) => type)).toContain('v1.packing.parcelClosed');
    const weighed = view.events.find(({ type }) => type === 'v1.packing.parcelWeighed');
    expect(weighed).toMatchObject({ station: 'S1', details: { device: 'scale' } });
  });

  it('goes through a kit: forwards to who has one, backwards to what it was made of', async () => {
    await move('receive', null, 'A', 10);
    await move('receive', null, 'A', 10, 'L2');
    await pack.hand.must('stock.setKit', { sku: 'PLAIN', parts: [{ sku: 'LOT', quantity: 2 }] }, boss);
    const makeOf = (lot: string) =>
      pack.hand.must(
        'stock.kit',
        {
          kit: { sku: 'PLAIN' },
          quantity: 1,
          from: 'A',
          to: 'B',
          named: [{ wanted: { sku: 'LOT', lot }, quantity: 2 }],
          beyondBook: [],
        },
        boss,
      );
    await makeOf('L1');
    await pack.hand.order('1001', [{ sku: 'PLAIN', quantity: 1 }]);
    await pack.hand.open('1001');
    await scan(`01${gtins.plain}`);
    const { parcelId } = await pack.hand.parcel();
    expect(codeOf(await pack.hand.close())).toBe('order-packed');

    const forwards = await ask<TraceView>('trace.of', { subject: lotSubject });
    const steps = forwards.steps.map(({ kind, sku, quantity }) => `${kind} ${sku} ${quantity}`);
    expect(steps).toEqual(expect.arrayContaining(['kit LOT 2', 'kit PLAIN 1', 'ship PLAIN 1']));
    expect(forwards.steps.some(({ lot }) => lot === 'L2')).toBe(false);
    expect(forwards.parcels).toMatchObject([{ row: { order: '1001' } }]);
    const recall = await ask<RecallView>('recall.of', { sku: 'LOT', lot: 'L1' });
    expect(recall.parcels).toMatchObject([{ order: '1001', quantity: 0, kits: 1 }]);
    expect(recall.figures).toMatchObject({ received: 10, onShelf: 8, shipped: 0, other: 2, inParcels: 0 });
    const other = await ask<RecallView>('recall.of', { sku: 'LOT', lot: 'L2' });
    expect(other.parcels).toEqual([]);

    const backwards = await ask<TraceView>('trace.of', { subject: { kind: 'unit', unit: parcelId } });
    const came = backwards.steps.map(({ kind, sku, lot }) => `${kind} ${sku} ${lot ?? ''}`);
    expect(came.slice(0, 2)).toEqual(['receive LOT L1', 'kit LOT L1']);
    expect(came.some((each) => each.includes('L2'))).toBe(false);
    const ways = forwards.flow.map(({ from, to }) => `${from.name}>${to.name}`);
    expect(ways).toEqual(expect.arrayContaining(['A>@kit', '@kit>B']));
    const { nodes } = drawFlow(forwards.flow, 8);
    const columnOf = (name: string): number => nodes.find(({ place }) => place.name === name)?.column ?? -1;
    expect(['A', '@kit', 'B'].map(columnOf)).toEqual([1, 2, 3]);
  });

  it('forgets a kit that was taken back', async () => {
    await move('receive', null, 'A', 10);
    await pack.hand.must('stock.setKit', { sku: 'PLAIN', parts: [{ sku: 'LOT', quantity: 2 }] }, boss);
    const wish = { kit: { sku: 'PLAIN' }, quantity: 1, from: 'A', to: 'B', named: [], beyondBook: [] };
    await pack.hand.must('stock.kit', wish, boss);
    const [made] = (await ask<TraceView>('trace.of', { subject: lotSubject })).steps.filter(
      ({ kind }) => kind === 'kit',
    );
    await pack.hand.must('stock.undo', { n: made?.n, reason: 'wrong' }, boss);
    const view = await ask<TraceView>('trace.of', { subject: lotSubject });
    expect(view.steps.filter(({ sku }) => sku === 'PLAIN')).toEqual([]);
    expect(view.shelves.map(({ sku, location, quantity }) => [sku, location, quantity])).toEqual([['LOT', 'A', 10]]);
  });

  it('is found by a scan, a tag, the lot, a parcel, its SSCC, its order, or the item', async () => {
    await move('receive', null, 'A', 4);
    const parcelId = await shipLot('1001', 1);
    const found = async (text: string, aim: string | null = null) =>
      (await ask<readonly TraceFound[]>('trace.find', { text, aim, at: Date.parse('2026-11-24') })).map(
        ({ subject }) => subject,
      );
    const unit = { kind: 'unit', unit: parcelId };
    expect(await found(`01${gtins.lot}10L1`, 'd2')).toEqual([lotSubject]);
    expect(await found('L1')).toEqual([lotSubject]);
    expect(await found('1001')).toEqual([unit]);
    expect(await found('1001/1')).toEqual([unit]);
    expect(await found('1001/2')).toEqual([]);
    const view = await ask<TraceView>('trace.of', { subject: unit });
    const sscc = view.parcels[0]?.row.sscc ?? '';
    expect(sscc).toMatch(/^\d{18}$/);
    expect(await found(sscc)).toEqual([unit]);
    expect(await found(`00${sscc}`, 'C1')).toEqual([unit]);
    expect(await found('LOT')).toEqual([lotSubject]);
    expect(await found('nothing of the kind')).toEqual([]);
  });
});

describe('a recall', () => {
  const recall = (lot = 'L1', more: object = {}) => ask<RecallView>('recall.of', { sku: 'LOT', lot, ...more });
  const addsUp = ({ figures: f }: RecallView): boolean =>
    f.received === f.onShelf + f.shipped + f.scrapped + f.unexplained + f.other;

  it('names every customer and shelf of a lot, and the figures add up', async () => {
    await move('receive', null, 'A', 12);
    await move('receive', null, 'B', 7, 'L2');
    await move('scrap', 'A', null, 1);
    await shipLot('1001', 2);
    await shipLot('1002', 3);
    await shipLot('1003', 1, 'L2');
    // Two were found where the book has none.
    await move('move', 'DOCK', 'A', 2, 'L1', true);
    const view = await recall();
    expect(view.figures).toEqual({
      received: 12,
      onShelf: 8,
      shipped: 5,
      scrapped: 1,
      unexplained: -2,
      other: 0,
      inParcels: 5,
    });
    expect(addsUp(view)).toBe(true);
    expect(view.shelves).toMatchObject([{ location: 'A', quantity: 8 }]);
    expect(view.parcels.map(({ order, quantity }) => `${order} ${quantity}`)).toEqual(['1001 2', '1002 3']);
    expect(view.parcels[0]?.customer?.name).toBeTruthy();
    expect((await recall('L1', { offset: 1, limit: 1 })).parcels.map(({ order }) => order)).toEqual(['1002']);
    expect(view.parcelsTotal).toBe(2);
  });

  it('leaves out no shelf, however many there are', async () => {
    const wanted = { sku: 'LOT', lot: 'L1' };
    const more = { quantity: 1, reason: null, document: 'DN-77', beyondBook: false };
    for (let unit = 0; unit < 501; unit += 1) {
      const to = { location: 'A', status: 'available', unit: `T-${unit}` };
      await pack.hand.must('stock.move', { kind: 'receive', wanted, from: null, to, ...more }, boss);
    }
    const view = await recall();
    expect(view.shelves.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(view.figures.onShelf);
    expect(view.shelves).toHaveLength(501);
  });

  it('counts a parcel that is still open, and not one that was voided', async () => {
    await move('receive', null, 'A', 9);
    const parcelId = await shipLot('1001', 2);
    await pack.hand.must('packing.voidParcel', { parcelId, reason: 'back' }, boss);
    await pack.hand.order('1002', [{ sku: 'LOT', quantity: 3 }]);
    await pack.hand.open('1002');
    await scan(`01${gtins.lot}10L1`);
    const view = await recall();
    expect(view.figures).toMatchObject({ received: 9, shipped: 0, onShelf: 9, inParcels: 0 });
    expect(addsUp(view)).toBe(true);
    expect(view.parcels.find(({ order }) => order === '1002')).toMatchObject({ quantity: 1, closedAt: null });
  });

  it('shows what is in force once the lot was recalled, and packing refuses it', async () => {
    await move('receive', null, 'A', 4);
    await pack.hand.must('stock.hold', { sku: 'LOT', lot: 'L1', serial: null, kind: 'recall', reason: 'glass' }, boss);
    expect((await recall()).holds).toMatchObject([{ kind: 'recall', lot: 'L1', reason: 'glass' }]);
    expect((await recall('L2')).holds).toEqual([]);
    await pack.hand.order('1001', [{ sku: 'LOT', quantity: 1 }]);
    await pack.hand.open('1001');
    expect(await scan(`01${gtins.lot}10L1`)).toBe('goods-recalled');
  });

  it('always adds up, whatever was done', async () => {
    const bins = ['A', 'B', 'DOCK'] as const;
    await move('receive', null, 'A', 30);
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('receive', 'move', 'scrap', 'return'),
            fc.nat(2),
            fc.nat(2),
            fc.integer({ min: 1, max: 9 }),
          ),
          {
            maxLength: 12,
          },
        ),
        async (acts) => {
          for (const [kind, a, b, quantity] of acts) {
            const [from, to] = [bins[a] ?? 'A', bins[b] ?? 'B'];
            const outside = kind === 'receive' || kind === 'return';
            if (!outside && kind === 'move' && from === to) continue;
            await pack.hand.command(
              'stock.move',
              {
                kind,
                wanted: { sku: 'LOT', lot: 'L1' },
                from: outside ? null : side(from),
                to: kind === 'scrap' ? null : side(to),
                quantity,
                reason: kind === 'scrap' ? 'damaged' : null,
                document: null,
                beyondBook: true,
              },
              boss,
            );
          }
          const view = await recall();
          expect(addsUp(view)).toBe(true);
          expect(view.shelves.reduce((sum, each) => sum + each.quantity, 0)).toBe(view.figures.onShelf);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('the picture of where goods went', () => {
  const bin = (id: string): FlowPlace => ({ kind: 'bin', id, name: id });
  const outside = (id: string): FlowPlace => ({ kind: 'outside', id, name: `@${id}` });
  const unit = (id: string): FlowPlace => ({ kind: 'unit', id, name: id });
  const link = (from: FlowPlace, to: FlowPlace, pieces: number, first: string): FlowLink => ({
    from,
    to,
    pieces,
    times: 1,
    first,
    last: first,
  });

  it('runs from left to right', () => {
    const { nodes, columns } = drawFlow(
      [
        link(outside('supplier'), bin('DOCK'), 10, '1'),
        link(bin('DOCK'), bin('A'), 10, '2'),
        link(bin('A'), unit('p1'), 2, '3'),
        link(unit('p1'), outside('customer'), 2, '4'),
      ],
      8,
    );
    expect(columns).toBe(5);
    const column = Object.fromEntries(nodes.map((each) => [each.place.name, each.column]));
    expect(column).toEqual({ '@supplier': 0, DOCK: 1, A: 2, p1: 3, '@customer': 4 });
  });

  it('draws many places of a column as one, and loses no piece', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 2, max: 10 }), (parcels, rows) => {
        const links = Array.from({ length: parcels }, (_, index) => [
          link(bin('A'), unit(`p${index}`), index + 1, '2'),
          link(unit(`p${index}`), outside('customer'), index + 1, '3'),
        ]).flat();
        const picture = drawFlow([link(outside('supplier'), bin('A'), 5000, '1'), ...links], rows);
        expect(picture.rows).toBeLessThanOrEqual(rows);
        const shipped = picture.lines.filter(({ to }) => to === 'to:customer');
        expect(shipped.reduce((sum, { pieces }) => sum + pieces, 0)).toBe((parcels * (parcels + 1)) / 2);
        const keys = new Set(picture.nodes.map(({ key }) => key));
        for (const { from, to } of picture.lines) expect(keys.has(from) && keys.has(to)).toBe(true);
        const drawn = picture.nodes.filter(({ place }) => place.kind === 'unit');
        expect(drawn.reduce((sum, { merged }) => sum + merged, 0)).toBe(parcels);
      }),
    );
  });
});
