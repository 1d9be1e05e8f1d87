import { z } from 'zod';
import { writeDurably, type FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { blockSums, pageIn, type PagedBytes } from './paged-bytes';
import { isMonthName, readMonths, removeMonths, type MonthFile } from './month-files';
import { schemaHash } from './projection';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const describedSchema = z.object({
  schema: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Checksum of each block, so that it can be checked when it is read; one text, since there are thousands. */
  sums: z.string(),
  place: z.object({
    head: z.object({ n: z.number().int(), hash: hex }),
    byte: z.number().int(),
    segment: z.number().int(),
  }),
  /** Names of the closed months whose rows are not in these tables, the oldest first. */
  months: z.array(z.string().refine(isMonthName)),
});

export class SnapshotDamaged extends Error {
  override readonly name = 'SnapshotDamaged';
}

/** What to do about damage that is found while the tables are in use; never returns. */
export type OnDamage = (error: SnapshotDamaged) => never;

export interface Snapshot {
  readonly paged: PagedBytes;
  readonly place: Place;
  readonly months: readonly MonthFile[];
  /** From here on damage is told here; before, it is thrown. */
  settle(onDamage: OnDamage): void;
  close(): void;
}

const nameOf = (n: number): string => String(n).padStart(12, '0');
const kept = 2;

/** The newest snapshot that is made of these very tables and none of whose blocks was found damaged; `null`: none. */
export const openSnapshot = (port: FilePort, folder: string, features: readonly Feature[]): Snapshot | null => {
  if (!port.exists(folder)) return null;
  const names = port
    .list(folder)
    .filter((name) => /^\d{12}\.json$/.test(name))
    .reverse();
  for (const name of names) {
    const snapshot = openOne(port, folder, name, features);
    if (snapshot !== null) return snapshot;
  }
  return null;
};

const openOne = (port: FilePort, folder: string, name: string, features: readonly Feature[]): Snapshot | null => {
  try {
    const described = describedSchema.parse(JSON.parse(new TextDecoder().decode(port.read(`${folder}/${name}`))));
    if (described.schema !== schemaHash(features)) return null;
    const path = `${folder}/${name.replace('.json', '.sqlite')}`;
    if (port.size(path) !== described.bytes) return null;
    const months = readMonths(port, folder, described.months, described.schema);
    return months === null ? null : pageSnapshot(port, path, `${folder}/${name}`, described, months);
  } catch {
    // A snapshot is only a short cut: whatever is wrong with it, the journal has everything.
    return null;
  }
};

const pageSnapshot = (
  port: FilePort,
  path: string,
  description: string,
  { bytes, sums, place }: z.infer<typeof describedSchema>,
  months: readonly MonthFile[],
): Snapshot => {
  const handle = port.open(path, 'read');
  let tell: OnDamage = (error) => {
    throw error;
  };
  const paged = pageIn({
    length: bytes,
    sums,
    read: (target, position) => port.readAt(handle, target, position),
    onDamage: (cause) => {
      // Without its description it is no snapshot any more: the next start takes another, or the journal.
      port.remove(description);
      return tell(new SnapshotDamaged(path, { cause }));
    },
  });
  return {
    paged,
    place,
    months,
    settle: (onDamage) => {
      tell = onDamage;
    },
    close: () => port.close(handle),
  };
};

/** Writes a snapshot: the tables first, then their description, then the oldest ones go, and months that none stands on. */
export const writeSnapshot = (
  port: FilePort,
  folder: string,
  features: readonly Feature[],
  bytes: Uint8Array,
  place: Place,
  months: readonly string[] = [],
): void => {
  port.makeFolder(folder);
  const name = nameOf(place.head.n);
  writeDurably(port, folder, `${name}.sqlite`, bytes);
  const described = { schema: schemaHash(features), bytes: bytes.length, sums: blockSums(bytes), place, months };
  writeDurably(port, folder, `${name}.json`, new TextEncoder().encode(JSON.stringify(described)));
  const old = port
    .list(folder)
    .filter((each) => /^\d{12}\.json$/.test(each))
    .slice(0, -kept);
  for (const each of old) {
    port.remove(`${folder}/${each}`);
    port.remove(`${folder}/${each.replace('.json', '.sqlite')}`);
  }
  removeMonths(port, folder, monthsOfAll(port, folder));
};

/** What the snapshots that are left stand on; `null`: one of them can't be read, and nobody knows. */
const monthsOfAll = (port: FilePort, folder: string): ReadonlySet<string> | null => {
  const named = new Set<string>();
  for (const name of port.list(folder).filter((each) => /^\d{12}\.json$/.test(each))) {
    const described = describedSchema.safeParse(parsed(port.read(`${folder}/${name}`)));
    if (!described.success) return null;
    for (const month of described.data.months) named.add(month);
  }
  return named;
};

const parsed = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
};
