import type { Words } from './en';

/** The words under some heads: `Section<'pack' | 'step'>` has every key `pack.…` and `step.…`. */
export type Section<Head extends string> = {
  readonly [K in keyof Words as K extends `${Head}.${string}` ? K : never]: string;
};

/** The words whose keys have no head. */
export type PlainWords = {
  readonly [K in keyof Words as K extends `${string}.${string}` ? never : K]: string;
};
