import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDescription, parseDescription, type LabelDescription } from '../description/description';
import type { LabelElement } from '../description/elements';
import { alignments, alignFrames, distributeFrames, orders, reordered } from './arrange';
import {
  alignSelected,
  designOf,
  distributeSelected,
  duplicateSelected,
  elementsOf,
  enter,
  groupSelected,
  insert,
  leave,
  moveSelected,
  nameOfElement,
  orderSelected,
  paste,
  removeSelected,
  select,
  selectedElements,
  ungroupSelected,
  type Design,
} from './design';
import { frameOf, framed, moved, pulled, unionOfFrames, type Frame } from './frame';
import { abandoned, amended, committed, historyOf, redone, undone, type History } from './history';
import { newElement } from './new-element';
import { snapMove, snapPull } from './snap';

const um = (least: number, most: number) => fc.integer({ min: least, max: most });
const mm = (least: number, most: number) => um(least * 1000, most * 1000).map((each) => each / 1000);
const place = { x: mm(-5, 150), y: mm(-5, 150) };
const box = { ...place, width: mm(1, 120), height: mm(1, 120) };

const text = fc.record({
  kind: fc.constant('text' as const),
  ...box,
  size: mm(1, 20),
  text: fc.constantFrom('A', '{{sku}}', 'é'),
});
const line = fc.record({
  kind: fc.constant('line' as const),
  ...place,
  length: mm(1, 150),
  direction: fc.constantFrom('horizontal' as const, 'vertical' as const),
  thickness: fc.constant(0.3),
});
const polygon = fc.record({
  kind: fc.constant('polygon' as const),
  points: fc.array(fc.record(place), { minLength: 3, maxLength: 6 }),
});
const leaf: fc.Arbitrary<LabelElement> = fc.oneof(text, line, polygon);
const group: fc.Arbitrary<LabelElement> = fc.record({
  kind: fc.constant('group' as const),
  x: mm(0, 20),
  y: mm(0, 20),
  elements: fc.array(leaf, { minLength: 1, maxLength: 4 }),
});
const anyElement = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: group });
const label: fc.Arbitrary<LabelDescription> = fc.array(anyElement, { minLength: 1, maxLength: 8 }).map((elements) => ({
  schema: 'packwright-label/1',
  id: 'any',
  name: 'Any',
  stock: { width: 100, height: 60 },
  samples: [],
  elements,
}));
const frame: fc.Arbitrary<Frame> = fc.record({
  x: um(-5000, 200_000),
  y: um(-5000, 200_000),
  width: um(300, 90_000),
  height: um(300, 90_000),
});

/** Whatever a person may do to a label on the board. */
const act: fc.Arbitrary<(design: Design) => Design> = fc.oneof(
  fc.tuple(um(-30_000, 30_000), um(-30_000, 30_000)).map(
    ([x, y]) =>
      (design: Design) =>
        moveSelected(design, x, y),
  ),
  fc.constantFrom(...alignments).map((each) => (design: Design) => alignSelected(design, each)),
  fc.constantFrom('x' as const, 'y' as const).map((axis) => (design: Design) => distributeSelected(design, axis)),
  fc.constantFrom(...orders).map((order) => (design: Design) => orderSelected(design, order)),
  fc.constant(removeSelected),
  fc.constant(duplicateSelected),
  fc.constant(groupSelected),
  fc.constant(ungroupSelected),
  leaf.map((element) => (design: Design) => insert(design, [element])),
  leaf.map((element) => (design: Design) => paste(design, [element])),
);
const view: fc.Arbitrary<(design: Design) => Design> = fc.oneof(
  fc.array(um(0, 8), { maxLength: 4 }).map((places) => (design: Design) => select(design, places)),
  um(0, 8).map((index) => (design: Design) => enter(design, index)),
  fc.constant(leave),
);
type Step = (history: History<Design>) => History<Design>;
const step: fc.Arbitrary<Step> = fc.oneof(
  act.map(
    (change): Step =>
      (history) =>
        committed(history, change(history.present)),
  ),
  view.map(
    (change): Step =>
      (history) =>
        amended(history, change(history.present)),
  ),
);

