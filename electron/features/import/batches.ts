import { readItem } from '../../../shared/features/catalogue/import-items';
import type { CartonRecord, DunnageRecord, ItemInput } from '../../../shared/features/catalogue/records';
import { batchSize, problemLimit, type ImportProblem } from '../../../shared/features/import/file';
import { shownValue } from '../../../shared/features/import/text';
import { readOrder } from '../../../shared/features/orders/import-orders';
import type { OrderInput } from '../../../shared/features/orders/records';
import type { LocationInput, StockRow } from '../../../shared/features/stock/commands';
import { readKits } from '../../../shared/features/stock/import-kits';
import type { KitInput } from '../../../shared/features/stock/kits';
import { addUp, readStock } from '../../../shared/features/stock/import-stock';
import type { FileContent } from './read-file';
import { breathe } from './read-table';

/** One command's worth of a file. */
export interface Batch {
  readonly orders: readonly OrderInput[];
  readonly items: readonly ItemInput[];
  readonly cartons: readonly CartonRecord[];
  readonly dunnage: readonly DunnageRecord[];
  readonly locations: readonly LocationInput[];
  readonly stock: readonly StockRow[];
  readonly kits: readonly KitInput[];
  readonly problems: readonly ImportProblem[];
}

export interface Batches {
  readonly kind: 'orders' | 'catalogue' | 'stock';
  readonly list: readonly Batch[];
  readonly rows: number;
  readonly badRows: number;
}

interface Part extends Partial<Batch> {
  readonly problems: readonly ImportProblem[];
}

type Growing = { -readonly [K in keyof Batch]: Batch[K][number][] };

/** Rows that one command writes at most, about: the store must not be busy for longer than a scan may wait. */
const maximumWeight = 250;

const weightOf = ({
  orders = [],
  items = [],
  cartons = [],
  dunnage = [],
  locations = [],
  stock = [],
  kits = [],
}: Part) =>
  orders.reduce((sum, order) => sum + 1 + (order.content?.lines.length ?? 0), 0) +
  2 * items.length +
  cartons.length +
  dunnage.length +
  locations.length +
  2 * stock.length +
  kits.reduce((sum, { parts }) => sum + 1 + parts.length, 0);

/** Packs parts into batches; beyond the limit of a file, problems are counted instead of listed. */
const pack = (parts: readonly Part[]): Batch[] => {
  const batches: Growing[] = [];
  let [weight, records, listed, beyond] = [0, 0, 0, 0];
  for (const part of parts) {
    const partWeight = weightOf(part);
    const full = records >= batchSize || (records > 0 && weight + partWeight > maximumWeight);
    if (batches.length === 0 || (full && partWeight > 0)) {
      batches.push({
        orders: [],
        items: [],
        cartons: [],
        dunnage: [],
        locations: [],
        stock: [],
        kits: [],
        problems: [],
      });
      [weight, records] = [0, 0];
    }
    const batch = batches.at(-1);
    const problems = part.problems.slice(0, Math.max(0, problemLimit - 1 - listed));
    batch?.orders.push(...(part.orders ?? []));
    batch?.items.push(...(part.items ?? []));
    batch?.cartons.push(...(part.cartons ?? []));
    batch?.dunnage.push(...(part.dunnage ?? []));
    batch?.locations.push(...(part.locations ?? []));
    batch?.stock.push(...(part.stock ?? []));
    batch?.kits.push(...(part.kits ?? []));
    batch?.problems.push(...problems);
    weight += partWeight;
    records += partWeight === 0 ? 0 : 1;
    listed += problems.length;
    beyond += part.problems.length - problems.length;
  }
  if (beyond > 0)
    batches.at(-1)?.problems.push({
      row: null,
      field: null,
      code: 'more-problems',
      severity: 'warning',
      value: String(beyond),
      subject: null,
    });
  return batches;
};

const brokenProblem = (number: string, row: number): ImportProblem => ({
  row,
  field: null,
  code: 'order-has-broken-line',
  severity: 'error',
  value: null,
  subject: shownValue(number),
});

