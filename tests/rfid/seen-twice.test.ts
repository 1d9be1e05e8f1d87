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

  it('may be left alone where tags speak again and again', async () => {
    const { station } = await reading(twins([1, 1]), { stateAware: true }, { session: 1, target: 'A', tid: false });
    await until('many reads', () => station.reads.length > 60);
    expect(chipsRead(station)).toEqual([]);
  });
});

it('an EPC that two readers hear loud at once is read with its chip numbers on both', async () => {
  const [first, second] = [await simulatedReader(), await simulatedReader()];
  const [one, two] = twins([1, 1]);
  await first.send({ op: 'tags', tags: [one, single] as never });
  await second.send({ op: 'tags', tags: [two, { ...single, rssiDbm: -80 }] as never });
  const station = rfidBench([readerAt(first.place.port, 'gate'), readerAt(second.place.port, 'shelf')]);
  await station.untilState('gate', 'ready');
  await station.untilState('shelf', 'ready');
  for (const id of ['gate', 'shelf']) await station.service.startInventory(id, { session: 1, tid: false });
  await until('both chip numbers', () => chipsRead(station).length === 2);
  const of = (id: string) => station.reads.filter(({ readerId, tid }) => readerId === id && tid !== null);
  expect(new Set(of('gate').map(({ tid }) => hexOf(tid)))).toEqual(new Set([chips[0]]));
  expect(new Set(of('shelf').map(({ tid }) => hexOf(tid)))).toEqual(new Set([chips[1]]));
  // Far away from the second one: that is one tag that both can hear.
  expect(chipsRead(station, other)).toEqual([]);
});

it('a connection that is cut while chip numbers are looked for is taken up again', async () => {
  const { reader, station } = await reading(twins([1, 2]), { stateAware: true });
  await until('both chip numbers', () => chipsRead(station).length === 2);
  await reader.send({ op: 'drop', how: 'cut' });
  await until('it to go on', () => station.noticed('inventory-resumed').length > 0);
  const { length } = station.reads;
  await until('reads', () => station.reads.length > length);
  expect(station.losses.map(({ cause }) => cause)).toEqual(['disconnected']);
});
