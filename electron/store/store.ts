import { createHash } from 'node:crypto';
import type { Failure, Result } from '../../shared/result';
import { fail, ok } from '../../shared/result';
import { openAttachments, type Attachments } from '../journal/attachments';
import { errorCode, type FilePort } from '../journal/file-port';
import type { Head } from '../journal/format';
import { openJournal, type Journal, type JournalFailure, type Place, type TornTail } from '../journal/journal';
import { findEntry, type Break } from '../journal/scan';
import { openSeals, type Seals } from '../journal/seals';
import { openProjection, type Projection } from '../projection/projection';
import { readSnapshot } from '../projection/snapshots';
import type {
  Actor,
  CommandContext,
  CommandEnvelope,
  CommandHandler,
  Decision,
  Effect,
  Feature,
  QueryContext,
  QueryHandler,
  StoreSettings,
} from './types';

export type StoreState = 'ready' | 'disk-full' | 'read-only';

export interface StoreStatus {
  readonly state: StoreState;
  readonly failure: Failure | null;
  readonly notices: readonly Failure[];
  readonly head: Head;
}

export interface OpenStore {
  execute(envelope: CommandEnvelope): Result<unknown>;
  query(name: string, params: unknown, actor: Actor): Result<unknown>;
  setSettings(settings: StoreSettings): void;
  status(): StoreStatus;
  attachment(sha256: string): Uint8Array | null;
  destroyKey(subject: string): boolean;
  place(): Place | null;
  readonly projection: Projection;
  /** Reports that older parts of the record don't hold: nothing is written any more. */
  markBroken(broken: Break): void;
  close(): void;
}

export interface StoreOptions {
  readonly folder: string;
  readonly port: FilePort;
  readonly features: readonly Feature[];
  readonly settings: StoreSettings;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onChanged?: (tables: readonly string[]) => void;
  readonly onEffects?: (effects: readonly Effect[]) => void;
  readonly segmentBytes?: number;
}

interface Parts {
  readonly journal: Journal | null;
  readonly projection: Projection;
  readonly attachments: Attachments;
  readonly seals: Seals;
}

const inputDigest = (input: unknown): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 32);

const breakFailure = (broken: Break): Failure => ({
  code: 'record-broken',
  details: { file: broken.file, byte: broken.byte, n: broken.n, why: broken.why },
});

const tornNotice = (torn: TornTail): Failure => ({
  code: 'torn-tail-set-aside',
  details: { file: torn.file, bytes: torn.bytes, keptAs: torn.keptAs },
});

/** In a function of its own: nothing that lives on may hold the snapshot's bytes. */
const openTables = async ({ folder, port, features }: StoreOptions) => {
  const snapshot = readSnapshot(port, `${folder}/snapshots`, features);
  return { projection: await openProjection(features, snapshot?.bytes ?? null), from: snapshot?.place ?? null };
};

/** Opens tables and journal: the newest usable snapshot, then every entry after it. */
const openParts = async (options: StoreOptions): Promise<Parts & { readonly status: Omit<StoreStatus, 'head'> }> => {
  const { folder, port } = options;
  port.makeFolder(folder);
  const attachments = openAttachments(port, `${folder}/attachments`);
  port.makeFolder(`${folder}/attachments`);
  const seals = openSeals(port, `${folder}/keys/seals`);
  const { projection, from } = await openTables(options);
  let opened: ReturnType<typeof openJournal> | null = null;
  projection.inBulk(() => {
    opened = openJournal({
      port,
      folder: `${folder}/journal`,
      from,
      onEntry: (entry, hash) => void projection.apply(entry, hash),
      ...(options.segmentBytes === undefined ? {} : { segmentBytes: options.segmentBytes }),
    });
  });
  const journal = opened as ReturnType<typeof openJournal> | null;
  if (journal === null) throw new Error('journal not opened');
  if (journal.state === 'broken')
    return {
      journal: null,
      projection,
      attachments,
      seals,
      status: { state: 'read-only', failure: breakFailure(journal.broken), notices: [] },
    };
  return {
    journal: journal.journal,
    projection,
    attachments,
    seals,
    status: { state: 'ready', failure: null, notices: journal.torn === null ? [] : [tornNotice(journal.torn)] },
  };
};

const find = <T>(
  features: readonly Feature[],
  pick: (feature: Feature) => Readonly<Record<string, T>>,
  name: string,
): T | null => {
  for (const feature of features) {
    const table = pick(feature);
    if (Object.prototype.hasOwnProperty.call(table, name)) return table[name] ?? null;
  }
  return null;
};

/** A handler's answer to one command, before anything is written. */
const decide = (handler: CommandHandler, context: CommandContext, input: unknown): Decision =>
  (handler as unknown as (each: CommandContext, wish: unknown) => Decision)(context, input);

