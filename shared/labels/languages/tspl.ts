import { bandsOf, blocksOf, type Block } from '../page/blocks';
import type { LabelPage, PageBarcode } from '../page/page';
import { wideRatio } from '../symbols/linear';
import { joinBytes, type JobPart } from './bytes';

const mostPictureBytes = 64_000;

/** What `BARCODE` draws module by module as we do: upright bars, Code 128 with its subsets told. */
export const isNativeInTspl = ({ code, turns, module }: PageBarcode): boolean => {
  if (turns !== 0 || module > 10) return false;
  switch (code.symbology) {
    case 'code-128':
    case 'gs1-128':
      // `!` tells the subsets, a quote would end the data.
      return !/["!\\]/.test(code.text);
    case 'code-39':
    case 'itf-14':
    case 'ean-13':
    case 'ean-8':
    case 'upc-a':
      return true;
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

/** Code 128 with every character told (TSPL2 manual, BARCODE type 128M): `!105` starts in C, `!102` is FNC1. */
const toldSubsets = (values: readonly number[]): string => {
  let inC = values[0] === 105;
  return values
    .map((value, index) => {
      if (index === 0 || value === 102) return `!${value}`;
      if (value === 100 && inC) {
        inC = false;
        return '!100';
      }
      return inC ? String(value).padStart(2, '0') : String.fromCharCode(value + 32);
    })
    .join('');
};

/** Check digits are the printer's own. */
const typeAndData = ({ code }: PageBarcode): readonly [string, string] => {
  switch (code.symbology) {
    case 'code-39':
      return ['39', code.text];
    case 'itf-14':
      return ['25', code.text];
    case 'ean-13':
      return ['EAN13', code.text.slice(0, -1)];
    case 'ean-8':
      return ['EAN8', code.text.slice(0, -1)];
    case 'upc-a':
      return ['UPCA', code.text.slice(0, -1)];
    default:
      return ['128M', toldSubsets(code.code128?.values ?? [])];
  }
};

const barcodeLine = (barcode: PageBarcode): string => {
  const { at, module, height } = barcode;
  const [type, data] = typeAndData(barcode);
  return `BARCODE ${at.x},${at.y},"${type}",${height},0,0,${module},${module * wideRatio},"${data}"\r\n`;
};

const linesOf = (block: Block): JobPart[] => {
  switch (block.kind) {
    case 'area':
      return [`BAR ${block.at.x},${block.at.y},${block.at.width},${block.at.height}\r\n`];
    case 'barcode':
      return [barcodeLine(block.barcode)];
    case 'picture':
      return bandsOf(block.bitmap, mostPictureBytes).flatMap(({ y, bitmap }) => [
        `BITMAP ${block.at.x},${block.at.y + y},${bitmap.stride},${bitmap.height},0,`,
        // A set bit is white.
        bitmap.bits.map((byte) => byte ^ 0xff),
        '\r\n',
      ]);
  }
};

const millimetres = (um: number): string => `${Math.floor(um / 1000)}.${String(um % 1000).padStart(3, '0')} mm`;

/** One TSPL job for one label. */
export const renderTspl = (page: LabelPage): Uint8Array => {
  const blocks = blocksOf(page, { isNative: isNativeInTspl, pictureUnit: 8 });
  const { widthUm, heightUm, gapUm } = page.stock;
  return joinBytes([
    `\r\nSIZE ${millimetres(widthUm)},${millimetres(heightUm)}\r\nGAP ${millimetres(gapUm)},0 mm\r\n`,
    'DIRECTION 0,0\r\nREFERENCE 0,0\r\nCLS\r\n',
    ...blocks.flatMap(linesOf),
    'PRINT 1,1\r\n',
  ]);
};
