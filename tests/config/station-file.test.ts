import {
  appendFile,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openStationFile, type StationFile, type StationFileState } from '../../electron/config/station-file';
import { stationFolders, toStoreSettings } from '../../electron/config/store-settings';
import type { DeviceConfig } from '../../shared/device-config';

const example = { mode: 'live', timeZone: 'Europe/Berlin' } as const;
const zebra: DeviceConfig = {
  id: 'zebra',
  kind: 'printer',
  name: 'Zebra',
  protocol: 'zpl',
  transport: { type: 'tcp', host: '10.0.0.7', port: 9100 },
  options: { dpi: 300, labelWidthMm: 100, labelHeightMm: 150 },
};

let dataDir = '';
const opened: StationFile[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'packwright-config-'));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((file) => file.close()));
  await rm(dataDir, { recursive: true, force: true });
});

const open = async (pollMs = 20): Promise<StationFile> => {
  const file = await openStationFile({ dataDir, example, pollMs });
  opened.push(file);
  return file;
};
/** Never looks by itself within a test. */
const openQuiet = (): Promise<StationFile> => open(3_600_000);
const path = (): string => join(dataDir, 'station.yaml');
const text = (): Promise<string> => readFile(path(), 'utf8');
const change = async (from: string, to: string): Promise<void> => {
  const before = await text();
  expect(before).toContain(from);
  await writeFile(path(), before.replace(from, to));
};
const messages = ({ errors }: StationFileState): readonly string[] =>
  errors.map(({ line, code, details }) => `${line}: ${code} ${details['key']} ${details['suggestion']}`);

describe('the first start', () => {
  it('makes a commented file, and never touches one that is there', async () => {
    const file = await openQuiet();
    expect(file.state()).toMatchObject({
      source: 'file',
      errors: [],
      file: path(),
      config: { station: 'pack-1', devices: [] },
    });
    expect(await text()).toContain('# Settings of this pack station.');
    await change('station: pack-1', 'station: pack-9');
    expect((await openQuiet()).state().config.station).toBe('pack-9');
    expect(await text()).toContain('station: pack-9');
  });

  it('makes the demo with its devices', async () => {
    const file = await openStationFile({
      dataDir,
      example: { mode: 'demo', devices: [zebra], labelPrinter: 'zebra' },
      pollMs: 60_000,
    });
    opened.push(file);
    expect(file.state().config).toMatchObject({
      site: 'demo',
      devices: [zebra],
      labelPrinter: 'zebra',
      cutOffs: [{ service: 'standard', time: '16:00' }],
      gs1: { companyPrefix: '9521234' },
    });
  });

  it('works where the file can not be read, with safe settings and a word about it', async () => {
    await mkdir(path());
    const file = await openQuiet();
    expect(file.state()).toMatchObject({
      source: 'defaults',
      errors: [{ code: 'not-readable' }],
      config: { station: 'station', devices: [] },
    });
  });
});

describe('a start with a bad file', () => {
  it('goes on with the last good settings and says what is wrong', async () => {
    await (await openQuiet()).close();
    await change('station: pack-1', 'station: pack-7');
    await (await openQuiet()).close();
    await change('look: light', 'look: drak');
    const file = await openQuiet();
    expect(file.state()).toMatchObject({ source: 'last-good', config: { station: 'pack-7', look: 'light' } });
    expect(messages(file.state())).toEqual(['23: not-one-of look dark']);
    expect(await text()).toContain('look: drak');
  });

  it('goes on with safe settings when there never was a good one', async () => {
    await writeFile(path(), 'site: [');
    const file = await openQuiet();
    expect(file.state()).toMatchObject({ source: 'defaults', config: { devices: [] } });
    expect(file.state().errors[0]).toMatchObject({ code: 'syntax', line: 1 });
  });

  it('goes on with the last good settings when the file is gone', async () => {
    await (await openQuiet()).close();
    await change('station: pack-1', 'station: pack-7');
    await (await openQuiet()).close();
    await rm(path());
    const file = await openQuiet();
    expect(file.state()).toMatchObject({
      source: 'last-good',
      config: { station: 'pack-7' },
      errors: [{ code: 'missing-file' }],
    });
    expect(await readdir(dataDir)).toEqual(['station.last-good.yaml']);
    expect(await file.saveDevice(zebra)).toEqual({ ok: true, value: null });
    expect(file.state()).toMatchObject({ source: 'file', config: { station: 'pack-7', devices: [zebra] } });
  });
});

