import type { Frame, Handle } from './frame';

/** A line that something has come to lie on, across the label. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

export interface SnapRules {
  /** What it may come to lie on: the label itself first, then the other elements. */
  readonly targets: readonly Frame[];
  /** Micrometres from line to line; 0 without a grid. */
  readonly grid: number;
  /** How near is near. */
  readonly reach: number;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  readonly guides: readonly Guide[];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const spanOf = ({ x, y, width, height }: Frame, axis: 'x' | 'y'): Span =>
  axis === 'x' ? { from: x, to: x + width } : { from: y, to: y + height };

const middleOf = ({ from, to }: Span): number => Math.round((from + to) / 2);
const linesOf = (span: Span): readonly number[] => [span.from, middleOf(span), span.to];

/** The least way from one of these lines to one of a target's; `null` when none is near. */
const nearest = (lines: readonly number[], axis: 'x' | 'y', { targets, reach }: SnapRules): number | null => {
  let best: number | null = null;
  for (const target of targets)
    for (const wanted of linesOf(spanOf(target, axis)))
      for (const line of lines) {
        const way = wanted - line;
        if (Math.abs(way) <= reach && (best === null || Math.abs(way) < Math.abs(best))) best = way;
      }
  return best;
};

const toGrid = (line: number, grid: number): number => (grid === 0 ? 0 : Math.round(line / grid) * grid - line);

/** Every line that what was snapped now shares with others, as long as from the first of them to the last. */
const guidesOf = (
  frame: Frame,
  lines: Readonly<Record<'x' | 'y', readonly number[]>>,
  targets: readonly Frame[],
): Guide[] =>
  (['x', 'y'] as const).flatMap((axis) =>
    lines[axis].flatMap((at): Guide[] => {
      const sharing = targets.filter((target) => linesOf(spanOf(target, axis)).includes(at));
      if (sharing.length === 0) return [];
      const spans = [frame, ...sharing].map((each) => spanOf(each, axis === 'x' ? 'y' : 'x'));
      return [
        {
          axis,
          at,
          from: Math.min(...spans.map(({ from }) => from)),
          to: Math.max(...spans.map(({ to }) => to)),
        },
      ];
    }),
  );

const shifted = (frame: Frame, dx: number, dy: number): Frame => ({ ...frame, x: frame.x + dx, y: frame.y + dy });

/** Moves a frame a little further or less, on to the nearest edge or middle, else on to the grid. */
export const snapMove = (frame: Frame, rules: SnapRules): Snapped => {
  const way = (axis: 'x' | 'y'): number => {
    const span = spanOf(frame, axis);
    return nearest(linesOf(span), axis, rules) ?? toGrid(span.from, rules.grid);
  };
  const [dx, dy] = [way('x'), way('y')];
  const done = shifted(frame, dx, dy);
  const lines = { x: linesOf(spanOf(done, 'x')), y: linesOf(spanOf(done, 'y')) };
  return { dx, dy, guides: guidesOf(done, lines, rules.targets) };
};

/** The same for the edges that are being pulled. */
export const snapPull = (frame: Frame, { across, down }: Handle, rules: SnapRules): Snapped => {
  const edge = (axis: 'x' | 'y', side: -1 | 0 | 1): number | null => {
    const { from, to } = spanOf(frame, axis);
    return side === 0 ? null : side === 1 ? to : from;
  };
  const way = (axis: 'x' | 'y', side: -1 | 0 | 1): number => {
    const line = edge(axis, side);
    return line === null ? 0 : (nearest([line], axis, rules) ?? toGrid(line, rules.grid));
  };
  const [dx, dy] = [way('x', across), way('y', down)];
  const lineAt = (axis: 'x' | 'y', side: -1 | 0 | 1, by: number): readonly number[] => {
    const line = edge(axis, side);
    return line === null ? [] : [line + by];
  };
  const lines = { x: lineAt('x', across, dx), y: lineAt('y', down, dy) };
  return { dx, dy, guides: guidesOf(frame, lines, rules.targets) };
};
