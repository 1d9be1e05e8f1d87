import { fail, ok, type Result } from '../../../shared/result';
import { dotsOfUm, micrometres, type Dpi } from '../../../shared/labels/dots';
import type { LabelPage } from '../../../shared/labels/page/page';
import { fitToStock, type Fitted } from './fit';
import { identifyForeign, mostForeignBytes } from './identify';
import { readPdf } from './read-pdf';
import { readPng } from './read-png';

export interface ForeignStock {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: Dpi;
}

/** A page of one picture, for whatever language the printer speaks, and what was done to make it fit. */
export interface ForeignPicture extends Fitted {
  readonly page: LabelPage;
}

const readPicture = (bytes: Uint8Array, dpi: number) =>
  identifyForeign(bytes) === 'pdf' ? readPdf(bytes, dpi) : Promise.resolve(readPng(bytes));

/** Makes a label of a PDF or a picture of somebody else's, in crisp black and white at the printer's own resolution. */
export const convertForeign = async (bytes: Uint8Array, stock: ForeignStock): Promise<Result<ForeignPicture>> => {
  const kind = identifyForeign(bytes);
  if (bytes.length > mostForeignBytes) return fail('label-too-large', { reason: 'too-large' });
  if (kind !== 'pdf' && kind !== 'png') return fail('document-unknown');
  const picture = await readPicture(bytes, stock.dpi);
  if (!picture.ok) return picture;
  const [widthUm, heightUm] = [micrometres(stock.widthMm), micrometres(stock.heightMm)];
  const [width, height] = [dotsOfUm(widthUm, stock.dpi), dotsOfUm(heightUm, stock.dpi)];
  const fitted = fitToStock(picture.value, width, height);
  if (!fitted.ok) return fitted;
  const { bitmap, notes } = fitted.value;
  const at = { x: 0, y: 0, width, height };
  const page: LabelPage = {
    dpi: stock.dpi,
    width,
    height,
    stock: { widthUm, heightUm, gapUm: micrometres(3) },
    items: [{ kind: 'picture', element: 'document', role: 'image', at, bitmap, ink: 'black', capitalsUm: null }],
    warnings: [],
    tag: null,
  };
  return ok({ page, bitmap, notes });
};
