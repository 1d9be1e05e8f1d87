import { mostShelves, type CountLine, type LineShelf } from '../../../shared/features/counts/records';
import type { ClassifiedTag } from '../../../shared/features/counts/tag-classes';
import { serialOfKey } from '../../../shared/features/counts/tag-identity';
import type { Reader } from '../../store/types';
import type { Held } from '../stock/facts';
import { evidenceIn, summaryOf, unread } from './evidence';
import { shelvesAt, type CountRow } from './facts';
import type { SortedTags } from './sort-tags';

/** Tags of no concern that are listed one by one. */
const mostNotes = 1000;

const noTag = { key: null, epc: null, tid: null, scheme: null, location: null, belongs: null, notes: [] };

interface Pool {
  readonly epcs: string[];
  tags: number;
  /** One that is too many. */
  surplus: ClassifiedTag | null;
}

type Shelves = Pick<CountLine, 'book' | 'shelves' | 'moreShelves'>;

const shelvesOf = (held: readonly Held[]): Shelves => ({
  book: held.reduce((sum, { quantity }) => sum + quantity, 0),
  shelves: held.slice(0, mostShelves).map(({ goods, shelf, quantity }): LineShelf => ({ goods, shelf, quantity })),
  moreShelves: Math.max(0, held.length - mostShelves),
});

export interface TagLines {
  readonly lines: readonly CountLine[];
  /** Tags of no concern beyond those that are listed. */
  readonly unlisted: number;
}

/** The differences of a round by RFID to the book at the end of its last pass, and what else was read. */
export const linesOfTags = (db: Reader, count: CountRow, sorted: SortedTags): TagLines => {
  const { plain, classifier, book, items, during } = sorted;
  const { item, keyOf } = items;
  const lines: CountLine[] = [];
  const pools = new Map<string, Pool>();
  let notes = 0;

  const shelvesIn = (sku: string, serial: string | null): readonly Held[] =>
    shelvesAt(db, count.count_id, during.position, sku, serial);
  const shelvesOfPool = (sku: string): Shelves =>
    shelvesOf(shelvesIn(sku, null).filter(({ goods }) => keyOf(sku, goods.serial) === null));

  const heardOf = ({ epc, tid }: ClassifiedTag) => summaryOf(evidenceIn(db, count.count_id, count.round, epc, tid));

  const addPiece = (sku: string, key: string, kind: 'missing' | 'moved'): void =>
    void lines.push({
      ...noTag,
      ...unread,
      ...shelvesOf(shelvesIn(sku, serialOfKey(key))),
      class: kind,
      key,
      sku,
      counted: 0,
      valueMinor: item(sku).valueMinor,
      notes: kind === 'moved' ? [] : during.pieceOf(key, null) === null ? [] : ['moved'],
    });

  const addTag = (tag: ClassifiedTag, kind: CountLine['class']): void => {
    const isOurs = kind === 'misplaced' || kind === 'unexpected' || kind === 'unknown' || kind === 'moved';
    if (!isOurs && (notes += 1) > mostNotes) return;
    lines.push({
      class: kind,
      sku: tag.sku,
      key: tag.key,
      epc: tag.epc,
      tid: tag.tid,
      scheme: tag.scheme,
      book: 0,
      counted: isOurs ? 1 : 0,
      shelves: [],
      moreShelves: 0,
      location: null,
      belongs: tag.belongs,
      valueMinor: tag.sku === null ? null : item(tag.sku).valueMinor,
      notes: [...tag.notes],
      ...heardOf(tag),
    });
  };

  const addToPool = (tag: ClassifiedTag, sku: string): void => {
    const pool = pools.get(sku) ?? { epcs: [], tags: 0, surplus: null };
    pools.set(sku, pool);
    pool.tags += 1;
    if (during.hasMoved(sku)) pool.epcs.push(tag.epc);
    if (tag.class === 'unexpected') pool.surplus ??= tag;
  };

  const takeTag = (tag: ClassifiedTag): void => {
    const { sku, key } = tag;
    if (sku !== null && !item(sku).isSerial && (tag.class === 'found' || tag.class === 'unexpected'))
      return addToPool(tag, sku);
    // Read, and booked in after the last pass: both are right.
    if (tag.class !== 'found' && tag.class !== 'stray' && during.cameLater(key)) return undefined;
    if (tag.class === 'found' && sku !== null) return takeFound(key, sku, tag.epc);
    const verdict = tag.class === 'stray' ? null : during.pieceOf(key, tag.epc);
    if (verdict === null || verdict === 'as-read') return tag.class === 'found' ? undefined : addTag(tag, tag.class);
    if (verdict === 'not-here' || during.leftLater(key)) return undefined;
    return verdict === 'unknown' ? addTag(tag, 'moved') : undefined;
  };

  /** A piece that was heard where it belongs, unless it moved meanwhile. */
  const takeFound = (key: string, sku: string, epc: string): void => {
    const verdict = during.pieceOf(key, epc);
    if (verdict === null || verdict === 'as-read' || verdict === 'not-here' || during.leftLater(key)) return;
    addPiece(sku, key, verdict === 'unknown' ? 'moved' : 'missing');
  };

  const takeMissing = (sku: string, key: string): void => {
    // It was at hand when somebody booked it out after the last pass.
    if (during.leftLater(key)) return;
    addPiece(sku, key, during.pieceOf(key, null) === 'unknown' ? 'moved' : 'missing');
  };

  const takePool = (sku: string): void => {
    const { tags, epcs, surplus } = pools.get(sku) ?? { tags: 0, epcs: [], surplus: null };
    const pieces = book.pools.get(sku) ?? 0;
    const { least, most, undated } = during.hasMoved(sku)
      ? during.differenceOf(sku, pieces, epcs)
      : { least: tags - pieces, most: tags - pieces, undated: false };
    // Even if each piece that left had been read before, all that should be here was read.
    if (least === 0 && (most === 0 || !undated)) return;
    const isKnown = least === most;
    const kind = isKnown ? (least < 0 ? 'short' : 'surplus') : 'moved';
    const heard = surplus === null ? unread : heardOf(surplus);
    const base = { ...noTag, ...heard, ...shelvesOfPool(sku), sku, valueMinor: item(sku).valueMinor };
    lines.push({ ...base, class: kind, counted: isKnown ? pieces + least : tags });
  };

  for (const [key, { epc }] of plain) takeFound(key, book.pieces.get(key) ?? '', epc);
  for (const tag of classifier.tags()) takeTag(tag);
  for (const sku of new Set([...book.pools.keys(), ...pools.keys()])) if (!item(sku).isSerial) takePool(sku);
  for (const { sku, key, quantity } of classifier.missing()) {
    if (key !== null) takeMissing(sku, key);
    else if (item(sku).isSerial) {
      // Pieces that should have a serial number and have none in the book.
      const shelves = shelvesOfPool(sku);
      const kind = during.hasMoved(sku) ? 'moved' : 'short';
      const base = { ...noTag, ...unread, ...shelves, sku, valueMinor: item(sku).valueMinor };
      lines.push({ ...base, class: kind, counted: shelves.book - quantity });
    }
  }
  return { lines, unlisted: Math.max(0, notes - mostNotes) };
};
