import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { contract } from '../../shared/contract';
import type { Role } from '../../shared/feature';
import { ok } from '../../shared/result';
import { pushChannels } from '../../shared/push-channels';
import { stationCalls } from '../../shared/station';
import { createRandom, type Random } from '../../tests/support/random';
import { createRouter, isPlainData, roleSuffices, type Router, type RouterTarget, type Sender } from './router';
import { senderOf } from './sender';

const window: Sender = { id: 1, trusted: true };
const stranger: Sender = { id: 7, trusted: false };

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What reached a handler, and whether it may have. */
const watch = (role: Role | null) => {
  const reached: string[] = [];
  const wrong: string[] = [];
  const refused: string[] = [];
  const check = (name: string, fine: boolean): void => {
    reached.push(name);
    if (!fine) wrong.push(name);
  };
  const target: RouterTarget = {
    role: () => role,
    command: (name, input, id) => {
      const definition = Object.hasOwn(contract.commands, name) ? contract.commands[name] : undefined;
      const parses = definition?.input.safeParse(input).success === true && isPlainData(input);
      const allowed = definition?.origin === 'window' && roleSuffices(role, definition.role);
      check(name, parses && allowed && /^[0-9a-f-]{36}$/i.test(id));
      return Promise.resolve(ok(null));
    },
    query: (name, params) => {
      const definition = contract.queries[name];
      const parses = definition?.params.safeParse(params).success === true && isPlainData(params);
      check(name, parses && definition !== undefined && roleSuffices(role, definition.role));
      return Promise.resolve(ok(null));
    },
    call: (name, input) => {
      const definition = stationCalls[name];
      check(
        name,
        definition.input.safeParse(input).success && isPlainData(input) && roleSuffices(role, definition.role),
      );
      return Promise.resolve(ok(null));
    },
    subscribe: (_id, channel) => check(channel, pushChannels.includes(channel)),
    refused: (code) => void refused.push(code),
  };
  return { router: createRouter(target), target, reached, wrong, refused };
};

const commandNames = Object.keys(contract.commands);
const queryNames = Object.keys(contract.queries);
const callNames = Object.keys(stationCalls);
const odd = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '',
  '\0',
  'packing.scan\0',
  'x'.repeat(5000),
  '..',
];
/** Keys that our own messages use, so that many malformed ones come close to good ones. */
const keys = [
  'parcelId',
  'packId',
  'reason',
  'quantity',
  'number',
  'verb',
  'pin',
  'search',
  'limit',
  'jobId',
  'language',
];

const cycle = (): unknown => {
  const loop: Record<string, unknown> = { a: 1 };
  loop['self'] = loop;
  return loop;
};
const deep = (levels: number): unknown => {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { value };
  return value;
};
/** Costs its sender nothing, and would cost a careless receiver minutes. */
const emptyList = (): unknown => {
  const list: unknown[] = [];
  list.length = 4_000_000_000;
  return list;
};
class Odd {
  parcelId = 'p';
}

/** Everything that a structured clone can carry, and a little that it can't. */
const leaf = (random: Random): unknown => {
  const values: readonly (() => unknown)[] = [
    () => random.integer(-5, 5),
    () => random.next() * 1e12,
    () => Number.NaN,
    () => Number.POSITIVE_INFINITY,
    () => 10n,
    () => '',
    () => 'some text',
    () => 'nul\0inside',
    () => 'x'.repeat(random.integer(1, 300)),
    () => randomUUID(),
    () => '7391',
    () => null,
    () => undefined,
    () => true,
    () => Symbol('s'),
    () => () => 'called',
    () => new Date(0),
    () => new Map([['parcelId', 'p']]),
    () => new Set([1]),
    () => new Uint8Array(8),
    () => /x/,
    () => new Error('e'),
    () => new Odd(),
    emptyList,
    () => JSON.parse('{"__proto__":{"role":"it"}}') as unknown,
    () => JSON.parse('{"constructor":{"prototype":{"role":"it"}}}') as unknown,
    cycle,
    () => deep(random.integer(10, 40)),
    () => Object.create({ inherited: 1 }) as unknown,
  ];
  return random.pick(values)();
};

const payload = (random: Random): unknown => {
  if (random.next() < 0.3) return leaf(random);
  const made: Record<string, unknown> = random.next() < 0.1 ? (Object.create(null) as Record<string, unknown>) : {};
  for (let each = random.integer(0, 3); each > 0; each -= 1)
    made[random.next() < 0.05 ? random.pick(odd) : random.pick(keys)] = leaf(random);
  return made;
};

const nameFor = (random: Random, names: readonly string[]): unknown => {
  const luck = random.next();
  if (luck < 0.8) return random.pick(names);
  if (luck < 0.95) return random.pick(odd);
  return leaf(random);
};

