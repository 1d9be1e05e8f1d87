import type { Bitmap, Rect } from '../bitmap';
import { bandsOf, blocksOf, type Block } from '../page/blocks';
import type { LabelPage, PageBarcode } from '../page/page';
import { tagFields } from '../rfid';
import { boxField, code128Field, echoFields, zplFormat, type Orientation } from '../zpl';
import { compressAcs } from './acs';
import { joinBytes } from './bytes';

export interface ZplOptions {
  /** Adds what makes a printer say what it has put out: see `echoFields`. */
  readonly echo?: string;
}

/** `^GF` takes up to 99,999 bytes (ZPL II guide). */
const mostPictureBytes = 99_999;

const orientations: readonly Orientation[] = ['N', 'R', 'I', 'B'];

/** Printable ASCII that is neither a command of ZPL nor an escape of a field. */
const isPlain = (text: string): boolean => /^[\x20-\x7d]+$/.test(text) && !/[\^_\\]/.test(text);

/**
 * What `^B…` draws module by module as we do: bars, and Data Matrix, whose size can be told. The others choose size,
 * mask or place by themselves (`^BQ` is moved down by the height of `^BY`), and so are sent as dots; EAN-8 as well,
 * which the interpreter that proves this language does not draw.
 */
export const isNativeInZpl = ({ code, turns, module, hasGuards }: PageBarcode): boolean => {
  switch (code.symbology) {
    case 'code-128':
    case 'gs1-128':
    case 'code-39':
    case 'itf-14':
      return module <= 10;
    case 'ean-13':
    case 'upc-a':
      // Longer guard bars are drawn even without digits, so ours must be there too; turned, they are elsewhere.
      return module <= 10 && turns === 0 && hasGuards;
    case 'data-matrix':
      return turns === 0 && isPlain(code.text);
    case 'gs1-data-matrix':
      return turns === 0 && isPlain(code.text.replaceAll('\u001d', ''));
    case 'ean-8':
    case 'qr':
    case 'gs1-qr':
    case 'pdf417':
    case 'aztec':
    case 'maxicode':
      return false;
  }
};

const matrixField = ({ at, module, code }: PageBarcode): string => {
  const side = Math.round(at.width / module);
  const isGs1 = code.symbology === 'gs1-data-matrix';
  const data = isGs1 ? `_1${code.text.replaceAll('\u001d', '_1')}` : code.text;
  return `^FO${at.x},${at.y}^BXN,${module},200,${side},${side}${isGs1 ? ',,_' : ''}^FD${data}^FS`;
};

const barcodeField = (barcode: PageBarcode): string => {
  const { at, code, module, height, turns } = barcode;
  const way = orientations[turns] ?? 'N';
  const bars = (command: string, data: string): string =>
    `^FO${at.x},${at.y}^BY${module},3,${height}${command}^FD${data}^FS`;
  switch (code.symbology) {
    case 'code-39':
      return bars(`^B3${way},N,${height},N,N`, code.text);
    case 'itf-14':
      return bars(`^B2${way},${height},N,N,N`, code.text);
    case 'ean-13':
      return bars(`^BE${way},${height},N,N`, code.text.slice(0, 12));
    case 'upc-a':
      // The same bars as those of EAN-13 with a zero in front.
      return bars(`^BE${way},${height},N,N`, `0${code.text.slice(0, 11)}`);
    case 'data-matrix':
    case 'gs1-data-matrix':
      return matrixField(barcode);
    default:
      if (code.code128 === null) throw new Error(`not native: ${code.symbology}`);
      return code128Field(at.x, at.y, module, height, code.code128.fieldData, way);
  }
};

const pictureFields = (bitmap: Bitmap, at: Rect): string[] =>
  bandsOf(bitmap, mostPictureBytes).map(({ y, bitmap: band }) => {
    const bytes = band.stride * band.height;
    return `^FO${at.x},${at.y + y}^GFA,${bytes},${bytes},${band.stride},${compressAcs(band)}^FS`;
  });

const fieldsOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'area': {
      const { x, y, width, height } = block.at;
      return [boxField(x, y, width, height, Math.min(width, height))];
    }
    case 'picture':
      return pictureFields(block.bitmap, block.at);
    case 'barcode':
      return [barcodeField(block.barcode)];
  }
};

/** One ZPL II format for one label. */
export const renderZpl = (page: LabelPage, { echo }: ZplOptions = {}): Uint8Array => {
  const blocks = blocksOf(page, { isNative: isNativeInZpl, pictureUnit: 1 });
  const fields = blocks.flatMap(fieldsOf);
  return joinBytes([
    zplFormat(page.width, page.height, [
      ...(page.tag === null ? [] : tagFields(page.tag)),
      ...fields,
      ...(echo === undefined ? [] : echoFields(echo)),
    ]),
  ]);
};
