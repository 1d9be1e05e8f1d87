import { useEffect, useMemo, useRef, useState } from 'react';
import type { LabelPicture, PictureWish } from '../../../../shared/labels/picture';
import { createLabelPreview, type LabelPreview } from '../../../labels/label-preview';

export interface Dots {
  readonly picture: LabelPicture;
  /** What it was drawn from. */
  readonly wish: PictureWish;
}

/** One drawing at a time; of those that wait only the newest is drawn. */
const createPump = (preview: LabelPreview, show: (dots: Dots | null) => void) => {
  let waiting: PictureWish | null = null;
  let busy = false;
  const next = async (): Promise<void> => {
    if (busy || waiting === null) return;
    const wish = waiting;
    waiting = null;
    busy = true;
    const picture = await preview.draw(wish);
    busy = false;
    show(picture === null ? null : { picture, wish });
    void next();
  };
  return (wish: PictureWish): void => {
    waiting = wish;
    void next();
  };
};

/** The label's dots, drawn again whenever the wish changes; `failed` when this window can't draw it. */
export const useDots = (wish: PictureWish): { readonly dots: Dots | null; readonly failed: boolean } => {
  const [shown, setShown] = useState<{ readonly dots: Dots | null; readonly failed: boolean }>({
    dots: null,
    failed: false,
  });
  const pump = useRef<((wish: PictureWish) => void) | null>(null);
  const latest = useRef(wish);
  useEffect(() => {
    const preview = createLabelPreview();
    let alive = true;
    pump.current = createPump(preview, (dots) => {
      if (alive) setShown((before) => ({ dots: dots ?? before.dots, failed: dots === null }));
    });
    pump.current(latest.current);
    return () => {
      alive = false;
      pump.current = null;
      preview.stop();
    };
  }, []);
  useEffect(() => {
    latest.current = wish;
    pump.current?.(wish);
  }, [wish]);
  return shown;
};

/** Black and white as a screen wants them: a word of 32 bits for each dot. */
export const usePaint = (dots: Dots | null) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pixels = useMemo(() => {
    if (dots === null) return null;
    const { width, height, bits } = dots.picture;
    const stride = (width + 7) >> 3;
    const image = new ImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1)
        words[y * width + x] =
          (((bits[y * stride + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1 ? 0xff000000 : 0xffffffff;
    return image;
  }, [dots]);
  useEffect(() => {
    if (canvas.current === null || pixels === null) return;
    canvas.current.width = pixels.width;
    canvas.current.height = pixels.height;
    canvas.current.getContext('2d')?.putImageData(pixels, 0, 0);
  }, [pixels]);
  return canvas;
};
