// What the bench found, for people and for programs.

const figure = (value) =>
  value === null ? '' : value.toLocaleString('en-US', { maximumSignificantDigits: 4, useGrouping: false });

/** `ok`, `over` or `under`, or nothing where nobody set an aim. */
export function verdict({ value, ratio, aim }) {
  if (aim === undefined) return '';
  const found = aim.of === 'ratio' ? ratio : value;
  if (found === null) return 'over';
  if ('atLeast' in aim) return found >= aim.atLeast ? 'ok' : 'under';
  return found <= aim.atMost ? 'ok' : 'over';
}

const aimText = ({ aim, unit }) =>
  aim === undefined
    ? ''
    : `${'atLeast' in aim ? `≥ ${aim.atLeast}` : `≤ ${aim.atMost}`}${aim.of === 'ratio' ? ' ×' : ` ${unit}`}`;

const cells = (row) => [
  row.name,
  `${figure(row.value)} ${row.unit}`,
  row.baseline === null ? '' : `${figure(row.baseline)} ${row.unit}`,
  row.ratio === null ? '' : `${figure(row.ratio)} ×`,
  aimText(row),
  verdict(row),
];

/** @returns {string} the rows as a table of plain text */
export function tableOf(rows) {
  const lines = [['what', 'value', 'baseline', 'ratio', 'aim', ''], ...rows.map(cells)];
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const pad = (text, column) => (column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]));
  return lines.map((line) => line.map(pad).join('  ').trimEnd()).join('\n');
}

/** @returns {string} the rows as JSON: `[{name, value, unit, baseline, ratio}]` */
export const jsonOf = (rows) =>
  `${JSON.stringify(
    rows.map(({ name, value, unit, baseline, ratio }) => ({ name, value, unit, baseline, ratio })),
    null,
    1,
  )}\n`;
