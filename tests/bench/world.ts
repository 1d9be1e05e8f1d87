import { createHash, randomUUID } from 'node:crypto';
import { mod10CheckDigit } from '../../shared/barcode/check-digit';
import { noCounts, type ImportFile } from '../../shared/features/import/file';
import type { CartonRecord, ItemInput } from '../../shared/features/catalogue/records';
import type { OrderInput, OrderLine } from '../../shared/features/orders/records';
import type { OpenStore } from '../../electron/store/store';
import type { Actor, StoreSettings } from '../../electron/store/types';
import { createRandom, type Random } from '../support/random';

/** Where the measured station stands. The GS1 prefix 952 is kept by GS1 for examples. */
export const place = { site: 'bench', station: 'bench-1' } as const;

export const settings: StoreSettings = {
  ...place,
  timeZone: 'UTC',
  currency: 'EUR',
  gs1CompanyPrefix: '9521234',
  siteGln: null,
  ssccRange: { extension: 0, first: 1, last: 999_999_999 },
  shipFrom: { name: 'Bench Warehouse', lines: ['1 Example Street', '12345 Example City'], country: 'DE' },
  labelPrinterId: 'printer',
  label: { widthMm: 102, heightMm: 152, dpi: 203 },
  cutOffs: [{ service: 'standard', time: '16:00' }],
  language: 'en',
  reprintLimit: 2,
  reprintLast: 20,
  labelFourEyes: false,
  countToleranceMinor: 0,
  countApprovalMinor: 10_000,
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  demo: false,
};

export const operator: Actor = { personId: 'bench-operator', role: 'operator', ...place };
export const stationActor: Actor = { personId: null, role: 'station', ...place };
const importer: Actor = { personId: 'bench-supervisor', role: 'supervisor', ...place };

/** Sends a command of the trusted side and answers its value; anything but a success is a bug of the bench. */
export const command = (store: OpenStore, name: string, input: unknown, actor: Actor = operator): unknown => {
  const answer = store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
  return answer.value;
};

export const skuCount = 300;
export const skuOf = (index: number): string => `SKU-${String(index).padStart(4, '0')}`;

/** 14 digits. */
export const gtinOf = (index: number): string => {
  const payload = `0952${String(index).padStart(9, '0')}`;
  return `${payload}${mod10CheckDigit(payload)}`;
};

const itemOf = (random: Random, index: number): ItemInput => {
  const weightMg = 1000 * random.integer(40, 1500);
  return {
    sku: skuOf(index),
    name: `Bench article ${index}`,
    picture: 'box',
    category: `category-${index % 12}`,
    weightMg,
    weightSpreadMg: Math.max(1, Math.round(weightMg / 200)),
    lengthMm: random.integer(40, 140),
    widthMm: random.integer(40, 100),
    heightMm: random.integer(20, 60),
    fragile: index % 9 === 0,
    origin: 'DE',
    hsCode: '691200',
    valueMinor: random.integer(200, 9000),
    currency: 'EUR',
    barcodes: [{ code: gtinOf(index), quantity: 1, kind: 'gtin' }],
  };
};

const cartonOf = (cartonId: string, length: number, width: number, height: number, tareMg: number): CartonRecord => ({
  cartonId,
  name: `Carton ${cartonId}`,
  kind: 'carton',
  innerLengthMm: length,
  innerWidthMm: width,
  innerHeightMm: height,
  outerLengthMm: length + 6,
  outerWidthMm: width + 6,
  outerHeightMm: height + 8,
  tareMg,
  tareSpreadMg: 3000,
  maxWeightMg: 60_000_000,
  costMinor: Math.round(length / 4),
  currency: 'EUR',
  stock: null,
  barcode: `BOX-${cartonId}`,
});

const cartons: readonly CartonRecord[] = [
  cartonOf('S', 200, 150, 100, 90_000),
  cartonOf('M', 300, 200, 150, 160_000),
  cartonOf('L', 400, 300, 240, 290_000),
  cartonOf('XL', 600, 400, 400, 520_000),
];

const fileOf = (name: string): ImportFile => ({
  fileId: name,
  name,
  sha256: createHash('sha256').update(name).digest('hex'),
  source: 'folder',
  demo: false,
});

const batchesOf = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / 100) }, (_, index) => all.slice(index * 100, index * 100 + 100));

/** 300 articles, four cartons and paper. */
export const importCatalogue = (store: OpenStore): void => {
  const random = createRandom(1);
  const items = Array.from({ length: skuCount }, (_, index) => itemOf(random, index));
  const end = { before: noCounts, rows: skuCount, badRows: 0 };
  const batches = batchesOf(items);
  const dunnage = [{ dunnageId: 'PAPER', name: 'Paper', weightMg: 15_000, weightSpreadMg: 1500, unitLabel: '1 m' }];
  for (const [index, batch] of batches.entries()) {
    const isLast = index === batches.length - 1;
    const input = {
      file: fileOf('catalogue.json'),
      problems: [],
      end: isLast ? end : null,
      items: batch,
      cartons: isLast ? cartons : [],
      dunnage: isLast ? dunnage : [],
    };
    command(store, 'catalogue.import', input, importer);
  }
};

export interface Wanted {
  readonly number: string;
  /** Article index and quantity of each line. */
  readonly lines: readonly { readonly item: number; readonly quantity: number }[];
}

export const shipToOf = (number: string) => ({
  name: `Customer ${number}`,
  lines: [`${number} Harbour Street`],
  postcode: '20095',
  city: 'Hamburg',
  country: 'DE',
});

export const orderIdOf = ({ number }: Wanted): string => `order-${number}`;

const orderOf = ({ number, lines }: Wanted, named: (item: number) => string): OrderInput => ({
  orderId: orderIdOf({ number, lines }),
  number,
  cancelled: false,
  revision: null,
  row: null,
  mentions: [],
  content: {
    service: 'standard',
    cutOffAt: null,
    tote: null,
    reference: null,
    note: null,
    gift: null,
    shipTo: shipToOf(number),
    lines: lines.map(({ item, quantity }, index): OrderLine => ({
      lineId: `l${index + 1}`,
      lineNumber: index + 1,
      sku: named(item),
      quantity,
      lot: null,
      note: null,
    })),
  },
});

export const importOrders = (store: OpenStore, name: string, orders: readonly Wanted[], named = skuOf): void => {
  const batches = batchesOf(orders.map((order) => orderOf(order, named)));
  for (const [index, batch] of batches.entries()) {
    const end = index === batches.length - 1 ? { before: noCounts, rows: orders.length, badRows: 0 } : null;
    command(store, 'orders.import', { file: fileOf(name), problems: [], end, orders: batch }, importer);
  }
};
