import { createHash } from 'node:crypto';
import { z } from 'zod';
import { writeDurably, type FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { schemaHash } from './projection';

const describedSchema = z.object({
  schema: z.string(),
  sha256: z.string(),
  place: z.object({
    head: z.object({ n: z.number().int(), hash: z.string().length(64) }),
    byte: z.number().int(),
    segment: z.number().int(),
  }),
});

export interface Snapshot {
  readonly bytes: Uint8Array;
  readonly place: Place;
}

const nameOf = (n: number): string => String(n).padStart(12, '0');
const kept = 2;

/** The newest snapshot that is whole and made of these very tables, or `null`: then everything is rebuilt. */
export const readSnapshot = (port: FilePort, folder: string, features: readonly Feature[]): Snapshot | null => {
  if (!port.exists(folder)) return null;
  const names = port
    .list(folder)
    .filter((name) => /^\d{12}\.json$/.test(name))
    .reverse();
  for (const name of names) {
    const snapshot = readOne(port, folder, name, features);
    if (snapshot !== null) return snapshot;
  }
  return null;
};

const readOne = (port: FilePort, folder: string, name: string, features: readonly Feature[]): Snapshot | null => {
  try {
    const described = describedSchema.parse(JSON.parse(new TextDecoder().decode(port.read(`${folder}/${name}`))));
    if (described.schema !== schemaHash(features)) return null;
    const bytes = port.read(`${folder}/${name.replace('.json', '.sqlite')}`);
    return createHash('sha256').update(bytes).digest('hex') === described.sha256
      ? { bytes, place: described.place }
      : null;
  } catch {
    // A snapshot is only a short cut: whatever is wrong with it, the journal has everything.
    return null;
  }
};

/** Writes a snapshot: the tables first, then their description, then the oldest ones go. */
export const writeSnapshot = (
  port: FilePort,
  folder: string,
  features: readonly Feature[],
  bytes: Uint8Array,
  place: Place,
): void => {
  port.makeFolder(folder);
  const name = nameOf(place.head.n);
  writeDurably(port, folder, `${name}.sqlite`, bytes);
  const described = { schema: schemaHash(features), sha256: createHash('sha256').update(bytes).digest('hex'), place };
  writeDurably(port, folder, `${name}.json`, new TextEncoder().encode(JSON.stringify(described)));
  const old = port
    .list(folder)
    .filter((each) => /^\d{12}\.json$/.test(each))
    .slice(0, -kept);
  for (const each of old) {
    port.remove(`${folder}/${each}`);
    port.remove(`${folder}/${each.replace('.json', '.sqlite')}`);
  }
};
