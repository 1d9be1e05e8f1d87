import type { Localised, TableElement } from '../description/elements';
import { listAt } from '../description/values';
import { micrometres } from '../dots';
import { cleanText } from '../text/clean-text';
import type { BoxUm, Resolved, ResolvedArea, ResolvedText } from './resolved';
import { boxUm, localised, type Scope } from './scope';
import { labelWarning } from './warnings';

/** Between a cell's edge and its text. */
const padUm = 800;
const ruleUm = 250;

type Column = TableElement['columns'][number];

const cell = (
  scope: Scope,
  table: TableElement,
  column: Column,
  text: Localised,
  box: BoxUm,
  isHead: boolean,
): ResolvedText => ({
  kind: 'text',
  element: scope.element,
  box: { ...box, x: box.x + padUm, width: Math.max(1, box.width - 2 * padUm) },
  turns: 0,
  text: cleanText(localised(scope, text)),
  style: { weight: isHead ? 'bold' : 'regular', condensed: table.condensed ?? false },
  direction: 'auto',
  sizeUm: micrometres(table.size),
  minSizeUm: Math.round(micrometres(table.size) * 0.7),
  align: column.align ?? 'start',
  valign: 'middle',
  wrap: false,
  maxLines: 1,
  lineHeight: 120,
  overflow: 'ellipsis',
  ink: 'black',
});

const cells = (scope: Scope, table: TableElement, top: BoxUm, height: number, isHead: boolean): ResolvedText[] => {
  let x = top.x;
  return table.columns.map((column) => {
    const width = micrometres(column.width);
    const box = { x, y: top.y, width, height };
    x += width;
    return cell(scope, table, column, isHead ? column.title : column.text, box, isHead);
  });
};

const rule = (element: string, box: BoxUm, thin: 'width' | 'height'): ResolvedArea => ({
  kind: 'area',
  element,
  box,
  thin,
  ink: 'black',
});

const rulesOf = (scope: Scope, table: TableElement, box: BoxUm, rows: number, rowUm: number): ResolvedArea[] => {
  const kind = table.rules ?? 'rows';
  if (kind === 'none') return [];
  const width = table.columns.reduce((sum, column) => sum + micrometres(column.width), 0);
  const flat = Array.from({ length: rows + 1 }, (_, index) => (index + 1) * rowUm).slice(
    0,
    kind === 'grid' ? undefined : -1,
  );
  const lines = (kind === 'grid' ? [0, ...flat] : flat).map((y) =>
    rule(scope.element, { x: box.x, y: box.y + y, width, height: ruleUm }, 'height'),
  );
  if (kind === 'rows') return lines;
  let x = box.x;
  const upright = [0, ...table.columns.map((column) => micrometres(column.width))].map((each) => {
    x += each;
    return rule(scope.element, { x, y: box.y, width: ruleUm, height: (rows + 1) * rowUm + ruleUm }, 'width');
  });
  return [...lines, ...upright];
};

/** A head and a row for each record, as texts and lines. */
export const resolveTable = (scope: Scope, table: TableElement): Resolved[] => {
  const box = boxUm(scope, table);
  const rowUm = micrometres(table.rowHeight);
  const records = listAt(scope.record, table.over);
  const shown = records.slice(0, Math.max(0, Math.floor(box.height / rowUm) - 1));
  if (shown.length < records.length) {
    const code = table.overflow === 'note' ? 'rows-shortened' : 'rows-left-out';
    scope.warn(labelWarning(code, scope.element, { rows: records.length - shown.length }));
  }
  const head = cells(scope, table, box, rowUm, true);
  const rows = shown.flatMap((record, index) =>
    cells(
      { ...scope, record: { ...scope.record, ...record } },
      table,
      { ...box, y: box.y + (index + 1) * rowUm },
      rowUm,
      false,
    ),
  );
  return [...head, ...rows, ...rulesOf(scope, table, box, shown.length, rowUm)];
};
