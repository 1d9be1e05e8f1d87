import type { Failure, Result } from '../../shared/result';
import type { FilePort } from '../journal/file-port';
import { verifyFolder } from '../journal/verify';
import type { SignedState } from '../journal/verify-checkpoints';
import type { Head } from '../journal/format';
import { scanJournal, segmentNumbers, type JournalScan } from '../journal/scan';
import { verifySlice } from '../journal/verify-slice';
import { backupStore, type BackupInfo } from './backup';
import { lockFolder } from './lock';
import { isOwnBackup } from './may-restore';
import { finishRestore, restoreBackup } from './restore';

const usage = `packwright verify <data folder> [--head N:HASH] [--key KEY]   check every entry, signature and piece of evidence; name the first bad one
packwright verify-slice <file> [--key KEY]          check an exported part of a record, without the rest of it
packwright head <data folder>                      print how far the record goes, as N:HASH
packwright backup <data folder> <target folder>    copy the record and check the copy
packwright restore <backup folder> <data folder>   put a checked backup in place; what was there is kept beside it;
                                                   asks for the recovery code where that station did not sign it

Exit status: 0 good, 1 bad, 2 wrong use.`;

type Print = (line: string) => void;
/** A line that somebody types in answer; `null`: nobody is there. */
export type Ask = (question: string) => string | null;

const parseHead = (text: string | undefined): Head | null => {
  const found = /^(\d+):([0-9a-f]{64})$/.exec(text ?? '');
  return found === null ? null : { n: Number(found[1]), hash: found[2] ?? '' };
};

/** A key's name as it stands on the slip: 32 hex digits, in groups or not. */
const parseKey = (text: string | undefined): string | null => {
  const plain = (text ?? '').replaceAll(/[\s:-]/g, '').toLowerCase();
  return /^[0-9a-f]{32}$/.test(plain) ? plain : null;
};

interface VerifyOptions {
  readonly path: string;
  readonly head: Head | null;
  readonly key: string | null;
}

/** `null`: wrong use. */
const verifyOptions = (args: readonly string[]): VerifyOptions | null => {
  const [path, ...options] = args;
  if (path === undefined) return null;
  let wish: VerifyOptions = { path, head: null, key: null };
  for (let at = 0; at < options.length; at += 2) {
    const head = options[at] === '--head' ? parseHead(options[at + 1]) : null;
    const key = options[at] === '--key' ? parseKey(options[at + 1]) : null;
    if (head === null && key === null) return null;
    wish = { path, head: head ?? wish.head, key: key ?? wish.key };
  }
  return wish;
};

const signedText = ({ checkpoints, last, isTrusted }: SignedState): string => {
  if (last === null) return 'Nothing in it is signed.';
  const trust = isTrusted === null ? 'compare its key with the end-of-day slip' : 'the given key stands for it';
  return `${checkpoints} signed checkpoints, all good; the newest covers up to entry ${last.n}, signed ${last.at} with key ${last.keyId} (${trust}).`;
};

const verify = (port: FilePort, args: readonly string[], print: Print): number => {
  const options = verifyOptions(args);
  if (options === null) return misuse(print);
  const verdict = verifyFolder(port, options.path, options.head, undefined, options.key);
  if (!verdict.ok) {
    print(`BAD: ${verdict.text}`);
    return 1;
  }
  if (verdict.tornBytes > 0)
    print(`${verdict.tornBytes} bytes after the last entry were never acknowledged (a torn end).`);
  print(`${verdict.endProved ? 'GOOD: complete up to the given head' : 'consistent; a missing end can’t be seen'}.`);
  print(signedText(verdict.signed));
  print(
    `${verdict.head.n} entries, ${verdict.attachments} pieces of evidence, head ${verdict.head.n}:${verdict.head.hash}`,
  );
  return 0;
};

