import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { FeatureEvent } from '../../../shared/feature';
import type { labelCommands } from '../../../shared/features/labels/commands';
import type { PrintedOf } from '../../../shared/features/labels/queries';
import {
  decided,
  refused,
  type CommandContext,
  type Decision,
  type QueryContext,
  type Reader,
} from '../../store/types';
import { attachFor } from './brought';

interface Printed {
  readonly job_id: string;
  readonly state: string;
  readonly title: string;
  readonly about: string | null;
  readonly reprint_of: string | null;
  readonly seq: number;
  readonly language: string;
  readonly sha256: string;
  readonly picture_sha256: string | null;
}

interface Made {
  readonly template_id: string | null;
  readonly version: number | null;
  readonly records_sha256: string | null;
  readonly subject: string | null;
  readonly row: number | null;
}

const printedBy = (db: Reader, jobId: string): Printed | undefined =>
  db.get<Printed>(
    "SELECT job_id, state, title, about, reprint_of, seq, language, sha256, picture_sha256 FROM print_jobs WHERE job_id = ? AND kind = 'label' AND parcel_id IS NULL",
    jobId,
  );

const madeOf = (db: Reader, jobId: string): Made | undefined =>
  db.get<Made>(
    `SELECT b.template_id, b.version, b.records_sha256, b.subject, l.row FROM batch_labels l
     JOIN label_batches b ON b.batch_id = l.batch_id WHERE l.job_id = ?`,
    jobId,
  );

/** A label and its copies. */
const allOf = (db: Reader, of: string): readonly Printed[] =>
  db.all<Printed>(
    'SELECT job_id, state, title, about, reprint_of, seq, language, sha256, picture_sha256 FROM print_jobs WHERE job_id = ?1 OR reprint_of = ?1',
    of,
  );

/** The first print counts as one. */
const nextCopy = (all: readonly Printed[]): number => all.length + 1;

/** The one of its batch's records that it was made of. */
const labelAt = (context: QueryContext, { records_sha256, row }: Made): string | null => {
  const bytes = records_sha256 === null || row === null ? null : context.attachment(records_sha256);
  if (bytes === null || row === null) return null;
  const all = JSON.parse(new TextDecoder().decode(bytes)) as readonly unknown[];
  return all[row] === undefined ? null : JSON.stringify(all[row]);
};

const base64Of = (context: QueryContext, sha256: string | null): string | null => {
  const bytes = sha256 === null ? null : context.attachment(sha256);
  return bytes === null ? null : Buffer.from(bytes).toString('base64');
};

/** A document was made of nothing but itself. */
const documentOf = (context: QueryContext, printed: Printed, made: Made | undefined): PrintedOf['document'] => {
  if (made === undefined || made.template_id !== null) return null;
  const bytes = base64Of(context, printed.sha256);
  const picture = base64Of(context, printed.picture_sha256);
  return bytes === null || picture === null ? null : { language: printed.language, bytes, picture };
};

export const printedOf = (context: QueryContext, { jobId }: { readonly jobId: string }): PrintedOf | null => {
  const printed = printedBy(context.db, jobId);
  if (printed === undefined) return null;
  const of = printed.reprint_of ?? printed.job_id;
  const made = madeOf(context.db, of);
  return {
    of,
    copy: nextCopy(allOf(context.db, of)),
    templateId: made?.template_id ?? null,
    version: made?.version ?? null,
    label: made === undefined ? null : labelAt(context, made),
    document: documentOf(context, printed, made),
  };
};

/** Operators print the last ones of this station again, supervisors any. */
const isFarBack = ({ db, actor, settings }: CommandContext, { seq }: Printed): boolean => {
  if (actor.role !== 'operator') return false;
  const newer = db.get<{ count: number }>(
    `SELECT count(*) AS count FROM print_jobs
     WHERE seq > ? AND kind = 'label' AND parcel_id IS NULL AND reprint_of IS NULL`,
    seq,
  );
  return (newer?.count ?? 0) >= settings.reprintLast;
};

const barred = (context: CommandContext, first: Printed, all: readonly Printed[], copy: number): Decision | null => {
  if (isFarBack(context, first))
    return refused({ code: 'reprint-too-old', details: { last: context.settings.reprintLast } });
  const open = all.find(({ state }) => state === 'requested' || state === 'sent');
  if (open !== undefined) return refused({ code: 'label-print-open', details: { state: open.state } });
  if (!all.some(({ state }) => state === 'printed' || state === 'uncertain'))
    return refused({ code: 'job-not-now', details: { state: first.state } });
  return copy === nextCopy(all) ? null : refused({ code: 'reprint-counted', details: { copy } });
};

type Input = z.infer<(typeof labelCommands)['labels.reprint']['input']>;

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

/** One more copy, counted and marked; what nobody knows of the last one is settled by it. */
export const reprint = (context: CommandContext, input: Input): Decision => {
  const first = printedBy(context.db, input.of);
  if (first === undefined || first.reprint_of !== null) return refused({ code: 'job-unknown' });
  const all = allOf(context.db, first.job_id);
  const bar = barred(context, first, all, input.copy);
  if (bar !== null) return bar;
  const jobId = randomUUID();
  const attach = attachFor(context, madeOf(context.db, first.job_id)?.subject ?? null);
  const { of, copy, reason, printerId, language } = input;
  const job = {
    jobId,
    kind: 'label',
    printerId,
    attachment: attach(fromBase64(input.bytes), language),
    title: first.title,
    labelId: null,
    copy,
    parcelId: null,
    language,
  };
  const picture = attach(fromBase64(input.picture), 'png');
  const settled = all.filter(({ state }) => state === 'uncertain');
  const events: FeatureEvent[] = [
    ...settled.map(({ job_id }) => ({
      type: 'v1.printing.discarded',
      data: { jobId: job_id, reason: 'reprinted' },
    })),
    { type: 'v1.printing.jobRequested', data: job },
    {
      type: 'v1.labels.reprinted',
      data: { jobId, of, copy, reason, picture, ...(first.about === null ? {} : { about: first.about }) },
    },
  ];
  return decided({ jobId }, events);
};
