import type { LabelDescription } from '../description/description';
import type { LabelElement } from '../description/elements';
import { isHolder } from './design';
import { frameOf } from './frame';

/** One thing that differs; the words are empty where it can't be said in few of them. */
export interface PropertyChange {
  readonly property: string;
  readonly from: string;
  readonly to: string;
}

/** What was done to a label from one version to another. */
export type LabelChange =
  | { readonly what: 'added' | 'removed'; readonly element: LabelElement }
  | { readonly what: 'changed'; readonly element: LabelElement; readonly properties: readonly PropertyChange[] }
  | { readonly what: 'order' }
  | { readonly what: 'label'; readonly properties: readonly PropertyChange[] };

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

const mm = (um: number): number => um / 1000;

const sizeOf = (element: LabelElement): string => {
  const { width, height } = frameOf(element);
  return `${mm(width)} × ${mm(height)}`;
};
const placeOf = (element: LabelElement): string => {
  const { x, y } = frameOf(element);
  return `${mm(x)} / ${mm(y)}`;
};

/** Said as place and size, not one by one. */
const geometry = new Set(['x', 'y', 'width', 'height', 'length', 'points', 'kind', 'id']);

/** Elements of groups are compared by themselves. */
const partsOf = (element: LabelElement): ReadonlyMap<string, unknown> => {
  const parts = Object.entries(element).filter(
    ([name, value]) => value !== undefined && !geometry.has(name) && !(isHolder(element) && name === 'elements'),
  );
  return new Map(parts);
};

const propertyChanges = (before: LabelElement, after: LabelElement): PropertyChange[] => {
  const changes: PropertyChange[] = [];
  const note = (property: string, from: string, to: string): void => {
    if (from !== to) changes.push({ property, from, to });
  };
  // A group is as large as what is in it: that is said there.
  const isGroup = before.kind === 'group' && after.kind === 'group';
  if (isGroup) note('place', `${before.x} / ${before.y}`, `${after.x} / ${after.y}`);
  else {
    note('place', placeOf(before), placeOf(after));
    note('extent', sizeOf(before), sizeOf(after));
  }
  const [old, now] = [partsOf(before), partsOf(after)];
  for (const name of new Set([...old.keys(), ...now.keys()]))
    if (!same(old.get(name), now.get(name)))
      changes.push({ property: name, from: wordOf(old.get(name)), to: wordOf(now.get(name)) });
  return changes;
};

/** What an element says, or what it is over: two that say the same are taken for the same. */
const meaningOf = (element: LabelElement): string => {
  switch (element.kind) {
    case 'text':
      return JSON.stringify(element.text);
    case 'barcode':
      return JSON.stringify(element.data ?? element.elements);
    case 'image':
      return element.image.bits;
    case 'table':
    case 'repeat':
      return element.over;
    default:
      return '';
  }
};

type Likeness = (before: LabelElement, after: LabelElement) => boolean;

/** From the surest sign that two are one to the weakest. */
const likenesses: readonly Likeness[] = [
  (before, after) => before.id !== undefined && before.id === after.id,
  same,
  (before, after) => before.kind === after.kind && meaningOf(before) !== '' && meaningOf(before) === meaningOf(after),
  (before, after) => before.kind === after.kind && placeOf(before) === placeOf(after),
  (before, after) => before.kind === after.kind,
];

/** Which place of the new list each of the old one has come to. */
const pairsOf = (before: readonly LabelElement[], after: readonly LabelElement[]): ReadonlyMap<number, number> => {
  const pairs = new Map<number, number>();
  const taken = new Set<number>();
  for (const isLike of likenesses)
    before.forEach((element, index) => {
      if (pairs.has(index)) return;
      const found = after.findIndex((each, at) => !taken.has(at) && isLike(element, each));
      if (found < 0) return;
      pairs.set(index, found);
      taken.add(found);
    });
  return pairs;
};

const isInOrder = (pairs: ReadonlyMap<number, number>): boolean => {
  const places = [...pairs].toSorted(([a], [b]) => a - b).map(([, to]) => to);
  return places.every((place, at) => at === 0 || place > (places[at - 1] ?? -1));
};

const listChanges = (before: readonly LabelElement[], after: readonly LabelElement[]): LabelChange[] => {
  const pairs = pairsOf(before, after);
  const kept = new Set(pairs.values());
  const changed = before.flatMap((old, index): LabelChange[] => {
    const now = after[pairs.get(index) ?? -1];
    if (now === undefined) return [{ what: 'removed', element: old }];
    const properties = propertyChanges(old, now);
    return [
      ...(properties.length === 0 ? [] : [{ what: 'changed' as const, element: now, properties }]),
      ...(isHolder(old) && isHolder(now) ? listChanges(old.elements, now.elements) : []),
    ];
  });
  const added = after.flatMap((element, at): LabelChange[] => (kept.has(at) ? [] : [{ what: 'added', element }]));
  return [...changed, ...added, ...(isInOrder(pairs) ? [] : [{ what: 'order' as const }])];
};

/** What differs between two versions of a label, in the order of the older one. */
export const changesOf = (before: LabelDescription, after: LabelDescription): readonly LabelChange[] => {
  const properties: PropertyChange[] = [];
  const stock = ({ width, height, gap }: LabelDescription['stock']): string => `${width} × ${height} (${gap ?? 3})`;
  if (!same(before.name, after.name))
    properties.push({ property: 'name', from: wordOf(before.name), to: wordOf(after.name) });
  if (stock(before.stock) !== stock(after.stock))
    properties.push({ property: 'stock', from: stock(before.stock), to: stock(after.stock) });
  if (!same(before.samples, after.samples)) properties.push({ property: 'samples', from: '', to: '' });
  return [
    ...(properties.length === 0 ? [] : [{ what: 'label' as const, properties }]),
    ...listChanges(before.elements, after.elements),
  ];
};
