// A pictogram is a drawing on a field of 64 × 64, as a list of [tone, path]. The app gives each tone its paint (outlines and
// a soft body in the text colour, parts in the accent colour), so one drawing serves light, dark and high contrast.

/** Field of every drawing, from 0 to this. */
export const fieldSize = 64;

const round = (value) => String(Math.round(value * 100) / 100);

export const rect = (x, y, width, height, radius = 0) => {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const [w, h] = [round(width - 2 * r), round(height - 2 * r)];
  const corner = (dx, dy) => `a${r} ${r} 0 0 1 ${dx} ${dy}`;
  const sides = [`h${w}`, corner(r, r), `v${h}`, corner(-r, r), `h-${w}`, corner(-r, -r), `v-${h}`, corner(r, -r)];
  return `M${round(x + r)} ${y}${sides.join('')}z`;
};

export const ellipse = (x, y, rx, ry) =>
  `M${round(x - rx)} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

export const circle = (x, y, r) => ellipse(x, y, r, r);

/** Every tone that a drawing may use. */
export const tones = ['accent', 'tint', 'body', 'line', 'solid', 'accent-line', 'on-accent', 'on-accent-line'];

const stroke =
  (tone) =>
  (...paths) => [tone, paths.join('')];

/** A part in the accent colour, without outline; drawn first where an outline goes over it. */
export const accent = stroke('accent');
/** A part in the accent colour that only tints. */
export const tint = stroke('tint');
/** The body of the thing: outline and soft fill. */
export const body = stroke('body');
/** Outline without fill. */
export const line = stroke('line');
/** A solid part in the text colour. */
export const solid = stroke('solid');
/** A line in the accent colour. */
export const accentLine = stroke('accent-line');
/** A mark on a part in the accent colour. */
export const onAccent = stroke('on-accent');
/** A line on a part in the accent colour. */
export const onAccentLine = stroke('on-accent-line');

export const picture = (...parts) => parts;
