import { fail, ok, type Result } from '../../shared/result';
import type { OnProgress } from '../host-port';
import { errorCode, nodeFilePort, type FilePort } from '../journal/file-port';
import type { Head } from '../journal/format';
import type { Place } from '../journal/journal';
import { checkpointRoot } from '../journal/checkpoint-root';
import { verifyFolder } from '../journal/verify';
import { backupStore, listBackups } from './backup';
import { openCopy, type Copy, type ReportQuestion } from './copy';
import type { RestoreBy } from './may-restore';
import { prepareRestore } from './restore';
import type { Feature } from './types';

/** What main asks of a report worker, with each wish's own arguments; the data folder comes with every one. */
export interface ReportCalls {
  readonly query: { readonly folder: string; readonly question: ReportQuestion };
  readonly task: { readonly folder: string; readonly question: ReportQuestion };
  readonly snapshot: { readonly folder: string };
  readonly verify: { readonly folder: string; readonly head: Head | null };
  readonly backup: { readonly folder: string; readonly target: string; readonly place: Place; readonly keep: number };
  /** The root over entries `from` up to the head, for a checkpoint. */
  readonly root: { readonly folder: string; readonly from: number; readonly head: Head };
  readonly 'list-backups': { readonly target: string };
  /** `at`: epoch milliseconds, names what is prepared. */
  readonly 'prepare-restore': {
    readonly folder: string;
    readonly backup: string;
    readonly at: number;
    readonly by: RestoreBy;
  };
}
export type ReportCall = keyof ReportCalls;

/** Heavy work on a copy of its own, so that the store host never waits for it. */
export const createReportService = (features: readonly Feature[], port: FilePort = nodeFilePort) => {
  let copy: { readonly folder: string; readonly opened: Promise<Copy> } | null = null;

  const copyOf = (folder: string): Promise<Copy> => {
    if (copy?.folder !== folder) copy = { folder, opened: openCopy({ port, folder, features }) };
    return copy.opened;
  };

  const calls: {
    readonly [C in ReportCall]: (
      args: ReportCalls[C],
      onProgress: OnProgress,
    ) => Promise<Result<unknown>> | Result<unknown>;
  } = {
    query: async ({ folder, question }) => (await copyOf(folder)).query(question),
    task: async ({ folder, question }, onProgress) => (await copyOf(folder)).task(question, onProgress),
    snapshot: async ({ folder }) => (await copyOf(folder)).snapshot(),
    verify: ({ folder, head }, onProgress) => ok(verifyFolder(port, folder, head, onProgress)),
    // A folder on a share or a stick that is away must not be made on the disk beneath.
    backup: ({ folder, target, place, keep }, onProgress) =>
      !port.exists(target)
        ? fail('backup-folder-missing', { folder: target })
        : backupStore(port, { folder, target, place, keep, now: new Date() }, onProgress),
    root: ({ folder, from, head }) => checkpointRoot(port, `${folder}/journal`, from, head),
    'list-backups': ({ target }) => ok(listBackups(port, target)),
    'prepare-restore': ({ folder, backup, at, by }, onProgress) =>
      prepareRestore(port, backup, folder, new Date(at), by, onProgress),
  };

  return async (op: string, args: unknown, onProgress: OnProgress): Promise<Result<unknown>> => {
    if (!Object.prototype.hasOwnProperty.call(calls, op)) return fail('unknown-call', { op });
    const act = calls[op as ReportCall] as (
      each: unknown,
      tell: OnProgress,
    ) => Promise<Result<unknown>> | Result<unknown>;
    try {
      return await act(args, onProgress);
    } catch (error) {
      const code = errorCode(error);
      // A copy that could not be read or taken in is no use to the next call either.
      copy = null;
      if (code === 'unknown') throw error;
      return fail('report-failed', { error: code });
    }
  };
};
