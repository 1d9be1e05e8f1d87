import { createClassifier, type Classifier } from '../../../shared/features/counts/classify';
import { usualStrayRules, type CountWorld, type Whereabouts } from '../../../shared/features/counts/tag-classes';
import type { Reader } from '../../store/types';
import { duringOf, type During } from './during';
import { bookAt, skuOfGtin, type CountRow } from './facts';
import { heardIn } from './heard';
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
  readonly classifier: Classifier;
  /** What the book had at the end of the last pass. */
  readonly book: CountBook;
  readonly items: CountItems;
  readonly during: During;
}

/** All tags of the round, sorted by what the book said when the last pass ended. */
export const sortTags = (db: Reader, count: CountRow): SortedTags => {
  const items = itemsIn(db);
  const during = duringOf(db, count, items);
  const book = countBookOf(bookAt(db, count.count_id, during.position), items);
  const world: CountWorld = {
    expected: expectedOf(book),
    skuOfGtin: remember((code) => skuOfGtin(db, code)),
    whereabouts: (sku, serial) => (items.item(sku).isSerial ? whereaboutsIn(db, sku, serial) : { kind: 'gone' }),
    rules: usualStrayRules,
    identityOf: knownIdentity,
  };
  const classifier = createClassifier(world);
  for (const row of heardIn(db, count.count_id, count.round)) for (const each of strengthsOf(row)) classifier.see(each);
  return { classifier, book, items, during };
};
