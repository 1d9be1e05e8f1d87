import type { z } from 'zod';
import { barcodeOf } from '../../../shared/features/catalogue/barcodes';
import type { catalogueCommands, CatalogueImport } from '../../../shared/features/catalogue/commands';
import { catalogueEvent } from '../../../shared/features/catalogue/events';
import {
  newItem,
  type CartonRecord,
  type ItemInput,
  type ItemRecord,
} from '../../../shared/features/catalogue/records';
import { noCounts, type ImportCounts } from '../../../shared/features/import/file';
import type { FeatureEvent } from '../../../shared/feature';
import {
  decided,
  refused,
  type CommandContext,
  type CommandHandler,
  type Decision,
  type Reader,
} from '../../store/types';
import { checkMode, endEvents, problemEvents, sampleOf, settledEvents, settledMentions } from '../import/batch-events';
import { readCarton, readDunnage, readStoredItem } from './stored-item';

type TeachBarcode = z.infer<(typeof catalogueCommands)['catalogue.teachBarcode']['input']>;
type SetCartonStock = z.infer<(typeof catalogueCommands)['catalogue.setCartonStock']['input']>;

const sortBarcodes = (item: ItemRecord): ItemRecord => ({
  ...item,
  barcodes: [...item.barcodes].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
});

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What the file doesn't say stays; a SKU known from orders only becomes a real item even if nothing else is new. */
const mergeItem = (db: Reader, input: ItemInput): { item: ItemRecord; before: ItemRecord | null; real: boolean } => {
  const stored = readStoredItem(db, input.sku);
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const item = sortBarcodes({ ...(stored?.item ?? newItem(input.sku)), ...said });
  return { item, before: stored?.item ?? null, real: stored !== null && !stored.mentionedOnly };
};

/** A file without a stock figure leaves the counted stock alone. */
const mergeCarton = (carton: CartonRecord, before: CartonRecord | null): CartonRecord =>
  carton.stock === null && before !== null ? { ...carton, stock: before.stock } : carton;

interface Step {
  readonly event: FeatureEvent | null;
  readonly isNew: boolean;
}

const itemStep = (context: CommandContext, fileId: string, input: ItemInput): Step => {
  const { item, before, real } = mergeItem(context.db, input);
  if (before !== null && real && same(before, item)) return { event: null, isNew: false };
  return { event: catalogueEvent('v1.catalogue.itemImported', { item, fileId }), isNew: before === null };
};

const cartonStep = (context: CommandContext, fileId: string, input: CartonRecord): Step => {
  const before = readCarton(context.db, input.cartonId);
  const carton = mergeCarton(input, before);
  if (before !== null && Object.entries(before).every(([key, value]) => carton[key as keyof CartonRecord] === value))
    return { event: null, isNew: false };
  return { event: catalogueEvent('v1.catalogue.cartonImported', { carton, fileId }), isNew: before === null };
};

const dunnageStep = (context: CommandContext, fileId: string, dunnage: CatalogueImport['dunnage'][number]): Step => {
  const before = readDunnage(context.db, dunnage.dunnageId);
  const unchanged =
    before !== null &&
    before.name === dunnage.name &&
    before.weightMg === dunnage.weightMg &&
    before.weightSpreadMg === dunnage.weightSpreadMg &&
    before.unitLabel === dunnage.unitLabel;
  if (unchanged) return { event: null, isNew: false };
  return { event: catalogueEvent('v1.catalogue.dunnageImported', { dunnage, fileId }), isNew: before === null };
};

const byKey = <T>(records: readonly T[], key: (record: T) => string): T[] => [
  ...new Map(records.map((each) => [key(each), each])).values(),
];

const importCatalogue = (context: CommandContext, input: CatalogueImport): Decision<ImportCounts> => {
  const { file, problems, end } = input;
  const mode = checkMode(file, context.settings);
  if (!mode.ok) return refused(mode.failure);
  const steps = [
    ...byKey(input.items, (each) => each.sku).map((each) => itemStep(context, file.fileId, each)),
    ...byKey(input.cartons, (each) => each.cartonId).map((each) => cartonStep(context, file.fileId, each)),
    ...byKey(input.dunnage, (each) => each.dunnageId).map((each) => dunnageStep(context, file.fileId, each)),
  ];
  const events = steps.flatMap(({ event }) => (event === null ? [] : [event]));
  const created = steps.filter(({ isNew }) => isNew).length;
  const failed = problems.filter(({ severity }) => severity === 'error').length;
  const counts = {
    ...noCounts,
    created,
    changed: events.length - created,
    unchanged: steps.length - events.length,
    failed,
  };
  const skus = input.items.map(({ sku }) => sku);
  const written = decided(counts, [
    ...events,
    ...settledEvents(context.db, 'catalogue', skus),
    ...settledMentions(context.db, skus),
    ...problemEvents(context.db, 'catalogue', file, problems),
    ...endEvents('catalogue', file, end, counts),
  ]);
  return end === null ? written : { ...written, erases: sampleOf(context.db, file) };
};

const teachBarcode = (
  context: CommandContext,
  input: TeachBarcode,
): Decision<{ sku: string; name: string; code: string }> => {
  const { db, actor } = context;
  const supervisor = input.approval?.personId ?? (actor.role === 'operator' ? null : actor.personId);
  if (supervisor === null) return refused({ code: 'supervisor-needed' });
  const item = db.get<{ name: string }>('SELECT name FROM items WHERE sku = ?', input.sku);
  if (item === undefined) return refused({ code: 'item-unknown', details: { sku: input.sku } });
  const { code, kind } = barcodeOf(input.code, input.quantity);
  const known = db.all<{ sku: string; quantity: number }>('SELECT sku, quantity FROM barcodes WHERE code = ?', code);
  const answer = { sku: input.sku, name: item.name, code };
  if (known.some(({ sku, quantity }) => sku === input.sku && quantity === input.quantity)) return decided(answer, []);
  const other = known.find(({ sku }) => sku !== input.sku);
  if (other !== undefined && !input.alsoFor)
    return refused({ code: 'barcode-taken', details: { code, sku: other.sku } });
  const { sku, quantity } = input;
  return decided(answer, [
    catalogueEvent('v1.catalogue.barcodeTaught', { code, sku, quantity, kind, taughtBy: actor.personId, supervisor }),
  ]);
};

const setCartonStock = (context: CommandContext, { cartonId, stock }: SetCartonStock): Decision<null> => {
  const carton = readCarton(context.db, cartonId);
  if (carton === null) return refused({ code: 'carton-unknown', details: { cartonId } });
  if (carton.stock === stock) return decided(null, []);
  return decided(null, [catalogueEvent('v1.catalogue.cartonStockSet', { cartonId, stock, before: carton.stock })]);
};

export const catalogueHandlers = {
  'catalogue.import': importCatalogue,
  'catalogue.teachBarcode': teachBarcode,
  'catalogue.setCartonStock': setCartonStock,
} satisfies Record<keyof typeof catalogueCommands, CommandHandler>;
