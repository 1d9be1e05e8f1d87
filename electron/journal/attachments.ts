import { createHash } from 'node:crypto';
import { makeFolderDurably, writeDurably, type FilePort } from './file-port';

export interface Attachment {
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: string;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folderOf = (root: string, sha256: string): string => `${root}/${sha256.slice(0, 2)}`;

/** Evidence beside the journal: files named by their SHA-256, durable before an entry names them. */
export const openAttachments = (port: FilePort, root: string) => {
  /** Folders whose names this process has synced: a start that was killed may have left one that a power cut takes. */
  const settled = new Set<string>();

  const settleFolder = (folder: string): void => {
    if (settled.has(folder)) return;
    makeFolderDurably(port, folder);
    settled.add(folder);
  };

  /** A file that is there already, whole: from an earlier try, which may not have got as far as the folder. */
  const isThere = (folder: string, name: string, sha256: string): boolean => {
    const path = `${folder}/${name}`;
    if (!port.exists(path) || sha256Of(port.read(path)) !== sha256) return false;
    port.syncFolder(folder);
    return true;
  };

  return {
    /** The same bytes make the same file, so a retry writes nothing new. */
    put: (bytes: Uint8Array, kind: string): Attachment => {
      if (!/^[a-z0-9]{1,8}$/.test(kind)) throw new Error(`bad attachment kind ${kind}`);
      const sha256 = sha256Of(bytes);
      const folder = folderOf(root, sha256);
      const name = `${sha256}.${kind}`;
      settleFolder(folder);
      if (!isThere(folder, name, sha256)) writeDurably(port, folder, name, bytes);
      return { sha256, bytes: bytes.length, kind };
    },
    /** `null` when the file is missing or its bytes don't match its name. */
    get: (sha256: string): Uint8Array | null => {
      const folder = folderOf(root, sha256);
      const name = port.exists(folder) ? port.list(folder).find((each) => each.startsWith(`${sha256}.`)) : undefined;
      if (name === undefined) return null;
      const bytes = port.read(`${folder}/${name}`);
      return sha256Of(bytes) === sha256 ? bytes : null;
    },
  };
};
export type Attachments = ReturnType<typeof openAttachments>;

/** SHA-256 names of the evidence that an entry's events name: values of the form `{sha256, bytes, kind}`, at any depth. */
export const mentionedHashes = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(mentionedHashes);
  if (typeof value !== 'object' || value === null) return [];
  if ('sha256' in value && typeof value.sha256 === 'string' && 'bytes' in value && 'kind' in value)
    return [value.sha256];
  return Object.values(value).flatMap(mentionedHashes);
};
