import { message, types } from './rfid-wire';

/** Tags in one message: a round with many comes in several, as readers send it. */
const tagsInMessage = 40;

export interface ReportQueueParts {
  /** Most tags kept for a station that is away. */
  readonly most: number;
  /** A station is there and wants reports. */
  readonly open: () => boolean;
  readonly version: () => number;
  readonly send: (bytes: Buffer) => void;
  readonly tellOverflow: () => void;
}

/** Reports on their way to the station: sent at once, or kept while there is none, or thrown away. */
export const createReportQueue = ({ most, open, version, send, tellOverflow }: ReportQueueParts) => {
  let kept: Buffer[] = [];
  let keptTags = 0;
  let overflowing = false;

  const sayOverflow = (): boolean => {
    if (!overflowing || !open()) return false;
    overflowing = false;
    tellOverflow();
    return true;
  };

  return {
    /** The tags of one round. */
    deliver(tags: readonly Buffer[]): void {
      // What is thrown away on command is one round.
      if (sayOverflow()) return;
      const reports: Buffer[] = [];
      for (let from = 0; from < tags.length; from += tagsInMessage) {
        reports.push(message(version(), types.report, 0, ...tags.slice(from, from + tagsInMessage)));
      }
      if (open()) return reports.forEach(send);
      if (keptTags + tags.length > most) {
        overflowing = most > 0;
        return;
      }
      keptTags += tags.length;
      kept.push(...reports);
    },
    /** The station is ready for what was kept. */
    flush(): void {
      if (!open()) return;
      kept.forEach(send);
      kept = [];
      keptTags = 0;
      sayOverflow();
    },
    overflow(): void {
      overflowing = true;
    },
    get keptTags() {
      return keptTags;
    },
    get overflowing() {
      return overflowing;
    },
  };
};
