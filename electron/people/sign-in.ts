import { randomUUID } from 'node:crypto';
import type { Role } from '../../shared/feature';
import type { Approval } from '../../shared/features/packing/commands';
import type { PeopleEventData } from '../../shared/features/people/events';
import { checkNewPin } from '../../shared/features/people/pin';
import type { PersonRow, SignInRow } from '../../shared/features/people/queries';
import { hasRole } from '../../shared/features/people/roles';
import { fail, ok, type Failure, type Result } from '../../shared/result';
import type { Actor } from '../store/types';
import type { PeopleTools } from './people-tools';

type How = PeopleEventData<'v1.people.signedIn'>['how'];

export interface OverrideRequest {
  /** As scanned, or as typed when `badgeTyped`. */
  readonly badge: string;
  readonly badgeTyped: boolean;
  readonly pin: string;
  readonly minRole: 'supervisor' | 'it';
  /** What it is for, e.g. `weight`; the record keeps it. */
  readonly action: string;
  /** Why, in the supervisor's words. */
  readonly reason: string;
  /** Who asks: the person that is signed in. */
  readonly by: Actor;
}

/** The ways in. Codes: `unknown-badge`, `wrong-pin`, `locked-out`, `inactive`, `unknown-person`, `no-pin`, … */
export interface SignIn {
  /** Whose badge it is, without signing in; made-up codes count as tries. */
  identifyBadge(code: string): Promise<Result<SignInRow>>;
  signInByBadge(code: string): Promise<Result<SignInRow>>;
  /** `pin-must-change`: right, but given by somebody else; go on with `chooseNewPin`. */
  signInByName(personId: string, pin: string): Promise<Result<SignInRow>>;
  chooseNewPin(personId: string, pin: string, newPin: string): Promise<Result<SignInRow>>;
  recordSignOut(person: SignInRow, why: 'asked' | 'deactivated' | 'closed'): Promise<void>;
  recordLock(person: SignInRow, why: 'idle' | 'asked'): Promise<void>;
  /** `to` has signed in where `from` was. */
  recordHandOver(from: SignInRow, to: SignInRow): Promise<void>;
  /** Badge and PIN of somebody who may; the answer is good for one command. */
  verifyOverride(request: OverrideRequest): Promise<Result<Approval>>;
}

export const signInRow = ({ personId, name, role, language }: PersonRow): SignInRow => ({
  personId,
  name,
  role,
  language,
});

/** Refusals that cost a try; others can be had without end and would only fill the record. */
const isWorthRecording = ({ code, details }: Failure): boolean =>
  code === 'wrong-pin' || (code === 'unknown-badge' && details?.['repeated'] !== true);

const byBadge = async (tools: PeopleTools, code: string): Promise<Result<PersonRow>> => {
  const owner = await tools.credentials.tryBadge(code);
  return owner.ok ? tools.find(owner.value) : owner;
};

/**
 * Records and answers a sign-in. It holds even if the store can't take it (disk full, read-only): IT has to get in to
 * put that right, and no work can be done before.
 */
const admit = async (tools: PeopleTools, person: PersonRow, how: How): Promise<Result<SignInRow>> => {
  await tools.send('people.recordSignIn', { personId: person.personId, how }, tools.actorOf(person));
  return ok(signInRow(person));
};

const refuseSignIn = async (
  tools: PeopleTools,
  failure: Failure,
  how: 'badge' | 'pin',
  personId: string | null,
): Promise<Result<never>> => {
  if (isWorthRecording(failure)) {
    await tools.send('people.recordRefusedSignIn', { personId, how, code: failure.code }, tools.stationActor());
  }
  return { ok: false, failure };
};