/** Opens the store of a data folder. The caller holds the folder's lock. */
export const openStore = async (options: StoreOptions): Promise<OpenStore> => {
  const { features } = options;
  const parts = await openParts(options);
  const { journal, projection, attachments, seals } = parts;
  let { settings } = options;
  let status: Omit<StoreStatus, 'head'> = parts.status;
  let lastAt = projection.lastAt();

  /** Never earlier than the entry before, whatever the clock does. */
  const timestamp = (): string => {
    const at = new Date(options.now()).toISOString();
    return at > lastAt ? at : lastAt === '' ? at : lastAt;
  };

  const stop = (code: string, details: Failure['details']): void => {
    status = { ...status, state: 'read-only', failure: details === undefined ? { code } : { code, details } };
  };

  const failed = (failure: Failure<JournalFailure>): Result<never> => {
    if (failure.code === 'disk-full') status = { ...status, state: 'disk-full', failure };
    else if (failure.code !== 'write-failed') stop(failure.code, failure.details);
    return { ok: false, failure };
  };

  const again = (envelope: CommandEnvelope): Result<unknown> | null => {
    const n = projection.entryOf(envelope.id);
    if (n === null) return null;
    const known = projection.command(n) ?? findEntry(options.port, `${options.folder}/journal`, n);
    if (known === null) return fail('internal-error', { n });
    const same = known.command === envelope.name && known.input === inputDigest(envelope.input);
    return same ? (known.answer as Result<unknown>) : fail('command-id-reused');
  };

  const contextOf = (envelope: CommandEnvelope, at: string): CommandContext => ({
    db: projection,
    actor: envelope.actor,
    commandId: envelope.id,
    at,
    settings,
    attach: (bytes, kind) => attachments.put(bytes, kind),
    seal: (subject, plain) => seals.seal(subject, plain),
    unseal: (subject, sealed) => seals.unseal(subject, sealed),
  });

  /** Keys first, then the entry: an entry on disk never names what is not. */
  const write = (envelope: CommandEnvelope, decision: Decision, at: string): Result<unknown> => {
    if (journal === null) return fail('store-read-only');
    seals.flush();
    const { actor } = envelope;
    const appended = journal.append({
      at,
      site: actor.site,
      station: actor.station,
      person: actor.personId,
      role: actor.role,
      id: envelope.id,
      command: envelope.name,
      input: inputDigest(envelope.input),
      events: decision.events,
      answer: decision.result,
    });
    if (!appended.ok) return failed(appended.failure);
    lastAt = at;
    if (status.state === 'disk-full') status = { ...status, state: 'ready', failure: null };
    const tables = projection.apply(appended.value.entry, appended.value.head.hash);
    if (tables.length > 0) options.onChanged?.(tables);
    if (decision.effects !== undefined && decision.effects.length > 0) options.onEffects?.(decision.effects);
    return decision.result;
  };

  const execute = (envelope: CommandEnvelope): Result<unknown> => {
    if (status.state === 'read-only') return fail('store-read-only', status.failure?.details);
    const repeated = again(envelope);
    if (repeated !== null) return repeated;
    const handler = find<CommandHandler>(features, (feature) => feature.commands, envelope.name);
    const definition = find(features, (feature) => feature.definitions.commands, envelope.name);
    if (handler === null || definition === null) return fail('unknown-command', { command: envelope.name });
    if (definition.origin === 'trusted' && envelope.origin !== 'trusted') return fail('not-allowed');
    const parsed = definition.input.safeParse(envelope.input);
    if (!parsed.success) return fail('bad-input', { command: envelope.name });
    return run(envelope, handler, parsed.data);
  };

  const run = (envelope: CommandEnvelope, handler: CommandHandler, input: unknown): Result<unknown> => {
    const at = timestamp();
    try {
      const decision = decide(handler, contextOf(envelope, at), input);
      if (decision.events.length === 0) {
        seals.drop();
        return decision.result;
      }
      return write(envelope, decision, at);
    } catch (error) {
      seals.drop();
      return caught(error);
    }
  };

  /** Disk trouble while evidence or keys are written is an expected failure; anything else is a bug. */
  const caught = (error: unknown): Result<never> => {
    const code = errorCode(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') return failed({ code: 'disk-full', details: { error: code } });
    if (/^E[A-Z]+$/.test(code)) return fail('write-failed', { error: code });
    console.error('a command handler threw', error);
    return fail('internal-error');
  };

  return {
    projection,
    execute,
    query: (name, params, actor) => {
      const handler = find<QueryHandler>(features, (feature) => feature.queries, name);
      const definition = find(features, (feature) => feature.definitions.queries, name);
      const parsed = definition?.params.safeParse(params);
      if (handler === null || parsed === undefined) return fail('unknown-query', { query: name });
      if (!parsed.success) return fail('bad-input', { query: name });
      const context: QueryContext = {
        db: projection,
        actor,
        at: new Date(options.now()).toISOString(),
        settings,
        unseal: (subject, sealed) => seals.unseal(subject, sealed),
        attachment: (sha256) => attachments.get(sha256),
      };
      return ok((handler as unknown as (each: QueryContext, wish: unknown) => unknown)(context, parsed.data));
    },
    setSettings: (next) => {
      settings = next;
    },
    status: () => ({ ...status, head: journal?.head() ?? projection.head() }),
    attachment: (sha256) => attachments.get(sha256),
    destroyKey: (subject) => seals.destroy(subject),
    place: () => journal?.place() ?? null,
    markBroken: (broken) => {
      const failure = breakFailure(broken);
      stop(failure.code, failure.details);
    },
    close: () => {
      journal?.close();
      projection.close();
    },
  };
};
