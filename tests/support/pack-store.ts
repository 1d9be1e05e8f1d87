import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { features } from '../../electron/features';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore, type OpenStore } from '../../electron/store/store';
import type { Effect, Store, StoreSettings } from '../../electron/store/types';
import { createPackHand, packSettings, type PackHand } from './pack-world';

export interface PackStore {
  readonly folder: string;
  readonly open: OpenStore;
  readonly store: Store;
  readonly hand: PackHand;
  readonly effects: Effect[];
  close(): void;
}

const asStore = (open: OpenStore): Store => ({
  execute: (envelope) => Promise.resolve(open.execute(envelope)),
  query: (name, params, actor) => Promise.resolve(open.query(name, params, actor)),
});

/** A store of the app's own features on real files, with a catalogue; removed when closed. */
export const openPackStore = async (settings: Partial<StoreSettings> = {}): Promise<PackStore> => {
  const folder = mkdtempSync(join(tmpdir(), 'packwright-pack-'));
  const effects: Effect[] = [];
  const open = await openStore({
    folder,
    port: nodeFilePort,
    features,
    settings: { ...packSettings, ...settings },
    now: Date.now,
    onEffects: (each) => void effects.push(...each),
  });
  const store = asStore(open);
  const hand = createPackHand(store);
  await hand.begin();
  return {
    folder,
    open,
    store,
    hand,
    effects,
    close: () => {
      open.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
