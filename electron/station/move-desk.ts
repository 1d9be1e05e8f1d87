import { randomUUID } from 'node:crypto';
import type { Scan } from '../../shared/devices';
import { splitTypedLocation } from '../../shared/features/stock/check-digits';
import type { BookedKind, MoveAnswer, UnitAnswer } from '../../shared/features/stock/commands';
import type { MoveAct, MovingItem, StockMoveView } from '../../shared/features/stock/move-view';
import type { StockMeaning } from '../../shared/features/stock/queries';
import { isDay } from '../../shared/time';
import { fail, type Failure, type Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';
import { sendOnce } from './send-once';

export interface MoveDeskParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly onView: () => void;
  readonly onError: (error: unknown) => void;
}

type Need = 'lot' | 'serial' | 'expiry';

interface Moving {
  /** Which beginning this goes back to: what it still has on its way must not open a desk that was closed meanwhile. */
  readonly turn: number;
  readonly act: MoveAct;
  readonly from: string | null;
  readonly fromReceiving: boolean;
  readonly item: MovingItem | null;
  readonly unit: StockMoveView['unit'];
  readonly quantity: number;
  readonly need: Need | null;
  /** The bin that waits until it is known which goods go there, or that there are so many. */
  readonly waitingTo: string | null;
  readonly book: number | null;
  readonly last: StockMoveView['last'];
}

const begun = (turn: number, act: MoveAct, last: StockMoveView['last'] = null): Moving => ({
  turn,
  act,
  from: null,
  fromReceiving: false,
  item: null,
  unit: null,
  quantity: 0,
  need: null,
  waitingTo: null,
  book: null,
  last,
});

const needs: Readonly<Record<string, Need>> = {
  'stock-lot-needed': 'lot',
  'stock-serial-needed': 'serial',
  'stock-expiry-needed': 'expiry',
};

const nextOf = ({ act, from, item, unit, need }: Moving): StockMoveView['next'] => {
  if (unit !== null) return 'to';
  if (act === 'move' && from === null) return 'from';
  if (item === null) return 'item';
  return need ?? 'to';
};

const side = (location: string) => ({ location, status: 'available', unit: null });

const kindOf = ({ act, fromReceiving }: Moving): BookedKind =>
  act === 'receive' ? 'receive' : fromReceiving ? 'put-away' : 'move';

/**
 * Goods between two bins, by scans alone: the bin they lie in, the goods (each scan is one more), the bin they go to. Kept on the
 * trusted side, so that a window that reloads finds them as they were.
 */
