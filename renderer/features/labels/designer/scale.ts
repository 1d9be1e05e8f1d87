import { useEffect, useState, type RefObject } from 'react';

/** Pixels of a millimetre; `fit` takes what the room allows. */
export type Zoom = number | 'fit';

const [least, most] = [1, 40];
const step = 1.25;
export const zoomed = (scale: number, by: 1 | -1): number =>
  Math.min(most, Math.max(least, by === 1 ? scale * step : scale / step));

const ruler = 26;
const margin = 24;

/** The scale at which the whole label is seen, as its room changes. */
export const useFit = (room: RefObject<HTMLElement | null>, widthMm: number, heightMm: number): number => {
  const [size, setSize] = useState({ width: 600, height: 500 });
  useEffect(() => {
    const element = room.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, [room]);
  const fit = (pixels: number, mm: number): number => (pixels - ruler - 2 * margin) / mm;
  return Math.max(least, Math.min(most, fit(size.width, widthMm), fit(size.height, heightMm)));
};
