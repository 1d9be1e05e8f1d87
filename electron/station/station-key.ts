import { generateKeyPairSync } from 'node:crypto';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../files/write-atomically';
import { keyIdOf, privateKeyFrom, publicKeyOf, signText } from '../journal/signatures';

/** The operating system's own safe for secrets, where it has one. */
export interface KeySafe {
  isThere(): boolean;
  lock(text: string): Uint8Array;
  /** Throws when it was locked by another user or machine. */
  open(bytes: Uint8Array): string;
}

export interface StationKey {
  readonly keyId: string;
  readonly publicKey: string;
  sign(text: string): string;
}

/** `system`: locked by the system's safe; `file`: readable by this user alone, and by whoever is this user. */
const fileSchema = z.object({ format: z.literal(1), kept: z.enum(['system', 'file']), key: z.string() }).strict();
export type KeyKept = z.infer<typeof fileSchema>['kept'];

const keyOf = (der: Uint8Array): StationKey => {
  const privateKey = privateKeyFrom(der);
  const publicKey = publicKeyOf(privateKey);
  return { keyId: keyIdOf(publicKey), publicKey, sign: (text) => signText(privateKey, text) };
};

/**
 * Private keys in files of their own, outside of what a backup takes along: who has a backup can't sign with it. `next`
 * is a key that the record does not know yet.
 */
export const openStationKeys = (folder: string, safe: KeySafe) => {
  const pathOf = (name: 'station' | 'next'): string => join(folder, `${name}.key`);

  const read = async (name: 'station' | 'next'): Promise<StationKey | null> => {
    try {
      const { kept, key } = fileSchema.parse(JSON.parse(await readFile(pathOf(name), 'utf8')));
      const bytes = Buffer.from(key, 'base64');
      return keyOf(kept === 'system' ? Buffer.from(safe.open(bytes), 'base64') : bytes);
    } catch {
      // Missing, damaged, or locked by somebody else: it signs no more, and a new one is recorded.
      return null;
    }
  };

  return {
    read,
    make: async (name: 'station' | 'next'): Promise<StationKey> => {
      const der = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
      const kept: KeyKept = safe.isThere() ? 'system' : 'file';
      const key = kept === 'system' ? Buffer.from(safe.lock(der.toString('base64'))) : der;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeAtomically(pathOf(name), JSON.stringify({ format: 1, kept, key: key.toString('base64') }), 0o600);
      return keyOf(der);
    },
    /** The record knows it: it takes the old one's place. */
    promote: (): Promise<void> => rename(pathOf('next'), pathOf('station')),
    dropNext: (): Promise<void> => rm(pathOf('next'), { force: true }),
  };
};
export type StationKeys = ReturnType<typeof openStationKeys>;
