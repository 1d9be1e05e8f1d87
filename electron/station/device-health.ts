import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { DeviceStatus } from '../../shared/devices';
import type { DeviceHealth, HealthDay } from '../../shared/device-page';
import { civilTime } from '../../shared/time';
import { writeAtomically } from '../files/write-atomically';

export interface DeviceHealthParts {
  readonly folder: string;
  readonly statuses: () => readonly DeviceStatus[];
  readonly timeZone: () => string;
  readonly now: () => number;
  readonly onError: (error: unknown) => void;
}

const keptDays = 30;
/** How often it is looked at, and after how many looks written down. */
const lookMs = 10_000;
const looksPerSave = 30;
/** A longer gap between two looks was a sleep: nothing is known of it. */
const mostLookMs = 3 * lookMs;

const count = z.number().int().nonnegative();
const daySchema = z.strictObject({
  day: z.iso.date(),
  readyMs: count,
  watchedMs: count,
  reconnects: count,
  frames: count,
  badFrames: count,
  labels: count,
});
const fileSchema = z.record(z.string().max(40), z.array(daySchema).max(keptDays * 2));

interface Seen {
  readonly reconnects: number;
  readonly frames: number;
  readonly badFrames: number;
  readonly serial: string | null;
  readonly odometer: number | null;
}

const empty = (day: string): HealthDay => ({
  day,
  readyMs: 0,
  watchedMs: 0,
  reconnects: 0,
  frames: 0,
  badFrames: 0,
  labels: 0,
});

/** Counters begin anew when a device's settings change: then all of it is new. */
const since = (before: number | undefined, now: number): number =>
  before === undefined || now < before ? now : now - before;

const labelsSince = (before: Seen | undefined, now: Seen): number =>
  before === undefined || before.odometer === null || now.odometer === null || before.serial !== now.serial
    ? 0
    : Math.max(0, now.odometer - before.odometer);

const healthOf = (deviceId: string, days: readonly HealthDay[]): DeviceHealth => {
  const sum = (pick: (day: HealthDay) => number): number => days.reduce((all, day) => all + pick(day), 0);
  const watched = sum((day) => day.watchedMs);
  const bad = sum((day) => day.badFrames);
  const frames = sum((day) => day.frames) + bad;
  return {
    deviceId,
    days,
    uptime: watched === 0 ? null : Math.floor((sum((day) => day.readyMs) * 10_000) / watched),
    reconnects: sum((day) => day.reconnects),
    errorsPerThousand: frames === 0 ? null : Math.round((bad * 10_000) / frames),
  };
};

const read = async (file: string): Promise<Map<string, readonly HealthDay[]>> => {
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))));
  } catch {
    // Not there yet, or damaged: figures of comfort, begun anew.
    return new Map();
  }
};

/** How well each device did over the last days: a file of its own, since it is neither a setting nor a record. */
export const openDeviceHealth = async (parts: DeviceHealthParts) => {
  const file = join(parts.folder, 'device-health.json');
  const days = await read(file);
  const seen = new Map<string, Seen>();
  let lookedAt: number | null = null;
  let looks = 0;
  let saving: Promise<void> = Promise.resolve();
  let stopped = false;

  const save = (): Promise<void> => {
    const text = `${JSON.stringify(Object.fromEntries(days))}\n`;
    saving = saving.then(() => writeAtomically(file, text)).catch(parts.onError);
    return saving;
  };

  const add = (status: DeviceStatus, day: string, ms: number): void => {
    const { counters, printer } = status;
    const now: Seen = {
      ...counters,
      serial: printer?.serial ?? seen.get(status.id)?.serial ?? null,
      odometer: printer?.odometer ?? seen.get(status.id)?.odometer ?? null,
    };
    const before = seen.get(status.id);
    seen.set(status.id, now);
    const known = days.get(status.id) ?? [];
    const today = known.find((each) => each.day === day) ?? empty(day);
    const next: HealthDay = {
      day,
      readyMs: today.readyMs + (status.state === 'ready' ? ms : 0),
      watchedMs: today.watchedMs + ms,
      reconnects: today.reconnects + since(before?.reconnects, now.reconnects),
      frames: today.frames + since(before?.frames, now.frames),
      badFrames: today.badFrames + since(before?.badFrames, now.badFrames),
      labels: today.labels + labelsSince(before, now),
    };
    days.set(status.id, [...known.filter((each) => each.day !== day), next].slice(-keptDays));
  };

  const look = (): void => {
    const at = parts.now();
    const passed = lookedAt === null ? 0 : at - lookedAt;
    lookedAt = at;
    const { date } = civilTime(at, parts.timeZone());
    // The clock was set, or the machine slept.
    const ms = passed < 0 || passed > mostLookMs ? 0 : Math.round(passed);
    for (const status of parts.statuses()) add(status, date, ms);
    looks += 1;
    if (looks % looksPerSave === 0) void save();
  };

  look();
  const timer = setInterval(look, lookMs);
  return {
    look,
    of: (deviceId: string): DeviceHealth => healthOf(deviceId, days.get(deviceId) ?? []),
    /** May be called twice. */
    stop: (): Promise<void> => {
      clearInterval(timer);
      if (!stopped) look();
      const last = stopped ? saving : save();
      stopped = true;
      return last;
    },
  };
};
export type DeviceHealthBook = Awaited<ReturnType<typeof openDeviceHealth>>;
