import { z } from 'zod';
import { writeDurably, type FilePort } from '../journal/file-port';
import { monthSums } from './month-blocks';

const describedSchema = z.object({
  /** What the tables were made of, as in the description of a snapshot. */
  schema: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Checksum of each block; one text, since there are thousands. */
  sums: z.string(),
  rows: z.number().int().positive(),
  firstN: z.number().int().positive(),
  lastN: z.number().int().positive(),
  firstAt: z.string(),
  lastAt: z.string(),
});

/** A closed month as its description has it. */
export interface MonthFile extends z.infer<typeof describedSchema> {
  readonly name: string;
}

const entryNumber = (n: number): string => String(n).padStart(12, '0');

/**
 * By its first and last entry too: where a clock was set back one month may be closed in two files, and closed anew after
 * damage it may end elsewhere. A snapshot from before must not take that file for the one it stands on.
 */
export const monthName = (at: string, firstN: number, lastN: number): string =>
  `month-${at.slice(0, 7)}-${entryNumber(firstN)}-${entryNumber(lastN)}`;
const namePattern = /^month-\d{4}-\d{2}-\d{12}-\d{12}$/;
export const isMonthName = (name: string): boolean => namePattern.test(name);

const readOne = (port: FilePort, folder: string, name: string, schema: string): MonthFile | null => {
  try {
    const text = new TextDecoder().decode(port.read(`${folder}/${name}.json`));
    const described = describedSchema.parse(JSON.parse(text));
    const fits = described.schema === schema && port.size(`${folder}/${name}.sqlite`) === described.bytes;
    return fits ? { name, ...described } : null;
  } catch {
    return null;
  }
};

/** The closed months that a snapshot stands on; `null` where one of them is not as it was written. */
export const readMonths = (
  port: FilePort,
  folder: string,
  names: readonly string[],
  schema: string,
): readonly MonthFile[] | null => {
  const files: MonthFile[] = [];
  for (const name of names) {
    const file = readOne(port, folder, name, schema);
    if (file === null) {
      console.error(`${name} is missing or damaged: the tables are made anew from the journal`);
      return null;
    }
    files.push(file);
  }
  return files;
};

/** Writes a month: its rows, then their description. Both are durable when it returns. */
export const writeMonth = (
  port: FilePort,
  folder: string,
  file: Omit<MonthFile, 'bytes' | 'sums'>,
  bytes: Uint8Array,
): MonthFile => {
  const { name, ...facts } = file;
  const described = { ...facts, bytes: bytes.length, sums: monthSums(bytes) };
  port.makeFolder(folder);
  writeDurably(port, folder, `${name}.sqlite`, bytes);
  writeDurably(port, folder, `${name}.json`, new TextEncoder().encode(JSON.stringify(described)));
  return { name, ...described };
};

/** Without its description it is no month any more, and no snapshot that names it is one: the journal has everything. */
export const condemnMonth = (port: FilePort, folder: string, name: string): void => {
  const description = `${folder}/${name}.json`;
  if (port.exists(description)) port.remove(description);
};

/** Months that no snapshot stands on go. */
export const removeMonths = (port: FilePort, folder: string, named: ReadonlySet<string> | null): void => {
  if (named === null) return;
  for (const each of port.list(folder)) {
    const name = each.replace(/\.(?:json|sqlite)$/, '');
    if (isMonthName(name) && !named.has(name)) port.remove(`${folder}/${each}`);
  }
};
