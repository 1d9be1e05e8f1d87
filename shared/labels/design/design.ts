import type { LabelDescription } from '../description/description';
import type { GroupElement, LabelElement, RepeatElement } from '../description/elements';
import { micrometres } from '../dots';
import { alignFrames, distributeFrames, reordered, type Alignment, type Order } from './arrange';
import { allowedMove, type Frame, framed, frameOf, isAllowed, moved, unionOfFrames } from './frame';

/** A label on the drawing board: which list of its elements is being worked on, and what is selected in it. */
export interface Design {
  readonly description: LabelDescription;
  /** Places of the groups that were gone into, from outside; empty: the label itself. */
  readonly inside: readonly number[];
  /** Places in that list, in order. */
  readonly selected: readonly number[];
}

export const designOf = (description: LabelDescription): Design => ({ description, inside: [], selected: [] });

type Holder = GroupElement | RepeatElement;
export const isHolder = (element: LabelElement | undefined): element is Holder =>
  element?.kind === 'group' || element?.kind === 'repeat';

/** The groups that were gone into. */
export const holdersOf = ({ description, inside }: Design): readonly Holder[] => {
  const holders: Holder[] = [];
  let elements: readonly LabelElement[] = description.elements;
  for (const at of inside) {
    const holder = elements[at];
    if (!isHolder(holder)) break;
    holders.push(holder);
    elements = holder.elements;
  }
  return holders;
};

export const elementsOf = (design: Design): readonly LabelElement[] =>
  holdersOf(design).at(-1)?.elements ?? design.description.elements;

/** Where the list's own corner lies on the label, in micrometres. */
export const originOf = (design: Design): { readonly x: number; readonly y: number } =>
  holdersOf(design).reduce((origin, { x, y }) => ({ x: origin.x + micrometres(x), y: origin.y + micrometres(y) }), {
    x: 0,
    y: 0,
  });

/** The room of the list: the label, or one cell of a repeated group. */
export const roomOf = (design: Design): Frame => {
  const holder = holdersOf(design).at(-1);
  const { width, height } = design.description.stock;
  if (holder?.kind === 'repeat')
    return {
      x: 0,
      y: 0,
      width: Math.round(micrometres(holder.width) / (holder.columns ?? 1)),
      height: micrometres(holder.pitch),
    };
  const origin = originOf(design);
  return { x: -origin.x, y: -origin.y, width: micrometres(width), height: micrometres(height) };
};

/** What warnings call an element: its id, or its place. */
export const nameOfElement = ({ description, inside }: Design, index: number): string => {
  let name = 'elements';
  let elements: readonly LabelElement[] = description.elements;
  for (const [depth, at] of [...inside, index].entries()) {
    const element = elements[at];
    name = element?.id ?? `${name}.${at}`;
    // Warnings of a repeated group say which of its cells; it is looked at by its first.
    if (element?.kind === 'repeat' && depth < inside.length) name = `${name}.0`;
    elements = isHolder(element) ? element.elements : [];
  }
  return name;
};

const withList = (
  elements: readonly LabelElement[],
  [at, ...deeper]: readonly number[],
  list: readonly LabelElement[],
): readonly LabelElement[] => {
  if (at === undefined) return list;
  return elements.map((element, index) =>
    index === at && isHolder(element) ? { ...element, elements: withList(element.elements, deeper, list) } : element,
  );
};

export const withElements = (
  design: Design,
  list: readonly LabelElement[],
  selected: readonly number[] = design.selected,
): Design => ({
  ...design,
  description: { ...design.description, elements: [...withList(design.description.elements, design.inside, list)] },
  selected,
});

export const selectedElements = (design: Design): readonly LabelElement[] => {
  const list = elementsOf(design);
  return design.selected.flatMap((at) => list[at] ?? []);
};

export const withSelected = (design: Design, change: (element: LabelElement) => LabelElement): Design =>
  withElements(
    design,
    elementsOf(design).map((element, index) => (design.selected.includes(index) ? change(element) : element)),
  );

export const select = (design: Design, selected: readonly number[]): Design => {
  const list = elementsOf(design);
  const places = [...new Set(selected)].filter((at) => list[at] !== undefined).toSorted((a, b) => a - b);
  return { ...design, selected: places };
};

export const enter = (design: Design, index: number): Design =>
  isHolder(elementsOf(design)[index]) ? { ...design, inside: [...design.inside, index], selected: [] } : design;

