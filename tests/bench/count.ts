import { createClassifier, type Classifier } from '../../shared/features/counts/classify';
import {
  usualStrayRules,
  type CountWorld,
  type Expected,
  type Sighting,
  type TagClass,
} from '../../shared/features/counts/tag-classes';
import { keyOfPiece } from '../../shared/features/counts/tag-identity';
import { encodeEpc } from '../../shared/epc/encode';
import { createRandom, type Random } from '../support/random';
import { countByReaders } from './count-readers';
import { countInRecord } from './count-record';
import { row, type Part } from './rows';

const gtin = '00614141123452';
const here = 'A';

const epcOf = (serial: number, reference = '012345'): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', reference, String(serial)] }, { filter: 1 });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};

type Truth = Exclude<TagClass, 'unencoded'>;

/** A tag as it really is, and how it can be read. */
interface RealTag {
  readonly serial: number;
  readonly epc: string;
  readonly tid: string | null;
  readonly truth: Truth;
  readonly outside: boolean;
}

/** How a zone of `count` expected pieces may really look: some are gone, some lie elsewhere, some of the neighbours' are heard. */
const makeZone = (count: number, random: Random): { tags: RealTag[]; world: CountWorld } => {
  const tags: RealTag[] = [];
  const expected: Expected[] = [];
  const elsewhere = new Map<string, 'place' | 'gone'>();
  const add = (serial: number, truth: Truth, more: Partial<RealTag> = {}): void =>
    void tags.push({ serial, epc: epcOf(serial), tid: null, truth, outside: false, ...more });
  for (let serial = 1; serial <= count; serial += 1) {
    expected.push({ kind: 'piece', key: keyOfPiece(gtin, String(serial)), sku: 'LAMP', area: here });
    const luck = random.next();
    if (luck < 0.02) continue;
    // A label printed twice: two tags with one EPC, each with its own chip.
    const isTwin = luck < 0.021;
    add(serial, 'found', isTwin ? { tid: `E280${serial}A` } : {});
    if (isTwin) add(serial, 'unexpected', { tid: `E280${serial}B` });
  }
  const some = Math.round(count / 100);
  for (let index = 0; index < some; index += 1) {
    const place = 1_000_000 + index;
    elsewhere.set(String(place), 'place');
    add(place, 'misplaced');
    const neighbour = 2_000_000 + index;
    elsewhere.set(String(neighbour), 'place');
    add(neighbour, 'stray', { outside: true });
    add(3_000_000 + index, 'unknown');
    const gone = 4_000_000 + index;
    elsewhere.set(String(gone), 'gone');
    add(gone, 'unexpected');
    add(index, 'foreign', { epc: epcOf(index, '999999') });
  }
  const whereabouts: CountWorld['whereabouts'] = (_sku, serial) => {
    const known = elsewhere.get(serial);
    if (known === undefined) return { kind: 'never-seen' };
    return known === 'gone' ? { kind: 'gone' } : { kind: 'place', location: 'B-01' };
  };
  return {
    tags,
    world: { expected, skuOfGtin: (each) => (each === gtin ? 'LAMP' : null), whereabouts, rules: usualStrayRules },
  };
};

/** dBm × 100 inside: around −55, ± 6; outside: around −73, ± 4. They overlap, as in a real warehouse. */
const loudness = ({ outside }: RealTag, random: Random): number =>
  Math.round((outside ? -7300 : -5500) + random.normal() * (outside ? 400 : 600));

const readOf = (tag: RealTag, pass: number, random: Random, at: number): Sighting => ({
  epc: tag.epc,
  tid: tag.tid,
  area: here,
  readerId: 'cart',
  antenna: random.integer(1, 4),
  pass,
  reads: 1,
  rssiCentiDbm: loudness(tag, random),
  firstAt: at,
  lastAt: at,
});

/** Reads of two passes in which each tag is missed with this chance, each for itself. */
const passesOver = (tags: readonly RealTag[], missed: number, random: Random): Sighting[] =>
  [1, 2].flatMap((pass) =>
    tags
      .filter(() => random.next() >= missed)
      .flatMap((tag) => Array.from({ length: random.integer(1, 4) }, (_, index) => readOf(tag, pass, random, index))),
  );

