import { z } from 'zod';
import { rememberErased } from '../../electron/projection/projection';
import { defineCommand, defineQuery } from '../../shared/feature';
import {
  decided,
  refused,
  type Actor,
  type CommandContext,
  type EntryMeta,
  type Feature,
  type QueryContext,
  type StoreSettings,
  type Writer,
} from '../../electron/store/types';

const amount = z.object({ amount: z.number().int(), note: z.string().max(100_000).default('') }).strict();

const attach = (context: CommandContext, bytes: Uint8Array) =>
  new TextDecoder().decode(bytes).endsWith('sealed')
    ? context.attachSealed('person:1', bytes, 'txt')
    : context.attach(bytes, 'txt');

/** A tiny feature for the store's own tests: a ledger whose balance never goes below zero. */
export const ledger: Feature = {
  name: 'ledger',
  schema: [
    'CREATE TABLE ledger (n INTEGER PRIMARY KEY, amount INTEGER NOT NULL, note_sealed TEXT, at TEXT NOT NULL)',
    'CREATE TABLE refusals (n INTEGER PRIMARY KEY)',
  ],
  apply: {
    'v1.ledger.booked': (db: Writer, data: { amount: number; note: string }, meta: EntryMeta) =>
      db.run('INSERT INTO ledger VALUES (?, ?, ?, ?)', meta.n, data.amount, data.note, meta.at),
    'v1.ledger.erased': (db: Writer) => rememberErased(db, 'person:1'),
    'v1.ledger.refused': (db: Writer, _data: unknown, meta: EntryMeta) =>
      db.run('INSERT INTO refusals VALUES (?)', meta.n),
  },
  commands: {
    'ledger.book': (context: CommandContext, input: z.infer<typeof amount>) => {
      const balance = context.db.get<{ sum: number | null }>('SELECT sum(amount) AS sum FROM ledger')?.sum ?? 0;
      if (balance + input.amount < 0)
        return refused(
          { code: 'too-little' },
          input.note === 'remember' ? [{ type: 'v1.ledger.refused', data: {} }] : [],
        );
      const evidence = input.note.startsWith('evidence')
        ? { evidence: attach(context, new TextEncoder().encode(input.note)) }
        : {};
      return decided(balance + input.amount, [
        {
          type: 'v1.ledger.booked',
          data: { amount: input.amount, note: context.seal('person:1', input.note), ...evidence },
        },
        { type: 'v9.unknown.event', data: {} },
      ]);
    },
    'ledger.erase': () => ({
      ...decided(null, [{ type: 'v1.ledger.erased', data: {} }]),
      erases: ['person:1'],
    }),
    'ledger.throw': () => {
      throw new Error('a bug');
    },
  },
  queries: {
    'ledger.rows': (context: QueryContext) =>
      context.db
        .all<{ n: number; amount: number; note_sealed: string; at: string }>('SELECT * FROM ledger ORDER BY n')
        .map((row) => ({
          n: row.n,
          amount: row.amount,
          at: row.at,
          note: context.unseal('person:1', row.note_sealed),
        })),
  },
  definitions: {
    commands: {
      'ledger.book': defineCommand<number>()({ input: amount, origin: 'trusted', role: null }),
      'ledger.erase': defineCommand<null>()({ input: z.object({}).strict(), origin: 'trusted', role: null }),
      'ledger.throw': defineCommand<null>()({ input: z.object({}).strict(), origin: 'trusted', role: null }),
    },
    queries: {
      'ledger.rows': defineQuery<readonly { n: number; amount: number; at: string; note: string | null }[]>()({
        params: z.object({}).strict(),
        tables: ['ledger'],
        role: null,
      }),
    },
  },
};

export const testActor: Actor = { personId: 'p1', role: 'operator', station: 'S1', site: 'site' };

export const testSettings: StoreSettings = {
  site: 'site',
  station: 'S1',
  timeZone: 'UTC',
  currency: 'EUR',
  gs1CompanyPrefix: null,
  ssccRange: null,
  siteGln: null,
  shipFrom: { name: 'n', lines: [], country: 'DE' },
  labelPrinterId: null,
  label: { widthMm: 102, heightMm: 152, dpi: 203 },
  cutOffs: [],
  language: 'en',
  reprintLimit: 2,
  reprintLast: 20,
  labelFourEyes: false,
  countToleranceMinor: 0,
  countApprovalMinor: 10_000,
  returns: { asNew: 'available', opened: 'hold', owners: {} },
  demo: false,
};
