import { describe, expect, it } from 'vitest';
import type { LabelDescription } from '../description/description';
import type { LabelElement } from '../description/elements';
import { changesOf } from './changes';

const text = (words: string, x = 1): LabelElement => ({
  kind: 'text',
  x,
  y: 2,
  width: 20,
  height: 5,
  size: 4,
  text: words,
});
const label = (elements: LabelElement[], more: Partial<LabelDescription> = {}): LabelDescription => ({
  schema: 'packwright-label/1',
  id: 'a',
  name: 'A',
  stock: { width: 50, height: 30 },
  samples: [],
  elements,
  ...more,
});

describe('what a version changed', () => {
  it('is nothing for the same label', () => {
    expect(changesOf(label([text('a'), text('b')]), label([text('a'), text('b')]))).toEqual([]);
  });

  it('is said element by element, with what was and what is', () => {
    const [a, b] = [text('a'), text('b', 3)];
    const moved = { ...b, x: 4.5, size: 5 } as LabelElement;
    expect(changesOf(label([a, b]), label([a, moved]))).toEqual([
      {
        what: 'changed',
        element: moved,
        properties: [
          { property: 'place', from: '3 / 2', to: '4.5 / 2' },
          { property: 'size', from: '4', to: '5' },
        ],
      },
    ]);
  });

  it('takes an element for the same when it only says something else', () => {
    expect(changesOf(label([text('a'), text('b', 9)]), label([text('a'), text('c', 9)]))).toMatchObject([
      { what: 'changed', properties: [{ property: 'text', from: 'b', to: 'c' }] },
    ]);
  });

  it('tells what came and what went', () => {
    const box: LabelElement = { kind: 'box', x: 1, y: 1, width: 5, height: 5, thickness: 1 };
    expect(changesOf(label([text('a'), text('b')]), label([text('b'), box]))).toEqual([
      { what: 'removed', element: text('a') },
      { what: 'added', element: box },
    ]);
  });

  it('tells another order, and what happened inside of groups', () => {
    const group = (elements: LabelElement[]): LabelElement => ({ kind: 'group', id: 'g', x: 0, y: 0, elements });
    expect(changesOf(label([text('a'), text('b')]), label([text('b'), text('a')]))).toEqual([{ what: 'order' }]);
    expect(changesOf(label([group([text('a')])]), label([group([text('a', 7)])]))).toMatchObject([
      { what: 'changed', properties: [{ property: 'place', from: '1 / 2', to: '7 / 2' }] },
    ]);
  });

  it('tells of the label itself', () => {
    const after = label([], {
      name: 'B',
      stock: { width: 60, height: 30, gap: 2 },
      samples: [{ name: 's', record: {} }],
    });
    expect(changesOf(label([]), after)).toEqual([
      {
        what: 'label',
        properties: [
          { property: 'name', from: 'A', to: 'B' },
          { property: 'stock', from: '50 × 30 (3)', to: '60 × 30 (2)' },
          { property: 'samples', from: '', to: '' },
        ],
      },
    ]);
  });
});
