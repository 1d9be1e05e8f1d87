import type { z } from 'zod';
import type { labelEvents } from '../../../shared/features/labels/events';
import type { EntryMeta, Feature, Writer } from '../../store/types';
import { broughtSchema, forgetBrought } from './brought';

type Data<T extends keyof typeof labelEvents> = z.infer<(typeof labelEvents)[T]>;

export const labelSchema: readonly string[] = [
  `CREATE TABLE label_templates (
    template_id TEXT PRIMARY KEY, name TEXT NOT NULL, latest INTEGER NOT NULL, approved INTEGER, built_in INTEGER NOT NULL,
    retired INTEGER NOT NULL DEFAULT 0, names TEXT) WITHOUT ROWID`,
  `CREATE TABLE label_versions (
    template_id TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL, person_id TEXT, approved_at TEXT,
    approved_by TEXT, PRIMARY KEY(template_id, version)) WITHOUT ROWID`,
  `CREATE TABLE label_batches (
    batch_id TEXT PRIMARY KEY, title TEXT NOT NULL, template_id TEXT, version INTEGER, printer_id TEXT NOT NULL, total INTEGER NOT NULL,
    started_at TEXT NOT NULL, records_sha256 TEXT, subject TEXT, stopped INTEGER NOT NULL DEFAULT 0, n INTEGER NOT NULL) WITHOUT ROWID`,
  'CREATE INDEX label_batches_n ON label_batches(n)',
  'CREATE TABLE batch_labels (batch_id TEXT NOT NULL, job_id TEXT NOT NULL, row INTEGER, PRIMARY KEY(batch_id, job_id)) WITHOUT ROWID',
  'CREATE UNIQUE INDEX batch_labels_row ON batch_labels(batch_id, row)',
  broughtSchema,
  'CREATE TABLE label_serials (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL)',
];

const saved = (db: Writer, data: Data<'v1.labels.versionSaved'>, meta: EntryMeta): void => {
  db.run(
    `INSERT INTO label_templates(template_id, name, names, latest, built_in) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT(template_id) DO UPDATE SET name = excluded.name, names = excluded.names, latest = excluded.latest, built_in = excluded.built_in, retired = 0`,
    data.templateId,
    data.name,
    data.names === undefined ? null : JSON.stringify(data.names),
    data.version,
    data.builtIn ? 1 : 0,
  );
  db.run(
    'INSERT INTO label_versions(template_id, version, sha256, at, person_id) VALUES (?, ?, ?, ?, ?)',
    data.templateId,
    data.version,
    data.description.sha256,
    meta.at,
    meta.actor.personId,
  );
};

const approved = (db: Writer, data: Data<'v1.labels.approved'>, meta: EntryMeta): void => {
  db.run('UPDATE label_templates SET approved = ? WHERE template_id = ?', data.version, data.templateId);
  db.run(
    'UPDATE label_versions SET approved_at = ?, approved_by = ? WHERE template_id = ? AND version = ?',
    meta.at,
    meta.actor.personId,
    data.templateId,
    data.version,
  );
};

const started = (db: Writer, data: Data<'v1.labels.batchStarted'>, meta: EntryMeta): void =>
  db.run(
    `INSERT INTO label_batches(batch_id, title, template_id, version, printer_id, total, started_at, records_sha256, subject, n)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    data.batchId,
    data.title,
    data.templateId,
    data.version,
    data.printerId,
    data.total,
    meta.at,
    data.records?.sha256 ?? null,
    data.subject ?? null,
    meta.n,
  );

const made = (db: Writer, data: Data<'v1.labels.labelMade'>): void => {
  db.run(
    'INSERT INTO batch_labels(batch_id, job_id, row) VALUES (?, ?, ?)',
    data.batchId,
    data.jobId,
    data.row ?? null,
  );
  db.run(
    'UPDATE print_jobs SET picture_sha256 = ?, about = ? WHERE job_id = ?',
    data.picture.sha256,
    data.about ?? null,
    data.jobId,
  );
};

export const labelApply: Feature['apply'] = {
  'v1.labels.versionSaved': saved,
  'v1.labels.approved': approved,
  'v1.labels.retired': (db: Writer, data: Data<'v1.labels.retired'>) =>
    db.run('UPDATE label_templates SET retired = 1 WHERE template_id = ?', data.templateId),
  'v1.labels.serialsReserved': (db: Writer, data: Data<'v1.labels.serialsReserved'>) =>
    db.run(
      'INSERT INTO label_serials(id, last) VALUES (1, ?) ON CONFLICT(id) DO UPDATE SET last = excluded.last',
      data.from + data.count - 1,
    ),
  // Numbers that were used after the backup was made are passed over.
  'v1.store.restored': (db: Writer, data: { readonly reserve: number }) =>
    db.run('UPDATE label_serials SET last = last + ?', data.reserve),
  'v1.orders.erased': forgetBrought,
  'v1.labels.batchStarted': started,
  'v1.labels.labelMade': made,
  'v1.labels.reprinted': (db: Writer, data: Data<'v1.labels.reprinted'>) =>
    db.run(
      'UPDATE print_jobs SET picture_sha256 = ?, about = ?, reprint_of = ?, reprint_reason = ? WHERE job_id = ?',
      data.picture.sha256,
      data.about ?? null,
      data.of,
      data.reason,
      data.jobId,
    ),
  'v1.labels.batchCancelled': (db: Writer, data: Data<'v1.labels.batchCancelled'>) => {
    db.run('UPDATE label_batches SET stopped = 1 WHERE batch_id = ?', data.batchId);
    for (const jobId of data.jobIds)
      db.run("UPDATE print_jobs SET state = 'discarded', reason = 'cancelled' WHERE job_id = ?", jobId);
  },
};
