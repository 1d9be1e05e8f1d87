import type { TraceFound } from './queries';

/** What a scan on the page of traces may stand for. */
export interface Traced {
  readonly sequence: number;
  readonly text: string;
  readonly found: readonly TraceFound[];
}
