import { fail, ok, type Result } from '../../../shared/result';
import type { Grey } from './grey';

const pointsPerInch = 72;
/** A sheet of A3: larger is no label and no sheet with a label on it. */
const mostPoints = 1200;

export type PdfFailure = 'pdf-broken' | 'pdf-locked' | 'pdf-pages' | 'pdf-too-large';

interface OpenPdf {
  readonly pages: number;
  /** Points of the first page. */
  readonly width: number;
  readonly height: number;
  render(dpi: number): Promise<Grey>;
  close(): void;
}

const open = async (bytes: Uint8Array): Promise<OpenPdf> => {
  // Loaded only in the process that draws.
  const { PDFiumLibrary } = await import('@hyzyla/pdfium');
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(bytes);
  const page = document.getPage(0);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  return {
    pages: document.getPageCount(),
    width: originalWidth,
    height: originalHeight,
    render: async (dpi) => {
      const drawn = await page.render({
        scale: dpi / pointsPerInch,
        colorSpace: 'Gray',
        render: ({ data }) => Promise.resolve(data),
      });
      return { width: drawn.width, height: drawn.height, pixels: drawn.data };
    },
    close: () => {
      document.destroy();
      library.destroy();
    },
  };
};

/**
 * The first page of a PDF at a printer's own resolution: drawn once, never enlarged or reduced afterwards. A label is
 * one page. Scripts and forms in it are not run.
 */
export const readPdf = async (bytes: Uint8Array, dpi: number): Promise<Result<Grey, PdfFailure>> => {
  try {
    const pdf = await open(bytes);
    try {
      if (pdf.pages !== 1) return fail('pdf-pages', { pages: pdf.pages });
      if (Math.max(pdf.width, pdf.height) > mostPoints) return fail('pdf-too-large');
      return ok(await pdf.render(dpi));
    } finally {
      pdf.close();
    }
  } catch (error) {
    const text = error instanceof Error ? error.message : '';
    return /password/i.test(text) ? fail('pdf-locked') : fail('pdf-broken', { text: text.slice(0, 200) });
  }
};
