import { createHash, randomUUID } from 'node:crypto';
import type { AnswerOf } from '../../../shared/feature';
import {
  addCounts,
  noCounts,
  type ImportCounts,
  type ImportEnd,
  type ImportFile,
  type ImportProblem,
} from '../../../shared/features/import/file';
import type { importQueries } from '../../../shared/features/import/queries';
import { cleanText } from '../../../shared/features/import/text';
import type { OrderInput } from '../../../shared/features/orders/records';
import type { stockQueries } from '../../../shared/features/stock/queries';
import { fail, ok, type Failure, type Result } from '../../../shared/result';
import type { Actor, Store } from '../../store/types';
import { batchesOf, type Batch, type Batches } from './batches';
import { readFile, type FileContent } from './read-file';
import { breathe } from './read-table';

export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly source: ImportFile['source'];
  /** Who brings it: a person by drag and drop, the station itself from the folder. */
  readonly actor: Actor;
  /** Keeps its id when it comes out of the waiting room. */
  readonly fileId?: string;
  /** What it is known by, where that is not the hash of its bytes. */
  readonly sha256?: string;
}

export interface IntakeReport {
  readonly fileId: string;
  /** `known`: this very file is through already; nothing was done. `waiting`: its header needs a mapping first. */
  readonly state: 'done' | 'known' | 'rejected' | 'waiting';
  /** Why it was rejected. */
  readonly code: string | null;
  readonly counts: ImportCounts;
  readonly rows: number;
  readonly badRows: number;
  readonly problems: readonly ImportProblem[];
}

export interface Intake {
  /** Brings a file in, one after the other. A failure means that the store could not take it: the file is still to do. */
  take(file: IncomingFile): Promise<Result<IntakeReport>>;
}

export interface IntakeSettings {
  readonly timeZone: string;
  readonly currency: string;
}

type Known = AnswerOf<(typeof importQueries)['import.known']>;
type Correction = AnswerOf<(typeof stockQueries)['stock.fileCorrection']>;
type SavedMapping = AnswerOf<(typeof importQueries)['import.mapping']>;

/** Refusals that are about the file, not about the moment: trying again would not help. */
const finalRefusals = new Set(['demo-file-in-live', 'bad-input']);

const sameTryMs = 600_000;

const approvalNeeded = 'stock-approval-needed';

/** One content, one file: taken again after a crash in the middle it goes on under the same name. */
const fileIdOf = (sha256: string): string => `file-${sha256.slice(0, 32)}`;

const cleanName = (name: string): string => cleanText(name.replace(/^.*[\\/]/, '')).text.slice(0, 200) || 'file';

class StoreFailure extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

const unwrap = <T>(result: Result<unknown>): T => {
  if (!result.ok) throw new StoreFailure(result.failure);
  return result.value as T;
};

const report = (file: ImportFile, state: IntakeReport['state'], more: Partial<IntakeReport> = {}): IntakeReport => ({
  fileId: file.fileId,
  state,
  code: null,
  counts: noCounts,
  rows: 0,
  badRows: 0,
  problems: [],
  ...more,
});