describe('steps back and forth', () => {
  it('are exact, all the way and from everywhere', () => {
    fc.assert(
      fc.property(label, fc.array(step, { maxLength: 30 }), (description, steps) => {
        const first = historyOf(designOf(description));
        let history: History<Design> = first;
        const seen: LabelDescription[] = [description];
        for (const each of steps) {
          const next = each(history);
          if (next.past.length > history.past.length) seen.push(next.present.description);
          history = next;
        }
        const last = history.present.description;
        for (let at = seen.length - 2; at >= 0; at -= 1) {
          history = undone(history);
          expect(history.present.description).toEqual(seen[at]);
        }
        expect(history.past).toEqual([]);
        expect(undone(history)).toBe(history);
        for (const _ of seen.slice(1)) history = redone(history);
        expect(history.present.description).toEqual(last);
        expect(redone(history)).toBe(history);
      }),
    );
  });

  it('take a drag back as one, and one that is broken off leaves no trace', () => {
    const begun = historyOf(1);
    const dragged = committed(committed(committed(begun, 2, 'drag'), 3, 'drag'), 4, 'drag');
    expect(dragged.past).toEqual([1]);
    expect(undone(dragged).present).toBe(1);
    expect(abandoned(dragged, 'drag')).toMatchObject({ past: [], present: 1, future: [] });
    expect(abandoned(dragged, 'other')).toBe(dragged);
    expect(committed(amended(dragged, 5), 6, 'drag').past).toEqual([1, 5]);
  });
});

describe('any label after anything that is done to it', () => {
  it('is still a label, and comes back from its file as it went in', () => {
    fc.assert(
      fc.property(label, fc.array(fc.oneof(act, view), { maxLength: 25 }), (description, changes) => {
        const design = changes.reduce((now, change) => change(now), designOf(description));
        expect(checkDescription(design.description)).toMatchObject({ ok: true });
        const again = parseDescription(JSON.stringify(design.description, null, 2));
        expect(again).toEqual({ ok: true, value: JSON.parse(JSON.stringify(design.description)) as unknown });
      }),
    );
  });
});

describe('moving', () => {
  it('goes so far and back again without a trace', () => {
    fc.assert(
      fc.property(anyElement, um(-4000, 40_000), um(-4000, 40_000), (element, dx, dy) => {
        fc.pre(frameOf(element).x + dx >= -10_000 && frameOf(element).y + dy >= -10_000);
        const there = moved(element, dx, dy);
        expect(frameOf(there)).toEqual({ ...frameOf(element), x: frameOf(element).x + dx, y: frameOf(element).y + dy });
        expect(moved(there, -dx, -dy)).toEqual(element);
      }),
    );
  });

  it('stops together at the end of what is allowed', () => {
    const elements = [newElement('box', { x: 0, y: 0, width: 50_000, height: 50_000 })];
    const design = select(
      designOf({ ...base, elements: [...elements, moved(elements[0] ?? never(), 5000, 0)] }),
      [0, 1],
    );
    const far = moveSelected(design, -900_000, 0);
    const [a, b] = elementsOf(far).map(frameOf);
    expect(a?.x).toBe(-10_000);
    expect((b?.x ?? 0) - (a?.x ?? 0)).toBe(5000);
  });
});

const base: LabelDescription = {
  schema: 'packwright-label/1',
  id: 'base',
  name: 'Base',
  stock: { width: 100, height: 60 },
  samples: [],
  elements: [],
};
const never = (): never => {
  throw new Error('not there');
};

describe('pulling a handle', () => {
  it('moves only the edges of that handle, and never past the opposite one', () => {
    const side = fc.constantFrom(-1 as const, 0 as const, 1 as const);
    fc.assert(
      fc.property(frame, side, side, um(-200_000, 200_000), um(-200_000, 200_000), (old, across, down, dx, dy) => {
        const now = pulled(old, { across, down }, dx, dy);
        expect(now.width).toBeGreaterThanOrEqual(100);
        expect(now.height).toBeGreaterThanOrEqual(100);
        if (across !== -1) expect(now.x).toBe(old.x);
        if (across !== 1) expect(now.x + now.width).toBe(old.x + old.width);
        if (down !== -1) expect(now.y).toBe(old.y);
        if (down !== 1) expect(now.y + now.height).toBe(old.y + old.height);
      }),
    );
  });

  it('gives an element the frame that was asked for', () => {
    fc.assert(
      fc.property(text, frame, (element, wanted) => {
        const allowed = { ...wanted, x: Math.max(-10_000, wanted.x), y: Math.max(-10_000, wanted.y) };
        expect(frameOf(framed(element, allowed))).toEqual(allowed);
      }),
    );
  });

  it('keeps a line thin and a shape whole', () => {
    const thin: LabelElement = { kind: 'line', x: 1, y: 2, length: 10, direction: 'horizontal', thickness: 0.3 };
    expect(framed(thin, { x: 2000, y: 3000, width: 20_000, height: 9000 })).toEqual({
      ...thin,
      x: 2,
      y: 3,
      length: 20,
    });
    const shape: LabelElement = { kind: 'polygon', points: [p(0, 0), p(10, 0), p(5, 8)] };
    expect(framed(shape, { x: 1000, y: 1000, width: 20_000, height: 4000 })).toEqual({
      kind: 'polygon',
      points: [p(1, 1), p(21, 1), p(11, 5)],
    });
  });
});
const p = (x: number, y: number) => ({ x, y });

