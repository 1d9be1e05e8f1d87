import type { LabelSource, RowFind } from './rows';

/** A scan that picks a row to print a label of. */
export interface LabelScan {
  readonly sequence: number;
  readonly source: LabelSource;
  readonly text: string;
  readonly find: RowFind;
}
