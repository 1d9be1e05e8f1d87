import type { InputOf, Role } from '../../shared/feature';
import { peopleCommands } from '../../shared/features/people/commands';
import {
  peopleEvent,
  personSubject,
  type PeopleEventData,
  type PeopleEventType,
} from '../../shared/features/people/events';
import { peopleQueries, type PersonRow, type SignInRow } from '../../shared/features/people/queries';
import { hasRole } from '../../shared/features/people/roles';
import { rememberErased } from '../projection/projection';
import {
  decided,
  refused,
  type CommandContext,
  type CommandHandler,
  type Decision,
  type EntryMeta,
  type Feature,
  type QueryContext,
  type Reader,
  type Writer,
} from '../store/types';

type Input<N extends keyof typeof peopleCommands> = InputOf<(typeof peopleCommands)[N]>;

interface StoredPerson {
  readonly person_id: string;
  readonly name_sealed: string;
  readonly subject: string;
  readonly role: Role;
  readonly language: string | null;
  readonly active: number;
  readonly erased: number;
  readonly created_at: string;
  readonly last_signed_in_at: string | null;
}

const schema = [
  `CREATE TABLE people (
    person_id TEXT PRIMARY KEY, name_sealed TEXT NOT NULL, subject TEXT NOT NULL, role TEXT NOT NULL, language TEXT,
    active INTEGER NOT NULL, erased INTEGER NOT NULL, created_at TEXT NOT NULL, last_signed_in_at TEXT) WITHOUT ROWID`,
];

const readPerson = (db: Reader, personId: string): StoredPerson | undefined =>
  db.get<StoredPerson>('SELECT * FROM people WHERE person_id = ?', personId);

const comparable = (name: string): string => name.trim().normalize('NFC').toLowerCase();

const isNameTaken = (context: CommandContext, name: string, exceptPersonId: string): boolean =>
  context.db
    .all<StoredPerson>('SELECT * FROM people WHERE active = 1 AND person_id <> ?', exceptPersonId)
    .some((row) => comparable(context.unseal(row.subject, row.name_sealed) ?? '') === comparable(name));

/** Nobody may give a role above their own, nor act on a person above them (a reset PIN would be a way up). */
const mayActOn = (context: CommandContext, role: Role): boolean =>
  hasRole(context.actor.role, 'supervisor') && hasRole(context.actor.role, role);

const isLastIt = (db: Reader, person: StoredPerson): boolean =>
  person.role === 'it' &&
  person.active === 1 &&
  db.get<{ others: number }>(
    `SELECT count(*) AS others FROM people WHERE role = 'it' AND active = 1 AND person_id <> ?`,
    person.person_id,
  )?.others === 0;

const onPerson = (context: CommandContext, personId: string, act: (person: StoredPerson) => Decision): Decision => {
  const person = readPerson(context.db, personId);
  if (person === undefined) return refused({ code: 'unknown-person' });
  if (!mayActOn(context, person.role)) return refused({ code: 'role-too-low', details: { role: person.role } });
  return act(person);
};

const add = (context: CommandContext, input: Input<'people.add'>): Decision => {
  const { personId, name, role, language } = input;
  if (!mayActOn(context, role)) return refused({ code: 'role-too-low', details: { role } });
  if (readPerson(context.db, personId) !== undefined) return refused({ code: 'person-known' });
  if (isNameTaken(context, name, personId)) return refused({ code: 'name-taken' });
  const subject = personSubject(personId);
  const nameSealed = context.seal(subject, name);
  return decided(null, [peopleEvent('v1.people.added', { personId, nameSealed, subject, role, language })]);
};

const change = (context: CommandContext, input: Input<'people.change'>): Decision =>
  onPerson(context, input.personId, (person) => {
    const role = input.role ?? person.role;
    if (person.active === 0) return refused({ code: 'inactive' });
    if (!mayActOn(context, role)) return refused({ code: 'role-too-low', details: { role } });
    if (role !== 'it' && isLastIt(context.db, person)) return refused({ code: 'last-it-person' });
    if (input.name !== undefined && isNameTaken(context, input.name, person.person_id)) {
      return refused({ code: 'name-taken' });
    }
    const nameSealed = input.name === undefined ? person.name_sealed : context.seal(person.subject, input.name);
    const language = input.language === undefined ? person.language : input.language;
    return decided(null, [
      peopleEvent('v1.people.changed', { personId: person.person_id, nameSealed, role, language }),
    ]);
  });

const deactivate = (context: CommandContext, { personId }: Input<'people.deactivate'>): Decision =>
  onPerson(context, personId, (person) => {
    if (person.active === 0) return decided(null, []);
    if (isLastIt(context.db, person)) return refused({ code: 'last-it-person' });
    return decided(null, [peopleEvent('v1.people.deactivated', { personId })]);
  });

