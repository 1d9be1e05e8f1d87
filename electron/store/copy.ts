import { fail, ok, type Result } from '../../shared/result';
import { openAttachments } from '../journal/attachments';
import type { OnProgress } from '../host-port';
import type { FilePort } from '../journal/file-port';
import type { Head } from '../journal/format';
import { scanJournal, type JournalScan, type ScanFrom } from '../journal/scan';
import { openSeals } from '../journal/seals';
import { openTables } from '../projection/open-tables';
import { answerQuery, findIn, type Question } from './answer-query';
import type { Feature, QueryContext, StoreSettings, TaskContext, TaskHandler } from './types';

export interface CopyOptions {
  readonly port: FilePort;
  readonly folder: string;
  readonly features: readonly Feature[];
}

export interface ReportQuestion extends Question {
  readonly settings: StoreSettings;
  /** UTC now. */
  readonly at: string;
}

/** Which entry a report stands on, and what it says. */
export interface ReportAnswer {
  readonly head: Head;
  readonly value: unknown;
}

/**
 * The tables once more, in a process of its own: the last snapshot and the journal after it, read without the lock while
 * the store host goes on appending. A torn end is simply not there yet.
 */
export const openCopy = async ({ port, folder, features }: CopyOptions) => {
  const tables = await openTables({ port, folder, features });
  const { projection } = tables;
  const attachments = openAttachments(port, `${folder}/attachments`);
  let place: ScanFrom | null = tables.from;

  /** Reads on to the end of the journal as it is now. */
  const catchUp = (): JournalScan => {
    let scanned: JournalScan | null = null;
    projection.inBulk(() => {
      scanned = scanJournal(port, `${folder}/journal`, place, (entry, hash) => void projection.apply(entry, hash));
    });
    const scan = scanned as JournalScan | null;
    if (scan === null) throw new Error('the journal was not read');
    place = scan.end;
    return scan;
  };

  /** What a query sees, as of now. */
  const contextOf = ({ settings, at }: Pick<ReportQuestion, 'settings' | 'at'>): Omit<QueryContext, 'actor'> => {
    catchUp();
    // Read anew each time: keys come with entries, and go without one when a person is erased.
    const keys = openSeals(port, `${folder}/keys/seals`);
    return {
      db: projection,
      at,
      settings,
      unseal: (subject, sealed) => keys.unseal(subject, sealed),
      attachment: (sha256) => {
        const bytes = attachments.get(sha256);
        return bytes === null ? null : keys.openEvidence(bytes);
      },
    };
  };

  return {
    query: ({ settings, at, ...question }: ReportQuestion): Result<ReportAnswer> => {
      const answer = answerQuery(features, question, contextOf({ settings, at }));
      return answer.ok ? ok({ head: projection.head(), value: answer.value }) : answer;
    },
    /** Long work of a feature. */
    task: ({ name, params, actor, ...question }: ReportQuestion, onProgress: OnProgress): Result<unknown> => {
      const handler = findIn<TaskHandler>(features, (feature) => feature.tasks ?? {}, name);
      if (handler === null) return fail('unknown-task', { task: name });
      const act = handler as unknown as (each: TaskContext, wish: unknown) => Result<unknown>;
      return act({ ...contextOf(question), actor, port, onProgress }, params);
    },
    /** Closes months that are long over and writes a new snapshot; answers the number of the entry that it stands on. */
    snapshot: (): Result<number> => {
      const scan = catchUp();
      if (scan.broken !== null) return fail('record-broken', { n: scan.broken.n });
      tables.writeSnapshot(scan.end);
      return ok(scan.head.n);
    },
    close: (): void => tables.close(),
  };
};
export type Copy = Awaited<ReturnType<typeof openCopy>>;
