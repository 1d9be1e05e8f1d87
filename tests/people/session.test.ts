import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRouter } from '../../electron/ipc/router';
import { createOverrides } from '../../electron/station/overrides';
import { createSession, type Session } from '../../electron/station/session';
import { ok, type Result } from '../../shared/result';
import { openTestStation, place, type TestStation } from './station';

let station: TestStation;
let wallMs = 0;
let sessions: Session[] = [];

beforeEach(async () => {
  station = await openTestStation();
  wallMs = Date.parse('2026-11-24T08:00:00Z');
  sessions = [];
});
afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await station.close();
});

const openSession = async (autoLockMinutes = 10): Promise<Session> => {
  const session = createSession({ people: station.people, place: () => place, now: () => wallMs, autoLockMinutes });
  sessions.push(session);
  await session.refresh();
  return session;
};

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.code);
  return result.value;
};

/** One person of each role; their PINs are their own. */
const team = async () => {
  const ida = must(await station.people.createFirstPerson({ name: 'Ida Admin', pin: '58203', badge: 'CARD-IDA' }));
  const by = { personId: ida.personId, role: 'it' as const, ...place };
  const add = async (name: string, role: 'operator' | 'supervisor', badge: string) =>
    must(await station.people.addPerson({ name, role, pin: '8392', badge, pinMustChange: false }, by));
  return { by, mia: await add('Mia', 'operator', 'CARD-MIA'), sam: await add('Sam', 'supervisor', 'CARD-SAM') };
};

const types = async (): Promise<readonly string[]> => (await station.events()).map(({ type }) => type);

describe('the first start', () => {
  it('makes one person of IT, and nobody after that', async () => {
    const session = await openSession();
    expect(session.snapshot()).toEqual({ state: 'first-person' });
    expect(must(await session.createFirstPerson({ name: 'Ida Admin', pin: '58203' }))).toMatchObject({ role: 'it' });
    expect(session.snapshot()).toMatchObject({ state: 'signed-in', person: { name: 'Ida Admin' } });
    expect(await session.createFirstPerson({ name: 'Eve', pin: '58203' })).toMatchObject({
      failure: { code: 'not-first-person' },
    });
  });

  it('goes on with the same person when it was killed before the PIN was written', async () => {
    // The record has the person, the credentials have nothing.
    const added = station.store.execute({
      id: 'first',
      name: 'people.add',
      input: { personId: 'p1', name: 'Ida Admin', role: 'it', language: null, blind: 'x'.repeat(20) },
      actor: { personId: null, role: 'station', ...place },
      origin: 'trusted',
    });
    expect(added.ok).toBe(true);
    const session = await openSession();
    expect(session.snapshot()).toEqual({ state: 'first-person' });
    expect(must(await session.createFirstPerson({ name: 'Ida Admin', pin: '58203' })).personId).toBe('p1');
  });
});

describe('signing in', () => {
  it('by badge or by name and PIN stamps every act with who it is', async () => {
    const { mia, sam } = await team();
    const session = await openSession();
    expect(session.actor()).toMatchObject({ personId: null, role: 'station' });
    must(await session.signInByBadge('CARD-MIA'));
    expect(session.actor()).toMatchObject({ personId: mia.personId, role: 'operator' });
    await session.signOut();
    must(await session.signInByName(sam.personId, '8392'));
    expect(session.actor()).toMatchObject({ personId: sam.personId, role: 'supervisor' });
    const events = (await station.events()).filter(({ type }) => type === 'v1.people.signedIn').slice(-2);
    expect(events).toMatchObject([
      { person: mia.personId, data: { how: 'badge' } },
      { person: sam.personId, data: { how: 'pin' } },
    ]);
  });

  it('by another person where one was is a hand-over, from the lock too', async () => {
    const { mia, sam } = await team();
    const session = await openSession();
    must(await session.signInByBadge('CARD-MIA'));
    must(await session.signInByBadge('CARD-SAM'));
    await session.lock();
    expect(session.person()).toBeNull();
    must(await session.signInByName(mia.personId, '8392'));
    const handed = (await station.events()).filter(({ type }) => type === 'v1.people.handedOver');
    expect(handed.map(({ data }) => [data['from'], data['to']])).toEqual([
      [mia.personId, sam.personId],
      [sam.personId, mia.personId],
    ]);
  });

  it('with a PIN that somebody else gave opens nothing but the choice of a new one', async () => {
    const { mia, by } = await team();
    must(await station.people.resetPin(mia.personId, '5173', by));
    const session = await openSession();
    expect(await session.signInByName(mia.personId, '5173')).toMatchObject({ failure: { code: 'pin-must-change' } });
    expect(session.person()).toBeNull();
    expect(await session.chooseNewPin(mia.personId, '5173', '5173')).toMatchObject({
      failure: { code: 'pin-unchanged' },
    });
    expect(await session.chooseNewPin(mia.personId, '5173', '1234')).toMatchObject({
      failure: { code: 'pin-trivial' },
    });
    must(await session.chooseNewPin(mia.personId, '5173', '9046'));
    await session.signOut();
    must(await session.signInByName(mia.personId, '9046'));
    expect(await types()).toContain('v1.people.pinReset');
  });

  it('ends at once for somebody who is deactivated, and never begins again', async () => {
    const { mia, by } = await team();
    const session = await openSession();
    must(await session.signInByBadge('CARD-MIA'));
    must(await station.people.deactivate(mia.personId, by));
    await session.refresh();
    expect(session.snapshot().state).toBe('signed-out');
    expect(await session.signInByBadge('CARD-MIA')).toMatchObject({ ok: false });
    expect(await session.signInByName(mia.personId, '8392')).toMatchObject({ failure: { code: 'inactive' } });
  });
});

