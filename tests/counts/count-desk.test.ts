import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIntake } from '../../electron/features/import/intake';
import { createCountDesk, type CountDesk } from '../../electron/station/count-desk';
import { createCountFiles } from '../../electron/station/count-files';
import { createFeedback } from '../../electron/station/feedback';
import type { Actor, CommandEnvelope, Store } from '../../electron/store/types';
import type { Scan } from '../../shared/devices';
import type { BinView, CountView } from '../../shared/features/counts/queries';
import type { CountLine } from '../../shared/features/counts/records';
import type { Sighting } from '../../shared/features/counts/tag-classes';
import { fail, type Result } from '../../shared/result';
import { until } from '../devices/pty';
import { endBenches, readerAt, rfidBench, simulatedReader, type RfidBench } from '../rfid/rfid-bench';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { runStore, type RunningStore } from '../support/forked-hosts';
import { noScale } from '../support/no-scale';
import { testSettings } from '../import/support/test-store';

beforeAll(buildSimulator);
afterAll(removeSimulator);

const place = { station: 'S1', site: 'site' };
const boss: Actor = { personId: 'boss', role: 'supervisor', ...place };
const hand: Actor = { personId: 'hand', role: 'operator', ...place };
const station: Actor = { personId: null, role: 'station', ...place };

let folder = '';
let running: RunningStore;
let bench: RfidBench;
let reader: Awaited<ReturnType<typeof simulatedReader>>;
let keyed: number | null = null;
/** Who is there. */
let who: Actor = hand;
const told: string[] = [];
const desks: CountDesk[] = [];

/** What lies between the desk and the store: a test lets it lose answers. */
let between: (answer: Result<unknown>, envelope: CommandEnvelope) => Result<unknown> = (answer) => answer;
/** The disk takes nothing. */
let full = false;
const store: Store = {
  execute: async (envelope) => (full ? fail('disk-full') : between(await running.client.execute(envelope), envelope)),
  query: (name, params, actor) => running.client.query(name, params, actor),
};

const bring = async (name: string, rows: readonly string[]): Promise<void> => {
  const intake = createIntake(running.client, () => testSettings);
  const bytes = new TextEncoder().encode(rows.join('\n'));
  expect(await intake.take({ name, bytes, source: 'drop', actor: boss })).toMatchObject({ value: { state: 'done' } });
};

beforeEach(async () => {
  between = (answer) => answer;
  full = false;
  keyed = null;
  who = hand;
  told.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'packwright-count-'));
  running = await runStore(folder);
  await bring('items.csv', ['sku,name,barcode', 'MUG,Mug,4006381333931']);
  await bring('stock.csv', ['location,zone,sku,quantity', 'A-1,A,MUG,4']);
  reader = await simulatedReader();
  bench = rfidBench([readerAt(reader.place.port)]);
  await bench.untilState('gate', 'ready');
});
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.close()));
  await endBenches();
  await running.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const openDesk = (): CountDesk => {
  const desk = createCountDesk({
    store,
    devices: bench.service,
    actor: () => who,
    stationActor: () => station,
    now: Date.now,
    push: () => undefined,
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    keyedQuantity: () => keyed,
    quantityUsed: () => {
      keyed = null;
    },
    onError: (error) => told.push(String(error)),
    ...noScale,
  });
  desks.push(desk);
  return desk;
};

const send = async <T>(name: string, input: object, actor: Actor): Promise<T> => {
  const envelope = { id: randomUUID(), name, input, actor, origin: 'trusted' as const };
  const answer = await running.client.execute(envelope);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};
const ask = async <T>(name: string, params: object): Promise<T> => {
  const answer = await running.client.query(name, params, hand);
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value as T;
};

const start = async (method: 'rfid' | 'barcode', blind = false): Promise<string> => {
  const more = { title: 'All', scope: { kind: 'all' }, blind, toleranceMinor: 0, approvalMinor: 0 };
  return (await send<{ countId: string }>('counts.start', { method, ...more }, boss)).countId;
};
const submit = (countId: string): Promise<Result<unknown>> =>
  running.client.execute({
    id: randomUUID(),
    name: 'counts.submit',
    input: { countId },
    actor: hand,
    origin: 'window',
  });
