import type { Random } from './random';

export interface Inode {
  /** What programs see. */
  live: Uint8Array;
  /** What was there at the last sync. */
  safe: Uint8Array;
}

/** Disks write sectors whole. */
const sectorBytes = 512;

const sector = (bytes: Uint8Array, at: number): Uint8Array => {
  const part = new Uint8Array(sectorBytes);
  part.set(bytes.subarray(at, at + sectorBytes));
  return part;
};

/**
 * What a power cut leaves of a file that was written since its last sync: its new length or the old one, and each sector
 * that differs either as it was (zero where there was none) or as it was to be.
 */
export const cutContent = ({ live, safe }: Inode, random: Random): Uint8Array => {
  if (live === safe) return live;
  // Most file systems write back in order and lengthen the file last; some don't.
  const inOrder = random.next() < 0.5;
  const length =
    inOrder && live.length > safe.length
      ? random.integer(safe.length, live.length)
      : random.pick([live.length, safe.length]);
  const cut = new Uint8Array(length);
  for (let at = 0; at < length; at += sectorBytes) {
    const isNew = inOrder || random.next() < 0.5;
    cut.set(sector(isNew ? live : safe, at).subarray(0, length - at), at);
  }
  return cut;
};

/** A change of the names in one or two folders. */
export type NameChange =
  | { readonly kind: 'set'; readonly path: string; readonly inode: Inode | null }
  | { readonly kind: 'remove'; readonly path: string }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string };

type Names = Map<string, Inode | null>;

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const foldersOf = (change: NameChange): string[] =>
  change.kind === 'rename' ? [parentOf(change.from), parentOf(change.to)] : [parentOf(change.path)];

const apply = (names: Names, change: NameChange): void => {
  if (change.kind === 'set') names.set(change.path, change.inode);
  else if (change.kind === 'remove') names.delete(change.path);
  else
    for (const [path, inode] of Array.from(names))
      if (path === change.from || path.startsWith(`${change.from}/`)) {
        names.delete(path);
        names.set(change.to + path.slice(change.from.length), inode);
      }
};

/** A folder is synced: the changes of its names can't be lost any more. Answers those that still can. */
const settle = (safe: Names, pending: readonly NameChange[], folder: string): NameChange[] => {
  const left: NameChange[] = [];
  for (const change of pending)
    if (foldersOf(change).includes(folder)) apply(safe, change);
    else left.push(change);
  return left;
};

const isReachable = (names: Names, path: string): boolean => {
  for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder))
    if (names.get(folder) !== null) return false;
  return true;
};

/** Changes are written back in their order, so that a power cut leaves the first ones; what no folder names is gone. */
const survivors = (safe: Names, pending: readonly NameChange[], random: Random): Names => {
  const names = new Map(safe);
  const kept = random.integer(0, pending.length);
  for (const change of pending.slice(0, kept)) apply(names, change);
  return new Map([...names].filter(([path]) => isReachable(names, path)));
};

export const cutNames = { apply, settle, survivors };
