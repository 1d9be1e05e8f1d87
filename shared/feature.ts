import type { z } from 'zod';

export const roles = ['operator', 'supervisor', 'it'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may send a command. `window`: any signed-in window. `trusted`: only the trusted side itself (scans, weights,
 * print results, timers); a window that sends it is refused and logged.
 */
export type Origin = 'window' | 'trusted';

/** A command that may cross the process border: its input is parsed with `input` before anything sees it. */
export interface CommandDefinition<Input extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly input: Input;
  readonly origin: Origin;
  /** The least role that may send it; `null` where nobody need be signed in. */
  readonly role: Role | null;
  /** Type carrier only. */
  readonly answer?: Answer;
}

/** A question about the projection. `tables` are the tables that it reads; a change in one of them asks it again. */
export interface QueryDefinition<Params extends z.ZodType = z.ZodType, Answer = unknown> {
  readonly params: Params;
  readonly tables: readonly string[];
  readonly role: Role | null;
  /** Too much for the store host: a report worker answers from its own copy. */
  readonly report?: true;
  readonly answer?: Answer;
}

/** What a report says, and the entry that it stands on: what came after is not in it. */
export interface Report<T> {
  readonly head: { readonly n: number; readonly hash: string };
  readonly value: T;
}

/** `defineCommand<Answer>()({ input, origin, role })` */
export const defineCommand =
  <Answer>() =>
  <Input extends z.ZodType>(definition: {
    input: Input;
    origin: Origin;
    role: Role | null;
  }): CommandDefinition<Input, Answer> =>
    definition;

/** `defineQuery<Answer>()({ params, tables, role })` */
export const defineQuery =
  <Answer>() =>
  <Params extends z.ZodType>(definition: {
    params: Params;
    tables: readonly string[];
    role: Role | null;
  }): QueryDefinition<Params, Answer> =>
    definition;

/** `defineReport<Answer>()({ params, tables, role })`: a query over much, asked when somebody wants to know. */
export const defineReport =
  <Answer>() =>
  <Params extends z.ZodType>(definition: {
    params: Params;
    tables: readonly string[];
    role: Role | null;
  }): QueryDefinition<Params, Report<Answer>> => ({ ...definition, report: true });

export type InputOf<D> = D extends CommandDefinition<infer I, unknown> ? z.infer<I> : never;
export type ParamsOf<D> = D extends QueryDefinition<infer P, unknown> ? z.infer<P> : never;
export type AnswerOf<D> =
  D extends CommandDefinition<z.ZodType, infer A> ? A : D extends QueryDefinition<z.ZodType, infer A> ? A : never;

/** An event as a feature decides it: past tense with a version, e.g. `v1.packing.itemPacked`. `data` is plain JSON. */
export interface FeatureEvent {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}
