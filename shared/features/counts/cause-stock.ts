import type { MovementRow } from '../stock/queries';
import type { CauseFacts, CauseRow, Found, PromisedPieces, Saying } from './causes';

const saidBy = (says: Saying, movements: readonly MovementRow[]): readonly CauseRow[] =>
  movements.map((movement) => ({ kind: 'movement', says, movement }));

const sum = (all: readonly { readonly quantity: number }[]): number =>
  all.reduce((pieces, { quantity }) => pieces + quantity, 0);

/** Whether all of them together, or those of one document, are exactly so many. */
const explains = <T extends { readonly quantity: number }>(
  all: readonly T[],
  pieces: number,
  documentOf: (each: T) => string | null,
): boolean => {
  if (all.length === 0) return false;
  const byDocument = new Map<string | null, number>();
  for (const each of all) byDocument.set(documentOf(each), (byDocument.get(documentOf(each)) ?? 0) + each.quantity);
  return sum(all) === pieces || [...byDocument.values()].includes(pieces);
};

const documentOf = ({ document }: MovementRow): string | null => document;
const numberOf = ({ number }: PromisedPieces): string => number;

/**
 * Fewer here: somebody took them for an order before they were counted, and the book learned of it later or not at all. More
 * here: the book took them from this shelf for a parcel, and the packer took others.
 */
export const openPick = ({ difference, packedSince, inParcels, promised }: CauseFacts): Found | null => {
  if (difference > 0) {
    if (inParcels.length === 0) return null;
    const strength = explains(inParcels, difference, documentOf) ? 'some' : 'weak';
    return { strength, rows: saidBy('in-parcel', inParcels) };
  }
  const missing = -difference;
  const opened = promised.filter((each) => each.opened !== null);
  const rows: readonly CauseRow[] = [
    ...saidBy('packed-since', packedSince),
    ...[...opened, ...promised.filter((each) => each.opened === null)].map((promise): CauseRow => ({
      kind: 'promise',
      promise,
    })),
    ...saidBy('in-parcel', inParcels),
  ];
  if (rows.length === 0) return null;
  if (explains(packedSince, missing, documentOf) || explains(opened, missing, numberOf))
    return { strength: 'strong', rows };
  return { strength: sum(packedSince) + sum(promised) >= missing ? 'some' : 'weak', rows };
};

/** More here: goods came back, lie here and are booked elsewhere. Fewer here: they are booked here and lie elsewhere. */
export const unpostedReturn = ({ difference, returns, shipped }: CauseFacts): Found | null => {
  if (difference > 0) {
    const elsewhere = returns.filter(({ isHere }) => !isHere).map(({ movement }) => movement);
    const rows = [...saidBy('return-elsewhere', elsewhere), ...(shipped === null ? [] : saidBy('shipped', [shipped]))];
    if (rows.length === 0) return null;
    const isStrong = shipped !== null || explains(elsewhere, difference, documentOf);
    return { strength: isStrong ? 'strong' : 'some', rows };
  }
  const here = returns.filter(({ isHere }) => isHere).map(({ movement }) => movement);
  return explains(here, -difference, documentOf) ? { strength: 'some', rows: saidBy('return-here', here) } : null;
};
