import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../electron/store/types';
import { noCounts } from '../../shared/features/import/file';
import type { PackView } from '../../shared/features/packing/view';
import { operator, supervisor, type TestStore } from '../import/support/test-store';
import { createRandom, type Random } from '../support/random';
import { contentOf, expectAnswersAgree, expectPromisesKept, expectTrue, rebuild } from '../support/stock-truth';
import { bring, moveOf, openStockStore, stockFeatures } from './stock-store';

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore();
  await bring(store, 'stock.csv', [
    'location,sku,quantity,lot,expiry,location_kind',
    'A-1,MUG,40,,,',
    'A-2,MUG,5,,,',
    'A-3,TEA,9,L1,2027-05-01,',
    'A-4,TEA,9,L2,2027-01-31,',
    'A-5,,,,,',
    'D-1,,,,,dock',
  ]);
  // One lot is past its day, and what lies in Q-1 must not leave: neither can be counted on.
  await bring(store, 'kept.csv', [
    'location,zone,sku,quantity,lot,expiry,location_kind',
    'A-1,,TEA,6,L0,2026-11-20,pick',
    'Q-1,Q,MUG,4,,,quarantine',
  ]);
  await store.send('stock.setKit', { sku: 'MUG', parts: [{ sku: 'TEA', quantity: 2 }] }, supervisor);
});
afterEach(() => store.dispose());

const numbers = Array.from({ length: 24 }, (_, index) => `N${index}`);
const bins = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'Q-1'];

const totes = ['T-1', 'T-2'];

/** Goods for an order that is promised some, or for any; mostly from where they are promised. */
const anyPick = (random: Random) => {
  const [row] = store.all<{
    order_id: string;
    sku: string;
    lot: string;
    serial: string;
    location: string;
    unit: string;
  }>(
    `SELECT r.order_id, g.sku, g.lot, g.serial, a.location, a.unit FROM stock_reservations r JOIN stock_goods g ON g.goods = r.goods
     JOIN stock_accounts a ON a.account = r.account WHERE a.status = 'available' ORDER BY (r.goods * 7 + r.account * 13 + ${random.integer(1, 99)}) % 17 LIMIT 1`,
  );
  const unit = random.pick([null, ...totes]);
  const [stands] = store.all<{ location: string }>(
    'SELECT a.location FROM stock_accounts a JOIN stock_balances b ON b.account = a.account WHERE a.unit = ?',
    unit ?? '-',
  );
  const from = row === undefined || random.next() < 0.2 ? { location: random.pick(bins), unit: null } : null;
  return {
    name: 'stock.pick',
    input: {
      orderId: row?.order_id ?? random.pick(numbers),
      wanted: { sku: row?.sku ?? 'MUG', lot: row?.lot || null, serial: row?.serial || null },
      from: from ?? { location: row?.location, unit: row?.unit || null },
      to: { location: unit === null ? 'D-1' : (stands?.location ?? random.pick(bins)), unit },
      quantity: row?.sku === 'LAMP' ? 1 : random.integer(1, 5),
      elsewhere: random.next() < 0.5,
      beyondBook: random.next() < 0.3,
    },
  };
};

/** Any wish that a window could send, sensible or not. */
const anyWish = (random: Random): { readonly name: string; readonly input: unknown } => {
  const sku = random.pick(['MUG', 'TEA', 'LAMP']);
  const lot = sku === 'TEA' ? random.pick(['L1', 'L2', null]) : null;
  const serial = sku === 'LAMP' ? `S${random.integer(1, 4)}` : null;
  const [from, to] = [random.pick(bins), random.pick(bins)];
  const quantity = sku === 'LAMP' ? 1 : random.integer(1, 12);
  const beyondBook = random.next() < 0.3;
  const move = (kind: string, a: string | null, b: string | null, status = 'available') => {
    const input = moveOf({ kind, sku, lot, serial, from: a, to: b, quantity, beyondBook });
    // What was picked goes back from the dock or out of its tote.
    const unit = random.pick([null, ...totes]);
    const picked = { location: random.pick(['D-1', ...bins]), unit, status };
    return { name: 'stock.move', input: status === 'available' ? input : { ...input, from: picked } };
  };
  const goods = { sku, owner: null, lot, serial, expiry: null, condition: 'new' };
  const shelf = { location: from, unit: null, status: 'available' };
  switch (random.integer(0, 9)) {
    case 0:
      return move('receive', null, to);
    case 1:
      return move('scrap', from, null);
    case 2:
      return { name: 'stock.adjust', input: { goods, shelf, counted: random.integer(0, 9), reason: 'miscounted' } };
    case 7: {
      const kit = { kit: { sku: 'MUG' }, quantity: random.integer(1, 3), from, to };
      const wanted = { sku: 'TEA', lot: random.pick(['L1', 'L2']) };
      return {
        name: 'stock.kit',
        input: { ...kit, named: [{ wanted, quantity: kit.quantity * 2 }], beyondBook: beyondBook ? ['TEA'] : [] },
      };
    }
    case 4:
      return anyPick(random);
    case 5:
      return move('move', from, to, random.pick(['available', 'available', 'picked']));
    case 6:
      return { name: 'stock.moveUnit', input: { unit: random.pick(totes), to, into: null } };
    case 3:
      return { name: 'stock.undo', input: { n: store.opened.status().head.n - random.integer(0, 6), reason: 'no' } };
    default:
      return move('move', from, to);
  }
};

