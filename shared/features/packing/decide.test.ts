import { describe, expect, it } from 'vitest';
import type { AttestedReading, AttestedScan } from './commands';
import { decideScan } from './decide-scan';
import { decideOverride, decideTypedWeight, decideWeight } from './decide-weight';
import type { Decided, ScanFacts, ScanMeaning } from './decided';
import {
  packStep,
  type ItemFacts,
  type LineState,
  type PackState,
  type ParcelExpectation,
  type ParcelFacts,
} from './state';

const item = (sku: string, more: Partial<ItemFacts> = {}): ItemFacts => ({
  sku,
  name: `Name of ${sku}`,
  picture: 'box',
  size: null,
  lotRequired: false,
  serialRequired: false,
  expiryRequired: false,
  minDaysLeft: 0,
  keyedQuantity: true,
  fragile: false,
  hazmat: false,
  retired: false,
  ...more,
});
const line = (sku: string, quantity: number, more: Partial<LineState> = {}): LineState => ({
  lineId: `L-${sku}`,
  lineNumber: 1,
  item: item(sku),
  quantity,
  packed: 0,
  short: 0,
  lot: null,
  ...more,
});
const parcel = (more: Partial<ParcelFacts> = {}): ParcelFacts => ({
  parcelId: 'parcel-1',
  sequence: 1,
  state: 'open',
  finished: false,
  carton: null,
  dunnage: [],
  items: [],
  verdict: null,
  weight: null,
  weightText: null,
  grossMg: null,
  weightSource: null,
  label: null,
  sscc: null,
  number: null,
  ...more,
});
const pack = (more: Partial<PackState> = {}): PackState => ({
  packId: 'pack-1',
  orderId: 'order-1',
  number: '84217',
  state: 'open',
  claimedBy: 'p1',
  station: 'S1',
  change: null,
  holdReason: null,
  awaiting: null,
  lines: [line('A', 2), line('B', 1)],
  parcels: [parcel()],
  ...more,
});
const scan = (data: string): AttestedScan => ({
  sequence: 7,
  deviceId: 'scanner',
  data,
  aim: 'E0',
  source: 'serial',
  at: 1,
  simulated: false,
});
const meaning = (more: Partial<ScanMeaning> = {}): ScanMeaning => ({
  scan: scan('4006381333931'),
  failure: null,
  gtin: '04006381333931',
  lot: null,
  serial: null,
  expiry: null,
  candidates: [],
  cartonId: null,
  label: null,
  order: null,
  ...more,
});
const product = (sku: string, more: Partial<ScanMeaning> = {}): ScanMeaning =>
  meaning({ candidates: [{ sku, quantity: 1 }], ...more });
let ids = 0;
const facts = (more: Partial<ScanFacts> = {}): ScanFacts => ({
  today: '2026-11-24',
  pickedFor: () => [],
  quantity: null,
  chosenSku: null,
  keyedBy: null,
  parcelOfSerial: () => null,
  holdOn: () => null,
  expiryOfLot: () => null,
  newId: () => `id-${(ids += 1)}`,
  startParcel: () => [],
  ...more,
});
const types = (decided: Decided): string[] => decided.events.map((event) => event.type);
const packedItem = (sku: string, quantity = 1) => ({
  itemId: `I-${sku}`,
  lineId: `L-${sku}`,
  sku,
  quantity,
  lot: null,
  serial: null,
  expiry: null,
});

