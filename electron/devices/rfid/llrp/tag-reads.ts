import type { TagRead } from '../../../../shared/tag-reads';
import type { Clock } from '../../clock';
import type { DecodedTag } from './tag-report';

/** A read older than this when it comes in was kept by the reader. */
const lateUs = 10_000_000;

/** Makes reads of one connection's reports: whose, when, and by which clock. */
export interface ReadMaker {
  /** The reader's clock, as its greeting has it. Answers by how much it is ahead of ours; `null` when it has none. */
  setClock(timeUs: number | 'unknown'): number | null;
  make(tag: DecodedTag, monotonicMs: number): TagRead;
}

export const createReadMaker = (parts: {
  readonly deviceId: string;
  readonly simulated: boolean;
  readonly clock: Clock;
}): ReadMaker => {
  const { deviceId, simulated, clock } = parts;
  let clockAheadUs: number | null = null;

  const isLate = (lastSeenUs: number | 'unknown', at: number): boolean =>
    lastSeenUs !== 'unknown' && clockAheadUs !== null && at * 1000 - (lastSeenUs - clockAheadUs) > lateUs;

  return {
    setClock(timeUs) {
      clockAheadUs = timeUs === 'unknown' ? null : timeUs - clock.now() * 1000;
      return clockAheadUs;
    },
    make({ roSpecId: _roSpecId, ...tag }, monotonicMs) {
      const at = clock.now();
      return {
        readerId: deviceId,
        ...tag,
        clockAheadUs,
        late: isLate(tag.lastSeenUs, at),
        at,
        monotonicMs,
        simulated,
      };
    },
  };
};
