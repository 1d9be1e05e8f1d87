import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEpc } from '../../epc/encode';
import { createClassifier } from './classify';
import { confidenceOf } from './confidence';
import { usualStrayRules, type CountWorld, type Expected, type Sighting, type Whereabouts } from './tag-classes';
import { keyOfPiece } from './tag-identity';

const gtin = '00614141123452';

/** SGTIN-96 of our item, or of somebody else's. */
const epcOf = (serial: string, prefix = '0614141', reference = '012345'): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: [prefix, reference, serial] }, { scheme: 'sgtin-96', filter: 1 });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};

const sighting = (epc: string, more: Partial<Sighting> = {}): Sighting => ({
  epc,
  tid: null,
  area: 'A',
  readerId: 'cart',
  antenna: 1,
  pass: 1,
  reads: 5,
  rssiCentiDbm: -5200,
  firstAt: 1000,
  lastAt: 2000,
  ...more,
});

const piece = (serial: string, area = 'A'): Expected => ({
  kind: 'piece',
  key: keyOfPiece(gtin, serial),
  sku: 'LAMP',
  area,
});

const worldOf = (
  expected: readonly Expected[],
  whereabouts: CountWorld['whereabouts'] = () => ({ kind: 'never-seen' }),
): CountWorld => ({
  expected,
  skuOfGtin: (each) => (each === gtin ? 'LAMP' : null),
  whereabouts,
  rules: usualStrayRules,
});

const classesOf = (world: CountWorld, sightings: readonly Sighting[]) => {
  const classifier = createClassifier(world);
  sightings.forEach(classifier.see);
  return [...classifier.tags()].map((each) => [each.serial, each.class, each.belongs, ...each.notes]);
};

describe('the class of a tag', () => {
  it('is found, missing, unknown, foreign, unencoded', () => {
    const classifier = createClassifier(worldOf([piece('1'), piece('2')]));
    classifier.see(sighting(epcOf('1')));
    classifier.see(sighting(epcOf('77')));
    classifier.see(sighting(epcOf('5', '4012345', '012345')));
    classifier.see(sighting('E28068940000503166A3DC18'));
    classifier.see(sighting('80ABCDEF01234567'));
    expect(classifier.sums()).toMatchObject({
      expected: 2,
      found: 1,
      missing: 1,
      unknown: 1,
      foreign: 2,
      unencoded: 1,
      tags: 5,
    });
    expect([...classifier.missing()]).toEqual([{ sku: 'LAMP', area: 'A', key: keyOfPiece(gtin, '2'), quantity: 1 }]);
    const foreign = [...classifier.tags()].filter((each) => each.class === 'foreign');
    expect(foreign.map(({ scheme }) => scheme)).toEqual(['sgtin-96', 'SGTIN-64']);
  });
  it('is a stray where it was read once and weakly, and found where it is loud', () => {
    const epc = epcOf('1');
    expect(
      classesOf(worldOf([piece('1', 'B')]), [
        sighting(epc, { area: 'A', reads: 1, rssiCentiDbm: -7100 }),
        sighting(epc, { area: 'B', antenna: 2, reads: 14, rssiCentiDbm: -5200 }),
      ]),
    ).toEqual([['1', 'found', null]]);
    expect(
      classesOf(worldOf([piece('1', 'B')]), [sighting(epc, { area: 'A', reads: 1, rssiCentiDbm: -7100 })]),
    ).toEqual([['1', 'stray', 'B']]);
  });
  it('is misplaced where it is loud and belongs elsewhere, in this count or outside', () => {
    const world = worldOf([piece('1', 'B')], (_sku, serial): Whereabouts =>
      serial === '2' ? { kind: 'place', location: 'Z-01' } : { kind: 'gone' },
    );
    expect(
      classesOf(
        world,
        ['1', '2', '3'].map((serial) => sighting(epcOf(serial))),
      ),
    ).toEqual([
      ['1', 'misplaced', 'B'],
      ['2', 'misplaced', 'Z-01'],
      ['3', 'unexpected', null],
    ]);
    const classifier = createClassifier(world);
    classifier.see(sighting(epcOf('1')));
    // It is away from B but not missing: it was found in A.
    expect(classifier.sums('B')).toMatchObject({ expected: 1, found: 0, missing: 0 });
    expect([...classifier.missing()]).toEqual([]);
  });
  it('tells two tags with one EPC apart by their chip numbers only', () => {
    const epc = epcOf('1');
    const two = classesOf(worldOf([piece('1')]), [
      sighting(epc, { tid: 'E2801160600002' }),
      sighting(epc, { tid: 'E2801160600001' }),
    ]);
    expect(new Set(two.map(([, kind]) => kind))).toEqual(new Set(['found', 'unexpected']));
    expect(two[0]).toContain('same-identity');
    expect(
      classesOf(worldOf([piece('1')]), [sighting(epc), sighting(epc, { tid: 'E2801160600001', antenna: 2 })]),
    ).toEqual([['1', 'found', null]]);
  });
  it('takes one identity in two encodings for one thing', () => {
    const long = encodeEpc({ kind: 'sgtin', parts: ['0614141', '012345', '1'] }, { scheme: 'sgtin-198', filter: 1 });
    if (!long.ok) throw new Error(long.failure.code);
    expect(classesOf(worldOf([piece('1')]), [sighting(epcOf('1')), sighting(long.value.hex)])).toEqual([
      ['1', 'found', null, 'two-encodings'],
    ]);
  });
  it('counts pieces without serial numbers by their tags, the weak ones as strays once there are enough', () => {
    const classifier = createClassifier(
      worldOf([{ kind: 'pieces', sku: 'LAMP', area: 'A', quantity: 2 }], () => ({ kind: 'gone' })),
    );
    const see = (serial: string, rssiCentiDbm: number) => classifier.see(sighting(epcOf(serial), { rssiCentiDbm }));
    see('1', -7500);
    expect(classifier.sums()).toMatchObject({ found: 1, missing: 1 });
    see('2', -5000);
    see('3', -5000);
    see('4', -5000);
    expect(classifier.sums()).toMatchObject({ expected: 2, found: 2, missing: 0, unexpected: 1, stray: 1 });
    expect([...classifier.tags()].map((each) => each.class)).toEqual(['stray', 'found', 'found', 'unexpected']);
  });
});

