import { createHash, randomUUID } from 'node:crypto';
import type { Actor, Store } from '../store/types';

/** Loads the demo's catalogue and orders into an empty demo store. */
export const loadDemo = async (store: Store, actor: Actor): Promise<void> => {
  const file = {
    fileId: 'demo',
    name: 'demo',
    sha256: createHash('sha256').update('demo').digest('hex'),
    source: 'demo',
    demo: true,
  };
  const file2 = {
    fileId: 'demo2',
    name: 'demo2',
    sha256: createHash('sha256').update('demo2').digest('hex'),
    source: 'demo',
    demo: true,
  };
  const end = {
    before: { created: 0, changed: 0, cancelled: 0, unchanged: 0, stale: 0, failed: 0 },
    rows: 3,
    badRows: 0,
  };
  const items = [
    {
      sku: 'MUG-450',
      name: 'Thermo mug 450 ml, graphite',
      picture: 'mug',
      weightMg: 310_000,
      weightSpreadMg: 1500,
      lengthMm: 90,
      widthMm: 90,
      heightMm: 200,
      fragile: false,
      barcodes: [{ code: '09520000000011', quantity: 1, kind: 'gtin' }],
    },
    {
      sku: 'BOWL-16',
      name: 'Ceramic bowl Ø 16 cm',
      picture: 'bowl',
      weightMg: 480_000,
      weightSpreadMg: 6000,
      lengthMm: 165,
      widthMm: 165,
      heightMm: 70,
      fragile: true,
      barcodes: [{ code: '09520000000028', quantity: 1, kind: 'gtin' }],
    },
    {
      sku: 'LAMP',
      name: 'Desk lamp',
      picture: 'lamp',
      weightMg: 900_000,
      weightSpreadMg: 9000,
      lengthMm: 300,
      widthMm: 120,
      heightMm: 120,
      fragile: false,
      barcodes: [{ code: '09520000000035', quantity: 1, kind: 'gtin' }],
    },
  ];
  const carton = (cartonId: string, l: number, w: number, h: number, tareMg: number) => ({
    cartonId,
    name: cartonId,
    kind: 'carton',
    innerLengthMm: l,
    innerWidthMm: w,
    innerHeightMm: h,
    outerLengthMm: l + 6,
    outerWidthMm: w + 6,
    outerHeightMm: h + 8,
    tareMg,
    tareSpreadMg: 3000,
    maxWeightMg: 20_000_000,
    costMinor: l / 4,
    currency: 'EUR',
    stock: 500,
    barcode: `BOX-${cartonId}`,
  });
  const dunnage = [{ dunnageId: 'PAPER', name: 'Paper', weightMg: 15_000, weightSpreadMg: 1500, unitLabel: '1 m' }];
  const run = async (name: string, input: unknown): Promise<void> => {
    const answer = await store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
  };
  await run('catalogue.import', {
    file,
    problems: [],
    end,
    items,
    cartons: [
      carton('S', 200, 150, 100, 90_000),
      carton('M', 300, 200, 150, 160_000),
      carton('L', 400, 300, 240, 290_000),
    ],
    dunnage,
  });
  const orders = Array.from({ length: 12 }, (_, index) => ({
    orderId: `o${84217 + index}`,
    number: `${84217 + index}`,
    cancelled: false,
    revision: null,
    row: null,
    mentions: [],
    content: {
      service: index % 2 === 0 ? 'Express' : 'Standard',
      cutOffAt: new Date(Date.now() + (index + 1) * 1_800_000).toISOString(),
      tote: null,
      reference: null,
      note: index === 0 ? 'Wrap bowls one by one.' : null,
      gift: null,
      shipTo: { name: 'Anna Müller', lines: ['Bahnhofstrasse 1'], postcode: '8001', city: 'Zürich', country: 'CH' },
      lines: [
        { lineId: 'l1', lineNumber: 1, sku: 'MUG-450', quantity: 2, lot: null, note: null },
        { lineId: 'l2', lineNumber: 2, sku: 'BOWL-16', quantity: 1, lot: null, note: null },
      ],
    },
  }));
  await run('orders.import', { file: file2, problems: [], end, orders });
};
