import type { ImportEventData, ImportEventType } from '../../../shared/features/import/events';
import { noCounts, type ImportCounts, type ImportFile } from '../../../shared/features/import/file';
import { rememberErased } from '../../projection/projection';
import type { Cell, EntryMeta, Writer } from '../../store/types';

type Apply<T extends ImportEventType> = (db: Writer, data: ImportEventData<T>, meta: EntryMeta) => void;

interface FileState {
  readonly state: string;
  readonly kind: string | null;
  readonly rows: number;
  readonly badRows: number;
  readonly counts: ImportCounts;
  readonly code: string | null;
  readonly fingerprint: string | null;
  readonly subject: string | null;
  readonly sampleSealed: string | null;
}

const nothing: FileState = {
  state: 'rejected',
  kind: null,
  rows: 0,
  badRows: 0,
  counts: noCounts,
  code: null,
  fingerprint: null,
  subject: null,
  sampleSealed: null,
};

const columns =
  'file_id, name, sha256, source, state, kind, rows, ok_rows, bad_rows, created, changed, cancelled, unchanged, stale, failed, code, ' +
  'fingerprint, subject, sample_sealed, again, at, n';
const putSql = `INSERT OR REPLACE INTO import_files(${columns}) VALUES (${columns.replaceAll(/\w+/g, '?')})`;

type Kept = Pick<FileState, 'fingerprint' | 'subject'>;

/** A file that waited stays known by its header, and by the key of its sample until that is destroyed. */
const kept = (db: Writer, fileId: string): Kept =>
  db.get<Kept>('SELECT fingerprint, subject FROM import_files WHERE file_id = ?', fileId) ?? {
    fingerprint: null,
    subject: null,
  };

const putFile = (db: Writer, file: ImportFile, given: Partial<FileState>, { at, n }: EntryMeta): void => {
  const f = { ...nothing, ...kept(db, file.fileId), ...given };
  const c = f.counts;
  const cells: Cell[] = [
    file.fileId,
    file.name,
    file.sha256,
    file.source,
    f.state,
    f.kind,
    f.rows,
    f.rows - f.badRows,
    f.badRows,
  ];
  db.run(
    putSql,
    ...cells,
    c.created,
    c.changed,
    c.cancelled,
    c.unchanged,
    c.stale,
    c.failed,
    f.code,
    f.fingerprint,
    f.subject,
    f.sampleSealed,
    0,
    at,
    n,
  );
};

/** A file that comes in once more uses up the permission that was given for it. */
const clearAgain = (db: Writer, sha256: string): void =>
  db.run('UPDATE import_files SET again = 0 WHERE sha256 = ? AND again = 1', sha256);

const cameIn = ({ created, changed, cancelled, unchanged, stale }: ImportCounts): number =>
  created + changed + cancelled + unchanged + stale;

/** The sample is of no more use: see `sampleOf`. */
const forgetSample = (db: Writer, { fileId }: ImportFile): void => {
  const { subject } = kept(db, fileId);
  if (subject !== null) rememberErased(db, subject);
};

const fileFinished: Apply<'v1.import.fileFinished'> = (db, { file, kind, rows, badRows, counts }, meta) => {
  forgetSample(db, file);
  forgetHeld(db, file);
  clearAgain(db, file.sha256);
  const good = cameIn(counts) > 0;
  putFile(
    db,
    file,
    { state: good ? 'done' : 'rejected', code: good ? null : 'no-good-rows', kind, rows, badRows, counts },
    meta,
  );
};

const fileRejected: Apply<'v1.import.fileRejected'> = (db, { file, code }, meta) => {
  forgetSample(db, file);
  forgetHeld(db, file);
  clearAgain(db, file.sha256);
  putFile(db, file, { state: 'rejected', code }, meta);
};

const fileWaiting: Apply<'v1.import.fileWaiting'> = (db, { file, rows, fingerprint, subject, sampleSealed }, meta) =>
  putFile(db, file, { state: 'waiting-for-mapping', rows, fingerprint, subject, sampleSealed }, meta);

const fileHeld: Apply<'v1.import.fileHeld'> = (db, { file, rows }, meta) => {
  putFile(db, file, { state: 'waiting-for-approval', kind: 'stock', rows }, meta);
  db.run('INSERT OR REPLACE INTO import_held VALUES (?, ?, NULL)', file.fileId, meta.actor.personId);
};

const fileApproved: Apply<'v1.import.fileApproved'> = (db, { fileId, ...agreed }) => {
  db.run('UPDATE import_held SET approval = ? WHERE file_id = ?', JSON.stringify(agreed), fileId);
  db.run(`UPDATE import_files SET again = 1, state = 'retry' WHERE file_id = ?`, fileId);
};

/** The word of a second person holds for one time that the file comes in. */
const forgetHeld = (db: Writer, { fileId }: ImportFile): void =>
  db.run('DELETE FROM import_held WHERE file_id = ?', fileId);

const problemsFound: Apply<'v1.import.problemsFound'> = (db, { fileId, file, kind, problems }, { n, at }) => {
  for (const [index, each] of problems.entries())
    db.run(
      `INSERT INTO import_exceptions(id, file_id, file, kind, row, field, code, severity, value_text, subject, at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      `${n}-${index}`,
      fileId,
      file,
      kind ?? null,
      each.row,
      each.field,
      each.code,
      each.severity,
      each.value,
      each.subject,
      at,
    );
};

export const importApply = {
  'v1.import.fileFinished': fileFinished,
  'v1.import.fileRejected': fileRejected,
  'v1.import.fileWaiting': fileWaiting,
  'v1.import.fileHeld': fileHeld,
  'v1.import.fileApproved': fileApproved,
  'v1.import.problemsFound': problemsFound,
  'v1.import.problemResolved': (db, { id }, { at, actor }) =>
    db.run(
      'UPDATE import_exceptions SET resolved_at = ?, resolved_by = ? WHERE id = ? AND resolved_at IS NULL',
      at,
      actor.personId,
      id,
    ),
  'v1.import.mappingSaved': (db, { fingerprint, name, mapping }, { at }) =>
    db.run(
      'INSERT OR REPLACE INTO import_mappings(fingerprint, name, mapping, at) VALUES (?, ?, ?, ?)',
      fingerprint,
      name,
      JSON.stringify(mapping),
      at,
    ),
  'v1.import.mappingForgotten': (db, { fingerprint }) =>
    db.run('DELETE FROM import_mappings WHERE fingerprint = ?', fingerprint),
  'v1.import.retryAsked': (db, { fileId }) =>
    db.run(
      `UPDATE import_files SET again = 1, state = CASE WHEN state = 'waiting-for-mapping' THEN 'retry' ELSE state END WHERE file_id = ?`,
      fileId,
    ),
  'v1.import.discardAsked': (db, { fileId }) =>
    db.run(`UPDATE import_files SET state = 'discard' WHERE file_id = ?`, fileId),
} satisfies { [T in ImportEventType]: Apply<T> };
