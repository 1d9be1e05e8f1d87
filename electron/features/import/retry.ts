import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import type { AnswerOf } from '../../../shared/feature';
import type { importQueries } from '../../../shared/features/import/queries';
import { fail, ok, type Result } from '../../../shared/result';
import type { Actor, Store } from '../../store/types';
import { maximumBytes } from './decode-text';
import type { Intake, IntakeReport } from './intake';
import { moveInto, systemCode, writeReason } from './move-file';
import { reasonText } from './reason-text';
import type { WaitingRoom } from './waiting-room';

/** `bring-again`: no copy of it lies here; whoever has one may bring it once more. */
export type RetryReport = Pick<IntakeReport, 'counts' | 'rows' | 'badRows' | 'code'> & {
  readonly state: IntakeReport['state'] | 'bring-again';
};

export interface RetryParts {
  readonly store: Store;
  readonly intake: Intake;
  /** The watched folder, with `done/` and `rejected/` in it. */
  readonly folder: string;
  readonly room: WaitingRoom;
  readonly poll: () => Promise<void>;
}

type FileRow = NonNullable<AnswerOf<(typeof importQueries)['import.file']>>;

interface Found {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** `orders.csv` may lie there as `orders (2).csv`. */
const mayBe = (candidate: string, name: string): boolean => {
  const wanted = parse(name);
  const given = parse(candidate);
  return given.ext === wanted.ext && (given.name === wanted.name || given.name.startsWith(`${wanted.name} (`));
};

const namesIn = async (folder: string): Promise<readonly string[]> => {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return [];
  }
};

/** The file itself, by its bytes, wherever it was put away. */
const findFile = async (folder: string, { name, sha256 }: FileRow): Promise<Found | null> => {
  for (const place of ['rejected', 'done'])
    for (const candidate of await namesIn(join(folder, place))) {
      if (!mayBe(candidate, name)) continue;
      const path = join(folder, place, candidate);
      if ((await stat(path)).size > maximumBytes) continue;
      const bytes = await readFile(path);
      if (createHash('sha256').update(bytes).digest('hex') === sha256) return { path, bytes };
    }
  return null;
};

const putAway = async (
  { folder, room }: RetryParts,
  { name, fileId }: FileRow,
  path: string,
  report: IntakeReport,
): Promise<void> => {
  if (report.state === 'waiting') return room.moveIn(fileId, name, path);
  const target = join(folder, report.state === 'rejected' ? 'rejected' : 'done');
  const moved = await moveInto(path, target, name);
  await writeReason(target, moved, reasonText(name, report));
};

const readFileRow = async (store: Store, fileId: string, actor: Actor): Promise<Result<FileRow>> => {
  const answer = await store.query('import.file', { fileId }, actor);
  if (!answer.ok) return answer;
  return answer.value === null ? fail('file-unknown') : ok(answer.value as FileRow);
};

/** Takes a file in once more: one that waits is looked at anew, one that is through is found by its bytes. */
export const retryFile = async (parts: RetryParts, fileId: string, actor: Actor): Promise<Result<RetryReport>> => {
  const { store, intake, folder, poll } = parts;
  const asked = await store.execute({
    id: randomUUID(),
    name: 'import.retry',
    input: { fileId },
    actor,
    origin: 'trusted',
  });
  if (!asked.ok) return asked;
  const row = await readFileRow(store, fileId, actor);
  if (!row.ok) return row;
  if (row.value.state === 'retry') {
    // One that is under way may have passed it already.
    await poll();
    await poll();
    const after = await readFileRow(store, fileId, actor);
    if (!after.ok) return after;
    const { counts, rows, badRows, code, state } = after.value;
    return ok({ counts, rows, badRows, code, state: state === 'done' || state === 'rejected' ? state : 'waiting' });
  }
  try {
    const found = await findFile(folder, row.value);
    if (found === null) return ok({ ...row.value, state: 'bring-again' });
    const taken = await intake.take({ name: row.value.name, bytes: found.bytes, source: 'folder', actor });
    if (taken.ok) await putAway(parts, row.value, found.path, taken.value);
    return taken;
  } catch (error) {
    const code = systemCode(error);
    if (code === null) throw error;
    return fail('import-folder-not-usable', { error: code });
  }
};
