import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InventorySettings } from '../../shared/tag-reads';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { endBenches, hexOf, readerAt, rfidBench, simulatedReader, type RfidBench } from './rfid-bench';

beforeAll(buildSimulator);
afterEach(endBenches);
afterAll(removeSimulator);

const shirt = '3074257BF7194E4000001A85';
const other = '3074257BF7194E4000001A86';
const chips = ['E2801105A000000000001234', 'E2801105A000000000005678'] as const;

const twins = (antennas: readonly [number, number]) =>
  chips.map((tidHex, index) => ({ epcHex: shirt, antenna: antennas[index] ?? 1, rssiDbm: -50, tidHex }));
const single = { epcHex: other, antenna: 1, rssiDbm: -50, tidHex: 'E2801105A000000000009999' };

const chipsRead = (bench: RfidBench, epcHex = shirt): string[] =>
  [...new Set(bench.reads.filter(({ epc, tid }) => hexOf(epc) === epcHex && tid !== null).map(({ tid }) => hexOf(tid)))]
    .map(String)
    .sort();

/** Reads as a count does: chip numbers are not asked for. */
const counting: Partial<InventorySettings> = { session: 2, target: 'A', tid: false };

const reading = async (
  tags: readonly object[],
  options: Parameters<typeof simulatedReader>[0] = {},
  settings: Partial<InventorySettings> = counting,
) => {
  const reader = await simulatedReader(options);
  await reader.send({ op: 'tags', tags: tags as never });
  const station = rfidBench([readerAt(reader.place.port)]);
  await station.untilState('gate', 'ready');
  expect(await station.service.startInventory('gate', settings)).toMatchObject({ ok: true, value: { tid: 'off' } });
  return { reader, station };
};

describe('an EPC that answers again although its tag would still rest', () => {
  it.each([
    ['on one antenna', [1, 1], { stateAware: true }],
    ['on two antennas', [1, 2], { stateAware: true }],
    ['on a reader with its maker’s extensions', [1, 2], { impinj: true }],
    ['on two antennas of a reader that chooses the target by itself', [1, 2], {}],
  ] as const)('is read with its chip numbers, which tell two tags apart: %s', async (_name, antennas, options) => {
    const { reader, station } = await reading([...twins(antennas), single], options);
    await until('both chip numbers', () => chipsRead(station).length === 2);
    expect(chipsRead(station)).toEqual(chips);
    // Nobody asked for the one that was seen once.
    expect(chipsRead(station, other)).toEqual([]);
    // It goes on as before, and nothing is taken for a gap.
    const { length } = station.reads;
    await until('more reads', () => station.reads.length > length);
    expect(station.view().running).toMatchObject({ session: 2, tid: 'off' });
    expect(station.losses).toEqual([]);
    await until('only the inventory on the reader', async () => {
      const state = await reader.send({ op: 'state' });
      return state.ok && (state.value as { roSpecs: number }).roSpecs === 1;
    });
    expect(await station.service.stopInventory('gate')).toMatchObject({ ok: true });
  });

  it('is one tag where the next pass begins at once, in another session', async () => {
    const { station } = await reading([single], { stateAware: true });
    await until('a read', () => station.reads.length > 0);
    expect(await station.service.stopInventory('gate')).toMatchObject({ ok: true });
    const { length } = station.reads;
    expect(await station.service.startInventory('gate', { ...counting, session: 3 })).toMatchObject({ ok: true });
    await until('it to have rested and answered again', () => station.reads.length > length + 1);
    expect(chipsRead(station, other)).toEqual([]);
  });

  it('is read with its chip numbers anew by the next inventory: it may be of another count', async () => {
    const { station } = await reading(twins([1, 2]), { stateAware: true });
    await until('both chip numbers', () => chipsRead(station).length === 2);
    expect(await station.service.stopInventory('gate')).toMatchObject({ ok: true });
    station.reads.length = 0;
    expect(await station.service.startInventory('gate', counting)).toMatchObject({ ok: true });
    await until('both chip numbers again', () => chipsRead(station).length === 2);
    expect(chipsRead(station)).toEqual(chips);
  });

  it('may be left alone where tags speak again and again', async () => {
    const { station } = await reading(twins([1, 1]), { stateAware: true }, { session: 1, target: 'A', tid: false });
    await until('many reads', () => station.reads.length > 60);
    expect(chipsRead(station)).toEqual([]);
  });
});

const tagsOf = (count: number, antenna = 1): { epcHex: string; tidHex: string; antenna: number; rssiDbm: number }[] =>
  Array.from({ length: count }, (_, index) => ({
    epcHex: `3074257BF7194E40${(0x1000 + index).toString(16).padStart(8, '0').toUpperCase()}`,
    tidHex: `E2801105A0000000${(0x2000 + index).toString(16).padStart(8, '0').toUpperCase()}`,
    antenna,
    rssiDbm: -50,
  }));

