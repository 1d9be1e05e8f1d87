import type { LabelDescription } from './labels/description/description';

/** A label as it lay on the drawing board when it was kept last, not saved. */
export interface DraftView {
  readonly templateId: string;
  /** Epoch milliseconds. */
  readonly keptAt: number;
  readonly description: LabelDescription;
}
