import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import {
  elementsOf,
  enter,
  isHolder,
  nameOfElement,
  originOf,
  roomOf,
  select,
} from '../../../../shared/labels/design/design';
import { frameOf, handlesOf, pullOf, type Frame, type Handle } from '../../../../shared/labels/design/frame';
import { holds } from '../../../../shared/labels/description/conditions';
import type { LabelRecord } from '../../../../shared/labels/description/values';
import type { LabelWarning } from '../../../../shared/labels/page/warnings';
import { BoardElement, Guides, Handles } from './board-parts';
import { useElementWords } from './element-words';
import { pressOnBoard } from './keys';
import { Ruler } from './rulers';
import { usePaint, type Dots } from './use-dots';
import { useDrag } from './use-drag';
import type { Editor } from './use-design';

export interface BoardProps {
  readonly editor: Editor;
  readonly dots: Dots | null;
  readonly record: LabelRecord;
  readonly scale: number;
  readonly grid: boolean;
  readonly warnings: readonly LabelWarning[];
  /** Goes to the fields of what is selected. */
  readonly onFields: () => void;
}

/** The label at scale, drawn by the dots that will be printed; what is on it can be taken by hand or by key. */
export const Board = ({ editor, dots, record, scale, grid, warnings, onFields }: BoardProps) => {
  const { t } = useTranslation();
  const words = useElementWords();
  const { design } = editor;
  const canvas = usePaint(dots);
  const svg = useRef<SVGSVGElement>(null);
  const drag = useDrag(editor, scale, grid);
  const { width, height } = design.description.stock;
  const elements = elementsOf(design);
  const origin = originOf(design);
  const px = (um: number): number => (um * scale) / 1000;
  const toList = (x: number, y: number): { x: number; y: number } => {
    const at = svg.current?.getBoundingClientRect();
    const um = (value: number): number => Math.round((value * 1000) / scale);
    return { x: um(x - (at?.left ?? 0)) - origin.x, y: um(y - (at?.top ?? 0)) - origin.y };
  };
  const place = (frame: Frame): Frame => ({
    x: px(frame.x + origin.x),
    y: px(frame.y + origin.y),
    width: px(frame.width),
    height: px(frame.height),
  });
  const take = (event: PointerEvent<Element>, index: number): void => {
    const isTaken = design.selected.includes(index);
    if (event.shiftKey || event.ctrlKey) {
      const next = isTaken ? design.selected.filter((at) => at !== index) : [...design.selected, index];
      editor.view((each) => select(each, next));
      return;
    }
    const from = isTaken ? design : select(design, [index]);
    editor.view(() => from);
    drag.begin(event, { what: 'move' }, from);
  };
  const takeArea = (event: PointerEvent<Element>): void => {
    const also = event.shiftKey ? design.selected : [];
    editor.view((each) => select(each, also));
    drag.begin(event, { what: 'area', also }, design);
  };
  const pull = (event: PointerEvent<Element>, handle: Handle): void => {
    event.stopPropagation();
    drag.begin(event, { what: 'pull', handle }, design);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && drag.cancel()) event.preventDefault();
    else if (pressOnBoard(event, editor, onFields)) event.preventDefault();
  };
  const room = place(roomOf(design));
  const current = design.selected.at(-1);
  const single = design.selected.length === 1 ? elements[design.selected[0] ?? -1] : undefined;
  const said = design.selected.flatMap((at) => {
    const element = elements[at];
    if (element === undefined) return [];
    const { kind, text } = words(element);
    const { x, y } = frameOf(element);
    return [t('designer.at', { element: `${kind} ${text}`, x: x / 1000, y: y / 1000 })];
  });
  return (
    <div className="sheet">
      <span className="ruler-corner" aria-hidden="true" />
      <Ruler axis="x" lengthMm={width} scale={scale} />
      <Ruler axis="y" lengthMm={height} scale={scale} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application takes keys of its own */}
      <div
        className="paper"
        style={{ width: width * scale, height: height * scale }}
        role="application"
        tabIndex={0}
        aria-label={t('designer.board')}
        aria-describedby="board-keys"
        aria-activedescendant={current === undefined ? undefined : `element-${current}`}
        onKeyDown={onKeyDown}
        data-board
        data-selected={design.selected.join(' ')}
      >
        <canvas ref={canvas} className={dots === null ? 'dots waiting' : 'dots'} data-dots={dots?.wish.dpi} />
        {grid ? <span className="grid-lines" style={{ backgroundSize: `${scale * 5}px ${scale * 5}px` }} /> : null}
        <svg
          ref={svg}
          className="overlay"
          width={width * scale}
          height={height * scale}
          onPointerDown={takeArea}
          onPointerMove={(event) => drag.move(event, toList)}
          onPointerUp={drag.end}
          onPointerCancel={() => drag.cancel()}
        >
          {design.inside.length > 0 ? <rect className="room" {...room} /> : null}
          {elements.map((element, index) => {
            const name = nameOfElement(design, index);
            const { kind, text } = words(element);
            return (
              <BoardElement
                // Its place is what it is known by, for the selection as for the keys.
                key={index}
                id={`element-${index}`}
                name={name}
                label={`${kind} ${text}`}
                element={element}
                at={place(frameOf(element))}
                isSelected={design.selected.includes(index)}
                isShown={holds(element.show, record)}
                faults={warnings.filter(
                  (warning) => warning.element === name || warning.element.startsWith(`${name}.`),
                )}
                onTake={(event) => {
                  event.stopPropagation();
                  take(event, index);
                }}
                onOpen={() => {
                  if (isHolder(element)) editor.view((each) => enter(each, index));
                  else onFields();
                }}
              />
            );
          })}
          <Guides guides={drag.guides} origin={origin} px={px} />
          {drag.area === null ? null : <rect className="area" {...place(drag.area)} />}
          {single === undefined ? null : (
            <Handles at={place(frameOf(single))} handles={handlesOf(pullOf(single))} onPull={pull} />
          )}
        </svg>
      </div>
      <p className="sr" id="board-keys">
        {t('designer.boardKeys')}
      </p>
      <p className="sr" role="status">
        {said.join('. ')}
      </p>
    </div>
  );
};
