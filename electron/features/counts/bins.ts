import type { InputOf } from '../../../shared/feature';
import { linesOfBin, type Moved, type Scanned } from '../../../shared/features/counts/bin-lines';
import type { countCommands, CountStanding } from '../../../shared/features/counts/commands';
import { countEvent } from '../../../shared/features/counts/events';
import type { CountedEntry } from '../../../shared/features/counts/records';
import { goods } from '../../../shared/features/stock/records';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { heldColumns, heldOf, type Held, type HeldRow } from '../stock/facts';
import { movementsWhere } from '../stock/ledger';
import { itemFacts, nameOf, type CountRow } from './facts';
import { weighedSkus } from './weighings';
import { taking } from './who';
import { binFailure } from './zones';

type Input<N extends keyof typeof countCommands> = InputOf<(typeof countCommands)[N]>;

interface BinRow {
  done: number;
  round: number;
  /** Entry of the first scan since the bin was begun. */
  first_n: number | null;
  /** Goods moved while it was counted, and it was begun anew. */
  restarted: number;
}

const readBin = (db: Reader, countId: string, location: string): BinRow | undefined =>
  db.get<BinRow>(
    'SELECT done, round, first_n, restarted FROM count_bins WHERE count_id = ? AND location = ?',
    countId,
    location,
  );

/** A bin of this count that is not through yet, or why nothing can be counted in it. */
export const openBin = (context: CommandContext, count: CountRow, location: string): BinRow | Decision<never> => {
  const bin = readBin(context.db, count.count_id, location);
  if (bin === undefined) return refused({ code: 'count-other-bin', details: { location } });
  if (bin.done === 1) return refused({ code: 'count-bin-done', details: { location } });
  const others = binFailure(context, count, location);
  return others === null ? bin : refused(others);
};

export const entriesIn = (db: Reader, countId: string, location: string): readonly Scanned[] =>
  db
    .all<{ goods: string; quantity: number; first_n: number; last_n: number }>(
      'SELECT goods, quantity, first_n, last_n FROM count_entries WHERE count_id = ? AND location = ? ORDER BY goods',
      countId,
      location,
    )
    .map(({ goods: text, quantity, first_n: firstN, last_n: lastN }) => ({
      goods: goods.parse(JSON.parse(text)),
      quantity,
      firstN,
      lastN,
    }));

const said = (text: string): string | null => (text === '' ? null : text);

/**
 * What came into a bin or left it after an entry; from one unit or status of the bin to another nothing moves, and nothing by
 * a correction: it brings the book to what lies there.
 */
const movedIn = (db: Reader, location: string, after: number): readonly Moved[] => {
  const moved = movementsWhere(db, { location, after });
  return db
    .all<{
      n: number;
      sku: string;
      lot: string;
      serial: string;
      quantity: number;
      into: number;
      undoes: number | null;
    }>(
      `SELECT m.n, g.sku, g.lot, g.serial, m.quantity, t.location = ? AS "into", m.undoes FROM ${moved.sql} m
       JOIN stock_goods g ON g.goods = m.goods JOIN stock_accounts f ON f.account = m.source JOIN stock_accounts t ON t.account = m.target
       WHERE f.location <> t.location AND m.kind NOT IN ('adjust', 'count') ORDER BY m.n, m.line`,
      location,
      ...moved.cells,
    )
    .map(({ n, sku, lot, serial, quantity, into, undoes }) => ({
      n,
      quantity,
      into: into === 1,
      takesBack: undoes !== null,
      goods: { sku, lot: said(lot), serial: said(serial) },
    }));
};

/** A piece that has a serial number is one too many where the book has it elsewhere, however many others are still to come. */
export const standingOf = (
  db: Reader,
  { blind }: Pick<CountRow, 'blind'>,
  { location, goods: { sku, serial }, quantity }: CountedEntry,
  entries: readonly Scanned[],
): CountStanding => {
  if (blind === 1) return null;
  const lying = db.all<{ serial: string; quantity: number }>(
    `SELECT g.serial, b.quantity FROM stock_accounts a JOIN stock_balances b ON b.account = a.account
     JOIN stock_goods g ON g.goods = b.goods WHERE a.location = ? AND g.sku = ?`,
    location,
    sku,
  );
  if (serial !== null && !lying.some((each) => each.serial === serial)) return 'beyond';
  const counted = sum(entries.filter((each) => each.goods.sku === sku)) + quantity;
  const book = sum(lying);
  return counted > book ? 'beyond' : counted === book ? 'complete' : 'open';
};

