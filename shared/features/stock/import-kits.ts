import type { ImportProblem } from '../import/file';
import { parseWhole, type DecimalMark } from '../import/numbers';
import { collectProblems } from '../import/problems';
import { readText } from '../import/read-text';
import type { RowValues } from '../import/table';
import { mostParts, type KitInput, type KitPart } from './kits';

interface ReadRow {
  readonly kit: string | null;
  readonly part: KitPart | null;
  readonly problems: readonly ImportProblem[];
}

/** One part of a kit from a row of canonical columns. Never throws. */
export const readKitRow = (row: number, values: RowValues, decimal: DecimalMark): ReadRow => {
  const problems = collectProblems(values['kit_sku'] ?? null, row);
  const kit = readText(values, 'kit_sku', problems, { max: 60, required: true });
  const sku = readText(values, 'part_sku', problems, { max: 60, required: true });
  const raw = values['part_quantity'];
  const quantity = raw === undefined ? null : parseWhole(raw, decimal);
  if (raw === undefined) problems.error('part_quantity', 'missing');
  else if (quantity === null || quantity < 1) problems.error('part_quantity', 'not-a-whole-number', raw);
  else if (quantity > 10_000) problems.error('part_quantity', 'out-of-range', raw);
  const isGood = sku !== null && quantity !== null && !problems.hasErrors();
  return { kit, part: isGood ? { sku, quantity } : null, problems: problems.problems };
};

interface Source {
  readonly row: number;
  readonly values: RowValues;
}

export interface ReadKits {
  readonly kits: readonly KitInput[];
  readonly problems: readonly ImportProblem[];
  readonly badRows: number;
}

const stays = (row: number, kit: string, code: string): ImportProblem => ({
  row,
  field: null,
  code,
  severity: 'error',
  value: null,
  subject: kit.slice(0, 100),
});

/**
 * Whole bills of materials, or none: a kit with a line that can't be read must not come in without it. `broken` are lines that
 * nobody can read at all; the kits beside them may be theirs.
 */
export const readKits = (rows: readonly Source[], broken: readonly number[], decimal: DecimalMark): ReadKits => {
  const groups = new Map<string, { row: number; parts: KitPart[]; lines: number; isWhole: boolean }>();
  const problems: ImportProblem[] = [];
  let badRows = 0;
  const byRow: { readonly row: number; readonly kit: string }[] = [];
  for (const { row, values } of rows) {
    const read = readKitRow(row, values, decimal);
    problems.push(...read.problems);
    if (read.kit === null) {
      badRows += 1;
      continue;
    }
    byRow.push({ row, kit: read.kit });
    const group = groups.get(read.kit) ?? { row, parts: [], lines: 0, isWhole: true };
    groups.set(read.kit, group);
    group.lines += 1;
    if (read.part === null) group.isWhole = false;
    else group.parts.push(read.part);
  }
  for (const fault of broken)
    for (const each of [byRow.findLast(({ row }) => row < fault), byRow.find(({ row }) => row > fault)]) {
      const group = each === undefined ? undefined : groups.get(each.kit);
      if (group !== undefined) group.isWhole = false;
    }
  const kits: KitInput[] = [];
  for (const [sku, { row, parts, lines, isWhole }] of groups) {
    if (isWhole && parts.length <= mostParts) kits.push({ row, sku, parts });
    else {
      badRows += lines;
      problems.push(stays(row, sku, isWhole ? 'kit-too-many-parts' : 'kit-has-broken-line'));
    }
  }
  return { kits, problems, badRows };
};
