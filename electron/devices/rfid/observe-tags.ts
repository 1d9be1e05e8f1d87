import { addObservation, type TagObservation } from '../../../shared/tag-observations';
import type { TagRead } from '../../../shared/tag-reads';

/** At most ten times a second: a screen shows no more, and a count needs no more. */
const usualEveryMs = 100;

export interface TagObserver {
  take(reads: readonly TagRead[]): void;
  /** Tells now what is waiting. */
  flush(): void;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** By this machine's clock: the reader's own time where its clock can be corrected, else when the report came. */
const timeOf = (seenUs: TagRead['lastSeenUs'], { clockAheadUs, at }: TagRead): number =>
  seenUs === 'unknown' || clockAheadUs === null ? at : Math.min(at, Math.round((seenUs - clockAheadUs) / 1000));

const observationOf = (read: TagRead): TagObservation => ({
  readerId: read.readerId,
  epcHex: hexOf(read.epc),
  epcBits: read.epcBits,
  tidHex: read.tid === null ? null : hexOf(read.tid),
  antenna: read.antenna,
  reads: Math.max(1, read.readCount ?? 1),
  maxRssiCentiDbm: read.rssiCentiDbm,
  firstAt: timeOf(read.firstSeenUs, read),
  lastAt: timeOf(read.lastSeenUs, read),
  late: read.late,
  simulated: read.simulated,
});

/**
 * Puts reads together per reader, EPC, chip number and antenna, and tells them as one list. A first read is told at
 * once, what follows within `everyMs` together. Holds no more than what was read in that time.
 */
export const createTagObserver = (
  tell: (observations: readonly TagObservation[]) => void,
  everyMs = usualEveryMs,
): TagObserver => {
  let waiting = new Map<string, TagObservation>();
  let timer: NodeJS.Timeout | null = null;

  const flush = (): void => {
    if (waiting.size === 0) return;
    const told = [...waiting.values()];
    waiting = new Map();
    tell(told);
  };

  const onTime = (): void => {
    timer = null;
    if (waiting.size === 0) return;
    flush();
    timer = setTimeout(onTime, everyMs);
  };

  return {
    take(reads) {
      for (const read of reads) {
        const observation = observationOf(read);
        const { readerId, epcHex, epcBits, tidHex, antenna, late } = observation;
        const key = [readerId, epcHex, epcBits, tidHex, antenna, late].join(' ');
        const before = waiting.get(key);
        waiting.set(key, before === undefined ? observation : addObservation(before, observation));
      }
      if (waiting.size === 0 || timer !== null) return;
      flush();
      timer = setTimeout(onTime, everyMs);
    },
    flush,
  };
};
