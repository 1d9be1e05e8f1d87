import type { Size } from '../../shared/units';

/** A thing to draw in a box. */
export interface Piece {
  readonly size: Size;
}

type Triple = readonly [number, number, number];

/** A piece at its place: the corner nearest to the box's origin, and its extent along the box's length, width, height. */
export interface Placed<P extends Piece> {
  readonly piece: P;
  readonly at: Triple;
  readonly size: Triple;
}

export interface Arrangement<P extends Piece> {
  /** In drawing order, back to front. */
  readonly placed: readonly Placed<P>[];
  /** Pieces that found no place: a picture is no packing plan, and a person may well fit them in. */
  readonly left: readonly P[];
}

/** Ways to lay a piece along the sides of the box: flat ones first, as most people would. */
const turns = ({ lengthMm: l, widthMm: w, heightMm: h }: Size): Triple[] => {
  const [a = 0, b = 0, c = 0] = [l, w, h].sort((x, y) => y - x);
  return [
    [a, b, c],
    [b, a, c],
    [a, c, b],
    [c, a, b],
    [b, c, a],
    [c, b, a],
  ];
};

const apart = ({ at: a, size: s }: Placed<Piece>, at: Triple, size: Triple): boolean =>
  a[0] + s[0] <= at[0] ||
  at[0] + size[0] <= a[0] ||
  a[1] + s[1] <= at[1] ||
  at[1] + size[1] <= a[1] ||
  a[2] + s[2] <= at[2] ||
  at[2] + size[2] <= a[2];

const isSameSize = (a: Size, b: Size): boolean =>
  a.lengthMm === b.lengthMm && a.widthMm === b.widthMm && a.heightMm === b.heightMm;

const overlap = (fromA: number, a: number, fromB: number, b: number): number =>
  Math.max(0, Math.min(fromA + a, fromB + b) - Math.max(fromA, fromB));

/** Whether at least half of the piece's floor lies on the box's floor or on tops of other pieces. */
const isHeld = (placed: readonly Placed<Piece>[], [x, y, z]: Triple, [l, w]: Triple): boolean => {
  if (z === 0) return true;
  const held = placed
    .filter(({ at, size }) => at[2] + size[2] === z)
    .reduce((sum, { at, size }) => sum + overlap(at[0], size[0], x, l) * overlap(at[1], size[1], y, w), 0);
  return held * 2 >= l * w;
};

/** Whether two pieces share a part along the picture's direction that the axes `a` and `b` make. */
const meetAcross = (one: Placed<Piece>, other: Placed<Piece>, a: 0 | 1 | 2, b: 0 | 1 | 2): boolean =>
  one.at[a] - one.at[b] - one.size[b] < other.at[a] + other.size[a] - other.at[b] &&
  other.at[a] - other.at[b] - other.size[b] < one.at[a] + one.size[a] - one.at[b];

/** Whether `a` lies behind `b` and is partly hidden by it, for an eye in front of the far corner, above. */
const isBehind = (a: Placed<Piece>, b: Placed<Piece>): boolean =>
  (a.at[0] + a.size[0] <= b.at[0] || a.at[1] + a.size[1] <= b.at[1] || a.at[2] + a.size[2] <= b.at[2]) &&
  meetAcross(a, b, 0, 1) &&
  meetAcross(a, b, 0, 2) &&
  meetAcross(a, b, 1, 2);

/** Back to front, or `null` where pieces hide each other in a ring, so that no order draws them right. */
export const backToFront = <P extends Piece>(placed: readonly Placed<P>[]): readonly Placed<P>[] | null => {
  const rest = [...placed];
  const drawn: Placed<P>[] = [];
  while (rest.length > 0) {
    const free = rest.findIndex((each) => rest.every((other) => other === each || !isBehind(other, each)));
    if (free < 0) return null;
    drawn.push(...rest.splice(free, 1));
  }
  return drawn;
};

const ends = (placed: readonly Placed<Piece>[], axis: 0 | 1 | 2): number[] => [
  ...new Set([0, ...placed.map(({ at, size }) => at[axis] + size[axis])]),
];

/** How a hand fills a box: floor first and then up, or pile by pile from the corner. The smallest place is taken. */
type Manner = (x: number, y: number, z: number) => number;
const manners: readonly Manner[] = [(x, y, z) => z * 100_000 + x + y, (x, y, z) => (x + y) * 100_000 + z];

const place = <P extends Piece>(
  piece: P,
  inner: Triple,
  placed: readonly Placed<P>[],
  manner: Manner,
  beyond: number,
): Placed<P> | null => {
  const [xs, ys, zs] = [ends(placed, 0), ends(placed, 1), ends(placed, 2)];
  let best: Placed<P> | null = null;
  let least = Infinity;
  for (const size of turns(piece.size))
    for (const z of zs)
      for (const y of ys)
        for (const x of xs) {
          const score = manner(x, y, z);
          if (score <= beyond || score >= least) continue;
          if (x + size[0] > inner[0] || y + size[1] > inner[1] || z + size[2] > inner[2]) continue;
          const at: Triple = [x, y, z];
          if (placed.some((other) => !apart(other, at, size)) || !isHeld(placed, at, size)) continue;
          best = { piece, at, size };
          least = score;
        }
  return best;
};

const fill = <P extends Piece>(pieces: readonly P[], inner: Triple, manner: Manner): Arrangement<P> => {
  let placed: readonly Placed<P>[] = [];
  const left: P[] = [];
  for (const piece of pieces) {
    // Where one of this size found no place, the next finds none either.
    const hopeless = left.some(({ size }) => isSameSize(size, piece.size));
    let found = hopeless ? null : place(piece, inner, placed, manner, -1);
    let drawn = found === null ? null : backToFront([...placed, found]);
    while (found !== null && drawn === null) {
      found = place(piece, inner, placed, manner, manner(...found.at));
      drawn = found === null ? null : backToFront([...placed, found]);
    }
    if (drawn === null) left.push(piece);
    else placed = drawn;
  }
  return { placed, left };
};

const sorted = ({ lengthMm, widthMm, heightMm }: Size): number[] => [lengthMm, widthMm, heightMm].sort((a, b) => b - a);

/** What may be put in first: the biggest, the longest, the one with the largest side, the thickest. */
const orders: readonly ((size: Size) => number)[] = [
  ({ lengthMm, widthMm, heightMm }) => lengthMm * widthMm * heightMm,
  (size) => sorted(size)[0] ?? 0,
  (size) => (sorted(size)[0] ?? 0) * (sorted(size)[1] ?? 0),
  (size) => sorted(size)[2] ?? 0,
];

/** Lays the pieces into the box: none over its rim, none in another, none in the air. A picture, not a packing plan. */
export const arrangeBox = <P extends Piece>(pieces: readonly P[], inner: Size): Arrangement<P> => {
  const space: Triple = [inner.lengthMm, inner.widthMm, inner.heightMm];
  const volume = (size: Size): number => size.lengthMm * size.widthMm * size.heightMm;
  const tooMuch = pieces.reduce((sum, piece) => sum + volume(piece.size), 0) > volume(inner);
  let best: Arrangement<P> = { placed: [], left: pieces };
  for (const manner of manners)
    for (const key of orders) {
      const ordered = [...pieces].sort((a, b) => key(b.size) - key(a.size));
      const tried = fill(ordered, space, manner);
      if (tried.left.length < best.left.length) best = tried;
      if (best.left.length === 0 || tooMuch) return best;
    }
  return best;
};
