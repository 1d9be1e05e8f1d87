import { randomUUID } from 'node:crypto';
import type { Role } from '../../shared/feature';
import { checkNewPin } from '../../shared/features/people/pin';
import type { PersonRow, SignInRow } from '../../shared/features/people/queries';
import { fail, ok, type Result } from '../../shared/result';
import type { Actor } from '../store/types';
import { isBadgeCode, newBadgeCode, normaliseBadge } from './badge-code';
import type { CredentialsSummary } from './credentials';
import type { PeopleTools } from './people-tools';
import { signInRow } from './sign-in';

export interface NewPerson {
  readonly name: string;
  readonly role: Role;
  readonly pin: string;
  readonly badge?: string | undefined;
  readonly language?: 'en' | 'de' | 'es' | null;
  /** Default true: whoever adds a person knows the PIN, so it opens nothing but the choice of a new one. */
  readonly pinMustChange?: boolean;
}

export interface PersonChange {
  readonly name?: string;
  readonly role?: Role;
  readonly language?: 'en' | 'de' | 'es' | null;
}

export type ListedPerson = PersonRow & CredentialsSummary;

/** `by`: who is signed in; the store refuses what their role does not reach (`role-too-low`). */
export interface ManagePeople {
  /** True while nobody who is active has a badge or a PIN: the first IT person may be made. */
  needsFirstPerson(): Promise<Result<boolean>>;
  createFirstPerson(person: {
    readonly name: string;
    readonly pin: string;
    readonly badge?: string | undefined;
  }): Promise<Result<SignInRow>>;
  /** Everybody, active first. */
  list(): Promise<Result<readonly ListedPerson[]>>;
  /** Active people for the sign-in screen. */
  listForSignIn(): Promise<Result<readonly SignInRow[]>>;
  addPerson(person: NewPerson, by: Actor): Promise<Result<SignInRow>>;
  changePerson(personId: string, change: PersonChange, by: Actor): Promise<Result<null>>;
  /** The person must choose another one at the next sign-in. */
  resetPin(personId: string, pin: string, by: Actor): Promise<Result<null>>;
  setBadge(personId: string, badge: string | null, by: Actor): Promise<Result<null>>;
  deactivate(personId: string, by: Actor): Promise<Result<null>>;
  /** Destroys the name for good; what the person did stays in the record. IT only. */
  erase(personId: string, by: Actor): Promise<Result<null>>;
  newBadgeCode(): string;
  /** Whose badge a scan is (person id), without counting a try; `null`: it is no badge that is known here. */
  ownerOfBadge(code: string): string | null;
}

const done = (answer: Result<unknown>): Result<null> => (answer.ok ? ok(null) : answer);

const checkBadge = (tools: PeopleTools, badge: string | undefined, personId: string | null): Result<null> => {
  if (badge === undefined) return ok(null);
  if (!isBadgeCode(normaliseBadge(badge))) return fail('badge-unusable');
  const owner = tools.credentials.ownerOf(badge);
  return owner === null || owner === personId ? ok(null) : fail('badge-taken');
};

const giveCredentials = async (
  tools: PeopleTools,
  personId: string,
  { pin, badge, pinMustChange = true }: Pick<NewPerson, 'pin' | 'badge' | 'pinMustChange'>,
): Promise<Result<null>> => {
  const withPin = await tools.credentials.setPin(personId, pin, pinMustChange);
  return withPin.ok && badge !== undefined ? tools.credentials.setBadge(personId, badge) : withPin;
};

/** The record comes first: a crash in between leaves a person without a PIN, which can be seen and reset. */
const addPerson = async (tools: PeopleTools, person: NewPerson, by: Actor): Promise<Result<SignInRow>> => {
  const { name, role, language = null } = person;
  const pin = checkNewPin(person.pin);
  if (!pin.ok) return pin;
  const badge = checkBadge(tools, person.badge, null);
  if (!badge.ok) return badge;
  const personId = randomUUID();
  const added = await tools.send('people.add', { personId, name, role, language, blind: randomUUID() }, by);
  if (!added.ok) return added;
  const given = await giveCredentials(tools, personId, person);
  return given.ok ? ok({ personId, name: name.trim(), role, language }) : given;
};

