import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Some systems and shares can't sync a folder; the rename is then as durable as they make it. */
const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync().catch(() => undefined);
  } finally {
    await handle.close();
  }
};

/** Writes a file that is either whole or not there: beside its place, synced, then renamed over it. */
export const writeWhole = async (folder: string, name: string, content: string): Promise<void> => {
  const part = join(folder, `.${name}.part`);
  try {
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(content, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, join(folder, name));
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(folder);
};
