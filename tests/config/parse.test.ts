import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { stationExample } from '../../electron/config/example';
import { parseStation, parseStationBytes } from '../../electron/config/parse-station';
import { good } from '../support/station-texts';

describe('a sound file', () => {
  it('is filled up with what it leaves out', () => {
    const parsed = parseStation(good);
    expect(parsed).toMatchObject({
      ok: true,
      config: {
        language: 'en',
        look: 'light',
        units: 'metric',
        currency: 'EUR',
        devices: [],
        cutOffs: [],
        reprintLimit: 2,
        reprintLast: 20,
        labelFourEyes: false,
        counts: { toleranceMinor: 0, approvalMinor: 10_000 },
        autoLockMinutes: 10,
        importFolder: 'import',
        backup: { folder: 'backups', everyMinutes: 60, keep: 48 },
        allowed: { typedWeight: true },
      },
    });
  });

  it('may come from Windows, with a byte order mark, CRLF and tabs between values', () => {
    const windows = `\uFEFF${good}`.replaceAll('\n', '\r\n').replace('site: main', 'site:\tmain\t# a note');
    const { parsed } = parseStationBytes(Buffer.from(windows));
    expect(parsed).toMatchObject({ ok: true, config: { site: 'main', shipFrom: { name: 'Ana & Ben GmbH' } } });
  });

  it('may name settings and say nothing', () => {
    expect(parseStation(`${good}devices:\ncutOffs:\ngs1:\nbackup:\n`)).toMatchObject({
      ok: true,
      config: { devices: [], backup: { keep: 48 } },
    });
  });

  it('takes NO for Norway', () => {
    expect(parseStation(good.replace('country: DE', 'country: NO'))).toMatchObject({
      ok: true,
      config: { shipFrom: { country: 'NO' } },
    });
  });

  it.each(['live', 'demo'] as const)('is what a station starts with: %s', (mode) => {
    const parsed = parseStation(stationExample({ mode, timeZone: 'America/Chicago', language: 'de' }));
    expect(parsed).toMatchObject({ ok: true, config: { timeZone: 'America/Chicago', language: 'de', devices: [] } });
  });

  it('is also the example with all that is commented out', () => {
    const example = stationExample({ mode: 'live', timeZone: 'Europe/Berlin' }).replace('devices: []', '');
    const full = example
      .replaceAll(
        /^# ((?:labelPrinter|spareLabelPrinters|slipPrinter|scale|cutOffs|gs1|siteGln|applicators):|  (?:- service|  time|companyPrefix|ssccRange):)/gm,
        '$1',
      )
      .replace(/^#   - id: scale-1/m, 'devices:\n$&')
      .replaceAll(
        /^# {3}((?: {2})?(?:- )?(?:id|kind|name|protocol|transport|options|printer|infeed|verify|parcels|template|zone|\w+Seconds|noRead):)/gm,
        '  $1',
      );
    const parsed = parseStation(full);
    expect(parsed.ok ? [] : parsed.errors).toEqual([]);
    expect(parsed).toMatchObject({
      config: {
        labelPrinter: 'label-printer',
        scale: 'scale-1',
        spareLabelPrinters: ['label-printer-2'],
        devices: [
          { id: 'scale-1' },
          { id: 'scanner-1' },
          { id: 'label-printer' },
          { id: 'label-printer-2' },
          { id: 'line-printer' },
          { id: 'infeed-scanner' },
          { id: 'verify-scanner' },
        ],
        applicators: [{ id: 'line-1', zone: 1, verify: 'verify-scanner' }],
        cutOffs: [{ time: '16:00' }],
        gs1: { companyPrefix: '9521234' },
      },
    });
  });

  it('has its example in the repository', async () => {
    const path = new URL('../../resources/station.example.yaml', import.meta.url);
    expect(await readFile(path, 'utf8')).toBe(stationExample({ mode: 'live', timeZone: 'America/New_York' }));
  });
});
