import { createHash } from 'node:crypto';
import { writeDurably, type FilePort } from './file-port';

export interface Attachment {
  readonly sha256: string;
  readonly bytes: number;
  readonly kind: string;
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const folderOf = (root: string, sha256: string): string => `${root}/${sha256.slice(0, 2)}`;

/** Evidence beside the journal: files named by their SHA-256, durable before an entry names them. */
export const openAttachments = (port: FilePort, root: string) => ({
  /** The same bytes make the same file, so a retry writes nothing new. */
  put: (bytes: Uint8Array, kind: string): Attachment => {
    if (!/^[a-z0-9]{1,8}$/.test(kind)) throw new Error(`bad attachment kind ${kind}`);
    const sha256 = sha256Of(bytes);
    const folder = folderOf(root, sha256);
    if (!port.exists(`${folder}/${sha256}.${kind}`)) {
      const isNew = !port.exists(folder);
      port.makeFolder(folder);
      if (isNew) port.syncFolder(root);
      writeDurably(port, folder, `${sha256}.${kind}`, bytes);
    }
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
});
export type Attachments = ReturnType<typeof openAttachments>;

/** SHA-256 names of the evidence that an entry's events name: values of the form `{sha256, bytes, kind}`, at any depth. */
export const mentionedHashes = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(mentionedHashes);
  if (typeof value !== 'object' || value === null) return [];
  if ('sha256' in value && typeof value.sha256 === 'string' && 'bytes' in value && 'kind' in value)
    return [value.sha256];
  return Object.values(value).flatMap(mentionedHashes);
};
