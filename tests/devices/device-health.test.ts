import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDeviceHealth, type DeviceHealthBook } from '../../electron/station/device-health';
import type { DeviceStatus } from '../../shared/devices';

const hour = 3_600_000;
let folder = '';
let now = 0;
let books: DeviceHealthBook[] = [];
let status: DeviceStatus;

const open = async (): Promise<DeviceHealthBook> => {
  const book = await openDeviceHealth({
    folder,
    statuses: () => [status],
    timeZone: () => 'Europe/Berlin',
    now: () => now,
    onError: (error) => {
      throw error;
    },
  });
  books.push(book);
  return book;
};

/** Time goes by in looks, as it does. */
const pass = (book: DeviceHealthBook, ms: number): void => {
  for (let left = ms; left > 0; left -= 10_000) {
    now += Math.min(10_000, left);
    book.look();
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packwright-health-'));
  now = Date.UTC(2026, 10, 23, 8);
  status = {
    id: 'zebra',
    kind: 'printer',
    name: 'Zebra',
    protocol: 'zpl',
    place: '10.0.0.7:9100',
    state: 'ready',
    reason: null,
    since: now,
    nextAttemptAt: null,
    simulated: false,
    counters: { frames: 0, strayBytes: 0, badFrames: 0, reconnects: 0 },
    printer: null,
  };
});
afterEach(async () => {
  for (const book of books) await book.stop();
  books = [];
  rmSync(folder, { recursive: true, force: true });
});

const change = (part: Partial<DeviceStatus>): void => {
  status = { ...status, ...part };
};
const counted = (frames: number, badFrames: number, reconnects: number): void =>
  change({ counters: { frames, badFrames, reconnects, strayBytes: 0 } });
const printerWith = (serial: string, odometer: number): void =>
  change({ printer: { serial, odometer } as DeviceStatus['printer'] });

it('tells uptime, reconnects and errors in a thousand', async () => {
  const book = await open();
  pass(book, 3 * hour);
  change({ state: 'lost' });
  pass(book, hour);
  counted(1990, 10, 2);
  book.look();
  expect(book.of('zebra')).toMatchObject({ uptime: 7500, reconnects: 2, errorsPerThousand: 50 });
  expect(book.of('nobody')).toEqual({
    deviceId: 'nobody',
    days: [],
    uptime: null,
    reconnects: 0,
    errorsPerThousand: null,
  });
});

it('goes on after a restart of the app, whose counters begin anew', async () => {
  const first = await open();
  pass(first, hour);
  counted(100, 1, 3);
  await first.stop();
  counted(0, 0, 0);
  const second = await open();
  counted(50, 0, 1);
  pass(second, hour);
  expect(second.of('zebra')).toMatchObject({ uptime: 10_000, reconnects: 4, days: [{ frames: 150, badFrames: 1 }] });
});

it('counts a device that was set up anew from nothing, not below it', async () => {
  const book = await open();
  counted(500, 5, 2);
  pass(book, 10_000);
  counted(20, 0, 0);
  pass(book, 10_000);
  expect(book.of('zebra').days).toMatchObject([{ frames: 520, badFrames: 5, reconnects: 2 }]);
});

it('counts labels of one printer, not the difference between two', async () => {
  const book = await open();
  printerWith('Z1', 31_084);
  pass(book, 10_000);
  printerWith('Z1', 31_100);
  pass(book, 10_000);
  // Away for a while, then back with more.
  change({ printer: null });
  pass(book, 10_000);
  printerWith('Z1', 31_101);
  pass(book, 10_000);
  printerWith('Z2', 90_000);
  pass(book, 10_000);
  printerWith('Z2', 90_002);
  pass(book, 10_000);
  expect(book.of('zebra').days).toMatchObject([{ labels: 19 }]);
});

it('begins a day at midnight of the station, keeps thirty, and takes a sleep for no time', async () => {
  const book = await open();
  pass(book, 20_000);
  for (let day = 0; day < 40; day += 1) {
    now += 24 * hour;
    book.look();
    pass(book, 20_000);
  }
  const { days } = book.of('zebra');
  expect(days).toHaveLength(30);
  expect(days[0]?.day).toBe('2026-12-04');
  expect(days.at(-1)).toMatchObject({ day: '2027-01-02', watchedMs: 20_000, readyMs: 20_000 });
});

it('survives a clock that is set back and a file that is damaged', async () => {
  const book = await open();
  pass(book, 20_000);
  now -= 5 * hour;
  book.look();
  pass(book, 20_000);
  expect(book.of('zebra').days.reduce((sum, { watchedMs }) => sum + watchedMs, 0)).toBe(40_000);
  await book.stop();
  const file = join(folder, 'device-health.json');
  expect(readFileSync(file, 'utf8')).toContain('zebra');
  for (const damage of [
    '',
    '{',
    '[]',
    '{"zebra":[{"day":"never"}]}',
    '{"zebra":[{"day":"2026-11-23","readyMs":-1}]}',
  ]) {
    writeFileSync(file, damage);
    const again = await open();
    expect(again.of('zebra').days).toMatchObject([{ watchedMs: 0 }]);
    await again.stop();
  }
});
