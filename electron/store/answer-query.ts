import { fail, ok, type Result } from '../../shared/result';
import type { Actor, Feature, QueryContext, QueryHandler } from './types';

/** A feature's own entry of one of its tables; names come from outside, so only own properties count. */
export const findIn = <T>(
  features: readonly Feature[],
  pick: (feature: Feature) => Readonly<Record<string, T>>,
  name: string,
): T | null => {
  for (const feature of features) {
    const table = pick(feature);
    if (Object.prototype.hasOwnProperty.call(table, name)) return table[name] ?? null;
  }
  return null;
};

export interface Question {
  readonly name: string;
  readonly params: unknown;
  readonly actor: Actor;
}

/** Answers a query from tables, wherever they are: in the store host or in the report worker's copy. */
export const answerQuery = (
  features: readonly Feature[],
  { name, params, actor }: Question,
  context: Omit<QueryContext, 'actor'>,
): Result<unknown> => {
  const handler = findIn<QueryHandler>(features, (feature) => feature.queries, name);
  const definition = findIn(features, (feature) => feature.definitions.queries, name);
  const parsed = definition?.params.safeParse(params);
  if (handler === null || parsed === undefined) return fail('unknown-query', { query: name });
  if (!parsed.success) return fail('bad-input', { query: name });
  const answer = handler as unknown as (each: QueryContext, wish: unknown) => unknown;
  return ok(answer({ ...context, actor }, parsed.data));
};
