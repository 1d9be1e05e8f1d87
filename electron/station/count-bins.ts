import type { Scan } from '../../shared/devices';
import type { AnswerOf } from '../../shared/feature';
import type { CountWeigh } from '../../shared/features/counts/count-live';
import type { countQueries } from '../../shared/features/counts/queries';
import type { CountReading } from '../../shared/features/counts/records';
import { plainGoods } from '../../shared/features/stock/records';
import type { Actor, Store } from '../store/types';
import { createCountScale, type CountScaleParts } from './count-scale';
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

type Meaning = AnswerOf<(typeof countQueries)['counts.meaning']>;

interface Open {
  readonly countId: string;
  bin: string | null;
}

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

  const takeItem = async (current: Open, found: Meaning, deviceId: string): Promise<void> => {
    const [item, second] = found.items;
    if (item === undefined) return feedback.bad(found.failure ?? { code: 'count-unknown-item' });
    if (second !== undefined) return feedback.bad({ code: 'count-ambiguous' });
    if (current.bin === null) return feedback.bad({ code: 'count-bin-first' });
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
    const sum = (answer.value as { readonly quantity: number }).quantity;
    feedback.good('count-item', { name: item.name, quantity: sum });
  };

  const takeScan = async ({ data, aim, deviceId }: Scan, current: Open): Promise<void> => {
    const answer = await store.query('counts.meaning', { data, aim, at: now() }, actor());
    if (!answer.ok) return feedback.bad(answer.failure);
    const found = answer.value as Meaning;
    const { location } = found;
    if (location === null) return takeItem(current, found, deviceId);
    const bin = await store.query('counts.bin', { countId: current.countId, location }, actor());
    if (!bin.ok || bin.value === null) return feedback.bad({ code: 'count-other-bin', details: { location } });
    if (current === open && current.bin !== location) scale.end();
    current.bin = location;
    onView();
    feedback.good('count-bin', { location });
  };

  return {
    open: (countId: string): void => {
      open = { countId, bin: null };
    },
    close: (): void => {
      open = null;
      scale.close();
    },
    bin: (): string | null => open?.bin ?? null,
    weigh: (): CountWeigh | null => scale.view(),
    isWeighing: (): boolean => scale.isOpen(),
    scan: (scan: Scan): Promise<void> => inOrder((current) => takeScan(scan, current)),
    /** Weighs pieces of the bin, and then the next load. */
    startWeighing: (): Promise<void> =>
      whileOpen(({ countId, bin }) =>
        bin === null ? feedback.bad({ code: 'count-bin-first' }) : scale.weigh(countId, bin),
      ),
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
