import type { Scan } from '../../shared/devices';
import { splitTypedLocation } from '../../shared/features/stock/check-digits';
import type { MoveAnswer, ReasonCode, UnitAnswer } from '../../shared/features/stock/commands';
import {
  moveRules,
  type MoveAct,
  type MovingItem,
  type ReturnCondition,
  type ReturnRules,
  type StockMoveView,
} from '../../shared/features/stock/move-view';
import type { BalanceRow, StockMeaning } from '../../shared/features/stock/queries';
import type { StockStatus } from '../../shared/features/stock/records';
import { isDay } from '../../shared/time';
import { ok, type Failure, type Result } from '../../shared/result';
import { createDeskQueue, standsThere, type DeskParts } from './desk-queue';
import { begun, nextOf, statusOfTaken, viewOf, wishOf, type Goal, type Moving, type Need } from './moving';
import { asked, askedAnew, surely, wantedIn } from './picking';
import { createPickSteps } from './pick-steps';

const needs: Readonly<Record<string, Need>> = {
  'stock-lot-needed': 'lot',
  'stock-serial-needed': 'serial',
  'stock-expiry-needed': 'expiry',
};

const mostKeyed = 10_000;

export interface MoveDeskParts extends DeskParts {
  /** What becomes of goods that come back, as `station.yaml` says now. */
  readonly returns: () => ReturnRules;
}

type Unit = NonNullable<StockMeaning['unit']>;

/**
 * Goods between two bins, by scans alone: the bin or the unit they lie in, the goods (each scan is one more), the bin or the unit
 * they go to. Kept on the trusted side, so that a window that reloads finds them as they were.
 */
