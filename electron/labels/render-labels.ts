import type { LabelDescription } from '../../shared/labels/description/description';
import type { LabelRecord } from '../../shared/labels/description/values';
import type { Dpi } from '../../shared/labels/dots';
import type { LabelEngine, LayOutOptions } from '../../shared/labels/engine';
import { renderPage, type PrinterLanguage } from '../../shared/labels/languages';
import { barcodesOf, type LabelPage } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { labelWarning, type LabelWarning } from '../../shared/labels/page/warnings';
import { pngOf } from '../../shared/labels/png';
import { withReprintMark } from '../../shared/labels/reprint-mark';

export interface RenderWish {
  readonly records: readonly LabelRecord[];
  readonly dpi: Dpi;
  /** Of fixed words, dates and numbers: `en`, `de`, … */
  readonly words: string;
  /** Of the printer; `null` for the picture alone. */
  readonly language: PrinterLanguage | null;
  /** For the sliding century of dates. */
  readonly year: number;
  /** Which copy it is: the label bears a mark that says so; `null` for a first print. */
  readonly copy: number | null;
}

export interface RenderedOne {
  /** Empty where no printer's language was asked for. */
  readonly bytes: Uint8Array;
  readonly png: Uint8Array;
  /** What a reader answers to each of its barcodes. */
  readonly codes: readonly string[];
  readonly warnings: readonly LabelWarning[];
}

const marked = async (
  engine: LabelEngine,
  page: LabelPage,
  copy: number | null,
  options: LayOutOptions,
): Promise<LabelPage> => {
  if (copy === null) return page;
  const found = await withReprintMark(engine, page, copy, options);
  return found ?? { ...page, warnings: [...page.warnings, labelWarning('reprint-no-room', 'reprint')] };
};

/** Labels as a printer wants them, each with its picture: both are made from the same dots. */
export const renderLabels = async (
  engine: LabelEngine,
  description: LabelDescription,
  { records, dpi, words, language, year, copy }: RenderWish,
): Promise<RenderedOne[]> => {
  const rendered: RenderedOne[] = [];
  for (const record of records) {
    const options = { dpi, language: words, currentYear: year };
    const page = await marked(engine, await engine.layOut(description, record, options), copy, options);
    rendered.push({
      bytes: language === null ? new Uint8Array() : renderPage(page, language),
      png: pngOf(rasterOf(page), dpi),
      codes: barcodesOf(page).map(({ code }) => code.text),
      warnings:
        page.tag === null || language === null || language === 'zpl'
          ? page.warnings
          : [...page.warnings, labelWarning('epc-not-in-language', 'rfid', { language })],
    });
  }
  return rendered;
};
