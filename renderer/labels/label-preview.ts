import type { LabelPicture, PictureWish } from '../../shared/labels/picture';

export interface LabelRequest {
  readonly id: number;
  readonly wish: PictureWish;
}

export interface LabelAnswer {
  readonly id: number;
  /** `null` for what is no label, or when the fonts can't be read. */
  readonly picture: LabelPicture | null;
}

/** Its name is fixed: the content policy of this one file allows WebAssembly. */
const workerFile = '/assets/label-worker.js';

/** A label that takes longer is hostile or broken: its worker is ended, and the next label gets a new one. */
const drawLimitMs = 10_000;

/** Draws labels in a worker of this window, which is started at the first of them. */
export const createLabelPreview = () => {
  let worker: Worker | null = null;
  let next = 0;
  const waiting = new Map<number, (picture: LabelPicture | null) => void>();

  const settleAll = (): void => {
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
  };

  const stop = (): void => {
    worker?.terminate();
    worker = null;
    settleAll();
  };

  const start = (): Worker => {
    const started = new Worker(workerFile, { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<LabelAnswer>) => {
      waiting.get(data.id)?.(data.picture);
      waiting.delete(data.id);
    });
    started.addEventListener('error', stop);
    return started;
  };

  return {
    /** The label as it will print; `null` when it can't be drawn here. */
    draw: (wish: PictureWish): Promise<LabelPicture | null> =>
      new Promise((resolve) => {
        worker ??= start();
        next += 1;
        const limit = setTimeout(stop, drawLimitMs);
        waiting.set(next, (picture) => {
          clearTimeout(limit);
          resolve(picture);
        });
        worker.postMessage({ id: next, wish } satisfies LabelRequest);
      }),
    stop,
  };
};
export type LabelPreview = ReturnType<typeof createLabelPreview>;
