import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { makeFolderDurably, syncOrStop, writeAll, type FilePort } from './file-port';

/** One slot: 32 bytes digest of the subject, 32 bytes key. A destroyed key is a slot whose key is all zero. */
const slotBytes = 64;
/** More than one command ever adds. */
const settledSlots = 1024;
const nonceBytes = 12;
const tagBytes = 16;

const digestOf = (subject: string): string => createHash('sha256').update(subject).digest('hex');

const seal = (key: Uint8Array, plain: string): string => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
};

const unseal = (key: Uint8Array, sealed: string): string | null => {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
};

const readSlots = (bytes: Uint8Array): Map<string, { key: Uint8Array; slot: number }> => {
  const keys = new Map<string, { key: Uint8Array; slot: number }>();
  for (let slot = 0; (slot + 1) * slotBytes <= bytes.length; slot += 1) {
    const at = slot * slotBytes;
    keys.set(Buffer.from(bytes.subarray(at, at + 32)).toString('hex'), {
      key: bytes.slice(at + 32, at + slotBytes),
      slot,
    });
  }
  return keys;
};

/**
 * Keys of sealed personal data, one for each subject (an order, a person), in a file of fixed slots so that a key can be
 * overwritten. New keys are kept back until `flush`, which makes them durable before the entry that needs them.
 */
export const openSeals = (port: FilePort, path: string) => {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const existing = port.exists(path) ? port.read(path) : new Uint8Array();
  // A torn last slot belongs to an entry that was never acknowledged.
  let slots = Math.floor(existing.length / slotBytes);
  const keys = readSlots(existing.subarray(0, slots * slotBytes));
  let fresh: { digest: string; key: Uint8Array }[] = [];
  /** Until this process has synced the folders, a power cut may still take the file. */
  let settled = false;

  const keyFor = (subject: string): Uint8Array => {
    const digest = digestOf(subject);
    const known = keys.get(digest)?.key ?? fresh.find((each) => each.digest === digest)?.key;
    if (known !== undefined) return known;
    const key = new Uint8Array(randomBytes(32));
    fresh.push({ digest, key });
    return key;
  };

  const writeSlots = (position: number, bytes: Uint8Array): void => {
    const handle = port.open(path, port.exists(path) ? 'update' : 'create');
    try {
      writeAll(port, handle, bytes, position);
      syncOrStop(port, handle);
    } finally {
      port.close(handle);
    }
  };

  /**
   * Once in a process: a start that was killed before its sync, or saw it fail, may have left keys in the page cache
   * only. What could have been written last is written again, before an entry relies on it.
   */
  const settle = (): void => {
    if (settled) return;
    makeFolderDurably(port, folder);
    const from = Math.max(0, slots - settledSlots) * slotBytes;
    writeSlots(from, existing.subarray(from, slots * slotBytes));
    port.syncFolder(folder);
    settled = true;
  };

  return {
    /** Keys that are on disk, destroyed ones among them. */
    count: (): number => slots,
    seal: (subject: string, plain: string): string => seal(keyFor(subject), plain),
    unseal: (subject: string, sealed: string): string | null => {
      const key = keys.get(digestOf(subject))?.key;
      return key === undefined || key.every((byte) => byte === 0) ? null : unseal(key, sealed);
    },
    /** Makes the new keys durable. Throws like any write; the keys then stay unused. */
    flush: (): void => {
      if (fresh.length === 0 && keys.size === 0) return;
      settle();
      if (fresh.length === 0) return;
      const pending = fresh;
      fresh = [];
      writeSlots(
        slots * slotBytes,
        Buffer.concat(pending.map(({ digest, key }) => Buffer.concat([Buffer.from(digest, 'hex'), key]))),
      );
      for (const { digest, key } of pending) {
        keys.set(digest, { key, slot: slots });
        slots += 1;
      }
    },
    /** Forgets keys of a command that was refused or failed. */
    drop: (): void => {
      fresh = [];
    },
    /** Erases a person: what was sealed for the subject can never be read again; the chain stays provable. */
    destroy: (subject: string): boolean => {
      const found = keys.get(digestOf(subject));
      if (found === undefined) return false;
      settle();
      const zero = new Uint8Array(32);
      writeSlots(found.slot * slotBytes + 32, zero);
      found.key = zero;
      return true;
    },
  };
};
export type Seals = ReturnType<typeof openSeals>;
