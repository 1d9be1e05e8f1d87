import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes, type ReadInputBarcodeFormat } from 'zxing-wasm/reader';
import type { PageBarcode } from '../../shared/labels/page/page';
import type { RenderedLabel } from '../../shared/labels/shipping-label';

export interface ReadCode {
  /** Data with U+001D where a separator stands. */
  readonly text: string;
  /** Symbology identifier (ISO/IEC 15424): `]C0` Code 128, `]C1` GS1-128, `]d1` Data Matrix. */
  readonly identifier: string;
}

// Else it would be fetched from a server.
const wasm = readFileSync(createRequire(__filename).resolve('zxing-wasm/reader/zxing_reader.wasm'));
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const inOrder = (codes: ReadCode[]): ReadCode[] =>
  codes.sort((a, b) => (`${a.text}${a.identifier}` < `${b.text}${b.identifier}` ? -1 : 1));

const usualFormats: ReadInputBarcodeFormat[] = ['Code128', 'DataMatrix', 'Code39', 'ITF', 'EAN13', 'QRCode', 'PDF417'];

/** Every barcode on a picture, sorted by its text. */
export const readCodes = async (png: Uint8Array, formats = usualFormats): Promise<ReadCode[]> => {
  const found = await readBarcodes(png, {
    formats,
    tryHarder: true,
    textMode: 'Plain',
    maxNumberOfSymbols: 255,
  });
  return inOrder(found.map(({ text, symbologyIdentifier }) => ({ text, identifier: symbologyIdentifier })));
};

const identifiers = { 'gs1-128': ']C1', 'code-128': ']C0', 'data-matrix': ']d1' } as const;

/** What `readCodes` must answer for a label. */
export const expectedReads = ({ expectedCodes }: RenderedLabel): ReadCode[] =>
  inOrder(expectedCodes.map(({ text, symbology }) => ({ text, identifier: identifiers[symbology] })));

/** Of the reader's answers only these are looked at: what follows differs with the data. */
const symbologyIdentifiers: Readonly<Record<PageBarcode['code']['symbology'], string>> = {
  'code-128': ']C0',
  'gs1-128': ']C1',
  'code-39': ']A0',
  'itf-14': ']I1',
  'ean-13': ']E0',
  'ean-8': ']E4',
  'upc-a': ']E0',
  'data-matrix': ']d1',
  'gs1-data-matrix': ']d2',
  qr: ']Q1',
  'gs1-qr': ']Q3',
  pdf417: ']L2',
  aztec: ']z0',
  maxicode: ']U0',
};

/** What `readCodes` must answer for a label of the engine. */
export const expectedOf = (barcodes: readonly PageBarcode[]): ReadCode[] =>
  inOrder(
    barcodes.map(({ code: { symbology, text } }) => ({
      // UPC-A is read as the EAN-13 that it is.
      text: symbology === 'upc-a' ? `0${text}` : text,
      // A MaxiCode that begins with where it goes says so.
      identifier: symbology === 'maxicode' && text.includes('\u001d') ? ']U1' : symbologyIdentifiers[symbology],
    })),
  );
