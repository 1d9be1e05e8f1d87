import type { z } from 'zod';
import { missingFields } from '../../../shared/features/import/fields';
import { importEvent } from '../../../shared/features/import/events';
import type { importCommands } from '../../../shared/features/import/commands';
import { sampleOf } from './batch-events';
import {
  decided,
  refused,
  type CommandContext,
  type CommandHandler,
  type Decision,
  type Reader,
} from '../../store/types';

type Input<N extends keyof typeof importCommands> = z.infer<(typeof importCommands)[N]['input']>;

const reject = ({ db }: CommandContext, { file, code, row }: Input<'import.reject'>): Decision<null> => ({
  ...decided(null, [importEvent('v1.import.fileRejected', { file, code, row })]),
  erases: sampleOf(db, file),
});

const wait = (context: CommandContext, input: Input<'import.wait'>): Decision<null> => {
  const { file, rows, fingerprint, header, sample } = input;
  // A key of its own for each wait: it is destroyed with the sample once the file is through.
  const subject = `file:${context.commandId}`;
  const sampleSealed = context.seal(subject, JSON.stringify({ header, sample }));
  return decided(null, [
    importEvent('v1.import.fileWaiting', { file, rows, columns: header.length, fingerprint, subject, sampleSealed }),
  ]);
};

const saveMapping = (
  _context: CommandContext,
  { fingerprint, name, mapping }: Input<'import.saveMapping'>,
): Decision<null> => {
  const missing = missingFields(mapping.kind, mapping.columns, mapping.constants);
  if (missing.length > 0) return refused({ code: 'mapping-incomplete', details: { fields: missing.join(', ') } });
  return decided(null, [importEvent('v1.import.mappingSaved', { fingerprint, name, mapping })]);
};

const forgetMapping = ({ db }: CommandContext, { fingerprint }: Input<'import.forgetMapping'>): Decision<null> => {
  const known = db.get('SELECT 1 AS known FROM import_mappings WHERE fingerprint = ?', fingerprint);
  return decided(null, known === undefined ? [] : [importEvent('v1.import.mappingForgotten', { fingerprint })]);
};

const fileStateOf = (db: Reader, fileId: string): string | null =>
  db.get<{ state: string }>('SELECT state FROM import_files WHERE file_id = ?', fileId)?.state ?? null;

const retry = (context: CommandContext, { fileId }: Input<'import.retry'>): Decision<null> => {
  const state = fileStateOf(context.db, fileId);
  if (state === null) return refused({ code: 'file-unknown' });
  if (state === 'retry' || state === 'discard') return decided(null, []);
  if (state === 'waiting-for-approval') return refused({ code: 'stock-approval-needed' });
  return decided(null, [importEvent('v1.import.retryAsked', { fileId })]);
};

const hold = ({ db }: CommandContext, { file, rows }: Input<'import.hold'>): Decision<null> => {
  const state = fileStateOf(db, file.fileId);
  return decided(null, state === 'waiting-for-approval' ? [] : [importEvent('v1.import.fileHeld', { file, rows })]);
};

const approve = (context: CommandContext, { fileId, approval, reason }: Input<'import.approve'>): Decision<null> => {
  const { db, actor } = context;
  const held = db.get<{ person_id: string | null }>('SELECT person_id FROM import_held WHERE file_id = ?', fileId);
  if (held === undefined || fileStateOf(db, fileId) !== 'waiting-for-approval')
    return refused({ code: 'file-not-waiting' });
  // Whoever brought it is not the second person, nor is whoever asks for one.
  if ([actor.personId, held.person_id].includes(approval.personId)) return refused({ code: 'stock-needs-another' });
  const { personId: supervisor, badgeTyped } = approval;
  return decided(null, [importEvent('v1.import.fileApproved', { fileId, supervisor, badgeTyped, reason })]);
};

const discard = (context: CommandContext, { fileId }: Input<'import.discard'>): Decision<null> => {
  const state = fileStateOf(context.db, fileId);
  if (state === null) return refused({ code: 'file-unknown' });
  if (state === 'discard') return decided(null, []);
  if (state === 'done' || state === 'rejected') return refused({ code: 'file-not-waiting' });
  return decided(null, [importEvent('v1.import.discardAsked', { fileId })]);
};

const resolve = ({ db }: CommandContext, { ids }: Input<'exceptions.resolve'>): Decision<{ resolved: number }> => {
  const open = [...new Set(ids)].filter(
    (id) => db.get('SELECT 1 AS open FROM import_exceptions WHERE id = ? AND resolved_at IS NULL', id) !== undefined,
  );
  return decided(
    { resolved: open.length },
    open.map((id) => importEvent('v1.import.problemResolved', { id })),
  );
};

export const importHandlers = {
  'import.reject': reject,
  'import.wait': wait,
  'import.saveMapping': saveMapping,
  'import.forgetMapping': forgetMapping,
  'import.hold': hold,
  'import.approve': approve,
  'import.retry': retry,
  'import.discard': discard,
  'exceptions.resolve': resolve,
} satisfies Record<keyof typeof importCommands, CommandHandler>;
