import { contract } from '../../shared/contract';
import { ok, type Failure, type Result } from '../../shared/result';
import type { StoreView, Work } from '../../shared/station';
import { createHostOnDemand } from '../host-on-demand';
import type { HostProcess } from '../host-port';
import type { Head } from '../journal/format';
import type { Place } from '../journal/journal';
import type { Verdict } from '../journal/verify';
import type { BackupInfo } from '../store/backup';
import type { RestoreBy } from '../store/may-restore';
import type { ReportCall, ReportCalls } from '../store/report-service';
import type { StoreStatus } from '../store/store';
import type { ReportAnswer, ReportQuestion } from '../store/copy';
import type { Actor, Effect, Store, StoreSettings } from '../store/types';
import { superviseHost } from '../supervise-host';

export interface StoreClientParts {
  readonly fork: () => HostProcess;
  readonly forkReport: () => HostProcess;
  readonly folder: string;
  readonly settings: () => StoreSettings;
  readonly onChanged: (tables: readonly string[]) => void;
  readonly onEffects: (effects: readonly Effect[]) => void;
  readonly onView: (view: StoreView) => void;
  /** What takes longer than a moment, while it goes on. */
  readonly onWork: (work: Work | null) => void;
  readonly onError: (text: string) => void;
}

/** What the host tells after each command that changed something. */
interface StoreChange {
  readonly tables: readonly string[];
  readonly head: StoreView['head'];
}

/** The head moves with every command; windows that only show it need not redraw as often. */
const headShownEveryMs = 500;

/** After these only reading the disk again can tell what stands there. */
const needsNewStart: ReadonlySet<string> = new Set(['sync-failed', 'write-failed', 'second-writer', 'journal-stopped']);
/** An opening that failed for one of these may go well a little later. */
const needsNewOpening: ReadonlySet<string> = new Set(['open-failed', 'internal-error']);

const isStatus = (value: unknown): value is StoreStatus =>
  typeof value === 'object' && value !== null && 'state' in value && 'head' in value;

const isLost = (answer: Result<unknown>): boolean => !answer.ok && answer.failure.code === 'host-restarting';

const viewOf = ({ state, failure, notices, head }: StoreStatus): StoreView => ({
  state,
  failure,
  notices,
  head,
  startedPercent: null,
});

const closedView = (failure: Failure): StoreView => ({
  state: 'read-only',
  failure,
  notices: [],
  head: null,
  startedPercent: null,
});

const allTables = [...new Set(Object.values(contract.queries).flatMap(({ tables }) => tables))];