const erase = (context: CommandContext, { personId }: Input<'people.erase'>): Decision =>
  onPerson(context, personId, (person) => {
    if (!hasRole(context.actor.role, 'it')) return refused({ code: 'role-too-low', details: { role: 'it' } });
    if (isLastIt(context.db, person)) return refused({ code: 'last-it-person' });
    if (person.erased === 1) return decided(null, []);
    return { ...decided(null, [peopleEvent('v1.people.erased', { personId })]), erases: [person.subject] };
  });

const recordPin = (context: CommandContext, input: Input<'people.recordPin'>): Decision =>
  input.chosen && context.actor.personId === input.personId
    ? decided(null, [peopleEvent('v1.people.pinReset', input)])
    : onPerson(context, input.personId, (person) =>
        person.active === 0
          ? refused({ code: 'inactive' })
          : decided(null, [peopleEvent('v1.people.pinReset', { personId: input.personId, chosen: false })]),
      );

const recordBadge = (context: CommandContext, input: Input<'people.recordBadge'>): Decision =>
  onPerson(context, input.personId, (person) =>
    person.active === 0 ? refused({ code: 'inactive' }) : decided(null, [peopleEvent('v1.people.badgeChanged', input)]),
  );

/** For what the trusted side saw happen: it is remembered as it was. */
const record =
  <T extends PeopleEventType>(type: T) =>
  (_context: CommandContext, input: PeopleEventData<T>): Decision =>
    decided(null, [peopleEvent(type, input)]);

const commands: Readonly<Record<keyof typeof peopleCommands, CommandHandler>> = {
  'people.add': add,
  'people.change': change,
  'people.deactivate': deactivate,
  'people.erase': erase,
  'people.recordPin': recordPin,
  'people.recordBadge': recordBadge,
  'people.recordSignIn': record('v1.people.signedIn'),
  'people.recordSignOut': record('v1.people.signedOut'),
  'people.recordRefusedSignIn': record('v1.people.signInRefused'),
  'people.recordLock': record('v1.people.locked'),
  'people.recordHandOver': record('v1.people.handedOver'),
  'people.recordOverride': record('v1.people.overrideGranted'),
  'people.recordRefusedOverride': record('v1.people.overrideRefused'),
};

const apply: Feature['apply'] = {
  'v1.people.added': (db: Writer, data: PeopleEventData<'v1.people.added'>, meta: EntryMeta) =>
    db.run(
      'INSERT INTO people VALUES (?, ?, ?, ?, ?, 1, 0, ?, NULL)',
      data.personId,
      data.nameSealed,
      data.subject,
      data.role,
      data.language,
      meta.at,
    ),
  'v1.people.changed': (db: Writer, data: PeopleEventData<'v1.people.changed'>) =>
    db.run(
      'UPDATE people SET name_sealed = ?, role = ?, language = ? WHERE person_id = ?',
      data.nameSealed,
      data.role,
      data.language,
      data.personId,
    ),
  'v1.people.deactivated': (db: Writer, data: PeopleEventData<'v1.people.deactivated'>) =>
    db.run('UPDATE people SET active = 0 WHERE person_id = ?', data.personId),
  'v1.people.erased': (db: Writer, data: PeopleEventData<'v1.people.erased'>) => {
    db.run('UPDATE people SET active = 0, erased = 1 WHERE person_id = ?', data.personId);
    rememberErased(db, personSubject(data.personId));
  },
  'v1.people.signedIn': (db: Writer, data: PeopleEventData<'v1.people.signedIn'>, meta: EntryMeta) =>
    db.run('UPDATE people SET last_signed_in_at = ? WHERE person_id = ?', meta.at, data.personId),
};

const nameOf = (context: QueryContext, row: StoredPerson): string =>
  row.erased === 1 ? '' : (context.unseal(row.subject, row.name_sealed) ?? '');

const byName = (a: SignInRow, b: SignInRow): number =>
  a.name.localeCompare(b.name) || (a.personId < b.personId ? -1 : 1);

const readAll = (context: QueryContext): PersonRow[] =>
  context.db
    .all<StoredPerson>('SELECT * FROM people')
    .map((row) => ({
      personId: row.person_id,
      name: nameOf(context, row),
      role: row.role,
      language: row.language,
      active: row.active === 1,
      erased: row.erased === 1,
      createdAt: row.created_at,
      lastSignedInAt: row.last_signed_in_at,
    }))
    .toSorted((a, b) => Number(b.active) - Number(a.active) || byName(a, b));

const readSignIn = (context: QueryContext): SignInRow[] =>
  readAll(context)
    .filter(({ active }) => active)
    .map(({ personId, name, role, language }) => ({ personId, name, role, language }));

/** Who may work here, and what they signed for. Badges and PINs are not the store's: see `electron/people`. */
export const peopleFeature: Feature = {
  name: 'people',
  schema,
  apply,
  commands,
  queries: { 'people.signIn': readSignIn, 'people.all': readAll },
  definitions: { commands: peopleCommands, queries: peopleQueries },
};
