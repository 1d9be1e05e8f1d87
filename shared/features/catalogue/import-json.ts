import { z } from 'zod';
import type { ImportProblem } from '../import/file';
import { cleanText, shownValue } from '../import/text';
import { barcodeOf } from './barcodes';
import {
  cartonRecord,
  dunnageRecord,
  itemInput,
  type CartonRecord,
  type DunnageRecord,
  type ItemInput,
} from './records';

export const catalogueFormat = 'packwright.catalogue/1';

export interface ReadCatalogue {
  readonly items: readonly ItemInput[];
  readonly cartons: readonly CartonRecord[];
  readonly dunnage: readonly DunnageRecord[];
  readonly problems: readonly ImportProblem[];
  readonly rows: number;
  readonly badRows: number;
}

const part = z.array(z.unknown()).max(200_000).default([]);
const catalogueFile = z.object({ items: part, cartons: part, dunnage: part });

/** In a file a barcode may be a plain text, or a code with the quantity of its pack. */
const fileBarcode = z.union([
  z.string().min(1).max(80),
  z.object({ code: z.string().min(1).max(80), quantity: z.number().int().min(1).max(99_999).default(1) }),
]);
const fileItem = itemInput.strip().extend({ barcodes: z.array(fileBarcode).max(50).optional() });
const fileCarton = cartonRecord
  .strip()
  .extend({ stock: cartonRecord.shape.stock.default(null), barcode: cartonRecord.shape.barcode.default(null) });
const fileDunnage = dunnageRecord.strip();

/** Texts of a record as people see them; everything else as it is. */
const cleaned = (value: unknown): unknown => {
  if (typeof value === 'string') return cleanText(value.slice(0, 2000)).text;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, typeof each === 'string' ? cleaned(each) : each]),
  );
};

const nameOf = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null) return null;
  const record: Readonly<Record<string, unknown>> = { ...value };
  const id = record['sku'] ?? record['cartonId'] ?? record['dunnageId'];
  return typeof id === 'string' ? shownValue(id) : null;
};

const readPart = <T>(list: readonly unknown[], schema: z.ZodType<T>, problems: ImportProblem[]): T[] =>
  list.flatMap((raw, index) => {
    const parsed = schema.safeParse(cleaned(raw));
    if (parsed.success) return [parsed.data];
    const issue = parsed.error.issues[0];
    const field = issue?.path.map(String).join('.').slice(0, 60) ?? '';
    problems.push({
      row: index + 1,
      field: field === '' ? null : field,
      code: 'record-not-valid',
      severity: 'error',
      value: null,
      subject: nameOf(raw),
    });
    return [];
  });

const withBarcodes = ({ barcodes, ...item }: z.infer<typeof fileItem>): ItemInput =>
  barcodes === undefined
    ? item
    : {
        ...item,
        barcodes: barcodes.map((each) =>
          typeof each === 'string' ? barcodeOf(each, 1) : barcodeOf(each.code, each.quantity),
        ),
      };

/** Records of a catalogue file (`format: "packwright.catalogue/1"`), each checked on its own. `null`: it is no such file. */
export const readCatalogueJson = (file: unknown): ReadCatalogue | null => {
  const parsed = catalogueFile.safeParse(file);
  if (!parsed.success) return null;
  const problems: ImportProblem[] = [];
  const items = readPart(parsed.data.items, fileItem, problems).map(withBarcodes);
  const cartons = readPart(parsed.data.cartons, fileCarton, problems);
  const dunnage = readPart(parsed.data.dunnage, fileDunnage, problems);
  const rows = parsed.data.items.length + parsed.data.cartons.length + parsed.data.dunnage.length;
  return { items, cartons, dunnage, problems, rows, badRows: problems.length };
};
