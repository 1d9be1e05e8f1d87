import { z } from 'zod';
import type { Rect } from './bitmap';
import { checkLabel } from './checks/check-label';
import { descriptionSchema, recordSchema } from './description/description';
import type { LabelEngine } from './engine';
import { rasterOf } from './page/raster';
import type { LabelWarning } from './page/warnings';

/** What is to be drawn. */
export const pictureWish = z.strictObject({
  description: descriptionSchema,
  record: recordSchema,
  dpi: z.union([z.literal(203), z.literal(300), z.literal(600)]),
  language: z.string().regex(/^[a-z]{2}$/),
  currentYear: z.int(),
});
export type PictureWish = z.infer<typeof pictureWish>;

/** A label as it will print, where its elements are, and what speaks against it. */
export interface LabelPicture {
  readonly width: number;
  readonly height: number;
  /** Rows padded to whole bytes, 1 is black. */
  readonly bits: Uint8Array;
  readonly warnings: readonly LabelWarning[];
  /** In dots; an element has one for each of its lines. */
  readonly places: readonly { readonly element: string; readonly at: Rect }[];
}

export const drawPicture = async (engine: LabelEngine, wish: PictureWish): Promise<LabelPicture> => {
  const { description, record, ...options } = wish;
  const page = await engine.layOut(description, record, options);
  const { width, height, bits } = rasterOf(page);
  const places = page.items.map(({ element, at }) => ({ element, at }));
  return { width, height, bits, warnings: checkLabel(page), places };
};
