import type { KeyboardEvent } from 'react';
import type { LabelElement } from '../../../../shared/labels/description/elements';
import {
  duplicateSelected,
  elementsOf,
  enter,
  frameSelected,
  groupSelected,
  isHolder,
  leave,
  moveSelected,
  orderSelected,
  paste,
  removeSelected,
  select,
  selectedElements,
  ungroupSelected,
} from '../../../../shared/labels/design/design';
import { frameOf, pulled } from '../../../../shared/labels/design/frame';
import type { Editor } from './use-design';

/** What was copied last, for as long as the window lives: from one template into another as well. */
let copied: readonly LabelElement[] = [];

export const clipboard = {
  copy: (editor: Editor): void => {
    const elements = selectedElements(editor.design);
    if (elements.length > 0) copied = elements;
  },
  cut: (editor: Editor): void => {
    clipboard.copy(editor);
    editor.change(removeSelected);
  },
  paste: (editor: Editor): void => {
    if (copied.length > 0) editor.change((design) => paste(design, copied));
  },
};

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const arrow = (event: KeyboardEvent, editor: Editor): boolean => {
  const way = ways[event.key];
  if (way === undefined || editor.design.selected.length === 0) return false;
  // One millimetre, with Shift a tenth of one.
  const [dx, dy] = way.map((each) => each * (event.shiftKey ? 100 : 1000)) as [number, number];
  const mark = `arrow ${event.altKey ? 'pull' : 'move'} ${editor.design.selected.join(' ')}`;
  editor.change((design) => {
    if (!event.altKey) return moveSelected(design, dx, dy);
    const frames = selectedElements(design).map(frameOf);
    return frameSelected(
      design,
      frames.map((frame) => pulled(frame, { across: 1, down: 1 }, dx, dy)),
    );
  }, mark);
  return true;
};

/** Tab goes from element to element, and on behind the last one. */
const next = (event: KeyboardEvent, editor: Editor): boolean => {
  const count = elementsOf(editor.design).length;
  const at = editor.design.selected.at(-1);
  const to = event.shiftKey ? (at ?? count) - 1 : (at ?? -1) + 1;
  if (to < 0 || to >= count) return false;
  editor.view((design) => select(design, [to]));
  return true;
};

const withControl = (event: KeyboardEvent, editor: Editor): boolean => {
  switch (event.key.toLowerCase()) {
    case 'a':
      editor.view((design) =>
        select(
          design,
          elementsOf(design).map((_, index) => index),
        ),
      );
      return true;
    case 'c':
      clipboard.copy(editor);
      return true;
    case 'x':
      clipboard.cut(editor);
      return true;
    case 'v':
      clipboard.paste(editor);
      return true;
    case 'd':
      editor.change(duplicateSelected);
      return true;
    case 'g':
      editor.change(event.shiftKey ? ungroupSelected : groupSelected);
      return true;
    default:
      return false;
  }
};

/** Undo and redo, wherever on the page the hand is; a field being typed in has its own. */
export const pressAnywhere = (event: { readonly key: string; readonly shiftKey: boolean }, editor: Editor): boolean => {
  const key = event.key.toLowerCase();
  if (key === 'z') (event.shiftKey ? editor.redo : editor.undo)();
  else if (key === 'y') editor.redo();
  else return false;
  return true;
};

/** A key on the board; false when it is none of its keys. */
export const pressOnBoard = (event: KeyboardEvent, editor: Editor, onFields: () => void): boolean => {
  if (event.ctrlKey || event.metaKey) return withControl(event, editor);
  switch (event.key) {
    case 'Tab':
      return next(event, editor);
    case 'Enter': {
      const at = editor.design.selected.at(-1);
      if (at === undefined) return false;
      if (isHolder(elementsOf(editor.design)[at])) editor.view((design) => enter(design, at));
      else onFields();
      return true;
    }
    case 'Escape':
      editor.view((design) => (design.selected.length > 0 ? select(design, []) : leave(design)));
      return true;
    case 'Delete':
    case 'Backspace':
      editor.change(removeSelected);
      return true;
    case 'PageUp':
      editor.change((design) => orderSelected(design, event.shiftKey ? 'front' : 'forward'));
      return true;
    case 'PageDown':
      editor.change((design) => orderSelected(design, event.shiftKey ? 'back' : 'backward'));
      return true;
    default:
      return arrow(event, editor);
  }
};
