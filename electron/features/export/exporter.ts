import { randomUUID } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerOf } from '../../../shared/feature';
import type { exportQueries, ExportRow } from '../../../shared/features/export/contract';
import { fail, ok, type Result } from '../../../shared/result';
import type { Actor, Store } from '../../store/types';
import { systemCode } from '../import/move-file';
import { writeWhole } from './write-file';

export interface ExportStatus {
  /** `off`: no export folder is set; parcels wait. `stuck`: the folder can't be written, with the reason. */
  readonly state: 'off' | 'idle' | 'stuck';
  readonly reason: string | null;
  readonly waiting: number;
}

export interface ExporterOptions {
  readonly store: Store;
  /** The export folder as `station.yaml` says now. */
  readonly folder: () => string | null;
  readonly actor: () => Actor;
  readonly pollMs?: number;
  readonly onStatus?: (status: ExportStatus) => void;
  readonly onError?: (error: unknown) => void;
}

export interface Exporter {
  start(): void;
  stop(): Promise<void>;
  /** Writes everything that is due; call it when the table `exports` changed. Calls don't overlap. */
  drain(): Promise<void>;
  /** Writes the newest export of a parcel once more: the same bytes under the same name. */
  again(parcelId: string, actor: Actor): Promise<Result<{ readonly file: string }>>;
  status(): ExportStatus;
}

type Pending = AnswerOf<(typeof exportQueries)['export.pending']>;
type Content = AnswerOf<(typeof exportQueries)['export.content']>;

/** Puts each closed, voided or short parcel into the export folder, once and whole. */
export const createExporter = (options: ExporterOptions): Exporter => {
  const { store } = options;
  let current: ExportStatus = { state: 'off', reason: null, waiting: 0 };
  let timer: NodeJS.Timeout | null = null;
  let stopped = true;
  let draining: Promise<void> | null = null;

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
      await writeWhole(folder, `${content.name}.csv`, content.csv);
      await writeWhole(folder, `${content.name}.json`, content.json);
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
      if (folder === null) return setStatus({ state: 'off', reason: null, waiting: pending.total });
      const fault = await folderFault(folder);
      if (fault !== null) return setStatus({ state: 'stuck', reason: fault, waiting: pending.total });
      if (pending.rows.length === 0) return setStatus({ state: 'idle', reason: null, waiting: 0 });
      let written = 0;
      let reason: string | null = null;
      for (const row of pending.rows) {
        const result = await write(folder, row, false, options.actor());
        if (result.ok) written += 1;
        else reason ??= String(result.failure.details?.['error'] ?? result.failure.code);
      }
      if (written === 0) return setStatus({ state: 'stuck', reason, waiting: pending.total });
    }
  };

  const drain = (): Promise<void> => {
    draining ??= look()
      .catch((error: unknown) => options.onError?.(error))
      .finally(() => {
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
      await draining;
    },
    again: async (parcelId, actor) => {
      const folder = options.folder();
      if (folder === null) return fail('no-export-folder');
      const asked = await store.query('export.ofParcel', { parcelId }, actor);
      if (!asked.ok) return asked;
      const newest = (asked.value as readonly ExportRow[]).at(-1);
      return newest === undefined ? fail('parcel-not-exported', { parcelId }) : write(folder, newest, true, actor);
    },
  };
};
