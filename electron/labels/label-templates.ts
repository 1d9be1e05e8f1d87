import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDescription, type LabelDescription } from '../../shared/labels/description/description';

/** The labels that come with the app, by their ids in order; `folder` is resources/labels. A faulty one is a bug. */
export const readLabelTemplates = async (folder: string): Promise<LabelDescription[]> => {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (file) => {
      const parsed = parseDescription(await readFile(join(folder, file), 'utf8'));
      if (!parsed.ok) throw new Error(`${file}: ${parsed.failure.code} ${JSON.stringify(parsed.failure.details)}`);
      return parsed.value;
    }),
  );
};
