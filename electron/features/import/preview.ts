import { readItem } from '../../../shared/features/catalogue/import-items';
import { fieldsOf, missingFields } from '../../../shared/features/import/fields';
import type { ImportProblem } from '../../../shared/features/import/file';
import { guessMapping } from '../../../shared/features/import/layouts';
import type { Mapping } from '../../../shared/features/import/mapping';
import type { ImportPreview } from '../../../shared/features/import/queries';
import { mapRow, type ImportTable } from '../../../shared/features/import/table';
import type { SourceRow } from '../../../shared/features/orders/import-lines';
import { groupRows, readOrder } from '../../../shared/features/orders/import-orders';
import { readKitRow } from '../../../shared/features/stock/import-kits';
import { readStock } from '../../../shared/features/stock/import-stock';
import { decimalOf } from './read-file';

export interface Sample {
  readonly header: readonly string[];
  readonly sample: readonly (readonly string[])[];
}

const problemsOf = (
  rows: readonly SourceRow[],
  mapping: Mapping,
  table: ImportTable,
  settings: { timeZone: string; currency: string },
): ImportProblem[] => {
  const decimal = decimalOf(table, mapping);
  const { weightUnit, lengthUnit } = mapping;
  if (mapping.kind === 'items')
    return rows.flatMap(
      ({ row, values }) =>
        readItem(row, values, { decimal, weightUnit, lengthUnit, currency: settings.currency }).problems,
    );
  if (mapping.kind === 'stock') return rows.flatMap(({ row, values }) => readStock(row, values, decimal).problems);
  if (mapping.kind === 'kits') return rows.flatMap(({ row, values }) => readKitRow(row, values, decimal).problems);
  return groupRows(rows).flatMap((group) => readOrder(group, { timeZone: settings.timeZone, decimal }).problems);
};

/** What the first rows of a file become under a mapping. */
export const previewSample = (
  { header, sample }: Sample,
  given: Mapping | null,
  settings: { readonly timeZone: string; readonly currency: string },
): ImportPreview => {
  const mapping = given ?? guessMapping(header);
  const rows = sample.map((cells, index) => ({ row: index + 1, cells }));
  const table: ImportTable = { header, rows, faults: [], decimalFallback: '.' };
  const mapped = rows.map(({ row, cells }) => ({ row, values: mapRow(cells, mapping) }));
  const problems = problemsOf(mapped, mapping, table, settings);
  return {
    header,
    sample,
    mapping,
    fields: fieldsOf(mapping.kind).map(({ field, required }) => ({ field, required })),
    missing: missingFields(mapping.kind, mapping.columns, mapping.constants),
    rows: mapped.map(({ row, values }) => ({
      values,
      problems: problems
        .filter((each) => each.row === row)
        .map(({ field, code, severity }) => ({ field, code, severity })),
    })),
  };
};
