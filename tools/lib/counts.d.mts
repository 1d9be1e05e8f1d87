export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
export function vitestCounts(code: number, results: unknown): Counts;
export function playwrightCounts(code: number, results: unknown): Counts;