/** Takes files into the store. `settings` is asked anew for each file. */
export const createIntake = (store: Store, settings: () => IntakeSettings): Intake => {
  let queue: Promise<unknown> = Promise.resolve();

  const query = async <T>(name: string, params: unknown, actor: Actor): Promise<T> =>
    unwrap<T>(await store.query(name, params, actor));

  const execute = async <T>(name: string, input: unknown, actor: Actor): Promise<T> =>
    unwrap<T>(await store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' }));

  const reject = async (file: ImportFile, code: string, actor: Actor): Promise<IntakeReport> => {
    await execute('import.reject', { file, code, row: null }, actor);
    return report(file, 'rejected', { code });
  };

  const wait = async (
    file: ImportFile,
    content: FileContent & { kind: 'unknown' },
    actor: Actor,
  ): Promise<IntakeReport> => {
    const { table, fingerprint } = content;
    const cut = (cells: readonly string[]): string[] => cells.slice(0, 200).map((cell) => cell.slice(0, 200));
    const sample = table.rows.slice(0, 10).map(({ cells }) => cut(cells));
    await execute(
      'import.wait',
      { file, rows: table.rows.length, fingerprint, header: cut(table.header), sample },
      actor,
    );
    return report(file, 'waiting', { rows: table.rows.length });
  };

  const send = (
    batches: Batches,
    file: ImportFile,
    batch: Batch,
    end: ImportEnd | null,
    actor: Actor,
  ): Promise<ImportCounts> => {
    const { orders, items, cartons, dunnage, locations, stock, kits, problems } = batch;
    if (batches.kind === 'stock') {
      const reached = 1 + batches.list.indexOf(batch);
      return execute('stock.import', { file, locations, stock, kits, problems, reached, end }, actor);
    }
    if (batches.kind === 'orders') return execute('orders.import', { file, orders, problems, end }, actor);
    return execute('catalogue.import', { file, items, cartons, dunnage, problems, end }, actor);
  };

  /** Whether a file corrects more of the book than one person may alone: asked of all of it before anything is booked. */
  const needsApproval = async (file: ImportFile, { kind, list }: Batches, actor: Actor): Promise<boolean> => {
    let minor = 0;
    for (const { stock } of kind === 'stock' ? list : []) {
      if (stock.length === 0) continue;
      const params = { fileId: file.fileId, stock, minor };
      const asked = await query<Correction>('stock.fileCorrection', params, actor);
      if (asked.tooMuch) return true;
      ({ minor } = asked);
      await breathe();
    }
    return false;
  };

  const hold = async (file: ImportFile, rows: number, actor: Actor): Promise<IntakeReport> => {
    await execute('import.hold', { file, rows }, actor);
    return report(file, 'waiting', { code: approvalNeeded, rows });
  };

  const bringIn = async (file: ImportFile, batches: Batches, actor: Actor): Promise<IntakeReport> => {
    const { list, rows, badRows } = batches;
    if (await needsApproval(file, batches, actor)) return hold(file, rows, actor);
    let counts = noCounts;
    for (const [index, batch] of list.entries()) {
      const end = index === list.length - 1 ? { before: counts, rows, badRows } : null;
      counts = addCounts(counts, await send(batches, file, batch, end, actor));
      await breathe();
    }
    const problems = list.flatMap((batch) => batch.problems);
    const nothingGood = list.every(
      ({ orders, items, cartons, dunnage, locations, kits }) =>
        orders.length + items.length + cartons.length + dunnage.length + locations.length + kits.length === 0,
    );
    return report(file, nothingGood ? 'rejected' : 'done', {
      code: nothingGood ? 'no-good-rows' : null,
      counts,
      rows,
      badRows,
      problems,
    });
  };

  /** The same bytes again change nothing. If the orders have moved on since, somebody should know that this was an old file. */
  const repeat = async (file: ImportFile, batches: Batches, actor: Actor): Promise<IntakeReport> => {
    const different: string[] = [];
    for (const { orders } of batches.list) {
      if (orders.length === 0) continue;
      const answer = await query<{ different: readonly string[] }>(
        'orders.compare',
        { orders: orders satisfies readonly OrderInput[] },
        actor,
      );
      different.push(...answer.different);
    }
    if (different.length === 0) return report(file, 'known', { rows: batches.rows });
    const problem: ImportProblem = {
      row: null,
      field: null,
      code: 'file-repeated',
      severity: 'warning',
      value: String(different.length),
      subject: different[0] ?? null,
    };
    await execute('orders.import', { file, orders: [], problems: [problem], end: null }, actor);
    return report(file, 'known', { rows: batches.rows, problems: [problem] });
  };

  const takeKnown = async (
    file: ImportFile,
    known: NonNullable<Known>,
    { bytes, actor, fileId }: IncomingFile,
  ): Promise<IntakeReport | null> => {
    // Out of the waiting room it is looked at; brought once more it goes there too.
    if (known.state === 'waiting-for-mapping' && fileId === undefined)
      return report({ ...file, fileId: known.fileId }, 'waiting');
    // Nobody has agreed to it yet, wherever it comes from.
    if (known.state === 'waiting-for-approval')
      return report({ ...file, fileId: known.fileId }, 'waiting', { code: approvalNeeded });
    if (known.again) return null;
    // The station stopped between the journal and the move of the file: it only has to be moved.
    if (known.state === 'rejected' && file.source === 'folder' && Date.now() - Date.parse(known.at) < sameTryMs)
      return report({ ...file, fileId: known.fileId }, 'rejected', { code: known.code });
    if (known.state !== 'done') return null;
    const content = await read(file.name, bytes, actor);
    if (content.kind === 'rejected' || content.kind === 'unknown') return report(file, 'known');
    return repeat({ ...file, fileId: known.fileId }, await batchesOf(content, settings()), actor);
  };

  const read = (name: string, bytes: Uint8Array, actor: Actor): Promise<FileContent> =>
    readFile(
      name,
      bytes,
      async (fingerprint) => (await query<SavedMapping>('import.mapping', { fingerprint }, actor))?.mapping ?? null,
    );

  const takeOne = async (incoming: IncomingFile): Promise<IntakeReport> => {
    const { name, bytes, source, actor } = incoming;
    const sha256 = incoming.sha256 ?? createHash('sha256').update(bytes).digest('hex');
    const fileId = incoming.fileId ?? fileIdOf(sha256);
    const file: ImportFile = { fileId, name: cleanName(name), sha256, source, demo: false };
    const known = await query<Known>('import.known', { sha256 }, actor);
    const done = known === null ? null : await takeKnown(file, known, incoming);
    if (done !== null) return done;
    const content = await read(file.name, bytes, actor);
    if (content.kind === 'rejected') return reject(file, content.code, actor);
    if (content.kind === 'unknown') return wait(file, content, actor);
    const marked = { ...file, demo: 'demo' in content && content.demo };
    try {
      return await bringIn(marked, await batchesOf(content, settings()), actor);
    } catch (error) {
      if (error instanceof StoreFailure && finalRefusals.has(error.failure.code))
        return reject(file, error.failure.code, actor);
      // The book moved on since it was asked: what is left of the file waits.
      if (error instanceof StoreFailure && error.failure.code === approvalNeeded) return hold(marked, 0, actor);
      throw error;
    }
  };

  const take = async (file: IncomingFile): Promise<Result<IntakeReport>> => {
    try {
      return ok(await takeOne(file));
    } catch (error) {
      if (error instanceof StoreFailure) return fail(error.failure.code, error.failure.details);
      throw error;
    }
  };

  return {
    take: (file) => {
      const next = queue.then(() => take(file));
      queue = next.catch(() => undefined);
      return next;
    },
  };
};