describe('scanning items', () => {
  it('packs what is on the order and says how far it is', () => {
    const first = decideScan(pack(), product('A'), facts());
    expect(first.outcome).toMatchObject({ code: 'item-packed', details: { packed: 1, quantity: 2 } });
    expect(types(first)).toEqual(['v1.packing.itemPacked']);
    expect(decideScan(pack({ lines: [line('A', 1), line('B', 1)] }), product('A'), facts()).outcome?.code).toBe(
      'line-complete',
    );
    expect(
      decideScan(pack({ lines: [line('A', 1), line('B', 1, { packed: 1 })] }), product('A'), facts()).outcome?.code,
    ).toBe('items-complete');
  });

  it('counts a case as the units in it, and refuses one that is too large', () => {
    const twelve = product('A', { candidates: [{ sku: 'A', quantity: 12 }] });
    expect(decideScan(pack({ lines: [line('A', 24)] }), twelve, facts()).outcome?.details).toMatchObject({
      packed: 12,
    });
    expect(decideScan(pack({ lines: [line('A', 11)] }), twelve, facts()).refusal?.code).toBe('too-many');
  });

  it('stops at a wrong item, too many, an unknown and a faulty barcode, and writes each stop down', () => {
    const cases: [string, Decided][] = [
      ['wrong-item', decideScan(pack(), product('C'), facts())],
      ['too-many', decideScan(pack({ lines: [line('A', 2, { packed: 2 }), line('B', 1)] }), product('A'), facts())],
      ['unknown-barcode', decideScan(pack(), meaning(), facts())],
      ['check-digit', decideScan(pack(), meaning({ failure: { code: 'check-digit' } }), facts())],
    ];
    for (const [code, decided] of cases) {
      expect(decided.refusal?.code).toBe(code);
      expect(types(decided)).toEqual(['v1.packing.stopped']);
    }
  });

  it('asks which item an ambiguous barcode is, and takes the one that the order has', () => {
    const both = meaning({
      candidates: [
        { sku: 'A', quantity: 1 },
        { sku: 'B', quantity: 1 },
      ],
    });
    expect(decideScan(pack(), both, facts()).refusal).toMatchObject({
      code: 'ambiguous-barcode',
      details: { skus: 'A B' },
    });
    expect(decideScan(pack(), both, facts({ chosenSku: 'B' })).outcome?.details['sku']).toBe('B');
    expect(decideScan(pack({ lines: [line('A', 2)] }), both, facts()).outcome?.details['sku']).toBe('A');
  });

  it('takes a keyed quantity only where the SKU allows it', () => {
    expect(decideScan(pack(), product('A'), facts({ quantity: 2 })).outcome?.details).toMatchObject({ packed: 2 });
    const strict = pack({ lines: [line('A', 2, { item: item('A', { keyedQuantity: false }) })] });
    expect(decideScan(strict, product('A'), facts({ quantity: 2 })).refusal?.code).toBe('quantity-not-allowed');
  });

  it('asks for a lot, then takes it from the next plain code', () => {
    const lines = [line('A', 2, { item: item('A', { lotRequired: true }) })];
    const asked = decideScan(pack({ lines }), product('A'), facts());
    expect(asked.outcome).toMatchObject({ code: 'lot-needed', tone: 'need' });
    expect(types(asked)).toEqual(['v1.packing.itemAwaiting']);
    const awaiting = {
      sku: 'A',
      lineId: 'L-A',
      quantity: 1,
      gtin: null,
      lot: null,
      serial: null,
      expiry: null,
      need: 'lot' as const,
    };
    const answered = decideScan(pack({ lines, awaiting }), meaning({ scan: scan('LOT77'), gtin: null }), facts());
    expect(answered.events[0]?.data).toMatchObject({ lot: 'LOT77', sku: 'A' });
    expect(answered.outcome?.code).toBe('item-packed');
  });

  it('compares lots and serials exactly', () => {
    const pinned = pack({ lines: [line('A', 1, { lot: 'L10' })] });
    expect(decideScan(pinned, product('A', { lot: 'L1' }), facts()).refusal?.code).toBe('wrong-lot');
    expect(decideScan(pinned, product('A', { lot: 'L10' }), facts()).outcome?.code).toBe('items-complete');
    const serial = pack({ lines: [line('A', 1, { item: item('A', { serialRequired: true }) })] });
    const parcelOfSerial = (sku: string, value: string) =>
      sku === 'A' && value === 'SN12' ? { order: '84001', parcel: 2 } : null;
    expect(decideScan(serial, product('A', { serial: 'SN12' }), facts({ parcelOfSerial })).refusal).toMatchObject({
      code: 'serial-reused',
      details: { serial: 'SN12', order: '84001', parcel: 2 },
    });
    for (const other of ['SN1', 'SN123', 'sn12', ' SN12'])
      expect(decideScan(serial, product('A', { serial: other }), facts({ parcelOfSerial })).outcome?.code).toBe(
        'items-complete',
      );
  });

  it('blocks an expired and a short-dated lot with the days', () => {
    const lines = [line('A', 1, { item: item('A', { expiryRequired: true, minDaysLeft: 30 }) })];
    expect(decideScan(pack({ lines }), product('A', { expiry: '2026-11-23' }), facts()).refusal).toMatchObject({
      code: 'expired-lot',
      details: { days: 1 },
    });
    expect(decideScan(pack({ lines }), product('A', { expiry: '2026-12-10' }), facts()).refusal).toMatchObject({
      code: 'short-dated-lot',
      details: { days: 16 },
    });
    expect(decideScan(pack({ lines }), product('A', { expiry: '2026-12-24' }), facts()).outcome?.code).toBe(
      'items-complete',
    );
  });

  it('stops when the order was changed, cancelled or held', () => {
    expect(decideScan(pack({ change: { cancelled: false, changes: [] } }), product('A'), facts()).refusal?.code).toBe(
      'order-changed',
    );
    expect(decideScan(pack({ change: { cancelled: true, changes: [] } }), product('A'), facts()).refusal?.code).toBe(
      'order-cancelled',
    );
    expect(decideScan(pack({ state: 'held' }), product('A'), facts()).refusal?.code).toBe('order-held');
  });
});

