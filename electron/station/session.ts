import type { SignInRow } from '../../shared/features/people/queries';
import { ok, type Result } from '../../shared/result';
import type { PersonView, SessionView } from '../../shared/station';
import type { PeopleService } from '../people/people-service';
import type { Actor } from '../store/types';

export interface SessionOptions {
  readonly people: PeopleService;
  readonly place: () => { readonly site: string; readonly station: string };
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** 0: never. */
  readonly autoLockMinutes: number;
}

type State =
  | { readonly name: 'signed-out' }
  | { readonly name: 'signed-in' | 'locked'; readonly person: SignInRow; readonly since: number };

/** Who is signed in at this station. What is open on the pack screen stays open through all of it. */
export interface Session {
  snapshot(): SessionView;
  /** Calls at each change, not at once. Answers the unsubscribe function. */
  subscribe(listener: (view: SessionView) => void): () => void;
  /** The person who may act now; `null` while signed out or locked. */
  person(): SignInRow | null;
  /** Whom commands are stamped with; role `station` while nobody may act. */
  actor(): Actor;
  createFirstPerson(person: Parameters<PeopleService['createFirstPerson']>[0]): Promise<Result<PersonView>>;
  signInByBadge(code: string): Promise<Result<PersonView>>;
  signInByName(personId: string, pin: string): Promise<Result<PersonView>>;
  chooseNewPin(personId: string, pin: string, newPin: string): Promise<Result<PersonView>>;
  signOut(): Promise<void>;
  lock(why?: 'idle' | 'asked'): Promise<void>;
  /** A key, a touch or a scan: puts the auto-lock off. */
  activity(): void;
  setAutoLockMinutes(minutes: number): void;
  /** Reads the people again: at the start, and whenever the table `people` changed. */
  refresh(): Promise<Result<null>>;
  /** Signs out and stops the timer. */
  close(): Promise<void>;
}

const viewOf = ({ personId, name, role }: SignInRow): PersonView => ({ personId, name, role });

/** Measures idle time; whichever of two clocks ran further counts, so that sleep and a set clock lock early, never late. */
const createIdleTimer = (now: () => number, onIdle: () => void) => {
  let limitMs = 0;
  let timer: NodeJS.Timeout | null = null;
  let last = { wall: now(), monotonic: performance.now() };

  const idleMs = (): number => Math.max(now() - last.wall, performance.now() - last.monotonic);
  const stop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const arm = (): void => {
    stop();
    if (limitMs === 0) return;
    const waitMs = Math.min(Math.max(limitMs - idleMs(), 1), 60_000);
    timer = setTimeout(() => {
      if (idleMs() >= limitMs) onIdle();
      else arm();
    }, waitMs);
    timer.unref();
  };

  return {
    stop,
    isOver: () => limitMs > 0 && idleMs() >= limitMs,
    restart(nextLimitMs = limitMs): void {
      limitMs = nextLimitMs;
      last = { wall: now(), monotonic: performance.now() };
      arm();
    },
    touch(): void {
      last = { wall: now(), monotonic: performance.now() };
    },
  };
};

