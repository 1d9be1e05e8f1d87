import { randomUUID } from 'node:crypto';
import type { AnswerOf } from '../../../shared/feature';
import type { ImportFile } from '../../../shared/features/import/file';
import type { importQueries } from '../../../shared/features/import/queries';
import type { Actor, Store } from '../../store/types';
import type { Intake } from './intake';
import type { Outcome } from './reason-text';
import type { WaitingFile, WaitingRoom } from './waiting-room';

export interface SettlingParts {
  readonly store: Store;
  readonly intake: Intake;
  readonly actor: () => Actor;
}

type Due = AnswerOf<(typeof importQueries)['import.due']>;
type DueFile = Due[number];
type FileRow = NonNullable<AnswerOf<(typeof importQueries)['import.file']>>;

const outcomeOf = (row: FileRow): Outcome => ({
  state: row.state === 'rejected' ? 'rejected' : 'done',
  code: row.code,
  problems: [],
  rows: row.rows,
  badRows: row.badRows,
});

/** Deals with the files in the waiting rooms: what has a mapping comes in, what was given up goes, what is through is put away. */
export const createSettling = ({ store, intake, actor }: SettlingParts) => {
  const reject = async ({ fileId, name, sha256 }: DueFile, code: string): Promise<boolean> => {
    const file: ImportFile = { fileId, name, sha256, source: 'folder', demo: false };
    const input = { file, code, row: null };
    const answer = await store.execute({
      id: randomUUID(),
      name: 'import.reject',
      input,
      actor: actor(),
      origin: 'trusted',
    });
    return answer.ok;
  };

  const fileOf = async (fileId: string): Promise<FileRow | null> => {
    const answer = await store.query('import.file', { fileId }, actor());
    return answer.ok ? (answer.value as FileRow | null) : null;
  };

  const take = async (room: WaitingRoom, file: WaitingFile, due: DueFile): Promise<Outcome | null> => {
    if (due.state === 'discard')
      return (await reject(due, 'discarded'))
        ? { state: 'rejected', code: 'discarded', problems: [], rows: 0, badRows: 0 }
        : null;
    const { fileId, name } = due;
    const bytes = await room.read(file);
    const taken = await intake.take({ name, bytes, source: 'folder', actor: actor(), fileId });
    return taken.ok && taken.value.state !== 'waiting' ? taken.value : null;
  };

  /** A file that is through but still lies here: the station stopped between the record and the move. */
  const leftBehind = async (fileId: string): Promise<Outcome | null> => {
    const row = await fileOf(fileId);
    return row !== null && (row.state === 'done' || row.state === 'rejected') ? outcomeOf(row) : null;
  };

  const settleFile = async (room: WaitingRoom, file: WaitingFile, due: DueFile | undefined): Promise<void> => {
    const outcome = due === undefined ? await leftBehind(file.fileId) : await take(room, file, due);
    if (outcome !== null) await room.leave(file, outcome);
  };

  return {
    /** `away`: the watched folder can't be seen just now, which is no reason to call its files gone. */
    settle: async (rooms: readonly WaitingRoom[], away: boolean): Promise<void> => {
      const answer = await store.query('import.due', {}, actor());
      if (!answer.ok) return;
      const due = new Map((answer.value as Due).map((each) => [each.fileId, each]));
      const seen = new Set<string>();
      for (const room of rooms)
        for (const file of await room.list()) {
          // A second copy of the same bytes goes the way of the first, one look later.
          if (!seen.has(file.fileId)) await settleFile(room, file, due.get(file.fileId));
          seen.add(file.fileId);
        }
      if (away) return;
      for (const [fileId, file] of due) if (!seen.has(fileId)) await reject(file, 'file-gone');
    },
  };
};
