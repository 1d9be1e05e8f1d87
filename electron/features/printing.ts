import type { z } from 'zod';
import { printingCommands } from '../../shared/features/printing/commands';
import type { printingEvents } from '../../shared/features/printing/events';
import { printingQueries, type PrintJobRow } from '../../shared/features/printing/queries';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type EntryMeta,
  type Feature,
  type QueryContext,
  type Writer,
} from '../store/types';
import { findPrints } from './printing/find';
import { printView, type PrintRow } from './printing/row';

type Data<T extends keyof typeof printingEvents> = z.infer<(typeof printingEvents)[T]>;
type JobState = PrintJobRow['state'];

const schema = [
  `CREATE TABLE print_jobs (
    job_id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT NOT NULL, printer_id TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, evidence TEXT,
    label_id TEXT, copy INTEGER, parcel_id TEXT, sha256 TEXT NOT NULL, picture_sha256 TEXT, odometer_before INTEGER, printer_serial TEXT, requested_at TEXT NOT NULL,
    sent_at TEXT, printed_at TEXT, person_id TEXT, about TEXT, reprint_of TEXT, reprint_reason TEXT, seq INTEGER NOT NULL, n INTEGER NOT NULL) WITHOUT ROWID`,
  'CREATE INDEX print_jobs_state ON print_jobs(state)',
  // In the order in which they were asked for, also within one entry.
  'CREATE UNIQUE INDEX print_jobs_seq ON print_jobs(seq)',
  'CREATE INDEX print_jobs_parcel ON print_jobs(parcel_id)',
  'CREATE INDEX print_jobs_reprint ON print_jobs(reprint_of) WHERE reprint_of IS NOT NULL',
];

const requested = (db: Writer, data: Data<'v1.printing.jobRequested'>, meta: EntryMeta): void =>
  db.run(
    `INSERT INTO print_jobs(job_id, kind, title, printer_id, language, state, label_id, copy, parcel_id, sha256, requested_at, person_id, n, seq)
     VALUES (?, ?, ?, ?, ?, 'requested', ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(seq), 0) + 1 FROM print_jobs))`,
    data.jobId,
    data.kind,
    data.title,
    data.printerId,
    data.language,
    data.labelId,
    data.copy,
    data.parcelId,
    data.attachment.sha256,
    meta.at,
    meta.actor.personId,
    meta.n,
  );

/** Nothing complete came out: for the record of paper it is as if it had never been sent. */
const notPrinted = (db: Writer, data: Data<'v1.printing.notPrinted'>): void => {
  set(db, data.jobId, 'requested', data.why, data.evidence);
  db.run('UPDATE print_jobs SET sent_at = NULL WHERE job_id = ?', data.jobId);
};

const set = (db: Writer, jobId: string, state: JobState, reason: string | null, evidence: string | null): void =>
  db.run(
    'UPDATE print_jobs SET state = ?, reason = ?, evidence = coalesce(?, evidence) WHERE job_id = ?',
    state,
    reason,
    evidence,
    jobId,
  );

const printed = (db: Writer, jobId: string, evidence: string, meta: EntryMeta): void => {
  set(db, jobId, 'printed', null, evidence);
  db.run('UPDATE print_jobs SET printed_at = ? WHERE job_id = ?', meta.at, jobId);
};

const apply: Feature['apply'] = {
  'v1.printing.jobRequested': requested,
  'v1.printing.moved': (db: Writer, data: Data<'v1.printing.moved'>) =>
    db.run('UPDATE print_jobs SET printer_id = ?, reason = ? WHERE job_id = ?', data.printerId, data.why, data.jobId),
  'v1.printing.sending': (db: Writer, data: Data<'v1.printing.sending'>, meta: EntryMeta) =>
    db.run(
      `UPDATE print_jobs SET state = 'sent', reason = NULL, odometer_before = ?, printer_serial = ?, sent_at = ? WHERE job_id = ?`,
      data.odometerBefore,
      data.printerSerial,
      meta.at,
      data.jobId,
    ),
  'v1.printing.printed': (db: Writer, data: Data<'v1.printing.printed'>, meta: EntryMeta) =>
    printed(db, data.jobId, data.evidence, meta),
  'v1.printing.confirmedByScan': (db: Writer, data: Data<'v1.printing.confirmedByScan'>, meta: EntryMeta) =>
    printed(db, data.jobId, data.keyed === true ? 'label-typed' : 'label-scanned', meta),
  'v1.printing.uncertain': (db: Writer, data: Data<'v1.printing.uncertain'>) =>
    set(db, data.jobId, 'uncertain', data.why, data.evidence ?? null),
  'v1.printing.failed': (db: Writer, data: Data<'v1.printing.failed'>) => set(db, data.jobId, 'failed', data.why, null),
  'v1.printing.notPrinted': notPrinted,
  'v1.printing.resumed': (db: Writer, data: Data<'v1.printing.resumed'>) =>
    set(db, data.jobId, 'requested', 'resumed', null),
  'v1.printing.discarded': (db: Writer, data: Data<'v1.printing.discarded'>) =>
    set(db, data.jobId, 'discarded', data.reason, null),
};

