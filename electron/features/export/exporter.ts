import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerOf } from '../../../shared/feature';
import type { exportQueries, ExportRow } from '../../../shared/features/export/contract';
import { fail, ok, type Result } from '../../../shared/result';
import { within } from '../../devices/waiting';
import type { Actor, Store } from '../../store/types';
import { writeAtomically } from '../../files/write-atomically';
import { systemCode } from '../import/move-file';

export interface ExportStatus {
  /** `stuck`: the folder can't be written, with the reason; what waits is written once it can. */
  readonly state: 'idle' | 'stuck';
  readonly reason: string | null;
  readonly waiting: number;
}

export interface ExporterOptions {
  readonly store: Store;
  /** The export folder as `station.yaml` says now. */
  readonly folder: () => string;
  readonly actor: () => Actor;
  readonly pollMs?: number;
  readonly silentMs?: number;
  readonly onStatus?: (status: ExportStatus) => void;
  readonly onError?: (error: unknown) => void;
}

export interface Exporter {
  start(): void;
  stop(): Promise<void>;
  /** Writes everything that is due; call it when the table `exports` changed. Calls don't overlap. */
  drain(): Promise<void>;
  /** Writes the newest export of a parcel, or of all that an order came to, once more: the same bytes under the same names. */
  again(wish: ExportWish, actor: Actor): Promise<Result<{ readonly files: readonly string[] }>>;
  status(): ExportStatus;
}

export type ExportWish = { readonly parcelId: string } | { readonly orderId: string };

type Pending = AnswerOf<(typeof exportQueries)['export.pending']>;
type Content = AnswerOf<(typeof exportQueries)['export.content']>;

/** A share whose server is gone may answer never: it is told after this long, and waited for all the same. */
const defaultSilentMs = 10_000;

/** What is under way is finished, but an app that is told to end does not wait for a share that never answers. */
const stopMs = 3000;

/** A parcel that was voided after it was closed has two: the later one counts. */
const newestOf = (rows: readonly ExportRow[]): readonly ExportRow[] => [
  ...new Map(rows.map((row) => [row.parcelId ?? row.exportId, row])).values(),
];

/** Puts each closed, voided or short parcel into the export folder, once and whole. */
export const createExporter = (options: ExporterOptions): Exporter => {
  const { store } = options;
  let current: ExportStatus = { state: 'idle', reason: null, waiting: 0 };
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;
  let draining: Promise<void> | null = null;
  let more = false;
  let silence: NodeJS.Timeout | null = null;

  const setStatus = (next: ExportStatus): void => {
    if (JSON.stringify(next) === JSON.stringify(current)) return;
    current = next;
    options.onStatus?.(next);
  };

  const execute = (name: string, input: unknown, actor: Actor): Promise<Result<unknown>> =>
    store.execute({ id: randomUUID(), name, input, actor, origin: 'trusted' });

  /** The content is fixed in the record first; then the files; then the record says that they are there. */
  const write = async (
    folder: string,
    { exportId }: ExportRow,
    again: boolean,
    actor: Actor,
  ): Promise<Result<{ file: string }>> => {
    const made = await execute('export.make', { exportId }, actor);
    if (!made.ok) return made;
    const asked = await store.query('export.content', { exportId }, actor);
    if (!asked.ok) return asked;
    const content = asked.value as Content;
    if (content === null) return fail('evidence-missing', { exportId });
    try {
      await writeAtomically(join(folder, `${content.name}.csv`), content.csv);
      await writeAtomically(join(folder, `${content.name}.json`), content.json);
    } catch (error) {
      const code = systemCode(error);
      if (code === null) throw error;
      return fail('export-folder-not-writable', { error: code });
    }
    const confirmed = await execute('export.confirm', { exportId, again }, actor);
    return confirmed.ok ? ok({ file: join(folder, `${content.name}.json`) }) : confirmed;
  };

  const readPending = async (): Promise<Pending | null> => {
    const answer = await store.query('export.pending', {}, options.actor());
    return answer.ok ? (answer.value as Pending) : null;
  };

  const folderFault = async (folder: string): Promise<string | null> => {
    try {
      return (await stat(folder)).isDirectory() ? null : 'ENOTDIR';
    } catch (error) {
      return systemCode(error) ?? 'unknown';
    }
  };

  const look = async (): Promise<void> => {
    for (let pending = await readPending(); pending !== null; pending = await readPending()) {
      const folder = options.folder();
      const fault = await folderFault(folder);
      if (fault !== null) return setStatus({ state: 'stuck', reason: fault, waiting: pending.total });
      if (pending.rows.length === 0) return setStatus({ state: 'idle', reason: null, waiting: 0 });
      let written = 0;
      let reason: string | null = null;
      for (const row of pending.rows) {
        const result = await write(folder, row, false, options.actor());
        if (result.ok) written += 1;
        else reason ??= String(result.failure.details?.['error'] ?? result.failure.code);
        silence?.refresh();
      }
      if (written === 0) return setStatus({ state: 'stuck', reason, waiting: pending.total });
    }
  };

  const lookUntilDone = async (): Promise<void> => {
    do {
      more = false;
      await look();
    } while (more);
  };

  /** Never two at once: calls to a share that is gone would pile up. */
  const drain = (): Promise<void> => {
    // Something may have become due behind the question that is under way.
    more = true;
    if (draining !== null) return draining;
    const tellSilence = (): void => setStatus({ ...current, state: 'stuck', reason: 'no-answer' });
    const watch = setTimeout(tellSilence, options.silentMs ?? defaultSilentMs).unref();
    silence = watch;
    draining = lookUntilDone()
      .catch((error: unknown) => options.onError?.(error))
      .finally(() => {
        clearTimeout(watch);
        draining = null;
      });
    return draining;
  };

  const schedule = (): void => {
    if (stopped) return;
    timer = setTimeout(() => void drain().then(schedule), options.pollMs ?? 5000);
    timer.unref();
  };

  return {
    drain,
    status: () => current,
    start: () => {
      if (!stopped) return;
      stopped = false;
      void drain().then(schedule);
    },
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      if (draining !== null) await within(draining, stopMs);
    },
    again: async (wish, actor) => {
      const asked = await store.query('parcelId' in wish ? 'export.ofParcel' : 'export.ofOrder', wish, actor);
      if (!asked.ok) return asked;
      const newest = newestOf(asked.value as readonly ExportRow[]);
      if (newest.length === 0) return fail('not-exported');
      const files: string[] = [];
      for (const row of newest) {
        const written = await write(options.folder(), row, true, actor);
        if (!written.ok) return written;
        files.push(written.value.file);
      }
      return ok({ files });
    },
  };
};
