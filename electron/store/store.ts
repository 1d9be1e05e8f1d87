import { createHash } from 'node:crypto';
import type { Failure, Result } from '../../shared/result';
import { fail } from '../../shared/result';
import { errorCode, SyncFailed } from '../journal/file-port';
import type { Head } from '../journal/format';
import type { Journal, JournalFailure, Place } from '../journal/journal';
import { findEntry, type Break } from '../journal/scan';
import type { Projection } from '../projection/projection';
import { answerQuery, findIn } from './answer-query';
import { createEntryClock } from './entry-clock';
import { breakFailure, isDiskFull, openParts, tornNotice, type Parts, type PartsOptions } from './open-parts';
import type { Actor, CommandContext, CommandEnvelope, CommandHandler, Decision, Effect, StoreSettings } from './types';

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
  place(): Place | null;
  /** Where the snapshot ended that the tables were opened from; `null`: they were made from the first entry on. */
  readonly openedFrom: Place | null;
  /** Brings in some more of what the tables were opened from; false once all of it is at hand. */
  loadMore(): boolean;
  readonly projection: Projection;
  /** Reports that older parts of the record don't hold: nothing is written any more. */
  markBroken(broken: Break): void;
  close(): void;
}

export interface StoreOptions extends PartsOptions {
  readonly settings: StoreSettings;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly onChanged?: (tables: readonly string[]) => void;
  readonly onEffects?: (effects: readonly Effect[]) => void;
}

const inputDigest = (input: unknown): string =>
  createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 32);

/** A handler's answer to one command, before anything is written. */
const decide = (handler: CommandHandler, context: CommandContext, input: unknown): Decision =>
  (handler as unknown as (each: CommandContext, wish: unknown) => Decision)(context, input);

/**
 * Opens the store of a data folder. The caller holds the folder's lock. Throws what makes the record unreadable.
 * @param begun the same folder's parts, when their opening was begun before the settings were there
 */
