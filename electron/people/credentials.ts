import { uptime } from 'node:os';
import {
  badgePolicy,
  countTry,
  forgiveTry,
  noLockOut,
  passTime,
  pinPolicy,
  stationPinPolicy,
  waitSeconds,
  type LockOut,
} from '../../shared/features/people/lock-out';
import type { Role } from '../../shared/feature';
import { fail, ok, type Result } from '../../shared/result';
import { isBadgeCode, normaliseBadge } from './badge-code';
import {
  openCredentialsFile,
  type CredentialsContent,
  type CredentialsFailureCode,
  type CredentialsFile,
  type PersonCredentials,
} from './credentials-file';
import { hashBadge, hashPin, isPin, stationCost, type ScryptCost } from './pin-hash';

export interface CredentialsSummary {
  readonly hasPin: boolean;
  readonly pinMustChange: boolean;
  readonly hasBadge: boolean;
}

type Written = Result<null, 'credentials-not-written'>;
type PinAnswer = Result<
  { readonly mustChange: boolean },
  'wrong-pin' | 'locked-out' | 'no-pin' | 'credentials-not-written'
>;
type BadgeAnswer = Result<string, 'unknown-badge' | 'locked-out'>;

/** PINs and badges of one station. Everything that changes them or tries them passes one queue. */
export interface Credentials {
  /** Nobody has a PIN or a badge. */
  isEmpty(): boolean;
  summary(personId: string): CredentialsSummary;
  /** Whose badge it is, without counting a try; `null` when it is nobody's. */
  ownerOf(badgeCode: string): string | null;
  /** Ends the lock-out too. */
  setPin(personId: string, pin: string, mustChange: boolean): Promise<Written>;
  /** `null` takes the badge away. */
  setBadge(
    personId: string,
    code: string | null,
  ): Promise<Result<null, 'badge-taken' | 'badge-unusable' | 'credentials-not-written'>>;
  remove(personId: string): Promise<Written>;
  /** What the record last said that somebody is; `null`: not known. */
  keptRole(personId: string): Role | null;
  /** Keeps what the record says that people are. Those of whom it says nothing are nothing. */
  keepRoles(roles: ReadonlyMap<string, Role>): Promise<Written>;
  /** Counts the try, then checks it. `wrong-pin` says the wait that it causes, `locked-out` the one that it meets. */
  tryPin(personId: string, pin: string): Promise<PinAnswer>;
  /** Answers the person's id. The same unknown code again is `repeated` and doesn't count. */
  tryBadge(code: string): Promise<BadgeAnswer>;
}

export interface CredentialsOptions {
  /** Where `credentials.json` and its key lie. */
  readonly folder: string;
  readonly cost?: ScryptCost;
  /** Milliseconds since the machine started. Not the clock on the wall, which anybody may set. */
  readonly uptimeMs?: () => number;
}

interface State {
  /** Lock-out of all PINs of the station together, and of its unknown badges. */
  readonly pins: LockOut;
  readonly badges: LockOut;
  readonly people: ReadonlyMap<string, PersonCredentials>;
}

const nobody: PersonCredentials = { pin: null, pinMustChange: false, badge: null, lockOut: noLockOut };

/** Unknown badge codes (hashed) that are recognised as seen before. */
const rememberedBadges = 1000;

const pass = (state: State, elapsedMs: number): State => ({
  pins: passTime(state.pins, elapsedMs, stationPinPolicy),
  badges: passTime(state.badges, elapsedMs, badgePolicy),
  people: new Map(
    [...state.people].map(([id, person]) => [
      id,
      { ...person, lockOut: passTime(person.lockOut, elapsedMs, pinPolicy) },
    ]),
  ),
});

/**
 * Time that has passed at least since the file was written. A machine that was started anew counts from zero, so its
 * whole uptime has passed; otherwise the difference has. A restart or a set clock shortens no wait; time while the
 * machine was off isn't counted.
 */
