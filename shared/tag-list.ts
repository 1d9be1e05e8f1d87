import type { TagName } from './epc/name';
import type { Failure } from './result';
import type { ReaderView, ReportLoss } from './tag-reads';

/** The list of tags that readers of this station see now: live, and no record of anything. */

export interface TagPlace {
  readonly readerId: string;
  readonly antenna: number | null;
  readonly reads: number;
  readonly maxRssiCentiDbm: number | null;
}

/** What changes of a tag with each read. */
export interface TagState {
  /** In the order of first sight; stays with its tag until the list is cleared. */
  readonly id: number;
  readonly tidHex: string | null;
  /** Another tag carries the same EPC: their chip numbers differ. */
  readonly twice: boolean;
  readonly reads: number;
  readonly maxRssiCentiDbm: number | null;
  /** Epoch milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** By reader and antenna, strongest first. */
  readonly places: readonly TagPlace[];
}

/** What a tag is for good. */
export interface TagFacts {
  readonly epcHex: string;
  readonly name: TagName;
}

export type TagRow = TagState & TagFacts;

/** One change of the list; the facts come with a tag's first. */
export type TagChange = TagState & Partial<TagFacts>;

export interface ReaderLine {
  readonly view: ReaderView;
  readonly reads: number;
  /** Reads a second, of the last two seconds. */
  readonly rate: number;
  /** Since the list was cleared: tags may be missing. */
  readonly losses: readonly Pick<ReportLoss, 'cause' | 'since' | 'at'>[];
}

export interface TagList {
  /** Counts the clearings: what belongs to another run belongs to another list. */
  readonly run: number;
  /** Counts the tellings of this run. */
  readonly n: number;
  /** Tags told apart by EPC and chip number. */
  readonly unique: number;
  readonly reads: number;
  /** No further tag is taken into the list. */
  readonly full: boolean;
  readonly readers: readonly ReaderLine[];
  readonly tags: readonly TagChange[];
}

/** A reader that did not do what was asked, and why. */
export interface ReaderRefusal {
  readonly deviceId: string;
  readonly failure: Failure;
}
