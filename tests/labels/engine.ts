import path from 'node:path';
import { expect } from 'vitest';
import { labelFonts } from '../../electron/labels/label-fonts';
import { readLabelTemplates } from '../../electron/labels/label-templates';
import type { Bitmap } from '../../shared/labels/bitmap';
import type { LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import { createLabelEngine } from '../../shared/labels/engine';
import type { LabelPage } from '../../shared/labels/page/page';

export const engine = createLabelEngine(labelFonts(path.resolve('resources/fonts')));

/** The bundled templates. */
export const templates: readonly LabelDescription[] = await readLabelTemplates(path.resolve('resources/labels'));

export const layOut = (
  description: LabelDescription,
  record: LabelRecord,
  dpi: Dpi = 203,
  language = 'en',
): Promise<LabelPage> => engine.layOut(description, record, { dpi, language, currentYear: 2026 });

/** A label of these elements and no fields, 100 × 60 mm unless said otherwise. */
export const labelOf = (
  elements: LabelDescription['elements'],
  stock: LabelDescription['stock'] = { width: 100, height: 60 },
): LabelDescription => ({ schema: 'packwright-label/1', id: 'test', name: 'Test', stock, samples: [], elements });

/** Same dots, and where not, the first place that differs. */
export const expectSameDots = (drawn: Bitmap, wanted: Bitmap): void => {
  expect([drawn.width, drawn.height]).toEqual([wanted.width, wanted.height]);
  // Compared at once: byte by byte this took a sixth of the labels' tests.
  if (Buffer.compare(drawn.bits, wanted.bits) === 0) return;
  const different = drawn.bits.findIndex((byte, at) => byte !== wanted.bits[at]);
  const [x, y] = [(different % wanted.stride) * 8, Math.floor(different / wanted.stride)];
  expect.fail(`the dots differ at ${x}, ${y} and elsewhere`);
};
