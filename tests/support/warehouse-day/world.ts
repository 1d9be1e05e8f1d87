import { createHash } from 'node:crypto';
import { noCounts, type ImportFile } from '../../../shared/features/import/file';
import type { LocationInput } from '../../../shared/features/stock/commands';
import type { PackHand } from '../pack-world';
import { packedSkus } from '../random-packs';

/** The kit of the house, and what it is made of. */
export const kitSku = 'PLAIN-SET';
export const kitParts = [
  { sku: 'PLAIN', quantity: 2 },
  { sku: 'OTHER', quantity: 1 },
] as const;

/** SKUs that come in by the case, without serial numbers. */
export const bulkSkus: readonly string[] = packedSkus.filter((sku) => sku !== 'SERIAL');
export const lots = ['L7', 'L8', 'L9'] as const;

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`);

export const receiving = ['RECV-1', 'RECV-2'] as const;
export const pickBins: readonly string[] = numbered('A', 24);
export const bulkBins: readonly string[] = numbered('B', 12);
export const kitBin = 'KIT-1';
export const quarantineBin = 'Q-1';

/** Aisles of the pick zone that are counted one at a time. */
export const aisles = ['1', '2', '3'] as const;

const site = 'test';
const locations: readonly LocationInput[] = [
  ...receiving.map((location) => ({ location, site, zone: 'RECV', kind: 'receiving' as const })),
  ...pickBins.map((location, index) => ({
    location,
    site,
    zone: 'A',
    aisle: aisles[index % aisles.length] ?? '',
    kind: 'pick' as const,
  })),
  ...bulkBins.map((location) => ({ location, site, zone: 'B', kind: 'bulk' as const })),
  { location: kitBin, site, zone: 'KIT', kind: 'pick' },
  { location: quarantineBin, site, zone: 'Q', kind: 'quarantine' },
];

export const fileOf = (name: string): ImportFile => ({
  fileId: name,
  name,
  sha256: createHash('sha256').update(name).digest('hex'),
  source: 'folder',
  demo: false,
});

const opening = pickBins.map((location, index) => {
  const sku = bulkSkus[index % bulkSkus.length] ?? 'PLAIN';
  const lot = sku === 'LOT' ? 'L7' : null;
  const goods = { sku, owner: null, lot, serial: null, expiry: null, condition: 'new' as const };
  return { row: index, goods, shelf: { location, unit: null, status: 'available' as const }, quantity: 40 };
});

/** Catalogue, bins, opening stock and the kit: how the house stands before the doors open. */
export const openHouse = async (hand: PackHand): Promise<void> => {
  await hand.begin();
  const end = { before: noCounts, rows: 1, badRows: 0 };
  const item = { sku: kitSku, name: 'Set of plain things', weightMg: 1_320_000 };
  const importer = { personId: 'sam', role: 'supervisor', site, station: 'S1' } as const;
  await hand.must(
    'catalogue.import',
    { file: fileOf('kits'), problems: [], end, items: [item], cartons: [], dunnage: [] },
    importer,
  );
  const batch = { file: fileOf('opening'), problems: [], end, locations: [...locations], stock: opening, reached: 1 };
  await hand.must('stock.import', batch, importer);
  await hand.must('stock.setKit', { sku: kitSku, parts: kitParts }, importer);
};
