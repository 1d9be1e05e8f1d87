import { buildSscc } from '../../shared/barcode/sscc';
import type { BenchSuggestion } from '../../shared/bench';
import type { PackLine, PackParcel, PackView } from '../../shared/features/packing/view';

/** Barcode, lot, serial and expiry as a real box of this item would carry them. */
export interface ItemCodes {
  readonly gtin: string | null;
  readonly text: string | null;
  /** Code of a whole case. */
  readonly case: { readonly gtin: string; readonly quantity: number } | null;
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
  /** Of one piece that the station can't expect a weight of yet. */
  readonly trueWeightMg: (sku: string) => number;
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

type Carries = Pick<PackLine, 'lot' | 'lotRequired' | 'serialRequired' | 'expiryRequired'> &
  Partial<Pick<PackLine, 'takeFrom'>>;

/** Every pack on the bench is of this lot, unless the order pins another or one was picked for it. */
const benchLot = 'L2408';
const lotOf = ({ lot, takeFrom = [] }: Pick<Carries, 'lot' | 'takeFrom'>): string =>
  takeFrom.find(({ picked }) => picked)?.lot ?? lot ?? benchLot;
/** Two years ahead, and one year gone. */
const goodUntil = (): number => new Date().getUTCFullYear() + 2;
const expiredIn = (): number => new Date().getUTCFullYear() - 1;

/** What the symbol on the item says: a plain EAN, or GS1 with lot, expiry and serial where the item carries them. */
export const itemScan = (
  line: Carries,
  { gtin, text }: Pick<ItemCodes, 'gtin' | 'text'>,
  serial: string,
  year: number = goodUntil(),
): { data: string; aim: string | null } | null => {
  if (gtin === null) return text === null ? null : { data: text, aim: 'C0' };
  if (!line.lotRequired && !line.serialRequired && !line.expiryRequired)
    return gtin.startsWith('0') ? { data: gtin.slice(1), aim: 'E0' } : { data: gtin, aim: 'I1' };
  const expiry = line.expiryRequired ? `17${String(year).slice(2)}0630` : '';
  const lot = line.lotRequired ? `10${lotOf(line)}${line.serialRequired ? gs : ''}` : '';
  return { data: `01${gtin}${expiry}${lot}${line.serialRequired ? `21${serial}` : ''}`, aim: 'd2' };
};

const openOf = (line: PackLine): number => line.quantity - line.packed - line.short;

/** One piece of a line, and a whole case where so many are still wanted. */
const lineSuggestions = (facts: SuggestFacts, line: PackLine, next: boolean): BenchSuggestion[] => {
  const codes = facts.codesOf(line.sku);
  const details = { name: line.name, sku: line.sku, open: openOf(line) };
  const piece = itemScan(line, codes, facts.serialNumber());
  const { case: box } = codes;
  const isWanted = box !== null && box.quantity <= openOf(line) && !line.serialRequired;
  const whole = isWanted ? itemScan(line, { gtin: box.gtin, text: null }, '') : null;
  return [
    ...(piece === null ? [] : [scan(`item-${line.lineId}`, 'item', piece.data, piece.aim, details, next)]),
    ...(whole === null || box === null
      ? []
      : [scan(`case-${line.lineId}`, 'case', whole.data, whole.aim, { ...details, pieces: box.quantity }, false)]),
  ];
};

const plain: Carries = { lot: null, lotRequired: false, serialRequired: false, expiryRequired: false };

const itemSuggestions = (facts: SuggestFacts, pack: PackView): BenchSuggestion[] => {
  const open = pack.lines.filter((line) => openOf(line) > 0);
  const items = open.slice(0, 6).flatMap((line, index) => lineSuggestions(facts, line, index === 0));
  const wrong = facts.wrongItem === null ? null : itemScan(plain, facts.wrongItem, '');
  const dated = open.find((line) => line.expiryRequired);
  const expired =
    dated === undefined ? null : itemScan(dated, facts.codesOf(dated.sku), facts.serialNumber(), expiredIn());
  return [
    ...items,
    ...(wrong === null ? [] : [scan('wrong-item', 'wrong-item', wrong.data, wrong.aim, {}, false)]),
    ...(expired === null || dated === undefined
      ? []
      : [scan('expired', 'expired', expired.data, expired.aim, { name: dated.name }, false)]),
  ];
};

/** What the scan after the product's own code says. */
const awaitedSuggestion = (
  facts: SuggestFacts,
  { name, need, sku }: NonNullable<PackView['awaiting']>,
  lines: readonly PackLine[],
): BenchSuggestion => {
  const data = {
    lot: lotOf(lines.find((line) => line.sku === sku) ?? plain),
    serial: facts.serialNumber(),
    expiry: `${goodUntil()}-06-30`,
  }[need];
  return scan('awaited', need, data, 'C0', { name }, true);
};

/** A parcel of the real world: what the station expects, what it can't know yet, and a little off, as parcels are. */
const realGrams = (facts: SuggestFacts, parcel: PackParcel | null): number => {
  const expectation = parcel?.expectation ?? null;
  if (parcel === null || expectation === null) return 1000;
  const unknown = parcel.items
    .filter(({ sku }) => expectation.unknownSkus.includes(sku))
    .reduce((sum, { sku, quantity }) => sum + facts.trueWeightMg(sku) * quantity, 0);
  // At most 0.3 of the tolerance, the same for the same parcel.
  const tenths = (Number.parseInt(parcel.parcelId.slice(0, 6), 16) % 7) - 3;
  const off = Number.isNaN(tenths) ? 0 : Math.trunc((expectation.toleranceMg * tenths) / 10);
  return Math.max(1, Math.round((expectation.expectedMg + unknown + off) / 1000));
};

const weighSuggestions = (facts: SuggestFacts, pack: PackView): BenchSuggestion[] => {
  const grams = realGrams(facts, pack.parcel);
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
        : [awaitedSuggestion(facts, pack.awaiting, pack.lines)];
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