describe('an edit while running', () => {
  it('is applied', async () => {
    const file = await open();
    const seen: StationFileState[] = [];
    const unsubscribe = file.subscribe((state) => seen.push(state));
    await change('reprintLimit: 2', 'reprintLimit: 5');
    await vi.waitFor(() => expect(file.state().config.reprintLimit).toBe(5));
    expect(seen).toHaveLength(1);
    unsubscribe();
    await change('reprintLimit: 5', 'reprintLimit: 6');
    await vi.waitFor(() => expect(file.state().config.reprintLimit).toBe(6));
    expect(seen).toHaveLength(1);
  });

  it('is applied even when size and time of the file stay the same', async () => {
    const file = await open();
    const { atime, mtime } = await stat(path());
    await change('reprintLimit: 2', 'reprintLimit: 7');
    await utimes(path(), atime, mtime);
    await vi.waitFor(() => expect(file.state().config.reprintLimit).toBe(7));
  });

  it('with a mistake changes nothing but the banner, until it is mended', async () => {
    const file = await open();
    await change('language: en', 'langauge: de');
    await vi.waitFor(() => expect(file.state().errors).not.toEqual([]));
    expect(file.state()).toMatchObject({ source: 'last-good', config: { language: 'en', station: 'pack-1' } });
    expect(messages(file.state())).toEqual(['22: unknown-key langauge language']);
    expect(await readFile(join(dataDir, 'station.last-good.yaml'), 'utf8')).toContain('language: en');
    await change('langauge: de', 'language: de');
    await vi.waitFor(() =>
      expect(file.state()).toMatchObject({ source: 'file', errors: [], config: { language: 'de' } }),
    );
  });

  it('by an editor that deletes and renames is one edit', async () => {
    const file = await open(50);
    const states: StationFileState[] = [];
    file.subscribe((state) => states.push(state));
    await writeFile(`${path()}~`, (await text()).replace('look: light', 'look: dark'));
    await rm(path());
    await rename(`${path()}~`, path());
    await vi.waitFor(() => expect(file.state().config.look).toBe('dark'));
    expect(states.map(({ errors }) => errors)).toEqual([[]]);
  });

  it('is not taken while the editor is still writing', async () => {
    const file = await open(100);
    const whole = (await text()).replace('devices: []', 'reprintLimit: 9').replace('reprintLimit: 2\n', '');
    // Half the file is good YAML too: taken at once, it would lack half the settings.
    const states: StationFileState[] = [];
    file.subscribe((state) => states.push(state));
    await writeFile(path(), '');
    for (const line of whole.split(/(?<=\n)/)) await appendFile(path(), line);
    await vi.waitFor(() => expect(file.state().config.reprintLimit).toBe(9));
    expect(states).toHaveLength(1);
  });

  it('is told as gone when the file is deleted', async () => {
    const file = await open();
    await rm(path());
    await vi.waitFor(() =>
      expect(file.state()).toMatchObject({ source: 'last-good', errors: [{ code: 'missing-file' }] }),
    );
  });
});

