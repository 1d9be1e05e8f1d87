type Point = readonly [number, number];

/** Outlines of a path that has straight lines only. */
const outlinesOf = (path: string): Point[][] =>
  path
    .split('M')
    .slice(1)
    .map((part) =>
      [...part.matchAll(/(-?[\d.]+)[ ,](-?[\d.]+)/g)].map(([, x = '0', y = '0']): Point => [Number(x), Number(y)]),
    );

/** Crossings of a horizontal line with the outlines, left to right: between each two of them the shape is filled. */
const crossings = (outlines: readonly Point[][], y: number): number[] =>
  outlines
    .flatMap((points) =>
      points.flatMap(([x, top], index) => {
        const [nextX, bottom] = points[(index + 1) % points.length] ?? [x, top];
        return top > y === bottom > y ? [] : [x + ((y - top) / (bottom - top)) * (nextX - x)];
      }),
    )
    .toSorted((one, other) => one - other);

/** A barcode's drawing (upright strokes, filled outlines) as a printer would put it on paper, so many dots to a unit. */
export const rasterOf = (svg: string, scale = 2, marginDots = 40): ImageData => {
  const [, w = '0', h = '0'] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  const [width, height] = [Number(w) * scale + 2 * marginDots, Number(h) * scale + 2 * marginDots];
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  const black = (row: number, from: number, to: number): void => {
    for (let column = Math.round(from * scale); column < Math.round(to * scale); column += 1) {
      const at = ((row + marginDots) * width + column + marginDots) * 4;
      data.fill(0, at, at + 3);
    }
  };
  const shapes = [...svg.matchAll(/<path ([^>]*)\/>/g)].map(([, attributes = '']) => ({
    stroke: Number(/stroke-width="([\d.]+)"/.exec(attributes)?.[1] ?? 0),
    outlines: outlinesOf(/ ?d="([^"]+)"/.exec(attributes)?.[1] ?? ''),
  }));
  for (let row = 0; row < Number(h) * scale; row += 1) {
    const y = (row + 0.5) / scale;
    for (const { stroke, outlines } of shapes) {
      if (stroke > 0) {
        for (const [[x, one] = [0, 0], [, other] = [0, 0]] of outlines)
          if (y > Math.min(one, other) && y < Math.max(one, other)) black(row, x - stroke / 2, x + stroke / 2);
        continue;
      }
      const edges = crossings(outlines, y);
      for (let at = 0; at + 1 < edges.length; at += 2) black(row, edges[at] ?? 0, edges[at + 1] ?? 0);
    }
  }
  return { data, width, height, colorSpace: 'srgb' };
};
