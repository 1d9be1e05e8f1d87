// A pictogram is a 64 × 64 drawing in two tones: outlines and a soft body in the text colour, parts in the accent colour.
// Both follow the page (`currentColor`, `--pictogram-accent`), so one drawing serves light, dark and high contrast.

const round = (value) => String(Math.round(value * 100) / 100);

export const rect = (x, y, width, height, radius = 0) => {
  const r = Math.min(radius, width / 2, height / 2);
  if (r === 0) return `M${x} ${y}h${width}v${height}h${-width}z`;
  const [w, h] = [round(width - 2 * r), round(height - 2 * r)];
  return `M${round(x + r)} ${y}h${w}a${r} ${r} 0 0 1 ${r} ${r}v${h}a${r} ${r} 0 0 1 ${-r} ${r}h${-w}a${r} ${r} 0 0 1 ${-r} ${-r}v${-h}a${r} ${r} 0 0 1 ${r} ${-r}z`;
};

export const circle = (x, y, r) => ellipse(x, y, r, r);

export const ellipse = (x, y, rx, ry) =>
  `M${round(x - rx)} ${y}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;

/** A part in the accent colour, without outline; drawn first where an outline goes over it. */
export const accent = (...d) => `<path fill="var(--pictogram-accent,#3b82f6)" d="${d.join('')}"/>`;

/** A part in the accent colour that only tints. */
export const tint = (...d) => `<path fill="var(--pictogram-accent,#3b82f6)" fill-opacity=".35" d="${d.join('')}"/>`;

/** The body of the thing: outline and soft fill. */
export const body = (...d) => `<path fill="currentColor" fill-opacity=".1" stroke="currentColor" d="${d.join('')}"/>`;

/** Outline without fill. */
export const line = (...d) => `<path stroke="currentColor" d="${d.join('')}"/>`;

/** A solid part in the text colour. */
export const solid = (...d) => `<path fill="currentColor" d="${d.join('')}"/>`;

/** A line in the accent colour. */
export const accentLine = (...d) => `<path stroke="var(--pictogram-accent,#3b82f6)" d="${d.join('')}"/>`;

export const picture = (...parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" fill="none" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round">${parts.join('')}</svg>`;