describe('a change by the app', () => {
  it('keeps all notes and is known at once', async () => {
    const file = await openQuiet();
    const before = await text();
    expect(await file.saveDevice(zebra)).toEqual({ ok: true, value: null });
    expect(file.state().config.devices).toEqual([zebra]);
    expect((await text()).startsWith(before.slice(0, before.indexOf('devices: []')))).toBe(true);
    expect(await file.saveDevice({ ...zebra, name: 'Zebra at the door' })).toMatchObject({ ok: true });
    expect(await file.update(['labelPrinter'], 'zebra')).toMatchObject({ ok: true });
    expect((await openQuiet()).state().config).toMatchObject({
      labelPrinter: 'zebra',
      devices: [{ name: 'Zebra at the door' }],
    });
    expect(await file.removeDevice('zebra')).toMatchObject({ ok: true });
    expect(file.state().config).toMatchObject({ devices: [] });
    expect(file.state().config.labelPrinter).toBeUndefined();
    expect((await readdir(dataDir)).toSorted()).toEqual(['station.last-good.yaml', 'station.yaml']);
  });

  it('is made on top of what somebody else has just saved', async () => {
    const file = await openQuiet();
    await change('station: pack-1', 'station: pack-2 # renamed by hand');
    expect(await file.saveDevice(zebra)).toMatchObject({ ok: true });
    expect(await text()).toContain('station: pack-2 # renamed by hand');
    expect(file.state().config).toMatchObject({ station: 'pack-2', devices: [zebra] });
  });

  it('is made again when somebody saves in between, and given up when they go on and on', async () => {
    const file = await openQuiet();
    let writes = 0;
    // The edit runs between reading and writing: what happens in it happens in between.
    const interfere = (times: number): void => {
      if (writes >= times) return;
      writes += 1;
      writeFileSync(path(), readFileSync(path(), 'utf8').replace(/^station: .*/m, `station: other-${writes}`));
    };
    const answer = await file.updateWith(() => {
      interfere(1);
      return [{ path: ['look'], value: 'dark' }];
    });
    expect(answer).toMatchObject({ ok: true });
    expect(file.state().config).toMatchObject({ station: 'other-1', look: 'dark' });
    const refused = await file.updateWith(() => {
      interfere(100);
      return [{ path: ['look'], value: 'light' }];
    });
    expect(refused).toMatchObject({ failure: { code: 'settings-changed' } });
    expect(await text()).toContain('look: dark');
  });

  it('is refused with the reason when the outcome would not do, and writes nothing', async () => {
    const file = await openQuiet();
    const before = await text();
    expect(await file.update(['language'], 'fr')).toMatchObject({
      failure: { code: 'settings-refused', details: { fault: 'not-one-of', line: 22 } },
    });
    expect(await file.saveDevice({ ...zebra, id: 'Zebra 1' })).toMatchObject({
      failure: { code: 'settings-refused', details: { fault: 'bad-format', hint: 'device-id' } },
    });
    expect(await text()).toBe(before);
  });

  it('is refused while the file has a mistake in it', async () => {
    const file = await openQuiet();
    await change('look: light', 'look: drak');
    expect(await file.saveDevice(zebra)).toMatchObject({ failure: { code: 'settings-faulty', details: { line: 23 } } });
    expect(await text()).not.toContain('zebra');
  });

  it('says so when the disk will not have it', async () => {
    const file = await openQuiet();
    // In the way of the temporary file: a folder that is not empty can't be replaced.
    await mkdir(join(dataDir, '.station.yaml.new', 'x'), { recursive: true });
    const before = await text();
    expect(await file.saveDevice(zebra)).toMatchObject({ failure: { code: 'settings-not-written' } });
    expect(await text()).toBe(before);
    expect(file.state().config.devices).toEqual([]);
  });

  it('goes through a link, and many at once all count', async () => {
    await (await openQuiet()).close();
    const real = join(dataDir, 'real.yaml');
    await rename(path(), real);
    await symlink(real, path());
    const file = await openQuiet();
    const devices = Array.from({ length: 8 }, (_, index) => ({ ...zebra, id: `zebra-${index}` }));
    const answers = await Promise.all(devices.map((device) => file.saveDevice(device)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(file.state().config.devices).toEqual(devices);
    expect((await lstat(path())).isSymbolicLink()).toBe(true);
    expect(await readFile(real, 'utf8')).toContain('zebra-7');
  });
});

describe('what the store host is told', () => {
  it('is taken from the settings', async () => {
    const file = await openQuiet();
    const { config } = file.state();
    expect(toStoreSettings(config, { demo: false })).toEqual({
      site: 'my-site',
      station: 'pack-1',
      timeZone: 'Europe/Berlin',
      currency: 'USD',
      gs1CompanyPrefix: null,
      ssccRange: null,
      siteGln: null,
      shipFrom: { name: 'Example Warehouse', lines: ['1 Example Street', '12345 Example City'], country: 'US' },
      labelPrinterId: null,
      label: { widthMm: 102, heightMm: 152, dpi: 203 },
      cutOffs: [],
      language: 'en',
      reprintLimit: 2,
      reprintLast: 20,
      labelFourEyes: false,
      countToleranceMinor: 0,
      countApprovalMinor: 10_000,
      returns: { asNew: 'available', opened: 'hold', owners: {} },
      demo: false,
    });
    const ssccRange = { extension: 1, first: 5, last: 99 };
    const richer = { ...config, gs1: { companyPrefix: '0614141', ssccRange }, devices: [zebra] };
    expect(toStoreSettings(richer, { demo: true })).toMatchObject({
      gs1CompanyPrefix: '0614141',
      ssccRange,
      labelPrinterId: 'zebra',
      label: { widthMm: 100, heightMm: 150, dpi: 300 },
      demo: true,
    });
  });

  it('names the label printer only when it is clear which', async () => {
    const { config } = (await openQuiet()).state();
    const second = { ...zebra, id: 'second' };
    const settings = (change_: object) => toStoreSettings({ ...config, ...change_ }, { demo: false }).labelPrinterId;
    expect(settings({ devices: [zebra, second] })).toBeNull();
    expect(settings({ devices: [zebra, second], labelPrinter: 'second' })).toBe('second');
    expect(settings({ devices: [zebra, { ...second, disabled: true }] })).toBe('zebra');
    expect(settings({ devices: [zebra, { ...second, disabled: true }], labelPrinter: 'second' })).toBeNull();
  });

  it('has its folders in the data folder unless they are elsewhere', async () => {
    const { config } = (await openQuiet()).state();
    expect(stationFolders({ ...config, exportFolder: '/srv/export' }, dataDir)).toEqual({
      importFolder: join(dataDir, 'import'),
      exportFolder: '/srv/export',
      backupFolder: join(dataDir, 'backups'),
    });
  });
});