export const openStore = async (options: StoreOptions, begun?: Parts): Promise<OpenStore> => {
  const { features, port, folder } = options;
  const parts = begun ?? (await openParts(options));
  const { projection, attachments, seals } = parts;
  let { settings } = options;
  let journal: Journal | null = null;
  let state: StoreState = 'ready';
  let failure: Failure | null = null;
  const notices: Failure[] = [];
  /** True while nothing but the opening of the journal keeps commands from being taken. */
  let canOpen = parts.broken === null;
  const clock = createEntryClock(options.now, projection.lastAt(), (notice) => notices.push(notice));

  const become = (next: StoreState, why: Failure | null): void => {
    state = next;
    failure = why;
  };

  /** For good, as far as this process goes: only reading the disk again can tell what stands there. */
  const stop = (why: Failure): Result<never> => {
    canOpen = false;
    become('read-only', why);
    return { ok: false, failure: why };
  };

  const failed = (why: Failure<JournalFailure>): Result<never> => {
    if (why.code !== 'disk-full') return stop(why);
    become('disk-full', why);
    return { ok: false, failure: why };
  };

  /** Tried again with every command, so that work goes on by itself once there is room, or a right. */
  const openJournal = (): void => {
    if (journal !== null || !canOpen) return;
    try {
      const opened = parts.openWriter();
      journal = opened.journal;
      if (opened.torn !== null) notices.push(tornNotice(opened.torn));
      // A process that was killed between the entry and the key may have left one.
      for (const subject of projection.erased()) seals.destroy(subject);
      become('ready', null);
    } catch (error) {
      const code = errorCode(error);
      const details = { error: code };
      if (isDiskFull(code)) become('disk-full', { code: 'disk-full', details });
      else become('read-only', { code: 'not-writable', details });
    }
  };

  if (parts.broken === null) openJournal();
  else become('read-only', breakFailure(parts.broken));

  const again = (envelope: CommandEnvelope): Result<unknown> | null => {
    const n = projection.entryOf(envelope.id);
    if (n === null) return null;
    const known = projection.command(n) ?? findEntry(port, `${folder}/journal`, n);
    if (known === null) return fail('internal-error', { n });
    const same = known.command === envelope.name && known.input === inputDigest(envelope.input);
    return same ? (known.answer as Result<unknown>) : fail('command-id-reused');
  };

  const readAttachment = (sha256: string): Uint8Array | null => {
    const bytes = attachments.get(sha256);
    return bytes === null ? null : seals.openEvidence(bytes);
  };

  const contextOf = (envelope: CommandEnvelope, at: string): CommandContext => ({
    db: projection,
    actor: envelope.actor,
    commandId: envelope.id,
    at,
    settings,
    attach: (bytes, kind) => attachments.put(bytes, kind),
    attachSealed: (subject, bytes, kind) => attachments.put(seals.sealEvidence(subject, bytes), kind),
    seal: (subject, plain) => seals.seal(subject, plain),
    unseal: (subject, sealed) => seals.unseal(subject, sealed),
  });

  /** Keys first, then the entry: an entry on disk never names what is not. */
  const write = (to: Journal, envelope: CommandEnvelope, decision: Decision, at: string): Result<unknown> => {
    seals.flush();
    const { actor } = envelope;
    const appended = to.append({
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
    clock.written(at);
    become('ready', null);
    const { tables, fault } = projection.apply(appended.value.entry, appended.value.head.hash);
    if (fault !== null) console.error(`entry ${appended.value.head.n} could not be applied`, fault);
    for (const subject of decision.erases ?? []) seals.destroy(subject);
    if (tables.length > 0) options.onChanged?.(tables);
    if (decision.effects !== undefined && decision.effects.length > 0) options.onEffects?.(decision.effects);
    return decision.result;
  };

  const run = (to: Journal, envelope: CommandEnvelope, handler: CommandHandler, input: unknown): Result<unknown> => {
    const at = clock.now();
    try {
      const decision = decide(handler, contextOf(envelope, at), input);
      if (decision.events.length > 0) return write(to, envelope, decision, at);
      seals.drop();
      return decision.result;
    } catch (error) {
      seals.drop();
      return caught(error);
    }
  };

  /** Disk trouble while evidence or keys are written is an expected failure; anything else is a bug. */
  const caught = (error: unknown): Result<never> => {
    const code = errorCode(error);
    const details = { error: code };
    if (error instanceof SyncFailed) return stop({ code: 'sync-failed', details });
    if (isDiskFull(code)) return failed({ code: 'disk-full', details });
    if (/^E[A-Z]+$/.test(code)) return fail('write-failed', details);
    console.error('a command handler threw', error);
    return fail('internal-error');
  };

  const execute = (envelope: CommandEnvelope): Result<unknown> => {
    const repeated = again(envelope);
    if (repeated !== null) return repeated;
    openJournal();
    if (journal === null || state === 'read-only')
      return failure?.code === 'disk-full'
        ? fail('disk-full', failure.details)
        : fail('store-read-only', failure?.details);
    const handler = findIn<CommandHandler>(features, (feature) => feature.commands, envelope.name);
    const definition = findIn(features, (feature) => feature.definitions.commands, envelope.name);
    if (handler === null || definition === null) return fail('unknown-command', { command: envelope.name });
    if (definition.origin === 'trusted' && envelope.origin !== 'trusted') return fail('not-allowed');
    const parsed = definition.input.safeParse(envelope.input);
    if (!parsed.success) return fail('bad-input', { command: envelope.name });
    return run(journal, envelope, handler, parsed.data);
  };

  const query = (name: string, params: unknown, actor: Actor): Result<unknown> =>
    answerQuery(
      features,
      { name, params, actor },
      {
        db: projection,
        at: new Date(options.now()).toISOString(),
        settings,
        unseal: (subject, sealed) => seals.unseal(subject, sealed),
        attachment: readAttachment,
      },
    );

  /** What the screens are told of entries that the tables could not take in. */
  const unshown = (): readonly Failure[] => {
    const [first] = projection.faults();
    return first === undefined
      ? []
      : [{ code: 'entry-not-shown', details: { n: first, entries: projection.faults().length } }];
  };

  return {
    projection,
    openedFrom: parts.openedFrom,
    execute,
    query,
    setSettings: (next) => {
      settings = next;
    },
    status: () => ({
      state,
      failure,
      notices: [...notices, ...unshown()],
      head: journal?.head() ?? projection.head(),
    }),
    attachment: readAttachment,
    place: () => journal?.place() ?? null,
    loadMore: parts.tables.loadMore,
    markBroken: (broken) => void stop(breakFailure(broken)),
    close: () => {
      journal?.close();
      parts.tables.close();
    },
  };
};