describe('snapping', () => {
  const rules = (targets: readonly Frame[], grid = 0) => ({ targets, grid, reach: 500 });
  it('never goes further than it reaches, and a guide is where both lie', () => {
    fc.assert(
      fc.property(frame, fc.array(frame, { maxLength: 6 }), (moving, targets) => {
        const { dx, dy, guides } = snapMove(moving, rules(targets));
        expect(Math.abs(dx)).toBeLessThanOrEqual(500);
        expect(Math.abs(dy)).toBeLessThanOrEqual(500);
        const done = { ...moving, x: moving.x + dx, y: moving.y + dy };
        for (const { axis, at } of guides) {
          const [from, length] = axis === 'x' ? [done.x, done.width] : [done.y, done.height];
          expect([from, Math.round(from + length / 2), from + length]).toContain(at);
        }
        // What lies right stays there.
        if (dx !== 0) expect(guides.some(({ axis }) => axis === 'x')).toBe(true);
      }),
    );
  });

  it('prefers an edge to the grid, and takes the grid where no edge is near', () => {
    const moving = { x: 10_300, y: 10_300, width: 5000, height: 5000 };
    expect(snapMove(moving, rules([{ x: 10_100, y: 80_000, width: 3000, height: 33 }], 1000))).toMatchObject({
      dx: -200,
      dy: -300,
    });
  });

  it('pulls on to an edge only what is pulled', () => {
    const pulling = { x: 0, y: 0, width: 9800, height: 5000 };
    const target = { x: 10_000, y: 5100, width: 1000, height: 1000 };
    expect(snapPull(pulling, { across: 1, down: 0 }, rules([target]))).toMatchObject({ dx: 200, dy: 0 });
    expect(snapPull(pulling, { across: 0, down: 1 }, rules([target]))).toMatchObject({ dx: 0, dy: 100 });
  });
});

