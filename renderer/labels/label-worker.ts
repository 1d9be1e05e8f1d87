import shaperFile from 'harfbuzzjs/dist/harfbuzz.wasm?url';
import { createLabelEngine } from '../../shared/labels/engine';
import { drawPicture, pictureWish } from '../../shared/labels/picture';
import type { FontSource } from '../../shared/labels/text/font-book';
import type { LabelAnswer, LabelRequest } from './label-preview';

const worker = globalThis as unknown as {
  onmessage: ((event: { readonly data: LabelRequest }) => void) | null;
  postMessage(answer: LabelAnswer): void;
};

const read = async (file: string): Promise<Uint8Array> => {
  const response = await fetch(file);
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
};

const source: FontSource = { shaper: () => read(shaperFile), font: (file) => read(`/fonts/${file}`) };
const engine = createLabelEngine(source);

/**
 * Draws labels for a window by the same code as the trusted side. A worker, because it may compile WebAssembly, which
 * the window's own content policy does not allow, and so that typing is never held up.
 */
worker.onmessage = ({ data: { id, wish } }) => {
  const parsed = pictureWish.safeParse(wish);
  if (!parsed.success) {
    worker.postMessage({ id, picture: null });
    return;
  }
  drawPicture(engine, parsed.data).then(
    (picture) => worker.postMessage({ id, picture }),
    (error: unknown) => {
      console.error(error);
      worker.postMessage({ id, picture: null });
    },
  );
};
