import type { Scan } from '../../shared/devices';
import { allRowsOf, type LabelRows, type LabelSource, type RowFind } from '../../shared/features/labels/rows';
import type { LabelScan, LabelScanPage } from '../../shared/features/labels/scan';
import type { FoundPrints } from '../../shared/features/printing/queries';
import type { StockMeaning } from '../../shared/features/stock/queries';
import type { Result } from '../../shared/result';
import type { Actor, Store } from '../store/types';
import type { FeedbackTeller } from './feedback';

export interface LabelDeskParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly feedback: FeedbackTeller;
  readonly push: (scan: LabelScan) => void;
}

/** What a scan means among rows of one kind; `null`: it is something else. */
const findOf = (source: LabelSource, { location, unit, items, lot }: StockMeaning): RowFind | null => {
  if (location !== null)
    return source === 'locations' || source === 'lots' ? { kind: 'location', location: location.location } : null;
  if (unit !== null) return source === 'units' || source === 'lots' ? { kind: 'unit', unit: unit.unit } : null;
  const skus = items.map(({ sku }) => sku);
  if (skus.length === 0 || (source !== 'items' && source !== 'lots')) return null;
  return { kind: 'item', skus, lot: source === 'lots' ? lot : null };
};

/** While rows for labels are in sight, a scan picks one of them. */
export const createLabelDesk = ({ store, actor, feedback, push }: LabelDeskParts) => {
  let wanted: LabelScanPage | null = null;
  let sequence = 0;

  const countOf = async (source: LabelSource, find: RowFind): Promise<Result<unknown>> =>
    store.query('labels.rows', { ...allRowsOf(source), find, offset: 0, limit: 1 }, actor());

  /** Among prints a scan is looked for as it is: a parcel's label, an SSCC, an order, a product. */
  const lookUp = async (data: string): Promise<void> => {
    const search = data.slice(0, 80);
    const params = { search, printerId: null, from: null, to: null, offset: 0, limit: 1 };
    const answer = await store.query('printing.find', params, actor());
    if (!answer.ok) return feedback.bad(answer.failure, data);
    if (wanted !== 'prints') return;
    if ((answer.value as FoundPrints).total === 0) return feedback.bad({ code: 'print-not-found' }, data);
    sequence += 1;
    push({ sequence, source: 'prints', text: search, find: null });
    feedback.good('label-row-found');
  };

  return {
    isOpen: (): boolean => wanted !== null,
    scanFor: (source: LabelScanPage | null): void => {
      wanted = source;
    },
    scan: async ({ data, aim, at }: Scan): Promise<void> => {
      const source = wanted;
      if (source === 'prints') return lookUp(data);
      const meaning = await store.query('stock.meaning', { data: data.slice(0, 4096), aim, at }, actor());
      if (!meaning.ok) return feedback.bad(meaning.failure, data);
      // Somebody turned to other rows meanwhile: what was scanned was not meant for them.
      if (source === null || wanted !== source) return;
      const found = meaning.value as StockMeaning;
      const find = findOf(source, found);
      if (find === null) return feedback.bad(found.failure ?? { code: 'label-scan-other' }, data);
      const count = await countOf(source, find);
      if (!count.ok) return feedback.bad(count.failure, data);
      if (wanted !== source) return;
      if ((count.value as LabelRows).total === 0) return feedback.bad({ code: 'label-row-none' }, data);
      sequence += 1;
      push({ sequence, source, text: data, find });
      feedback.good('label-row-found');
    },
  };
};
export type LabelDesk = ReturnType<typeof createLabelDesk>;