/** Nobody is signed in at first; call `refresh` before showing the sign-in screen. */
export const createSession = ({ people, place, now, autoLockMinutes }: SessionOptions): Session => {
  let state: State = { name: 'signed-out' };
  let known: readonly SignInRow[] = [];
  let isFirstPersonNeeded = false;
  let limitMs = autoLockMinutes * 60_000;
  let queue: Promise<unknown> = Promise.resolve();
  const listeners = new Set<(view: SessionView) => void>();

  const snapshot = (): SessionView => {
    if (state.name === 'signed-in') return { state: 'signed-in', person: viewOf(state.person), since: state.since };
    if (isFirstPersonNeeded) return { state: 'first-person' };
    const everybody = known.map(viewOf);
    return state.name === 'locked'
      ? { state: 'locked', person: viewOf(state.person), people: everybody }
      : { state: 'signed-out', people: everybody };
  };

  const become = (next: State): void => {
    state = next;
    if (next.name === 'signed-in') idle.restart(limitMs);
    else idle.stop();
    const view = snapshot();
    for (const listener of listeners) listener(view);
  };

  /** Sign-ins and locks take effect one after the other. */
  const inTurn = <T>(act: () => Promise<T>): Promise<T> => {
    const turn = queue.then(act);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const lock = (why: 'idle' | 'asked'): Promise<void> =>
    inTurn(async () => {
      if (state.name !== 'signed-in') return;
      const { person, since } = state;
      become({ name: 'locked', person, since });
      await people.recordLock(person, why);
    });
  const idle = createIdleTimer(now, () => void lock('idle'));

  const enter = async (signIn: () => Promise<Result<SignInRow>>): Promise<Result<PersonView>> =>
    inTurn(async () => {
      const signedIn = await signIn();
      if (!signedIn.ok) return signedIn;
      const person = signedIn.value;
      const before = state.name === 'signed-out' ? null : state;
      const isSame = before?.person.personId === person.personId;
      if (isFirstPersonNeeded) await readPeople();
      become({ name: 'signed-in', person, since: isSame ? before.since : now() });
      if (before !== null && !isSame) await people.recordHandOver(before.person, person);
      return ok(viewOf(person));
    });

  const leave = (why: 'asked' | 'deactivated' | 'closed'): Promise<void> =>
    inTurn(async () => {
      if (state.name === 'signed-out') return;
      const { person } = state;
      become({ name: 'signed-out' });
      await people.recordSignOut(person, why);
    });

  const readPeople = async (): Promise<Result<null>> => {
    const needed = await people.needsFirstPerson();
    if (!needed.ok) return needed;
    const list = await people.listForSignIn();
    if (!list.ok) return list;
    isFirstPersonNeeded = needed.value;
    known = list.value;
    return ok(null);
  };

  const refresh = async (): Promise<Result<null>> => {
    const read = await readPeople();
    if (!read.ok) return read;
    if (state.name === 'signed-out') {
      become(state);
      return read;
    }
    const { personId } = state.person;
    const person = known.find((each) => each.personId === personId);
    if (person === undefined) await leave('deactivated');
    else {
      state = { ...state, person };
      for (const listener of listeners) listener(snapshot());
    }
    return read;
  };

  /** Idle for too long is locked, even before the timer says so. */
  const acting = (): SignInRow | null => (state.name === 'signed-in' && !idle.isOver() ? state.person : null);

  return {
    snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    person: acting,
    actor() {
      const person = acting();
      return person === null
        ? { personId: null, role: 'station', ...place() }
        : { personId: person.personId, role: person.role, ...place() };
    },
    createFirstPerson: (person) => enter(() => people.createFirstPerson(person)),
    signInByBadge(code) {
      // One's own badge again is a sign of life, not a sign-in.
      if (state.name === 'signed-in' && people.ownerOfBadge(code) === state.person.personId) {
        idle.touch();
        return Promise.resolve(ok(viewOf(state.person)));
      }
      return enter(() => people.signInByBadge(code));
    },
    signInByName: (personId, pin) => enter(() => people.signInByName(personId, pin)),
    chooseNewPin: (personId, pin, newPin) => enter(() => people.chooseNewPin(personId, pin, newPin)),
    signOut: () => leave('asked'),
    lock: (why = 'asked') => lock(why),
    activity() {
      if (state.name !== 'signed-in') return;
      if (idle.isOver()) void lock('idle');
      else idle.touch();
    },
    setAutoLockMinutes(minutes) {
      limitMs = minutes * 60_000;
      if (state.name === 'signed-in') idle.restart(limitMs);
    },
    refresh,
    async close() {
      await leave('closed');
      idle.stop();
    },
  };
};
