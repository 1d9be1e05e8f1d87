import type { CauseFacts, CauseRow, Found, Nearness, OtherLine, Strength } from './causes';

const lineRow = (other: OtherLine): CauseRow => ({ kind: 'line', other });

const ranks: Readonly<Record<Nearness, number>> = { same: 0, next: 1, digits: 2, unknown: 3, far: 4 };
const nearestFirst = (a: OtherLine, b: OtherLine): number => ranks[a.nearness] - ranks[b.nearness];

const isClose = ({ nearness }: { readonly nearness: Nearness }): boolean => nearness === 'same' || nearness === 'next';

const opposite = ({ sku, difference, others }: CauseFacts): readonly OtherLine[] =>
  others
    .filter((each) => each.sku === sku && each.nearness !== 'same' && each.difference * difference < 0)
    .toSorted(
      (a, b) => nearestFirst(a, b) || Math.abs(a.difference + difference) - Math.abs(b.difference + difference),
    );

const strengthOf = (lines: readonly OtherLine[], difference: number): Strength => {
  const exact = lines.filter((each) => each.difference === -difference);
  if (exact.some(isClose)) return 'strong';
  return exact.length > 0 || lines.some((each) => isClose(each) || each.nearness === 'digits') ? 'some' : 'weak';
};

/** Bins whose movements are listed. */
const mostBins = 5;

/** As many too few in one bin as too many in the one beside it: somebody put them into the wrong one. */
export const nextDoor = (facts: CauseFacts): Found | null => {
  const { belongs, lastOfPiece, lastThere, difference } = facts;
  if (belongs !== null) {
    if (!isClose(belongs) && belongs.nearness !== 'digits') return null;
    const rows: readonly CauseRow[] = [
      { kind: 'place', place: belongs },
      ...lastOfPiece.map((movement): CauseRow => ({ kind: 'movement', says: 'last-of-piece', movement })),
    ];
    return { strength: isClose(belongs) ? 'strong' : 'some', rows };
  }
  const lines = opposite(facts);
  if (lines.length === 0) return null;
  const rows = lines.flatMap((each, index): CauseRow[] => {
    if (each.location === null || index >= mostBins) return [lineRow(each)];
    const movements = lastThere(each.location);
    return [
      lineRow(each),
      ...movements.map((movement): CauseRow => ({ kind: 'movement', says: 'last-there', movement })),
    ];
  });
  return { strength: strengthOf(lines, difference), rows };
};

/** Equal differences of other items in other bins are a coincidence sooner or later: so few of them still say something. */
const mostElsewhere = 3;

/** Tags or labels of two items were exchanged: one is too few, the other one too many. */
export const tagSwap = ({ sku, difference, others, exchanged, chips }: CauseFacts): Found | null => {
  // Lots of one bin are mistaken for each other as well.
  const isAnother = (each: OtherLine): boolean => each.sku !== sku || each.nearness === 'same';
  const equal = others.filter((each) => isAnother(each) && each.difference === -difference).toSorted(nearestFirst);
  const here = equal.filter(({ nearness }) => nearness === 'same');
  // Of bins that were counted one by one, only the goods of the same bin can have changed their labels there.
  const elsewhere = equal.filter(({ nearness }) => nearness === 'unknown');
  const lines = here.length > 0 ? here : elsewhere.length <= mostElsewhere ? elsewhere : [];
  const rows: readonly CauseRow[] = [
    ...chips.map((chip): CauseRow => ({ kind: 'chip', chip })),
    ...exchanged.map(lineRow),
    ...lines.map(lineRow),
  ];
  if (rows.length === 0) return null;
  if (exchanged.length > 0 || chips.some(({ was }) => was !== null)) return { strength: 'strong', rows };
  return { strength: here.length > 0 || chips.length > 0 ? 'some' : 'weak', rows };
};
