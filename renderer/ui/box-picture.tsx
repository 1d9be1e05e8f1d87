import { memo, useMemo } from 'react';
import type { Size } from '../../shared/units';
import { arrangeBox } from './arrange-box';
import './box-picture.css';

export interface BoxPiece {
  readonly lineId: string;
  readonly size: Size;
}

type Point = readonly [number, number, number];

/** Isometric: length to the right and down, width to the left and down, height up. The eye is in front of the far corner. */
const project = ([x, y, z]: Point): readonly [number, number] => [(x - y) * 0.866, (x + y) * 0.5 - z];

const path = (corners: readonly Point[]): string =>
  corners
    .map((corner) =>
      project(corner)
        .map((value) => value.toFixed(1))
        .join(','),
    )
    .join(' ');

/** The three sides that the eye sees. */
const faces = ([x, y, z]: Point, [l, w, h]: Point): readonly { readonly side: string; readonly corners: Point[] }[] => {
  const [ex, ey, ez] = [x + l, y + w, z + h];
  return [
    {
      side: 'left',
      corners: [
        [x, ey, z],
        [ex, ey, z],
        [ex, ey, ez],
        [x, ey, ez],
      ],
    },
    {
      side: 'right',
      corners: [
        [ex, y, z],
        [ex, ey, z],
        [ex, ey, ez],
        [ex, y, ez],
      ],
    },
    {
      side: 'top',
      corners: [
        [x, y, ez],
        [ex, y, ez],
        [ex, ey, ez],
        [x, ey, ez],
      ],
    },
  ];
};

/** How many colours the look has for lines; a thirteenth line has the first one's again. */
const lineColours = 12;

/** Colour of a line's goods, in the picture and beside the line. */
export const lineColour = (lineIds: readonly string[], lineId: string): string =>
  `var(--line-${(Math.max(0, lineIds.indexOf(lineId)) % lineColours) + 1})`;

interface CuboidProps {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly l: number;
  readonly w: number;
  readonly h: number;
  readonly colour: string;
}

/** Most pieces lie where they lay before the last scan: they are not drawn again. */
const Cuboid = memo(({ x, y, z, l, w, h, colour }: CuboidProps) => (
  <g className="piece" color={colour}>
    {faces([x, y, z], [l, w, h]).map(({ side, corners }) => (
      <polygon key={side} className={side} points={path(corners)} />
    ))}
  </g>
));

const Outline = ({ corners, kind }: { corners: readonly Point[]; kind: string }) => (
  <polyline className={`box-edge ${kind}`} points={path(corners)} />
);

/** The chosen box, open, with what is in it, drawn to scale: a picture of how full it is, not a packing plan. */
export const BoxPicture = ({
  inner,
  pieces,
  lineIds,
  label,
  restText,
}: {
  inner: Size;
  pieces: readonly BoxPiece[];
  /** Lines of the order, which give the colours. */
  lineIds: readonly string[];
  label: string;
  /** Says how many pieces found no place in the picture. */
  restText: (count: number) => string;
}) => {
  const { placed, left } = useMemo(() => arrangeBox(pieces, inner), [pieces, inner]);
  const { lengthMm: l, widthMm: w, heightMm: h } = inner;
  const [width, height] = [(l + w) * 0.866, (l + w) * 0.5 + h];
  const pad = Math.max(width, height) * 0.02;
  return (
    <div className="box-picture">
      <svg
        viewBox={`${-w * 0.866 - pad} ${-h - pad} ${width + 2 * pad} ${height + 2 * pad}`}
        role="img"
        aria-label={label}
        preserveAspectRatio="xMidYMid meet"
      >
        <polygon
          className="box-wall floor"
          points={path([
            [0, 0, 0],
            [l, 0, 0],
            [l, w, 0],
            [0, w, 0],
          ])}
        />
        <polygon
          className="box-wall back-right"
          points={path([
            [0, 0, 0],
            [l, 0, 0],
            [l, 0, h],
            [0, 0, h],
          ])}
        />
        <polygon
          className="box-wall back-left"
          points={path([
            [0, 0, 0],
            [0, w, 0],
            [0, w, h],
            [0, 0, h],
          ])}
        />
        {placed.map(({ piece, at, size }, index) => (
          <Cuboid
            key={index}
            x={at[0]}
            y={at[1]}
            z={at[2]}
            l={size[0]}
            w={size[1]}
            h={size[2]}
            colour={lineColour(lineIds, piece.lineId)}
          />
        ))}
        <polygon
          className="box-front"
          points={path([
            [0, w, 0],
            [l, w, 0],
            [l, w, h],
            [0, w, h],
          ])}
        />
        <polygon
          className="box-front"
          points={path([
            [l, 0, 0],
            [l, w, 0],
            [l, w, h],
            [l, 0, h],
          ])}
        />
        <Outline
          kind=""
          corners={[
            [0, 0, h],
            [l, 0, h],
            [l, w, h],
            [0, w, h],
            [0, 0, h],
          ]}
        />
        <Outline
          kind=""
          corners={[
            [0, w, h],
            [0, w, 0],
            [l, w, 0],
            [l, 0, 0],
            [l, 0, h],
          ]}
        />
        <Outline
          kind=""
          corners={[
            [l, w, 0],
            [l, w, h],
          ]}
        />
      </svg>
      {left.length === 0 ? null : <p className="quiet">{restText(left.length)}</p>}
    </div>
  );
};
