import { fail, ok, type Result } from '../../shared/result';
import type { OnProgress } from '../host-port';
import { errorCode, nodeFilePort, type FilePort } from '../journal/file-port';
import { checkOlder } from '../journal/background-check';
import { lockFolder } from './lock';
import { finishRestore } from './restore';
import type { OnDamage } from '../projection/snapshots';
import { openParts, type Parts } from './open-parts';
import { openStore, type OpenStore } from './store';
import type { Actor, CommandEnvelope, Feature, StoreSettings } from './types';

export interface StoreInit {
  readonly folder: string;
  readonly settings: StoreSettings;
}

type Push = (topic: 'changed' | 'effects' | 'status' | 'snapshot-wanted', payload: unknown) => void;

/** Entries after which a new snapshot is worth making, and after which it is when the next start would read them again. */
const snapshotEvery = 2000;
const snapshotAtStart = 200;
const snapshotAtStartAfterMs = 1000;

/** The host of an app that was just killed may live a moment longer. */
const lockWithinMs = 3000;

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

/**
 * A quarter of a megabyte each time: a fraction of a millisecond, and all of a large record within some ten seconds. To open
 * a closed month takes longer than all of these blocks: one is enough.
 */
const loadEveryMs = 5;
const loadBlocks = 4;
const loadForMs = 1;
const loadAfterMs = 2000;

/** What the store host does for the main process: one store, asked by name. Main is the only caller. */
export const createStoreService = (
  features: readonly Feature[],
  push: Push,
  port: FilePort = nodeFilePort,
  onDamage?: OnDamage,
) => {
  let store: OpenStore | null = null;
  let release: (() => void) | null = null;
  let stopCheck: (() => void) | null = null;
  let snapshotAt = 0;
  let ahead: { readonly folder: string; readonly parts: Promise<Result<Parts>> } | null = null;

  const pushStatus = (): void => push('status', store?.status() ?? null);

  /** Takes the lock and reads the record: neither needs the settings. */
  const begin = async (folder: string, onProgress: OnProgress): Promise<Result<Parts>> => {
    const lock = await lockInTime(folder);
    if (!lock.ok) return lock;
    release = lock.value.release;
    finishRestore(port, folder);
    return ok(await openParts({ folder, port, features, onProgress, ...(onDamage === undefined ? {} : { onDamage }) }));
  };

  const open = async ({ folder, settings }: StoreInit, parts: Parts): Promise<Result<unknown>> => {
    const opened = await openStore(
      {
        folder,
        port,
        features,
        settings,
        now: Date.now,
        onChanged: (tables) => push('changed', { tables, head: store?.status().head ?? null }),
        onEffects: (effects) => push('effects', effects),
      },
      parts,
    );
    store = opened;
    loadInTime(opened);
    snapshotAt = opened.openedFrom?.head.n ?? 0;
    if (opened.openedFrom !== null)
      stopCheck = checkOlder(port, `${folder}/journal`, opened.openedFrom, (broken) => {
        opened.markBroken(broken);
        pushStatus();
      });
    const { openedFrom } = opened;
    setTimeout(() => {
      if (store === opened) wantSnapshot(opened, openedFrom === null ? 1 : snapshotAtStart);
    }, snapshotAtStartAfterMs).unref();
    return ok(opened.status());
  };

  /** The rest of the tables' bytes comes in between other work, once the station is there. */
  const loadInTime = (opened: OpenStore): void => {
    const step = (): void => {
      if (store !== opened) return;
      const until = performance.now() + loadForMs;
      for (let block = 0; block < loadBlocks && performance.now() < until; block += 1) if (!opened.loadMore()) return;
      setTimeout(step, loadEveryMs).unref();
    };
    setTimeout(step, loadAfterMs).unref();
  };

  const init = async (wanted: StoreInit, onProgress: OnProgress): Promise<Result<unknown>> => {
    const begun = ahead?.folder === wanted.folder ? ahead.parts : begin(wanted.folder, onProgress);
    ahead = null;
    try {
      const parts = await begun;
      return parts.ok ? await open(wanted, parts.value) : parts;
    } catch (error) {
      console.error('the record can’t be opened', error);
      return fail('open-failed', { error: errorCode(error) });
    }
  };

  const wantSnapshot = (opened: OpenStore, after = snapshotEvery): void => {
    const { state, head } = opened.status();
    if (state === 'read-only' || head.n - snapshotAt < after) return;
    snapshotAt = head.n;
    push('snapshot-wanted', head.n);
  };

  const execute = (opened: OpenStore, envelope: CommandEnvelope): Result<unknown> => {
    const before = opened.status().state;
    const result = opened.execute(envelope);
    if (opened.status().state !== before || !result.ok) pushStatus();
    wantSnapshot(opened);
    return result;
  };

  const withStore = (act: (opened: OpenStore) => unknown): unknown =>
    store === null ? fail('store-not-open') : act(store);

  const close = (): Result<null> => {
    stopCheck?.();
    store?.close();
    store = null;
    release?.();
    release = null;
    return ok(null);
  };

  return {
    /** Begins to open the record before anybody asks: `init` of the same folder takes it from there. */
    openAhead: (folder: string, onProgress: OnProgress): void => {
      const parts = begin(folder, onProgress);
      // Whoever asks is told.
      parts.catch(() => undefined);
      ahead = { folder, parts };
    },
    call: (op: string, args: unknown, onProgress: OnProgress = () => undefined): unknown => {
      switch (op) {
        case 'init':
          return init(args as StoreInit, onProgress);
        case 'execute':
          return withStore((opened) => execute(opened, args as CommandEnvelope));
        case 'query': {
          const { name, params, actor } = args as { name: string; params: unknown; actor: Actor };
          return withStore((opened) => opened.query(name, params, actor));
        }
        case 'settings':
          return withStore((opened) => ok(opened.setSettings(args as StoreSettings) ?? null));
        case 'status':
          return withStore((opened) => ok(opened.status()));
        case 'place':
          return withStore((opened) => ok(opened.place()));
        case 'attachment':
          return withStore((opened) => ok(opened.attachment(String(args))));
        case 'close':
          return close();
        default:
          return fail('unknown-call', { op });
      }
    },
  };
};
