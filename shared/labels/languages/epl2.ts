import { dotsOfUm } from '../dots';
import { bandsOf, blocksOf, type Block } from '../page/blocks';
import type { LabelPage, PageBarcode } from '../page/page';
import { wideRatio } from '../symbols/linear';
import { joinBytes, type JobPart } from './bytes';

/** One band of a picture: what the smallest of these printers takes at once. */
const mostPictureBytes = 16_000;

/** The subset that all of a Code 128 symbol is in, or `null` when it changes: EPL2 chooses changes by itself. */
const subsetOf = ({ code }: PageBarcode): 'B' | 'C' | null => {
  const [start, ...values] = code.code128?.values ?? [];
  // Our symbols change once at most, from C to B (value 100).
  if (start === 105) return values.some((value) => value >= 100) ? null : 'C';
  return 'B';
};

const hasQuote = (text: string): boolean => /["\\]/.test(text);

/** What `B` draws module by module as we do: upright bars whose encoding leaves it no choice. */
export const isNativeInEpl2 = (barcode: PageBarcode): boolean => {
  const { code, turns } = barcode;
  if (turns !== 0 || hasQuote(code.text)) return false;
  switch (code.symbology) {
    case 'code-128':
      return subsetOf(barcode) !== null;
    case 'code-39':
    case 'itf-14':
    case 'ean-13':
    case 'ean-8':
    case 'upc-a':
      return true;
    case 'gs1-128':
    case 'data-matrix':
    case 'gs1-data-matrix':
    case 'qr':
    case 'gs1-qr':
    case 'pdf417':
    case 'aztec':
    case 'maxicode':
      return false;
  }
};

/** Type of the `B` command and the data it wants: check digits are its own. */
const typeAndData = (barcode: PageBarcode): readonly [string, string] => {
  const { code } = barcode;
  switch (code.symbology) {
    case 'code-39':
      return ['3', code.text];
    case 'itf-14':
      return ['2', code.text];
    case 'ean-13':
      return ['E30', code.text.slice(0, -1)];
    case 'ean-8':
      return ['E80', code.text.slice(0, -1)];
    case 'upc-a':
      return ['UA0', code.text.slice(0, -1)];
    default:
      return [`1${subsetOf(barcode) ?? ''}`, code.text];
  }
};

const barcodeLine = (barcode: PageBarcode): string => {
  const { at, module, height } = barcode;
  const [type, data] = typeAndData(barcode);
  return `B${at.x},${at.y},0,${type},${module},${module * wideRatio},${height},N,"${data}"\n`;
};

const linesOf = (block: Block): JobPart[] => {
  switch (block.kind) {
    case 'area':
      return [`LO${block.at.x},${block.at.y},${block.at.width},${block.at.height}\n`];
    case 'barcode':
      return [barcodeLine(block.barcode)];
    case 'picture':
      return bandsOf(block.bitmap, mostPictureBytes).flatMap(({ y, bitmap }) => [
        `GW${block.at.x},${block.at.y + y},${bitmap.stride},${bitmap.height},`,
        // A set bit is white.
        bitmap.bits.map((byte) => byte ^ 0xff),
        '\n',
      ]);
  }
};

/** One EPL2 form for one label; the empty line in front ends whatever an earlier job left unfinished. */
export const renderEpl2 = (page: LabelPage): Uint8Array => {
  const blocks = blocksOf(page, { isNative: isNativeInEpl2, pictureUnit: 8 });
  const gap = dotsOfUm(page.stock.gapUm, page.dpi);
  return joinBytes([`\nN\nR0,0\nZT\nq${page.width}\nQ${page.height},${gap}\n`, ...blocks.flatMap(linesOf), 'P1\n']);
};
