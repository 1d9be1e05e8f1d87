import { createHash, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { FeatureEvent } from '../../../shared/feature';
import type { labelCommands } from '../../../shared/features/labels/commands';
import { parseDescription, type LabelDescription } from '../../../shared/labels/description/description';
import { attachFor, broughtSubject } from './brought';
import { reprint } from './reprint';
import {
  decided,
  refused,
  type AttachmentRef,
  type CommandContext,
  type CommandHandler,
  type Decision,
  type Reader,
} from '../../store/types';

type Input<N extends keyof typeof labelCommands> = z.infer<(typeof labelCommands)[N]['input']>;

interface StoredTemplate {
  readonly latest: number;
  readonly approved: number | null;
  readonly built_in: number;
  readonly retired: number;
}

const templateOf = (db: Reader, id: string): StoredTemplate | undefined =>
  db.get<StoredTemplate>('SELECT latest, approved, built_in, retired FROM label_templates WHERE template_id = ?', id);

const shaOf = (db: Reader, id: string, version: number): string | null =>
  db.get<{ sha256: string }>('SELECT sha256 FROM label_versions WHERE template_id = ? AND version = ?', id, version)
    ?.sha256 ?? null;

/** Who saved a version; `null`: it came with the product. */
const authorOf = (db: Reader, id: string, version: number): string | null =>
  db.get<{ person_id: string | null }>(
    'SELECT person_id FROM label_versions WHERE template_id = ? AND version = ?',
    id,
    version,
  )?.person_id ?? null;

const nameOf = ({ name, id }: LabelDescription): string => (typeof name === 'string' ? name : (name['en'] ?? id));

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const savedEvent = (
  description: LabelDescription,
  version: number,
  attachment: AttachmentRef,
  builtIn: boolean,
): FeatureEvent => ({
  type: 'v1.labels.versionSaved',
  data: {
    templateId: description.id,
    version,
    name: nameOf(description),
    ...(typeof description.name === 'string' ? {} : { names: description.name }),
    description: attachment,
    builtIn,
  },
});

const save = (context: CommandContext, { description: json }: Input<'labels.save'>): Decision => {
  const parsed = parseDescription(json);
  if (!parsed.ok) return refused(parsed.failure);
  const before = templateOf(context.db, parsed.value.id);
  const bytes = new TextEncoder().encode(json);
  const answer = (version: number) => ({ templateId: parsed.value.id, version });
  // The same once more is no new version.
  if (before !== undefined && shaOf(context.db, parsed.value.id, before.latest) === sha256(bytes))
    return decided(answer(before.latest), []);
  const version = (before?.latest ?? 0) + 1;
  return decided(answer(version), [savedEvent(parsed.value, version, context.attach(bytes, 'json'), false)]);
};

const isLatest = (db: Reader, sha: string): boolean =>
  db.get(
    'SELECT 1 FROM label_versions v JOIN label_templates t ON t.template_id = v.template_id AND t.latest = v.version WHERE v.sha256 = ?',
    sha,
  ) !== undefined;

/** A template of the product replaces an older one of the product, never one that somebody here has changed. */
const seed = (context: CommandContext, { description: json }: Input<'labels.seed'>): Decision => {
  const bytes = new TextEncoder().encode(json);
  // Asked at each start: what is here already need not be understood again.
  if (isLatest(context.db, sha256(bytes))) return decided(null, []);
  const parsed = parseDescription(json);
  if (!parsed.ok) return refused(parsed.failure);
  const { id } = parsed.value;
  const before = templateOf(context.db, id);
  if (before !== undefined && before.built_in === 0) return decided(null, []);
  const version = (before?.latest ?? 0) + 1;
  return decided(null, [
    savedEvent(parsed.value, version, context.attach(bytes, 'json'), true),
    { type: 'v1.labels.approved', data: { templateId: id, version } },
  ]);
};

const approve = (context: CommandContext, { templateId, version }: Input<'labels.approve'>): Decision => {
  const template = templateOf(context.db, templateId);
  if (template === undefined || shaOf(context.db, templateId, version) === null)
    return refused({ code: 'template-unknown' });
  if (context.settings.labelFourEyes && authorOf(context.db, templateId, version) === context.actor.personId)
    return refused({ code: 'label-own-version', details: { version } });
  return decided(
    null,
    template.approved === version ? [] : [{ type: 'v1.labels.approved', data: { templateId, version } }],
  );
};

const retire = (context: CommandContext, { templateId }: Input<'labels.retire'>): Decision => {
  const template = templateOf(context.db, templateId);
  if (template === undefined) return refused({ code: 'template-unknown' });
  return decided(null, template.retired === 1 ? [] : [{ type: 'v1.labels.retired', data: { templateId } }]);
};

const reserveSerials = (context: CommandContext, { count }: Input<'labels.reserveSerials'>): Decision => {
  const from = (context.db.get<{ last: number }>('SELECT last FROM label_serials')?.last ?? 0) + 1;
  return decided({ from }, [{ type: 'v1.labels.serialsReserved', data: { from, count } }]);
};

const startBatch = (context: CommandContext, input: Input<'labels.startBatch'>): Decision => {
  if (context.db.get('SELECT 1 FROM label_batches WHERE batch_id = ?', input.batchId) !== undefined)
    return refused({ code: 'batch-known' });
  if (input.templateId !== null) {
    const template = templateOf(context.db, input.templateId);
    if (template === undefined || template.retired === 1) return refused({ code: 'template-unknown' });
    if (template.approved !== input.version) return refused({ code: 'label-not-approved' });
  }
  const { records, brought, ...batch } = input;
  const subject = brought ? broughtSubject(context.db) : null;
  const attach = attachFor(context, subject);
  const kept = records === null ? {} : { records: attach(new TextEncoder().encode(records), 'json') };
  const sealed = subject === null ? {} : { subject };
  return decided(null, [{ type: 'v1.labels.batchStarted', data: { ...batch, ...kept, ...sealed } }]);
};

interface StoredBatch {
  readonly total: number;
  readonly stopped: number;
  readonly subject: string | null;
}

const batchOf = (db: Reader, batchId: string): StoredBatch | undefined =>
  db.get<StoredBatch>('SELECT total, stopped, subject FROM label_batches WHERE batch_id = ?', batchId);

/** Each record of a batch becomes one label, however often it is asked for. */
const isMade = (db: Reader, batchId: string, row: number | null): boolean =>
  row !== null && db.get('SELECT 1 FROM batch_labels WHERE batch_id = ? AND row = ?', batchId, row) !== undefined;

const fromBase64 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

const request = (
  context: CommandContext,
  { batchId, printerId, language, labels }: Input<'labels.request'>,
): Decision => {
  const batch = batchOf(context.db, batchId);
  if (batch === undefined) return refused({ code: 'batch-unknown' });
  if (batch.stopped === 1) return refused({ code: 'batch-stopped' });
  const attach = attachFor(context, batch.subject);
  const fresh = labels.filter(({ row }) => !isMade(context.db, batchId, row));
  const events = fresh.flatMap(({ title, bytes, picture, row, about }): FeatureEvent[] => {
    const jobId = randomUUID();
    const job = {
      jobId,
      kind: 'label',
      printerId,
      attachment: attach(fromBase64(bytes), language),
      title,
      labelId: null,
      copy: null,
      parcelId: null,
      language,
    };
    return [
      { type: 'v1.printing.jobRequested', data: job },
      {
        type: 'v1.labels.labelMade',
        data: {
          batchId,
          jobId,
          picture: attach(fromBase64(picture), 'png'),
          ...(row === null ? {} : { row }),
          ...(about === '' ? {} : { about }),
        },
      },
    ];
  });
  return decided(null, events);
};

const jobsIn = (db: Reader, batchId: string, states: string): readonly string[] =>
  db
    .all<{ job_id: string }>(
      `SELECT b.job_id FROM batch_labels b JOIN print_jobs p ON p.job_id = b.job_id
       WHERE b.batch_id = ? AND p.state IN (${states}) ORDER BY p.seq`,
      batchId,
    )
    .map(({ job_id }) => job_id);

const cancel = (context: CommandContext, { batchId }: Input<'labels.cancel'>): Decision => {
  const batch = batchOf(context.db, batchId);
  if (batch === undefined) return refused({ code: 'batch-unknown' });
  const jobIds = jobsIn(context.db, batchId, "'requested'");
  const isDone = batch.stopped === 1 && jobIds.length === 0;
  return decided(
    { cancelled: jobIds.length },
    isDone ? [] : [{ type: 'v1.labels.batchCancelled', data: { batchId, jobIds } }],
  );
};

/** Only what has surely not come out: what is uncertain is looked for first. */
const printRest = (context: CommandContext, { batchId }: Input<'labels.printRest'>): Decision => {
  const batch = batchOf(context.db, batchId);
  if (batch === undefined) return refused({ code: 'batch-unknown' });
  if (batch.stopped === 1) return refused({ code: 'batch-stopped' });
  const jobIds = jobsIn(context.db, batchId, "'requested', 'failed'");
  return decided(
    { resumed: jobIds.length },
    jobIds.map((jobId) => ({ type: 'v1.printing.resumed', data: { jobId } })),
    jobIds.map((jobId) => ({ type: 'print', data: { jobId } })),
  );
};

export const labelHandlers: Readonly<Record<string, CommandHandler>> = {
  'labels.save': save,
  'labels.seed': seed,
  'labels.approve': approve,
  'labels.retire': retire,
  'labels.reserveSerials': reserveSerials,
  'labels.startBatch': startBatch,
  'labels.request': request,
  'labels.cancel': cancel,
  'labels.printRest': printRest,
  'labels.reprint': reprint,
};
