import type { Scan } from '../../shared/devices';
import { splitTypedLocation } from '../../shared/features/stock/check-digits';
import type { KitAnswer } from '../../shared/features/stock/commands';
import type { StockKitView } from '../../shared/features/stock/kit-view';
import type { NamedPart } from '../../shared/features/stock/kits';
import type { MovingItem, StockMoveView } from '../../shared/features/stock/move-view';
import type { KitView, StockMeaning } from '../../shared/features/stock/queries';
import type { Failure } from '../../shared/result';
import { isDay } from '../../shared/time';
import { createDeskQueue, standsThere, type DeskParts } from './desk-queue';

type Trait = 'lot' | 'serial' | 'expiry';

type Question = NonNullable<StockKitView['question']> & { readonly sku: string };

interface Kitting {
  readonly turn: number;
  readonly from: string | null;
  readonly view: KitView | null;
  readonly kit: MovingItem | null;
  readonly quantity: number;
  readonly keyed: number | null;
  readonly named: readonly NamedPart[];
  /** Parts of which somebody said that there are enough, whatever the book says. */
  readonly beyond: readonly string[];
  /** Of the kit itself where `sku` is `null`, else of that part. */
  readonly need: { readonly sku: string | null; readonly trait: Trait; readonly name: string } | null;
  /** The bin that waits until all is known; with what the book has too little of, if that is the question. */
  readonly waiting: { readonly to: string; readonly question: Question | null } | null;
  readonly last: StockMoveView['last'];
}

const begun = (turn: number, last: Kitting['last'] = null): Kitting => ({
  turn,
  from: null,
  view: null,
  kit: null,
  quantity: 0,
  keyed: null,
  named: [],
  beyond: [],
  need: null,
  waiting: null,
  last,
});

const traits: Readonly<Record<string, Trait>> = {
  'stock-lot-needed': 'lot',
  'stock-serial-needed': 'serial',
  'stock-expiry-needed': 'expiry',
};

const mostKeyed = 10_000;

const text = (failure: Failure, key: string): string => {
  const value = failure.details?.[key];
  return typeof value === 'string' ? value : '';
};

const scannedOf = ({ named }: Kitting, sku: string): number =>
  named.filter(({ wanted }) => wanted.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);

const partOf = (kitting: Kitting, sku: string) => kitting.view?.parts.find((part) => part.sku === sku);

const openOf = (kitting: Kitting, sku: string): number =>
  (partOf(kitting, sku)?.quantity ?? 0) * kitting.quantity - scannedOf(kitting, sku);

const nextOf = ({ from, kit, need }: Kitting): StockKitView['next'] =>
  from === null ? 'from' : kit === null ? 'kit' : (need?.trait ?? 'to');

const viewOf = (kitting: Kitting): StockKitView => {
  const { from, kit, quantity, keyed, view, named, need, waiting, last } = kitting;
  const parts = (view?.parts ?? []).map(({ sku, name, picture, quantity: each }) => ({
    sku,
    name,
    picture,
    needed: each * quantity,
    scanned: scannedOf(kitting, sku),
    named: named.flatMap(({ wanted }) => (wanted.sku === sku ? (wanted.serial ?? wanted.lot ?? []) : [])),
  }));
  const asked = waiting?.question ?? null;
  const question = asked === null ? null : { name: asked.name, book: asked.book, needed: asked.needed };
  return { from, kit, quantity, keyed, parts, next: nextOf(kitting), askedOf: need?.name ?? null, question, last };
};

/**
 * Kits by scans alone: the bin with the parts, the kit (each scan is one more), parts whose lot or serial number matters, the bin
 * that the kits go to. What is not clear is asked for one after the other.
 */
