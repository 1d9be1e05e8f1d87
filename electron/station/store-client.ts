import type { Result } from '../../shared/result';
import { ok } from '../../shared/result';
import type { StoreView } from '../../shared/station';
import { superviseHost, type HostProcess } from '../host-port';
import type { StoreStatus } from '../store/store';
import type { BackupInfo } from '../store/backup';
import type { Effect, Store, StoreSettings } from '../store/types';

export interface StoreClientParts {
  readonly fork: () => HostProcess;
  readonly folder: string;
  readonly settings: () => StoreSettings;
  readonly onChanged: (tables: readonly string[]) => void;
  readonly onEffects: (effects: readonly Effect[]) => void;
  readonly onView: (view: StoreView) => void;
  readonly onSnapshotWanted: () => void;
}

/** What the host tells after each command that changed something. */
interface StoreChange {
  readonly tables: readonly string[];
  readonly head: StoreView['head'];
}

/** The head moves with every command; windows that only show it need not redraw as often. */
const headShownEveryMs = 500;

const isStatus = (value: unknown): value is StoreStatus =>
  typeof value === 'object' && value !== null && 'state' in value && 'head' in value;

const viewOf = ({ state, failure, notices, head }: StoreStatus): StoreView => ({ state, failure, notices, head });

/** The store host as main sees it: the same face as the store, over a supervised process. */
export const createStoreClient = (parts: StoreClientParts) => {
  let view: StoreView = { state: 'starting', failure: null, notices: [], head: null };
  const show = (next: StoreView): void => {
    view = next;
    parts.onView(next);
  };

  const opened = (answer: Result<unknown>): void => {
    if (answer.ok && isStatus(answer.value)) show(viewOf(answer.value));
    else if (!answer.ok) show({ state: 'read-only', failure: answer.failure, notices: [], head: null });
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

  const host = superviseHost({
    fork: parts.fork,
    init: { op: 'init', args: () => ({ folder: parts.folder, settings: parts.settings() }) },
    onState: (state, answer) => {
      if (state === 'ready') opened(answer as Result<unknown>);
      else if (state === 'restarting') show({ ...view, state: 'restarting' });
    },
    onPush: (topic, payload) => {
      if (topic === 'changed') changed(payload as StoreChange);
      else if (topic === 'effects') parts.onEffects(payload as readonly Effect[]);
      else if (topic === 'status' && isStatus(payload)) show(viewOf(payload));
      else if (topic === 'snapshot-wanted') parts.onSnapshotWanted();
    },
  });

  const store: Store = {
    execute: (envelope) => host.call('execute', envelope),
    query: (name, params, actor) => host.call('query', { name, params, actor }),
  };

  return {
    ...store,
    view: (): StoreView => view,
    setSettings: (settings: StoreSettings): Promise<Result<unknown>> => host.call('settings', settings),
    status: async (): Promise<Result<StoreStatus>> => (await host.call('status', null)) as Result<StoreStatus>,
    attachment: async (sha256: string): Promise<Uint8Array | null> => {
      const answer = await host.call('attachment', sha256);
      return answer.ok && answer.value !== null ? new Uint8Array(answer.value as Uint8Array) : null;
    },
    destroyKey: async (subject: string): Promise<Result<null>> => {
      const answer = await host.call('destroy-key', subject);
      return answer.ok ? ok(null) : answer;
    },
    backup: async (target: string): Promise<Result<BackupInfo>> =>
      (await host.call('backup', target)) as Result<BackupInfo>,
    listBackups: async (target: string): Promise<readonly BackupInfo[]> => {
      const answer = await host.call('list-backups', target);
      return answer.ok ? (answer.value as readonly BackupInfo[]) : [];
    },
    /** For drills: the host dies as by `kill -9` and comes back. */
    crash: (): void => host.kill(),
    stop: (): Promise<void> => host.stop(),
  };
};
export type StoreClient = ReturnType<typeof createStoreClient>;
