import type { Size } from '../../shared/units';

interface Piece {
  readonly sku: string;
  readonly size: Size;
  readonly fragile: boolean;
}

const hues = ['#5b9bd5', '#d9a441', '#7db86a', '#a58cd0', '#e0c84f', '#d98080', '#6fc0c0', '#c99a6b'];

/** Isometric projection: x to the right and down, y to the left and down, z up. */
const project = (x: number, y: number, z: number): readonly [number, number] => [(x - y) * 0.866, (x + y) * 0.5 - z];

const points = (corners: readonly (readonly [number, number, number])[]): string =>
  corners
    .map(([x, y, z]) =>
      project(x, y, z)
        .map((value) => value.toFixed(1))
        .join(','),
    )
    .join(' ');

const Cuboid = ({
  at,
  size,
  fill,
}: {
  at: readonly [number, number, number];
  size: readonly [number, number, number];
  fill: string;
}) => {
  const [x, y, z] = at;
  const [l, w, h] = size;
  return (
    <g stroke="var(--card)" strokeWidth={3} strokeLinejoin="round" fill={fill}>
      <polygon
        points={points([
          [x, y + w, z],
          [x + l, y + w, z],
          [x + l, y + w, z + h],
          [x, y + w, z + h],
        ])}
        fillOpacity={0.82}
      />
      <polygon
        points={points([
          [x + l, y, z],
          [x + l, y + w, z],
          [x + l, y + w, z + h],
          [x + l, y, z + h],
        ])}
        fillOpacity={0.64}
      />
      <polygon
        points={points([
          [x, y, z + h],
          [x + l, y, z + h],
          [x + l, y + w, z + h],
          [x, y + w, z + h],
        ])}
      />
    </g>
  );
};

/** Rows on shelves: only a picture of how much is in, not a packing plan. */
const arrange = (
  pieces: readonly Piece[],
  inner: Size,
): { at: readonly [number, number, number]; size: readonly [number, number, number]; fill: string }[] => {
  const skus = [...new Set(pieces.map((piece) => piece.sku))];
  let x = 0;
  let y = 0;
  let z = 0;
  let row = 0;
  let shelf = 0;
  return pieces.map((piece) => {
    // Lying on its largest side, as most people would put it in.
    const [long = 0, middle = 0, flat = 0] = [piece.size.lengthMm, piece.size.widthMm, piece.size.heightMm].sort(
      (a, b) => b - a,
    );
    const l = Math.min(long, inner.lengthMm);
    const w = Math.min(middle, inner.widthMm);
    const h = Math.min(flat, inner.heightMm);
    if (x + l > inner.lengthMm) {
      x = 0;
      y += row;
      row = 0;
    }
    if (y + w > inner.widthMm) {
      x = 0;
      y = 0;
      row = 0;
      z += shelf;
      shelf = 0;
    }
    const placed = {
      at: [x, y, z] as const,
      size: [l, w, h] as const,
      fill: hues[skus.indexOf(piece.sku) % hues.length] ?? '#5b9bd5',
    };
    x += l;
    row = Math.max(row, w);
    shelf = Math.max(shelf, h);
    return placed;
  });
};

/** The chosen box with what is in it, drawn to scale. */
export const BoxPicture = ({ inner, pieces, label }: { inner: Size; pieces: readonly Piece[]; label: string }) => {
  const { lengthMm: l, widthMm: w, heightMm: h } = inner;
  const placed = arrange(pieces, inner).sort((a, b) => a.at[2] - b.at[2] || a.at[0] + a.at[1] - b.at[0] - b.at[1]);
  const top = Math.max(h, ...placed.map(({ at, size }) => at[2] + size[2]));
  const left = -w * 0.866;
  const width = (l + w) * 0.866;
  const height = (l + w) * 0.5 + top;
  const pad = Math.max(width, height) * 0.03;
  const edge = { fill: 'none', stroke: 'currentColor', strokeWidth: 2, vectorEffect: 'non-scaling-stroke' } as const;
  return (
    <svg
      className="box-picture"
      viewBox={`${left - pad} ${-top - pad} ${width + 2 * pad} ${height + 2 * pad}`}
      role="img"
      aria-label={label}
      preserveAspectRatio="xMidYMid meet"
    >
      <polygon
        points={points([
          [0, 0, 0],
          [l, 0, 0],
          [l, w, 0],
          [0, w, 0],
        ])}
        {...edge}
        fill="var(--raised)"
        fillOpacity={0.7}
      />
      <polyline
        points={points([
          [0, 0, 0],
          [0, 0, h],
          [l, 0, h],
          [l, 0, 0],
        ])}
        {...edge}
        strokeOpacity={0.5}
      />
      <polyline
        points={points([
          [0, 0, h],
          [0, w, h],
          [0, w, 0],
        ])}
        {...edge}
        strokeOpacity={0.5}
      />
      {placed.map((each, index) => (
        <Cuboid key={index} {...each} />
      ))}
      <polyline
        points={points([
          [0, w, 0],
          [l, w, 0],
          [l, 0, 0],
        ])}
        {...edge}
      />
      <polyline
        points={points([
          [l, w, 0],
          [l, w, h],
        ])}
        {...edge}
      />
      <polygon
        points={points([
          [0, 0, h],
          [l, 0, h],
          [l, w, h],
          [0, w, h],
        ])}
        {...edge}
      />
      <polyline
        points={points([
          [0, w, 0],
          [0, w, h],
        ])}
        {...edge}
      />
      <polyline
        points={points([
          [l, 0, 0],
          [l, 0, h],
        ])}
        {...edge}
      />
    </svg>
  );
};
