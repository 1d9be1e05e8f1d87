import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { makeFolderDurably, syncOrStop, writeAll, type FilePort } from './file-port';
import { indexSlots, slotBytes, type Kept } from './seal-slots';

/** More than one command ever adds. */
const settledSlots = 1024;
const nonceBytes = 12;
const tagBytes = 16;

const digestOf = (subject: string): Buffer => createHash('sha256').update(subject).digest();

/** Before sealed evidence; the digest of its subject follows, then what was sealed. */
const evidenceMark = Buffer.from('PACKWRIGHT SEALED 1\n');
const digestBytes = 32;

const seal = (key: Uint8Array, plain: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

const unseal = (key: Uint8Array, bytes: Uint8Array): Buffer | null => {
  if (bytes.length < nonceBytes + tagBytes) return null;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
};

const hexOf = (digest: Uint8Array): string =>
  Buffer.from(digest.buffer, digest.byteOffset, digest.length).toString('hex');

const isDestroyed = (key: Uint8Array): boolean => key.every((byte) => byte === 0);

/**
 * Keys of sealed personal data, one for each subject (an order, a person), in a file of fixed slots so that a key can be
 * overwritten. New keys are kept back until `flush`, which makes them durable before the entry that needs them.
 */
export const openSeals = (port: FilePort, path: string) => {
  const folder = path.slice(0, path.lastIndexOf('/'));
  const existing = port.exists(path) ? port.read(path) : new Uint8Array();
  // A torn last slot belongs to an entry that was never acknowledged.
  let slots = Math.floor(existing.length / slotBytes);
  const findOld = indexSlots(existing.subarray(0, slots * slotBytes));
  /** Keys that this process made, by their digests in hex. */
  const added = new Map<string, Kept>();
  let fresh: { digest: Buffer; key: Uint8Array }[] = [];
  /** Until this process has synced the folders, a power cut may still take the file. */
  let settled = false;

  const find = (digest: Uint8Array): Kept | null => added.get(hexOf(digest)) ?? findOld(digest);

  const keyFor = (digest: Buffer): Uint8Array => {
    const known = find(digest)?.key ?? fresh.find((each) => each.digest.equals(digest))?.key;
    // What is sealed for somebody who was erased can never be read: its key is kept nowhere.
    if (known !== undefined) return isDestroyed(known) ? new Uint8Array(randomBytes(32)) : known;
    const key = new Uint8Array(randomBytes(32));
    fresh.push({ digest, key });
    return key;
  };

  const usableKey = (digest: Uint8Array): Uint8Array | null => {
    // What this very command has sealed it can also read.
    const kept = find(digest) ?? fresh.find((each) => each.digest.equals(digest)) ?? null;
    return kept === null || isDestroyed(kept.key) ? null : kept.key;
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
    seal: (subject: string, plain: string): string =>
      seal(keyFor(digestOf(subject)), Buffer.from(plain, 'utf8')).toString('base64'),
    unseal: (subject: string, sealed: string): string | null => {
      const key = usableKey(digestOf(subject));
      return key === null ? null : (unseal(key, Buffer.from(sealed, 'base64'))?.toString('utf8') ?? null);
    },
    /** Evidence that holds personal data (a label's address): unreadable once the subject's key is gone. */
    sealEvidence: (subject: string, bytes: Uint8Array): Uint8Array => {
      const digest = digestOf(subject);
      return Buffer.concat([evidenceMark, digest, seal(keyFor(digest), bytes)]);
    },
    /** Evidence as it was handed in, sealed or not; `null` once it was erased. */
    openEvidence: (bytes: Uint8Array): Uint8Array | null => {
      const body = evidenceMark.length + digestBytes;
      if (!evidenceMark.equals(bytes.subarray(0, evidenceMark.length))) return bytes;
      const key = usableKey(bytes.subarray(evidenceMark.length, body));
      return key === null ? null : unseal(key, bytes.subarray(body));
    },
    /** Makes the new keys durable. Throws like any write; the keys then stay unused. */
    flush: (): void => {
      if (fresh.length === 0 && slots === 0) return;
      settle();
      if (fresh.length === 0) return;
      const pending = fresh;
      fresh = [];
      writeSlots(slots * slotBytes, Buffer.concat(pending.flatMap(({ digest, key }) => [digest, key])));
      for (const { digest, key } of pending) {
        added.set(hexOf(digest), { key, slot: slots });
        slots += 1;
      }
    },
    /** Forgets keys of a command that was refused or failed. */
    drop: (): void => {
      fresh = [];
    },
    /** Erases a person: what was sealed for the subject can never be read again; the chain stays provable. */
    destroy: (subject: string): boolean => {
      const found = find(digestOf(subject));
      if (found === null) return false;
      if (isDestroyed(found.key)) return true;
      settle();
      writeSlots(found.slot * slotBytes + 32, new Uint8Array(32));
      found.key.fill(0);
      return true;
    },
  };
};
export type Seals = ReturnType<typeof openSeals>;
