import { z } from 'zod';
import { writeDurably, type FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { checksum } from './checksum';
import { schemaHash } from './projection';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const describedSchema = z.object({
  schema: z.string(),
  bytes: z.number().int().nonnegative(),
  checksum: z.string(),
  place: z.object({
    head: z.object({ n: z.number().int(), hash: hex }),
    byte: z.number().int(),
    segment: z.number().int(),
  }),
});

export interface Snapshot {
  readonly bytes: Buffer;
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
    const path = `${folder}/${name.replace('.json', '.sqlite')}`;
    if (port.size(path) !== described.bytes) return null;
    const { buffer, byteOffset, byteLength } = port.read(path);
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    return checksum(bytes) === described.checksum ? { bytes, place: described.place } : null;
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
  const described = { schema: schemaHash(features), bytes: bytes.length, checksum: checksum(bytes), place };
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
