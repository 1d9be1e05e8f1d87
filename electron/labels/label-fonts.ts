import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { FontSource } from '../../shared/labels/text/font-book';

const read = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file));

/** The shaper and the fonts from files, on the trusted side; `folder` is resources/fonts. */
export const labelFonts = (folder: string): FontSource => ({
  shaper: () => read(createRequire(__filename).resolve('harfbuzzjs/dist/harfbuzz.wasm')),
  font: (file) => read(join(folder, file)),
});