describe('any sightings', () => {
  const serials = ['1', '2', '3', '4', '5', '6'];
  const anySighting = fc.record({
    serial: fc.constantFrom(...serials),
    foreign: fc.boolean(),
    tid: fc.constantFrom(null, 'E28011606000001', 'E28011606000002'),
    area: fc.constantFrom('A', 'B'),
    antenna: fc.constantFrom(1, 2),
    pass: fc.constantFrom(1, 2),
    rssi: fc.constantFrom(null, -5000, -5800, -7500),
  });
  const build = (all: readonly (typeof anySighting extends fc.Arbitrary<infer T> ? T : never)[]) =>
    all.map(({ serial, foreign, tid, area, antenna, pass, rssi }) =>
      sighting(foreign ? epcOf(serial, '4012345') : epcOf(serial), { tid, area, antenna, pass, rssiCentiDbm: rssi }),
    );
  const world = (pooled: boolean): CountWorld =>
    worldOf(
      pooled
        ? [
            { kind: 'pieces', sku: 'LAMP', area: 'A', quantity: 2 },
            { kind: 'pieces', sku: 'LAMP', area: 'B', quantity: 1 },
          ]
        : [piece('1'), piece('2'), piece('3', 'B')],
      (_sku, serial) => (serial === '5' ? { kind: 'gone' } : { kind: 'never-seen' }),
    );

  it('give sums that are those of the tags and of what is missing, in every area and whatever the order', () => {
    fc.assert(
      fc.property(fc.array(anySighting, { maxLength: 40 }), fc.boolean(), fc.nat(), (all, pooled, turn) => {
        const sightings = build(all);
        const classifier = createClassifier(world(pooled));
        sightings.forEach(classifier.see);
        const sums = classifier.sums();
        const tags = [...classifier.tags()];
        for (const kind of ['found', 'misplaced', 'unexpected', 'unknown', 'foreign', 'unencoded', 'stray'] as const) {
          expect(sums[kind]).toBe(tags.filter((each) => each.class === kind).length);
          for (const area of ['A', 'B'])
            expect(classifier.sums(area)[kind]).toBe(
              tags.filter((each) => each.class === kind && each.area === area).length,
            );
        }
        const missing = [...classifier.missing()].reduce((sum, { quantity }) => sum + quantity, 0);
        expect(sums.missing).toBe(missing);
        expect(sums.tags).toBe(tags.length);
        expect(sums.found + sums.missing).toBeLessThanOrEqual(sums.expected);
        const turned = createClassifier(world(pooled));
        const at = sightings.length === 0 ? 0 : turn % sightings.length;
        [...sightings.slice(at), ...sightings.slice(0, at)].toReversed().forEach(turned.see);
        expect(turned.sums().tags).toBe(sums.tags);
        if (all.every(({ tid }) => tid === null)) expect(turned.sums()).toEqual(sums);
      }),
    );
  });
});

