import { withoutTag } from '../../shared/labels/rfid';
import './web-crypto';

export interface PreviewStock {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly dpi: number;
}

/** Dots per millimetre as the interpreter wants them: its own nominal figures. */
const dotsPerMm: ReadonlyMap<number, number> = new Map([
  [203, 8],
  [300, 12],
  [600, 24],
]);

/**
 * The first label of a ZPL job as PNG in base64; dpi is 203, 300 or 600. Throws at what the interpreter can't read, and
 * is not to be used again after that: a label can bring the interpreter down for good.
 */
export const drawLabel = async (zpl: string, { widthMm, heightMm, dpi }: PreviewStock): Promise<string> => {
  // Loaded only now: the global that it looks for at once is set above.
  const { zplToBase64Async } = await import('zpl-renderer-js');
  return zplToBase64Async(withoutTag(zpl), widthMm, heightMm, dotsPerMm.get(dpi) ?? 8);
};
