import type {
  InventorySettings,
  RadioRegion,
  ReaderNotice,
  ReaderView,
  ReportLoss,
  RunningInventory,
  TagRead,
} from '../../../shared/tag-reads';
import type { Result } from '../../../shared/result';
import type { Clock } from '../clock';
import type { Session } from '../session';
import type { SerialSettings } from '../types';

export type ReaderFailure =
  | 'reader-not-connected'
  | 'reader-no-answer'
  /** The reader's own word; `details` carry its code and text. */
  | 'reader-refused'
  /** An answer that says neither yes nor no. */
  | 'reader-bad-answer'
  /** The reader has no such antenna or power; `details.field` says which. */
  | 'inventory-settings-impossible';

export interface ReaderTiming {
  /** How long a connected reader may take for its first word. */
  readonly greetingMs: number;
  /** Limit of one request. */
  readonly answerMs: number;
  /** What the reader is told to keep between two signs of life. */
  readonly keepaliveMs: number;
  /** Silence after which the link is given up and opened anew. */
  readonly silentMs: number;
}

/** What a driver is given: the same for every family of readers. */
export interface ReaderDriverParts {
  readonly deviceId: string;
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly timing?: Partial<ReaderTiming>;
  /** The country's radio rules; `null` when nobody said. */
  readonly region?: RadioRegion | null;
  /** All tags of one message, in the order of the message. Nothing is merged or left out here. */
  readonly onReads: (reads: readonly TagRead[]) => void;
  readonly onLoss: (loss: ReportLoss) => void;
  readonly onNotice: (notice: ReaderNotice) => void;
  /** The view has changed, but for `lastReadAt`. */
  readonly onView: () => void;
}

/** What all readers can do, whatever they speak. */
export interface ReaderDriver {
  readonly session: Session;
  readonly view: ReaderView;
  /**
   * Reads until `stop`, over lost connections too: each time the reader is back, everything is set up anew and the gap
   * is told as a loss. Success only on the reader's word; after a failure nothing is wanted any more.
   */
  start(settings: InventorySettings): Promise<Result<RunningInventory, ReaderFailure>>;
  /** Nothing is wanted any more, whatever the answer. Success only on the reader's word that it has stopped. */
  stop(): Promise<Result<void, ReaderFailure>>;
  /**
   * Interrupts the inventory for a moment to read the chip numbers of all tags that carry this EPC; they come as reads.
   * `null` where the reader cannot. Nothing happens while no inventory runs.
   */
  readonly readChips: ((epc: Uint8Array) => void) | null;
}

/** One family of readers. */
export interface ReaderProtocol {
  readonly id: string;
  /** As it stands on the device page. */
  readonly name: string;
  /** Manual or standard that the bytes come from. */
  readonly source: string;
  /** What was not confirmed on a reader; told in the table of supported devices. */
  readonly unconfirmed: readonly string[];
  /** `null` for readers on the network only. */
  readonly serial: SerialSettings | null;
  createDriver(parts: ReaderDriverParts): ReaderDriver;
}
