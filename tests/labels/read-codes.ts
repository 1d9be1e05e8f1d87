import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
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

const inOrder = (codes: ReadCode[]): ReadCode[] => codes.sort((a, b) => (a.text < b.text ? -1 : 1));

/** Every barcode on a picture, sorted by its text. */
export const readCodes = async (png: Uint8Array): Promise<ReadCode[]> => {
  const found = await readBarcodes(png, {
    formats: ['Code128', 'DataMatrix', 'Code39', 'ITF', 'EAN13', 'QRCode', 'PDF417'],
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
