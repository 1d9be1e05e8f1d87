import { features } from '../../electron/features';
import { createExporter } from '../../electron/features/export/exporter';
import { createImportService } from '../../electron/features/import/service';
import { nodeFilePort } from '../../electron/journal/file-port';
import { openStore } from '../../electron/store/store';
import type { Store } from '../../electron/store/types';
import { packSettings, stationItself } from './pack-world';

/** A process of its own that takes files in and writes parcels out as a station does: whoever started it can kill it. */
const [folder = '', importFolder = '', exportFolder = ''] = process.argv.slice(2);
const everyMs = 5;

const main = async (): Promise<void> => {
  const open = await openStore({ folder, port: nodeFilePort, features, settings: packSettings, now: Date.now });
  const store: Store = {
    execute: (envelope) => Promise.resolve(open.execute(envelope)),
    query: (name, params, actor) => Promise.resolve(open.query(name, params, actor)),
  };
  const actor = (): typeof stationItself => stationItself;
  const imports = createImportService({
    store,
    settings: () => packSettings,
    actor,
    importFolder: () => importFolder,
    dataFolder: folder,
    stableMs: everyMs,
  });
  const exporter = createExporter({ store, folder: () => exportFolder, actor });
  const isIdle = (): boolean => {
    const names = nodeFilePort.list(importFolder).filter((name) => name.includes('.'));
    const pending = open.query('export.pending', {}, stationItself);
    return names.length === 0 && pending.ok && (pending.value as { total: number }).total === 0;
  };
  process.send?.('ready');
  while (!isIdle()) {
    // Both at the same time, as in the app.
    await Promise.all([imports.poll(), exporter.drain()]);
    await new Promise((resolve) => {
      setTimeout(resolve, everyMs);
    });
  }
  open.close();
  process.send?.('idle', () => process.exit(0));
};

process.on('disconnect', () => process.exit(0));
void main();
