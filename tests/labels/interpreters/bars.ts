import bwip from 'bwip-js/node';
import { fillRect, type Bitmap } from '../../../shared/labels/bitmap';

/** Bars of another encoder at so many dots a module, wide elements at so many. */
export const drawBars = (
  target: Bitmap,
  { x, y, narrow, wide, height }: { x: number; y: number; narrow: number; wide: number; height: number },
  bcid: string,
  text: string,
): void => {
  const raw = bcid === 'code128' ? { raw: true } : {};
  const [{ sbs }] = bwip.raw({ bcid, text, ...raw }) as unknown as [{ sbs: number[] }];
  const isTwoWidths = bcid === 'code39' || bcid === 'interleaved2of5';
  let at = x;
  for (const [index, modules] of sbs.entries()) {
    const dots = isTwoWidths ? (modules > 1 ? wide : narrow) : modules * narrow;
    if (index % 2 === 0) fillRect(target, at, y, dots, height);
    at += dots;
  }
};

/** Code 128 symbol values in the other encoder's spelling. */
export const rawCode128 = (values: readonly number[]): string =>
  values.map((value) => `^${String(value).padStart(3, '0')}`).join('');