const orderBatches = async (content: FileContent & { kind: 'orders' }, timeZone: string): Promise<Batches> => {
  const parts: Part[] = [{ problems: content.problems }];
  let badRows = content.problems.length;
  for (const [index, rows] of content.groups.entries()) {
    const { order, problems } = readOrder(rows, { timeZone, decimal: content.decimal });
    const brokenAt = order === null ? undefined : content.broken.get(order.number);
    if (order === null || brokenAt !== undefined) badRows += new Set(rows.map(({ row }) => row)).size;
    if (order !== null && brokenAt !== undefined)
      parts.push({ problems: [...problems, brokenProblem(order.number, brokenAt)] });
    else parts.push({ ...(order === null ? {} : { orders: [order] }), problems });
    if (index % 100 === 99) await breathe();
  }
  return { kind: 'orders', list: pack(parts), rows: content.rows, badRows };
};

const itemBatches = async (content: FileContent & { kind: 'items' }, currency: string): Promise<Batches> => {
  const { weightUnit, lengthUnit } = content.mapping;
  const parts: Part[] = [{ problems: content.problems }];
  let badRows = content.problems.length;
  for (const [index, { row, values }] of content.list.entries()) {
    const { item, problems } = readItem(row, values, { decimal: content.decimal, weightUnit, lengthUnit, currency });
    if (item === null) badRows += 1;
    parts.push({ ...(item === null ? {} : { items: [item] }), problems });
    if (index % 200 === 199) await breathe();
  }
  return { kind: 'catalogue', list: pack(parts), rows: content.rows, badRows };
};

const catalogueBatches = ({ catalogue }: FileContent & { kind: 'catalogue' }): Batches => ({
  kind: 'catalogue',
  list: pack([
    { problems: catalogue.problems },
    ...catalogue.cartons.map((carton) => ({ cartons: [carton], problems: [] })),
    ...catalogue.dunnage.map((dunnage) => ({ dunnage: [dunnage], problems: [] })),
    ...catalogue.items.map((item) => ({ items: [item], problems: [] })),
  ]),
  rows: catalogue.rows,
  badRows: catalogue.badRows,
});

/** Bins first, so that every shelf is known when something comes to lie there. */
const stockBatches = async (content: FileContent & { kind: 'stock' }): Promise<Batches> => {
  const parts: Part[] = [{ problems: content.problems }];
  const locations = new Map<string, LocationInput>();
  const stock: StockRow[] = [];
  let badRows = content.problems.length;
  for (const [index, { row, values }] of content.list.entries()) {
    const read = readStock(row, values, content.decimal);
    const before = read.location === null ? undefined : locations.get(read.location.location);
    if (read.location === null) badRows += 1;
    else locations.set(read.location.location, { ...before, ...read.location });
    if (read.stock !== null) stock.push(read.stock);
    if (read.problems.length > 0) parts.push({ problems: read.problems });
    if (index % 200 === 199) await breathe();
  }
  for (const location of locations.values()) parts.push({ locations: [location], problems: [] });
  for (const row of addUp(stock)) parts.push({ stock: [row], problems: [] });
  return { kind: 'stock', list: pack(parts), rows: content.rows, badRows };
};

const kitBatches = ({ list, broken, decimal, problems, rows }: FileContent & { kind: 'kits' }): Batches => {
  const read = readKits(list, broken, decimal);
  const parts: Part[] = [{ problems }, { problems: read.problems }];
  for (const kit of read.kits) parts.push({ kits: [kit], problems: [] });
  return { kind: 'stock', list: pack(parts), rows, badRows: problems.length + read.badRows };
};

/** A file's content as the commands that bring it in. */
export const batchesOf = async (
  content: FileContent & { kind: 'orders' | 'items' | 'catalogue' | 'stock' | 'kits' },
  settings: { readonly timeZone: string; readonly currency: string },
): Promise<Batches> => {
  switch (content.kind) {
    case 'orders':
      return orderBatches(content, settings.timeZone);
    case 'items':
      return itemBatches(content, settings.currency);
    case 'stock':
      return stockBatches(content);
    case 'kits':
      return kitBatches(content);
    case 'catalogue':
      return catalogueBatches(content);
  }
};