const elapsedSince = (writtenUptimeMs: number, uptimeMs: number): number =>
  uptimeMs >= writtenUptimeMs ? uptimeMs - writtenUptimeMs : uptimeMs;

const stateOf = (content: CredentialsContent | null, uptimeMs: number): State => {
  if (content === null) return { pins: noLockOut, badges: noLockOut, people: new Map() };
  const state = { pins: content.pins, badges: content.badges, people: new Map(Object.entries(content.people)) };
  return pass(state, elapsedSince(content.uptimeMs, uptimeMs));
};

/** The state in memory and on disk, its clock and its queue. */
const openLedger = (file: CredentialsFile, readUptimeMs: () => number) => {
  let uptimeMs = Math.floor(readUptimeMs());
  let state = stateOf(file.content, uptimeMs);
  let owners: ReadonlyMap<string, string> = new Map();
  let queue: Promise<unknown> = Promise.resolve();

  const setState = (next: State): void => {
    state = next;
    owners = new Map([...next.people].flatMap(([id, { badge }]) => (badge === null ? [] : [[badge, id] as const])));
  };
  setState(state);

  const save = async (next: State): Promise<Written> => {
    const { pins, badges, people } = next;
    try {
      await file.save({ version: 1, uptimeMs, pins, badges, people: Object.fromEntries(people) });
      return ok(null);
    } catch (error) {
      return fail('credentials-not-written', { reason: error instanceof Error ? error.message : '' });
    }
  };

  return {
    state: () => state,
    ownerOf: (badgeHash: string) => owners.get(badgeHash) ?? null,
    person: (personId: string) => state.people.get(personId) ?? nobody,

    /** One after the other, each after the time that has passed since the last. */
    inTurn<T>(act: () => Promise<T>): Promise<T> {
      const turn = queue.then(() => {
        const now = Math.floor(readUptimeMs());
        setState(pass(state, now - uptimeMs));
        uptimeMs = Math.max(uptimeMs, now);
        return act();
      });
      queue = turn.catch(() => undefined);
      return turn;
    },

    /** For changes that must not hold unless they are on disk. */
    async change(change: Partial<State>): Promise<Written> {
      const next = { ...state, ...change };
      const written = await save(next);
      if (written.ok) setState(next);
      return written;
    },

    /** For tries: they count in memory whether or not the disk takes them, or a full disk would make guessing free. */
    count(change: Partial<State>): Promise<Written> {
      setState({ ...state, ...change });
      return save(state);
    },
  };
};
type Ledger = ReturnType<typeof openLedger>;

const withPerson = (ledger: Ledger, personId: string, change: Partial<PersonCredentials>): Pick<State, 'people'> => ({
  people: new Map(ledger.state().people).set(personId, { ...ledger.person(personId), ...change }),
});

const tryPin = async (ledger: Ledger, key: Buffer, personId: string, pin: string): Promise<PinAnswer> => {
  const person = ledger.person(personId);
  const { pins } = ledger.state();
  const waiting = Math.max(waitSeconds(person.lockOut), waitSeconds(pins));
  if (waiting > 0) return fail('locked-out', { waitSeconds: waiting });
  if (person.pin === null) return fail('no-pin');
  const lockOut = countTry(person.lockOut, pinPolicy);
  const stationLockOut = countTry(pins, stationPinPolicy);
  const written = await ledger.count({ ...withPerson(ledger, personId, { lockOut }), pins: stationLockOut });
  if (!written.ok) return written;
  if (!(await isPin(key, personId, pin, person.pin))) {
    return fail('wrong-pin', {
      waitSeconds: Math.max(waitSeconds(lockOut), waitSeconds(stationLockOut)),
      triesLeft: Math.max(0, pinPolicy.freeTries - lockOut.wrongInRow),
    });
  }
  // A right PIN is right even if the disk can't be told; the count then stays, which only errs to the safe side.
  await ledger.count({
    ...withPerson(ledger, personId, { lockOut: forgiveTry(lockOut, pinPolicy) }),
    pins: forgiveTry(stationLockOut, stationPinPolicy),
  });
  return ok({ mustChange: person.pinMustChange });
};

