export type CsvCell = string | number | null;

/**
 * Spreadsheets run texts that start so as formulas (OWASP, CSV Injection; some take the full-width signs too); an
 * apostrophe keeps them text. The JSON file has them as they are.
 */
const formulaStart = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

const encodeCell = (cell: CsvCell): string => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const safe = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows as CSV (RFC 4180). */
export const csvText = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(encodeCell).join(',')}\r\n`).join('');
