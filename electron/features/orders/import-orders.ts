import type { FeatureEvent } from '../../../shared/feature';
import { catalogueEvent } from '../../../shared/features/catalogue/events';
import { barcodeOf } from '../../../shared/features/catalogue/barcodes';
import { newItem } from '../../../shared/features/catalogue/records';
import { noCounts, type ImportCounts, type ImportProblem } from '../../../shared/features/import/file';
import type { OrdersImport } from '../../../shared/features/orders/commands';
import { nextCutOff } from '../../../shared/features/orders/cut-off';
import { decideOrder, type OrderAct } from '../../../shared/features/orders/decide';
import { orderEvent, type OrderNotes, type SealedContent } from '../../../shared/features/orders/events';
import type { OrderContent, OrderInput } from '../../../shared/features/orders/records';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { checkMode, endEvents, problemEvents, sampleOf, settledEvents } from '../import/batch-events';
import { readStoredOrder, subjectOf, type StoredOrderFacts } from './stored-order';

/** The station's own cut-off is taken once, when the order comes or its service changes, so a repeated file moves nothing. */
const cutOffFor = (context: CommandContext, content: OrderContent, stored: StoredOrderFacts | null): string | null => {
  if (content.cutOffAt !== null) return content.cutOffAt;
  const before = stored?.content ?? null;
  if (before !== null && before.cutOffAt === null && before.service === content.service)
    return stored?.cutOffAt ?? null;
  const { timeZone, cutOffs } = context.settings;
  return nextCutOff(content.service, context.at, timeZone, cutOffs);
};

const sealNotes = (context: CommandContext, subject: string, { note, lines }: OrderContent): string | null => {
  const ofLines = Object.fromEntries(lines.flatMap((line) => (line.note === null ? [] : [[line.lineId, line.note]])));
  if (note === null && Object.keys(ofLines).length === 0) return null;
  return context.seal(subject, JSON.stringify({ order: note, lines: ofLines } satisfies OrderNotes));
};

const sealContent = (
  context: CommandContext,
  subject: string,
  content: OrderContent,
  stored: StoredOrderFacts | null,
): SealedContent => ({
  service: content.service,
  cutOffGiven: content.cutOffAt,
  cutOffAt: cutOffFor(context, content, stored),
  country: content.shipTo.country,
  shipToSealed: context.seal(subject, JSON.stringify(content.shipTo)),
  giftSealed: content.gift === null ? null : context.seal(subject, content.gift),
  tote: content.tote,
  reference: content.reference,
  customerSealed: (content.customer ?? null) === null ? null : context.seal(subject, content.customer ?? ''),
  notesSealed: sealNotes(context, subject, content),
  lines: content.lines.map(({ note: _note, ...line }) => line),
});

const eventOf = (
  context: CommandContext,
  fileId: string,
  input: OrderInput,
  act: OrderAct,
  stored: StoredOrderFacts | null,
): FeatureEvent => {
  const { orderId, number, row } = input;
  const subject = subjectOf(orderId);
  const origin = { orderId, number, fileId, row, revision: act.revision, contentRevision: act.contentRevision };
  const sealed = (content: OrderContent): SealedContent => sealContent(context, subject, content, stored);
  switch (act.act) {
    case 'import':
      return orderEvent('v1.orders.imported', { ...origin, subject, content: sealed(act.content) });
    case 'change':
      return orderEvent('v1.orders.changed', {
        ...origin,
        version: act.version,
        changes: [...act.changes],
        content: sealed(act.content),
      });
    case 'update-details':
      return orderEvent('v1.orders.detailsUpdated', { ...origin, content: sealed(act.content) });
    case 'complete':
      return orderEvent('v1.orders.completed', { ...origin, content: sealed(act.content) });
    case 'cancel':
      return orderEvent('v1.orders.cancelled', { ...origin, version: act.version, subject });
    case 'confirm':
      return orderEvent('v1.orders.confirmed', origin);
  }
};

/** Too late for the packer to see: somebody must run after the parcel. */
const tooLate = (input: OrderInput, acts: readonly OrderAct[], stored: StoredOrderFacts | null): ImportProblem[] => {
  const act = acts.find((each) => each.act === 'change' || each.act === 'cancel');
  if (act === undefined || stored === null || (stored.packState !== 'packed' && stored.closedParcels === 0)) return [];
  const code = act.act === 'cancel' ? 'cancelled-after-packed' : 'changed-after-packed';
  return [{ row: input.row, field: null, code, severity: 'warning', value: null, subject: input.number }];
};

/** SKUs that the catalogue lacks become items of which only the order's own words are known; they are packed all the same. */
const mentionEvents = (
  context: CommandContext,
  fileId: string,
  orders: readonly OrderInput[],
): { events: FeatureEvent[]; problems: ImportProblem[] } => {
  const events: FeatureEvent[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  for (const order of orders)
    for (const { sku, name, barcode } of order.mentions) {
      if (seen.has(sku)) continue;
      seen.add(sku);
      if (context.db.get('SELECT 1 AS known FROM items WHERE sku = ?', sku) !== undefined) continue;
      const barcodes = barcode === null ? [] : [barcodeOf(barcode, 1)];
      events.push(
        catalogueEvent('v1.catalogue.itemMentioned', {
          item: { ...newItem(sku), name: name ?? sku, barcodes },
          fileId,
        }),
      );
      problems.push({
        row: order.row,
        field: 'sku',
        code: 'sku-not-in-catalogue',
        severity: 'warning',
        value: sku,
        subject: order.number,
      });
    }
  return { events, problems };
};

const count = (counts: ImportCounts, result: ReturnType<typeof decideOrder>['result']): ImportCounts => {
  const key = result === 'erased' ? 'unchanged' : result;
  return { ...counts, [key]: counts[key] + 1 };
};

const failedOrders = (problems: readonly ImportProblem[]): number =>
  new Set(problems.flatMap(({ severity, subject }) => (severity === 'error' && subject !== null ? [subject] : [])))
    .size;

/** One batch of a file: decides each order against what is stored, and ends the file with its last batch. */
export const importOrders = (context: CommandContext, input: OrdersImport): Decision<ImportCounts> => {
  const { file, end } = input;
  const mode = checkMode(file, context.settings);
  if (!mode.ok) return refused(mode.failure);
  let counts: ImportCounts = { ...noCounts, failed: failedOrders(input.problems) };
  const events: FeatureEvent[] = [];
  const late: ImportProblem[] = [];
  const taken: OrderInput[] = [];
  const orders = new Map(input.orders.map((order) => [order.orderId, order]));
  for (const order of orders.values()) {
    const stored = readStoredOrder(context, order.orderId);
    const { result, acts } = decideOrder(stored, order);
    counts = count(counts, result);
    events.push(...acts.map((act) => eventOf(context, file.fileId, order, act, stored)));
    late.push(...tooLate(order, acts, stored));
    if (acts.some(({ act }) => act === 'import' || act === 'change' || act === 'complete')) taken.push(order);
  }
  const mentions = mentionEvents(context, file.fileId, taken);
  const numbers = [...orders.values()].map(({ number }) => number);
  const written = decided(counts, [
    ...mentions.events,
    ...events,
    ...settledEvents(context.db, 'orders', numbers),
    ...problemEvents(context.db, 'orders', file, [...input.problems, ...late, ...mentions.problems]),
    ...endEvents('orders', file, end, counts),
  ]);
  return end === null ? written : { ...written, erases: sampleOf(context.db, file) };
};
