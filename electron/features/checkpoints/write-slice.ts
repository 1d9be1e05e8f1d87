import { createHash } from 'node:crypto';
import { mostSliceEntries, type SliceWish } from '../../../shared/features/checkpoints/slice';
import { keySet } from '../../../shared/features/checkpoints/events';
import { fail, ok, type Result } from '../../../shared/result';
import { mentionedHashes, openAttachments } from '../../journal/attachments';
import { readEntries } from '../../journal/entry-range';
import { syncOrStop, writeAll } from '../../journal/file-port';
import type { JournalEntry } from '../../journal/format';
import { openPaths } from '../../journal/merkle';
import { encodeSliceLine, type SliceLine } from '../../journal/slice';
import type { TaskContext } from '../../store/types';
import { checkpointOver } from './read';
import { entriesNaming, wantedTexts } from './choose-entries';

export interface SliceTask {
  /** The data folder. */
  readonly record: string;
  readonly wish: SliceWish;
  /** File that is written; its signature comes after. */
  readonly file: string;
}

export interface SliceBody {
  /** Of all that was written. */
  readonly sha256: string;
  readonly entries: number;
}

/** Numbers of the entries wished for, in their order. */
const choose = (context: TaskContext, { record, wish }: SliceTask): Result<readonly number[]> => {
  const { db, port, onProgress } = context;
  if (wish.by === 'entries') {
    const count = Math.max(0, wish.to - wish.from + 1);
    if (count > mostSliceEntries) return fail('slice-too-large', { most: mostSliceEntries });
    return ok(Array.from({ length: count }, (_, index) => wish.from + index));
  }
  const texts = wantedTexts(db, wish);
  if (texts === null) return fail('slice-empty');
  const found = entriesNaming(port, `${record}/journal`, texts, onProgress);
  return found.length > mostSliceEntries ? fail('slice-too-large', { most: mostSliceEntries }) : ok(found);
};

type Checkpoint = Extract<SliceLine, { checkpoint: unknown }>['checkpoint'];

/** The entries under one checkpoint, each with its way to the root. */
const linesUnder = (
  { port }: TaskContext,
  { record }: SliceTask,
  checkpoint: Checkpoint,
  wanted: ReadonlySet<number>,
): { readonly lines: readonly SliceLine[]; readonly entries: readonly JournalEntry[] } => {
  const hashes: string[] = [];
  const found: { readonly n: number; readonly json: string; readonly previous: string }[] = [];
  const entries: JournalEntry[] = [];
  readEntries(port, `${record}/journal`, { from: checkpoint.from, to: checkpoint.n }, (line) => {
    hashes.push(line.hash);
    if (!wanted.has(line.n)) return;
    entries.push(line.entry());
    found.push({ n: line.n, json: line.json(), previous: line.previous });
  });
  const pathOf = openPaths(hashes);
  return {
    entries,
    lines: found.map(({ n, json, previous }) => ({
      entry: { json, previous, checkpoint: checkpoint.n, path: [...pathOf(n - checkpoint.from)] },
    })),
  };
};

const evidenceLines = (context: TaskContext, { record }: SliceTask, named: readonly string[]): readonly SliceLine[] => {
  const attachments = openAttachments(context.port, `${record}/attachments`);
  return [...new Set(named)].flatMap((sha256): SliceLine[] => {
    const bytes = attachments.get(sha256);
    return bytes === null
      ? []
      : [{ evidence: { sha256, kind: 'file', base64: Buffer.from(bytes).toString('base64') } }];
  });
};

const keyLines = (context: TaskContext): readonly SliceLine[] =>
  context.db
    .all<{ event: string }>('SELECT event FROM checkpoint_keys ORDER BY n')
    .map(({ event }) => ({ key: keySet.parse(JSON.parse(event)) }));

/** Writes lines and keeps their digest. */
const openWriting = ({ port }: TaskContext, file: string) => {
  const handle = port.open(file, 'create');
  const digest = createHash('sha256');
  return {
    write: (line: SliceLine): void => {
      const bytes = Buffer.from(encodeSliceLine(line), 'utf8');
      digest.update(bytes);
      writeAll(port, handle, bytes);
    },
    digest: (): string => digest.digest('hex'),
    close: (): void => {
      syncOrStop(port, handle);
      port.close(handle);
    },
  };
};

/** Writes a part of the record with its proof, all but the signature over the whole. */
export const writeSlice = (context: TaskContext, task: SliceTask): Result<SliceBody> => {
  const chosen = choose(context, task);
  if (!chosen.ok) return chosen;
  const left = [...chosen.value];
  if (left.length === 0) return fail('slice-empty');
  const { site, station } = context.settings;
  const out = openWriting(context, task.file);
  try {
    out.write({ format: 'packwright slice 1', wish: task.wish, site, station, at: context.at });
    for (const line of keyLines(context)) out.write(line);
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const row = checkpointOver(context.db, next);
      if (row === null) return fail('slice-unsigned', { n: next });
      const { entry: _, ...checkpoint } = row;
      const wanted = new Set([next, ...left.splice(0, left.filter((n) => n <= row.n).length)]);
      const { lines, entries } = linesUnder(context, task, checkpoint, wanted);
      out.write({ checkpoint });
      for (const line of lines) out.write(line);
      const named = task.wish.by === 'entries' ? [] : entries.flatMap(({ events }) => mentionedHashes(events));
      for (const line of evidenceLines(context, task, named)) out.write(line);
      context.onProgress({ done: chosen.value.length - left.length, total: chosen.value.length });
    }
  } finally {
    out.close();
  }
  return ok({ sha256: out.digest(), entries: chosen.value.length });
};
