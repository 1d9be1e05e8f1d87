import type { CommandVerb } from '../../../shared/barcode/command-codes';
import type { AccuracyReportWords } from '../accuracy-report';
import type { BadgeWords } from '../badge-card';
import type { CountSheetWords } from '../count-sheet';
import type { EndOfDayWords } from '../end-of-day';
import type { RecallReportWords } from '../recall-report';
import type { ReconciliationWords } from '../reconciliation';
import type { SlipWords } from '../packing-slip';
import type { TestCardWords } from '../test-card';

/** Papers of counts. */
export interface CountWords {
  readonly accuracy: AccuracyReportWords;
  readonly sheet: CountSheetWords;
  readonly reconciliation: ReconciliationWords;
}

export interface DocumentWords {
  readonly slip: SlipWords;
  readonly endOfDay: EndOfDayWords;
  readonly recallReport: RecallReportWords;
  readonly badge: BadgeWords;
  readonly testCard: TestCardWords;
  readonly sheet: {
    readonly title: string;
    readonly intro: string;
    readonly work: string;
    readonly boxes: string;
    readonly fillers: string;
    readonly quantities: string;
    readonly noFiller: string;
    readonly choices: string;
    /** Under a numbered choice. */
    readonly choiceHint: string;
    readonly verbs: Readonly<Record<CommandVerb, string>>;
  };
}