const signInByName = async (tools: PeopleTools, personId: string, pin: string): Promise<Result<SignInRow>> => {
  const person = await tools.find(personId);
  if (!person.ok) return person;
  const tried = await tools.credentials.tryPin(personId, pin);
  if (!tried.ok) return refuseSignIn(tools, tried.failure, 'pin', personId);
  return tried.value.mustChange ? fail('pin-must-change') : admit(tools, person.value, 'pin');
};

const chooseNewPin = async (
  tools: PeopleTools,
  personId: string,
  pin: string,
  newPin: string,
): Promise<Result<SignInRow>> => {
  const usable = checkNewPin(newPin);
  if (!usable.ok) return usable;
  if (newPin === pin) return fail('pin-unchanged');
  const person = await tools.find(personId);
  if (!person.ok) return person;
  const tried = await tools.credentials.tryPin(personId, pin);
  if (!tried.ok) return refuseSignIn(tools, tried.failure, 'pin', personId);
  const recorded = await tools.send('people.recordPin', { personId, chosen: true }, tools.actorOf(person.value));
  if (!recorded.ok) return recorded;
  const written = await tools.credentials.setPin(personId, newPin, false);
  return written.ok ? admit(tools, person.value, 'new-pin') : written;
};

const approvalRole = (role: Role): Approval['role'] | null => (role === 'operator' ? null : role);

const checkOverride = async (
  tools: PeopleTools,
  person: PersonRow,
  { pin, minRole, badgeTyped }: OverrideRequest,
): Promise<Result<Approval>> => {
  const role = approvalRole(person.role);
  if (role === null || !hasRole(role, minRole)) return fail('role-too-low', { role: minRole });
  const tried = await tools.credentials.tryPin(person.personId, pin);
  if (!tried.ok) return tried;
  if (tried.value.mustChange) return fail('pin-must-change');
  const at = new Date(tools.now()).toISOString();
  return ok({ personId: person.personId, role, at, nonce: randomUUID(), badgeTyped });
};

const verifyOverride = async (tools: PeopleTools, request: OverrideRequest): Promise<Result<Approval>> => {
  const { action, reason, by } = request;
  const person = await byBadge(tools, request.badge);
  const approved = person.ok ? await checkOverride(tools, person.value, request) : person;
  if (!approved.ok) {
    const { failure } = approved;
    const supervisor = person.ok ? person.value.personId : null;
    if (isWorthRecording(failure) || failure.code === 'role-too-low') {
      await tools.send('people.recordRefusedOverride', { supervisor, action, code: failure.code }, by);
    }
    return approved;
  }
  const { personId: supervisor, role, nonce, badgeTyped } = approved.value;
  // An override that the record can't hold is none.
  const recorded = await tools.send(
    'people.recordOverride',
    { supervisor, role, action, reason, nonce, badgeTyped },
    by,
  );
  return recorded.ok ? approved : recorded;
};

export const createSignIn = (tools: PeopleTools): SignIn => ({
  async identifyBadge(code) {
    const person = await byBadge(tools, code);
    return person.ok ? ok(signInRow(person.value)) : refuseSignIn(tools, person.failure, 'badge', null);
  },
  async signInByBadge(code) {
    const person = await byBadge(tools, code);
    return person.ok ? admit(tools, person.value, 'badge') : refuseSignIn(tools, person.failure, 'badge', null);
  },
  signInByName: (personId, pin) => signInByName(tools, personId, pin),
  chooseNewPin: (personId, pin, newPin) => chooseNewPin(tools, personId, pin, newPin),
  recordSignOut: async ({ personId, role }, why) => {
    await tools.send('people.recordSignOut', { personId, why }, tools.actorOf({ personId, role }));
  },
  recordLock: async ({ personId, role }, why) => {
    await tools.send('people.recordLock', { personId, why }, tools.actorOf({ personId, role }));
  },
  recordHandOver: async (from, to) => {
    await tools.send('people.recordHandOver', { from: from.personId, to: to.personId }, tools.actorOf(to));
  },
  verifyOverride: (request) => verifyOverride(tools, request),
});
