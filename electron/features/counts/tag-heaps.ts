import { noteClasses, type CountedHeap, type CountLine } from '../../../shared/features/counts/records';
import type { SortedTags } from './sort-tags';

/** What a round by RFID counted, item by item; what moved meanwhile is nobody's knowledge and is left out. */
export const heapsOfTags = (
  { book, items }: Pick<SortedTags, 'book' | 'items'>,
  lines: readonly CountLine[],
): readonly CountedHeap[] => {
  const heaps = new Map<string, { sku: string; book: number; counted: number; off: number }>();
  const heapOf = (sku: string) => {
    const known = heaps.get(sku);
    if (known !== undefined) return known;
    const made = { sku, book: 0, counted: 0, off: 0 };
    heaps.set(sku, made);
    return made;
  };
  const add = (sku: string, pieces: number): void => {
    const heap = heapOf(sku);
    heap.book += pieces;
    heap.counted += pieces;
  };
  for (const sku of book.pieces.values()) add(sku, 1);
  for (const [sku, pieces] of book.pools) add(sku, pieces);
  for (const { class: kind, sku, book: had, counted } of lines) {
    if (sku === null || noteClasses.includes(kind)) continue;
    const heap = heapOf(sku);
    heap.counted += counted - had;
    heap.off += Math.abs(counted - had);
  }
  for (const { class: kind, sku } of lines) if (kind === 'moved' && sku !== null) heaps.delete(sku);
  return [...heaps.values()].map((heap) => ({ ...heap, valueMinor: items.item(heap.sku).valueMinor }));
};
