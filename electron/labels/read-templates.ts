import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The label templates that come with the product, as JSON. */
export const readTemplates = async (folder: string): Promise<readonly string[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  return Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
};
