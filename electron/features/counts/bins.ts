import type { InputOf } from '../../../shared/feature';
import { linesOfBin } from '../../../shared/features/counts/bin-lines';
import type { countCommands } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import { goods, type Goods } from '../../../shared/features/stock/records';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { heldColumns, heldOf, type Held, type HeldRow } from '../stock/facts';
import { itemFacts } from './facts';
import { taking } from './who';

type Input<N extends keyof typeof countCommands> = InputOf<(typeof countCommands)[N]>;

interface BinRow {
  done: number;
  round: number;
}

const readBin = (db: Reader, countId: string, location: string): BinRow | undefined =>
  db.get<BinRow>('SELECT done, round FROM count_bins WHERE count_id = ? AND location = ?', countId, location);

/** A bin of this count that is not through yet, or why nothing can be counted in it. */
const binFailure = (db: Reader, countId: string, location: string): Decision<never> | null => {
  const bin = readBin(db, countId, location);
  if (bin === undefined) return refused({ code: 'count-other-bin', details: { location } });
  return bin.done === 1 ? refused({ code: 'count-bin-done', details: { location } }) : null;
};

const entriesIn = (db: Reader, countId: string, location: string): { goods: Goods; quantity: number }[] =>
  db
    .all<{ goods: string; quantity: number }>(
      'SELECT goods, quantity FROM count_entries WHERE count_id = ? AND location = ? ORDER BY goods',
      countId,
      location,
    )
    .map((row) => ({ goods: goods.parse(JSON.parse(row.goods)), quantity: row.quantity }));

export const scan = (
  context: CommandContext,
  { countId, entry }: Input<'counts.scan'>,
): Decision<{ quantity: number }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  if (found.count.method !== 'barcode') return refused({ code: 'count-by-rfid' });
  const { db } = context;
  const failure = binFailure(db, countId, entry.location);
  if (failure !== null) return failure;
  const before = entriesIn(db, countId, entry.location).find(
    (each) => JSON.stringify(each.goods) === JSON.stringify(entry.goods),
  );
  // One serial number is one piece, however often it is scanned.
  if (before !== undefined && entry.goods.serial !== null) return refused({ code: 'count-serial-twice' });
  const scanned = countEvent('v1.counts.scanned', { countId, round: found.count.round, entry });
  return decided({ quantity: (before?.quantity ?? 0) + entry.quantity }, [...found.joined, scanned]);
};

const lyingIn = (db: Reader, location: string): readonly Held[] =>
  db
    .all<HeldRow>(
      `SELECT ${heldColumns} FROM stock_accounts a CROSS JOIN stock_balances b ON b.account = a.account
       CROSS JOIN stock_goods g ON g.goods = b.goods WHERE a.location = ? ORDER BY g.sku, b.since`,
      location,
    )
    .map(heldOf);

const whereIs = (db: Reader, sku: string, serial: string): { location: string | null; known: boolean } => {
  const place = db.get<{ location: string }>(
    `SELECT a.location FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE g.sku = ? AND g.serial = ? LIMIT 1`,
    sku,
    serial,
  );
  const known = db.get('SELECT 1 AS known FROM stock_goods WHERE sku = ? AND serial = ?', sku, serial);
  return { location: place?.location ?? null, known: known !== undefined };
};

export const finishBin = (
  context: CommandContext,
  { countId, location }: Input<'counts.finishBin'>,
): Decision<{ differences: number | null }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  const { db } = context;
  const failure = binFailure(db, countId, location);
  if (failure !== null) return failure;
  const lying = lyingIn(db, location);
  const scanned = entriesIn(db, countId, location);
  const lines = linesOfBin({
    location,
    lying,
    scanned,
    valueMinor: (sku) => itemFacts(db, sku).valueMinor,
    whereabouts: (sku, serial) => whereIs(db, sku, serial),
  });
  const sum = (all: readonly { readonly quantity: number }[]): number =>
    all.reduce((before, { quantity }) => before + quantity, 0);
  const counted = countEvent('v1.counts.binCounted', {
    countId,
    round: found.count.round,
    location,
    expected: sum(lying),
    counted: sum(scanned),
    lines: [...lines],
  });
  // Whoever counts blind is not told by the answer either.
  return decided({ differences: found.count.blind === 1 ? null : lines.length }, [...found.joined, counted]);
};