/** A code that was tried before is no further guess: a scanner on a stand may read one box label all night. */
const refuseBadge = async (ledger: Ledger, seen: Set<string>, hash: string): Promise<BadgeAnswer> => {
  if (seen.has(hash)) return fail('unknown-badge', { waitSeconds: 0, repeated: true });
  if (seen.size >= rememberedBadges) seen.clear();
  seen.add(hash);
  const badges = countTry(ledger.state().badges, badgePolicy);
  await ledger.count({ badges });
  return fail('unknown-badge', { waitSeconds: waitSeconds(badges), repeated: false });
};

const createCredentials = (ledger: Ledger, key: Buffer, cost: ScryptCost): Credentials => {
  const seenBadges = new Set<string>();
  const hashOf = (code: string): string => hashBadge(key, normaliseBadge(code));

  return {
    isEmpty: () => [...ledger.state().people.values()].every(({ pin, badge }) => pin === null && badge === null),
    summary(personId) {
      const { pin, pinMustChange, badge } = ledger.person(personId);
      return { hasPin: pin !== null, pinMustChange, hasBadge: badge !== null };
    },
    keptRole: (personId) => ledger.person(personId).role ?? null,
    ownerOf: (code) => ledger.ownerOf(hashOf(code)),
    setPin: (personId, pin, pinMustChange) =>
      ledger.inTurn(async () => {
        const hash = await hashPin(key, personId, pin, cost);
        const change = { pin: hash, pinMustChange, lockOut: noLockOut };
        return ledger.change({ ...withPerson(ledger, personId, change), pins: noLockOut });
      }),
    setBadge: (personId, code) =>
      ledger.inTurn(async () => {
        if (code === null) return ledger.change(withPerson(ledger, personId, { badge: null }));
        if (!isBadgeCode(normaliseBadge(code))) return fail('badge-unusable');
        const owner = ledger.ownerOf(hashOf(code));
        if (owner !== null && owner !== personId) return fail('badge-taken');
        return ledger.change(withPerson(ledger, personId, { badge: hashOf(code) }));
      }),
    remove: (personId) =>
      ledger.inTurn(() => {
        const people = new Map(ledger.state().people);
        people.delete(personId);
        return ledger.change({ people });
      }),
    keepRoles: (roles) =>
      ledger.inTurn(() => {
        const { people } = ledger.state();
        if ([...people].every(([id, { role }]) => role === roles.get(id))) return Promise.resolve(ok(null));
        const kept = [...people].map(([id, { role: _before, ...person }]): [string, PersonCredentials] => {
          const role = roles.get(id);
          return [id, role === undefined ? person : { ...person, role }];
        });
        return ledger.change({ people: new Map(kept) });
      }),
    tryPin: (personId, pin) => ledger.inTurn(() => tryPin(ledger, key, personId, pin)),
    tryBadge: (code) =>
      ledger.inTurn(async () => {
        const { badges, pins } = ledger.state();
        const waiting = waitSeconds(badges);
        if (waiting > 0) return fail('locked-out', { waitSeconds: waiting });
        const owner = ledger.ownerOf(hashOf(code));
        if (owner === null) return refuseBadge(ledger, seenBadges, hashOf(code));
        if (badges.slate > 0 || pins.slate > 0) await ledger.count({ badges: noLockOut, pins: noLockOut });
        return ok(owner);
      }),
  };
};

/** Opens the credentials of a station; see `openCredentialsFile` for what may fail. */
export const openCredentials = async ({
  folder,
  cost = stationCost,
  uptimeMs = () => uptime() * 1000,
}: CredentialsOptions): Promise<Result<Credentials, CredentialsFailureCode>> => {
  const file = await openCredentialsFile(folder);
  if (!file.ok) return file;
  const ledger = openLedger(file.value, uptimeMs);
  // From here on waits are counted from this start of the machine.
  if (file.value.content !== null) await ledger.count({});
  return ok(createCredentials(ledger, file.value.key, cost));
};
