import { z } from 'zod';
import { catalogue } from '../../electron/features/catalogue';
import { orders } from '../../electron/features/orders';
import { packing } from '../../electron/features/packing';
import { stock } from '../../electron/features/stock';
import { movementsWhere } from '../../electron/features/stock/ledger';
import { closableLedger } from '../../electron/features/stock/which-movements';
import type { FilePort } from '../../electron/journal/file-port';
import { openParts } from '../../electron/store/open-parts';
import type { OpenStore } from '../../electron/store/store';
import type { CommandContext, Decision, Feature, Reader } from '../../electron/store/types';
import { defineCommand } from '../../shared/feature';
import { stockEvent } from '../../shared/features/stock/events';
import { movementKinds, movementLine, type MovementLine, type Place } from '../../shared/features/stock/records';
import { testActor } from '../support/ledger-feature';
import { createRandom } from '../support/random';
import { folder, openLedger } from '../support/ledger-store';
import { createFakeDisk, type FakeDisk } from '../support/fake-disk';

const wish = z
  .object({ kind: z.enum(movementKinds), document: z.string().nullable(), lines: z.array(movementLine) })
  .strict();

/** Books movements as they are told: what is tested is where they are kept. */
const booking: Feature = {
  name: 'booking',
  schema: [],
  apply: {},
  commands: {
    'test.book': (_context: CommandContext, { kind, document, lines }: z.infer<typeof wish>): Decision<null> => ({
      events: [stockEvent('v1.stock.moved', { kind, reason: null, document, undoes: null, lines: [...lines] })],
      result: { ok: true, value: null },
    }),
  },
  queries: {},
  definitions: {
    commands: { 'test.book': defineCommand<null>()({ input: wish, origin: 'trusted', role: 'operator' }) },
    queries: {},
  },
};

/** Movements that stay in memory: months are closed while there are more. */
export const kept = 60;
const closing = (keep: number): readonly Feature[] => [
  catalogue,
  orders,
  packing,
  { ...stock, closable: { ...closableLedger, keep } },
  booking,
];
export const closingFeatures = closing(kept);

const start = Date.parse('2026-01-05T08:00:00.000Z');
const dayMs = 86_400_000;

/** A store whose clock a test moves. */
export const openBooks = async (port: FilePort, onDamage?: (error: unknown) => never) => {
  let now = start;
  const store = await openLedger(port, {
    features: closingFeatures,
    now: () => now,
    ...(onDamage === undefined ? {} : { onDamage }),
  });
  return { store, setNow: (at: number) => void (now = at) };
};

const bins = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5'];
const shelfOf = (location: string): Place => ({ location, unit: null, status: 'available' });

/** So many entries from the `from`th on, two a day, of goods that come in, move about and leave. The same for the same numbers. */
export const bookSome = (
  { store, setNow }: Awaited<ReturnType<typeof openBooks>>,
  from: number,
  count: number,
): void => {
  for (let entry = from; entry < from + count; entry += 1) {
    const random = createRandom(entry);
    setNow(start + (entry * dayMs) / 2);
    const sku = `SKU-${random.integer(1, 4)}`;
    const goods = {
      sku,
      owner: null,
      lot: `L${random.integer(1, 3)}`,
      serial: null,
      expiry: null,
      condition: 'new',
    } as const;
    const [a, b] = [random.integer(0, 4), random.integer(1, 4)];
    const [first, second] = [bins[a], bins[(a + b) % 5]] as [string, string];
    const quantity = random.integer(1, 9);
    const supplier: Place = { counter: 'supplier' };
    const parcel: Place = { location: 'S1', unit: `parcel-${entry}`, status: 'packed' };
    // Every entry brings what it takes, so that any order of them is true.
    const lines: MovementLine[] = [
      { goods, from: supplier, to: shelfOf(first), quantity },
      { goods, from: shelfOf(first), to: shelfOf(second), quantity },
      ...(random.next() < 0.6
        ? [
            { goods, from: shelfOf(second), to: parcel, quantity },
            { goods, from: parcel, to: { counter: 'customer' } as const, quantity },
          ]
        : []),
    ];
    const kind = random.pick(['receive', 'move', 'pick', 'ship'] as const);
    const input = { kind, document: random.next() < 0.5 ? `D-${entry}` : null, lines };
    const answer = store.execute({ id: `e${entry}`, name: 'test.book', input, actor: testActor, origin: 'trusted' });
    if (!answer.ok) throw new Error(answer.failure.code);
  }
};

/** A disk with so many entries and a snapshot, but with nothing closed yet. */
export const diskWithBooks = async (
  entries: number,
): Promise<{ readonly disk: FakeDisk; readonly store: OpenStore }> => {
  const disk = createFakeDisk();
  const books = await openBooks(disk.port);
  bookSome(books, 0, entries);
  return { disk, store: books.store };
};

/** The same files on a disk of its own. */
export const copyOfDisk = (disk: FakeDisk, faults: Parameters<typeof createFakeDisk>[0] = {}): FakeDisk => {
  const copy = createFakeDisk(faults);
  for (const path of disk.paths()) copy.set(path, disk.bytes(path));
  return copy;
};

/** The tables as the next start finds them. */
export const openBooksAgain = (port: FilePort) => openParts({ port, folder, features: closingFeatures });

/** Every movement, wherever it is kept. */
export const everything = (db: Reader): unknown => {
  const { sql, cells } = movementsWhere(db, {});
  return db.all(`SELECT * FROM ${sql} ORDER BY n, line`, ...cells);
};

export const monthPaths = (disk: FakeDisk): readonly string[] =>
  disk
    .paths()
    .filter((path) => /\/snapshots\/month-.*\.sqlite$/.test(path))
    .toSorted();
