import type { PersonRow } from '../../shared/features/people/queries';
import { fail, ok, type Result } from '../../shared/result';
import type { CallAnswer } from '../../shared/station';
import type { Credentials } from '../people/credentials';
import { showRecoveryCode } from '../store/recovery-key';
import type { Actor } from '../store/types';
import type { Session } from './session';
import type { StoreClient } from './store-client';

export interface RecoveryParts {
  readonly client: Pick<StoreClient, 'view' | 'listBackups' | 'queryBackup'>;
  readonly session: Pick<Session, 'snapshot'>;
  readonly credentials: Pick<Credentials, 'tryPin' | 'summary' | 'keptRole'>;
  /** The site's recovery code; `null` where there is none. */
  readonly code: () => string | null;
  readonly backupFolder: () => string;
  readonly actor: () => Actor;
}

/**
 * A record that breaks before it names anybody lets nobody sign in. Then, and only then, a backup's own IT people may
 * restore that backup, by the PIN that this station knows them by: the same lock-out counts their tries. What they were in
 * the backup is not enough: they must still be IT by what stands beside the record. Where nobody is, the recovery code
 * speaks for itself.
 */
export const createRecovery = ({ client, session, credentials, code, backupFolder, actor }: RecoveryParts) => {
  const isNeeded = (): boolean =>
    client.view().failure?.code === 'record-broken' && session.snapshot().state === 'first-person';

  const listed = async (folder: string): Promise<boolean> =>
    (await client.listBackups(backupFolder())).some((backup) => backup.folder === folder);

  const mayAsk = async (folder: string): Promise<Result<null>> => {
    if (!isNeeded()) return fail('not-now');
    return (await listed(folder)) ? ok(null) : fail('backup-not-found', { folder });
  };

  const isStillIt = ({ personId }: PersonRow): boolean =>
    credentials.summary(personId).hasPin && credentials.keptRole(personId) === 'it';

  const itOf = async (folder: string): Promise<Result<readonly PersonRow[]>> => {
    const may = await mayAsk(folder);
    if (!may.ok) return may;
    const everybody = await client.queryBackup(folder, 'people.all', {}, actor());
    if (!everybody.ok) return everybody;
    return ok(
      (everybody.value as readonly PersonRow[]).filter(
        (person) => person.active && person.role === 'it' && isStillIt(person),
      ),
    );
  };

  return {
    code: (): Result<string> => {
      const known = code();
      return known === null ? fail('recovery-code-missing') : ok(showRecoveryCode(known));
    },
    mayAsk,
    backups: async (): Promise<Result<CallAnswer<'recovery.backups'>>> =>
      isNeeded()
        ? ok((await client.listBackups(backupFolder())).map(({ folder, at, entries }) => ({ folder, at, entries })))
        : fail('not-now'),
    people: async (folder: string): Promise<Result<CallAnswer<'recovery.people'>>> => {
      const people = await itOf(folder);
      return people.ok ? ok(people.value.map(({ personId, name, role }) => ({ personId, name, role }))) : people;
    },
    /** Whether this is one of them. */
    check: async (folder: string, personId: string, pin: string): Promise<Result<null>> => {
      const people = await itOf(folder);
      if (!people.ok) return people;
      if (!people.value.some((person) => person.personId === personId)) return fail('unknown-person');
      const tried = await credentials.tryPin(personId, pin);
      if (!tried.ok) return tried;
      return tried.value.mustChange ? fail('pin-must-change') : ok(null);
    },
  };
};