const verifyPart = (port: FilePort, args: readonly string[], print: Print): number => {
  const options = verifyOptions(args);
  if (options === null || options.head !== null) return misuse(print);
  if (!port.exists(options.path)) {
    print(`BAD: no file ${options.path}`);
    return 1;
  }
  const verdict = verifySlice(port.read(options.path), options.key);
  if (!verdict.ok) {
    print(`BAD: ${verdict.text}`);
    return 1;
  }
  const numbers = verdict.entries.map(({ n }) => n);
  const trust = verdict.isTrusted === null ? 'compare its key with the end-of-day slip' : 'the given key stands for it';
  print(
    `GOOD: ${numbers.length} entries from ${numbers[0]} to ${numbers.at(-1)}, ${verdict.evidence} pieces of evidence.`,
  );
  print(
    `Each entry stands under a signed checkpoint; the file was signed ${verdict.signedAt} with key ${verdict.keyId} (${trust}).`,
  );
  return 0;
};

const misuse = (print: Print): number => {
  print(usage);
  return 2;
};

/** How far the record goes, or what is wrong with it. */
const scanned = (port: FilePort, folder: string, print: Print): JournalScan | null => {
  if (segmentNumbers(port, `${folder}/journal`).length === 0) {
    print(`BAD: no journal in ${folder}`);
    return null;
  }
  const scan = scanJournal(port, `${folder}/journal`, null, () => undefined);
  if (scan.broken === null) return scan;
  print(`BAD: entry ${scan.broken.n} in ${scan.broken.file}`);
  return null;
};

const head = (port: FilePort, [folder]: readonly string[], print: Print): number => {
  if (folder === undefined) return misuse(print);
  const scan = scanned(port, folder, print);
  if (scan === null) return 1;
  print(`${scan.head.n}:${scan.head.hash}`);
  return 0;
};

/** The folder must not be in use: a half-copied command would be no backup. */
const locked = (folder: string, print: Print, act: () => number): number => {
  const lock = lockFolder(folder);
  if (!lock.ok) {
    print('Packwright is running on this folder: close it first, or use Backups in the app.');
    return 1;
  }
  try {
    return act();
  } finally {
    lock.value.release();
  }
};

const badText = ({ code, details }: Failure): string =>
  `BAD: ${[code, ...Object.entries(details ?? {}).map(([key, value]) => `${key} ${value}`)].join(', ')}`;

const backup = (port: FilePort, [folder, target]: readonly string[], print: Print): number => {
  if (folder === undefined || target === undefined) return misuse(print);
  return locked(folder, print, () => {
    const scan = scanned(port, folder, print);
    if (scan === null) return 1;
    const result = backupStore(port, { folder, target, place: scan.end, now: new Date() });
    print(result.ok ? `${result.value.folder}: ${result.value.entries} entries, checked` : badText(result.failure));
    return result.ok ? 0 : 1;
  });
};

const codeQuestion =
  'This station did not sign that backup. Its people and roles would hold here, so make sure whose it is.\n' +
  'Recovery code of this station, or of the one that made the backup: ';

/** Asks for the recovery code only where one is needed. */
const putBack = (port: FilePort, from: string, folder: string, ask: Ask): Result<BackupInfo> => {
  const result = restoreBackup(port, from, folder, new Date());
  if (result.ok || result.failure.code !== 'recovery-code-needed') return result;
  const code = ask(codeQuestion);
  return code === null ? result : restoreBackup(port, from, folder, new Date(), code);
};

const restore = (port: FilePort, [from, folder]: readonly string[], print: Print, ask: Ask): number => {
  if (from === undefined || folder === undefined) return misuse(print);
  return locked(folder, print, () => {
    if (finishRestore(port, folder)) print('A restore that was begun before has been finished first.');
    const isOwn = isOwnBackup(port, from, folder);
    const result = putBack(port, from, folder, ask);
    print(
      result.ok
        ? `Restored ${result.value.entries} entries of ${result.value.at}. Numbers jump past a reserve; orders that were open wait for a supervisor.`
        : badText(result.failure),
    );
    if (result.ok && !isOwn)
      print('This station did not sign that backup: the record says so, and by whom it was restored.');
    return result.ok ? 0 : 1;
  });
};

/** Runs one command line; answers the exit status. */
export const runCli = (port: FilePort, args: readonly string[], print: Print, ask: Ask): number => {
  const [command, ...rest] = args;
  switch (command) {
    case 'verify':
      return verify(port, rest, print);
    case 'verify-slice':
      return verifyPart(port, rest, print);
    case 'head':
      return head(port, rest, print);
    case 'backup':
      return backup(port, rest, print);
    case 'restore':
      return restore(port, rest, print, ask);
    default:
      return misuse(print);
  }
};
