import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceConfig } from '../../shared/device-config';
import { usualInventory } from '../../shared/tag-reads';
import { until } from '../devices/pty';
import { endBenches, hexOf, rfidBench } from './rfid-bench';
import { nurStarted, speeches, startSerialSimulator, type SerialSimulator } from './serial-simulator';

let simulators: SerialSimulator[] = [];
afterEach(async () => {
  await endBenches();
  await Promise.all(simulators.map((each) => each.stop()));
  simulators = [];
});

const reader = (protocol: string, port: number, options: object = { region: 'eu' }): DeviceConfig => ({
  id: 'gate',
  kind: 'rfid',
  name: 'Gate',
  protocol,
  transport: { type: 'tcp', host: '127.0.0.1', port },
  options,
});

const connected = async (protocol: string, options?: object) => {
  const simulator = await startSerialSimulator(protocol);
  simulators.push(simulator);
  const bench = rfidBench([reader(protocol, simulator.port, options)]);
  await bench.untilState('gate', 'ready');
  return { simulator, bench };
};

describe.each(Object.keys(speeches))('a reader of the family %s', (protocol) => {
  it('says who it is, reads, and stops on request', async () => {
    const { bench, simulator } = await connected(protocol);
    expect(bench.view().identity?.antennas).toBeGreaterThan(0);
    const started = await bench.service.startInventory('gate', { antennas: [1], powerCentiDbm: 2000 });
    expect(started).toMatchObject({ ok: true, value: { powerCentiDbm: 2000, antennas: [1], tid: 'off' } });
    await until('three reads', () => bench.reads.length >= 3);
    expect(new Set(bench.reads.map(({ epc }) => hexOf(epc)))).toEqual(new Set(['3074257BF7194E4000001A85']));
    expect(await bench.service.stopInventory('gate')).toMatchObject({ ok: true });
    expect(bench.view().running).toBeNull();
    const { length } = simulator.asked;
    // Asked again who it is, so that what came before has surely come.
    await until('a sign of life', () => simulator.asked.length > length);
    const read = bench.reads.length;
    await until('another', () => simulator.asked.length > length + 1);
    expect(bench.reads).toHaveLength(read);
    expect(bench.losses).toEqual([]);
  });

  it('takes an inventory up again after its line was cut, and tells the gap', async () => {
    const { bench, simulator } = await connected(protocol);
    expect((await bench.service.startInventory('gate', { antennas: [1] })).ok).toBe(true);
    await until('a read', () => bench.reads.length > 0);
    simulator.cut();
    await until('the loss', () => bench.losses.some(({ cause }) => cause === 'disconnected'));
    await until('it to go on', () => bench.noticed('inventory-resumed').length > 0);
    const before = bench.reads.length;
    await until('a read again', () => bench.reads.length > before);
    expect(bench.view().lostSince).not.toBeNull();
  });

  it('that goes silent is named and tried again', async () => {
    const { bench, simulator } = await connected(protocol);
    expect((await bench.service.startInventory('gate', { antennas: [1] })).ok).toBe(true);
    simulator.mute = true;
    await bench.untilState('gate', 'lost', 'no-answer');
    simulator.mute = false;
    await bench.untilState('gate', 'ready');
    await until('it to go on', () => bench.noticed('inventory-resumed').length > 0);
  });

  it('garbled while it reads may have lost a tag', async () => {
    const { bench, simulator } = await connected(protocol);
    expect((await bench.service.startInventory('gate', { antennas: [1] })).ok).toBe(true);
    simulator.say(Uint8Array.of(0x12, 0x34, 0x56));
    await until('the loss', () => bench.losses.some(({ cause }) => cause === 'unreadable'));
  });

  it('refuses antennas that are not there', async () => {
    const { bench } = await connected(protocol);
    const refused = await bench.service.startInventory('gate', { ...usualInventory, antennas: [9] });
    expect(refused).toMatchObject({ ok: false, failure: { code: 'inventory-settings-impossible' } });
    expect(bench.view().wanted).toBeNull();
  });
});

