import { useRef, useState, type PointerEvent } from 'react';
import {
  elementsOf,
  frameSelected,
  moveSelected,
  roomOf,
  select,
  selectedElements,
  type Design,
} from '../../../../shared/labels/design/design';
import { frameOf, pulled, unionOfFrames, type Frame, type Handle } from '../../../../shared/labels/design/frame';
import { snapMove, snapPull, type Guide, type SnapRules } from '../../../../shared/labels/design/snap';
import type { Editor } from './use-design';

/** Pixels: nearer than this it snaps; a hand that moved less only pointed. */
const [reachPx, stillPx] = [7, 3];
/** With the grid and without it: nobody wants micrometres of a hand. */
const [gridUm, fineUm] = [1000, 100];

type Held =
  | { readonly what: 'move' }
  | { readonly what: 'pull'; readonly handle: Handle }
  | { readonly what: 'area'; readonly also: readonly number[] };

interface Hold {
  readonly held: Held;
  readonly from: Design;
  readonly x: number;
  readonly y: number;
  readonly mark: string;
  moving: boolean;
}

const crosses = (a: Frame, b: Frame): boolean =>
  a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;

const rulesFor = (design: Design, scale: number, grid: boolean): SnapRules => ({
  targets: [
    roomOf(design),
    ...elementsOf(design)
      .filter((_, at) => !design.selected.includes(at))
      .map(frameOf),
  ],
  grid: grid ? gridUm : fineUm,
  reach: Math.round((reachPx * 1000) / scale),
});

const noRules: SnapRules = { targets: [], grid: 0, reach: 0 };

/** Moving, pulling and selecting by mouse or finger. `origin`: pixels of the list's corner from that of the label. */
export const useDrag = (editor: Editor, scale: number, grid: boolean) => {
  const hold = useRef<Hold | null>(null);
  const count = useRef(0);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const [area, setArea] = useState<Frame | null>(null);

  const begin = (event: PointerEvent<Element>, held: Held, from: Design): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    count.current += 1;
    const { clientX: x, clientY: y } = event;
    hold.current = { held, from, x, y, mark: `drag ${count.current} ${Date.now()}`, moving: false };
  };

  const end = (): void => {
    hold.current = null;
    setGuides([]);
    setArea(null);
  };

  const move = (event: PointerEvent<Element>, toList: (x: number, y: number) => { x: number; y: number }): void => {
    const now = hold.current;
    if (now === null) return;
    const far = Math.hypot(event.clientX - now.x, event.clientY - now.y) >= stillPx;
    if (!now.moving && !far) return;
    now.moving = true;
    const um = (px: number): number => Math.round((px * 1000) / scale);
    let [dx, dy] = [um(event.clientX - now.x), um(event.clientY - now.y)];
    const { held, from, mark } = now;
    if (held.what === 'area') {
      const [a, b] = [toList(now.x, now.y), toList(event.clientX, event.clientY)];
      const drawn = unionOfFrames([a, b].map((at) => ({ ...at, width: 0, height: 0 })));
      setArea(drawn);
      const found = elementsOf(from).flatMap((element, at) => (crosses(frameOf(element), drawn) ? [at] : []));
      editor.view((design) => select(design, [...held.also, ...found]));
      return;
    }
    // Shift keeps to one direction, Alt lets go of everything that snaps.
    if (held.what === 'move' && event.shiftKey) [dx, dy] = Math.abs(dx) >= Math.abs(dy) ? [dx, 0] : [0, dy];
    const rules = event.altKey ? noRules : rulesFor(from, scale, grid);
    const frames = selectedElements(from).map(frameOf);
    if (held.what === 'move') {
      const all = unionOfFrames(frames);
      const snapped = snapMove({ ...all, x: all.x + dx, y: all.y + dy }, rules);
      setGuides(snapped.guides);
      const still = event.shiftKey;
      const by = { x: dx + (still && dx === 0 ? 0 : snapped.dx), y: dy + (still && dy === 0 ? 0 : snapped.dy) };
      editor.change(() => moveSelected(from, by.x, by.y), mark);
      return;
    }
    const [frame] = frames;
    if (frame === undefined) return;
    const snapped = snapPull(pulled(frame, held.handle, dx, dy), held.handle, rules);
    setGuides(snapped.guides);
    editor.change(() => frameSelected(from, [pulled(frame, held.handle, dx + snapped.dx, dy + snapped.dy)]), mark);
  };

  return {
    guides,
    area,
    begin,
    move,
    end,
    /** Lets go as if nothing had been moved; false when nothing was. */
    cancel: (): boolean => {
      const now = hold.current;
      if (now === null) return false;
      if (now.moving) editor.abandon(now.mark);
      end();
      return true;
    },
  };
};