const label = {
  labelId: 'LB1',
  copy: 1,
  jobId: 'J1',
  job: 'printed' as const,
  reason: null,
  printerId: 'zpl',
  sha256: 'x',
};
const labelled = parcel({ state: 'labelled', items: [packedItem('A', 2), packedItem('B')], label });
const fullLines = [line('A', 2, { packed: 2 }), line('B', 1, { packed: 1 })];

describe('scanning the label', () => {
  const onLabel = (parcelId: string | null, copy: number | null = null, order = '84217'): ScanMeaning =>
    meaning({ label: { parcelId, labelId: 'LB1', copy, name: parcelId === null ? null : { order, parcel: 1 } } });

  it('closes the parcel and the order with the right label', () => {
    const done = decideScan(pack({ lines: fullLines, parcels: [labelled] }), onLabel('parcel-1'), facts());
    expect(types(done)).toEqual(['v1.packing.labelConfirmed', 'v1.packing.parcelClosed', 'v1.packing.orderPacked']);
    expect(done.outcome?.code).toBe('order-packed');
  });

  it('settles an uncertain print by the scan', () => {
    const uncertain = parcel({ ...labelled, label: { ...label, job: 'uncertain' } });
    expect(types(decideScan(pack({ lines: fullLines, parcels: [uncertain] }), onLabel('parcel-1'), facts()))).toContain(
      'v1.printing.confirmedByScan',
    );
  });

  it('blocks closing on the label of another box, a superseded copy and an unknown label', () => {
    const two = pack({
      lines: [line('A', 4, { packed: 4 })],
      parcels: [
        labelled,
        parcel({ parcelId: 'parcel-2', sequence: 2, state: 'labelled', label: { ...label, labelId: 'LB2' } }),
      ],
    });
    expect(decideScan(two, onLabel('parcel-2'), facts()).refusal?.code).toBe('label-wrong-box');
    expect(decideScan(two, onLabel(null), facts()).refusal?.code).toBe('label-unknown');
    expect(decideScan(two, onLabel('elsewhere', null, '90001'), facts()).refusal).toMatchObject({
      code: 'label-wrong-box',
      details: { order: '90001', parcel: 1, current: 1 },
    });
    const reprinted = pack({ lines: fullLines, parcels: [parcel({ ...labelled, label: { ...label, copy: 2 } })] });
    expect(decideScan(reprinted, onLabel('parcel-1', 1), facts()).refusal?.code).toBe('label-superseded');
    expect(decideScan(reprinted, onLabel('parcel-1'), facts()).refusal?.code).toBe('copy-code-needed');
    expect(decideScan(reprinted, onLabel('parcel-1', 2), facts()).outcome?.code).toBe('order-packed');
  });

  it('goes on with a new parcel while items remain', () => {
    const rest = pack({ lines: [line('A', 4, { packed: 2 })], parcels: [labelled] });
    const started = facts({
      startParcel: (_pack, parcelId) => [{ type: 'v1.packing.parcelStarted', data: { parcelId } }],
    });
    expect(types(decideScan(rest, onLabel('parcel-1'), started))).toEqual([
      'v1.packing.labelConfirmed',
      'v1.packing.parcelClosed',
      'v1.packing.parcelStarted',
    ]);
  });
});