export const scan = (
  context: CommandContext,
  { countId, entry, deviceId }: Input<'counts.scan'>,
): Decision<{ quantity: number; standing: CountStanding }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  if (found.count.method !== 'barcode') return refused({ code: 'count-by-rfid' });
  const { db } = context;
  const bin = openBin(context, found.count, entry.location);
  if ('result' in bin) return bin;
  const entries = entriesIn(db, countId, entry.location);
  const before = entries.find((each) => JSON.stringify(each.goods) === JSON.stringify(entry.goods));
  const { sku, serial } = entry.goods;
  // One serial number is one piece, however often it is scanned and whatever else its labels say.
  if (serial !== null && entries.some((each) => each.goods.sku === sku && each.goods.serial === serial))
    return refused({ code: 'count-serial-twice' });
  const scanned = countEvent('v1.counts.scanned', { countId, round: found.count.round, entry, deviceId });
  const standing = standingOf(db, found.count, entry, entries);
  return decided({ quantity: (before?.quantity ?? 0) + entry.quantity, standing }, [...found.joined, scanned]);
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
     WHERE +g.sku = ? AND g.serial = ? AND g.serial <> '' LIMIT 1`,
    sku,
    serial,
  );
  const known = db.get(
    "SELECT 1 AS known FROM stock_goods WHERE +sku = ? AND serial = ? AND serial <> ''",
    sku,
    serial,
  );
  return { location: place?.location ?? null, known: known !== undefined };
};

const sum = (all: readonly { readonly quantity: number }[]): number =>
  all.reduce((before, { quantity }) => before + quantity, 0);

export const finishBin = (
  context: CommandContext,
  { countId, location }: Input<'counts.finishBin'>,
): Decision<{ differences: number | null }> => {
  const found = taking(context, countId);
  if ('result' in found) return found;
  const { db } = context;
  const bin = openBin(context, found.count, location);
  if ('result' in bin) return bin;
  const lying = lyingIn(db, location);
  const scanned = entriesIn(db, countId, location);
  const restart = (reason: 'moved' | 'empty') => [
    ...found.joined,
    countEvent('v1.counts.binRestarted', { countId, location, reason }),
  ];
  // Begun anew and nothing scanned since: a second press of the same key must not call the bin empty.
  const blind = found.count.blind === 1;
  if (bin.restarted === 1 && scanned.length === 0 && (blind || lying.length > 0))
    return refused({ code: 'count-bin-empty', details: { location } }, restart('empty'));
  const { lines, heaps, again } = linesOfBin({
    location,
    lying,
    scanned,
    moved: bin.first_n === null ? [] : movedIn(db, location, bin.first_n),
    valueMinor: (sku) => itemFacts(db, sku).valueMinor,
    whereabouts: (sku, serial) => whereIs(db, sku, serial),
  });
  const [moved] = again;
  if (moved !== undefined) {
    // A name that nobody scanned here would be what the book has.
    const known = !blind || scanned.some((each) => each.goods.sku === moved);
    const why = known ? { location, name: nameOf(db, moved) } : { location };
    return refused({ code: known ? 'count-bin-moved' : 'count-bin-changed', details: why }, restart('moved'));
  }
  const byWeight = weighedSkus(db, countId, location);
  const counted = countEvent('v1.counts.binCounted', {
    countId,
    round: found.count.round,
    location,
    expected: sum(lying),
    counted: sum(scanned),
    lines: lines.map((line) =>
      line.sku !== null && byWeight.has(line.sku) ? { ...line, notes: [...line.notes, 'weighed'] } : line,
    ),
    heaps: [...heaps],
  });
  // Whoever counts blind is not told by the answer either.
  return decided({ differences: blind ? null : lines.length }, [...found.joined, counted]);
};
