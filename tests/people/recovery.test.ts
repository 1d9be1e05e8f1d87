import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCredentials, type Credentials } from '../../electron/people/credentials';
import { createRecovery } from '../../electron/station/recovery';
import type { Role } from '../../shared/feature';
import type { PersonRow } from '../../shared/features/people/queries';
import { ok } from '../../shared/result';

const cheap = { N: 16, r: 1, p: 1 };
const backup = { folder: '/backups/packwright-1', at: '2026-11-24T12:00:00Z', entries: 9, head: { n: 9, hash: '' } };
const person = (personId: string, change: Partial<PersonRow> = {}): PersonRow => ({
  personId,
  name: personId,
  role: 'it',
  language: null,
  active: true,
  erased: false,
  createdAt: '',
  lastSignedInAt: null,
  ...change,
});

let folder = '';
let credentials: Credentials;

const open = async (): Promise<Credentials> => {
  const opened = await openCredentials({ folder, cost: cheap });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packwright-recovery-'));
  credentials = await open();
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A station whose record is broken at its start, with a backup that names these people. */
const recoveryOf = (people: readonly PersonRow[]) =>
  createRecovery({
    client: {
      view: () => ({
        state: 'read-only',
        failure: { code: 'record-broken' },
        notices: [],
        head: null,
        startedPercent: null,
      }),
      listBackups: () => Promise.resolve([backup]),
      queryBackup: () => Promise.resolve(ok(people)),
    },
    session: { snapshot: () => ({ state: 'first-person' }) },
    credentials,
    code: () => '0123456789ABCDEFGHJKMNPQRS',
    backupFolder: () => '/backups',
    actor: () => ({ personId: null, role: 'station', site: 'main', station: 'pack-1' }),
  });

const roles = (all: Readonly<Record<string, Role>>): ReadonlyMap<string, Role> => new Map(Object.entries(all));

describe('who may restore a backup where nobody can sign in', () => {
  it('is IT in the backup and IT now: one who was demoted since, deactivated, or has no PIN is not', async () => {
    for (const id of ['ines', 'demoted', 'gone']) await credentials.setPin(id, '271828', false);
    await credentials.keepRoles(roles({ ines: 'it', demoted: 'it', gone: 'it' }));
    await credentials.keepRoles(roles({ ines: 'it', demoted: 'operator' }));
    // What stands beside the record is read anew by the start that finds the record broken.
    credentials = await open();
    const recovery = recoveryOf([
      person('ines'),
      person('demoted'),
      person('gone'),
      person('without PIN'),
      person('inactive', { active: false }),
      person('operator', { role: 'operator' }),
    ]);
    expect(await recovery.people(backup.folder)).toEqual(ok([{ personId: 'ines', name: 'ines', role: 'it' }]));
    expect(await recovery.check(backup.folder, 'demoted', '271828')).toMatchObject({
      failure: { code: 'unknown-person' },
    });
    expect(await recovery.check(backup.folder, 'ines', '271828')).toEqual(ok(null));
  });

  it('is nobody of whom this station does not know what they are: then the code speaks', async () => {
    await credentials.setPin('ines', '271828', false);
    const recovery = recoveryOf([person('ines')]);
    expect(await recovery.people(backup.folder)).toEqual(ok([]));
    expect(await recovery.mayAsk(backup.folder)).toEqual(ok(null));
    expect(await recovery.mayAsk('/tmp')).toMatchObject({ failure: { code: 'backup-not-found' } });
    expect(recovery.code()).toEqual(ok('01234-56789-ABCDE-FGHJK-MNPQR-S'));
  });
});
