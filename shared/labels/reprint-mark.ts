import { blit, createBitmap, crop, fillRect, inkOf, isBlack, type Bitmap, type Rect } from './bitmap';
import type { LabelDescription } from './description/description';
import { dotsOfUm, micrometres, type Dpi } from './dots';
import type { LabelEngine, LayOutOptions } from './engine';
import { barcodesOf, type LabelPage, type PagePicture } from './page/page';
import { rasterOf } from './page/raster';

/** How a copy is told from the first print, in the label's language, and in short where there is little room. */
export const markWords = (language: string, copy: number): readonly string[] => {
  const words: Readonly<Record<string, string>> = { de: 'NACHDRUCK', es: 'REIMPRESIÓN' };
  return [`${words[language] ?? 'REPRINT'} ${copy}`, `R${copy}`];
};

/** Heights of the mark's letters in millimetres, the largest that finds room is taken. */
const sizes = [4, 3, 2.4] as const;
/** White around the mark, in millimetres: more than the quiet zone of any barcode wants. */
const around = 1.5;

const describe = (text: string, size: number): LabelDescription => ({
  schema: 'packwright-label/1',
  id: 'reprint-mark',
  name: 'Mark',
  stock: { width: 120, height: 10 },
  samples: [],
  elements: [{ kind: 'text', x: 1, y: 1, width: 118, height: 8, text, size, weight: 'bold', condensed: true }],
});

/** The words in a frame. */
const draw = async (
  engine: LabelEngine,
  text: string,
  size: number,
  options: LayOutOptions,
): Promise<Bitmap | null> => {
  const raster = rasterOf(await engine.layOut(describe(text, size), {}, options));
  const ink = inkOf(raster);
  if (ink === null) return null;
  const line = dotsOfUm(300, options.dpi);
  const inset = line + dotsOfUm(500, options.dpi);
  const framed = createBitmap(ink.width + 2 * inset, ink.height + 2 * inset);
  fillRect(framed, 0, 0, framed.width, framed.height, 'black');
  fillRect(framed, line, line, framed.width - 2 * line, framed.height - 2 * line, 'white');
  blit(framed, crop(raster, ink.x, ink.y, ink.width, ink.height), inset, inset);
  return framed;
};

/** Black dots above and left of each dot: how many there are in a rectangle is then four look-ups. */
const sumsOf = (bitmap: Bitmap): { readonly inside: (rect: Rect) => number } => {
  const { width, height } = bitmap;
  const across = width + 1;
  const sums = new Int32Array(across * (height + 1));
  for (let y = 0; y < height; y += 1) {
    let row = 0;
    for (let x = 0; x < width; x += 1) {
      row += isBlack(bitmap, x, y) ? 1 : 0;
      sums[(y + 1) * across + x + 1] = row + (sums[y * across + x + 1] ?? 0);
    }
  }
  const at = (x: number, y: number): number => sums[y * across + x] ?? 0;
  return {
    inside: ({ x, y, width: wide, height: high }) =>
      at(x + wide, y + high) - at(x, y + high) - at(x + wide, y) + at(x, y),
  };
};

/** What nothing may be drawn upon: every dot of the label, and the white that its barcodes want. */
const takenOf = (page: LabelPage): Bitmap => {
  const taken = rasterOf(page);
  for (const { room } of barcodesOf(page)) fillRect(taken, room.x, room.y, room.width, room.height, 'black');
  return taken;
};

/** The first free place from the top, the rightmost of its row. */
const freePlace = (sums: ReturnType<typeof sumsOf>, page: LabelPage, mark: Bitmap, dpi: Dpi): Rect | null => {
  const step = dotsOfUm(500, dpi);
  const margin = dotsOfUm(micrometres(around), dpi);
  const [width, height] = [mark.width + 2 * margin, mark.height + 2 * margin];
  for (let y = 0; y + height <= page.height; y += step)
    for (let x = page.width - width; x >= 0; x -= step)
      if (sums.inside({ x, y, width, height }) === 0)
        return { x: x + margin, y: y + margin, width: mark.width, height: mark.height };
  return null;
};

/** The label with its mark where nothing else stands; `null` where there is no room for any. */
export const withReprintMark = async (
  engine: LabelEngine,
  page: LabelPage,
  copy: number,
  options: LayOutOptions,
): Promise<LabelPage | null> => {
  const sums = sumsOf(takenOf(page));
  for (const text of markWords(options.language, copy))
    for (const size of sizes) {
      const bitmap = await draw(engine, text, size, options);
      const at = bitmap === null ? null : freePlace(sums, page, bitmap, options.dpi);
      if (bitmap === null || at === null) continue;
      const mark: PagePicture = {
        kind: 'picture',
        element: 'reprint',
        role: 'image',
        at,
        bitmap,
        ink: 'black',
        capitalsUm: null,
      };
      return { ...page, items: [...page.items, mark] };
    }
  return null;
};
