/** One line of the bench's table. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same thing without the app, measured in the same run, in the same unit; `null` where there is none. */
  readonly baseline: number | null;
  /** `value / baseline`. */
  readonly ratio: number | null;
  readonly aim?: Aim;
}

export type Aim =
  | { readonly of: 'value' | 'ratio'; readonly atMost: number }
  | { readonly of: 'value' | 'ratio'; readonly atLeast: number };

const rounded = (value: number): number => Number(value.toPrecision(4));

export const row = (
  name: string,
  value: number,
  unit: string,
  { baseline = null, aim }: { readonly baseline?: number | null; readonly aim?: Aim } = {},
): Row => ({
  name,
  value: rounded(value),
  unit,
  baseline: baseline === null ? null : rounded(baseline),
  ratio: baseline === null || baseline === 0 ? null : rounded(value / baseline),
  ...(aim === undefined ? {} : { aim }),
});

/** The value below which `share` of the samples lie (nearest rank). */
export const percentile = (samples: readonly number[], share: number): number => {
  if (samples.length === 0) throw new Error('nothing was measured');
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))] as number;
};

export interface PartOptions {
  /** Small sizes: proves that the part runs, measures little. */
  readonly quick: boolean;
  /** What is asked of it for long: minutes instead of half a minute. */
  readonly large: boolean;
  /** Where records are written: the disk that is measured. */
  readonly folder: string;
  /** Where the book of the part `stock` is, or is left for the next run; `null`: it goes with this one. */
  readonly book: string | null;
}

/** Measures something and hands over each row as soon as it is known. */
export type Part = (options: PartOptions, emit: (row: Row) => void) => Promise<void>;

/** A figure of memory, or a word where the system keeps it to itself. */
export const emitMemory = (
  name: string,
  megabytes: number | null,
  emit: Parameters<Part>[1],
  more: Parameters<typeof row>[3] = {},
): void => {
  if (megabytes === null) console.log(`No figure for ${name}: only root may read the memory of a sandboxed process.`);
  else emit(row(name, megabytes, 'MB', more));
};
