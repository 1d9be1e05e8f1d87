import { createHash, webcrypto } from 'node:crypto';
import { z } from 'zod';
import { writeDurably, type FilePort } from '../journal/file-port';
import type { Place } from '../journal/journal';
import type { Feature } from '../store/types';
import { schemaHash } from './projection';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const describedSchema = z.object({
  schema: z.string(),
  bytes: z.number().int().nonnegative(),
  /** SHA-256 of each piece of `pieceBytes`, so that they can be checked beside each other. */
  pieces: z.array(hex),
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

const pieceBytes = 8 * 1024 * 1024;
const nameOf = (n: number): string => String(n).padStart(12, '0');
const kept = 2;

/** The newest snapshot that is whole and made of these very tables, or `null`: then everything is rebuilt. */
export const readSnapshot = async (
  port: FilePort,
  folder: string,
  features: readonly Feature[],
): Promise<Snapshot | null> => {
  if (!port.exists(folder)) return null;
  const names = port
    .list(folder)
    .filter((name) => /^\d{12}\.json$/.test(name))
    .reverse();
  for (const name of names) {
    const snapshot = await readOne(port, folder, name, features);
    if (snapshot !== null) return snapshot;
  }
  return null;
};

const isPiece = async (piece: Uint8Array, expected: string | undefined): Promise<boolean> =>
  Buffer.from(await webcrypto.subtle.digest('SHA-256', piece)).toString('hex') === expected;

/** Reads the next piece while the ones before are checked in the threads of libuv. */
const readPieces = async (port: FilePort, path: string, size: number, hashes: readonly string[]) => {
  const bytes = Buffer.allocUnsafeSlow(size);
  const checks: Promise<boolean>[] = [];
  for (let at = 0; at < size; at += pieceBytes) {
    const piece = port.readRange(path, at, Math.min(pieceBytes, size - at));
    bytes.set(piece, at);
    checks.push(isPiece(piece, hashes[checks.length]));
  }
  const areGood = await Promise.all(checks);
  return areGood.length === hashes.length && areGood.every(Boolean) ? bytes : null;
};

const readOne = async (
  port: FilePort,
  folder: string,
  name: string,
  features: readonly Feature[],
): Promise<Snapshot | null> => {
  try {
    const described = describedSchema.parse(JSON.parse(new TextDecoder().decode(port.read(`${folder}/${name}`))));
    if (described.schema !== schemaHash(features)) return null;
    const path = `${folder}/${name.replace('.json', '.sqlite')}`;
    if (port.size(path) !== described.bytes) return null;
    const bytes = await readPieces(port, path, described.bytes, described.pieces);
    return bytes === null ? null : { bytes, place: described.place };
  } catch {
    // A snapshot is only a short cut: whatever is wrong with it, the journal has everything.
    return null;
  }
};

const piecesOf = (bytes: Uint8Array): string[] =>
  Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, index) =>
    createHash('sha256')
      .update(bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes))
      .digest('hex'),
  );

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
  const described = { schema: schemaHash(features), bytes: bytes.length, pieces: piecesOf(bytes), place };
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
