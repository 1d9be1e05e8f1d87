import { mkdir, open, readdir, rename } from 'node:fs/promises';
import { join, parse } from 'node:path';

/** Code of a system error, e.g. `ENOENT`. */
export const systemCode = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null;

/** A name that is free in the folder: `orders.csv`, `orders (2).csv` … Case does not tell names apart everywhere. */
const freeName = async (folder: string, name: string): Promise<string> => {
  const taken = new Set((await readdir(folder)).map((each) => each.toLowerCase()));
  const { name: base, ext } = parse(name);
  let candidate = name;
  for (let count = 2; taken.has(candidate.toLowerCase()); count += 1) candidate = `${base} (${count})${ext}`;
  return candidate;
};

/** Moves a file into a folder (made when missing) under a free name; answers that name. */
export const moveInto = async (path: string, folder: string, name: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  const free = await freeName(folder, name);
  await rename(path, join(folder, free));
  return free;
};

/** Writes a text and makes it durable; an existing file of that name is left alone (`EEXIST`). */
export const writeNew = async (path: string, content: string | Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Puts the reason beside a moved file. Losing it is no harm: the inbox has it too. */
export const writeReason = async (folder: string, movedName: string, text: string | null): Promise<void> => {
  if (text === null) return;
  try {
    await writeNew(join(folder, await freeName(folder, `${movedName}.reason.txt`)), text);
  } catch (error) {
    if (systemCode(error) === null) throw error;
  }
};