/** Share of what was called so that is so, and of what is so that was called so. */
const scoreOf = (
  classifier: Classifier,
  tags: readonly RealTag[],
): ReadonlyMap<TagClass, { precision: number; recall: number }> => {
  const nameOf = (epc: string, tid: string | null): string => `${epc} ${tid ?? ''}`;
  const found = [...classifier.tags()];
  // Which of two twins is the right one nobody can say: either will do.
  const twins = new Set(tags.filter(({ tid }) => tid !== null).map(({ epc }) => epc));
  const truth = new Map(tags.map((tag) => [nameOf(tag.epc, tag.tid), tag.truth]));
  const scores = new Map<TagClass, { precision: number; recall: number }>();
  for (const kind of ['found', 'misplaced', 'unexpected', 'unknown', 'foreign', 'stray'] as const) {
    const called = found.filter((each) => each.class === kind);
    const right = called.filter(
      ({ epc, tid }) => truth.get(nameOf(epc, tid)) === kind || (twins.has(epc) && kind !== 'stray'),
    );
    const real = tags.filter((tag) => tag.truth === kind).length;
    scores.set(kind, { precision: right.length / Math.max(1, called.length), recall: right.length / real });
  }
  return scores;
};

const scoreMissing = (classifier: Classifier, tags: readonly RealTag[], count: number) => {
  const there = new Set(
    tags.filter(({ truth }) => truth === 'found').map(({ serial }) => keyOfPiece(gtin, `${serial}`)),
  );
  const called = [...classifier.missing()];
  const right = called.filter(({ key }) => key !== null && !there.has(key)).length;
  return { precision: right / Math.max(1, called.length), recall: right / (count - there.size) };
};

const speed = (quick: boolean, emit: Parameters<Part>[1]): void => {
  const [count, reads] = quick ? [1000, 10_000] : [100_000, 1_000_000];
  const random = createRandom(7);
  const { tags, world } = makeZone(count, random);
  const sightings = Array.from({ length: reads }, (_, index) =>
    readOf(random.pick(tags), index < reads / 2 ? 1 : 2, random, index),
  );
  const startedAt = performance.now();
  const classifier = createClassifier(world);
  sightings.slice(0, 100).forEach(classifier.see);
  classifier.sums();
  emit(
    row('count, first result after the first 100 reads', performance.now() - startedAt, 'ms', {
      aim: { of: 'value', atMost: 100 },
    }),
  );
  const from = performance.now();
  for (let index = 100; index < reads; index += 1) classifier.see(sightings[index] as Sighting);
  const lastAt = performance.now();
  emit(row('count, a million reads taken in', lastAt - from, 'ms'));
  classifier.sums();
  const confidence = classifier.confidence(here);
  let listed = [...classifier.tags()].length;
  listed += [...classifier.missing()].length;
  emit(
    row('count, all classes and tags listed after the last read', performance.now() - lastAt, 'ms', {
      aim: { of: 'value', atMost: 1000 },
    }),
  );
  if (listed === 0 || confidence.verdict !== 'known') throw new Error('nothing was classified');
};

const quality = (quick: boolean, emit: Parameters<Part>[1]): void => {
  const count = quick ? 2000 : 20_000;
  for (const missed of [0.02, 0.1, 0.25]) {
    const random = createRandom(Math.round(missed * 1000));
    const { tags, world } = makeZone(count, random);
    const classifier = createClassifier(world);
    passesOver(tags, missed, random).forEach(classifier.see);
    const name = `count, ${missed * 100} % of tags missed in each of 2 passes`;
    const scores = [...scoreOf(classifier, tags), ['missing', scoreMissing(classifier, tags, count)] as const];
    for (const [kind, { precision, recall }] of scores) {
      emit(row(`${name}: ${kind}, precision`, precision * 100, '%'));
      emit(row(`${name}: ${kind}, recall`, recall * 100, '%'));
    }
    const { unread } = classifier.confidence(here);
    const sums = classifier.sums();
    const really = tags.filter(({ truth }) => truth !== 'stray').length - (sums.tags - sums.stray);
    emit(row(`${name}: estimated unread`, unread ?? 0, 'tags', { baseline: Math.max(0, really) }));
  }
};

/** A count of RFID tags: how fast they are sorted, and how often rightly, against a truth that is known. */
export const countPart: Part = async ({ quick, folder }, emit) => {
  speed(quick, emit);
  await countInRecord(quick, folder, emit);
  quality(quick, emit);
  await countByReaders(quick, folder, emit);
};
