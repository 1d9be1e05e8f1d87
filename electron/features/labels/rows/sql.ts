import type { Cell } from '../../../store/types';

/** Conditions that all must hold, each with what is bound in it. */
export interface Where {
  readonly sql: string;
  readonly cells: readonly Cell[];
}

type Condition = readonly [sql: string, ...cells: Cell[]];

/** `null` and `false` are conditions that nobody asked for. */
export const whereOf = (conditions: readonly (Condition | null | false)[]): Where => {
  const asked = conditions.filter((each): each is Condition => each !== null && each !== false);
  return { sql: asked.map(([sql]) => `(${sql})`).join(' AND '), cells: asked.flatMap(([, ...cells]) => cells) };
};

export const likeOf = (text: string): string => `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
export const isLike = (column: string): string => String.raw`${column} LIKE ? ESCAPE '\'`;

/** One of a list that is bound as JSON. */
export const isIn = (column: string): string => `${column} IN (SELECT value FROM json_each(?))`;

/** The GTIN of one piece of SKU `sku`, as 14 digits. */
export const gtinSql = (sku: string): string =>
  `(SELECT code FROM barcodes WHERE barcodes.sku = ${sku} AND kind = 'gtin' AND quantity = 1 ORDER BY taught_at IS NOT NULL, code LIMIT 1)`;

/** As EAN-13 has it; a GTIN that begins with no zero stays as it is. AIs want it filled up: `{{gtin | gtin14}}`. */
export const labelGtin = (code: string | null): string | null =>
  code !== null && code.startsWith('0') ? code.slice(1) : code;

/** On shelves: not what is in a parcel already. */
export const onShelf = "a.status NOT IN ('picked', 'packed')";
/** The same in the totals of a SKU, which have the counter accounts as well. */
export const inTotals = "t.status NOT LIKE '@%' AND t.status NOT IN ('picked', 'packed')";
