import { fail, ok, type Result } from '../../shared/result';
import { nodeFilePort } from '../journal/file-port';
import { checkOlder } from '../journal/background-check';
import { backupStore, listBackups } from './backup';
import { lockFolder } from './lock';
import { openStore, type OpenStore } from './store';
import type { Actor, CommandEnvelope, Feature, StoreSettings } from './types';

export interface StoreInit {
  readonly folder: string;
  readonly settings: StoreSettings;
}

type Push = (topic: 'changed' | 'effects' | 'status' | 'snapshot-wanted', payload: unknown) => void;

/** Entries after which a new snapshot is worth making. */
const snapshotEvery = 2000;

/** The host of an app that was just killed may live a moment longer. */
const lockWithinMs = 8000;

const lockInTime = async (folder: string): Promise<ReturnType<typeof lockFolder>> => {
  const end = performance.now() + lockWithinMs;
  for (;;) {
    const lock = lockFolder(folder);
    if (lock.ok || performance.now() > end) return lock;
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
};

/** What the store host does for the main process: one store, asked by name. Main is the only caller. */
export const createStoreService = (features: readonly Feature[], push: Push) => {
  let store: OpenStore | null = null;
  let folder = '';
  let release: (() => void) | null = null;
  let snapshotAt = 0;

  const pushStatus = (): void => push('status', store?.status() ?? null);

  const init = async ({ folder: wanted, settings }: StoreInit): Promise<Result<unknown>> => {
    const lock = await lockInTime(wanted);
    if (!lock.ok) return lock;
    release = lock.value.release;
    folder = wanted;
    const opened = await openStore({
      folder,
      port: nodeFilePort,
      features,
      settings,
      now: Date.now,
      onChanged: (tables) => push('changed', { tables, head: store?.status().head ?? null }),
      onEffects: (effects) => push('effects', effects),
    });
    store = opened;
    snapshotAt = opened.status().head.n;
    checkOlder(nodeFilePort, `${folder}/journal`, (broken) => {
      opened.markBroken(broken);
      pushStatus();
    });
    return ok(opened.status());
  };

  const execute = (open: OpenStore, envelope: CommandEnvelope): Result<unknown> => {
    const before = open.status().state;
    const result = open.execute(envelope);
    const { state, head } = open.status();
    if (state !== before || !result.ok) pushStatus();
    if (head.n - snapshotAt >= snapshotEvery) {
      snapshotAt = head.n;
      push('snapshot-wanted', head.n);
    }
    return result;
  };

  const withStore = (act: (open: OpenStore) => unknown): unknown =>
    store === null ? fail('store-not-open') : act(store);

  const close = (): Result<null> => {
    store?.close();
    store = null;
    release?.();
    return ok(null);
  };

  return {
    call: (op: string, args: unknown): unknown => {
      switch (op) {
        case 'init':
          return init(args as StoreInit);
        case 'execute':
          return withStore((open) => execute(open, args as CommandEnvelope));
        case 'query': {
          const { name, params, actor } = args as { name: string; params: unknown; actor: Actor };
          return withStore((open) => open.query(name, params, actor));
        }
        case 'settings':
          return withStore((open) => ok(open.setSettings(args as StoreSettings) ?? null));
        case 'status':
          return withStore((open) => ok(open.status()));
        case 'attachment':
          return withStore((open) => ok(open.attachment(String(args))));
        case 'destroy-key':
          return withStore((open) => ok(open.destroyKey(String(args))));
        case 'backup':
          return withStore((open) => backupStore(nodeFilePort, folder, String(args), open.status().head, new Date()));
        case 'list-backups':
          return ok(listBackups(nodeFilePort, String(args)));
        case 'close':
          return close();
        default:
          return fail('unknown-call', { op });
      }
    },
  };
};