export const createKitDesk = (parts: DeskParts) => {
  const { feedback } = parts;
  const desk = createDeskQueue<Kitting>(parts);

  const refused = (current: Kitting, to: string, failure: Failure): void => {
    const trait = traits[failure.code];
    const name = text(failure, 'name');
    if (trait !== undefined) {
      const sku = failure.details?.['kit'] === undefined ? text(failure, 'sku') : null;
      desk.become({ ...current, need: { sku, trait, name }, waiting: { to, question: null } });
      return feedback.need(`kit-${trait}-needed`, { name });
    }
    if (failure.code !== 'more-than-book') return feedback.bad(failure);
    const question = {
      sku: text(failure, 'sku'),
      name,
      book: Number(failure.details?.['book'] ?? 0),
      needed: Number(failure.details?.['quantity'] ?? 0),
    };
    desk.become({ ...current, need: null, waiting: { to, question } });
    feedback.need(failure.code, failure.details ?? {});
  };

  const book = async (current: Kitting, to: string): Promise<void> => {
    const { kit, from, quantity, named, beyond: beyondBook } = current;
    if (kit === null || from === null) return;
    const { sku, name, lot, serial, expiry } = kit;
    const wish = { kit: { sku, lot, serial, expiry }, quantity, from, to, named, beyondBook };
    const answer = await desk.execute('stock.kit', wish, () => feedback.need('scan-waits', { name }));
    if (!answer.ok) return refused(current, to, answer.failure);
    const { missing } = answer.value as KitAnswer;
    desk.become({ ...begun(current.turn, { name, quantity, to, isUnit: false }), from });
    if (missing > 0) feedback.need('stock-moved-beyond', { name, quantity, location: to, missing });
    else feedback.good('kit-made', { name, quantity, location: to });
  };

  const takeLocation = (
    current: Kitting,
    { location, kind }: NonNullable<StockMeaning['location']>,
  ): Promise<void> | void => {
    if (current.kit !== null) return book(current, location);
    if (kind === 'quarantine') return feedback.bad({ code: 'kit-from-quarantine', details: { location } });
    desk.become({ ...current, from: location });
    feedback.good('stock-bin', { location });
  };

  const takeKit = async (current: Kitting, item: MovingItem, pieces: number): Promise<void> => {
    const view = (await desk.ask('stock.kit', { sku: item.sku })) as KitView | null;
    if (view === null) return feedback.bad({ code: 'kit-unknown', details: { name: item.name } });
    desk.become({ ...current, view, kit: item, quantity: pieces, keyed: null });
    feedback.good('stock-item', { name: item.name, quantity: pieces });
  };

  const sayPart = (current: Kitting, wanted: NamedPart['wanted'], pieces: number): Kitting | null => {
    const part = partOf(current, wanted.sku);
    if (part === undefined) {
      feedback.bad({ code: 'kit-no-part', details: { name: wanted.sku } });
      return null;
    }
    const { sku, serial } = wanted;
    if (serial !== null && pieces !== 1) {
      feedback.bad({ code: 'stock-serial-is-one' });
      return null;
    }
    if (serial !== null && current.named.some((each) => each.wanted.sku === sku && each.wanted.serial === serial)) {
      feedback.bad({ code: 'kit-serial-twice', details: { name: part.name, serial } });
      return null;
    }
    if (pieces > openOf(current, wanted.sku)) {
      const needed = part.quantity * current.quantity;
      feedback.bad({ code: 'kit-too-many', details: { name: part.name, needed } });
      return null;
    }
    return { ...current, named: [...current.named, { wanted, quantity: pieces }], keyed: null, need: null };
  };

  const plain = { owner: null, condition: null };

  const takeItem = async (current: Kitting, found: StockMeaning): Promise<void> => {
    const [first, second] = found.items;
    if (first === undefined) return;
    if (current.from === null) return feedback.bad({ code: 'stock-bin-first' });
    if (second !== undefined) return feedback.bad({ code: 'stock-ambiguous' });
    const { lot, serial, expiry } = found;
    const { sku, name, picture } = first;
    const pieces = first.quantity * (current.keyed ?? 1);
    const { kit, waiting, need } = current;
    if (kit === null) return takeKit(current, { sku, name, picture, lot, serial, expiry }, pieces);
    // The kit’s own label says what is asked of it: that is no further kit.
    if (kit.sku === sku && need?.sku === null && found[need.trait] !== null && (await takeTrait(current, found, '')))
      return;
    if (kit.sku === sku) {
      const quantity = current.quantity + pieces;
      const said = { lot: lot ?? kit.lot, serial: serial ?? kit.serial, expiry: expiry ?? kit.expiry };
      desk.become({ ...current, quantity, kit: { ...kit, ...said }, keyed: null, waiting: null, beyond: [] });
      return feedback.good('stock-item', { name, quantity });
    }
    const next = sayPart(current, { ...plain, sku, lot, serial, expiry }, pieces);
    if (next === null) return;
    desk.become(next);
    feedback.good('kit-part', {
      name,
      quantity: scannedOf(next, sku),
      needed: openOf(next, sku) + scannedOf(next, sku),
    });
    // It was what the booking waited for: the next one is asked for, or it is done.
    if (waiting !== null && waiting.question === null) await book(next, waiting.to);
  };

  /** A lot, serial number or date by itself, as plain text or in a symbol of its own. */
  const takeTrait = async (current: Kitting, found: StockMeaning, typed: string): Promise<boolean> => {
    const { need, kit, waiting } = current;
    if (need === null || kit === null || waiting === null) return false;
    const isPlain = found.freeUnit === null && found.lot === null && found.serial === null && found.expiry === null;
    const value = found[need.trait] ?? (isPlain ? typed : '');
    if (value === '' || (need.trait === 'expiry' && !isDay(value))) return false;
    if (need.sku === null) {
      const next = { ...current, need: null, kit: { ...kit, [need.trait]: value } };
      desk.become(next);
      await book(next, waiting.to);
      return true;
    }
    const wanted = { ...plain, sku: need.sku, lot: null, serial: null, expiry: null, [need.trait]: value };
    const next = sayPart(current, wanted, need.trait === 'serial' ? 1 : openOf(current, need.sku));
    if (next === null) return true;
    desk.become(next);
    await book(next, waiting.to);
    return true;
  };

  const take = async (current: Kitting, data: string, aim: string | null): Promise<void> => {
    const found = await desk.meaningOf(data, aim);
    if (found === null) return;
    if (found.location !== null) return takeLocation(current, found.location);
    if (found.items.length > 0) return takeItem(current, found);
    if (await takeTrait(current, found, data.trim())) return;
    feedback.bad(found.failure ?? { code: 'unknown-barcode' }, data.slice(0, 80));
  };

  const takeTyped = async (current: Kitting, typed: string): Promise<void> => {
    const { digits } = splitTypedLocation(typed);
    if (standsThere(await desk.meaningOf(typed, null), digits, feedback)) return take(current, typed, null);
  };

  /** Also NO to the question whether there are so many: the number stays, and so does what was scanned for it. */
  const setQuantity = (current: Kitting, quantity: number): void => {
    const named = quantity === current.quantity ? current.named : [];
    if (current.kit !== null) desk.become({ ...current, quantity, named, beyond: [], need: null, waiting: null });
  };

  /** By its barcode: with the kit in hand of the part that is scanned next, else of the kit. */
  const keyQuantity = (current: Kitting, quantity: number): void => {
    if (quantity > mostKeyed) return feedback.bad({ code: 'keyed-quantity-off' });
    desk.become({ ...current, keyed: quantity === 1 ? null : quantity });
    feedback.good('quantity-set', { quantity });
  };

  return {
    isOpen: (): boolean => desk.now() !== null,
    begin: (): void => desk.begin((turn) => begun(turn)),
    end: desk.end,
    scan: ({ data, aim }: Scan): Promise<void> => desk.inOrder((current) => take(current, data, aim)),
    enter: (typed: string): Promise<void> => desk.inOrder((current) => takeTyped(current, typed)),
    setQuantity: (quantity: number): Promise<void> => desk.inOrder((current) => setQuantity(current, quantity)),
    keyQuantity: (quantity: number): Promise<void> => desk.inOrder((current) => keyQuantity(current, quantity)),
    /** YES to the question about one part: the next part of which the book has too few is asked about by itself. */
    confirm: (): Promise<void> =>
      desk.inOrder((current) => {
        const { waiting, beyond } = current;
        if (waiting === null || waiting.question === null) return feedback.bad({ code: 'not-now' });
        const next = { ...current, beyond: [...beyond, waiting.question.sku] };
        desk.become(next);
        return book(next, waiting.to);
      }),
    view: (): StockKitView | null => {
      const current = desk.now();
      return current === null ? null : viewOf(current);
    },
  };
};
export type KitDesk = ReturnType<typeof createKitDesk>;
