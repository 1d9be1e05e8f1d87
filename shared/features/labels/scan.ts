import type { LabelSource, RowFind } from './rows';

/** Which page scans are for: rows of one kind, or what was printed. */
export type LabelScanPage = LabelSource | 'prints';

/** A scan that picks a row to print a label of. */
export interface LabelScan {
  readonly sequence: number;
  readonly source: LabelScanPage;
  readonly text: string;
  /** `null` among prints: it is looked for as it is. */
  readonly find: RowFind | null;
}
