import { createHash, randomUUID } from 'node:crypto';
import { mod10CheckDigit } from '../../shared/barcode/check-digit';
import type { CartonRecord, ItemInput } from '../../shared/features/catalogue/records';
import { noCounts, type ImportFile } from '../../shared/features/import/file';
import type { AttestedReading, AttestedScan, Outcome } from '../../shared/features/packing/commands';
import type { PackView } from '../../shared/features/packing/view';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import type { Failure, Result } from '../../shared/result';
import type { Actor, Store, StoreSettings } from '../../electron/store/types';

/** Where the tests' parcels are packed. The GS1 prefix 952 is kept by GS1 for examples. */
export const place = { site: 'test', station: 'S1' } as const;
export const operator: Actor = { personId: 'mia', role: 'operator', ...place };
export const stationItself: Actor = { personId: null, role: 'station', ...place };
const importer: Actor = { personId: 'sam', role: 'supervisor', ...place };

export const packSettings: StoreSettings = {
  ...place,
  timeZone: 'UTC',
  currency: 'EUR',
  gs1CompanyPrefix: '9521234',
  siteGln: null,
  ssccRange: { extension: 0, first: 1, last: 999_999_999 },
  shipFrom: { name: 'Test Warehouse', lines: ['1 Example Street', '12345 Example City'], country: 'DE' },
  labelPrinterId: 'printer',
  label: { widthMm: 102, heightMm: 152, dpi: 203 },
  cutOffs: [],
  language: 'en',
  reprintLimit: 2,
  reprintLast: 20,
  labelFourEyes: false,
  countToleranceMinor: 0,
  countApprovalMinor: 10_000,
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  demo: false,
};

const gtinOf = (index: number): string => {
  const payload = `0952${String(index).padStart(9, '0')}`;
  return `${payload}${mod10CheckDigit(payload)}`;
};

export const gtins = {
  plain: gtinOf(1),
  case: gtinOf(2),
  each: gtinOf(3),
  lot: gtinOf(4),
  serial: gtinOf(5),
  expiry: gtinOf(6),
  twins: gtinOf(7),
  other: gtinOf(8),
  unweighed: gtinOf(9),
} as const;

const gtin = (code: string, quantity = 1) => ({ code, quantity, kind: 'gtin' as const });
const item = (sku: string, weightMg: number, more: Partial<ItemInput>): ItemInput => ({
  sku,
  name: `Item ${sku}`,
  weightMg,
  weightSpreadMg: Math.round(weightMg / 250),
  lengthMm: 90,
  widthMm: 60,
  heightMm: 30,
  ...more,
});

/** One item for each rule that packing knows. */
const items: readonly ItemInput[] = [
  item('PLAIN', 310_000, { barcodes: [gtin(gtins.plain), gtin(gtins.case, 12)] }),
  item('EACH', 480_000, { keyedQuantity: false, barcodes: [gtin(gtins.each)] }),
  item('LOT', 220_000, { lotRule: 'required', barcodes: [gtin(gtins.lot)] }),
  item('SERIAL', 900_000, { serialRule: 'required', barcodes: [gtin(gtins.serial)] }),
  item('EXPIRY', 150_000, { expiryRule: 'required', minDaysLeft: 30, barcodes: [gtin(gtins.expiry)] }),
  item('TWIN-A', 260_000, { barcodes: [gtin(gtins.twins)] }),
  item('TWIN-B', 640_000, { barcodes: [gtin(gtins.twins)] }),
  item('OTHER', 700_000, { barcodes: [gtin(gtins.other)] }),
  item('UNWEIGHED', 1, { weightMg: null, weightSpreadMg: null, barcodes: [gtin(gtins.unweighed)] }),
];

const carton = (cartonId: string, lengthMm: number, tareMg: number): CartonRecord => ({
  cartonId,
  name: `Carton ${cartonId}`,
  kind: 'carton',
  innerLengthMm: lengthMm,
  innerWidthMm: lengthMm,
  innerHeightMm: lengthMm,
  outerLengthMm: lengthMm + 6,
  outerWidthMm: lengthMm + 6,
  outerHeightMm: lengthMm + 8,
  tareMg,
  tareSpreadMg: 2000,
  maxWeightMg: 60_000_000,
  costMinor: lengthMm,
  currency: 'EUR',
  stock: 500,
  barcode: `BOX-${cartonId}`,
});

export interface WantedLine {
  readonly sku: string;
  readonly quantity: number;
  readonly lot?: string;
}

const fileOf = (name: string): ImportFile => ({
  fileId: name,
  name,
  sha256: createHash('sha256').update(name).digest('hex'),
  source: 'folder',
  demo: false,
});

const orderOf = (number: string, lines: readonly WantedLine[], customer: string | null) => ({
  orderId: `order-${number}`,
  number,
  cancelled: false,
  revision: null,
  row: null,
  mentions: [],
  content: {
    service: 'Standard',
    cutOffAt: null,
    tote: `TOTE-${number}`,
    reference: null,
    customer,
    note: null,
    gift: null,
    shipTo: {
      name: `Customer ${number}`,
      lines: ['2 Harbour Street'],
      postcode: '20095',
      city: 'Hamburg',
      country: 'DE',
    },
    lines: lines.map(({ sku, quantity, lot }, index) => ({
      lineId: `l${index + 1}`,
      lineNumber: index + 1,
      sku,
      quantity,
      lot: lot ?? null,
      note: null,
    })),
  },
});

