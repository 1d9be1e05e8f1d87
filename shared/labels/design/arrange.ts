import { unionOfFrames, type Frame } from './frame';

export const alignments = ['left', 'center', 'right', 'top', 'middle', 'bottom'] as const;
export type Alignment = (typeof alignments)[number];

const aligned = (frame: Frame, within: Frame, alignment: Alignment): Frame => {
  const [spareX, spareY] = [within.width - frame.width, within.height - frame.height];
  switch (alignment) {
    case 'left':
      return { ...frame, x: within.x };
    case 'center':
      return { ...frame, x: within.x + Math.round(spareX / 2) };
    case 'right':
      return { ...frame, x: within.x + spareX };
    case 'top':
      return { ...frame, y: within.y };
    case 'middle':
      return { ...frame, y: within.y + Math.round(spareY / 2) };
    case 'bottom':
      return { ...frame, y: within.y + spareY };
  }
};

/** Several in the room that they take together; one alone in the label. */
export const alignFrames = (frames: readonly Frame[], label: Frame, alignment: Alignment): readonly Frame[] => {
  const within = frames.length > 1 ? unionOfFrames(frames) : label;
  return frames.map((frame) => aligned(frame, within, alignment));
};

/** The outer ones stay; between all of them is the same room, or a micrometre more where it can't be shared out evenly. */
export const distributeFrames = (frames: readonly Frame[], axis: 'x' | 'y'): readonly Frame[] => {
  if (frames.length < 3) return frames;
  const length = axis === 'x' ? 'width' : 'height';
  const order = frames.map((_, index) => index).toSorted((a, b) => (frames[a]?.[axis] ?? 0) - (frames[b]?.[axis] ?? 0));
  const all = unionOfFrames(frames);
  const last = order.at(-1);
  const lastEnd = last === undefined ? 0 : (frames[last]?.[axis] ?? 0) + (frames[last]?.[length] ?? 0);
  const spare = lastEnd - all[axis] - frames.reduce((sum, frame) => sum + frame[length], 0);
  const gaps = frames.length - 1;
  const places = new Map<number, number>();
  let used = 0;
  order.forEach((index, rank) => {
    places.set(index, all[axis] + used + Math.floor((spare * rank) / gaps));
    used += frames[index]?.[length] ?? 0;
  });
  return frames.map((frame, index) => ({ ...frame, [axis]: places.get(index) ?? frame[axis] }));
};

export const orders = ['front', 'forward', 'backward', 'back'] as const;
export type Order = (typeof orders)[number];

/** Which of a list's places come in which order once some of them were brought forward or back. */
export const reordered = (length: number, picked: ReadonlySet<number>, order: Order): readonly number[] => {
  const all = Array.from({ length }, (_, index) => index);
  const [chosen, rest] = [all.filter((index) => picked.has(index)), all.filter((index) => !picked.has(index))];
  if (order === 'front') return [...rest, ...chosen];
  if (order === 'back') return [...chosen, ...rest];
  const step = order === 'forward' ? -1 : 1;
  const from = order === 'forward' ? length - 1 : 0;
  for (let at = from; at >= 0 && at < length; at += step) {
    const [here, next] = [all[at], all[at - step]];
    if (here === undefined || next === undefined || !picked.has(here) || picked.has(next)) continue;
    all[at] = next;
    all[at - step] = here;
  }
  return all;
};