const reading = (text: string, mantissa: number, more: Partial<AttestedReading> = {}): AttestedReading => ({
  deviceId: 'scale',
  weight: { mantissa, exponent: -3, unit: 'kg' },
  text,
  state: 'stable',
  checked: true,
  at: 1,
  rawHex: '',
  simulated: false,
  ...more,
});
const expectation: ParcelExpectation = {
  expectedMg: 4_400_000,
  toleranceMg: 60_000,
  sigmaMg: 23_000,
  unknown: [],
  parts: [],
  divisionMg: 1000,
};

describe('weighing', () => {
  const ready = pack({ lines: fullLines, parcels: [parcel({ items: [packedItem('A', 2), packedItem('B')] })] });
  const box = ready.parcels[0] as ParcelFacts;

  it('accepts two equal stable readings inside the tolerance', () => {
    const two = [reading('4.386', 4386), reading('4.386', 4386)];
    expect(decideWeight(ready, box, expectation, two).outcome?.code).toBe('weighed');
    expect(decideWeight(ready, box, expectation, two.slice(1)).refusal?.code).toBe('weight-not-usable');
    expect(decideWeight(ready, box, expectation, [reading('4.386', 4386), reading('4.387', 4387)]).refusal?.code).toBe(
      'weight-not-usable',
    );
  });

  it('wants three readings on an unchecked link, and none at zero or below', () => {
    const loose = reading('4.386', 4386, { checked: false });
    expect(decideWeight(ready, box, expectation, [loose, loose]).refusal?.code).toBe('weight-not-usable');
    expect(decideWeight(ready, box, expectation, [loose, loose, loose]).outcome?.code).toBe('weighed');
    const zero = reading('0.000', 0, { state: 'zero' });
    expect(decideWeight(ready, box, expectation, [zero, zero]).refusal?.code).toBe('weight-not-usable');
  });

  it('refuses outside the tolerance with a stop, until a supervisor overrides', () => {
    const heavy = [reading('4.461', 4461), reading('4.461', 4461)];
    const outside = decideWeight(ready, box, expectation, heavy);
    expect(outside.refusal?.code).toBe('weight-outside');
    expect(types(outside)).toEqual(['v1.packing.parcelWeighed', 'v1.packing.stopped']);
    const approval = { personId: 'boss', role: 'supervisor' as const, at: '', nonce: 'n', badgeTyped: false };
    const refused = pack({ lines: fullLines, parcels: [parcel({ ...box, verdict: 'outside', grossMg: 4_461_000 })] });
    expect(packStep(refused)).toBe('weight-refused');
    expect(
      types(decideOverride(refused, refused.parcels[0] as ParcelFacts, expectation, approval, 'gift wrap')),
    ).toEqual(['v1.packing.weightOverridden']);
    expect(decideOverride(ready, box, expectation, approval, 'x').refusal?.code).toBe('not-now');
  });

  it('marks a typed weight as not measured and never learns from it', () => {
    const approval = { personId: 'boss', role: 'supervisor' as const, at: '', nonce: 'n', badgeTyped: false };
    const typed = decideTypedWeight(
      ready,
      box,
      expectation,
      { mantissa: 4400, exponent: -3, unit: 'kg' },
      approval,
      'scale broken',
    );
    expect(typed.events[0]?.data).toMatchObject({ source: 'typed', learned: [], supervisor: 'boss', text: '4.400' });
  });

  it('takes no weight while items are open or the label is out', () => {
    const two = [reading('4.386', 4386), reading('4.386', 4386)];
    expect(decideWeight(pack(), parcel(), expectation, two).refusal?.code).toBe('not-now');
    const out = pack({ lines: fullLines, parcels: [labelled] });
    expect(decideWeight(out, labelled, expectation, two).refusal?.code).toBe('not-now');
  });
});
