import { memo, type PointerEvent } from 'react';
import type { LabelElement } from '../../../../shared/labels/description/elements';
import type { Frame, Handle } from '../../../../shared/labels/design/frame';
import type { Guide } from '../../../../shared/labels/design/snap';
import type { LabelWarning } from '../../../../shared/labels/page/warnings';

interface ElementProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly element: LabelElement;
  readonly at: Frame;
  readonly isSelected: boolean;
  /** Its condition holds for this record. */
  readonly isShown: boolean;
  readonly faults: readonly LabelWarning[];
  readonly onTake: (event: PointerEvent<Element>) => void;
  readonly onOpen: () => void;
}

/** A line is thin; a finger is not. */
const leastPx = 14;
const widened = ({ x, y, width, height }: Frame): Frame => {
  const [spareX, spareY] = [Math.max(0, leastPx - width), Math.max(0, leastPx - height)];
  return { x: x - spareX / 2, y: y - spareY / 2, width: width + spareX, height: height + spareY };
};

/** Through an empty frame one takes what stands in it. */
const isHollow = (element: LabelElement): boolean => element.kind === 'box' && (element.fill ?? 'none') === 'none';

const mark = (faults: readonly LabelWarning[]): 'bad' | 'need' | null => {
  if (faults.some(({ severity }) => severity === 'refuse')) return 'bad';
  return faults.some(({ severity }) => severity === 'warn') ? 'need' : null;
};

/** Where an element is, what speaks against it, and the room in which it can be taken. */
export const BoardElement = ({
  id,
  name,
  label,
  element,
  at,
  isSelected,
  isShown,
  faults,
  onTake,
  onOpen,
}: ElementProps) => {
  const fault = mark(faults);
  // A handle stands at the corner of what is selected.
  const beside = isSelected ? 13 : 0;
  const state = `element${isSelected ? ' selected' : ''}${isShown ? '' : ' absent'}${fault === null ? '' : ` ${fault}`}`;
  return (
    <g id={id} className={state} role="img" aria-label={label} data-element={name} data-fault={fault ?? undefined}>
      <rect
        className={isHollow(element) ? 'hit hollow' : 'hit'}
        {...widened(at)}
        onPointerDown={onTake}
        onDoubleClick={onOpen}
      />
      <rect className="outline" {...at} />
      {fault === null ? null : (
        <g className="fault" transform={`translate(${at.x + at.width + beside}, ${at.y - beside})`}>
          <circle r="9" />
          <path d="M0 -5 V1 M0 4 V4.5" />
        </g>
      )}
    </g>
  );
};

export const Guides = memo(
  ({
    guides,
    origin,
    px,
  }: {
    guides: readonly Guide[];
    origin: { readonly x: number; readonly y: number };
    px: (um: number) => number;
  }) => (
    <g className="guides" aria-hidden="true">
      {guides.map(({ axis, at, from, to }) =>
        axis === 'x' ? (
          <line
            key={`x ${at}`}
            x1={px(at + origin.x)}
            x2={px(at + origin.x)}
            y1={px(from + origin.y) - 8}
            y2={px(to + origin.y) + 8}
          />
        ) : (
          <line
            key={`y ${at}`}
            y1={px(at + origin.y)}
            y2={px(at + origin.y)}
            x1={px(from + origin.x) - 8}
            x2={px(to + origin.x) + 8}
          />
        ),
      )}
    </g>
  ),
);

const cursors: Readonly<Record<string, string>> = {
  '0 1': 'ns-resize',
  '0 -1': 'ns-resize',
  '1 0': 'ew-resize',
  '-1 0': 'ew-resize',
  '1 1': 'nwse-resize',
  '-1 -1': 'nwse-resize',
  '1 -1': 'nesw-resize',
  '-1 1': 'nesw-resize',
};

export const Handles = ({
  at,
  handles,
  onPull,
}: {
  at: Frame;
  handles: readonly Handle[];
  onPull: (event: PointerEvent<Element>, handle: Handle) => void;
}) => (
  <g className="handles" aria-hidden="true">
    {handles.map((handle) => {
      const { across, down } = handle;
      const [x, y] = [at.x + (at.width * (across + 1)) / 2, at.y + (at.height * (down + 1)) / 2];
      return (
        <g key={`${across} ${down}`} transform={`translate(${x}, ${y})`} data-handle={`${across} ${down}`}>
          <rect className="knob" x={-5} y={-5} width={10} height={10} rx={2} />
          <rect
            className="grip"
            x={-12}
            y={-12}
            width={24}
            height={24}
            style={{ cursor: cursors[`${across} ${down}`] }}
            onPointerDown={(event) => onPull(event, handle)}
          />
        </g>
      );
    })}
  </g>
);