describe('two passes', () => {
  it.each([
    [900, 910, 840, 970, 4.99, 2.41],
    [950, 940, 930, 960, 0.2, null],
    [700, 720, 560, 860, 39.93, 8.0],
  ])('of %d and %d tags with %d in both', (first, second, both, union, unread, deviation) => {
    const found = confidenceOf(first, second, both);
    expect(found).toMatchObject({ verdict: 'known', union });
    expect(found.unread).toBeCloseTo(unread, 1);
    if (deviation !== null) expect(found.standardDeviation).toBeCloseTo(deviation, 2);
  });
  it('say nothing where they can’t', () => {
    expect(confidenceOf(5, 4, 0)).toMatchObject({ verdict: 'little-overlap', unread: null });
    expect(confidenceOf(0, 0, 0).verdict).toBe('one-pass');
    expect(confidenceOf(100, 0, 0).verdict).toBe('one-pass');
    // The second pass came while the tags still rested.
    expect(confidenceOf(100, 3, 3).verdict).toBe('suspect-session');
    expect(confidenceOf(500, 500, 500).readBasisPoints).toBe(9999);
  });
});

describe('zones of a count', () => {
  const inZone = (zone: number, from: number, to: number): Expected[] =>
    Array.from({ length: to - from }, (_, index) => ({ ...piece(String(from + index)), zone }));
  const read = (classifier: ReturnType<typeof createClassifier>, pass: number, from: number, to: number): void => {
    for (let serial = from; serial < to; serial += 1) classifier.see(sighting(epcOf(String(serial)), { pass }));
  };

  it('have their own share found and their own passes', () => {
    const classifier = createClassifier(worldOf([...inZone(0, 100, 140), ...inZone(1, 200, 240), piece('900')]));
    for (const pass of [1, 2]) read(classifier, pass, 100, 140);
    read(classifier, 1, 200, 220);
    read(classifier, 2, 210, 230);
    // What the book has in several zones, or in none of them, tells of no zone.
    for (const pass of [1, 2]) read(classifier, pass, 900, 910);
    expect([...classifier.zones()]).toEqual([
      [0, { expected: 40, found: 40, confidence: confidenceOf(40, 40, 40) }],
      [1, { expected: 40, found: 30, confidence: confidenceOf(20, 20, 10) }],
    ]);
  });

  it('count pieces that nobody tells apart, as many as there should be', () => {
    const pool = { kind: 'pieces', sku: 'LAMP', area: 'A', quantity: 12, zone: 3 } as const;
    const classifier = createClassifier(worldOf([pool]));
    read(classifier, 1, 1, 16);
    read(classifier, 2, 1, 11);
    expect([...classifier.zones()]).toEqual([[3, { expected: 12, found: 12, confidence: confidenceOf(15, 10, 10) }]]);
  });

  it('together say what the whole says, whatever was read and in whichever order', () => {
    const reads = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 4 })), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(reads, (all) => {
        const classifier = createClassifier(worldOf([...inZone(0, 1, 21), ...inZone(1, 21, 61)]));
        for (const [serial, pass] of all) classifier.see(sighting(epcOf(String(serial)), { pass }));
        const zones = [...classifier.zones().values()];
        const sum = (of: (zone: (typeof zones)[number]) => number): number =>
          zones.reduce((so, each) => so + of(each), 0);
        const { expected, found } = classifier.sums();
        const { first, second, both } = classifier.confidence('A');
        expect([sum((each) => each.expected), sum((each) => each.found)]).toEqual([expected, found]);
        expect([
          sum(({ confidence }) => confidence.first),
          sum(({ confidence }) => confidence.second),
          sum(({ confidence }) => confidence.both),
        ]).toEqual([first, second, both]);
      }),
    );
  });
});