const send = (router: Router, random: Random): Promise<unknown> | void => {
  const sender = random.next() < 0.05 ? stranger : window;
  const luck = random.next();
  if (luck < 0.4) {
    const id = random.next() < 0.8 ? '7d444840-9dc0-11d1-b245-5ffdce74fad2' : leaf(random);
    return router.command(sender, nameFor(random, commandNames), payload(random), id);
  }
  if (luck < 0.65) return router.query(sender, nameFor(random, queryNames), payload(random));
  if (luck < 0.98) return router.call(sender, nameFor(random, callNames), payload(random));
  return router.subscribe(sender, nameFor(random, pushChannels));
};

/** Sends so many messages; answers the longest that one took, in ms. */
const fuzz = async (router: Router, seed: number, count: number): Promise<number> => {
  const random = createRandom(seed);
  let longest = 0;
  for (let sent = 0; sent < count; sent += 1) {
    const from = performance.now();
    await send(router, random);
    longest = Math.max(longest, performance.now() - from);
  }
  return longest;
};

const messages = 1_000_000;

describe('the border of the trusted side', () => {
  it(`lets nothing through unchecked of ${messages} malformed messages, and none of them holds it up`, async () => {
    const roles = [null, 'operator', 'supervisor', 'it'] as const;
    for (const [index, role] of roles.entries()) {
      const { router, reached, wrong, refused } = watch(role);
      const longest = await fuzz(router, index + 1, messages / roles.length);
      expect(wrong).toEqual([]);
      expect(refused.length).toBeGreaterThan(100_000);
      // Some must come through, or the messages prove nothing.
      expect(reached.length).toBeGreaterThan(50);
      expect(longest).toBeLessThan(1000);
    }
  }, 240_000);

  it('would be seen to fail: a border that checks nothing lets wrong ones through', async () => {
    const { router, target, wrong } = watch('operator');
    const careless: Router = {
      ...router,
      command: (_sender, name, input, id) => target.command(textOf(name), input, textOf(id)),
    };
    await fuzz(careless, 1, 1000);
    expect(wrong.length).toBeGreaterThan(100);
  });

  it.each(commandNames.filter((name) => contract.commands[name]?.origin === 'trusted'))(
    'refuses a window the trusted command %s',
    async (name) => {
      const { router, reached, refused } = watch('it');
      expect(await router.command(window, name, {}, randomUUID())).toMatchObject({
        ok: false,
        failure: { code: 'unknown-command' },
      });
      expect([reached, refused]).toEqual([[], ['unknown-command']]);
    },
  );

  it('refuses and tells of every sender that is not a window of ours', async () => {
    const { router, reached, refused } = watch('it');
    const answers = [
      await router.command(stranger, 'packing.hold', { packId: 'p', reason: 'r' }, randomUUID()),
      await router.query(stranger, 'packing.current', {}),
      await router.call(stranger, 'session.signOut', {}),
    ];
    router.subscribe(stranger, 'feedback');
    for (const answer of answers) expect(answer).toMatchObject({ ok: false, failure: { code: 'sender-refused' } });
    expect(reached).toEqual([]);
    expect(refused).toHaveLength(4);
  });

  it('answers a handler that throws with a failure', async () => {
    const told: string[] = [];
    const router = createRouter({
      role: () => 'it',
      command: () => Promise.reject(new Error('a bug')),
      query: () => {
        throw new Error('a bug');
      },
      call: () => Promise.resolve(ok(null)),
      subscribe: () => undefined,
      refused: (code) => void told.push(code),
    });
    expect(await router.query(window, 'packing.current', {})).toMatchObject({ failure: { code: 'internal-error' } });
    expect(await router.command(window, 'packing.hold', { packId: 'p', reason: 'r' }, randomUUID())).toMatchObject({
      failure: { code: 'internal-error' },
    });
    expect(told).toEqual(['internal-error', 'internal-error']);
  });
});

describe('a sender', () => {
  const origin = 'app://packwright';
  const mainFrame = { url: `${origin}/index.html#/pack` };
  const isOurs = (id: number): boolean => id === 3;
  const trusted = (senderFrame: { url: string } | null, id = 3, main: { url: string } = mainFrame): boolean =>
    senderOf({ senderFrame, sender: { id, mainFrame: main } }, origin, isOurs).trusted;

  it('counts only as the main frame of a window of ours at our own origin', () => {
    expect(trusted(mainFrame)).toBe(true);
    expect(trusted({ url: mainFrame.url })).toBe(false);
    expect(trusted(null)).toBe(false);
    expect(trusted(mainFrame, 4)).toBe(false);
  });

  it.each([
    'https://packwright/index.html',
    'app://packwright.example.com/',
    'app://elsewhere/index.html',
    'http://127.0.0.1:8080/',
    'file:///etc/passwd',
    'data:text/html,app://packwright',
    'about:blank',
    'javascript:void(0)',
    'app:packwright',
    '',
    'not an address',
  ])('is refused at %s, as after a navigation', (url) => {
    const frame = { url };
    expect(trusted(frame, 3, frame)).toBe(false);
  });
});
