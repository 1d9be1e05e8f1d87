import { createClassifier, type Classifier } from '../../../shared/features/counts/classify';
import {
  usualStrayRules,
  type CountWorld,
  type Expected,
  type Whereabouts,
} from '../../../shared/features/counts/tag-classes';
import type { Reader } from '../../store/types';
import { duringOf, type During } from './during';
import { bookAt, skuOfGtin, type CountRow } from './facts';
import { heardIn, type HeardRow } from './heard';
import { knownIdentity } from './identities';
import { countBookOf, expectedOf, itemsIn, remember, strengthsOf, type CountBook, type CountItems } from './world';

/** Where the book has a piece outside of what is counted, or whether it ever had it. */
const whereaboutsIn = (db: Reader, sku: string, serial: string): Whereabouts => {
  const place = db.get<{ location: string }>(
    `SELECT a.location FROM stock_goods g JOIN stock_balances b ON b.goods = g.goods JOIN stock_accounts a ON a.account = b.account
     WHERE +g.sku = ? AND g.serial = ? AND g.serial <> '' ORDER BY a.location LIMIT 1`,
    sku,
    serial,
  );
  if (place !== undefined) return { kind: 'place', location: place.location };
  const known = db.get(
    "SELECT 1 AS known FROM stock_goods WHERE +sku = ? AND serial = ? AND serial <> ''",
    sku,
    serial,
  );
  return { kind: known === undefined ? 'never-seen' : 'gone' };
};

export interface SortedTags {
  /** Pieces that are here by the book and of which one tag was heard: found, whatever else. Nearly all of them are. */
  readonly plain: ReadonlyMap<string, HeardRow>;
  /** Everything else. */
  readonly classifier: Classifier;
  readonly expected: number;
  readonly found: number;
  /** What the book had at the end of the last pass. */
  readonly book: CountBook;
  readonly items: CountItems;
  readonly during: During;
}

interface Parted {
  readonly plain: ReadonlyMap<string, HeardRow>;
  readonly others: readonly HeardRow[];
}

/** A hundred thousand tags that lie where they belong need no classifier: it would take the time of the hand-in. */
const part = (rows: readonly HeardRow[], pieces: CountBook['pieces']): Parted => {
  const plain = new Map<string, HeardRow>();
  const twice = new Set<string>();
  const others: HeardRow[] = [];
  for (const row of rows) {
    const { key } = knownIdentity(row.epc);
    const before = plain.get(key);
    if (before !== undefined) {
      plain.delete(key);
      twice.add(key);
      others.push(before, row);
    } else if (pieces.has(key) && !twice.has(key)) plain.set(key, row);
    else others.push(row);
  }
  return { plain, others };
};

function* without(expected: Iterable<Expected>, plain: Parted['plain']): Generator<Expected> {
  for (const each of expected) if (each.kind !== 'piece' || !plain.has(each.key)) yield each;
}

/** All tags of the round, sorted by what the book said when the last pass ended. */
export const sortTags = (db: Reader, count: CountRow): SortedTags => {
  const items = itemsIn(db);
  const during = duringOf(db, count, items);
  const book = countBookOf(bookAt(db, count.count_id, during.position), items);
  const { plain, others } = part(heardIn(db, count.count_id, count.round), book.pieces);
  const world: CountWorld = {
    expected: without(expectedOf(book), plain),
    skuOfGtin: remember((code) => skuOfGtin(db, code)),
    whereabouts: (sku, serial) => (items.item(sku).isSerial ? whereaboutsIn(db, sku, serial) : { kind: 'gone' }),
    rules: usualStrayRules,
    identityOf: knownIdentity,
  };
  const classifier = createClassifier(world);
  for (const row of others) for (const each of strengthsOf(row)) classifier.see(each);
  const sums = classifier.sums();
  return {
    plain,
    classifier,
    expected: sums.expected + plain.size,
    found: sums.found + plain.size,
    book,
    items,
    during,
  };
};
