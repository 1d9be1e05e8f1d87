import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createTagDesk, type TagDesk } from '../../electron/station/tag-desk';
import { ok } from '../../shared/result';
import { usualInventory, type InventorySettings } from '../../shared/tag-reads';
import type { TagList } from '../../shared/tag-list';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { endBenches, readerAt, rfidBench, simulatedReader, type RfidBench } from './rfid-bench';

beforeAll(buildSimulator);
afterEach(endBenches);
afterAll(removeSimulator);

const epcOf = (index: number): string => `3074257BF7194E40${String(index).padStart(8, '0')}`;
const tags = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => ({ epcHex: epcOf(from + index), antenna: 1 + (index % 2) }));

const kept: InventorySettings[] = [];
const settings = {
  settingsOf: () => usualInventory,
  keep: (_deviceId: string, each: InventorySettings) => {
    kept.push(each);
    return Promise.resolve(ok(null));
  },
};

const deskOf = (bench: RfidBench): { desk: TagDesk; told: { at: number; list: TagList }[]; last: () => TagList } => {
  const told: { at: number; list: TagList }[] = [];
  const desk = createTagDesk({
    devices: bench.service,
    ...settings,
    now: Date.now,
    push: (list) => told.push({ at: performance.now(), list }),
  });
  return { desk, told, last: () => desk.list() };
};

describe('the live list', () => {
  it('starts what can start, says what can’t, and stops all of it', async () => {
    const gate = await simulatedReader();
    await gate.send({ op: 'tags', tags: tags(3) });
    const bench = rfidBench([readerAt(gate.place.port), readerAt(1, 'away')]);
    const { desk, last } = deskOf(bench);
    await bench.untilState('gate', 'ready');
    const started = await desk.start(['gate', 'away', 'nobody', 'gate']);
    expect(started).toMatchObject({
      value: [
        { deviceId: 'away', failure: { code: 'reader-not-connected' } },
        { deviceId: 'nobody', failure: { code: 'reader-not-connected' } },
      ],
    });
    await until('the tags', () => last().unique === 3);
    await desk.stopAll();
    expect(bench.view().running).toBeNull();
    desk.dispose();
  });

  it('keeps what was lost in sight until it is cleared, and then begins at nothing', async () => {
    const gate = await simulatedReader();
    await gate.send({ op: 'tags', tags: tags(3) });
    const bench = rfidBench([readerAt(gate.place.port)]);
    const { desk, last } = deskOf(bench);
    await bench.untilState('gate', 'ready');
    await desk.start(['gate']);
    await until('the tags', () => last().unique === 3);
    await gate.send({ op: 'overflow' });
    await until('the loss', () => last().readers[0]?.losses.length === 1);
    await gate.send({ op: 'drop', how: 'cut' });
    await until('the gap', () => last().readers[0]?.losses.at(-1)?.cause === 'disconnected');
    await until('it to go on', () => bench.view().running !== null);
    // Stopped and started again: what was missed before is still missing from the list.
    await desk.stop(['gate']);
    await desk.start(['gate']);
    expect(last().readers[0]?.losses.map(({ cause }) => cause)).toEqual(['overflow', 'disconnected']);
    await desk.stop(['gate']);
    const { run } = last();
    desk.clear();
    expect(last()).toMatchObject({ run: run + 1, unique: 0, reads: 0, readers: [{ losses: [], reads: 0, rate: 0 }] });
    desk.dispose();
  });

  it('sets a reader otherwise while it reads; what it refuses is not kept, and it reads on as before', async () => {
    const gate = await simulatedReader();
    await gate.send({ op: 'tags', tags: tags(3) });
    const bench = rfidBench([readerAt(gate.place.port)]);
    const { desk, last } = deskOf(bench);
    await bench.untilState('gate', 'ready');
    await desk.start(['gate']);
    kept.length = 0;
    const wish = { ...usualInventory, session: 2, powerCentiDbm: 2010 } as const;
    expect(await desk.configure('gate', wish)).toEqual(ok(null));
    // The reader's own step below what was asked for.
    expect(bench.view().running).toMatchObject({ session: 2, powerCentiDbm: 2000 });
    expect(kept).toEqual([wish]);
    for (const [impossible, field] of [
      [{ powerCentiDbm: 3100 }, 'power'],
      [{ antennas: [3] }, 'antennas'],
    ] as const)
      expect(await desk.configure('gate', { ...usualInventory, ...impossible })).toMatchObject({
        failure: { code: 'inventory-settings-impossible', details: { field } },
      });
    await gate.send({ op: 'behave', as: 'refuse' });
    const refused = desk.configure('gate', { ...usualInventory, session: 3 });
    expect(await refused).toMatchObject({ failure: { code: 'reader-refused' } });
    expect(kept).toHaveLength(1);
    await gate.send({ op: 'behave', as: 'normal' });
    await desk.stop(['gate']);
    expect(last().readers[0]?.view.running).toBeNull();
    desk.dispose();
  });

  it('leaves out what a reader had kept from before the list', async () => {
    const gate = await simulatedReader({ keptReports: 1000 });
    await gate.send({ op: 'tags', tags: tags(2) });
    const bench = rfidBench([readerAt(gate.place.port)]);
    await bench.untilState('gate', 'ready');
    await bench.service.startInventory('gate');
    await until('a read', () => bench.reads.length > 0);
    const told: TagList[] = [];
    // A list that begins two seconds from now: what is read until then was before it.
    const desk = createTagDesk({
      devices: bench.service,
      ...settings,
      now: () => Date.now() + 2000,
      push: (list) => told.push(list),
    });
    const before = bench.reads.length;
    await until('more reads', () => bench.reads.length > before + 20 && told.length > 2);
    expect(desk.list()).toMatchObject({ unique: 0, reads: 0 });
    desk.dispose();
  });

  it('holds four readers of 1,000 reads a second: none is left out, and the window is told ten times a second', async () => {
    const each = 200;
    const readers = await Promise.all([0, 1, 2, 3].map(() => simulatedReader({ roundMs: 200 })));
    const sent = [0, 0, 0, 0];
    readers.forEach((reader, index) =>
      reader.onEvent((event) => {
        if (event.event === 'tags-reported') sent[index] = (sent[index] ?? 0) + event.count;
      }),
    );
    await Promise.all(readers.map((reader, index) => reader.send({ op: 'tags', tags: tags(each, index * each) })));
    const ids = readers.map((_, index) => `gate-${index}`);
    // With the usual signs of life: a busy machine is no lost reader.
    const bench = rfidBench(
      readers.map(({ place }, index) => readerAt(place.port, ids[index])),
      { readerTiming: {} },
    );
    const { desk, told, last } = deskOf(bench);
    await Promise.all(ids.map((id) => bench.untilState(id, 'ready')));
    expect(await desk.start(ids)).toMatchObject({ value: [] });
    await until('12,000 reads', () => last().reads >= 12_000, 15_000);
    await desk.stop(ids);
    const all = sent.reduce((sum, count) => sum + count, 0);
    await until('all that was sent', () => last().reads >= all);
    expect(last()).toMatchObject({ unique: 4 * each, reads: all });
    expect(last().readers.flatMap(({ losses }) => losses)).toEqual([]);
    const seconds = ((told.at(-1)?.at ?? 0) - (told[0]?.at ?? 0)) / 1000;
    expect(told.length / seconds).toBeLessThanOrEqual(11);
    expect(Math.max(...told.map(({ list }) => list.tags.length))).toBeLessThanOrEqual(4 * each);
    desk.dispose();
  });
});
