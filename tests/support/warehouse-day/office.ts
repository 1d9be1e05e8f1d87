import type { BalanceRow, HoldRow, MovementRow, StockTaskRow } from '../../../shared/features/stock/queries';
import { approval, codeOf } from '../pack-world';
import { goodsIn, shelf, type Person, type Turn } from './person';
import { aisles, bulkBins, lots, pickBins, quarantineBin } from './world';

/** The word of a second person, as main attests it. */
const second = () => ({ approval: approval('second-boss'), reason: 'seen on the shelf' });

const anyRow = async (person: Person, location: string): Promise<BalanceRow | null> => {
  const rows = await person.rowsIn(location);
  return rows.length === 0 ? null : person.random.pick([...rows]);
};

/** Brings the book of one shelf to what is really there, by four eyes: nobody knows what the goods are worth. */
const adjust: Turn = async (person) => {
  const { random, hand, boss } = person;
  const row = await anyRow(person, random.pick(pickBins));
  if (row === null) return;
  const counted = Math.max(0, row.quantity + random.integer(-3, 2));
  const input = {
    goods: goodsIn(row),
    shelf: shelf(row.location, row.status, row.unit),
    counted,
    reason: 'miscounted',
  };
  await hand.command('stock.adjust', input, boss);
  await hand.command('stock.correctApproved', { correction: { kind: 'adjust', input }, ...second() }, boss);
};

/** Takes back one of the newest movements, whoever made it. */
const undo: Turn = async ({ random, hand, boss }) => {
  const rows = await hand.query<readonly MovementRow[]>('stock.movements', { limit: 40 });
  if (rows.length === 0) return;
  const input = { n: random.pick([...rows]).n, reason: 'it was another bin' };
  if (codeOf(await hand.command('stock.undo', input, boss)) === 'stock-approval-needed')
    await hand.command('stock.correctApproved', { correction: { kind: 'undo', input }, ...second() }, boss);
};

const throwAway: Turn = async (person) => {
  const { random } = person;
  const row = await anyRow(person, random.pick([quarantineBin, quarantineBin, random.pick(pickBins)]));
  if (row === null) return;
  const from = shelf(row.location, row.status, row.unit);
  const quantity = Math.min(row.quantity, random.integer(1, 3));
  await person.move({ kind: 'scrap', wanted: goodsIn(row), from, quantity, reason: 'damaged' }, person.boss);
};

const sendAway: Turn = async (person) => {
  const row = await anyRow(person, person.random.pick(bulkBins));
  if (row === null) return;
  const from = shelf(row.location, row.status, row.unit);
  const quantity = Math.min(row.quantity, 6);
  await person.move({ kind: 'transfer', wanted: goodsIn(row), from, quantity, document: 'TO-HAMBURG' }, person.boss);
};

/** A lot is held back, and let go again by whoever comes next. */
const holdOrRelease: Turn = async ({ random, hand, boss }) => {
  const [held] = await hand.query<readonly HoldRow[]>('stock.holds', { sku: 'LOT' });
  await (held === undefined
    ? hand.command(
        'stock.hold',
        { sku: 'LOT', lot: random.pick([...lots]), serial: null, kind: 'hold', reason: 'a broken seal' },
        boss,
      )
    : hand.command('stock.releaseHold', { holdId: held.holdId, reason: 'checked' }, boss));
};

const closeTask: Turn = async ({ random, hand, boss }) => {
  const { rows } = await hand.query<{ rows: readonly StockTaskRow[] }>('stock.tasks', { limit: 20 });
  if (rows.length > 0)
    await hand.command('stock.closeTask', { taskId: random.pick([...rows]).taskId, note: 'looked at' }, boss);
};

/** Whatever a supervisor puts right. */
export const putRight: Turn = async (person) => {
  const turn = person.random.pick([adjust, adjust, undo, undo, throwAway, sendAway, holdOrRelease, closeTask]);
  await turn(person);
};

interface Counted {
  readonly countId: string;
  readonly locations: readonly string[];
}

const startCount = async ({ random, hand, boss }: Person): Promise<Counted | null> => {
  const aisle = random.pick([...aisles]);
  const scope = { kind: 'zone', site: 'test', zone: 'A', aisle, bay: null };
  const wish = { title: `Aisle ${aisle}`, method: 'barcode', scope, blind: false, toleranceMinor: 0 };
  const answer = await hand.command('counts.start', { ...wish, approvalMinor: 0 }, boss);
  if (!answer.ok) return null;
  const { countId } = answer.value as { countId: string };
  return { countId, locations: pickBins.filter((_, index) => aisles[index % aisles.length] === aisle) };
};

/** Scans what lies in a bin, now and then a piece too many or too few; begun anew where goods moved meanwhile. */
const countBin = async (person: Person, countId: string, location: string): Promise<void> => {
  const { random, hand } = person;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    for (const row of await person.rowsIn(location)) {
      const quantity = Math.max(0, row.quantity + (random.next() < 0.1 ? random.integer(-1, 1) : 0));
      if (quantity > 0)
        await hand.command('counts.scan', { countId, entry: { location, goods: goodsIn(row), quantity } });
    }
    const code = codeOf(await hand.command('counts.finishBin', { countId, location }));
    if (code !== 'count-bin-moved' && code !== 'count-bin-empty') return;
  }
};

/** Counts an aisle while everybody works in it, and brings the book to what was found. */
export const count: Turn = async (person) => {
  const { hand, boss, house } = person;
  const begun = await startCount(person);
  if (begun === null) return;
  const { countId, locations } = begun;
  for (const location of locations) {
    if (house.over() >= 1) break;
    await countBin(person, countId, location);
  }
  if (!(await hand.command('counts.submit', { countId })).ok) {
    await hand.command('counts.cancel', { countId, reason: 'too busy here' }, boss);
    return;
  }
  const { rows } = await hand.query<{ rows: readonly { line: number; round: number }[] }>('counts.lines', { countId });
  for (const { line, round } of rows)
    await hand.command(
      'counts.decide',
      { countId, round, lines: [line], decision: 'adjust', reason: 'miscounted', note: null, shelf: null },
      boss,
    );
  await hand.command('counts.approve', { countId, ...second() }, boss);
  if (!(await hand.command('counts.post', { countId }, boss)).ok)
    await hand.command('counts.cancel', { countId, reason: 'goods moved on' }, boss);
};
