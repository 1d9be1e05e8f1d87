import { createHash } from 'node:crypto';
import { z } from 'zod';
import { features } from '../../../electron/features';
import type { Feature, QueryContext } from '../../../electron/store/types';
import { defineQuery } from '../../../shared/feature';
import { contentOf } from '../stock-truth';

export type Rows = readonly unknown[];

/** A table in so few words that two of them are compared by their digests first. */
export interface TableSum {
  readonly rows: number;
  readonly sha256: string;
}

export const sumsOf = (content: Readonly<Record<string, Rows>>): Readonly<Record<string, TableSum>> =>
  Object.fromEntries(
    Object.entries(content).map(([name, rows]) => {
      const hash = createHash('sha256');
      for (const row of rows) hash.update(JSON.stringify(row));
      return [name, { rows: rows.length, sha256: hash.digest('hex') }];
    }),
  );

const nothing = z.object({}).strict();
const table = z.object({ table: z.string() }).strict();

/** Lets a test look at the living tables of a store host, row for row. */
export const tablesFeature: Feature = {
  name: 'tables',
  schema: [],
  apply: {},
  commands: {},
  queries: {
    'tables.sums': ({ db }: QueryContext) => sumsOf(contentOf(db)),
    'tables.rows': ({ db }: QueryContext, params: z.infer<typeof table>) => contentOf(db)[params.table] ?? [],
    'tables.movements': ({ db }: QueryContext) =>
      db.get<{ count: number }>('SELECT count(*) AS count FROM stock_movements')?.count ?? 0,
  },
  definitions: {
    commands: {},
    queries: {
      'tables.sums': defineQuery<Readonly<Record<string, TableSum>>>()({ params: nothing, tables: [], role: null }),
      'tables.rows': defineQuery<Rows>()({ params: table, tables: [], role: null }),
      'tables.movements': defineQuery<number>()({ params: nothing, tables: [], role: null }),
    },
  },
};

/** The app's own features, and a look at their tables. */
export const dayFeatures: readonly Feature[] = [...features, tablesFeature];
