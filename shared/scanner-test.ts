import type { TestSymbology, TestVerdict } from './barcode/test-card';

/** How the test of one scanner stands; each verdict is of the code at its place on the card. */
export interface ScannerTestView {
  readonly deviceId: string;
  /** The code that is wanted now; `null` once all were scanned or gone by. */
  readonly at: number | null;
  /** `null`: not scanned. */
  readonly verdicts: readonly (TestVerdict | null)[];
}

/** A code of the card as a screen shows it. */
export interface TestCodePicture {
  readonly id: string;
  readonly symbology: TestSymbology;
  readonly svg: string;
}
