import { z } from 'zod';
import { fail, ok, type Result } from '../../result';
import type { WantedGoods } from './commands';
import { decideMove, type HeldGoods, type MoveFacts } from './decide-move';
import type { Goods, MovementLine, Shelf } from './records';

const id = z.string().min(1).max(60);

/** What one kit is made of. */
export const kitPart = z.object({ sku: id, quantity: z.number().int().min(1).max(10_000) }).strict();
export type KitPart = z.infer<typeof kitPart>;

export const mostParts = 100;

/** A kit's bill of materials as a file gives it, whole. */
export const kitInput = z
  .object({ row: z.number().int().min(0), sku: id, parts: z.array(kitPart).min(1).max(mostParts) })
  .strict();
export type KitInput = z.infer<typeof kitInput>;

/** Whether a kit would be made of itself: its parts may be kits, but none of them, however deep, this one. */
export const isCircle = (
  sku: string,
  parts: readonly KitPart[],
  partsOf: (sku: string) => readonly KitPart[],
): boolean => {
  const seen = new Set<string>();
  const waiting = parts.map((part) => part.sku);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === sku) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...partsOf(next).map((part) => part.sku));
  }
  return false;
};

/** Pieces of a part whose lot or serial number somebody scanned. */
export interface NamedPart {
  readonly wanted: WantedGoods;
  readonly quantity: number;
}

export interface PartFacts extends Pick<MoveFacts, 'needsLot' | 'needsSerial'> {
  readonly name: string;
  /** Pieces that may be used of the SKU in the bin, in the order in which they should leave. */
  readonly held: readonly HeldGoods[];
}

const agrees = (wanted: string | null, has: string | null): boolean => wanted === null || wanted === has;
const isMeant = ({ lot, serial, expiry }: WantedGoods, { goods }: HeldGoods): boolean =>
  agrees(lot, goods.lot) && agrees(serial, goods.serial) && agrees(expiry, goods.expiry);

const plain = (sku: string): WantedGoods => ({
  sku,
  owner: null,
  lot: null,
  serial: null,
  expiry: null,
  condition: null,
});

/** What lies there after what was taken already. */
const without = (held: readonly HeldGoods[], lines: readonly MovementLine[]): HeldGoods[] =>
  held.flatMap((each) => {
    const gone = lines
      .filter(({ goods, from }) => goods === each.goods && from === each.shelf)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return gone < each.quantity ? [{ ...each, quantity: each.quantity - gone }] : [];
  });

/** The lines that use up a part for so many kits: what was named first, the rest of what lies there if it is all one. */
export const takePart = (
  part: KitPart,
  kits: number,
  named: readonly NamedPart[],
  facts: PartFacts,
  from: Shelf,
  beyondBook: boolean,
): Result<readonly MovementLine[]> => {
  const needed = part.quantity * kits;
  const said = named.reduce((sum, { quantity }) => sum + quantity, 0);
  if (said > needed) return fail('kit-too-many', { name: facts.name, needed });
  const serials = named.flatMap(({ wanted }) => wanted.serial ?? []);
  const twice = serials.find((serial, index) => serials.indexOf(serial) !== index);
  if (twice !== undefined) return fail('kit-serial-twice', { name: facts.name, serial: twice });
  const rest = needed - said;
  const wishes = rest === 0 ? named : [...named, { wanted: plain(part.sku), quantity: rest }];
  const lines: MovementLine[] = [];
  for (const { wanted, quantity } of wishes) {
    const held = without(facts.held, lines).filter((each) => isMeant(wanted, each));
    // Serial numbers are scanned one by one, however few there are.
    if (facts.needsSerial && wanted.serial === null) return fail('stock-serial-needed', { name: facts.name });
    const taken = decideMove(
      {
        kind: 'move',
        wanted,
        from,
        to: { ...from, status: 'packed' },
        quantity,
        reason: null,
        document: null,
        beyondBook,
      },
      { needsLot: facts.needsLot, needsSerial: facts.needsSerial, needsExpiry: false, held },
    );
    if (!taken.ok) return fail(taken.failure.code, { ...taken.failure.details, name: facts.name });
    lines.push(...taken.value.map((line) => ({ ...line, to: { counter: 'kit' as const } })));
  }
  return ok(lines);
};

/** A kit lasts as long as the first of its parts to expire, where nobody said another day. */
export const expiryOfKit = (lines: readonly MovementLine[]): string | null =>
  lines
    .flatMap(({ goods }) => goods.expiry ?? [])
    .toSorted()
    .at(0) ?? null;

export const kitGoods = (sku: string, traits: Pick<Goods, 'lot' | 'serial' | 'expiry'>): Goods => ({
  sku,
  owner: null,
  condition: 'new',
  lot: traits.lot,
  serial: traits.serial,
  expiry: traits.expiry,
});
