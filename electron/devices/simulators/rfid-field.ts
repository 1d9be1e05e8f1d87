import type { SimulatorCommandOf } from './protocol';
import { createNoise } from './random';
import type { ReportedTag } from './rfid-wire';

type Tag = Extract<SimulatorCommandOf<'rfid'>, { op: 'tags' }>['tags'][number];
/** How tags are asked in one round. */
export interface Round {
  readonly antennas: readonly number[];
  readonly session: number;
  /** Tags that have answered in session 2 or 3 rest. */
  readonly singleTarget: boolean;
  /** Only EPCs that begin so answer. */
  readonly filter: string;
}

/** What a tag has at least without power (Gen2); these ones are not powered between two rounds. */
const restMs = 2000;

type Strays = Extract<SimulatorCommandOf<'rfid'>, { op: 'strays' }>;

/** The tags around the antennas: which of them are read in one round. */
export interface Field {
  setTags(tags: readonly Tag[]): void;
  /** Tags from beside the station that are read now and then. */
  setStrays(strays: Strays): void;
  /** Of a thousand chances to read a tag, how many are missed. */
  setMisses(missPerMille: number): void;
  round(round: Round, nowMs: number): ReportedTag[];
  readonly tags: number;
}

export const createField = (seed: number): Field => {
  const noise = createNoise(seed);
  let tags: readonly Tag[] = [];
  let strays: readonly Tag[] = [];
  let strayPerMille = 0;
  let missPerMille = 0;
  /** By session: until when a tag rests. */
  const resting = new Map<number, Map<Tag, number>>();

  const hears = (tag: Tag, { antennas, filter }: Round): boolean =>
    antennas.includes(tag.antenna) && tag.epcHex.startsWith(filter);

  /** A tag that has answered rests; one that was missed does not. */
  const isAwake = (tag: Tag, { session, singleTarget }: Round, nowMs: number): boolean => {
    if (!singleTarget || session < 2) return true;
    const ofSession = resting.get(session) ?? new Map<Tag, number>();
    resting.set(session, ofSession);
    const awake = nowMs >= (ofSession.get(tag) ?? 0);
    if (awake) ofSession.set(tag, nowMs + restMs);
    return awake;
  };

  const happens = (perMille: number): boolean => perMille >= 1000 || noise(500) + 500 < perMille;

  return {
    setTags(next) {
      tags = next;
      resting.clear();
    },
    setStrays(next) {
      strays = next.tags;
      strayPerMille = next.perMille;
    },
    setMisses(next) {
      missPerMille = next;
    },
    round(round, nowMs) {
      const read = tags.filter((tag) => hears(tag, round) && !happens(missPerMille) && isAwake(tag, round, nowMs));
      const strayed = strays.filter((tag) => hears(tag, round) && happens(strayPerMille) && isAwake(tag, round, nowMs));
      return [...read, ...strayed].map((tag) => ({ ...tag, seenMs: nowMs }));
    },
    get tags() {
      return tags.length;
    },
  };
};
