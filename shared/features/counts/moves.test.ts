import { describe, expect, it } from 'vitest';
import { createRandom, type Random } from '../../../tests/support/random';
import { piecesThere, pieceThere, type BinMove } from './bin-moves';
import { poolDifference, type PoolMove, type PoolTag } from './tag-moves';

/** A bin while somebody counts it: each piece is scanned once while it lies there, in any order, between movements. */
const countBin = (random: Random) => {
  let n = 0;
  const pieces: { scanned: boolean; present: boolean }[] = Array.from({ length: random.integer(0, 5) }, () => ({
    scanned: false,
    present: true,
  }));
  const moves: BinMove[] = [];
  const scans: number[] = [];
  const scan = (): void => {
    const next = random.pick(pieces.filter((each) => each.present && !each.scanned));
    next.scanned = true;
    scans.push((n += 1));
  };
  const move = (): void => {
    const there = pieces.filter(({ present }) => present);
    const into = there.length === 0 || random.next() < 0.5;
    if (into) pieces.push({ scanned: false, present: true });
    else random.pick(there).present = false;
    moves.push({ n: (n += 1), quantity: 1, into });
  };
  const isLeft = (): boolean => pieces.some((each) => each.present && !each.scanned);
  for (let step = 0; step < 12 && (isLeft() || random.next() < 0.3); step += 1) {
    if (isLeft() && random.next() < 0.7) scan();
    else move();
  }
  // What comes after the last round of the bin is not scanned any more; everything else is.
  while (isLeft() && random.next() < 0.9) scan();
  const truth = pieces.filter(({ present }) => present).length;
  const [firstN = 0, lastN = 0] = [scans[0], scans.at(-1)];
  return {
    moves,
    truth,
    scans: scans.length === 0 ? null : { counted: scans.length, firstN, lastN },
    whole: !isLeft(),
  };
};

describe('pieces of a bin that moved while it was counted', () => {
  it('are as many as the answer allows, whenever the counter missed none that lay there', () => {
    const random = createRandom(5);
    let [known, wide] = [0, 0];
    for (let round = 0; round < 4000; round += 1) {
      const { moves, truth, scans, whole } = countBin(random);
      if (!whole) continue;
      const { least, most } = piecesThere(scans, moves);
      // What was generated stands in the message of a failure.
      expect({ moves, truth, scans, covered: least <= truth && truth <= most }).toMatchObject({ covered: true });
      if (least === most) known += 1;
      else wide += 1;
    }
    expect(known).toBeGreaterThan(500);
    expect(wide).toBeGreaterThan(500);
  });

  it('are exactly what was scanned and what was booked, when they moved before or after', () => {
    const scans = { counted: 3, firstN: 10, lastN: 12 };
    const came = (n: number): BinMove => ({ n, quantity: 2, into: true });
    const left = (n: number): BinMove => ({ n, quantity: 2, into: false });
    expect(piecesThere(scans, [came(5), left(6)])).toEqual({ least: 3, most: 3 });
    expect(piecesThere(scans, [came(13)])).toEqual({ least: 5, most: 5 });
    expect(piecesThere(scans, [came(11)])).toEqual({ least: 3, most: 5 });
    expect(piecesThere(scans, [left(13)])).toEqual({ least: 1, most: 3 });
    expect(piecesThere(null, [came(5)])).toEqual({ least: 2, most: 2 });
    expect(piecesThere(null, [left(6)])).toEqual({ least: 0, most: 0 });
    expect(piecesThere(null, [came(5), left(6)])).toEqual({ least: 0, most: 2 });
    // Whether goods were carried when a booking was taken back nobody can say.
    expect(piecesThere(scans, [{ ...came(13), takesBack: true }])).toEqual({ least: 3, most: 5 });
    expect(pieceThere(null, [{ ...came(4), quantity: 1, takesBack: true }])).toEqual({ least: 0, most: 1 });
    expect(pieceThere({ counted: 1, firstN: 3, lastN: 3 }, [left(2)])).toEqual({ least: 1, most: 1 });
    expect(pieceThere({ counted: 1, firstN: 3, lastN: 3 }, [left(4)])).toEqual({ least: 0, most: 0 });
  });
});

/** Two passes over pieces that nobody tells apart; some the book has are not there, some move while they are read. */
const readPool = (random: Random) => {
  let n = 0;
  let book = random.integer(0, 6);
  const tags: { present: boolean; lastN: number | null; cameN: number }[] = [];
  const bring = (): void => void tags.push({ present: true, lastN: null, cameN: n });
  for (let piece = random.integer(0, book + 2); piece > 0; piece -= 1) bring();
  const moves: PoolMove[] = [];
  const starts: number[] = [];
  const move = (): void => {
    const there = tags.filter(({ present }) => present);
    n += 1;
    const into = there.length === 0 || book === 0 || random.next() < 0.5;
    if (into) bring();
    else random.pick(there).present = false;
    book += into ? 1 : -1;
    moves.push({ n, quantity: 1, into });
  };
  for (let pass = 0; pass < 2; pass += 1) {
    starts.push((n += 1));
    const start = n;
    for (let step = 0; step < 6; step += 1) {
      if (random.next() < 0.2) move();
      n += 1;
      for (const tag of tags) if (tag.present && random.next() < 0.5) tag.lastN = n;
    }
    // A whole pass hears all that lay there from its beginning on.
    n += 1;
    for (const tag of tags) if (tag.present && tag.cameN < start) tag.lastN = n;
    if (random.next() < 0.3) move();
  }
  const heard: PoolTag[] = tags.flatMap(({ lastN }) => (lastN === null ? [] : [{ lastFrom: lastN, lastTo: lastN }]));
  const truth = tags.filter(({ present }) => present).length - book;
  return { book, heard, moves, truth, passesAfter: (at: number) => starts.filter((start) => start > at).length };
};

describe('pieces with tags that moved while they were read', () => {
  it('differ from the book by as many as the answer allows: no movement hides what is missing', () => {
    const random = createRandom(9);
    let hidden = 0;
    let exact = 0;
    for (let round = 0; round < 4000; round += 1) {
      const { book, heard, moves, truth, passesAfter } = readPool(random);
      const { least, most } = poolDifference(book, heard, moves, passesAfter);
      // What was generated stands in the message of a failure.
      expect({ book, heard, moves, truth, covered: least <= truth && truth <= most }).toMatchObject({
        covered: true,
      });
      if (least === most) exact += 1;
      // What shows no line at all: nothing of it is missing.
      if (least === 0 && truth < 0) hidden += 1;
    }
    expect(hidden).toBe(0);
    expect(exact).toBeGreaterThan(100);
  });
});
