import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWedgeDetector, type WedgeConfig, type WedgeDetector, type WedgeKey, type WedgeOutcome } from './wedge';

const bare: WedgeConfig = { prefix: null, suffix: 'Enter', groupSeparator: null };
const prefixed: WedgeConfig = { ...bare, prefix: 'F9' };
const ean = '9501101530003';

const codeOf = (key: string): string => (/^[0-9]$/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`);
const key = (type: WedgeKey['type'], name: string, timeMs: number, change: Partial<WedgeKey> = {}): WedgeKey => ({
  type,
  key: name,
  code: name.length === 1 ? codeOf(name) : name,
  ctrl: false,
  alt: false,
  shift: false,
  repeat: false,
  timeMs,
  earliestMs: timeMs,
  ...change,
});
/** Press and release of each character, `gapMs` apart. */
const type = (text: string, startMs: number, gapMs: number): WedgeKey[] =>
  Array.from(text).flatMap((character, index) => [
    key('keyDown', character, startMs + index * gapMs),
    key('keyUp', character, startMs + index * gapMs + 1),
  ]);
const enter = (timeMs: number): WedgeKey[] => [key('keyDown', 'Enter', timeMs), key('keyUp', 'Enter', timeMs + 1)];

interface Played {
  readonly scans: string[];
  readonly errors: string[];
  /** Keys that the window got, in its order; `^` marks a release of the key. */
  readonly window: string;
  /** Longest time that a key which reached the window was held. */
  readonly longestHoldMs: number;
}

/** Plays a timeline as main does: a timer at each deadline, held keys handed on in order. */
const play = (config: WedgeConfig, keys: WedgeKey[], untilMs = 5000): Played => {
  const detector: WedgeDetector = createWedgeDetector(config);
  const scans: string[] = [];
  const errors: string[] = [];
  let window = '';
  let longestHoldMs = 0;
  const take = (outcome: Omit<WedgeOutcome, 'hold'>, nowMs: number): void => {
    for (const each of outcome.release ?? []) {
      window += (each.type === 'keyUp' ? '^' : '') + each.key;
      longestHoldMs = Math.max(longestHoldMs, nowMs - each.timeMs);
    }
    if (outcome.scan !== undefined) scans.push(outcome.scan);
    if (outcome.error !== undefined) errors.push(outcome.error);
  };
  const ticksUpTo = (timeMs: number): void => {
    for (let { deadlineMs } = detector; deadlineMs !== null && deadlineMs <= timeMs; { deadlineMs } = detector) {
      take(detector.tick(deadlineMs), deadlineMs);
    }
  };
  for (const each of keys) {
    // While main stands still its timers do too.
    ticksUpTo(each.earliestMs);
    const outcome = detector.key(each);
    take(outcome, each.timeMs);
    if (!outcome.hold) window += (each.type === 'keyUp' ? '^' : '') + each.key;
  }
  ticksUpTo(untilMs);
  return { scans, errors, window, longestHoldMs };
};
const downs = (played: Played): string => played.window.replaceAll(/\^(?:Enter|Control|Shift|Alt|F9|.)/g, '');

describe('the key timeline table', () => {
  it('13 digits, 8 ms apart, Enter +8 ms: one scan', () => {
    expect(play(bare, [...type(ean, 0, 8), ...enter(13 * 8)])).toEqual({
      scans: [ean],
      errors: [],
      window: '',
      longestHoldMs: 0,
    });
  });

  it('the same with one 60 ms gap: typing without a prefix, a scan with one; its Enter never leaks', () => {
    for (let at = 1; at < ean.length; at += 1) {
      const gapped = [...type(ean.slice(0, at), 8, 8), ...type(ean.slice(at), 8 * at + 60, 8)];
      const end = 8 * ean.length + 68;
      const played = play(bare, [...gapped, ...enter(end)]);
      expect(played.scans).toEqual([]);
      expect(downs(played)).toBe(ean);
      const certain = play(prefixed, [...type('x', -500, 0), key('keyDown', 'F9', 0), ...gapped, ...enter(end)]);
      expect(certain.scans).toEqual([ean]);
      expect(downs(certain)).toBe('x');
    }
  });

  it('12345 at 120 ms and Enter: typing, handed on in order, each held 50 ms', () => {
    const played = play(bare, [...type('12345', 0, 120), ...enter(600)]);
    expect(played.scans).toEqual([]);
    expect(played.errors).toEqual([]);
    expect(played.window).toBe('1^12^23^34^45^5Enter^Enter');
    expect(played.longestHoldMs).toBeLessThanOrEqual(51);
  });

  it('13 digits at 8 ms without Enter: E_TIMEOUT', () => {
    const played = play(bare, type(ean, 0, 8));
    expect(played.scans).toEqual([]);
    expect(played.errors).toEqual(['E_TIMEOUT']);
    expect(downs(played)).toBe(ean);
    const certain = play(prefixed, [key('keyDown', 'F9', 0), ...type(ean, 8, 8)]);
    expect(certain.errors).toEqual(['E_TIMEOUT']);
    expect(downs(certain)).toBe('');
  });

  it('Tab where Enter is configured, and the other way round: E_SUFFIX, nothing is taken for a scan', () => {
    const tab = [key('keyDown', 'Tab', 104), key('keyUp', 'Tab', 105)];
    expect(play(bare, [...type(ean, 0, 8), ...tab])).toMatchObject({ scans: [], errors: ['E_SUFFIX'] });
    const other: WedgeConfig = { ...prefixed, suffix: 'Tab' };
    expect(play(other, [key('keyDown', 'F9', 0), ...type(ean, 8, 8), ...enter(112)])).toMatchObject({
      scans: [],
      errors: ['E_SUFFIX'],
    });
  });

  it('a character behind AltGr, which Windows reports as Ctrl and Alt, is that character and no control', () => {
    const altGr = { ctrl: true, alt: true, code: 'Digit9' };
    const bracket = [key('keyDown', ']', 8, altGr), key('keyUp', ']', 9, altGr)];
    const keys = [key('keyDown', 'F9', 0), ...bracket, ...type(`E0${ean}`, 16, 8), ...enter(140)];
    expect(play(prefixed, keys)).toMatchObject({ scans: [`]E0${ean}`], errors: [] });
  });

  it('repeated digits: a stuck key, no scan', () => {
    const stuck = Array.from({ length: 40 }, (_, index) => key('keyDown', '1', index * 8, { repeat: true }));
    for (const config of [bare, prefixed]) {
      const played = play(config, [...stuck, ...enter(400)]);
      expect(played.scans).toEqual([]);
      expect(downs(played)).toBe(`${'1'.repeat(40)}Enter`);
    }
  });

  it('Alt 0 2 9 mid-burst: one GS', () => {
    const alt = (timeMs: number): WedgeKey[] => [
      key('keyDown', 'Alt', timeMs),
      ...['0', '2', '9'].flatMap((digit, index) => [
        key('keyDown', digit, timeMs + 2 + index * 4, { alt: true, code: `Numpad${digit}` }),
        key('keyUp', digit, timeMs + 4 + index * 4, { alt: true, code: `Numpad${digit}` }),
      ]),
      key('keyUp', 'Alt', timeMs + 16),
    ];
    const played = play(bare, [...type('10AB', 0, 8), ...alt(32), ...type('21XY', 56, 8), ...enter(90)]);
    expect(played.scans).toEqual(['10AB\u001d21XY']);
    expect(played.window).toBe('');
  });

  it('Ctrl+] mid-burst: one GS, not a shortcut', () => {
    const group = [
      key('keyDown', 'Control', 32),
      key('keyDown', ']', 34, { ctrl: true, code: 'BracketRight' }),
      key('keyUp', ']', 36, { ctrl: true, code: 'BracketRight' }),
      key('keyUp', 'Control', 38),
    ];
    const played = play(bare, [...type('10AB', 0, 8), ...group, ...type('21XY', 40, 8), ...enter(80)]);
    expect(played.scans).toEqual(['10AB\u001d21XY']);
    expect(played.window).toBe('');
    // On its own it is a shortcut like any other.
    expect(downs(play(bare, group))).toBe('Control]');
  });
});

describe('main stood still', () => {
  /** Keys pressed from `fromMs` on are all seen at `toMs`, in their order. */
  const stall = (keys: WedgeKey[], fromMs: number, toMs: number): WedgeKey[] =>
    keys.map((each) =>
      each.timeMs > fromMs && each.timeMs <= toMs ? { ...each, timeMs: toMs, earliestMs: fromMs } : each,
    );

  it('a PIN seen all at once is typed; only an Enter that may be a scanner’s is kept, and that is told', () => {
    const keys = [...type('7391', 0, 150), ...enter(600)];
    for (const fromMs of [-20, 0, 100, 200, 400])
      for (const toMs of [500, 601, 700]) {
        const played = play(bare, stall(keys, fromMs, toMs));
        // All of it came in one: nobody can say who typed.
        const doubtful = fromMs <= 0 && toMs >= 601;
        expect(played).toMatchObject({ scans: [], errors: doubtful ? ['E_FRAME'] : [] });
        expect(downs(played)).toBe(doubtful ? '7391' : '7391Enter');
      }
  });

  it.each(['1234', 'A12345', 'AB-1234'])(
    'the short code %s: its Enter presses nothing, and it is to be scanned again',
    (code) => {
      const keys = [...type(code, 0, 8), ...enter(code.length * 8)];
      for (const fromMs of [-10, 0, 10])
        for (const toMs of [320, 400, 600]) {
          const played = play(bare, stall(keys, fromMs, toMs));
          expect(downs(played).endsWith('Enter')).toBe(false);
          expect(played.scans.length + played.errors.length).toBe(1);
        }
      expect(play(bare, keys).scans).toEqual([code]);
    },
  );

  it('a scan seen all at once, or torn in two, is still a scan', () => {
    const keys = [...type(ean, 0, 8), ...enter(104)];
    for (const fromMs of [-10, 0, 30, 60, 100])
      for (const toMs of [120, 300, 600]) {
        const played = play(bare, stall(keys, fromMs, toMs));
        expect(played).toMatchObject({ scans: [ean], errors: [], window: '' });
      }
  });
});

describe('keys that only the system can type', () => {
  it.each(['\0', '', 'Dead', 'Unidentified'])('%j goes by and is not held, what was held before it first', (name) => {
    const strange = (timeMs: number): WedgeKey => key('keyDown', name, timeMs, { code: 'Quote' });
    expect(play(bare, [strange(0)]).window).toBe(name);
    const played = play(bare, [...type('Z', 0, 1), strange(40), ...type('r', 160, 1), ...enter(300)]);
    expect(downs(played).replace('^', '')).toBe(`Z${name}rEnter`);
  });
});

describe('keyboard wedge', () => {
  it('takes scans one right after the other', () => {
    const keys = [0, 1, 2].flatMap((index) => [...type(ean, index * 112, 8), ...enter(index * 112 + 104)]);
    expect(play(bare, keys).scans).toEqual([ean, ean, ean]);
  });

  it('lets a fast typist wait for three keys at most', () => {
    const played = play(bare, [...type('abcdefgh', 0, 45), ...enter(400)]);
    expect(played.scans).toEqual([]);
    expect(downs(played)).toBe('abcdefghEnter');
    expect(played.longestHoldMs).toBeLessThanOrEqual(100);
  });

  it('begins with a capital letter', () => {
    const keys = [key('keyDown', 'Shift', 0), ...type('A1B2', 2, 8), key('keyUp', 'Shift', 33), ...enter(40)];
    expect(play(bare, keys).scans).toEqual(['A1B2']);
  });

  it('holds nothing but scans where a prefix is set', () => {
    const played = play(prefixed, [...type('12345', 0, 120), ...enter(600)]);
    expect(played.window).toBe('1^12^23^34^45^5Enter^Enter');
    expect(played.longestHoldMs).toBe(0);
  });

  it('hands a prefix on that a person pressed', () => {
    const tilde = { ...bare, prefix: '~' };
    const played = play(tilde, [...type('a~b', 0, 120), ...enter(400)]);
    expect(played.window).toBe('a^a~^~b^bEnter^Enter');
    expect(played.longestHoldMs).toBeLessThanOrEqual(51);
    expect(play(tilde, [...type(`~A`, 0, 8), ...enter(16)]).scans).toEqual(['A']);
  });

  it('replaces the written group separator', () => {
    const config = { ...prefixed, groupSeparator: '{GS}' };
    const keys = [key('keyDown', 'F9', 0), ...type('10AB{GS}21X', 8, 8), ...enter(100)];
    expect(play(config, keys).scans).toEqual(['10AB\u001d21X']);
  });

  it('does not let an Enter storm through, nor the second Enter of a scan', () => {
    const storm = Array.from({ length: 50 }, (_, index) => enter(index * 10)).flat();
    expect(downs(play(bare, storm))).toBe('Enter');
    const doubled = [...type(ean, 0, 8), ...enter(104), ...enter(112)];
    expect(play(bare, doubled)).toMatchObject({ scans: [ean], window: '' });
    // A person may press it again.
    expect(downs(play(bare, [...doubled, ...enter(1000), ...enter(1200)]))).toBe('EnterEnter');
  });

  it('fires no shortcut from inside a burst', () => {
    const shortcut = [key('keyDown', 'Control', 32), key('keyDown', 'w', 34, { ctrl: true }), key('keyUp', 'w', 35)];
    const played = play(prefixed, [key('keyDown', 'F9', 0), ...type('abc', 8, 8), ...shortcut, ...enter(48)]);
    expect(downs(played)).toBe('');
    expect(played.scans).toEqual(['abc\u0017']);
  });

  it('refuses a code with keys that say nothing about it', () => {
    const dead = key('keyDown', 'Dead', 20, { code: 'Quote' });
    const played = play(prefixed, [
      key('keyDown', 'F9', 0),
      ...type('ab', 4, 4),
      dead,
      ...type('cd', 24, 4),
      ...enter(40),
    ]);
    expect(played).toMatchObject({ scans: [], errors: ['E_FRAME'], window: '' });
  });

  it('bounds a code without end', () => {
    const long = [key('keyDown', 'F9', 0), ...type('x'.repeat(10_000), 1, 1), ...enter(10_002)];
    expect(play(prefixed, long)).toMatchObject({ scans: [], errors: ['E_OVERFLOW'], window: '' });
  });

  it('loses no key and mixes none up, whoever types (property)', () => {
    const stroke = fc.record({
      gapMs: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 60, max: 400 })),
      name: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom('a', 'b', '1', '2') },
        { weight: 1, arbitrary: fc.constantFrom('Enter', 'ArrowLeft', 'Shift') },
      ),
    });
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 60 }), (strokes) => {
        let nowMs = 0;
        let typed = '';
        const keys = strokes.flatMap(({ gapMs, name }) => {
          nowMs += gapMs;
          if (name !== 'Enter') typed += name;
          return [key('keyDown', name, nowMs), key('keyUp', name, nowMs + 0.5)];
        });
        const played = play(bare, keys, nowMs + 1000);
        const without = (text: string): string =>
          text.replaceAll(/\^(?:Enter|ArrowLeft|Shift|.)/g, '').replaceAll('Enter', '');
        const left = played.scans.reduce((rest, scan) => rest.replace(scan, ''), typed);
        // Every key is either in a scan or handed on, and nothing is there twice.
        const handedOn = without(played.window);
        const shiftless = (text: string): string => text.replaceAll('Shift', '');
        expect(shiftless(handedOn).length).toBe(shiftless(left).length);
        for (const scan of played.scans) expect(scan.length).toBeGreaterThanOrEqual(4);
        if (played.scans.length === 0) expect(shiftless(handedOn)).toBe(shiftless(typed));
      }),
      { numRuns: 1000 },
    );
  });
});
