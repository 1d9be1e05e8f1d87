import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AnswerOf } from '../../shared/feature';
import type { importQueries } from '../../shared/features/import/queries';
import { fail, ok, type Result } from '../../shared/result';
import { civilTime } from '../../shared/time';
import type { Actor, Store } from '../store/types';
import { createIntake, type IntakeSettings } from './import/intake';

export interface DemoParts {
  readonly store: Store;
  readonly actor: Actor;
  /** `resources/demo` of the app. */
  readonly folder: string;
  readonly settings: IntakeSettings;
  /** Epoch milliseconds. */
  readonly now: number;
}

type Known = NonNullable<AnswerOf<(typeof importQueries)['import.known']>>;

const minuteMs = 60_000;
const gridMs = 5 * minuteMs;

const orderFile = z.looseObject({
  orders: z.array(z.looseObject({ dueInMinutes: z.number().int().min(0).optional() })),
});

/** The shop's day from this moment on: every order is due so many minutes after the next full five. */
const withCutOffs = (text: string, now: number): string => {
  const start = Math.ceil(now / gridMs) * gridMs;
  const file = orderFile.parse(JSON.parse(text));
  const orders = file.orders.map(({ dueInMinutes, ...order }) =>
    dueInMinutes === undefined
      ? order
      : { ...order, cutOffAt: new Date(start + dueInMinutes * minuteMs).toISOString() },
  );
  return JSON.stringify({ ...file, orders });
};

const stockFile = z.looseObject({
  stock: z.array(z.looseObject({ expiryYears: z.number().int().optional(), expiryDays: z.number().int().optional() })),
});

const dayMs = 24 * 60 * minuteMs;

/** Dates on the goods: the middle of a year to come, or so many days from now. */
const withExpiry = (text: string, now: number): string => {
  const year = new Date(now).getUTCFullYear();
  const file = stockFile.parse(JSON.parse(text));
  const stock = file.stock.map(({ expiryYears, expiryDays, ...row }) => {
    if (expiryYears !== undefined) return { ...row, expiry: `${year + expiryYears}-06-30` };
    return expiryDays === undefined
      ? row
      : { ...row, expiry: new Date(now + expiryDays * dayMs).toISOString().slice(0, 10) };
  });
  return JSON.stringify({ ...file, stock });
};

/**
 * Brings the demo's catalogue, stock and orders in, as any other file comes in. Orders come anew on each day that the demo is
 * started, so that some are always due soon; a start that was interrupted is made good by the next. Never on live data:
 * the files say that they are demo data, and a live store refuses those.
 */
export const loadDemo = async ({ store, actor, folder, settings, now }: DemoParts): Promise<Result<null>> => {
  const intake = createIntake(store, () => settings);
  const bringIn = async (name: string, day: string, change: (text: string) => string): Promise<Result<null>> => {
    const text = await readFile(join(folder, name), 'utf8');
    // Not of the bytes, whose times differ with every minute: this is the file of this day.
    const sha256 = createHash('sha256').update(text).update(day).digest('hex');
    const known = await store.query('import.known', { sha256 }, actor);
    if (known.ok && (known.value as Known | null)?.state === 'done') return ok(null);
    const bytes = new TextEncoder().encode(change(text));
    const taken = await intake.take({ name: `demo-${name}`, bytes, sha256, source: 'demo', actor });
    if (!taken.ok) return taken;
    const { state, code, badRows } = taken.value;
    return state === 'done' && badRows === 0 ? ok(null) : fail(code ?? 'demo-not-loaded', { file: name, badRows });
  };
  const catalogue = await bringIn('catalogue.json', '', (text) => text);
  if (!catalogue.ok) return catalogue;
  const stock = await bringIn('stock.json', '', (text) => withExpiry(text, now));
  if (!stock.ok) return stock;
  return bringIn('orders.json', civilTime(now, settings.timeZone).date, (text) => withCutOffs(text, now));
};