/** The same scan, quantity and approval that main would hand on. */
export interface ScanWish {
  readonly aim?: string | null;
  readonly quantity?: number | null;
  readonly sku?: string | null;
  readonly source?: AttestedScan['source'];
  readonly approval?: unknown;
  readonly reason?: string;
}

export const approval = (personId = 'sam', badgeTyped = false) => ({
  personId,
  role: 'supervisor' as const,
  at: new Date().toISOString(),
  nonce: randomUUID(),
  badgeTyped,
});

export const readingOf = (milligrams: number, more: Partial<AttestedReading> = {}): AttestedReading => {
  const grams = Math.round(milligrams / 1000);
  return {
    deviceId: 'scale',
    weight: { mantissa: grams, exponent: -3, unit: 'kg' },
    text: (grams / 1000).toFixed(3),
    state: 'stable',
    checked: true,
    at: Date.now(),
    rawHex: '',
    simulated: false,
    ...more,
  };
};

/** Code of an outcome or a refusal: what the operator is told. */
export const codeOf = (answer: Result<unknown>): string =>
  answer.ok ? ((answer.value as Outcome | null)?.code ?? 'ok') : answer.failure.code;

export const detailsOf = (answer: Result<unknown>): Failure['details'] =>
  answer.ok ? (answer.value as Outcome).details : (answer.failure.details ?? {});

/** The trusted side's hand at one station's store, in this process or in another; `who` stands at that station. */
export const createPackHand = (store: Store, who: Actor = operator) => {
  let sequence = 0;
  const asker: Actor = { ...importer, site: who.site, station: who.station };
  const command = (name: string, input: unknown, actor: Actor = who, id: string = randomUUID()) =>
    store.execute({ id, name, input, actor, origin: 'trusted' });
  const must = async (name: string, input: unknown, actor: Actor = who): Promise<unknown> => {
    const answer = await command(name, input, actor);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
    return answer.value;
  };
  const query = async <T>(name: string, params: unknown = {}): Promise<T> => {
    const answer = await store.query(name, params, asker);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
    return answer.value as T;
  };

  const scanInput = (data: string, wish: ScanWish = {}) => {
    sequence += 1;
    const { aim = null, quantity = null, sku = null, source = 'serial', approval: approved = null, reason } = wish;
    const scan: AttestedScan = { sequence, deviceId: 'scanner', data, aim, source, at: Date.now(), simulated: false };
    return { scan, quantity, sku, approval: approved, ...(reason === undefined ? {} : { reason }) };
  };
  const view = (): Promise<PackView | null> => query<PackView | null>('packing.current');
  const parcel = async () => {
    const current = (await view())?.parcel ?? null;
    if (current === null) throw new Error('no parcel is open');
    return current;
  };
  const weighAs = async (milligrams: number, more: Partial<AttestedReading> = {}) => {
    const reading = readingOf(milligrams, more);
    return command('packing.recordWeight', {
      parcelId: (await parcel()).parcelId,
      readings: [reading, reading, reading],
    });
  };

  const hand = {
    command,
    must,
    query,
    view,
    parcel,
    scanInput,
    weighAs,
    /** Catalogue, cartons and filler. */
    begin: async (): Promise<void> => {
      const end = { before: noCounts, rows: items.length, badRows: 0 };
      const cartons = [carton('S', 160, 90_000), carton('M', 300, 160_000), carton('L', 500, 290_000)];
      const dunnage = [
        { dunnageId: 'PAPER', name: 'Paper', weightMg: 15_000, weightSpreadMg: 1500, unitLabel: '1 m' },
        { dunnageId: 'AIR', name: 'Air cushion', weightMg: 4000, weightSpreadMg: 400, unitLabel: '1 piece' },
      ];
      await must(
        'catalogue.import',
        { file: fileOf('catalogue'), problems: [], end, items, cartons, dunnage },
        importer,
      );
    },
    order: async (
      number: string,
      lines: readonly WantedLine[],
      { customer = null, cancelled = false }: { readonly customer?: string | null; readonly cancelled?: boolean } = {},
    ): Promise<void> => {
      const end = { before: noCounts, rows: 1, badRows: 0 };
      const orders = [{ ...orderOf(number, lines, customer), cancelled }];
      const file = fileOf(`orders-${number}-${sequence}`);
      await must('orders.import', { file, problems: [], end, orders }, importer);
    },
    scan: (data: string, wish?: ScanWish) => command('packing.scan', scanInput(data, wish)),
    open: (number: string) => command('packing.scan', scanInput(number, { aim: 'C0' })),
    /** The weight that the parcel should have, and so much more. */
    weigh: async (moreMg = 0) => weighAs(((await parcel()).expectation?.expectedMg ?? 0) + moreMg),
    requestLabel: async () => command('packing.requestLabel', { parcelId: (await parcel()).parcelId }),
    /** Code of the newest copy's label. */
    labelCode: async (): Promise<string> => {
      const { label } = await parcel();
      if (label === null) throw new Error('no label');
      return encodeCopyCode(label.labelId, label.copy);
    },
    /** As the printer would prove it. */
    printed: async (): Promise<void> => {
      const jobId = (await parcel()).label?.jobId;
      await must('printing.sending', { jobId, odometerBefore: 1, printerSerial: 'P1' }, stationItself);
      await must('printing.printed', { jobId, evidence: 'counter 1→2, queue empty' }, stationItself);
    },
    /** From the full box to the closed parcel. */
    close: async () => {
      await hand.weigh();
      await hand.requestLabel();
      await hand.printed();
      return hand.scan(await hand.labelCode(), { aim: 'd1' });
    },
  };
  return hand;
};
export type PackHand = ReturnType<typeof createPackHand>;
