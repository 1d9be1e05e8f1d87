import type { LabelDescription } from './description/description';
import type { LabelRecord } from './description/values';
import { dotsOfUm, micrometres, type Dpi } from './dots';
import type { LabelPage, PageItem } from './page/page';
import { placeBarcode } from './page/place-barcode';
import { placeArea, placeImage, placePolygon } from './page/place-shapes';
import { placeText, type PlaceTools } from './page/place-text';
import { resolveLabel } from './page/resolve';
import type { Resolved } from './page/resolved';
import type { LabelWarning } from './page/warnings';
import { createFontBook, type FontBook, type FontSource } from './text/font-book';
import type { FontStyle } from './text/font-files';

export interface LayOutOptions {
  readonly dpi: Dpi;
  /** `en`, `de`, `es` …: which variant of fixed words is used, and how numbers and months are written. */
  readonly language: string;
  /** For the sliding century of dates in GS1 codes. */
  readonly currentYear: number;
}

const place = (tools: PlaceTools, resolved: Resolved): PageItem[] => {
  switch (resolved.kind) {
    case 'text':
      return placeText(tools, resolved);
    case 'barcode':
      return placeBarcode(tools, resolved);
    case 'area':
      return [placeArea(resolved, tools.dpi)];
    case 'polygon':
      return placePolygon(resolved, tools.dpi);
    case 'image':
      return placeImage(resolved, tools.dpi);
  }
};

const plainStyle: FontStyle = { weight: 'regular', condensed: false };

/** Loads the fonts that the texts want; `…` stands at the end of what is shortened, digits below barcodes. */
const prepareFonts = async (book: FontBook, resolved: readonly Resolved[]): Promise<void> => {
  const texts = new Map<string, { style: FontStyle; texts: string[] }>();
  for (const each of resolved) {
    if (each.kind !== 'text') continue;
    const key = `${each.style.weight} ${each.style.condensed}`;
    const same = texts.get(key) ?? { style: each.style, texts: [] };
    same.texts.push(each.text);
    texts.set(key, same);
  }
  // Words below barcodes may hold anything that a QR code does.
  const words = resolved.flatMap((each) =>
    each.kind === 'barcode' && typeof each.wish.data === 'string' ? [each.wish.data] : [],
  );
  await book.prepare(words, plainStyle);
  for (const each of texts.values()) await book.prepare(each.texts, each.style);
};

const withoutRepeats = (warnings: readonly LabelWarning[]): LabelWarning[] => {
  const seen = new Set<string>();
  return warnings.filter((warning) => {
    const key = JSON.stringify(warning);
    return !seen.has(key) && seen.add(key);
  });
};

/** Fills labels in and places them in dots: the one way from a description to whatever is printed or shown. */
export const createLabelEngine = (source: FontSource) => {
  const book = createFontBook(source);
  return {
    layOut: async (
      description: LabelDescription,
      record: LabelRecord,
      { dpi, language, currentYear }: LayOutOptions,
    ): Promise<LabelPage> => {
      const { resolved, tag, warnings } = resolveLabel(description, record, language, currentYear);
      await prepareFonts(book, resolved);
      const all: LabelWarning[] = [...warnings];
      const tools: PlaceTools = { book, dpi, warn: (warning) => void all.push(warning) };
      const items = resolved.flatMap((each) => place(tools, each));
      const { width, height, gap } = description.stock;
      return {
        dpi,
        width: dotsOfUm(micrometres(width), dpi),
        height: dotsOfUm(micrometres(height), dpi),
        stock: { widthUm: micrometres(width), heightUm: micrometres(height), gapUm: micrometres(gap ?? 3) },
        items,
        warnings: withoutRepeats(all),
        tag,
      };
    },
  };
};
export type LabelEngine = ReturnType<typeof createLabelEngine>;