describe('the auto-lock', () => {
  it('comes after the minutes that IT chose, by whichever clock ran further, and keeps the person', async () => {
    await team();
    const session = await openSession(5);
    must(await session.signInByBadge('CARD-MIA'));
    wallMs += 4 * 60_000;
    session.activity();
    wallMs += 5 * 60_000 - 1;
    expect(session.person()).not.toBeNull();
    wallMs += 1;
    // Idle for too long may not act, even before the timer says so.
    expect(session.person()).toBeNull();
    expect(session.actor()).toMatchObject({ personId: null, role: 'station' });
    session.activity();
    await expect.poll(() => session.snapshot().state).toBe('locked');
    expect(session.snapshot()).toMatchObject({ state: 'locked', person: { name: 'Mia' } });
    must(await session.signInByBadge('CARD-MIA'));
    expect(session.snapshot().state).toBe('signed-in');
    const locked = (await station.events()).filter(({ type }) => type === 'v1.people.locked');
    expect(locked).toMatchObject([{ data: { why: 'idle' } }]);
  });

  it('is not put off by a clock that is set back', async () => {
    await team();
    const session = await openSession(0);
    must(await session.signInByBadge('CARD-MIA'));
    session.setAutoLockMinutes(0.0005);
    wallMs -= 3_600_000;
    await expect.poll(() => session.snapshot().state, { timeout: 5000 }).toBe('locked');
  });
});

describe('an override', () => {
  const open = async () => {
    const people = await team();
    const session = await openSession();
    must(await session.signInByBadge('CARD-MIA'));
    const acts: string[] = [];
    const overrides = createOverrides({
      people: station.people,
      actor: () => session.actor(),
      onView: () => undefined,
      act: (_wish, approval, reason) => {
        acts.push(`${approval.personId} ${reason}`);
        return Promise.resolve(ok(null));
      },
    });
    overrides.begin({ action: 'weight' });
    return { ...people, overrides, acts };
  };

  it('needs the badge and the PIN of a supervisor, and stands in the record with its reason', async () => {
    const { overrides, acts, sam, mia } = await open();
    expect(await overrides.finish('8392', 'Gift wrap', undefined)).toMatchObject({
      failure: { code: 'unknown-badge' },
    });
    must(await overrides.badge('CARD-SAM'));
    expect(await overrides.finish('0001', 'Gift wrap', undefined)).toMatchObject({ failure: { code: 'wrong-pin' } });
    expect(acts).toEqual([]);
    must(await overrides.finish('8392', 'Gift wrap', undefined));
    expect(acts).toEqual([`${sam.personId} Gift wrap`]);
    const [granted] = (await station.events()).filter(({ type }) => type === 'v1.people.overrideGranted');
    expect(granted).toMatchObject({
      person: mia.personId,
      data: { supervisor: sam.personId, action: 'weight', reason: 'Gift wrap', badgeTyped: false },
    });
  });

  it('is refused to an operator’s badge at once, whatever PIN would follow', async () => {
    const { overrides, acts } = await open();
    expect(await overrides.badge('CARD-MIA')).toMatchObject({ failure: { code: 'role-too-low' } });
    expect(await overrides.finish('8392', 'x', 'CARD-MIA')).toMatchObject({ failure: { code: 'role-too-low' } });
    expect(acts).toEqual([]);
  });
});

describe('erasing a person', () => {
  it('is for IT only, takes the name for good, and leaves what they did', async () => {
    const { mia, sam, by } = await team();
    const supervisor = { personId: sam.personId, role: 'supervisor' as const, ...place };
    expect(await station.people.erase(mia.personId, supervisor)).toMatchObject({ failure: { code: 'role-too-low' } });
    must(await station.people.erase(mia.personId, by));
    const everybody = must(await station.people.list());
    expect(everybody.find(({ personId }) => personId === mia.personId)).toMatchObject({
      name: '',
      erased: true,
      active: false,
    });
    expect(await station.everythingWritten()).not.toContain('Mia');
    expect(await station.people.erase(by.personId, by)).toMatchObject({ failure: { code: 'last-it-person' } });
    station = await station.reopen();
    expect(must(await station.people.list()).find(({ personId }) => personId === mia.personId)?.name).toBe('');
  });
});

describe('guessing PINs over the window’s border', () => {
  it('gets 10,000 tries, with restarts in between, no further than the lock-out allows', async () => {
    const { mia } = await team();
    let session = await openSession();
    const routerOf = () =>
      createRouter({
        role: () => session.person()?.role ?? null,
        command: () => Promise.resolve(ok(null)),
        query: () => Promise.resolve(ok(null)),
        call: (_name, input) => {
          const { personId, pin } = input as { personId: string; pin: string };
          return session.signInByName(personId, pin);
        },
        subscribe: () => undefined,
        refused: () => undefined,
      });
    let router = routerOf();
    const codes = new Map<string, number>();
    for (let tried = 0; tried < 10_000; tried += 1) {
      if (tried % 2500 === 2499) {
        station = await station.reopen();
        session = await openSession();
        router = routerOf();
      }
      const pin = String(tried === 8392 ? 1 : tried).padStart(4, '0');
      const answer = await router.call({ id: 1, trusted: true }, 'session.signIn', { personId: mia.personId, pin });
      const code = answer.ok ? 'in' : answer.failure.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    // Real time hardly passes: five free tries, and nothing else gets through to be checked.
    expect(codes.get('in')).toBeUndefined();
    expect(codes.get('wrong-pin')).toBe(5);
    expect(codes.get('locked-out')).toBe(9995);
    expect((await station.events()).filter(({ type }) => type === 'v1.people.signInRefused')).toHaveLength(5);
  });
});