const view = async (countId: string): Promise<CountView> => ask<CountView>('counts.count', { countId });

const freeze = (): void => void running.hosts.at(-1)?.kill('SIGSTOP');
const kill = (): void => void running.hosts.at(-1)?.kill('SIGKILL');

const epcOf = (index: number): string => `3074257BF7194E40${String(index).padStart(8, '0')}`;
const field = (count: number) =>
  reader.send({
    op: 'tags',
    tags: Array.from({ length: count }, (_, index) => ({ epcHex: epcOf(index), antenna: 1 })),
  });

/** Reads of each tag that the desk was told of while a pass ran. */
const listen = (desk: CountDesk): Map<string, number> => {
  const reads = new Map<string, number>();
  bench.service.onTagObservations((all) => {
    if ((desk.view()?.pass ?? null) === null) return;
    for (const each of all) reads.set(each.epcHex, (reads.get(each.epcHex) ?? 0) + each.reads);
  });
  return reads;
};

const recorded = async (countId: string): Promise<Map<string, number>> => {
  const answer = await running.client.query('counts.world', { countId }, station);
  if (!answer.ok) throw new Error(answer.failure.code);
  const reads = new Map<string, number>();
  for (const each of (answer.value as { sightings: readonly Sighting[] }).sightings)
    reads.set(each.epc, (reads.get(each.epc) ?? 0) + each.reads);
  return reads;
};

