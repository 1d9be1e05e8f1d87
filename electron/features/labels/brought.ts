import { rememberErased } from '../../projection/projection';
import type { CommandContext, Reader, Writer } from '../../store/types';

/**
 * What people bring to print (the rows of a file, fields that they fill in, a carrier's document) may name anybody, and no
 * list says whom. It is sealed under one key for all of it between two erasures: whoever is erased next takes it all along.
 */
export const broughtSchema =
  'CREATE TABLE label_periods (id INTEGER PRIMARY KEY CHECK (id = 1), period INTEGER NOT NULL)';

/** Key of what is brought from the last erasure on. */
export const broughtSubject = (db: Reader): string =>
  `labels:${db.get<{ period: number }>('SELECT period FROM label_periods')?.period ?? 1}`;

/** Writes evidence of a batch: sealed where people brought what is in it. */
export const attachFor = (context: CommandContext, subject: string | null) =>
  subject === null ? context.attach : (bytes: Uint8Array, kind: string) => context.attachSealed(subject, bytes, kind);

/** With its key gone nothing more of it can be made or printed. */
export const forgetBrought = (db: Writer): void => {
  const subject = broughtSubject(db);
  rememberErased(db, subject);
  db.run(
    `UPDATE print_jobs SET state = 'discarded', reason = 'erased' WHERE state IN ('requested', 'failed') AND coalesce(reprint_of, job_id) IN
     (SELECT l.job_id FROM batch_labels l JOIN label_batches b ON b.batch_id = l.batch_id WHERE b.subject = ?)`,
    subject,
  );
  db.run('UPDATE label_batches SET stopped = 1, records_sha256 = NULL WHERE subject = ?', subject);
  db.run('INSERT INTO label_periods(id, period) VALUES (1, 2) ON CONFLICT(id) DO UPDATE SET period = period + 1');
};
