import { createHash } from 'node:crypto';
import { mentionedHashes } from './attachments';
import type { FilePort } from './file-port';
import type { Head } from './format';
import { scanJournal, segmentNumbers } from './scan';

export type Verdict =
  | {
      readonly ok: true;
      readonly head: Head;
      readonly attachments: number;
      readonly tornBytes: number;
      readonly endProved: boolean;
    }
  | { readonly ok: false; readonly n: number; readonly text: string };

const attachmentFault = (port: FilePort, root: string, sha256: string): string | null => {
  const folder = `${root}/${sha256.slice(0, 2)}`;
  const name = port.exists(folder) ? port.list(folder).find((each) => each.startsWith(`${sha256}.`)) : undefined;
  if (name === undefined) return 'is missing';
  return createHash('sha256')
    .update(port.read(`${folder}/${name}`))
    .digest('hex') === sha256
    ? null
    : 'was altered';
};

/**
 * Checks a whole data folder: every byte of the chain, every piece of evidence that it names, and, when a head is
 * given, that the record reaches it. Without a head an end that was cut off can't be seen.
 */
export const verifyFolder = (port: FilePort, folder: string, head: Head | null): Verdict => {
  const journal = `${folder}/journal`;
  if (segmentNumbers(port, journal).length === 0) return { ok: false, n: 1, text: `no journal in ${folder}` };
  let fault: { n: number; text: string } | null = null;
  let attachments = 0;
  let atHead: string | null = head === null || head.n > 0 ? null : head.hash;
  const scan = scanJournal(port, journal, null, (entry, hash) => {
    if (entry.n === head?.n) atHead = hash;
    for (const sha256 of mentionedHashes(entry.events)) {
      attachments += 1;
      const why = fault === null ? attachmentFault(port, `${folder}/attachments`, sha256) : null;
      if (why !== null) fault = { n: entry.n, text: `entry ${entry.n}: evidence ${sha256} ${why}` };
    }
  });
  const found = fault as { n: number; text: string } | null;
  if (found !== null && (scan.broken === null || found.n < scan.broken.n)) return { ok: false, ...found };
  if (scan.broken !== null) {
    const { file, byte, n, why } = scan.broken;
    return { ok: false, n, text: `entry ${n} is the first bad one: ${file} byte ${byte} (${why})` };
  }
  if (head !== null && atHead !== head.hash) {
    const text =
      scan.head.n < head.n
        ? `the record ends at entry ${scan.head.n}; entries up to ${head.n} are missing`
        : `entry ${head.n} is not the one that the head names`;
    return { ok: false, n: Math.min(head.n, scan.head.n + 1), text };
  }
  return { ok: true, head: scan.head, attachments, tornBytes: scan.tornBytes, endProved: head !== null };
};