describe('a pass of readers', () => {
  const begin = async (tags: number) => {
    await field(tags);
    const countId = await start('rfid');
    const desk = openDesk();
    expect(await desk.begin(countId)).toMatchObject({ ok: true });
    const reads = listen(desk);
    expect(await desk.startPass(['gate'])).toMatchObject({ ok: true });
    await until('the tags', () => desk.view()?.tags === tags);
    return { countId, desk, reads };
  };

  it.each([
    [
      false,
      [
        ['A', 0, 4],
        ['B', 0, 2],
      ],
    ],
    [true, []],
  ])('shows how far each zone is; blind (%s), it shows nothing of it', async (blind, zones) => {
    await bring('more.csv', ['sku,name,barcode', 'PEN,Pen,4012345000009']);
    await bring('stock-2.csv', ['location,zone,sku,quantity', 'B-1,B,PEN,2']);
    const desk = openDesk();
    expect(await desk.begin(await start('rfid', blind))).toMatchObject({ ok: true });
    expect(desk.view()?.zones.map(({ zone, found, expected }) => [zone, found, expected])).toEqual(zones);
  });

  it('is in the record read by read, though the store stood still, died and came back', async () => {
    const { countId, desk, reads } = await begin(20);
    freeze();
    await field(40);
    await until('more tags', () => desk.view()?.tags === 40);
    await reader.send({ op: 'overflow' });
    await until('the loss', () => desk.view()?.lost === 'overflow');
    kill();
    expect(await desk.stopPass()).toEqual({ ok: true, value: null });
    expect(await recorded(countId)).toEqual(reads);
    expect((await view(countId)).passes).toMatchObject([{ tags: 40, lost: 'overflow' }]);
    expect((await view(countId)).passes[0]?.endedAt).not.toBeNull();
  });

  it('is written once, whatever answers are lost on their way', async () => {
    let n = 0;
    between = (answer) => {
      n += 1;
      return n % 2 === 1 ? fail('timeout') : answer;
    };
    const { countId, desk, reads } = await begin(30);
    await until('some writing', async () => [...(await recorded(countId)).values()].length === 30);
    expect(await desk.stopPass()).toMatchObject({ ok: true });
    expect(await recorded(countId)).toEqual(reads);
    expect((await view(countId)).passes).toHaveLength(1);
  });

  it('is in the record whole though a blank chip answered with no EPC at all', async () => {
    const tags = [
      { epcHex: '', antenna: 1 },
      ...Array.from({ length: 9 }, (_, at) => ({ epcHex: epcOf(at), antenna: 1 })),
    ];
    await reader.send({ op: 'tags', tags });
    const countId = await start('rfid');
    const desk = openDesk();
    await desk.begin(countId);
    const reads = listen(desk);
    expect(await desk.startPass(['gate'])).toMatchObject({ ok: true });
    await until('the tags', () => desk.view()?.tags === 10);
    expect(await desk.stopPass()).toEqual({ ok: true, value: null });
    expect(reads.get('')).toBeGreaterThan(0);
    expect(await recorded(countId)).toEqual(reads);
    expect((await view(countId)).passes).toMatchObject([{ tags: 10, lost: null }]);
    expect(await submit(countId)).toMatchObject({ ok: true });
    const lines = await running.client.query('counts.lines', { countId }, boss);
    if (!lines.ok) throw new Error(lines.failure.code);
    const { rows } = lines.value as { readonly rows: readonly { readonly data: CountLine }[] };
    expect(rows.find(({ data }) => data.epc === '')?.data.class).toBe('unencoded');
  });

  it('of which the record took only a part says so', async () => {
    let refused = 0;
    between = (answer, { name }) => {
      if (name !== 'counts.see' || refused > 0) return answer;
      refused += 1;
      return fail('bad-input');
    };
    const { countId, desk } = await begin(10);
    expect(await desk.stopPass()).toEqual({ ok: true, value: null });
    expect((await view(countId)).passes).toMatchObject([{ lost: 'not-recorded' }]);
    expect(told).toEqual(['what readers saw was not recorded: bad-input']);
  });

  it('is not over before the record holds it, and can’t be handed in until then', async () => {
    const { countId, desk, reads } = await begin(10);
    expect(await submit(countId)).toMatchObject({ failure: { code: 'count-pass-runs' } });
    full = true;
    expect(await desk.stopPass()).toMatchObject({ ok: false, failure: { code: 'disk-full' } });
    expect(await submit(countId)).toMatchObject({ failure: { code: 'count-pass-runs' } });
    // Whoever leaves the count loses nothing of it.
    await desk.end();
    full = false;
    await until('the pass', async () => (await view(countId)).passes[0]?.endedAt !== null);
    expect(await recorded(countId)).toEqual(reads);
    expect((await view(countId)).passes).toMatchObject([{ lost: null }]);
    expect(await submit(countId)).toMatchObject({ ok: true });
  });

  it('that a crash cut off is ended, as one with losses, when somebody opens the count again', async () => {
    const countId = await start('rfid');
    await send('counts.startPass', { countId, readers: ['gate'] }, hand);
    expect(await openDesk().begin(countId)).toMatchObject({ ok: true });
    expect((await view(countId)).passes).toMatchObject([{ lost: 'interrupted' }]);
    expect((await view(countId)).passes[0]?.endedAt).not.toBeNull();
    expect(await submit(countId)).toMatchObject({ ok: true });
  });

  it('counts two tags with one EPC as two items, by chip numbers that nobody had asked for', async () => {
    const chips = ['E2801105A000000000001234', 'E2801105A000000000005678'];
    const tags = chips.map((tidHex, index) => ({ epcHex: epcOf(0), antenna: index + 1, rssiDbm: -50, tidHex }));
    await reader.send({ op: 'tags', tags });
    const countId = await start('rfid');
    const desk = openDesk();
    await desk.begin(countId);
    expect(await desk.startPass(['gate'])).toMatchObject({ ok: true });
    await until('both tags', () => desk.view()?.tags === 2);
    expect(await desk.stopPass()).toMatchObject({ ok: true });
    expect(await submit(countId)).toMatchObject({ ok: true });
    const lines = await running.client.query('counts.lines', { countId }, boss);
    if (!lines.ok) throw new Error(lines.failure.code);
    const { rows } = lines.value as { readonly rows: readonly { readonly data: CountLine }[] };
    const both = rows.filter(({ data }) => data.epc === epcOf(0));
    expect(new Set(both.map(({ data }) => data.tid))).toEqual(new Set(chips));
    expect(both.map(({ data }) => data.notes)).toEqual([['same-identity'], ['same-identity']]);
  });

  it('that a sled stored is taken in once, though the answer was lost and the file came again', async () => {
    const countId = await start('rfid');
    const desk = openDesk();
    await desk.begin(countId);
    const files = createCountFiles({ store, desk, actor: () => hand, timeZone: () => 'UTC', now: Date.now });
    // UTF-16 that forgot to say so.
    const bytes = Buffer.from(Array.from({ length: 40 }, (_, index) => `${epcOf(index)}\n`).join(''), 'utf16le');
    let lost = 0;
    between = (answer, { name }) => {
      if (name !== 'counts.takeFile' || lost >= 2) return answer;
      lost += 1;
      return fail('timeout');
    };
    const take = async () => {
      const preview = await files.read(countId, 'sled.txt', bytes.toString('base64'));
      if (!preview.ok) throw new Error(preview.failure.code);
      return { ...preview.value, taken: await files.take(preview.value.token, false) };
    };
    expect(await take()).toMatchObject({ tags: 40, knownPass: null, taken: { value: { pass: 1, known: false } } });
    expect(lost).toBe(2);
    expect(await take()).toMatchObject({ tags: 40, knownPass: 1, taken: { value: { pass: 1, known: true } } });
    expect(desk.view()).toMatchObject({ tags: 40, pass: null });
    const live = desk.view()?.sums;
    expect((await view(countId)).passes).toMatchObject([{ tags: 40, file: { name: 'sled.txt', time: 'none' } }]);
    // What the screen shows is what the record says.
    await desk.end();
    await desk.begin(countId);
    expect(desk.view()?.sums).toEqual(live);
  });

  it('is written when the app is closed', async () => {
    const { countId, desk, reads } = await begin(10);
    await desk.close();
    expect(await recorded(countId)).toEqual(reads);
    expect((await view(countId)).passes[0]?.endedAt).not.toBeNull();
  });
});

