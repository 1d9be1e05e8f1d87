import type { LabelElement } from '../description/elements';
import { micrometres } from '../dots';

/** Where an element stands, in whole micrometres from the corner of what holds it. */
export interface Frame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What can be pulled: all eight handles, the two ends of a line, or nothing but the whole. */
export type Pull = 'all' | 'horizontal' | 'vertical' | 'none';

/** What the description's schema allows. */
const [leastPlace, mostPlace] = [-10_000, 1_000_000];
const [leastLength, mostLength] = [100, 1_000_000];

const millimetres = (um: number): number => um / 1000;
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const placeMm = (um: number): number => millimetres(within(um, leastPlace, mostPlace));
const lengthMm = (um: number): number => millimetres(within(um, leastLength, mostLength));

export const unionOfFrames = (frames: readonly Frame[]): Frame => {
  if (frames.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...frames.map((frame) => frame.x));
  const y = Math.min(...frames.map((frame) => frame.y));
  return {
    x,
    y,
    width: Math.max(...frames.map((frame) => frame.x + frame.width)) - x,
    height: Math.max(...frames.map((frame) => frame.y + frame.height)) - y,
  };
};

const pointFrame = ({ x, y }: { readonly x: number; readonly y: number }): Frame => ({
  x: micrometres(x),
  y: micrometres(y),
  width: 0,
  height: 0,
});

export const frameOf = (element: LabelElement): Frame => {
  switch (element.kind) {
    case 'line': {
      const [length, thickness] = [micrometres(element.length), micrometres(element.thickness)];
      const isFlat = element.direction === 'horizontal';
      return { ...pointFrame(element), width: isFlat ? length : thickness, height: isFlat ? thickness : length };
    }
    case 'polygon':
      return unionOfFrames(element.points.map(pointFrame));
    case 'group': {
      const inner = unionOfFrames(element.elements.map(frameOf));
      return { ...inner, x: inner.x + micrometres(element.x), y: inner.y + micrometres(element.y) };
    }
    default:
      return { ...pointFrame(element), width: micrometres(element.width), height: micrometres(element.height) };
  }
};

export const pullOf = (element: LabelElement): Pull => {
  if (element.kind === 'group') return 'none';
  return element.kind === 'line' ? element.direction : 'all';
};

/** False where it begins before anything may begin. */
export const isAllowed = ({ x, y }: Frame): boolean => x >= leastPlace && y >= leastPlace;

/** How far all of these may go, so that none of them stays behind at the end of what is allowed. */
export const allowedMove = (frames: readonly Frame[], dx: number, dy: number): { dx: number; dy: number } => {
  const all = unionOfFrames(frames);
  const one = (at: number, by: number): number => within(at + by, leastPlace, mostPlace) - at;
  return { dx: one(all.x, dx), dy: one(all.y, dy) };
};

export const moved = (element: LabelElement, dx: number, dy: number): LabelElement => {
  if (dx === 0 && dy === 0) return element;
  const by = (at: { readonly x: number; readonly y: number }) => ({
    x: placeMm(micrometres(at.x) + dx),
    y: placeMm(micrometres(at.y) + dy),
  });
  return element.kind === 'polygon' ? { ...element, points: element.points.map(by) } : { ...element, ...by(element) };
};

/** So far along a new length as it was along the old one. */
const scaledTo = (at: number, from: number, length: number, to: number, newLength: number): number =>
  length === 0 ? to : to + Math.round(((at - from) * newLength) / length);

/** The element in another frame. A line keeps its thickness, a group its size. */
export const framed = (element: LabelElement, frame: Frame): LabelElement => {
  const before = frameOf(element);
  switch (element.kind) {
    case 'group':
      return moved(element, frame.x - before.x, frame.y - before.y);
    case 'line':
      return {
        ...element,
        x: placeMm(frame.x),
        y: placeMm(frame.y),
        length: lengthMm(element.direction === 'horizontal' ? frame.width : frame.height),
      };
    case 'polygon': {
      const [width, height] = [Math.max(leastLength, frame.width), Math.max(leastLength, frame.height)];
      return {
        ...element,
        points: element.points.map(({ x, y }) => ({
          x: placeMm(scaledTo(micrometres(x), before.x, before.width, frame.x, width)),
          y: placeMm(scaledTo(micrometres(y), before.y, before.height, frame.y, height)),
        })),
      };
    }
    default:
      return {
        ...element,
        x: placeMm(frame.x),
        y: placeMm(frame.y),
        width: lengthMm(frame.width),
        height: lengthMm(frame.height),
      };
  }
};

/** One of eight: which edges go along, -1 the left or upper one, 1 the right or lower one. */
export interface Handle {
  readonly across: -1 | 0 | 1;
  readonly down: -1 | 0 | 1;
}

export const handlesOf = (pull: Pull): readonly Handle[] => {
  const all: readonly Handle[] = ([-1, 0, 1] as const).flatMap((down) =>
    ([-1, 0, 1] as const).map((across) => ({ across, down })),
  );
  switch (pull) {
    case 'all':
      return all.filter(({ across, down }) => across !== 0 || down !== 0);
    case 'horizontal':
      return all.filter(({ across, down }) => across !== 0 && down === 0);
    case 'vertical':
      return all.filter(({ across, down }) => across === 0 && down !== 0);
    case 'none':
      return [];
  }
};

/** The frame with some of its edges pulled; it never turns inside out. */
export const pulled = (frame: Frame, { across, down }: Handle, dx: number, dy: number): Frame => {
  const one = (at: number, length: number, edge: -1 | 0 | 1, by: number): readonly [number, number] => {
    if (edge === 0) return [at, length];
    const least = Math.min(length, leastLength);
    const change = edge === 1 ? Math.max(by, least - length) : Math.min(by, length - least);
    return edge === 1 ? [at, length + change] : [at + change, length - change];
  };
  const [x, width] = one(frame.x, frame.width, across, dx);
  const [y, height] = one(frame.y, frame.height, down, dy);
  return { x, y, width, height };
};
