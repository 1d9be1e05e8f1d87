import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { differsInInventoryOnly, inventorySettingsOf, withInventory } from '../../electron/devices/device-spec';
import { createInventorySettings } from '../../electron/station/inventory-settings';
import { checkSettings, draftOf } from '../../renderer/features/rfid/settings-draft';
import { deviceConfigSchema, parseWrittenPower, writePower, type DeviceConfig } from '../../shared/device-config';
import { ok } from '../../shared/result';
import { inventoryTargets, usualInventory, type InventorySettings } from '../../shared/tag-reads';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { endBenches, readerAt, rfidBench, simulatedReader } from './rfid-bench';

beforeAll(buildSimulator);
afterEach(endBenches);
afterAll(removeSimulator);

const gate = (options: object = {}) => {
  const config = readerAt(5084, 'gate', options);
  if (config.kind !== 'rfid') throw new Error('no reader');
  return config;
};

const anySettings: fc.Arbitrary<InventorySettings> = fc.record({
  powerCentiDbm: fc.option(fc.integer({ min: 0, max: 4000 })),
  session: fc.constantFrom(0, 1, 2, 3),
  target: fc.constantFrom(...inventoryTargets),
  antennas: fc.uniqueArray(fc.integer({ min: 1, max: 16 })),
  tid: fc.boolean(),
  population: fc.integer({ min: 1, max: 65_535 }),
  q: fc.option(fc.integer({ min: 0, max: 15 })),
});

describe('settings of a reader', () => {
  it('stand in station.yaml as they were wanted, and the region stays', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const written = withInventory(gate({ region: 'eu' }), settings);
        expect(deviceConfigSchema.safeParse(written).success).toBe(true);
        expect(inventorySettingsOf(written)).toEqual(settings);
        expect(written.options?.region).toBe('eu');
        expect(differsInInventoryOnly(written, gate({ region: 'eu' }))).toBe(true);
        expect(differsInInventoryOnly(written, gate({ region: 'us' }))).toBe(false);
      }),
    );
    expect(withInventory(gate(), usualInventory)).not.toHaveProperty('options');
  });

  it('are written in dBm without a float', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (centiDbm) => {
        expect(parseWrittenPower(writePower(centiDbm))).toBe(centiDbm);
      }),
    );
    expect([2750, 2000, 1005].map(writePower)).toEqual(['27.5 dBm', '20 dBm', '10.05 dBm']);
  });

  it('are checked against what the reader can do before they are sent', () => {
    const draft = draftOf({ ...usualInventory, powerCentiDbm: 2750 });
    const limits = { least: 1000, most: 3000 };
    expect(draft.power).toBe('27.5');
    expect(checkSettings({ ...draft, power: '27,25' }, limits)).toMatchObject({ settings: { powerCentiDbm: 2725 } });
    expect(checkSettings({ ...draft, power: '' }, limits)).toMatchObject({ settings: { powerCentiDbm: null } });
    for (const power of ['9.99', '30.01', 'much', '1e3', '-5'])
      expect(checkSettings({ ...draft, power }, limits)).toEqual({ ok: false, wrong: 'power' });
    for (const population of ['', '0', '65536', 'many'])
      expect(checkSettings({ ...draft, population }, null)).toEqual({ ok: false, wrong: 'population' });
  });

  it('go into station.yaml for a reader that stands there, and last until the end for one of the bench', async () => {
    const saved: DeviceConfig[] = [];
    const settings = createInventorySettings({
      devices: () => [gate(), { ...gate(), id: 'bench' }],
      written: () => [gate()],
      save: (device) => {
        saved.push(device);
        return Promise.resolve(ok(null));
      },
    });
    const wish = { ...usualInventory, session: 3 } as const;
    await settings.keep('gate', wish);
    expect(saved).toEqual([gate({ session: 3 })]);
    await settings.keep('bench', wish);
    expect(saved).toHaveLength(1);
    expect(settings.settingsOf('bench')).toEqual(wish);
    expect(await settings.keep('nobody', wish)).toMatchObject({ failure: { code: 'reader-not-connected' } });
  });

  it('that change in station.yaml leave the line open and an inventory running', async () => {
    const reader = await simulatedReader();
    await reader.send({ op: 'tags', tags: [{ epcHex: '3074257BF7194E4000001A85' }] });
    const bench = rfidBench([readerAt(reader.place.port)]);
    await bench.untilState('gate', 'ready');
    await bench.service.startInventory('gate');
    await until('a read', () => bench.reads.length > 0);
    await bench.service.setDevices([readerAt(reader.place.port, 'gate', { session: 2, tid: true })]);
    expect(bench.view().running).not.toBeNull();
    expect(bench.losses).toEqual([]);
    expect(bench.status('gate').counters.reconnects).toBe(0);
    await bench.service.stopInventory('gate');
    const started = await bench.service.startInventory('gate');
    expect(started).toMatchObject({ value: { session: 2, tid: 'access' } });
  });
});