export const leave = (design: Design): Design => {
  const at = design.inside.at(-1);
  return at === undefined ? design : { ...design, inside: design.inside.slice(0, -1), selected: [at] };
};

export const moveSelected = (design: Design, dx: number, dy: number): Design => {
  const by = allowedMove(selectedElements(design).map(frameOf), dx, dy);
  return by.dx === 0 && by.dy === 0 ? design : withSelected(design, (element) => moved(element, by.dx, by.dy));
};

/** New frames for what is selected, in its order. */
export const frameSelected = (design: Design, frames: readonly Frame[]): Design => {
  let next = 0;
  return withSelected(design, (element) => {
    const frame = frames[next];
    next += 1;
    return frame === undefined ? element : framed(element, frame);
  });
};

export const alignSelected = (design: Design, alignment: Alignment): Design =>
  frameSelected(design, alignFrames(selectedElements(design).map(frameOf), roomOf(design), alignment));

/** Wide ones that overlap would go back far beyond the label's edge: then all stay where they are. */
export const distributeSelected = (design: Design, axis: 'x' | 'y'): Design => {
  const frames = distributeFrames(selectedElements(design).map(frameOf), axis);
  return frames.every(isAllowed) ? frameSelected(design, frames) : design;
};

export const orderSelected = (design: Design, order: Order): Design => {
  const list = elementsOf(design);
  const places = reordered(list.length, new Set(design.selected), order);
  if (places.every((from, to) => from === to)) return design;
  const selected = places.flatMap((from, to) => (design.selected.includes(from) ? [to] : []));
  return withElements(
    design,
    places.flatMap((from) => list[from] ?? []),
    selected,
  );
};

export const removeSelected = (design: Design): Design =>
  design.selected.length === 0
    ? design
    : withElements(
        design,
        elementsOf(design).filter((_, index) => !design.selected.includes(index)),
        [],
      );

/** A copy has no id: ids are unique within a label. */
export const withoutIds = (element: LabelElement): LabelElement => {
  const { id: _id, ...rest } = element;
  return isHolder(rest) ? { ...rest, elements: rest.elements.map(withoutIds) } : rest;
};

/** Puts elements on top, selected. */
export const insert = (design: Design, added: readonly LabelElement[]): Design => {
  const list = elementsOf(design);
  return withElements(
    design,
    [...list, ...added],
    added.map((_, index) => list.length + index),
  );
};

/** So far beside the original, in micrometres, that a copy is seen. */
const copyOffset = 2000;

export const paste = (design: Design, elements: readonly LabelElement[]): Design =>
  insert(
    design,
    elements.map((element) => moved(withoutIds(element), copyOffset, copyOffset)),
  );

export const duplicateSelected = (design: Design): Design => paste(design, selectedElements(design));

/** What is selected becomes one group, where the topmost of it was. */
export const groupSelected = (design: Design): Design => {
  const chosen = selectedElements(design);
  if (chosen.length === 0) return design;
  const corner = unionOfFrames(chosen.map(frameOf));
  const group: GroupElement = {
    kind: 'group',
    x: corner.x / 1000,
    y: corner.y / 1000,
    elements: chosen.map((element) => moved(element, -corner.x, -corner.y)),
  };
  const rest = elementsOf(design).filter((_, index) => !design.selected.includes(index));
  const place = (design.selected.at(-1) ?? 0) + 1 - chosen.length;
  return withElements(design, [...rest.slice(0, place), group, ...rest.slice(place)], [place]);
};

const shownUnder = (element: LabelElement, condition: GroupElement['show']): LabelElement => {
  if (condition === undefined) return element;
  return { ...element, show: element.show === undefined ? condition : { all: [condition, element.show] } };
};

/** The elements of selected groups stand by themselves again, each under the group's condition. */
export const ungroupSelected = (design: Design): Design => {
  const selected: number[] = [];
  const list = elementsOf(design).map((element, index) => ({ element, isChosen: design.selected.includes(index) }));
  const flat: LabelElement[] = [];
  for (const { element, isChosen } of list) {
    const parts =
      isChosen && element.kind === 'group'
        ? element.elements.map((each) =>
            shownUnder(moved(each, micrometres(element.x), micrometres(element.y)), element.show),
          )
        : [element];
    for (const part of parts) {
      if (isChosen) selected.push(flat.length);
      flat.push(part);
    }
  }
  return withElements(design, flat, selected);
};