const twoReaders = async (
  first: readonly object[],
  second: readonly object[],
  settings: readonly Partial<InventorySettings>[],
  options: Parameters<typeof simulatedReader>[0] = {},
): Promise<RfidBench> => {
  const readers = [await simulatedReader(options), await simulatedReader(options)];
  const ids = ['gate', 'shelf'];
  for (const [index, tags] of [first, second].entries())
    await readers[index]?.send({ op: 'tags', tags: tags as never });
  const station = rfidBench(readers.map(({ place }, index) => readerAt(place.port, ids[index])));
  for (const id of ids) await station.untilState(id, 'ready');
  for (const [index, id] of ids.entries())
    expect(await station.service.startInventory(id, { tid: false, ...settings[index] })).toMatchObject({ ok: true });
  return station;
};

const chipsAt = (station: RfidBench, id: string): ReadonlySet<string | null> =>
  new Set(station.reads.filter(({ readerId, tid }) => readerId === id && tid !== null).map(({ tid }) => hexOf(tid)));

/** So many reads go round twenty times: every tag was heard again, and would have been asked for, if any more were. */
const quietReads = 16_000;

/** EPCs whose chip numbers were asked for, once nothing more is being asked. */
const askedFor = async (station: RfidBench): Promise<number> => {
  const asked = () => new Set(station.reads.filter(({ tid }) => tid !== null).map(({ epc }) => hexOf(epc))).size;
  let quietFrom = 0;
  let last = -1;
  const isOver = (): boolean => {
    if (asked() !== last) [last, quietFrom] = [asked(), station.reads.length];
    return last > 0 && station.reads.length - quietFrom > quietReads;
  };
  await until('an end of the asking', isOver, 60_000);
  return asked();
};

describe('two readers at once', () => {
  const [one = single, two = single] = twins([1, 1]);
  const again = { session: 1 } as const;

  it('read the chip numbers of an EPC that is loud at both, and find two tags', async () => {
    const station = await twoReaders([one, single], [two, { ...single, rssiDbm: -80 }], [again, again]);
    await until('both chip numbers', () => chipsRead(station).length === 2);
    expect(chipsAt(station, 'gate')).toEqual(new Set([chips[0]]));
    expect(chipsAt(station, 'shelf')).toEqual(new Set([chips[1]]));
    // Far away from the second one: that is one tag that both can hear.
    expect(chipsRead(station, other)).toEqual([]);
  });

  it('leave all tags alone once the chip of some was heard at both: one tag is loud there', async () => {
    const station = await twoReaders(tagsOf(400), tagsOf(400), [again, again]);
    expect(await askedFor(station)).toBeLessThanOrEqual(3);
  }, 90_000);

  it('go on asking where each answer was two tags', async () => {
    const shelf = tagsOf(5).map((tag) => ({ ...tag, tidHex: tag.tidHex.replace('E280', 'E281') }));
    const station = await twoReaders(tagsOf(5), shelf, [again, again]);
    await until('ten chips', () => chipsAt(station, 'gate').size + chipsAt(station, 'shelf').size === 10);
    expect(chipsAt(station, 'shelf')).toEqual(new Set(shelf.map(({ tidHex }) => tidHex)));
  });

  it('ask in one session: a tag rests for both, so that another answer is of another tag, however faint', async () => {
    const session = { session: 2, target: 'A' } as const;
    const far = { ...two, rssiDbm: -80 };
    const station = await twoReaders([one], [far], [session, session], { stateAware: true });
    await until('both chip numbers', () => chipsRead(station).length === 2);
    expect(chipsAt(station, 'shelf')).toEqual(new Set([chips[1]]));
  });

  it('ask in a session each: a faint answer may be of the same tag', async () => {
    const far = { ...two, rssiDbm: -80 };
    const sessions = [
      { session: 2, target: 'A' },
      { session: 3, target: 'A' },
    ] as const;
    const station = await twoReaders([one], [far], sessions, { stateAware: true });
    await until('both to have heard it twice', () =>
      ['gate', 'shelf'].every((id) => station.reads.filter(({ readerId }) => readerId === id).length > 1),
    );
    expect(chipsRead(station)).toEqual([]);
  });
});

it('two antennas that hear the same tags leave them alone once the chip of some was heard at both', async () => {
  const both = [...tagsOf(200, 1), ...tagsOf(200, 2)];
  const { station } = await reading(both, {});
  expect(await askedFor(station)).toBeLessThanOrEqual(3);
}, 90_000);

it('a connection that is cut while chip numbers are looked for is taken up again', async () => {
  const { reader, station } = await reading(twins([1, 2]), { stateAware: true });
  await until('both chip numbers', () => chipsRead(station).length === 2);
  await reader.send({ op: 'drop', how: 'cut' });
  await until('it to go on', () => station.noticed('inventory-resumed').length > 0);
  const { length } = station.reads;
  await until('reads', () => station.reads.length > length);
  expect(station.losses.map(({ cause }) => cause)).toEqual(['disconnected']);
});