const needsFirstPerson = async (tools: PeopleTools): Promise<Result<boolean>> => {
  if (tools.credentials.isEmpty()) return ok(true);
  const people = await tools.everybody();
  if (!people.ok) return people;
  return ok(
    !people.value.some(({ active, personId }) => {
      const { hasPin, hasBadge } = tools.credentials.summary(personId);
      return active && (hasPin || hasBadge);
    }),
  );
};

const createFirstPerson = async (
  tools: PeopleTools,
  first: { readonly name: string; readonly pin: string; readonly badge?: string | undefined },
): Promise<Result<SignInRow>> => {
  const needed = await needsFirstPerson(tools);
  if (!needed.ok) return needed;
  if (!needed.value) return fail('not-first-person');
  const people = await tools.everybody();
  if (!people.ok) return people;
  const pin = checkNewPin(first.pin);
  if (!pin.ok) return pin;
  const badge = checkBadge(tools, first.badge, null);
  if (!badge.ok) return badge;
  // Recorded before, but the credentials were lost or never written: the same person goes on.
  const known = people.value.find((each) => each.active && each.role === 'it' && each.name === first.name.trim());
  const person = { ...first, role: 'it', pinMustChange: false } as const;
  const made = known === undefined ? await addPerson(tools, person, tools.stationActor()) : ok(signInRow(known));
  if (!made.ok) return made;
  if (known !== undefined) {
    const given = await giveCredentials(tools, known.personId, person);
    if (!given.ok) return given;
  }
  await tools.send(
    'people.recordSignIn',
    { personId: made.value.personId, how: 'first-person' },
    tools.actorOf(made.value),
  );
  return made;
};

const resetPin = async (tools: PeopleTools, personId: string, pin: string, by: Actor): Promise<Result<null>> => {
  const usable = checkNewPin(pin);
  if (!usable.ok) return usable;
  const recorded = await tools.send('people.recordPin', { personId, chosen: false }, by);
  return recorded.ok ? tools.credentials.setPin(personId, pin, true) : recorded;
};

const setBadge = async (
  tools: PeopleTools,
  personId: string,
  badge: string | null,
  by: Actor,
): Promise<Result<null>> => {
  const usable = checkBadge(tools, badge ?? undefined, personId);
  if (!usable.ok) return usable;
  const recorded = await tools.send('people.recordBadge', { personId, hasBadge: badge !== null }, by);
  return recorded.ok ? tools.credentials.setBadge(personId, badge) : recorded;
};

/** From the record on nobody gets in as this person, even if the credentials can't be removed at once. */
const deactivate = async (tools: PeopleTools, personId: string, by: Actor): Promise<Result<null>> => {
  const recorded = await tools.send('people.deactivate', { personId }, by);
  return recorded.ok ? tools.credentials.remove(personId) : recorded;
};

const erase = async (tools: PeopleTools, personId: string, by: Actor): Promise<Result<null>> => {
  const recorded = await tools.send('people.erase', { personId }, by);
  return recorded.ok ? tools.credentials.remove(personId) : recorded;
};

export const createManagePeople = (tools: PeopleTools): ManagePeople => ({
  needsFirstPerson: () => needsFirstPerson(tools),
  createFirstPerson: (person) => createFirstPerson(tools, person),
  async list() {
    const people = await tools.everybody();
    if (!people.ok) return people;
    return ok(people.value.map((person) => ({ ...person, ...tools.credentials.summary(person.personId) })));
  },
  async listForSignIn() {
    const people = await tools.everybody();
    return people.ok ? ok(people.value.filter(({ active }) => active).map(signInRow)) : people;
  },
  addPerson: (person, by) => addPerson(tools, person, by),
  changePerson: async (personId, change, by) =>
    done(await tools.send('people.change', { personId, ...change, blind: randomUUID() }, by)),
  resetPin: (personId, pin, by) => resetPin(tools, personId, pin, by),
  setBadge: (personId, badge, by) => setBadge(tools, personId, badge, by),
  deactivate: (personId, by) => deactivate(tools, personId, by),
  erase: (personId, by) => erase(tools, personId, by),
  newBadgeCode,
  ownerOfBadge: (code) => tools.credentials.ownerOf(code),
});