let files = 0;

const anyOrder = (random: Random) => {
  const lines = ['MUG', 'TEA', 'LAMP'].slice(0, random.integer(1, 3)).map((sku, index) => ({
    lineId: `${index}`,
    lineNumber: index + 1,
    sku,
    quantity: random.integer(1, 9),
    lot: sku === 'TEA' && random.next() < 0.3 ? random.pick(['L1', 'L2']) : null,
    note: null,
  }));
  const cutOffAt = random.next() < 0.5 ? null : `2026-11-24T${random.integer(10, 22)}:00:00.000Z`;
  const shipTo = { name: 'Ann', lines: ['Street 1'], postcode: '12345', city: 'Town', country: 'DE' };
  const rest = { service: 'STANDARD', tote: null, reference: null, note: null, gift: null, shipTo };
  return { cutOffAt, customer: random.pick(['C-1', 'C-2', null]), lines, ...rest };
};

/** One file of orders, new, changed or cancelled. */
const anyImport = (random: Random) => {
  files += 1;
  const wanted = new Set(Array.from({ length: random.integer(1, 4) }, () => random.pick(numbers)));
  const orders = [...wanted].map((number) => ({
    orderId: number,
    number,
    cancelled: random.next() < 0.2,
    revision: null,
    row: null,
    mentions: [],
    content: anyOrder(random),
  }));
  const sha256 = files.toString(16).padStart(64, '0');
  const file = { fileId: `f${files}`, name: 'orders', sha256, source: 'folder', demo: false };
  const end = { before: noCounts, rows: orders.length, badRows: 0 };
  return { name: 'orders.import', input: { file, problems: [], end, orders } };
};

/** What a packer, or a supervisor beside the packers, may do. */
const anyAct = async (random: Random, actor: Actor): Promise<{ readonly name: string; readonly input: unknown }> => {
  const answer = await store.query('packing.current', {}, actor);
  const pack = answer.ok ? (answer.value as PackView | null) : null;
  const packId = pack?.packId ?? '-';
  const parcelId = pack?.parcel?.parcelId ?? '-';
  const line = pack === null ? undefined : random.pick([...pack.lines]);
  const serial = line?.sku === 'LAMP' ? `21S${random.integer(1, 4)}` : '';
  const at = Date.parse('2026-11-24T09:00:00Z');
  const scan = {
    sequence: 1,
    deviceId: 'scanner',
    data: line?.sku ?? 'MUG',
    aim: null,
    source: 'serial',
    at,
    simulated: false,
  };
  const hold = { sku: 'TEA', lot: random.pick(['L1', 'L2', null]), serial: null, kind: 'hold', reason: 'glass' };
  const [held] = store.all<{ hold_id: string }>('SELECT hold_id FROM stock_holds WHERE released_at IS NULL');
  const chance = random.integer(0, 19);
  if (chance === 19) {
    const rotation = random.pick(['fefo', 'lot', 'lot']);
    const minimum = random.pick([null, 5, 20, 60]);
    return { name: 'stock.setRule', input: { sku: random.pick(['TEA', 'TEA', 'MUG']), rotation, minimum } };
  }
  if (chance === 0) return { name: 'stock.hold', input: hold };
  if (chance === 1) return { name: 'stock.releaseHold', input: { holdId: held?.hold_id ?? '-', reason: 'fine' } };
  if (chance === 2) {
    const minDaysLeft = random.pick([30, 120, 400, null]);
    return { name: 'stock.setCustomer', input: { customer: random.pick(['C-1', 'C-2']), minDaysLeft } };
  }
  if (pack === null) return { name: 'packing.openOrder', input: { number: random.pick(numbers), takeOver: null } };
  if (pack.step === 'changed') return { name: 'packing.acceptChange', input: { packId } };
  switch (chance) {
    case 3:
      return { name: 'packing.hold', input: { packId, reason: 'damaged' } };
    case 4:
      return { name: 'packing.release', input: { packId } };
    case 5:
      return { name: 'packing.undoItem', input: { parcelId } };
    case 6:
      return { name: 'packing.shortPick', input: { packId, lineId: line?.lineId ?? '-', quantity: 1, reason: 'none' } };
    case 7:
      return { name: 'packing.resume', input: { packId } };
    case 8:
      return { name: 'packing.voidParcel', input: { parcelId, reason: 'wrong box' } };
    default:
      return {
        name: 'packing.scan',
        input: {
          scan: { ...scan, data: serial === '' ? scan.data : serial },
          quantity: null,
          sku: null,
          approval: null,
          reason: null,
        },
      };
  }
};

