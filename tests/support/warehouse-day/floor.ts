import type { BalanceRow } from '../../../shared/features/stock/queries';
import { goodsIn, shelf, type Person, type Turn } from './person';
import { bulkBins, bulkSkus, kitBin, kitParts, kitSku, lots, pickBins, quarantineBin, receiving } from './world';

const isLoose = ({ status, unit }: BalanceRow): boolean => status === 'available' && unit === null;

const wantedOf = ({ random, house }: Person, sku: string) => ({
  sku,
  owner: random.next() < 0.1 ? 'ACME' : null,
  lot: sku === 'LOT' ? random.pick([...lots]) : null,
  serial: sku === 'SERIAL' ? `R${house.next()}` : null,
});

const putAway = async (person: Person, row: BalanceRow): Promise<void> => {
  const { random, hand } = person;
  if (row.unit !== null) {
    await hand.command('stock.moveUnit', { unit: row.unit, to: random.pick(bulkBins), into: null });
    return;
  }
  const to = shelf(random.pick(random.next() < 0.7 ? pickBins : bulkBins));
  const quantity = random.integer(1, row.quantity);
  await person.move({ kind: 'put-away', wanted: goodsIn(row), from: shelf(row.location, row.status), to, quantity });
};

/** Takes a delivery in, loose or on a pallet, and puts away what stands in the bay. */
export const receive: Turn = async (person) => {
  const { random, house } = person;
  const location = random.pick([...receiving]);
  const rows = (await person.rowsIn(location)).filter(({ status }) => status === 'available');
  if (rows.length > 4 || random.next() < 0.4) {
    if (rows.length > 0) await putAway(person, random.pick([...rows]));
    return;
  }
  const wanted = wantedOf(person, random.next() < 0.15 ? 'SERIAL' : random.pick(bulkSkus));
  const unit = random.next() < 0.2 ? `PALLET-${house.next()}` : null;
  const quantity = wanted.serial === null ? random.integer(4, 30) : 1;
  const to = shelf(location, 'available', unit);
  await person.move({ kind: 'receive', wanted, to, quantity, document: `ASN-${random.integer(1, 99)}` });
};

/** Brings goods from one bin to another, where there are any. */
export const replenish: Turn = async (person) => {
  const { random } = person;
  const rows = (await person.rowsIn(random.pick([...pickBins, ...bulkBins]))).filter(isLoose);
  if (rows.length === 0) return;
  const row = random.pick(rows);
  const to = shelf(random.pick(pickBins));
  const quantity = random.integer(1, Math.min(row.quantity, 12));
  await person.move({ kind: 'move', wanted: goodsIn(row), from: shelf(row.location), to, quantity });
};

/** What customers send back, in whatever condition, and what comes from other houses. */
export const takeBack: Turn = async (person) => {
  const { random } = person;
  const sku = random.pick(bulkSkus);
  const location = random.pick([...receiving]);
  const lot = sku === 'LOT' ? random.pick([...lots]) : null;
  if (random.next() < 0.3) {
    await person.move({ kind: 'transfer', wanted: { sku, lot }, to: shelf(location), quantity: random.integer(1, 9) });
    return;
  }
  const condition = random.pick(['new', 'opened', 'used'] as const);
  const to = condition === 'new' ? shelf(location) : shelf(quarantineBin, 'quarantine');
  const wanted = { sku, lot, condition };
  await person.move({ kind: 'return', wanted, to, quantity: random.integer(1, 3), reason: 'unwanted' });
};

/** Gathers the parts of a kit, and makes kits of them. */
export const makeKits: Turn = async (person) => {
  const { random, hand } = person;
  const part = random.pick([...kitParts]);
  const rows = await hand.query<readonly BalanceRow[]>('stock.ofSku', { sku: part.sku });
  const free = rows.filter((row) => isLoose(row) && row.location !== kitBin && row.condition === 'new');
  if (free.length > 0) {
    const row = random.pick(free);
    const quantity = Math.min(row.quantity, part.quantity * 3);
    await person.move({ kind: 'move', wanted: goodsIn(row), from: shelf(row.location), to: shelf(kitBin), quantity });
  }
  const kit = { kit: { sku: kitSku }, quantity: random.integer(1, 2), from: kitBin, to: random.pick(pickBins) };
  await hand.command('stock.kit', { ...kit, named: [], beyondBook: [] });
};

/** What a customer orders; `many` at once shortly before a cut-off. */
export const bringOrders =
  (many: number): Turn =>
  async ({ random, hand, house }) => {
    for (let each = 0; each < many; each += 1) {
      const number = `D${house.next()}`;
      const skus = new Set(Array.from({ length: random.integer(1, 3) }, () => random.pick([...bulkSkus, 'SERIAL'])));
      await hand.order(
        number,
        [...skus].map((sku) => ({ sku, quantity: random.integer(1, 4) })),
      );
      house.open.push(number);
    }
  };
