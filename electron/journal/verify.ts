import { createHash } from 'node:crypto';
import type { OnProgress } from '../host-port';
import { mentionedHashes } from './attachments';
import type { FilePort } from './file-port';
import type { Head } from './format';
import { createMeter } from './meter';
import { scanJournal, segmentNumbers } from './scan';
import { createCheckpointCheck, type SignedState } from './verify-checkpoints';

export type Verdict =
  | {
      readonly ok: true;
      readonly head: Head;
      readonly attachments: number;
      readonly tornBytes: number;
      readonly endProved: boolean;
      readonly signed: SignedState;
    }
  | { readonly ok: false; readonly n: number; readonly text: string };

interface Fault {
  readonly n: number;
  readonly text: string;
}

/** What is wrong with a piece of evidence; each folder is listed once, each file read once. */
const createEvidenceCheck = (port: FilePort, root: string) => {
  const folders = new Map<string, ReadonlyMap<string, string>>();
  const good = new Set<string>();
  const filesOf = (folder: string): ReadonlyMap<string, string> => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const names = port.exists(folder) ? port.list(folder) : [];
    const listed = new Map(names.map((name) => [name.slice(0, 64), name]));
    folders.set(folder, listed);
    return listed;
  };
  return (sha256: string): string | null => {
    if (good.has(sha256)) return null;
    const folder = `${root}/${sha256.slice(0, 2)}`;
    const name = filesOf(folder).get(sha256);
    if (name === undefined) return 'is missing';
    const found = createHash('sha256')
      .update(port.read(`${folder}/${name}`))
      .digest('hex');
    if (found !== sha256) return 'was altered';
    good.add(sha256);
    return null;
  };
};

const headFault = (head: Head, found: Head, atHead: string | null): Fault | null => {
  if (atHead === head.hash) return null;
  const text =
    found.n < head.n
      ? `the record ends at entry ${found.n}; entries up to ${head.n} are missing`
      : `entry ${head.n} is not the one that the head names`;
  return { n: Math.min(head.n, found.n + 1), text };
};

const strangerText = ({ last }: SignedState): string =>
  last === null
    ? 'nothing in the record is signed'
    : `the newest checkpoint (entry ${last.n}) was not signed by the given key, nor by one that it let in`;

/**
 * Checks a whole data folder: every byte of the chain, every signature in it, every piece of evidence that it names, and,
 * when a head is given, that the record reaches it. Without a head an end that was cut off can't be seen.
 */
export const verifyFolder = (
  port: FilePort,
  folder: string,
  head: Head | null,
  onProgress: OnProgress = () => undefined,
  key: string | null = null,
): Verdict => {
  const journal = `${folder}/journal`;
  if (segmentNumbers(port, journal).length === 0) return { ok: false, n: 1, text: `no journal in ${folder}` };
  const evidenceFault = createEvidenceCheck(port, `${folder}/attachments`);
  const meter = createMeter(port, journal, onProgress);
  const faults: Fault[] = [];
  const checkpoints = createCheckpointCheck(key);
  let attachments = 0;
  let atHead: string | null = head === null || head.n > 0 ? null : head.hash;
  const scan = scanJournal(port, journal, null, (entry, hash, end) => {
    if (entry.n === head?.n) atHead = hash;
    meter(end);
    const unsigned = checkpoints.entry(entry, hash);
    if (unsigned !== null) faults.push({ n: entry.n, text: `the signature in entry ${entry.n} is bad: ${unsigned}` });
    for (const sha256 of mentionedHashes(entry.events)) {
      attachments += 1;
      const why = faults.length === 0 ? evidenceFault(sha256) : null;
      if (why !== null) faults.push({ n: entry.n, text: `entry ${entry.n}: evidence ${sha256} ${why}` });
    }
  });
  const [fault] = faults;
  if (fault !== undefined && (scan.broken === null || fault.n < scan.broken.n)) return { ok: false, ...fault };
  if (scan.broken !== null) {
    const { file, byte, n, why } = scan.broken;
    return { ok: false, n, text: `entry ${n} is the first bad one: ${file} byte ${byte} (${why})` };
  }
  const missing = head === null ? null : headFault(head, scan.head, atHead);
  if (missing !== null) return { ok: false, ...missing };
  const signed = checkpoints.state();
  if (signed.isTrusted === false) return { ok: false, n: signed.last?.n ?? 1, text: strangerText(signed) };
  return { ok: true, head: scan.head, attachments, tornBytes: scan.tornBytes, endProved: head !== null, signed };
};
