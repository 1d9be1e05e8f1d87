/** Values that a failure carries into its translated sentence. */
export type FailureDetails = Readonly<Record<string, string | number | boolean | null>>;

/** An expected failure: a kebab-case code that a screen can explain (`failure.<code>` in the language files). */
export interface Failure<Code extends string = string> {
  readonly code: Code;
  readonly details?: FailureDetails;
}

/** What a call that may fail in an expected way answers. Bugs throw instead. */
export type Result<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure<Code> };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const fail = <Code extends string>(
  code: Code,
  details?: FailureDetails,
): { readonly ok: false; readonly failure: Failure<Code> } => ({
  ok: false,
  failure: details === undefined ? { code } : { code, details },
});
