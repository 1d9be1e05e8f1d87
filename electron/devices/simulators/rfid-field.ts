import type { SimulatorCommandOf } from './protocol';
import { createNoise } from './random';
import type { ReportedTag } from './rfid-wire';

type Tag = Extract<SimulatorCommandOf<'rfid'>, { op: 'tags' }>['tags'][number];
type Strays = Extract<SimulatorCommandOf<'rfid'>, { op: 'strays' }>;

/** The tags around the antennas: which of them are read in one round. */
export interface Field {
  setTags(tags: readonly Tag[]): void;
  /** Tags from beside the station that are read now and then. */
  setStrays(strays: Strays): void;
  /** Of a thousand chances to read a tag, how many are missed. */
  setMisses(missPerMille: number): void;
  round(antennas: readonly number[], nowMs: number): ReportedTag[];
  readonly tags: number;
}

export const createField = (seed: number): Field => {
  const noise = createNoise(seed);
  let tags: readonly Tag[] = [];
  let strays: readonly Tag[] = [];
  let strayPerMille = 0;
  let missPerMille = 0;

  const happens = (perMille: number): boolean => perMille >= 1000 || noise(500) + 500 < perMille;

  return {
    setTags(next) {
      tags = next;
    },
    setStrays(next) {
      strays = next.tags;
      strayPerMille = next.perMille;
    },
    setMisses(next) {
      missPerMille = next;
    },
    round(antennas, nowMs) {
      const here = (tag: Tag): boolean => antennas.includes(tag.antenna);
      const read = tags.filter((tag) => here(tag) && !happens(missPerMille));
      const strayed = strays.filter((tag) => here(tag) && happens(strayPerMille));
      return [...read, ...strayed].map((tag) => ({ ...tag, seenMs: nowMs }));
    },
    get tags() {
      return tags.length;
    },
  };
};
