import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../electron/devices/clock';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { endBenches, hexOf, readerAt, rfidBench, simulatedReader } from './rfid-bench';

beforeAll(buildSimulator);
afterEach(endBenches);
afterAll(removeSimulator);

const shirt = '3074257BF7194E4000001A85';
const crate = '3674257BF6B7A659B2C2BF100000000000000000000000000000';
const chip = 'E2801105A000000000001234';

/** A simulated reader with a shirt on antenna 1 and a crate on 2, and a station that is connected to it. */
const ready = async (options: Parameters<typeof simulatedReader>[0] = {}, parts = {}) => {
  const reader = await simulatedReader(options);
  await reader.send({
    op: 'tags',
    tags: [
      { epcHex: shirt, antenna: 1, rssiDbm: -57, tidHex: chip },
      { epcHex: crate, antenna: 2, rssiDbm: -61 },
    ],
  });
  const station = rfidBench([readerAt(reader.place.port, 'gate', { power: '27.6 dBm', session: 2 })], parts);
  await station.untilState('gate', 'ready');
  const stateOf = async () => {
    const state = await reader.send({ op: 'state' });
    return state.ok ? state.value : null;
  };
  return { reader, station, service: station.service, stateOf };
};

describe('an LLRP reader', () => {
  it('is set up, read and stopped', async () => {
    const { station, service, stateOf } = await ready();
    expect(station.view()).toMatchObject({
      identity: {
        maker: 0,
        model: '1',
        firmware: '1.0-simulated',
        protocol: 'LLRP 1.0.1',
        antennas: 2,
        powerCentiDbm: { least: 1000, most: 3000 },
      },
      antennas: { 1: 'connected', 2: 'connected' },
      wanted: null,
      running: null,
    });
    expect(await stateOf()).toMatchObject({ keepaliveMs: 100, roSpecs: 0 });

    const started = await service.startInventory('gate', { antennas: [1, 2] });
    // The quarter below 27.6 dBm; the reader has no choice of target.
    expect(started).toMatchObject({
      ok: true,
      value: { powerCentiDbm: 2750, session: 2, target: 'reader-chosen', antennas: [1, 2], tid: 'off' },
    });
    await until('reads of both', () => new Set(station.reads.map(({ epcBits }) => epcBits)).size === 2);
    expect(await stateOf()).toMatchObject({ reading: true, session: 2, roSpecs: 1 });
    const read = station.reads.find(({ epcBits }) => epcBits === 96);
    expect(read).toMatchObject({
      readerId: 'gate',
      pc: 0x3000,
      antenna: 1,
      rssiCentiDbm: -5700,
      readCount: 1,
      tid: null,
      late: false,
      simulated: true,
    });
    expect(hexOf(read?.epc ?? null)).toBe(shirt);
    expect(Math.abs(Number(read?.firstSeenUs) - Date.now() * 1000)).toBeLessThan(60_000_000);
    expect(Math.abs(read?.clockAheadUs ?? Number.NaN)).toBeLessThan(5_000_000);
    const other = station.reads.find(({ epcBits }) => epcBits === 208);
    expect([hexOf(other?.epc ?? null), other?.antenna]).toEqual([crate, 2]);

    expect(await service.stopInventory('gate')).toMatchObject({ ok: true });
    expect(await stateOf()).toMatchObject({ reading: false, roSpecs: 0 });
    const reads = station.reads.length;
    await until('signs of life', () => station.status('gate').counters.frames > reads + 20);
    expect(station.reads).toHaveLength(reads);
    expect(station.view()).toMatchObject({ wanted: null, running: null, lostSince: null });
    expect(station.losses).toEqual([]);
  });

  it.each([
    ['1.0.1', 'LLRP 1.0.1', 1],
    ['1.1', 'LLRP 1.1', 2],
  ] as const)('is spoken to in the version it knows: %s', async (version, protocol, number) => {
    const { station, service, stateOf } = await ready({ version });
    expect(station.view().identity?.protocol).toBe(protocol);
    expect(await stateOf()).toMatchObject({ version: number });
    expect(await service.startInventory('gate')).toMatchObject({ ok: true });
    await until('reads', () => station.reads.length > 0);
  });

  it('is read through misses and strays', async () => {
    const { reader, station, service } = await ready();
    await reader.send({ op: 'misses', perMille: 700 });
    await reader.send({
      op: 'strays',
      tags: [{ epcHex: 'E280689400005031', antenna: 2, rssiDbm: -78 }],
      perMille: 300,
    });
    await service.startInventory('gate');
    const counts = (bits: number): number => station.reads.filter(({ epcBits }) => epcBits === bits).length;
    await until('all three, the stray too', () => counts(96) > 5 && counts(208) > 5 && counts(64) > 0);
    // A round has 20 ms: with most of them missed there are gaps, and the driver fills none in.
    const rounds = new Set(station.reads.map(({ lastSeenUs }) => lastSeenUs)).size;
    expect(counts(96)).toBeLessThan(rounds);
  });

  it('gives chip numbers by a step of their own, or inline with finer figures on Impinj’s', async () => {
    const plain = await ready({ stateAware: true });
    const asked = { tid: true, target: 'B' } as const;
    expect(await plain.service.startInventory('gate', asked)).toMatchObject({ value: { tid: 'access', target: 'B' } });
    await until('a chip number', () => plain.station.reads.some(({ tid }) => hexOf(tid) === chip));
    expect(plain.station.reads.find(({ epcBits }) => epcBits === 208)?.tid).toBeNull();

    const impinj = await ready({ impinj: true });
    expect(await impinj.service.startInventory('gate', asked)).toMatchObject({ value: { tid: 'inline', target: 'B' } });
    await until('a chip number', () => impinj.station.reads.some(({ tid }) => hexOf(tid) === chip));
    expect(impinj.station.reads.find(({ epcBits }) => epcBits === 96)?.rssiCentiDbm).toBe(-5675);
    expect(await impinj.stateOf()).toMatchObject({ extensions: true });
  });

  it('says what it cannot do, and that it was refused', async () => {
    const { reader, station, service } = await ready();
    expect(await service.startInventory('gate', { antennas: [1, 3] })).toMatchObject({
      failure: { code: 'inventory-settings-impossible', details: { field: 'antennas', value: 3 } },
    });
    expect(await service.startInventory('gate', { powerCentiDbm: 900 })).toMatchObject({
      failure: { code: 'inventory-settings-impossible', details: { field: 'power' } },
    });
    await reader.send({ op: 'behave', as: 'refuse' });
    expect(await service.startInventory('gate')).toMatchObject({
      failure: { code: 'reader-refused', details: { status: 401, name: 'R_DeviceError', text: 'antenna fault' } },
    });
    expect(station.view()).toMatchObject({ wanted: null, running: null });
    expect(await service.startInventory('nobody')).toMatchObject({ failure: { code: 'reader-not-connected' } });
    await reader.send({ op: 'behave', as: 'normal' });
    expect(await service.startInventory('gate')).toMatchObject({ ok: true });
    // Starting anew with other settings replaces what runs.
    expect(await service.startInventory('gate', { session: 0 })).toMatchObject({ value: { session: 0 } });
    expect(await service.stopInventory('gate')).toMatchObject({ ok: true });
  });

  it('tells of lost reports, exceptions, antennas and its filling buffer', async () => {
    const { reader, station, service } = await ready();
    await service.startInventory('gate');
    await until('reads', () => station.reads.length > 0);
    await reader.send({ op: 'buffer', percent: 90 });
    await reader.send({ op: 'exception', text: 'too hot' });
    await reader.send({ op: 'antenna', antenna: 2, connected: false });
    await until('the notices', () => station.readerNotices.length >= 3);
    expect(station.readerNotices).toMatchObject([
      { code: 'buffer-filling', details: { percent: 90 } },
      { code: 'reader-exception', details: { text: 'too hot' } },
      { code: 'antenna-lost', details: { antenna: 2 } },
    ]);
    expect(station.view().antennas).toEqual({ 1: 'connected', 2: 'disconnected' });
    expect(station.view().lostSince).toBeNull();
    const before = Date.now();
    await reader.send({ op: 'overflow' });
    await until('the loss', () => station.losses.length === 1);
    const [loss] = station.losses;
    expect(loss).toMatchObject({ readerId: 'gate', cause: 'overflow' });
    // Since the last report before it.
    expect(loss?.since).toBeGreaterThan(before - 5000);
    expect(loss?.since).toBeLessThanOrEqual(loss?.at ?? 0);
    expect(station.view().lostSince).toBe(loss?.since);
    // A report that cannot be read is a loss, too, and no reason to hang up.
    await reader.send({ op: 'bytes', hex: '043d0000000e0000000000f00000' });
    await until('the other loss', () => station.losses.at(-1)?.cause === 'unreadable');
    expect(station.status('gate')).toMatchObject({ state: 'ready', counters: { badFrames: 1, reconnects: 0 } });
    expect(station.view().lostSince).toBe(loss?.since);
    // Another inventory has lost nothing.
    await service.startInventory('gate');
    expect(station.view().lostSince).toBeNull();
  });

  it.each(['close', 'cut', 'mid-message'] as const)('is taken up again when the connection ends: %s', async (how) => {
    const { reader, station, service } = await ready();
    await service.startInventory('gate');
    await until('reads', () => station.reads.length > 0);
    await reader.send({ op: 'drop', how });
    await until('the loss', () => station.losses.length === 1);
    expect(station.losses[0]).toMatchObject({ cause: 'disconnected' });
    const reads = station.reads.length;
    await until('it to read again', () => station.reads.length > reads && station.view().running !== null);
    expect(station.noticed('inventory-resumed')).toHaveLength(1);
    expect(station.view().lostSince).toBe(station.losses[0]?.since);
    expect(station.status('gate').counters.reconnects).toBe(1);
  });

  it('is opened anew when it goes silent on an open connection', async () => {
    const { reader, station, service } = await ready();
    await service.startInventory('gate');
    await until('reads', () => station.reads.length > 0);
    await reader.send({ op: 'behave', as: 'mute' });
    await station.untilState('gate', 'lost', 'no-answer');
    expect(station.losses).toMatchObject([{ cause: 'disconnected' }]);
    await reader.send({ op: 'behave', as: 'normal' });
    await until('it to read again', () => station.view().running !== null);
  });

  it('is started again when it stops by itself, not at once when it does so again', async () => {
    let shiftMs = 0;
    const clock = { ...systemClock, now: () => Date.now() + shiftMs };
    const { reader, station, service } = await ready({}, { clock });
    await service.startInventory('gate');
    shiftMs = 5000;
    await reader.send({ op: 'end-rospec' });
    await until('it to read again', () => station.noticed('inventory-resumed').length === 1);
    expect(station.losses).toMatchObject([{ cause: 'stopped' }]);
    expect(station.status('gate').counters.reconnects).toBe(0);
    await reader.send({ op: 'end-rospec' });
    await until('a fresh start', () => station.noticed('inventory-resumed').length === 2);
    expect(station.status('gate').counters.reconnects).toBe(1);
  });

  it('stays refused, and says so, when it does not take the inventory up again', async () => {
    const { reader, station, service } = await ready();
    await service.startInventory('gate');
    await reader.send({ op: 'behave', as: 'refuse' });
    await reader.send({ op: 'drop', how: 'cut' });
    await station.untilState('gate', 'refused', 'refused-by-device');
    expect(station.noticed('inventory-not-resumed')).toMatchObject([{ details: { text: 'antenna fault' } }]);
    expect(station.view()).toMatchObject({ running: null, wanted: { session: 2 } });
    await reader.send({ op: 'behave', as: 'normal' });
    expect(await service.startInventory('gate')).toMatchObject({ ok: true });
    expect(station.status('gate').state).toBe('ready');
  });

  it.each(['shuffle', 'split'] as const)('is understood however its bytes come: %s', async (as) => {
    const reader = await simulatedReader();
    await reader.send({ op: 'behave', as });
    await reader.send({ op: 'tags', tags: [{ epcHex: shirt }] });
    const station = rfidBench([readerAt(reader.place.port)]);
    await station.untilState('gate', 'ready');
    expect(await station.service.startInventory('gate')).toMatchObject({ ok: true });
    await until('reads', () => station.reads.length > 0);
    expect(station.status('gate').counters).toMatchObject({ badFrames: 0, strayBytes: 0 });
  });

  it('serves one station: the second is told that it is in use, the first that another tried', async () => {
    const { reader, station } = await ready();
    const second = rfidBench([readerAt(reader.place.port)]);
    await second.untilState('gate', 'refused', 'in-use');
    await until('the notice', () => station.noticed('other-client-tried').length > 0);
    expect(station.status('gate').state).toBe('ready');
  });

  it('has held reports back for somebody else, and lets them go', async () => {
    const { station, service } = await ready({ hold: true });
    expect(await service.startInventory('gate')).toMatchObject({ ok: true });
    await until('reads', () => station.reads.length > 0);
  });

  it('keeps reports while nobody is there, and says when it could not', async () => {
    const { reader, station, service, stateOf } = await ready({ keptReports: 6 });
    await service.startInventory('gate');
    await until('reads', () => station.reads.length > 0);
    await reader.send({ op: 'unplug' });
    await until('it to throw reports away', async () => (await stateOf())?.['overflowing'] === true);
    await until('the loss', () => station.losses.length === 1);
    const reads = station.reads.length;
    const goneUs = Date.now() * 1000;
    await reader.send({ op: 'plug' });
    await until('the overflow', () => station.losses.length === 2);
    expect(station.losses.map(({ cause }) => cause)).toEqual(['disconnected', 'overflow']);
    const kept = station.reads.slice(reads).filter(({ lastSeenUs }) => Number(lastSeenUs) < goneUs);
    expect(kept).toHaveLength(6);
  });

  it('has a clock of its own', async () => {
    const { station, service } = await ready({ clockAheadMs: 3_600_000 });
    expect(station.noticed('clock-off')[0]?.details['aheadMs']).toBeGreaterThan(3_590_000);
    await service.startInventory('gate');
    await until('reads', () => station.reads.length > 0);
    const [read] = station.reads;
    const correctedMs = (Number(read?.lastSeenUs) - Number(read?.clockAheadUs)) / 1000;
    expect(Math.abs(correctedMs - (read?.at ?? 0))).toBeLessThan(5000);
    expect(read?.late).toBe(false);
  });

  it('is not left reading when the station goes, or sleeps', async () => {
    const { station, service, stateOf } = await ready({ keptReports: 1000 });
    await service.startInventory('gate');
    await service.pause();
    expect(await stateOf()).toMatchObject({ farewell: true, reading: false, connected: false });
    service.resume();
    await until('it to read again', () => station.view().running !== null);
    expect(station.losses).toMatchObject([{ cause: 'disconnected' }]);
    await service.stop();
    expect(await stateOf()).toMatchObject({ farewell: true, reading: false, connected: false });
  });
});