describe.each([
  ['thingmagic', /^FF1C2F/],
  ['nur', /^.{12}4101/],
])('chip numbers, by a reader of the family %s', (protocol, asksTid) => {
  it('are read with each tag where they are asked for, and tell two tags of one EPC apart', async () => {
    const { bench, simulator } = await connected(protocol);
    expect(await bench.service.startInventory('gate', { antennas: [1], tid: true })).toMatchObject({
      ok: true,
      value: { tid: 'access' },
    });
    expect(simulator.asked.some((each) => asksTid.test(each))).toBe(true);
    await until('both', () => new Set(bench.reads.map(({ tid }) => (tid === null ? '' : hexOf(tid)))).size === 2);
    expect(new Set(bench.reads.map(({ epc, tid }) => `${hexOf(epc)} ${tid === null ? '' : hexOf(tid)}`))).toEqual(
      new Set([
        '3074257BF7194E4000001A85 E28011052000500000000001',
        '3074257BF7194E4000001A85 E28011052000500000000002',
      ]),
    );
  });

  it('are done without where the module refuses them, and it says so', async () => {
    const { bench, simulator } = await connected(protocol);
    simulator.refusesTid = true;
    expect(await bench.service.startInventory('gate', { antennas: [1], tid: true })).toMatchObject({
      ok: true,
      value: { tid: 'off' },
    });
    await until('a read', () => bench.reads.length > 0);
    expect(bench.reads.every(({ tid }) => tid === null)).toBe(true);
  });
});

it('a NUR module that starts anew while it reads is set up again', async () => {
  const { bench, simulator } = await connected('nur');
  expect(await bench.service.startInventory('gate', { antennas: [2], powerCentiDbm: 1950 })).toMatchObject({
    ok: true,
    // In steps of 1 dB below 27 dBm, and never above what was asked for.
    value: { powerCentiDbm: 1900, antennas: [2], target: 'both' },
  });
  await until('a read', () => bench.reads.length > 0);
  const setUps = () => simulator.asked.filter((each) => each.startsWith('22042900000802FF02', 12)).length;
  expect(setUps()).toBe(1);
  simulator.say(nurStarted);
  await until('it to go on', () => bench.noticed('inventory-resumed').length > 0);
  expect(setUps()).toBe(2);
  expect(bench.losses.map(({ cause }) => cause)).toEqual(['disconnected']);
});

it('a NUR module is asked for no more power than it has, nor for an antenna that it has not', async () => {
  const { bench } = await connected('nur');
  for (const wanted of [{ powerCentiDbm: 2800 }, { powerCentiDbm: 700 }, { antennas: [5] }])
    expect(await bench.service.startInventory('gate', wanted)).toMatchObject({
      ok: false,
      failure: { code: 'inventory-settings-impossible' },
    });
});

describe.each([
  ['thingmagic', 'FF039B050002'],
  ['m100', 'BB000E00021220'],
  ['a0', 'A004018501'],
])('two tags of one EPC at a reader of the family %s', (protocol, setBack) => {
  it('are told apart while a count runs, which goes on afterwards', async () => {
    const { bench, simulator } = await connected(protocol);
    const started = await bench.service.startInventory('gate', { antennas: [1], session: 2, target: 'A' });
    expect(started).toMatchObject({ ok: true, value: { tid: 'off', session: 2 } });
    // Its one EPC answers again and again, although a tag would rest.
    const chips = () => new Set(bench.reads.flatMap(({ tid }) => (tid === null ? [] : [hexOf(tid)])));
    await until('both', () => chips().size === 2);
    expect(chips()).toEqual(new Set(['E28011052000500000000001', 'E28011052000500000000002']));
    await until('it to go on', () => bench.reads.at(-1)?.tid === null);
    expect(bench.losses).toEqual([]);
    expect(bench.view().running).toMatchObject({ session: 2 });
    expect(await bench.service.stopInventory('gate')).toMatchObject({ ok: true });
    // As the inventory wants it: session 2, and any EPC.
    expect(simulator.asked.some((each) => each.startsWith(setBack))).toBe(true);
  });
});

it('a module that forgets its region is never given a guessed one', async () => {
  const { bench } = await connected('thingmagic', {});
  expect(await bench.service.startInventory('gate')).toMatchObject({
    ok: false,
    failure: { code: 'inventory-settings-impossible', details: { field: 'region' } },
  });
});

it('something that does not answer is no reader', async () => {
  const simulator = await startSerialSimulator('a0');
  simulators.push(simulator);
  simulator.mute = true;
  const bench = rfidBench([reader('a0', simulator.port)], { readerTiming: { greetingMs: 50, answerMs: 50 } });
  await bench.untilState('gate', 'lost', 'no-answer');
  expect(bench.view().identity).toBeNull();
});
