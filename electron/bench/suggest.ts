import { buildSscc } from '../../shared/barcode/sscc';
import type { BenchSuggestion } from '../../shared/bench';
import type { PackLine, PackView } from '../../shared/features/packing/view';

/** Barcode, lot, serial and expiry as a real box of this item would carry them. */
export interface ItemCodes {
  readonly gtin: string | null;
  readonly text: string | null;
}

export interface SuggestFacts {
  readonly signedIn: boolean;
  readonly pack: PackView | null;
  readonly nextOrders: readonly { readonly number: string; readonly tote: string | null }[];
  readonly codesOf: (sku: string) => ItemCodes;
  readonly wrongItem: ItemCodes | null;
  readonly badges: readonly { readonly name: string; readonly code: string }[];
  /** Codes on the label that the printer put out for the current parcel, and on one that belongs elsewhere. */
  readonly labelCode: string | null;
  readonly loadMg: number;
  readonly serialNumber: () => string;
}

const gs = '\u001d';

/** A sound SSCC of somebody else's, in the range that GS1 keeps for examples. */
const foreign = buildSscc({ extensionDigit: 9, companyPrefix: '9521999', serial: 1 });
const foreignSscc = foreign.ok ? foreign.value : '';

const scan = (
  id: string,
  label: BenchSuggestion['label'],
  data: string,
  aim: string | null,
  details: BenchSuggestion['details'],
  next: boolean,
): BenchSuggestion => ({ id, label, details, act: { kind: 'scan', data, aim }, next });

/** What the symbol on the item says: a plain EAN, or GS1 with lot, expiry and serial where the item carries them. */
export const itemScan = (
  line: Pick<PackLine, 'lot' | 'lotRequired' | 'serialRequired' | 'expiryRequired'>,
  codes: ItemCodes,
  serial: string,
): { data: string; aim: string | null } | null => {
  const { gtin, text } = codes;
  if (gtin === null) return text === null ? null : { data: text, aim: 'C0' };
  if (!line.lotRequired && !line.serialRequired && !line.expiryRequired)
    return gtin.startsWith('0') ? { data: gtin.slice(1), aim: 'E0' } : { data: gtin, aim: 'I1' };
  const year = new Date().getUTCFullYear() + 2;
  const expiry = line.expiryRequired ? `17${String(year).slice(2)}0630` : '';
  const lot = line.lotRequired ? `10${line.lot ?? 'L2408'}${line.serialRequired ? gs : ''}` : '';
  return { data: `01${gtin}${expiry}${lot}${line.serialRequired ? `21${serial}` : ''}`, aim: 'd2' };
};

const itemSuggestions = (facts: SuggestFacts, pack: PackView): BenchSuggestion[] => {
  const open = pack.lines.filter((line) => line.packed + line.short < line.quantity);
  const items = open.slice(0, 6).flatMap((line, index) => {
    const code = itemScan(line, facts.codesOf(line.sku), facts.serialNumber());
    return code === null
      ? []
      : [
          scan(
            `item-${line.lineId}`,
            'item',
            code.data,
            code.aim,
            { name: line.name, sku: line.sku, open: line.quantity - line.packed - line.short },
            index === 0,
          ),
        ];
  });
  const wrong =
    facts.wrongItem === null
      ? null
      : itemScan({ lot: null, lotRequired: false, serialRequired: false, expiryRequired: false }, facts.wrongItem, '');
  return wrong === null ? items : [...items, scan('wrong-item', 'wrong-item', wrong.data, wrong.aim, {}, false)];
};

const weighSuggestions = (facts: SuggestFacts, pack: PackView): BenchSuggestion[] => {
  const expected = pack.parcel?.expectation?.expectedMg ?? 1_000_000;
  const grams = Math.max(1, Math.round(expected / 1000));
  const put = (id: string, label: 'put' | 'put-wrong', weight: number, next: boolean): BenchSuggestion => ({
    id,
    label,
    details: { grams: weight },
    act: { kind: 'put', weightMg: weight * 1000 },
    next,
  });
  if (facts.loadMg > 0) return [removeLoad(true)];
  return [put('put', 'put', grams, true), put('put-wrong', 'put-wrong', Math.round(grams * 1.3) + 200, false)];
};

const removeLoad = (next: boolean): BenchSuggestion => ({
  id: 'remove',
  label: 'remove',
  details: {},
  act: { kind: 'remove' },
  next,
});

const stepSuggestions = (facts: SuggestFacts, pack: PackView): BenchSuggestion[] => {
  switch (pack.step) {
    case 'items':
      return pack.awaiting === null
        ? itemSuggestions(facts, pack)
        : [
            scan(
              'awaited',
              pack.awaiting.need === 'serial' ? 'serial' : 'lot',
              pack.awaiting.need === 'serial' ? facts.serialNumber() : 'L2408',
              'C0',
              { name: pack.awaiting.name },
              true,
            ),
          ];
    case 'weigh':
    case 'weight-refused':
      return weighSuggestions(facts, pack);
    case 'confirm':
      return facts.labelCode === null
        ? []
        : [
            scan('label', 'label', facts.labelCode, 'd1', {}, true),
            scan('wrong-label', 'wrong-label', `00${foreignSscc}`, 'C1', {}, false),
          ];
    default:
      return [];
  }
};

/** What a hand could do next, the step's own act first. */
export const suggest = (facts: SuggestFacts): BenchSuggestion[] => {
  const badges = facts.badges.map((badge) =>
    scan(`badge-${badge.code}`, 'badge', badge.code, 'C0', { name: badge.name }, !facts.signedIn),
  );
  if (!facts.signedIn) return badges;
  const load = facts.loadMg > 0 && facts.pack?.step !== 'weigh' ? [removeLoad(facts.pack === null)] : [];
  if (facts.pack !== null) return [...stepSuggestions(facts, facts.pack), ...load, ...badges];
  const orders = facts.nextOrders
    .slice(0, 6)
    .map((order, index) =>
      scan(
        `order-${order.number}`,
        'order',
        order.tote ?? order.number,
        'C0',
        { order: order.number },
        index === 0 && load.length === 0,
      ),
    );
  return [...load, ...orders, ...badges];
};
