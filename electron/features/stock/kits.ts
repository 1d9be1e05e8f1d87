import type { FeatureEvent, InputOf, ParamsOf } from '../../../shared/feature';
import type { ImportProblem } from '../../../shared/features/import/file';
import { shownValue } from '../../../shared/features/import/text';
import type { KitAnswer, stockCommands } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import {
  expiryOfKit,
  isCircle,
  kitGoods,
  takePart,
  type KitInput,
  type KitPart,
  type PartFacts,
} from '../../../shared/features/stock/kits';
import type { KitView, stockQueries } from '../../../shared/features/stock/queries';
import type { MovementLine } from '../../../shared/features/stock/records';
import type { Failure } from '../../../shared/result';
import { daysBetween } from '../../../shared/time';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type QueryContext,
  type Reader,
  type Writer,
} from '../../store/types';
import { heldIn, openBookOn, readItemRules, readLocation, type ItemRules } from './facts';
import { expiryOfLot, heldFailure, holdOn } from './holds';
import { todayOf } from './standing';

type Input<N extends 'stock.kit' | 'stock.setKit'> = InputOf<(typeof stockCommands)[N]>;

export const partsOf = (db: Reader, sku: string): KitPart[] =>
  db.all<KitPart>('SELECT part AS sku, quantity FROM stock_kits WHERE kit = ? ORDER BY position', sku);

export const kitSet = (db: Writer, { sku, parts }: { readonly sku: string; readonly parts: readonly KitPart[] }) => {
  db.run('DELETE FROM stock_kits WHERE kit = ?', sku);
  for (const [position, part] of parts.entries())
    db.run('INSERT INTO stock_kits VALUES (?, ?, ?, ?)', sku, part.sku, part.quantity, position);
};

/** The same part twice is one part. */
const addUp = (parts: readonly KitPart[]): KitPart[] => {
  const sums = new Map<string, number>();
  for (const { sku, quantity } of parts) sums.set(sku, (sums.get(sku) ?? 0) + quantity);
  return [...sums].map(([sku, quantity]) => ({ sku, quantity }));
};

const kitFailure = (db: Reader, sku: string, parts: readonly KitPart[]): Failure | null => {
  const unknown = [sku, ...parts.map((part) => part.sku)].find((each) => readItemRules(db, each) === null);
  if (unknown !== undefined) return { code: 'item-unknown', details: { sku: unknown } };
  return isCircle(sku, parts, (each) => partsOf(db, each)) ? { code: 'kit-circle', details: { sku } } : null;
};

const isSame = (a: readonly KitPart[], b: readonly KitPart[]): boolean => JSON.stringify(a) === JSON.stringify(b);

export const setKit = ({ db }: CommandContext, { sku, parts: given }: Input<'stock.setKit'>): Decision<null> => {
  const parts = addUp(given);
  const failure = kitFailure(db, sku, parts);
  if (failure !== null) return refused(failure);
  const isKnown = isSame(partsOf(db, sku), parts);
  return decided(null, isKnown ? [] : [stockEvent('v1.stock.kitSet', { sku, parts, fileId: null })]);
};

export interface KitSteps {
  readonly events: readonly FeatureEvent[];
  readonly created: number;
  readonly changed: number;
  readonly good: readonly string[];
  readonly problems: readonly ImportProblem[];
}

/** Bills of materials of a file; one that names an unknown item, or itself, stays out. */
export const importKits = (db: Reader, kits: readonly KitInput[], fileId: string): KitSteps => {
  const events: FeatureEvent[] = [];
  const problems: ImportProblem[] = [];
  const told = new Map<string, readonly KitPart[]>();
  const good: string[] = [];
  let [created, changed] = [0, 0];
  for (const { row, sku, parts: given } of kits) {
    const parts = addUp(given);
    const known = partsOf(db, sku);
    const unknown = [sku, ...parts.map((part) => part.sku)].find((each) => readItemRules(db, each) === null);
    const isRound = isCircle(sku, parts, (each) => told.get(each) ?? partsOf(db, each));
    if (unknown !== undefined || isRound) {
      const code = unknown === undefined ? 'kit-circle' : 'stock-sku-unknown';
      const value = shownValue(unknown ?? sku);
      problems.push({ row, field: 'kit_sku', code, severity: 'error', value, subject: shownValue(sku) });
      continue;
    }
    good.push(sku);
    told.set(sku, parts);
    if (isSame(known, parts)) continue;
    events.push(stockEvent('v1.stock.kitSet', { sku, parts, fileId }));
    if (known.length === 0) created += 1;
    else changed += 1;
  }
  return { events, created, changed, good, problems };
};

/** What may be used of a part: our own, available, loose, not held and not past its day. */
const factsOf = (context: CommandContext, item: ItemRules, from: string): PartFacts => {
  const today = todayOf(context);
  const held = heldIn(context.db, from, item.sku).filter(
    ({ goods, shelf }) =>
      shelf.status === 'available' &&
      shelf.unit === null &&
      goods.condition === 'new' &&
      goods.owner === null &&
      holdOn(context.db, goods.sku, goods.lot, goods.serial) === null &&
      (goods.expiry === null || goods.expiry >= today),
  );
  return {
    name: item.name,
    needsLot: item.lot_rule === 'required',
    needsSerial: item.serial_rule === 'required',
    held,
  };
};

