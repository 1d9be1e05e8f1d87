import { encodeEpc } from '../../shared/epc/encode';
import type { CountLineRow } from '../../shared/features/counts/queries';
import { keyOfPiece } from '../../shared/features/counts/tag-identity';
import type { MovementLine } from '../../shared/features/stock/records';
import type { Random } from '../support/random';
import { received } from './count-store';

/** What a tag, or an expected piece without one, really is. */
export const truths = [
  'found',
  'missing',
  'misplaced',
  'unexpected',
  'twin',
  'unknown',
  'foreign',
  'unencoded',
  'stray',
] as const;
export type Truth = (typeof truths)[number];

export interface RealTag {
  readonly epcHex: string;
  readonly tidHex: string;
  readonly truth: Truth;
}

/** A zone as it really is, and what the book says of it. */
export interface RealZone {
  readonly tags: readonly RealTag[];
  readonly book: readonly MovementLine[];
  /** By what is really so: keys of expected pieces, EPCs of all others. */
  readonly truth: Readonly<Record<Truth, ReadonlySet<string>>>;
}

export interface Score {
  readonly precision: number;
  readonly recall: number;
}

const gtin = '00614141999996';
const binOf = (serial: number): string => `A-${String(serial % 20).padStart(2, '0')}`;
const neighbour = 'B-00';
export const zoneBins = [...Array.from({ length: 20 }, (_, index) => `${binOf(index)},A`), `${neighbour},B`];
export const zoneScope = { kind: 'zone', site: 'bench', zone: 'A', aisle: null, bay: null } as const;

const epcOf = (serial: number, reference = '099999'): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', reference, String(serial)] }, { filter: 1 });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};
const unencoded = (serial: number): string => `E2806894${String(serial).padStart(16, '0')}`;

/** Of the expected pieces 2 % are gone and 0.5 % have a label that was printed twice; of all else there is 1 % each. */
export const makeZone = (count: number, random: Random): RealZone => {
  const tags: RealTag[] = [];
  const book: MovementLine[] = [];
  const truth = Object.fromEntries(truths.map((each) => [each, new Set<string>()])) as Record<Truth, Set<string>>;
  const add = (epcHex: string, what: Truth): void => {
    tags.push({ epcHex, tidHex: `E2801105${String(tags.length).padStart(16, '0')}`, truth: what });
    truth[what].add(epcHex);
  };
  for (let serial = 1; serial <= count; serial += 1) {
    book.push(received(serial, binOf(serial)));
    const luck = random.next();
    truth[luck < 0.02 ? 'missing' : 'found'].add(keyOfPiece(gtin, String(serial)));
    if (luck < 0.02) continue;
    const epcHex = epcOf(serial);
    add(epcHex, 'found');
    truth.found.delete(epcHex);
    if (luck < 0.025) add(epcHex, 'twin');
  }
  for (let index = 0; index < Math.ceil(count / 100); index += 1) {
    for (const [first, what] of [
      [1_000_000, 'misplaced'],
      [2_000_000, 'stray'],
    ] as const) {
      book.push(received(first + index, neighbour));
      add(epcOf(first + index), what);
    }
    const sold = received(3_000_000 + index, neighbour);
    book.push(sold, { ...sold, from: sold.to, to: { counter: 'customer' } });
    add(epcOf(3_000_000 + index), 'unexpected');
    add(epcOf(4_000_000 + index), 'unknown');
    add(epcOf(index, '999999'), 'foreign');
    add(unencoded(index), 'unencoded');
  }
  return { tags, book, truth };
};

const keysOf = (truth: Truth, lines: readonly CountLineRow[]): ReadonlySet<string> => {
  const kind = truth === 'twin' ? 'unexpected' : truth;
  const isTwin = (notes: readonly string[]): boolean => notes.includes('same-identity');
  return new Set(
    lines
      .filter(({ data }) => data.class === kind && (kind !== 'unexpected' || isTwin(data.notes) === (truth === 'twin')))
      .map(({ data }) => (truth === 'missing' ? data.key : data.epc) ?? ''),
  );
};

/** Share of what was called so that is so, and of what is so that was called so. */
export const scoresOf = (zone: RealZone, lines: readonly CountLineRow[]): ReadonlyMap<Truth, Score> => {
  const missing = keysOf('missing', lines);
  const expected = [...zone.truth.found, ...zone.truth.missing];
  const scores = new Map<Truth, Score>();
  for (const each of truths) {
    const called = each === 'found' ? new Set(expected.filter((key) => !missing.has(key))) : keysOf(each, lines);
    const right = [...called].filter((key) => zone.truth[each].has(key)).length;
    scores.set(each, { precision: right / Math.max(1, called.size), recall: right / zone.truth[each].size });
  }
  return scores;
};
