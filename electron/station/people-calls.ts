import { encodeBadge } from '../../shared/barcode/command-codes';
import { ok, type Result } from '../../shared/result';
import type { CallInput, StationCall } from '../../shared/station';
import type { StationDocuments } from './documents';
import type { Station } from './station';

type Handlers = { readonly [N in StationCall]: (input: CallInput<N>) => Promise<Result<unknown>> | Result<unknown> };

const done = ok(null);

export const sessionCalls = ({
  session,
}: Station): Pick<
  Handlers,
  | 'session.createFirst'
  | 'session.signIn'
  | 'session.signOut'
  | 'session.lock'
  | 'session.chooseNewPin'
  | 'session.activity'
> => ({
  'session.createFirst': (person) => session.createFirstPerson(person),
  'session.signIn': ({ personId, pin }) => session.signInByName(personId, pin),
  'session.signOut': async () => {
    await session.signOut();
    return done;
  },
  'session.lock': async () => {
    await session.lock();
    return done;
  },
  'session.chooseNewPin': ({ personId, pin, newPin }) => session.chooseNewPin(personId, pin, newPin),
  // Every call is a sign of life; this one is nothing else.
  'session.activity': () => done,
});

/** A card with a new code, which replaces the badge that the person had. Nobody sees the code; only the card has it. */
const makeBadge = async (
  { people, session }: Station,
  documents: StationDocuments,
  personId: string,
): Promise<Result<unknown>> => {
  const everybody = await people.list();
  if (!everybody.ok) return everybody;
  const person = everybody.value.find((each) => each.personId === personId);
  const code = people.newBadgeCode();
  const given = await people.setBadge(personId, code, session.actor());
  if (!given.ok) return given;
  const printable = encodeBadge(code);
  if (!printable.ok) return printable;
  return ok(
    await documents.badgeCard({ name: person?.name ?? '', role: person?.role ?? 'operator', code: printable.value }),
  );
};

export const peopleCalls = (
  station: Station,
  documents: StationDocuments,
): Pick<
  Handlers,
  | 'people.list'
  | 'people.add'
  | 'people.change'
  | 'people.resetPin'
  | 'people.scanBadge'
  | 'people.stopScan'
  | 'people.makeBadge'
  | 'people.takeBadge'
  | 'people.deactivate'
  | 'people.erase'
> => {
  const { people, session, badgeDesk } = station;
  const by = () => session.actor();
  return {
    'people.list': () => people.list(),
    'people.add': ({ name, role, pin, language }) =>
      people.addPerson({ name, role, pin, language: language ?? null }, by()),
    'people.change': ({ personId, name, role }) =>
      people.changePerson(
        personId,
        { ...(name === undefined ? {} : { name }), ...(role === undefined ? {} : { role }) },
        by(),
      ),
    'people.resetPin': ({ personId, pin }) => people.resetPin(personId, pin, by()),
    'people.scanBadge': ({ personId }) => badgeDesk.wait(personId),
    'people.stopScan': () => {
      badgeDesk.cancel();
      return done;
    },
    'people.makeBadge': ({ personId }) => makeBadge(station, documents, personId),
    'people.takeBadge': ({ personId }) => people.setBadge(personId, null, by()),
    'people.deactivate': ({ personId }) => people.deactivate(personId, by()),
    'people.erase': ({ personId }) => people.erase(personId, by()),
  };
};