const stateOf = (context: CommandContext, jobId: string): JobState | null =>
  context.db.get<{ state: JobState }>('SELECT state FROM print_jobs WHERE job_id = ?', jobId)?.state ?? null;

/** A step of a job is taken only from the states it may follow; asked twice, the second is refused. */
const step =
  (type: keyof typeof printingEvents, from: readonly JobState[]) =>
  (context: CommandContext, input: { readonly jobId: string }): Decision => {
    const state = stateOf(context, input.jobId);
    if (state === null) return refused({ code: 'job-unknown' });
    return from.includes(state)
      ? decided(null, [{ type, data: input }])
      : refused({ code: 'job-not-now', details: { state } });
  };

/**
 * Refuses what was meant for another printer than the job has now. The store takes one command at a time: whoever comes
 * first, to send or to move, is the one that holds, so that a job's bytes leave for one printer only.
 */
const elsewhere = (context: CommandContext, jobId: string, printerId: string): Decision | null => {
  const job = context.db.get<{ printer_id: string }>('SELECT printer_id FROM print_jobs WHERE job_id = ?', jobId);
  return job === undefined || job.printer_id === printerId
    ? null
    : refused({ code: 'job-moved', details: { printer: job.printer_id } });
};

const sending = (context: CommandContext, input: Data<'v1.printing.sending'>): Decision =>
  (input.printerId === undefined ? null : elsewhere(context, input.jobId, input.printerId)) ??
  step('v1.printing.sending', ['requested'])(context, input);

const moved = (context: CommandContext, input: Data<'v1.printing.moved'>): Decision =>
  elsewhere(context, input.jobId, input.from) ?? step('v1.printing.moved', ['requested'])(context, input);

/** Only what has surely not been sent may be printed by a word; an uncertain label is reprinted as a new copy. */
const resume = (context: CommandContext, input: { readonly jobId: string }): Decision => {
  const state = stateOf(context, input.jobId);
  if (state !== 'requested' && state !== 'failed')
    return refused({ code: state === null ? 'job-unknown' : 'job-not-now', details: { state } });
  return decided(
    null,
    [{ type: 'v1.printing.resumed', data: { jobId: input.jobId } }],
    [{ type: 'print', data: { jobId: input.jobId } }],
  );
};

/** Print jobs and what became of them. */
export const printing: Feature = {
  name: 'printing',
  schema,
  apply,
  commands: {
    'printing.moved': moved,
    'printing.sending': sending,
    'printing.printed': step('v1.printing.printed', ['sent', 'uncertain']),
    'printing.uncertain': step('v1.printing.uncertain', ['sent']),
    'printing.failed': step('v1.printing.failed', ['requested']),
    'printing.notPrinted': step('v1.printing.notPrinted', ['sent']),
    'printing.resume': resume,
    'printing.discard': step('v1.printing.discarded', ['requested', 'uncertain', 'failed']),
  },
  queries: {
    'printing.openJobs': (context: QueryContext) =>
      context.db
        .all<PrintRow>(
          `SELECT * FROM print_jobs WHERE state IN ('requested', 'sent', 'uncertain', 'failed') ORDER BY seq`,
        )
        .map(printView),
    'printing.find': findPrints,
    'printing.history': (context: QueryContext, { limit }: { readonly limit: number }) =>
      context.db.all<PrintRow>('SELECT * FROM print_jobs ORDER BY seq DESC LIMIT ?', limit).map(printView),
  },
  definitions: { commands: printingCommands, queries: printingQueries },
};
