import { crop, inkOf, overlaps, unionOf, type Bitmap, type Rect } from '../bitmap';
import type { LabelPage, PageBarcode, PageItem } from './page';
import { rasterPart } from './raster';

/** Something that a printer language draws by one command, none of them upon another. */
export type Block =
  | { readonly kind: 'area'; readonly at: Rect }
  | { readonly kind: 'picture'; readonly at: Rect; readonly bitmap: Bitmap }
  | { readonly kind: 'barcode'; readonly barcode: PageBarcode };

interface Group {
  readonly at: Rect;
  readonly items: readonly PageItem[];
}

export interface BlockRules {
  /** The barcodes that the language draws itself, module by module as we do. */
  readonly isNative: (barcode: PageBarcode) => boolean;
  /** Pictures are this many dots wide or a multiple, and whiten what lies below them. */
  readonly pictureUnit: 1 | 8;
}

const clipped = ({ at }: PageItem, { width, height }: LabelPage): Rect | null => {
  const [x, y] = [Math.max(0, at.x), Math.max(0, at.y)];
  const [right, bottom] = [Math.min(width, at.x + at.width), Math.min(height, at.y + at.height)];
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
};

const isWithin = (at: Rect, page: LabelPage): boolean =>
  at.x >= 0 && at.y >= 0 && at.x + at.width <= page.width && at.y + at.height <= page.height;

const isPicture = ({ items }: Group, rules: BlockRules): boolean => {
  const [only] = items;
  if (items.length > 1 || only === undefined) return true;
  return only.kind === 'picture' || (only.kind === 'barcode' && !rules.isNative(only));
};

/** The room that a group takes in the printer's memory. */
const reachOf = (group: Group, rules: BlockRules): Rect =>
  isPicture(group, rules)
    ? { ...group.at, width: Math.ceil(group.at.width / rules.pictureUnit) * rules.pictureUnit }
    : group.at;

/** Lines that cross are black either way. */
const mayOverlap = (a: Group, b: Group): boolean =>
  [a, b].every(({ items }) => items.length === 1 && items[0]?.kind === 'area' && items[0].ink === 'black');

/** Puts together what lies upon one another, until nothing does. */
const grouped = (page: LabelPage, rules: BlockRules): Group[] => {
  const waiting = page.items.flatMap((item): Group[] => {
    const at = clipped(item, page);
    return at === null ? [] : [{ at, items: [item] }];
  });
  const done: Group[] = [];
  for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
    const reach = reachOf(group, rules);
    const current = group;
    const other = done.findIndex((each) => overlaps(reachOf(each, rules), reach) && !mayOverlap(each, current));
    const found = done[other];
    if (found === undefined) {
      done.push(group);
      continue;
    }
    done.splice(other, 1);
    const items = page.items.filter((item) => found.items.includes(item) || current.items.includes(item));
    waiting.unshift({ at: unionOf(found.at, group.at), items });
  }
  return done;
};

const blockOf = (group: Group, rules: BlockRules): Block[] => {
  const [only] = group.items;
  if (group.items.length === 1 && only?.kind === 'area')
    return only.ink === 'black' ? [{ kind: 'area', at: group.at }] : [];
  if (group.items.length === 1 && only?.kind === 'barcode' && rules.isNative(only))
    return [{ kind: 'barcode', barcode: only }];
  const whole = rasterPart(group.items, group.at);
  const ink = inkOf(whole);
  if (ink === null) return [];
  const at = { ...ink, x: group.at.x + ink.x, y: group.at.y + ink.y };
  return [{ kind: 'picture', at, bitmap: crop(whole, ink.x, ink.y, ink.width, ink.height) }];
};

/**
 * A label in pieces: lines and areas, pictures, and the barcodes that the language is good at. Whatever lies upon
 * something else (white words on a banner, a line through a barcode) becomes one picture with it, so that languages that
 * overwrite and languages that add print the same.
 */
export const blocksOf = (page: LabelPage, wished: BlockRules): Block[] => {
  const isNative = (barcode: PageBarcode): boolean => isWithin(barcode.at, page) && wished.isNative(barcode);
  const rules = { ...wished, isNative };
  return grouped(page, rules)
    .flatMap((group) => blockOf(group, rules))
    .sort((a, b) => {
      const [from, to] = [placeOf(a), placeOf(b)];
      return from.y - to.y || from.x - to.x;
    });
};

const placeOf = (block: Block): Rect => (block.kind === 'barcode' ? block.barcode.at : block.at);

/** Rows of a picture in bands of at most so many bytes. */
export const bandsOf = (bitmap: Bitmap, mostBytes: number): { readonly y: number; readonly bitmap: Bitmap }[] => {
  const rows = Math.max(1, Math.floor(mostBytes / Math.max(1, bitmap.stride)));
  const bands: { y: number; bitmap: Bitmap }[] = [];
  for (let y = 0; y < bitmap.height; y += rows)
    bands.push({ y, bitmap: crop(bitmap, 0, y, bitmap.width, Math.min(rows, bitmap.height - y)) });
  return bands;
};