export const createMoveDesk = ({ store, actor, feedback, onView, onError }: MoveDeskParts) => {
  let moving: Moving | null = null;
  let turns = 0;
  let queue: Promise<void> = Promise.resolve();

  const show = (next: Moving | null): void => {
    moving = next;
    onView();
  };

  const become = (next: Moving): void => {
    if (moving?.turn === next.turn) show(next);
  };

  /** One thing after the other, on what the one before left; what was meant for a desk that is closed is left. */
  const inOrder = (act: (current: Moving) => Promise<void> | void): Promise<void> => {
    const turn = moving?.turn;
    queue = queue
      .then(() => (moving === null || moving.turn !== turn ? undefined : act(moving)))
      // What threw is a bug: the next scan is taken all the same.
      .catch(onError);
    return queue;
  };

  /** The same wish under one id until the store says what became of it: no goods are moved twice. */
  const execute = async (name: string, input: unknown, onWait: () => void): Promise<Result<unknown>> => {
    const who = actor();
    // A lock may come between a scan and its turn: nothing is moved in nobody's name.
    if (who.personId === null) return fail('sign-in-first');
    return sendOnce(store, { id: randomUUID(), name, input, actor: who, origin: 'trusted' }, onWait);
  };

  const meaningOf = async (data: string, aim: string | null): Promise<StockMeaning | null> => {
    const answer = await store.query('stock.meaning', { data, aim, at: Date.now() }, actor());
    if (answer.ok) return answer.value as StockMeaning;
    feedback.bad(answer.failure);
    return null;
  };

  /** What the store refused: some of it can be answered by the next scan or by a word. */
  const refused = (current: Moving, to: string, failure: Failure): void => {
    const need = needs[failure.code] ?? null;
    const book = failure.code === 'more-than-book' ? Number(failure.details?.['book'] ?? 0) : null;
    if (need !== null || book !== null) {
      become({ ...current, need, book, waitingTo: to });
      feedback.need(failure.code, failure.details ?? {});
    } else feedback.bad(failure);
  };

  const book = async (current: Moving, to: string, beyondBook: boolean): Promise<void> => {
    const { act, from, item, quantity } = current;
    if (item === null) return;
    const { sku, name, lot, serial, expiry } = item;
    const wish = {
      kind: kindOf(current),
      wanted: { sku, lot, serial, expiry },
      from: from === null ? null : side(from),
      to: side(to),
      quantity,
      reason: null,
      document: null,
      beyondBook,
    };
    const answer = await execute('stock.move', wish, () => feedback.need('scan-waits', { name }));
    if (!answer.ok) return refused(current, to, answer.failure);
    const { missing } = answer.value as MoveAnswer;
    become(begun(current.turn, act, { name, quantity, to }));
    if (missing > 0) feedback.need('stock-moved-beyond', { name, quantity, location: to, missing });
    else feedback.good('stock-moved', { name, quantity, location: to });
  };

  const takeLocation = async (
    current: Moving,
    { location, isReceiving }: NonNullable<StockMeaning['location']>,
  ): Promise<void> => {
    if (current.unit !== null) return bookUnit(current, current.unit, { to: location, into: null });
    if (current.item !== null) return book(current, location, false);
    if (current.act === 'receive') return feedback.bad({ code: 'stock-item-first' });
    become({ ...current, from: location, fromReceiving: isReceiving });
    feedback.good('stock-bin', { location });
  };

  const bookUnit = async (
    current: Moving,
    { unit }: NonNullable<Moving['unit']>,
    goal: { readonly to: string | null; readonly into: string | null },
  ): Promise<void> => {
    const answer = await execute('stock.moveUnit', { unit, ...goal }, () =>
      feedback.need('scan-waits', { name: unit }),
    );
    if (!answer.ok) return feedback.bad(answer.failure);
    const { pieces, location } = answer.value as UnitAnswer;
    become(begun(current.turn, current.act, { name: unit, quantity: pieces, to: goal.into ?? location }));
    feedback.good('stock-moved', { name: unit, quantity: pieces, location: goal.into ?? location });
  };

  /** A pallet or tote says itself where it stands; scanned after another one it is what that one is put into. */
  const takeUnit = async (current: Moving, found: NonNullable<StockMeaning['unit']>): Promise<void> => {
    if (current.act !== 'move') return feedback.bad({ code: 'unit-here-already', details: { unit: found.unit } });
    if (current.item !== null) return feedback.bad({ code: 'stock-other-item', details: { name: current.item.name } });
    if (current.unit !== null && current.unit.unit !== found.unit)
      return bookUnit(current, current.unit, { to: null, into: found.unit });
    const { unit, location, pieces, kinds } = found;
    become({ ...current, from: location, unit: { unit, pieces, kinds }, quantity: pieces });
    feedback.good('stock-unit', { unit, quantity: pieces });
  };

  const takeItem = (current: Moving, found: StockMeaning): void => {
    const [first, second] = found.items;
    if (first === undefined) return;
    if (current.unit !== null) return feedback.bad({ code: 'stock-other-item', details: { name: current.unit.unit } });
    if (nextOf(current) === 'from') return feedback.bad({ code: 'stock-bin-first' });
    if (second !== undefined) return feedback.bad({ code: 'stock-ambiguous' });
    const { lot, serial, expiry } = found;
    const { sku, name, picture, quantity } = first;
    const item = { sku, name, picture, lot, serial, expiry };
    const before = current.item;
    const isSame = before !== null && JSON.stringify(before) === JSON.stringify(item) && serial === null;
    if (before !== null && !isSame) return feedback.bad({ code: 'stock-other-item', details: { name: before.name } });
    const sum = isSame ? current.quantity + quantity : quantity;
    become({ ...current, item, quantity: sum, book: null, waitingTo: null });
    feedback.good('stock-item', { name, quantity: sum });
  };

  /** Lot, serial or date of the goods in hand, in a symbol of their own or as plain text where it was asked for. */
  const takeTrait = async (current: Moving, found: StockMeaning, text: string): Promise<boolean> => {
    const { item, need, waitingTo } = current;
    if (item === null) return false;
    const plain = need !== null && found.lot === null && found.serial === null && found.expiry === null ? text : null;
    if (need === 'expiry' && plain !== null && !isDay(plain)) return false;
    const of = (trait: Need): string | null => (need === trait && plain !== null ? plain : found[trait]);
    const said = { lot: of('lot'), serial: of('serial'), expiry: of('expiry') };
    if (said.lot === null && said.serial === null && said.expiry === null) return false;
    const next = {
      ...current,
      need: null,
      item: {
        ...item,
        lot: said.lot ?? item.lot,
        serial: said.serial ?? item.serial,
        expiry: said.expiry ?? item.expiry,
      },
    };
    become(next);
    if (waitingTo === null) feedback.good('stock-trait', { text: said.lot ?? said.serial ?? said.expiry });
    else await book(next, waitingTo, false);
    return true;
  };

  const take = async (current: Moving, data: string, aim: string | null): Promise<void> => {
    const found = await meaningOf(data, aim);
    if (found === null) return;
    if (found.location !== null) return takeLocation(current, found.location);
    if (found.unit !== null) return takeUnit(current, found.unit);
    if (found.items.length > 0) return takeItem(current, found);
    if (await takeTrait(current, found, data.trim())) return;
    feedback.bad(found.failure ?? { code: 'unknown-barcode' }, data.slice(0, 80));
  };

  /** Without a scan the check digits prove that somebody stands in front of the bin. */
  const takeTyped = async (current: Moving, text: string): Promise<void> => {
    const { digits } = splitTypedLocation(text);
    const found = await meaningOf(text, null);
    const location = found?.location ?? null;
    if (location !== null && digits === null)
      return feedback.bad({ code: 'check-digits-needed', details: { location: location.location } });
    if (location !== null && digits !== location.checkDigits)
      return feedback.bad({ code: 'check-digits-wrong', details: { location: location.location } });
    return take(current, text, null);
  };

  return {
    isOpen: (): boolean => moving !== null,
    begin: (act: MoveAct): void => {
      turns += 1;
      show(begun(turns, act));
    },
    end: (): void => {
      if (moving !== null) show(null);
    },
    scan: ({ data, aim }: Scan): Promise<void> => inOrder((current) => take(current, data, aim)),
    enter: (text: string): Promise<void> => inOrder((current) => takeTyped(current, text)),
    setQuantity: (quantity: number): Promise<void> =>
      inOrder((current) => {
        if (current.item !== null) become({ ...current, quantity, book: null, waitingTo: null });
      }),
    confirm: (): Promise<void> =>
      inOrder(async (current) => {
        if (current.book !== null && current.waitingTo !== null) await book(current, current.waitingTo, true);
      }),
    view: (): StockMoveView | null => {
      if (moving === null) return null;
      const { act, from, item, unit, quantity, last, waitingTo } = moving;
      const question = moving.book === null || waitingTo === null ? null : { to: waitingTo, book: moving.book };
      return { act, from, item, unit, quantity, next: nextOf(moving), question, last };
    },
  };
};
export type MoveDesk = ReturnType<typeof createMoveDesk>;