/** What is held or past its day as a whole, or as it was named, is refused in its own words: no YES goes beyond that. */
const partFailure = (context: CommandContext, item: ItemRules, named: Input<'stock.kit'>['named']): Failure | null => {
  const { db } = context;
  const { name, sku } = item;
  const today = todayOf(context);
  const whole = { lot: null, serial: null, expiry: null };
  for (const { lot, serial, expiry: said } of [whole, ...named.map(({ wanted }) => wanted)]) {
    const hold = holdOn(db, sku, lot, serial);
    if (hold !== null) return heldFailure(hold, { name, lot });
    const expiry = said ?? (lot === null ? null : expiryOfLot(db, sku, lot));
    if (expiry !== null && expiry < today)
      return { code: 'expired-lot', details: { name, sku, days: daysBetween(expiry, today) } };
  }
  return null;
};

interface Used {
  readonly lines: readonly MovementLine[];
  readonly failure: Failure | null;
}

const takeParts = (context: CommandContext, input: Input<'stock.kit'>, parts: readonly KitPart[]): Used => {
  const from = { location: input.from, unit: null, status: 'available' as const };
  const lines: MovementLine[] = [];
  const stray = input.named.find(({ wanted }) => !parts.some((part) => part.sku === wanted.sku));
  if (stray !== undefined) return { lines, failure: { code: 'kit-no-part', details: { name: stray.wanted.sku } } };
  for (const part of parts) {
    const item = readItemRules(context.db, part.sku);
    if (item === null) return { lines, failure: { code: 'item-unknown', details: { sku: part.sku } } };
    const named = input.named.filter(({ wanted }) => wanted.sku === part.sku);
    const failure = partFailure(context, item, named);
    if (failure !== null) return { lines, failure };
    const facts = factsOf(context, item, input.from);
    const used = takePart(part, input.quantity, named, facts, from, input.beyondBook.includes(part.sku));
    if (!used.ok) return { lines, failure: { ...used.failure, details: { ...used.failure.details, sku: part.sku } } };
    lines.push(...used.value);
  }
  return { lines, failure: null };
};

const traitFailure = (item: ItemRules, { kit, quantity }: Input<'stock.kit'>, expiry: string | null) => {
  if (item.serial_rule === 'required' && quantity !== 1) return { code: 'stock-serial-is-one' };
  const details = { name: item.name, kit: item.sku };
  if (item.lot_rule === 'required' && kit.lot === null) return { code: 'stock-lot-needed', details };
  if (item.serial_rule === 'required' && kit.serial === null) return { code: 'stock-serial-needed', details };
  return item.expiry_rule === 'required' && expiry === null ? { code: 'stock-expiry-needed', details } : null;
};

/** Parts become kits in one entry: what went in and what came out stay together, also when it is taken back. */
export const kit = (context: CommandContext, input: Input<'stock.kit'>): Decision<KitAnswer> => {
  const { db } = context;
  const { sku, lot, serial } = input.kit;
  const item = readItemRules(db, sku);
  if (item === null) return refused({ code: 'item-unknown', details: { sku } });
  const parts = partsOf(db, sku);
  if (parts.length === 0) return refused({ code: 'kit-unknown', details: { name: item.name } });
  for (const location of [input.from, input.to]) {
    const place = readLocation(db, location);
    if (place === null) return refused({ code: 'location-unknown', details: { location } });
    if (place.retired) return refused({ code: 'location-retired', details: { location } });
    if (place.kind === 'quarantine' && location === input.from)
      return refused({ code: 'kit-from-quarantine', details: { location } });
  }
  const { lines, failure } = takeParts(context, input, parts);
  if (failure !== null) return refused(failure);
  const expiry = input.kit.expiry ?? expiryOfKit(lines);
  const missing = traitFailure(item, input, expiry);
  if (missing !== null) return refused(missing);
  if (lines.length >= mostLines) return refused({ code: 'kit-too-large', details: { name: item.name } });
  const book = openBookOn(db);
  const to = { location: input.to, unit: null, status: 'available' as const };
  const made = { goods: kitGoods(sku, { lot, serial, expiry }), from: { counter: 'kit' as const }, to };
  const short = book.observe({
    kind: 'kit',
    reason: null,
    document: null,
    lines: [...lines, { ...made, quantity: input.quantity }],
  });
  return decided({ sku, quantity: input.quantity, missing: short }, book.events());
};

const mostLines = 500;

/** What a SKU is made of, with what is needed to scan it; `null`: it is no kit. */
export const kitView = (
  { db }: QueryContext,
  { sku }: ParamsOf<(typeof stockQueries)['stock.kit']>,
): KitView | null => {
  const parts = partsOf(db, sku);
  if (parts.length === 0) return null;
  const rows = [{ sku, quantity: 1 }, ...parts].map(({ sku: each, quantity }) => {
    const row = db.get<{ name: string; picture: string; lot_rule: string; serial_rule: string; expiry_rule: string }>(
      'SELECT name, picture, lot_rule, serial_rule, expiry_rule FROM items WHERE sku = ?',
      each,
    );
    return {
      sku: each,
      quantity,
      name: row?.name ?? each,
      picture: row?.picture ?? 'box',
      needsLot: row?.lot_rule === 'required',
      needsSerial: row?.serial_rule === 'required',
      needsExpiry: row?.expiry_rule === 'required',
    };
  });
  const [first, ...rest] = rows;
  return first === undefined ? null : { ...first, parts: rest };
};
