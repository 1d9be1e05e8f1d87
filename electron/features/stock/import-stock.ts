import { checkDigitsOf } from '../../../shared/features/stock/check-digits';
import type { LocationInput, StockImport, StockRow } from '../../../shared/features/stock/commands';
import { stockEvent } from '../../../shared/features/stock/events';
import type { LocationRecord, MovementLine } from '../../../shared/features/stock/records';
import { noCounts, type ImportCounts, type ImportProblem } from '../../../shared/features/import/file';
import { shownValue } from '../../../shared/features/import/text';
import type { Failure } from '../../../shared/result';
import type { FeatureEvent } from '../../../shared/feature';
import { decided, refused, type CommandContext, type Decision, type Reader } from '../../store/types';
import { checkMode, endEvents, problemEvents, sampleOf, settledEvents } from '../import/batch-events';
import { openBookOn, readItemRules, readLocation } from './facts';
import { approvalOfFile, isCorrection } from './file-correction';
import { withoutSecondPieces } from './file-serials';
import { isTooMuch } from './four-eyes';
import { importKits } from './kits';

const parts = ['zone', 'aisle', 'bay', 'level', 'bin'] as const;

/** What a bin is, as far as nobody said otherwise: its code tells its place, from the zone inwards. */
export const newLocation = (location: string, site: string): LocationRecord => {
  const pieces = location.split(/[-._/]/);
  const [zone = '', aisle = '', bay = '', level = '', ...bin] = pieces.map((each) => each.slice(0, 20));
  return {
    location,
    site,
    zone,
    aisle,
    bay,
    level,
    bin: bin.join('-').slice(0, 20),
    kind: 'pick',
    checkDigits: checkDigitsOf(location),
    retired: false,
    gln: null,
    glnExtension: null,
  };
};

/** A file that names one part of the place names them all: the code is not read any more. */
const mergeLocation = (db: Reader, site: string, input: LocationInput): LocationRecord => {
  const said = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const before = readLocation(db, input.location);
  const fresh = newLocation(input.location, site);
  const base = parts.some((each) => each in said)
    ? { ...fresh, zone: '', aisle: '', bay: '', level: '', bin: '' }
    : fresh;
  return { ...(before ?? base), ...said };
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

interface Step {
  readonly events: readonly FeatureEvent[];
  readonly isNew: boolean;
}

const locationSteps = (context: CommandContext, { file, locations }: StockImport): Step[] => {
  const last = new Map(locations.map((each) => [each.location, each]));
  return [...last.values()].map((input) => {
    const before = readLocation(context.db, input.location);
    const location = mergeLocation(context.db, context.settings.site, input);
    if (before !== null && same(before, location)) return { events: [], isNew: false };
    return { events: [stockEvent('v1.stock.locationSet', { location, fileId: file.fileId })], isNew: before === null };
  });
};

const lineOf = ({ goods, shelf, quantity }: StockRow, has: number): MovementLine | null => {
  const opening = { counter: 'opening' } as const;
  if (quantity > has) return { goods, from: opening, to: shelf, quantity: quantity - has };
  return quantity < has ? { goods, from: shelf, to: opening, quantity: has - quantity } : null;
};

interface Booked {
  readonly events: readonly FeatureEvent[];
  readonly moved: number;
  readonly failure: Failure | null;
}

/** The book is brought to what the file says: taken in once more, it changes nothing. What corrects it counts as a correction. */
const stockStep = (context: CommandContext, fileId: string, rows: readonly StockRow[]): Booked => {
  const { db } = context;
  const book = openBookOn(db);
  const lines = rows.flatMap((row) => {
    const has = book.quantity(row.goods, row.shelf);
    const line = lineOf(row, has);
    return line === null ? [] : [{ line, corrects: isCorrection(db, row, has) }];
  });
  const of = (corrects: boolean): MovementLine[] =>
    lines.filter((each) => each.corrects === corrects).map(({ line }) => line);
  const corrected = of(true);
  book.observe({ kind: 'adjust', reason: 'opening', document: null, lines: of(false) });
  book.observe({ kind: 'adjust', reason: 'file', document: null, lines: corrected });
  const moved = lines.length;
  if (corrected.length === 0) return { events: book.events(), moved, failure: null };
  const agreed = approvalOfFile(db, fileId);
  if (agreed !== null)
    return { events: [stockEvent('v1.stock.approved', agreed), ...book.events()], moved, failure: null };
  const pieces = corrected.map(({ goods: { sku }, quantity }) => ({ sku, quantity }));
  const failure = isTooMuch(context, pieces) ? { code: 'stock-approval-needed' } : null;
  return { events: book.events(), moved, failure };
};

const unknownSku = ({ row, goods }: StockRow): ImportProblem => ({
  row,
  field: 'sku',
  code: 'stock-sku-unknown',
  severity: 'error',
  value: shownValue(goods.sku),
  subject: shownValue(goods.sku),
});

export const importStock = (context: CommandContext, input: StockImport): Decision<ImportCounts> => {
  const { db, settings } = context;
  const { file, end, reached } = input;
  const mode = checkMode(file, settings);
  if (!mode.ok) return refused(mode.failure);
  const through =
    db.get<{ batches: number }>('SELECT batches FROM stock_files WHERE file_id = ?', file.fileId)?.batches ?? 0;
  const isDone = reached <= through;
  const serials = withoutSecondPieces(
    db,
    isDone ? [] : input.stock.filter(({ goods }) => readItemRules(db, goods.sku) !== null),
  );
  const known = serials.good;
  const unknown = isDone ? [] : input.stock.filter(({ goods }) => readItemRules(db, goods.sku) === null);
  const bins = isDone ? [] : locationSteps(context, input);
  const { events, moved, failure } = stockStep(context, file.fileId, known);
  if (failure !== null) return refused(failure);
  const kits = importKits(db, isDone ? [] : input.kits, file.fileId);
  const problems = [...input.problems, ...unknown.map(unknownSku), ...serials.problems, ...kits.problems];
  const created = bins.filter(({ isNew }) => isNew).length + kits.created;
  const changed = bins.filter((each) => each.events.length > 0 && !each.isNew).length + moved + kits.changed;
  const counts = {
    ...noCounts,
    created,
    changed,
    unchanged: input.locations.length + known.length + kits.good.length - created - changed,
    failed: problems.filter(({ severity }) => severity === 'error').length,
  };
  const written = decided(counts, [
    ...bins.flatMap((each) => each.events),
    ...events,
    ...kits.events,
    ...settledEvents(db, 'stock', [...known.map(({ goods }) => goods.sku), ...kits.good]),
    ...problemEvents(db, 'stock', file, problems),
    ...(isDone || end !== null ? [] : [stockEvent('v1.stock.fileReached', { fileId: file.fileId, batches: reached })]),
    ...endEvents('stock', file, end, counts),
  ]);
  return end === null ? written : { ...written, erases: sampleOf(db, file) };
};