/** The store host as main sees it: the same face as the store, over a supervised process and its report workers. */
export const createStoreClient = (parts: StoreClientParts) => {
  const { folder } = parts;
  let view: StoreView = { state: 'starting', failure: null, notices: [], head: null, startedPercent: null };
  const show = (next: StoreView): void => {
    view = next;
    parts.onView(next);
  };

  const opened = (answer: Result<unknown>, again: boolean): void => {
    if (!answer.ok) return show(closedView(answer.failure));
    if (!isStatus(answer.value)) return;
    show(viewOf(answer.value));
    // What was written and not told of any more: everybody asks again.
    if (again) parts.onChanged(allTables);
  };

  let headShownSoon = false;
  const changed = ({ tables, head }: StoreChange): void => {
    if (head !== null) view = { ...view, head };
    if (!headShownSoon) {
      headShownSoon = true;
      setTimeout(() => {
        headShownSoon = false;
        parts.onView(view);
      }, headShownEveryMs).unref();
    }
    parts.onChanged(tables);
  };

  const statusPushed = (status: StoreStatus): void => {
    show(viewOf(status));
    if (status.failure !== null && needsNewStart.has(status.failure.code)) host.restart();
  };

  const host = superviseHost({
    fork: parts.fork,
    init: { op: 'init', args: () => ({ folder, settings: parts.settings() }) },
    isWorthRetrying: (answer) => !answer.ok && needsNewOpening.has(answer.failure.code),
    onReady: opened,
    onState: (state) => {
      if (state === 'restarting') show({ ...view, state: 'restarting' });
    },
    onStarting: ({ done, total }) => show({ ...view, startedPercent: Math.floor((100 * done) / Math.max(1, total)) }),
    onPush: (topic, payload) => {
      if (topic === 'changed') changed(payload as StoreChange);
      else if (topic === 'effects') parts.onEffects(payload as readonly Effect[]);
      else if (topic === 'status' && isStatus(payload)) statusPushed(payload);
      else if (topic === 'snapshot-wanted') void snapshot();
    },
  });

  /** A call that the host died over is asked once more: queries change nothing, and commands carry their id. */
  const twice = async (op: string, args: unknown): Promise<Result<unknown>> => {
    const first = await host.call(op, args);
    return isLost(first) ? host.call(op, args) : first;
  };

  /** Reports keep a copy of the tables; chores hold their process for minutes. Neither waits for the other. */
  const reports = createHostOnDemand({ fork: parts.forkReport });
  const chores = createHostOnDemand({ fork: parts.forkReport, idleMs: 1000 });

  const ask = <C extends ReportCall>(call: C, args: ReportCalls[C], task: Work['task'] | null = null) => {
    const tell = (done: number, total: number): void => {
      if (task !== null) parts.onWork({ task, done, total });
    };
    tell(0, 1);
    return chores
      .call(call, args, ({ done, total }) => tell(done, total))
      .finally(() => {
        if (task !== null) parts.onWork(null);
      });
  };

  const snapshot = async (): Promise<void> => {
    const made = await ask('snapshot', { folder });
    if (!made.ok) parts.onError(`no snapshot: ${made.failure.code}`);
  };

  const questionOf = (name: string, params: unknown, actor: Actor): ReportQuestion => ({
    name,
    params,
    actor,
    settings: parts.settings(),
    at: new Date().toISOString(),
  });

  const store: Store = {
    execute: (envelope) => twice('execute', envelope),
    query: (name, params, actor) =>
      contract.queries[name]?.report === true
        ? reports.call('query', { folder, question: questionOf(name, params, actor) } satisfies ReportCalls['query'])
        : twice('query', { name, params, actor }),
  };

  return {
    ...store,
    view: (): StoreView => view,
    /** Answers may be others under other settings, as in another language: everybody asks again. */
    setSettings: async (settings: StoreSettings): Promise<Result<unknown>> => {
      const taken = await host.call('settings', settings);
      parts.onChanged(allTables);
      return taken;
    },
    /** Waits until the host has opened the record, or could not. */
    status: async (): Promise<Result<StoreStatus>> => (await host.call('status', null)) as Result<StoreStatus>,
    /** `null`: there is no such file. */
    attachment: async (sha256: string): Promise<Result<Uint8Array | null>> => {
      const answer = await twice('attachment', sha256);
      if (!answer.ok) return answer;
      return ok(answer.value === null ? null : new Uint8Array(answer.value as Uint8Array));
    },
    /** Long work of a feature on a copy of the tables. */
    task: (name: string, params: unknown, actor: Actor, task: Work['task']): Promise<Result<unknown>> =>
      ask('task', { folder, question: questionOf(name, params, actor) }, task),
    /** Checks every entry and all evidence, up to a head when one is given. */
    verify: async (head: Head | null): Promise<Result<Verdict>> =>
      (await ask('verify', { folder, head }, 'verify')) as Result<Verdict>,
    /** The root over entries `from` up to the head, for a checkpoint. */
    root: async (from: number, head: Head): Promise<Result<string>> =>
      (await ask('root', { folder, from, head })) as Result<string>,
    backup: async (target: string, keep: number): Promise<Result<BackupInfo>> => {
      const place = await twice('place', null);
      if (!place.ok) return place;
      if (place.value === null) return { ok: false, failure: view.failure ?? { code: 'store-read-only' } };
      return (await ask(
        'backup',
        { folder, target, place: place.value as Place, keep },
        'backup',
      )) as Result<BackupInfo>;
    },
    listBackups: async (target: string): Promise<readonly BackupInfo[]> => {
      const answer = await ask('list-backups', { target });
      return answer.ok ? (answer.value as readonly BackupInfo[]) : [];
    },
    /** Asks a backup as if it were the record. */
    queryBackup: (backup: string, name: string, params: unknown, actor: Actor): Promise<Result<unknown>> =>
      ask('query', { folder: backup, question: questionOf(name, params, actor) }).then((answer) =>
        answer.ok ? { ok: true, value: (answer.value as ReportAnswer).value } : answer,
      ),
    /** Copies a checked backup beside the record, ready to take its place once the host is stopped. */
    prepareRestore: async (backup: string, at: number, by: RestoreBy): Promise<Result<BackupInfo>> =>
      (await ask('prepare-restore', { folder, backup, at, by }, 'restore')) as Result<BackupInfo>,
    /** Ends the check, backup or restore that goes on. */
    cancelWork: (): void => chores.cancel(),
    /** For drills: the host, or the worker with its report, dies as by `kill -9` and comes back. */
    crash: (): void => host.crash(),
    crashReport: (): void => reports.crash(),
    stop: async (): Promise<void> => {
      reports.stop();
      chores.stop();
      await host.stop();
    },
  };
};
export type StoreClient = ReturnType<typeof createStoreClient>;