describe('pieces scanned in a bin', () => {
  let sequence = 0;
  const scan = (data: string): Scan => {
    sequence += 1;
    const from = { deviceId: 'scanner', source: 'serial' as const, simulated: true };
    return { ...from, sequence, data, aim: null, at: Date.now(), monotonicMs: performance.now() };
  };
  const counted = async (countId: string) => (await ask<BinView>('counts.bin', { countId, location: 'A-1' })).counted;
  const begin = async () => {
    const countId = await start('barcode');
    const desk = openDesk();
    await desk.begin(countId);
    await desk.scan(scan('A-1'));
    return { countId, desk };
  };

  it('are counted once each, though the store died over one of them', async () => {
    const { countId, desk } = await begin();
    freeze();
    const first = desk.scan(scan('4006381333931'));
    const second = desk.scan(scan('4006381333931'));
    kill();
    await Promise.all([first, second]);
    expect(await counted(countId)).toBe(2);
    expect(told.filter((code) => code === 'count-item')).toHaveLength(2);
  });

  it('are counted once each when answers get lost; the counter is told to wait', async () => {
    const { countId, desk } = await begin();
    let lost = 0;
    between = (answer, { name }) => {
      if (name !== 'counts.scan' || lost >= 4) return answer;
      lost += 1;
      return fail('timeout');
    };
    await desk.scan(scan('4006381333931'));
    expect(await counted(countId)).toBe(1);
    expect(told.slice(-2)).toEqual(['scan-waits', 'count-item']);
  });

  it('keep the keyed quantity until they are counted', async () => {
    const { countId, desk } = await begin();
    keyed = 7;
    full = true;
    await desk.scan(scan('4006381333931'));
    expect(keyed).toBe(7);
    full = false;
    await desk.scan(scan('4006381333931'));
    expect([keyed, await counted(countId)]).toEqual([null, 7]);
  });

  it('are not counted in nobody’s name when the screen is locked before their turn', async () => {
    const { countId, desk } = await begin();
    const last = desk.scan(scan('4006381333931'));
    who = station;
    await last;
    expect(told.at(-1)).toBe('sign-in-first');
    expect(await counted(countId)).toBe(0);
    who = hand;
    await desk.scan(scan('4006381333931'));
    expect(await counted(countId)).toBe(1);
  });

  it('are counted though the count is left before their turn', async () => {
    const { countId, desk } = await begin();
    const last = desk.scan(scan('4006381333931'));
    await desk.end();
    await last;
    expect(await counted(countId)).toBe(1);
  });
});
