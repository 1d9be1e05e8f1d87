import { z } from 'zod';

export const tableKinds = ['orders', 'items', 'stock', 'kits'] as const;
export type TableKind = (typeof tableKinds)[number];

export const massUnits = ['mg', 'g', 'kg', 'lb', 'oz'] as const;
export const lengthUnits = ['mm', 'cm', 'in'] as const;

const field = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/);

/** How a table's columns become canonical fields. Learned once per header, then used for every file that has it. */
export const mapping = z
  .object({
    kind: z.enum(tableKinds),
    /** Canonical field → columns (from 0); several are joined with a space (first name, last name). */
    columns: z.record(field, z.array(z.number().int().min(0).max(999)).min(1).max(4)),
    /** Canonical field → the same text for every row, e.g. the country of a shop that ships at home only. */
    constants: z.record(field, z.string().min(1).max(200)),
    /** Unit of a weight without one. */
    weightUnit: z.enum(massUnits),
    lengthUnit: z.enum(lengthUnits),
    /** `auto`: from the figures and the separator of the file. */
    decimal: z.enum(['auto', '.', ',']),
  })
  .strict();
export type Mapping = z.infer<typeof mapping>;

export const emptyMapping = (kind: TableKind): Mapping => ({
  kind,
  columns: {},
  constants: {},
  weightUnit: kind === 'items' ? 'g' : 'kg',
  lengthUnit: 'mm',
  decimal: 'auto',
});
