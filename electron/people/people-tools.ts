import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { roles } from '../../shared/feature';
import type { peopleCommands } from '../../shared/features/people/commands';
import type { PersonRow } from '../../shared/features/people/queries';
import { fail, ok, type Result } from '../../shared/result';
import { isUnheard } from '../station/send-once';
import type { Actor, Store } from '../store/types';
import type { Credentials } from './credentials';

export interface PeopleOptions {
  readonly store: Store;
  readonly credentials: Credentials;
  /** Where this is, as main knows it now. */
  readonly place: () => { readonly site: string; readonly station: string };
  /** Epoch milliseconds. */
  readonly now: () => number;
}

const personRows = z.array(
  z.object({
    personId: z.string(),
    name: z.string(),
    role: z.enum(roles),
    language: z.string().nullable(),
    active: z.boolean(),
    erased: z.boolean(),
    createdAt: z.string(),
    lastSignedInAt: z.string().nullable(),
  }),
);

/** What the parts of the people service share: who is known, and how something gets into the record. */
export interface PeopleTools extends PeopleOptions {
  stationActor(): Actor;
  actorOf(person: Pick<PersonRow, 'personId' | 'role'>): Actor;
  /** Sends a command of the trusted side. */
  send(name: keyof typeof peopleCommands, input: unknown, actor: Actor): Promise<Result<unknown>>;
  everybody(): Promise<Result<readonly PersonRow[]>>;
  /** `unknown-person` or `inactive` when there is no such person to sign in or act on. */
  find(personId: string): Promise<Result<PersonRow>>;
}

export const createPeopleTools = (options: PeopleOptions): PeopleTools => {
  const { store, place } = options;
  const stationActor = (): Actor => ({ personId: null, role: 'station', ...place() });

  const everybody = async (): Promise<Result<readonly PersonRow[]>> => {
    const answer = await store.query('people.all', {}, stationActor());
    return answer.ok ? ok(personRows.parse(answer.value)) : answer;
  };

  return {
    ...options,
    stationActor,
    actorOf: ({ personId, role }) => ({ personId, role, ...place() }),
    async send(name, input, actor) {
      const envelope = { id: randomUUID(), name, input, actor, origin: 'trusted' as const };
      const first = await store.execute(envelope);
      // The id makes asking again harmless.
      return isUnheard(first) ? store.execute(envelope) : first;
    },
    everybody,
    async find(personId) {
      const people = await everybody();
      if (!people.ok) return people;
      const person = people.value.find((each) => each.personId === personId);
      if (person === undefined) return fail('unknown-person');
      return person.active ? ok(person) : fail('inactive');
    },
  };
};