export const createMoveDesk = (parts: MoveDeskParts) => {
  const { feedback, returns } = parts;
  const { become, execute, ask, askBook, meaningOf, inOrder, ...desk } = createDeskQueue<Moving>(parts);

  const statusOf = async (current: Moving, item: MovingItem): Promise<Result<StockStatus>> => {
    if (current.from === null) return ok('available');
    // The standing of what is taken is the book's to say, whoever may not be told what else lies there.
    const found = await askBook('stock.atLocation', { location: current.from });
    return statusOfTaken(current, item, (found as { readonly rows: readonly BalanceRow[] } | null)?.rows ?? []);
  };

  /** What the store refused: some of it can be answered by the next scan or by a word. */
  const refused = (current: Moving, goal: Goal, failure: Failure): void => {
    const need = needs[failure.code] ?? null;
    const book = failure.code === 'more-than-book' ? Number(failure.details?.['book'] ?? 0) : null;
    const elsewhere = asked(failure);
    if (need !== null || book !== null || elsewhere !== null) {
      become({ ...current, need, waiting: { goal, book, elsewhere } });
      feedback.need(failure.code, failure.details ?? {});
    } else feedback.bad(failure);
  };

  const picks = createPickSteps(parts.feedback, { become, execute, ask }, refused);

  const book = async (current: Moving, goal: Goal): Promise<void> => {
    const { item, quantity } = current;
    if (item === null) return;
    if (current.act === 'pick') return goal === null ? undefined : picks.book(current, item, goal);
    const { name } = item;
    const status = await statusOf(current, item);
    if (!status.ok) return feedback.bad(status.failure);
    const wish = wishOf(current, item, goal, status.value, returns());
    const answer = await execute('stock.move', wish, () => feedback.need('scan-waits', { name }));
    if (!answer.ok) return refused(current, goal, answer.failure);
    const { missing } = answer.value as MoveAnswer;
    const to = goal?.unit ?? goal?.location ?? current.document ?? '';
    become(begun(current.turn, current.act, { ...current, last: { name, quantity, to, isUnit: false } }));
    if (missing > 0) feedback.need('stock-moved-beyond', { name, quantity, location: to, missing });
    else feedback.good(goal === null ? 'stock-sent' : 'stock-moved', { name, quantity, location: to });
  };

  const bookUnit = async (
    current: Moving,
    unit: string,
    goal: { readonly to: string | null; readonly into: string | null },
  ): Promise<void> => {
    const answer = await execute('stock.moveUnit', { unit, ...goal }, () =>
      feedback.need('scan-waits', { name: unit }),
    );
    if (!answer.ok) return feedback.bad(answer.failure);
    const { pieces, location } = answer.value as UnitAnswer;
    const to = goal.into ?? location;
    become(begun(current.turn, current.act, { ...current, last: { name: unit, quantity: pieces, to, isUnit: true } }));
    feedback.good('unit-moved', { name: unit, quantity: pieces, location: to });
  };

  /** All that is on it leaves with the paper. */
  const sendUnit = async (current: Moving, unit: string, document: string): Promise<void> => {
    const answer = await execute('stock.sendUnit', { unit, document }, () =>
      feedback.need('scan-waits', { name: unit }),
    );
    if (!answer.ok) return feedback.bad(answer.failure);
    const { pieces } = answer.value as UnitAnswer;
    become(
      begun(current.turn, current.act, {
        ...current,
        last: { name: unit, quantity: pieces, to: document, isUnit: true },
      }),
    );
    feedback.good('unit-sent', { name: unit, quantity: pieces });
  };

  const takeLocation = async (current: Moving, found: NonNullable<StockMeaning['location']>): Promise<void> => {
    const { location, kind } = found;
    const isReceiving = kind === 'receiving';
    if (current.unit !== null && !moveRules[current.act].toShelf)
      return feedback.bad({ code: 'unit-yes-first', details: { unit: current.unit.unit } });
    if (current.unit !== null) return bookUnit(current, current.unit.unit, { to: location, into: null });
    if (current.item === null) {
      if (!moveRules[current.act].fromShelf) return feedback.bad({ code: 'stock-item-first' });
      become({ ...current, from: location, fromReceiving: isReceiving, outOf: null });
      const { order } = current;
      if (order !== null && wantedIn(order, location) === 0)
        return feedback.need('pick-other-bin', { location, wanted: order.stops[0]?.location ?? '' });
      return feedback.good('stock-bin', { location });
    }
    if (!moveRules[current.act].toShelf)
      return feedback.bad({ code: 'stock-other-item', details: { name: current.item.name } });
    return book(current, { location, unit: current.into });
  };

  /** A pallet or tote says itself where it stands. After single goods it is what they are put into. */
  const takeUnit = async (current: Moving, { unit, location, pieces, kinds }: Unit): Promise<void> => {
    const { act, item } = current;
    if (item !== null && moveRules[act].toShelf) return book(current, { location, unit });
    if (item !== null) return feedback.bad({ code: 'stock-other-item', details: { name: item.name } });
    if (!moveRules[act].fromShelf) return feedback.bad({ code: 'unit-here-already', details: { unit } });
    if (act === 'pick') {
      become({ ...current, from: location, outOf: unit });
      return feedback.good('stock-unit', { unit, quantity: pieces });
    }
    if (current.unit !== null && current.unit.unit !== unit) {
      if (!moveRules[act].toShelf)
        return feedback.bad({ code: 'unit-yes-first', details: { unit: current.unit.unit } });
      return bookUnit(current, current.unit.unit, { to: null, into: unit });
    }
    become({ ...current, from: location, outOf: null, unit: { unit, pieces, kinds }, quantity: pieces });
    feedback.good('stock-unit', { unit, quantity: pieces });
  };

  /** A unit that nothing is in: the goods in hand are its first, and the next scan says where it stands. */
  const takeFreeUnit = (current: Moving, into: string): void => {
    if (current.item === null || !moveRules[current.act].toShelf)
      return feedback.bad({ code: 'unit-empty', details: { unit: into } });
    become({ ...current, into });
    feedback.need('stock-unit-where', { unit: into });
  };

  /** After a unit a piece is taken out of it; else each scan is one more. */
  const takeItem = (current: Moving, found: StockMeaning): void => {
    const [first, second] = found.items;
    if (first === undefined) return;
    if (nextOf(current) === 'from') return feedback.bad({ code: 'stock-bin-first' });
    if (second !== undefined) return feedback.bad({ code: 'stock-ambiguous' });
    const { lot, serial, expiry } = found;
    const { sku, name, picture } = first;
    const quantity = first.quantity * (current.keyed ?? 1);
    const item = { sku, name, picture, lot, serial, expiry };
    const before = current.item;
    const isSame = before !== null && JSON.stringify(before) === JSON.stringify(item) && serial === null;
    if (before !== null && !isSame) return feedback.bad({ code: 'stock-other-item', details: { name: before.name } });
    const sum = isSame ? current.quantity + quantity : quantity;
    const outOf = current.unit?.unit ?? current.outOf;
    become({ ...current, item, quantity: sum, unit: null, outOf, keyed: null, ...askedAnew });
    feedback.good('stock-item', { name, quantity: sum });
  };

  /** Lot, serial or date of the goods in hand, in a symbol of their own or as plain text where it was asked for. */
  const takeTrait = async (current: Moving, found: StockMeaning, text: string): Promise<boolean> => {
    const { item, need, waiting } = current;
    if (item === null) return false;
    const plain = need !== null && found.lot === null && found.serial === null && found.expiry === null ? text : null;
    if (need === 'expiry' && plain !== null && !isDay(plain)) return false;
    const of = (trait: Need): string | null => (need === trait && plain !== null ? plain : found[trait]);
    const [lot, serial, expiry] = [of('lot'), of('serial'), of('expiry')];
    if (lot === null && serial === null && expiry === null) return false;
    const said = { lot: lot ?? item.lot, serial: serial ?? item.serial, expiry: expiry ?? item.expiry };
    const next = { ...current, need: null, item: { ...item, ...said } };
    become(next);
    if (waiting === null) feedback.good('stock-trait', { text: lot ?? serial ?? expiry });
    else await book(next, waiting.goal);
    return true;
  };

  /** Where a paper may be missing, whoever scans goods at once has none. */
  const takeDocument = (current: Moving, found: StockMeaning, text: string): Moving | null => {
    const isOptional = moveRules[current.act].document === 'asked';
    if (isOptional && (found.items.length > 0 || found.location !== null)) return { ...current, noDocument: true };
    if (found.items.length > 0 || found.location !== null || found.unit !== null)
      feedback.bad({ code: 'stock-document-first' });
    else {
      const document = text.slice(0, 80);
      become({ ...current, document });
      feedback.good('stock-document', { document });
    }
    return null;
  };

  /** By name, scanned or typed; an empty name is our own. */
  const chooseOwner = (current: Moving, name: string): void => {
    if (name !== '' && !current.owners.includes(name)) return feedback.bad({ code: 'stock-owner-first' });
    become({ ...current, owner: { name: name === '' ? null : name } });
    if (name === '') feedback.good('stock-own-goods');
    else feedback.good('stock-owner', { name });
  };

  /** Whose goods there are in the house, where that matters. */
  const askOwners = async (current: Moving): Promise<void> => {
    const owners = (await ask('stock.owners', {})) as readonly string[] | null;
    if (owners !== null && owners.length > 0) become({ ...current, owners });
  };

  const take = async (before: Moving, data: string, aim: string | null): Promise<void> => {
    const next = nextOf(before);
    if (next === 'reason') return feedback.bad({ code: 'stock-reason-first' });
    if (next === 'owner') return chooseOwner(before, data.trim());
    if (next === 'document' && before.act === 'pick') return picks.takeOrder(before, data.trim().slice(0, 80));
    const found = await meaningOf(data, aim);
    if (found === null) return;
    const isPlace = found.location !== null || found.unit !== null || found.freeUnit !== null;
    if (next === 'condition' && isPlace) return feedback.bad({ code: 'stock-condition-first' });
    const current = next === 'document' ? takeDocument(before, found, data.trim()) : before;
    if (current === null) return;
    if (found.location !== null) return takeLocation(current, found.location);
    if (found.unit !== null) return takeUnit(current, found.unit);
    if (found.freeUnit !== null) return takeFreeUnit(current, found.freeUnit);
    if (found.items.length > 0) return takeItem(current, found);
    if (await takeTrait(current, found, data.trim())) return;
    const { order, item } = current;
    if (order !== null && item !== null && order.tote === data.trim()) return takeFreeUnit(current, order.tote);
    // Nothing is in hand: another order may be meant.
    if (order !== null && item === null) return picks.takeOrder(current, data.trim().slice(0, 80));
    feedback.bad(found.failure ?? { code: 'unknown-barcode' }, data.slice(0, 80));
  };

  const takeTyped = async (current: Moving, text: string): Promise<void> => {
    const { digits } = splitTypedLocation(text);
    if (standsThere(await meaningOf(text, null), digits, feedback)) return take(current, text, null);
  };

  /** Pieces of the goods in hand. */
  const setQuantity = (current: Moving, quantity: number): void => {
    if (current.item !== null) become({ ...current, quantity, ...askedAnew });
  };

  /** By its barcode: of the goods in hand, or with nothing in hand of those that are scanned next. */
  const keyQuantity = (current: Moving, quantity: number): void => {
    if (quantity > mostKeyed) return feedback.bad({ code: 'keyed-quantity-off' });
    if (current.unit !== null) return feedback.bad({ code: 'stock-item-first' });
    setQuantity(current, quantity);
    if (current.item !== null) return feedback.good('stock-item', { name: current.item.name, quantity });
    become({ ...current, keyed: quantity === 1 ? null : quantity });
    feedback.good('quantity-set', { quantity });
  };

  /** YES: there is no paper, there are so many, or off they go. */
  const yes = async (current: Moving): Promise<void> => {
    const { waiting } = current;
    if (waiting !== null && (waiting.book !== null || (waiting.elsewhere ?? null) !== null))
      return book(surely(current), waiting.goal);
    const next = nextOf(current);
    const { unit, document } = current;
    if (next === 'yes' && unit !== null && document !== null) return sendUnit(current, unit.unit, document);
    if (next === 'yes') return book(current, null);
    if (next === 'document' && moveRules[current.act].document === 'asked')
      return become({ ...current, noDocument: true });
    feedback.bad({ code: 'not-now' });
  };

  return {
    isOpen: (): boolean => desk.now() !== null,
    begin: (act: MoveAct): void => {
      desk.begin((turn) => begun(turn, act));
      if (moveRules[act].asksOwner) void inOrder(askOwners);
    },
    end: desk.end,
    scan: ({ data, aim }: Scan): Promise<void> => inOrder((current) => take(current, data, aim)),
    enter: (text: string): Promise<void> => inOrder((current) => takeTyped(current, text)),
    setQuantity: (quantity: number): Promise<void> => inOrder((current) => setQuantity(current, quantity)),
    keyQuantity: (quantity: number): Promise<void> => inOrder((current) => keyQuantity(current, quantity)),
    setReason: (reason: ReasonCode): Promise<void> =>
      inOrder((current) => {
        if (moveRules[current.act].reasons.includes(reason)) become({ ...current, reason });
      }),
    /** `null`: our own. */
    setOwner: (owner: string | null): Promise<void> =>
      inOrder((current) => {
        if (nextOf(current) === 'owner') chooseOwner(current, owner ?? '');
      }),
    setCondition: (condition: ReturnCondition): Promise<void> =>
      inOrder((current) => {
        if (moveRules[current.act].asksCondition && current.item !== null) become({ ...current, condition });
      }),
    confirm: (): Promise<void> => inOrder(yes),
    view: (): StockMoveView | null => {
      const current = desk.now();
      return current === null ? null : viewOf(current, returns());
    },
  };
};
export type MoveDesk = ReturnType<typeof createMoveDesk>;
