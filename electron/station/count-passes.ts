import { createClassifier, type Classifier } from '../../shared/features/counts/classify';
import {
  wholeCount,
  type CountZone,
  type FileSighting,
  type SightingRecord,
} from '../../shared/features/counts/records';
import { silentReads, usualStrayRules, type Expected, type Sighting } from '../../shared/features/counts/tag-classes';
import type { TagObservation } from '../../shared/tag-observations';

/** What the store knows of a count's goods and tags. */
export interface StoredWorld {
  readonly expected: readonly Expected[];
  readonly zones: readonly CountZone[];
  readonly gtins: readonly (readonly [gtin: string, sku: string])[];
  readonly sightings: readonly Sighting[];
}

/** Sorts tags while they come in. Where a stranger belongs only the store can say, when the count is handed in. */
export const liveClassifier = ({ expected, gtins, sightings }: Omit<StoredWorld, 'zones'>): Classifier => {
  const skus = new Map(gtins);
  const classifier = createClassifier({
    expected,
    skuOfGtin: (gtin) => skus.get(gtin) ?? null,
    whereabouts: () => ({ kind: 'never-seen' }),
    rules: usualStrayRules,
  });
  for (const each of sightings) classifier.see(each);
  return classifier;
};

/** Ports are numbered from 1; what a reader calls 0, or beyond a byte, is none that a record could name. */
const antennaOf = (antenna: number | null): number | null =>
  antenna !== null && antenna >= 1 && antenna <= 255 ? antenna : null;

export const sightingOf = (observation: TagObservation, pass: number): SightingRecord => ({
  epc: observation.epcHex,
  tid: observation.tidHex,
  readerId: observation.readerId,
  antenna: antennaOf(observation.antenna),
  pass,
  reads: observation.reads,
  rssiCentiDbm: observation.maxRssiCentiDbm,
  firstAt: observation.firstAt,
  lastAt: observation.lastAt,
});

export const inCount = (record: SightingRecord): Sighting => ({ ...record, area: wholeCount });

/** A tag of a file, as loud as the record takes it. */
export const fileSightingOf = (each: FileSighting, name: string, pass: number): Sighting => ({
  ...each,
  reads: each.rssiCentiDbm === null ? silentReads(each.reads) : each.reads,
  readerId: name,
  pass,
  area: wholeCount,
});

const later = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.max(one, other);
const earlier = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

/** What readers saw and the record does not hold yet: one entry for each tag, antenna and pass. */
export const createWaiting = () => {
  let waiting = new Map<string, SightingRecord>();
  return {
    add(record: SightingRecord): void {
      const { epc, tid, readerId, antenna, pass } = record;
      const key = [epc, tid, readerId, antenna, pass].join(' ');
      const before = waiting.get(key);
      waiting.set(
        key,
        before === undefined
          ? record
          : {
              ...before,
              reads: before.reads + record.reads,
              rssiCentiDbm: later(before.rssiCentiDbm, record.rssiCentiDbm),
              firstAt: earlier(before.firstAt, record.firstAt),
              lastAt: later(before.lastAt, record.lastAt),
            },
      );
    },
    /** The next ones to be written; they are gone from here. */
    take(most: number): SightingRecord[] {
      const taken = [...waiting.entries()].slice(0, most);
      for (const [key] of taken) waiting.delete(key);
      return taken.map(([, record]) => record);
    },
    get size() {
      return waiting.size;
    },
    clear(): void {
      waiting = new Map();
    },
  };
};
