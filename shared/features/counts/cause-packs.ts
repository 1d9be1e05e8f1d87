import type { CauseFacts, CauseRow, Found, ScanSum, Strength } from './causes';

/** Of smaller packs every second difference is a multiple: alone that says nothing. */
const tellingPack = 4;
/** So many cases at once that figures alone still say something. */
const fewCases = 3;

const scansOf = (scans: readonly ScanSum[], quantity: number, cases: number): readonly ScanSum[] =>
  scans.filter((each) => each.quantity === quantity && each.times >= cases);

/** One size of case: what was booked or scanned of it that fits the difference. */
const ofPack = ({ difference, received, scans }: CauseFacts, pack: number): Found | null => {
  const size = Math.abs(difference);
  if (pack < 2 || size % (pack - 1) !== 0) return null;
  const cases = size / (pack - 1);
  const tooMany = difference > 0;
  // Too many here: cases were booked as pieces, or pieces scanned as cases. Too few: the other way.
  const movements = received(tooMany ? cases : cases * pack);
  const scanned = scansOf(scans, tooMany ? pack : 1, cases);
  const rows: readonly CauseRow[] = [
    ...movements.map((movement): CauseRow => ({
      kind: 'movement',
      says: tooMany ? 'received-as-pieces' : 'received-as-cases',
      movement,
    })),
    ...scanned.map((each): CauseRow => ({ kind: 'scans', scans: each })),
  ];
  const telling = pack >= tellingPack;
  if (rows.length === 0) return telling && cases <= fewCases ? { strength: 'weak', rows, pack } : null;
  const isBoth = movements.length > 0 && scanned.length > 0;
  // Hardly anybody receives single pieces of what comes by the case.
  const isStrong = telling && (isBoth || (tooMany && movements.length > 0));
  const strength: Strength = isStrong ? 'strong' : telling ? 'some' : 'weak';
  return { strength, rows, pack };
};

const ranks: Readonly<Record<Strength, number>> = { strong: 0, some: 1, weak: 2 };

/** A case was taken for a piece, or a piece for a case, when it was received or counted. */
export const packSize = (facts: CauseFacts): Found | null =>
  facts.packs
    .flatMap((pack) => ofPack(facts, pack) ?? [])
    .toSorted((a, b) => ranks[a.strength] - ranks[b.strength] || (b.pack ?? 0) - (a.pack ?? 0))[0] ?? null;
