import type { Scan } from '../../shared/devices';
import type { AnswerOf } from '../../shared/feature';
import type { countCommands } from '../../shared/features/counts/commands';
import type { CountLive, CountWeigh } from '../../shared/features/counts/count-live';
import type { BinView } from '../../shared/features/counts/queries';
import type { CountReading } from '../../shared/features/counts/records';
import { splitTypedLocation } from '../../shared/features/stock/check-digits';
import type { StockMeaning } from '../../shared/features/stock/queries';
import { plainGoods } from '../../shared/features/stock/records';
import type { Actor, Store } from '../store/types';
import { createCountScale, tellCounted, type CountScaleParts } from './count-scale';
import { standsThere } from './desk-queue';
import type { FeedbackTeller } from './feedback';

export interface CountBinsParts extends Pick<CountScaleParts, 'weighing' | 'divisionMg' | 'send'> {
  readonly store: Pick<Store, 'query'>;
  readonly actor: () => Actor;
  readonly now: () => number;
  readonly feedback: FeedbackTeller;
  /** Keyed before the scan: so many pieces; used up once they are counted. */
  readonly keyedQuantity: () => number | null;
  readonly quantityUsed: () => void;
  readonly onView: () => void;
  readonly onError: (error: unknown) => void;
}

type Undone = AnswerOf<(typeof countCommands)['counts.undoScan']>;

interface Open {
  readonly countId: string;
  bin: string | null;
  /** Another bin was scanned before this one was through: what becomes of it is asked. */
  leaving: { readonly to: string; readonly counted: number } | null;
}

/** A scan, or what was typed in its place: then nobody knows of a device. */
type Given = Pick<Scan, 'data' | 'aim'> & { readonly deviceId: string | null };

