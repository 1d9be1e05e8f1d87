import { beforeEach, describe, expect, it } from 'vitest';
import { encodeBadge } from '../../shared/barcode/command-codes';
import { testCard } from '../../shared/barcode/test-card';
import type { Scan, WireTrace } from '../../shared/devices';
import type { ScannerTestView } from '../../shared/scanner-test';
import { createScannerTest, type ScannerTest } from './scanner-test';
import { badgeTypedWrong } from './typed-wrong';
import { means, type WireMeaning } from '../../shared/wire-meaning';

const scanOf = (data: string, change: Partial<Scan> = {}): Scan => ({
  sequence: 1,
  deviceId: 'hand',
  data,
  aim: null,
  source: 'serial',
  at: 0,
  monotonicMs: 0,
  simulated: false,
  ...change,
});

let view: ScannerTestView | null = null;
let wire: (trace: WireTrace) => void = () => undefined;
let followed = 0;
let test: ScannerTest;

const create = (idleMs?: number): void => {
  view = null;
  followed = 0;
  test = createScannerTest({
    trace: (_deviceId, listener) => {
      wire = listener;
      followed += 1;
      return { stop: () => (followed -= 1) };
    },
    isScanner: (deviceId) => deviceId === 'hand',
    onView: (next) => {
      view = next;
    },
    ...(idleMs === undefined ? {} : { idleMs }),
  });
};
beforeEach(() => create());

const kinds = (): (string | null)[] => (view?.verdicts ?? []).map((verdict) => verdict?.kind ?? null);
const incoming = (meaning: WireMeaning): void => wire({ deviceId: 'hand', direction: 'in', hex: '41', meaning, at: 0 });

describe('the check of a scanner', () => {
  it('goes through the card, beeps for each code, and is done when all came', () => {
    expect(test.begin('hand')).toMatchObject({ ok: true });
    expect(view?.at).toBe(0);
    for (const { data, aims } of testCard) expect(test.take(scanOf(data, { aim: aims[0] ?? null }))).toBe('good');
    expect(view?.at).toBeNull();
    expect(kinds()).toEqual(testCard.map(() => 'passed'));
  });

  it('stays at a code that came wrong until it is right or gone by', () => {
    test.begin('hand');
    expect(test.take(scanOf('nothing of the kind'))).toBe('wrong');
    expect([view?.at, kinds()[0]]).toEqual([0, 'wrong-characters']);
    test.skip();
    expect([view?.at, kinds()[0]]).toEqual([1, 'wrong-characters']);
    // Scanned out of turn: it counts, and is not asked for again.
    test.take(scanOf(testCard[2]?.data ?? ''));
    expect([view?.at, kinds()[2]]).toEqual([1, 'passed']);
    test.take(scanOf(testCard[1]?.data ?? ''));
    expect(view?.at).toBe(3);
  });

  it('sees a code without an end, on the wire and among keys', () => {
    test.begin('hand');
    incoming([]);
    expect(kinds()[0]).toBeNull();
    incoming(means('noise', { error: 'E_TIMEOUT', count: 22 }));
    expect(kinds()[0]).toBe('no-suffix');
    incoming(means('error', { error: 'E_FRAME', text: 'prefix missing' }));
    expect(kinds()[0]).toBe('unreadable');
    // Noise in front of a good code is the good code's.
    test.take(scanOf(testCard[0]?.data ?? ''));
    incoming([...means('noise', { error: 'E_FRAME', count: 1 }), ...means('code', { text: '"…"' })]);
    expect(kinds().slice(0, 2)).toEqual(['passed', null]);
    expect(test.broken('hand', 'E_SUFFIX')).toBe(true);
    expect(kinds()[1]).toBe('no-suffix');
    expect(test.broken('another', 'E_SUFFIX')).toBe(false);
  });

  it('takes no other scanner’s codes, and no badge', () => {
    const badge = encodeBadge('DEMOOP01');
    expect(test.wants(scanOf('1'), false)).toBe(false);
    test.begin('hand');
    expect(test.wants(scanOf('1'), false)).toBe(true);
    expect(test.wants(scanOf('1', { deviceId: 'other' }), false)).toBe(false);
    expect(test.wants(scanOf('CARD-1'), true)).toBe(false);
    expect(test.wants(scanOf(badge.ok ? badge.value : ''), false)).toBe(false);
  });

  it('shows no badge that came out garbled, as a keyboard of another layout types it', () => {
    const badge = encodeBadge('DEMOZY01');
    if (!badge.ok) throw new Error(badge.failure.code);
    test.begin('hand');
    // A German computer, a scanner that believes in a US keyboard; and Caps Lock.
    for (const garbled of ['PWB(DEMOYZ01', badge.value.toLowerCase()]) {
      const typed = garbled === 'PWB(DEMOYZ01' ? `${garbled}${badge.value.slice(-1)}` : garbled;
      const scan = scanOf(typed, { source: 'wedge' });
      const failure = badgeTypedWrong(scan, () => false);
      expect(failure?.code).toMatch(/^(?:keyboard-layout|caps-lock)$/);
      expect(test.wants(scan, failure !== null)).toBe(false);
      expect(badgeTypedWrong({ ...scan, source: 'serial' }, () => false)).toBeNull();
    }
    expect(badgeTypedWrong(scanOf('karte', { source: 'wedge' }), (code) => code === 'KARTE')).toEqual({
      code: 'caps-lock',
    });
    // Nothing of the card is taken for one.
    for (const { data } of testCard) expect(badgeTypedWrong(scanOf(data, { source: 'wedge' }), () => false)).toBeNull();
  });

  it('gives the scanner back when nobody scans any more', async () => {
    create(40);
    test.begin('hand');
    await expect.poll(() => view).toBeNull();
    expect(followed).toBe(0);
  });

  it('lets the wire go when it ends or another begins, and knows what is no scanner', () => {
    test.begin('hand');
    test.begin('hand');
    expect(followed).toBe(1);
    test.end();
    expect([followed, view]).toEqual([0, null]);
    expect(test.begin('scale')).toMatchObject({ ok: false, failure: { code: 'not-a-scanner' } });
  });
});