/** At once: nobody else has a turn in between. */
const askNow = <T>(name: string, params: unknown): T => {
  const answer = store.opened.query(name, params, supervisor);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};
const expectAgreement = (): void =>
  expectAnswersAgree(
    askNow,
    store.all<{ site: string; zone: string }>('SELECT DISTINCT site, zone FROM stock_locations'),
  );

describe('under random commands of sixteen clients at once', () => {
  it.each([20_261, 7, 99])(
    'quantities always equal movements, and no shelf goes below zero (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      let accepted = 0;
      const act = async (): Promise<void> => {
        const { name, input } = anyWish(random);
        const actor = random.next() < 0.8 ? supervisor : operator;
        const envelope = { id: randomUUID(), name, input, actor, origin: 'window' as const };
        const answer = await store.execute(envelope);
        // A client that got no answer asks again: what was booked is answered again, and not booked twice.
        if (answer.ok && name === 'stock.move' && random.next() < 0.5)
          expect(await store.execute(envelope)).toEqual(answer);
        if (answer.ok) accepted += 1;
        else expect(answer.failure.code).not.toBe('internal-error');
      };
      const client = async (): Promise<void> => {
        for (let turn = 0; turn < 15; turn += 1) await act();
      };
      await Promise.all(Array.from({ length: 16 }, client));
      expect(accepted).toBeGreaterThan(60);
      expect(store.all(`SELECT 1 FROM stock_movements WHERE kind = 'kit'`).length).toBeGreaterThan(1);
      // One serial number is one piece, wherever somebody says that it is.
      expect(
        store.all(
          `SELECT g.serial FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods WHERE g.serial <> ''
           GROUP BY g.sku, g.serial HAVING sum(b.quantity) > 1`,
        ),
      ).toEqual([]);
      expect(store.opened.projection.faults()).toEqual([]);
      expectTrue(store.opened.projection);
      expectAgreement();

      const rebuilt = await rebuild(stockFeatures, store.folder);
      expect(contentOf(rebuilt)).toEqual(contentOf(store.opened.projection));
      rebuilt.close();
    },
  );

  it.each([4, 20_262])(
    'nothing is promised twice or forgotten, whoever packs, moves or cancels (seed %i)',
    async (seed) => {
      const random = createRandom(seed);
      const accepted = new Set<string>();
      const act = async (station: string): Promise<void> => {
        const role = random.next() < 0.8 ? ('supervisor' as const) : ('operator' as const);
        const actor: Actor = { ...supervisor, personId: `person-${station}`, role, station };
        const chance = random.next();
        const wish =
          chance < 0.18
            ? anyImport(random)
            : chance < 0.38
              ? anyWish(random)
              : chance < 0.55
                ? anyPick(random)
                : await anyAct(random, actor);
        const by = wish.name === 'orders.import' ? supervisor : actor;
        const envelope = { id: randomUUID(), ...wish, actor: by, origin: 'trusted' as const };
        const answer = store.opened.execute(envelope);
        // Before anybody else has their turn.
        expectPromisesKept(store.opened.projection);
        if (random.next() < 0.1) expectAgreement();
        if (answer.ok && random.next() < 0.3) expect(await store.execute(envelope)).toEqual(answer);
        if (answer.ok) accepted.add(wish.name);
        else
          expect([wish.name, answer.failure.code]).not.toContain(
            wish.name === 'stock.undo' ? 'internal-error' : 'bad-input',
          );
      };
      const client = async (station: string): Promise<void> => {
        for (let turn = 0; turn < 18; turn += 1) await act(station);
      };
      await Promise.all(Array.from({ length: 16 }, (_, index) => client(`S${index}`)));
      const wanted = ['orders.import', 'packing.openOrder', 'packing.scan', 'stock.move', 'stock.hold', 'stock.pick'];
      expect([...accepted]).toEqual(expect.arrayContaining(wanted));
      expect(store.opened.projection.faults()).toEqual([]);
      expectTrue(store.opened.projection);
      expectAgreement();

      const rebuilt = await rebuild(stockFeatures, store.folder);
      expect(contentOf(rebuilt)).toEqual(contentOf(store.opened.projection));
      rebuilt.close();
    },
  );
});
