import { cleanText } from './text';
import type { Mapping } from './mapping';

export interface TableRow {
  /** Line of the file, from 1. */
  readonly row: number;
  readonly cells: readonly string[];
}

export interface ImportTable {
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
  /** Lines that are no rows at all. */
  readonly faults: readonly { readonly row: number; readonly code: string; readonly cells: readonly string[] }[];
  /** The decimal mark to assume where the figures prove none. */
  readonly decimalFallback: '.' | ',';
}

/** Canonical fields of one row, raw but trimmed; a field that the row leaves empty is absent. */
export type RowValues = Readonly<Record<string, string>>;

/** Header text as it is compared: case, spaces and punctuation don't count. */
export const headerKey = (header: string): string =>
  cleanText(header.slice(0, 200))
    .text.toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_+|_+$/g, '');

/** One row under a mapping. Lines inside a cell stay (gift messages have some). */
export const mapRow = (cells: readonly string[], { columns, constants }: Mapping): RowValues => {
  const values: Record<string, string> = {};
  for (const [field, indexes] of Object.entries(columns)) {
    const text = indexes
      .map((index) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '')
      .join(' ');
    if (text !== '') values[field] = text;
  }
  for (const [field, text] of Object.entries(constants)) values[field] ??= text;
  return values;
};