/** A count by barcode: the bin, and each piece, case or weighed load in it; one after the other. */
export const createCountBins = (parts: CountBinsParts) => {
  const { store, actor, now, feedback, send, onView, onError } = parts;
  let open: Open | null = null;
  let acts: Promise<void> = Promise.resolve();

  const scale = createCountScale({
    ...parts,
    ask: async (name, params) => {
      const answer = await store.query(name, params, actor());
      if (answer.ok) return answer.value;
      feedback.bad(answer.failure);
      return null;
    },
  });

  /** Of the count that is open when it is asked for, though it may be left before its turn. */
  const inOrder = (act: (current: Open) => Promise<void> | void): Promise<void> => {
    const current = open;
    if (current !== null) acts = acts.then(() => act(current)).catch(onError);
    return acts;
  };
  /** Only while that count is still here: a weight has no meaning for another. */
  const whileOpen = (act: (current: Open) => Promise<void> | void): Promise<void> =>
    inOrder((current) => (current === open ? act(current) : undefined));

  const takeItem = async (current: Open, found: StockMeaning, deviceId: Given['deviceId']): Promise<void> => {
    const [item, second] = found.items;
    if (item === undefined) return feedback.bad(found.failure ?? { code: 'count-unknown-item' });
    if (second !== undefined) return feedback.bad({ code: 'count-ambiguous' });
    if (current.bin === null) return feedback.bad({ code: 'count-bin-first' });
    // It may lie in either of the two bins.
    if (current.leaving !== null)
      return feedback.bad({ code: 'count-answer-first', details: { location: current.bin } });
    const { lot, expiry } = found;
    const weighs = scale.isOpen() && current === open;
    if (weighs && item.isSerial) return feedback.bad({ code: 'count-weight-serial', details: { name: item.name } });
    if (weighs) return scale.item({ name: item.name, goods: { ...plainGoods(item.sku), lot, expiry } });
    if (item.isSerial && found.serial === null) return feedback.bad({ code: 'stock-serial-needed' });
    const serial = item.isSerial ? found.serial : null;
    const goods = { ...plainGoods(item.sku), lot, serial, expiry };
    const quantity = serial === null ? item.quantity * (parts.keyedQuantity() ?? 1) : 1;
    const entry = { location: current.bin, goods, quantity };
    const answer = await send('counts.scan', { countId: current.countId, entry, deviceId }, () =>
      feedback.need('scan-waits', { name: item.name }),
    );
    if (!answer.ok) return feedback.bad(answer.failure);
    parts.quantityUsed();
    const { quantity: sum, standing } = answer.value as AnswerOf<(typeof countCommands)['counts.scan']>;
    tellCounted(feedback, 'count-item', standing, { name: item.name, quantity: sum });
  };

  const go = (current: Open, location: string): void => {
    Object.assign(current, { bin: location, leaving: null });
    onView();
    feedback.good('count-bin', { location });
  };

  const binOf = async ({ countId }: Open, location: string): Promise<BinView | null> => {
    const answer = await store.query('counts.bin', { countId, location }, actor());
    return answer.ok ? (answer.value as BinView | null) : null;
  };

  /** The next bin; one that is not through is left open on a word only. */
  const takeBin = async (current: Open, location: string): Promise<void> => {
    if ((await binOf(current, location)) === null)
      return feedback.bad({ code: 'count-other-bin', details: { location } });
    if (current.bin === null || current.bin === location) return go(current, location);
    if (current === open) scale.end();
    const before = await binOf(current, current.bin);
    if (before === null || before.done) return go(current, location);
    current.leaving = { to: location, counted: before.counted };
    onView();
    feedback.need('count-bin-open', { location: current.bin });
  };

  const meaningOf = async (data: string, aim: string | null): Promise<StockMeaning | null> => {
    const answer = await store.query('stock.meaning', { data, aim, at: now() }, actor());
    if (answer.ok) return answer.value as StockMeaning;
    feedback.bad(answer.failure);
    return null;
  };

  const takeFound = (current: Open, found: StockMeaning, deviceId: Given['deviceId']): Promise<void> =>
    found.location === null ? takeItem(current, found, deviceId) : takeBin(current, found.location.location);

  const take = async ({ data, aim, deviceId }: Given, current: Open): Promise<void> => {
    const found = await meaningOf(data, aim);
    if (found !== null) await takeFound(current, found, deviceId);
  };

  /** Without a scan the check digits prove that somebody stands in front of the bin. */
  const takeTyped = async (text: string, current: Open): Promise<void> => {
    const found = await meaningOf(text, null);
    const { digits } = splitTypedLocation(text);
    if (found !== null && standsThere(found, digits, feedback)) await takeFound(current, found, null);
  };

  /** What becomes of the bin that was not through: it is, it is gone on with, or it stays open. */
  const leave = async (current: Open, how: 'finish' | 'stay' | 'open'): Promise<void> => {
    const { countId, bin, leaving } = current;
    if (bin === null || leaving === null) return;
    if (how === 'stay') return go(current, bin);
    if (how === 'open') return go(current, leaving.to);
    const wish = { countId, location: bin };
    const answer = await send('counts.finishBin', wish, () => feedback.need('scan-waits', { name: bin }));
    if (answer.ok) return go(current, leaving.to);
    current.leaving = null;
    onView();
    feedback.bad(answer.failure);
  };

  /** The bin that something is to be done in, or a word on why nothing can be. */
  const binAt = ({ bin, leaving }: Open): string | null => {
    if (bin === null) feedback.bad({ code: 'count-bin-first' });
    else if (leaving !== null) feedback.bad({ code: 'count-answer-first', details: { location: bin } });
    return leaving === null ? bin : null;
  };

  /** The screen asks which scan: any of the bin that is counted. */
  const askUndo = async (current: Open): Promise<void> => {
    const bin = binAt(current);
    if (bin === null) return;
    const there = await binOf(current, bin);
    if (there === null || there.done) return feedback.bad({ code: 'count-bin-done', details: { location: bin } });
    if (there.counted === 0) return feedback.bad({ code: 'count-nothing-scanned', details: { location: bin } });
    feedback.need('count-undo-wanted', { location: bin });
  };

  /** `location`: the bin that it was seen in; it may be left before its turn comes. */
  const undo = async ({ countId }: Open, location: string, scan: number): Promise<void> => {
    const answer = await send('counts.undoScan', { countId, location, scan }, () =>
      feedback.need('scan-waits', { name: location }),
    );
    if (!answer.ok) return feedback.bad(answer.failure);
    await scale.refresh();
    feedback.good('count-undone', { ...(answer.value as Undone) });
  };

  return {
    open: (countId: string): void => {
      open = { countId, bin: null, leaving: null };
    },
    close: (): void => {
      open = null;
      scale.close();
    },
    bin: (): string | null => open?.bin ?? null,
    leaving: (): CountLive['leaving'] =>
      open === null || open.bin === null || open.leaving === null ? null : { from: open.bin, ...open.leaving },
    weigh: (): CountWeigh | null => scale.view(),
    isWeighing: (): boolean => scale.isOpen(),
    scan: (scan: Scan): Promise<void> => inOrder((current) => take(scan, current)),
    /** For a broken scanner: a bin’s code with its check digits, or a SKU. */
    enter: (text: string): Promise<void> => inOrder((current) => takeTyped(text, current)),
    leave: (how: 'finish' | 'stay' | 'open'): Promise<void> => whileOpen((current) => leave(current, how)),
    /** Weighs pieces of the bin, and then the next load. */
    startWeighing: (): Promise<void> =>
      whileOpen((current) => {
        const bin = binAt(current);
        return bin === null ? undefined : scale.weigh(current.countId, bin);
      }),
    askUndo: (): Promise<void> => whileOpen(askUndo),
    undo: (location: string, scan: number): Promise<void> => whileOpen((current) => undo(current, location, scan)),
    teach: (pieces: number): Promise<void> => whileOpen(() => scale.teach(pieces)),
    tote: (): Promise<void> => whileOpen(() => scale.tote()),
    settle: (anew: boolean): Promise<void> => whileOpen(() => scale.settle(anew)),
    /** Pieces are scanned again from now on. */
    endWeighing: (): Promise<void> =>
      whileOpen(({ bin }) => {
        if (!scale.isOpen()) return;
        scale.end();
        if (bin !== null) feedback.good('count-bin', { location: bin });
      }),
    /** Nobody is there any more whose weight it would be. */
    leaveScale: (): void => scale.end(),
    captured: (token: string, readings: readonly CountReading[]): Promise<void> =>
      whileOpen(() => scale.captured(token, readings)),
    /** All that was asked for is done. */
    idle: (): Promise<void> => acts,
  };
};
export type CountBins = ReturnType<typeof createCountBins>;