describe('arranging', () => {
  const frames = fc.array(frame, { minLength: 2, maxLength: 7 });
  it('aligns all to one line within the room they had, and keeps their sizes', () => {
    fc.assert(
      fc.property(frames, fc.constantFrom(...alignments), (before, alignment) => {
        const after = alignFrames(before, { x: 0, y: 0, width: 1, height: 1 }, alignment);
        const [old, now] = [unionOfFrames(before), unionOfFrames(after)];
        expect(after.map(({ width, height }) => [width, height])).toEqual(
          before.map(({ width, height }) => [width, height]),
        );
        const lines: Record<string, (each: Frame) => number> = {
          left: (each) => each.x,
          right: (each) => each.x + each.width,
          top: (each) => each.y,
          bottom: (each) => each.y + each.height,
        };
        const lineOf = lines[alignment];
        if (lineOf !== undefined) {
          expect(new Set(after.map(lineOf)).size).toBe(1);
          expect(alignFrames(after, old, alignment)).toEqual(after);
        }
        expect(now.x).toBeGreaterThanOrEqual(old.x);
        expect(now.x + now.width).toBeLessThanOrEqual(old.x + old.width);
      }),
    );
  });

  it('shares out the room evenly: no two gaps differ by more than a micrometre', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { minLength: 3, maxLength: 7 }),
        fc.constantFrom('x' as const, 'y' as const),
        (before, axis) => {
          const length = axis === 'x' ? 'width' : 'height';
          const after = distributeFrames(before, axis);
          const order = before
            .map((_, index) => index)
            .toSorted((a, b) => (before[a]?.[axis] ?? 0) - (before[b]?.[axis] ?? 0));
          const sorted = order.flatMap((index) => after[index] ?? []);
          const gaps = sorted
            .slice(1)
            .map((each, at) => each[axis] - (sorted[at]?.[axis] ?? 0) - (sorted[at]?.[length] ?? 0));
          expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
          const [first, last] = [order[0] ?? 0, order.at(-1) ?? 0];
          expect(after[first]).toEqual(before[first]);
          expect(after[last]).toEqual(before[last]);
        },
      ),
    );
  });

  it('leaves all where they are that would go back beyond the edge of what is allowed', () => {
    const point = { x: 0, y: 0 };
    const small: LabelElement = { kind: 'text', ...point, width: 1, height: 1, size: 1, text: 'A' };
    const dot: LabelElement = {
      kind: 'group',
      ...point,
      elements: [{ kind: 'polygon', points: [point, point, point] }],
    };
    const flat: LabelElement = { kind: 'polygon', points: [point, point, { x: 18.296, y: 0 }] };
    const wide: LabelElement = { kind: 'group', x: 2.705, y: 0, elements: [flat, { ...small, x: -2.705 }] };
    const elements = [dot, wide, small];
    const chosen = select(
      designOf({
        schema: 'packwright-label/1',
        id: 'a',
        name: 'A',
        stock: { width: 100, height: 60 },
        samples: [],
        elements,
      }),
      [0, 1, 2],
    );
    const grouped = groupSelected(distributeSelected(chosen, 'x'));
    expect(checkDescription(grouped.description)).toMatchObject({ ok: true });
    expect(distributeSelected(chosen, 'x')).toBe(chosen);
  });

  it('brings to the front and back without losing anything', () => {
    expect(reordered(5, new Set([1, 2]), 'front')).toEqual([0, 3, 4, 1, 2]);
    expect(reordered(5, new Set([1, 3]), 'back')).toEqual([1, 3, 0, 2, 4]);
    expect(reordered(5, new Set([1, 2]), 'forward')).toEqual([0, 3, 1, 2, 4]);
    expect(reordered(5, new Set([0, 2]), 'backward')).toEqual([0, 2, 1, 3, 4]);
    expect(reordered(3, new Set([2]), 'forward')).toEqual([0, 1, 2]);
  });
});

describe('groups', () => {
  it('leave everything where it was, together and taken apart again', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 5 }), (elements) => {
        const all = select(
          designOf({ ...base, elements }),
          elements.map((_, index) => index),
        );
        const together = groupSelected(all);
        expect(elementsOf(together)).toHaveLength(1);
        const apart = ungroupSelected(together);
        expect(elementsOf(apart)).toEqual(elements);
        expect(selectedElements(apart)).toHaveLength(elements.length);
      }),
    );
  });

  it('pass their condition on to what they held', () => {
    const show = { field: 'a', is: 'present' } as const;
    const own = { field: 'b', is: 'absent' } as const;
    const held: LabelElement[] = [
      { kind: 'line', x: 1, y: 1, length: 5, direction: 'horizontal', thickness: 1 },
      { kind: 'line', x: 1, y: 2, length: 5, direction: 'horizontal', thickness: 1, show: own },
    ];
    const design = select(designOf({ ...base, elements: [{ kind: 'group', x: 0, y: 0, show, elements: held }] }), [0]);
    expect(elementsOf(ungroupSelected(design)).map((each) => each.show)).toEqual([show, { all: [show, own] }]);
  });

  it('call what is in them as warnings do', () => {
    const held: LabelElement[] = [{ kind: 'text', x: 0, y: 0, width: 5, height: 5, size: 3, text: 'a' }];
    const elements: LabelElement[] = [
      { kind: 'group', x: 0, y: 0, id: 'head', elements: held },
      { kind: 'repeat', x: 0, y: 0, width: 9, height: 9, over: 'lines', pitch: 5, elements: held },
    ];
    const design = designOf({ ...base, elements });
    expect(nameOfElement(design, 1)).toBe('elements.1');
    expect(nameOfElement(enter(design, 0), 0)).toBe('head.0');
    expect(nameOfElement(enter(design, 1), 0)).toBe('elements.1.0.0');
  });

  it('give no copy the id of its original', () => {
    const elements: LabelElement[] = [{ kind: 'box', id: 'one', x: 1, y: 1, width: 5, height: 5, thickness: 1 }];
    const twice = duplicateSelected(select(designOf({ ...base, elements }), [0]));
    expect(checkDescription(twice.description)).toMatchObject({ ok: true });
    expect(elementsOf(twice)[1]).toEqual({ kind: 'box', x: 3, y: 3, width: 5, height: 5, thickness: 1 });
  });
});
