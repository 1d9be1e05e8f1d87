import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stationConfigSchema, type StationConfig } from '../../shared/config/station-config';
import type { DeviceConfig } from '../../shared/device-config';
import { commentsOf, editStation, type StationEdit } from '../../electron/config/edit-station';
import { stationExample } from '../../electron/config/example';
import { parseStation } from '../../electron/config/parse-station';

const commented = `# First line of all

site: main   # where we are
station: "pack-1"

# The sender,
#   as customers see it
shipFrom:
  # who
  name: Ana & Ben
  lines:    # where
    # street
    - Hauptstrasse 1
    - "12345 Ulm"   # town
  country: DE
timeZone: Europe/Berlin
cutOffs:
  # early
  - service: express   # the red truck
    time: "10:30"
  # late
  - service: standard
    time: "16:00"
  # end of cut-offs
backup: { folder: 'D:\\Backups', keep: 10 }  # on the second disk


devices:
  # the big one
  - id: scale-1
    kind: scale
    name: Bench scale   # blue sticker
    protocol: mt-sics
    transport:
      type: serial
      # by the serial number of its cable
      match: { serialNumber: A50285BI }
  - id: zebra
    kind: printer
    name: Zebra
    protocol: zpl
    transport: { type: tcp, host: 10.0.0.7, port: 9100 }
    # stock
    options:
      labelWidthMm: 102 # 4 inches
# settings end here
`;

const edit = (text: string, ...edits: StationEdit[]): string => {
  const edited = editStation(text, edits);
  if (!edited.ok) throw new Error(edited.errors.map(({ code }) => code).join('\n'));
  const parsed = parseStation(edited.text);
  expect(parsed).toEqual({ ok: true, config: edited.config });
  return edited.text;
};

const changedLines = (before: string, after: string): readonly string[] => {
  const old = before.split('\n');
  return after.split('\n').filter((line) => !old.includes(line));
};

const configOf = (text: string): StationConfig => {
  const parsed = parseStation(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.code);
  return parsed.config;
};

describe('an edit', () => {
  it('of nothing changes nothing', () => {
    const config = configOf(commented);
    for (const [key, value] of Object.entries(config)) {
      expect(edit(commented, { path: [key], value })).toBe(commented);
    }
  });

  it('changes the one line that it concerns', () => {
    expect(changedLines(commented, edit(commented, { path: ['timeZone'], value: 'America/Chicago' }))).toEqual([
      'timeZone: America/Chicago',
    ]);
    expect(changedLines(commented, edit(commented, { path: ['station'], value: 'pack-2' }))).toEqual([
      'station: "pack-2"',
    ]);
    expect(changedLines(commented, edit(commented, { path: ['cutOffs', 1, 'time'], value: '17:00' }))).toContain(
      '    time: "17:00"',
    );
    const backup = edit(commented, { path: ['backup', 'keep'], value: 20 });
    expect(changedLines(commented, backup)).toEqual([
      "backup: { folder: 'D:\\Backups', keep: 20 } # on the second disk",
    ]);
  });

  it('adds what was not there at the end', () => {
    const after = edit(commented, {
      path: ['gs1'],
      value: { companyPrefix: '0614141', ssccRange: { extension: 0, first: 1, last: 99 } },
    });
    expect(after).toBe(
      `${commented}gs1:\n  companyPrefix: "0614141"\n  ssccRange:\n    extension: 0\n    first: 1\n    last: 99\n`,
    );
    expect(edit(commented.trimEnd(), { path: ['look'], value: 'dark' })).toBe(`${commented}look: dark\n`);
  });

  it('makes the groups on the way', () => {
    expect(edit(commented, { path: ['allowed', 'typedWeight'], value: false })).toBe(
      `${commented}allowed:\n  typedWeight: false\n`,
    );
  });

  it('takes out a setting and keeps its notes', () => {
    const after = edit(commented, { path: ['cutOffs'], value: undefined });
    expect(after).not.toContain('express');
    expect(commentsOf(after)).toEqual(commentsOf(commented));
    expect(configOf(after).cutOffs).toEqual([]);
    expect(edit(commented, { path: ['gs1'], value: undefined })).toBe(commented);
    expect(edit(commented, { path: ['gs1', 'companyPrefix'], value: undefined })).toBe(commented);
  });

  it('adds, renames, reorders and removes devices, each with its notes', () => {
    const { devices } = configOf(commented);
    const [scale, zebra] = devices as [DeviceConfig, DeviceConfig];
    const scanner: DeviceConfig = {
      id: 'scanner-1',
      kind: 'scanner',
      name: 'Hand: scanner',
      protocol: 'keyboard-wedge',
      transport: { type: 'wedge', prefix: '#' },
    };
    const added = edit(commented, { path: ['devices'], value: [...devices, scanner] });
    expect(configOf(added).devices).toEqual([scale, zebra, scanner]);
    expect(changedLines(commented, added)).toEqual([
      '  - id: scanner-1',
      '    kind: scanner',
      '    name: "Hand: scanner"',
      '    protocol: keyboard-wedge',
      '      type: wedge',
      '      prefix: "#"',
    ]);

    const turned = edit(commented, { path: ['devices'], value: [zebra, { ...scale, name: 'Old scale' }] });
    expect(turned).toMatch(/name: Old scale # blue sticker/);
    expect(turned).toMatch(/# the big one\n {2}- id: scale-1/);
    expect(commentsOf(turned).toSorted()).toEqual(commentsOf(commented).toSorted());

    const removed = edit(commented, { path: ['devices'], value: [zebra] });
    expect(configOf(removed).devices).toEqual([zebra]);
    expect(commentsOf(removed).toSorted()).toEqual(commentsOf(commented).toSorted());
    const none = edit(commented, { path: ['devices'], value: [] });
    expect(commentsOf(none).toSorted()).toEqual(commentsOf(commented).toSorted());
  });

  it('fills the empty list of a new station, in lines', () => {
    const example = stationExample({ mode: 'live', timeZone: 'Europe/Berlin' });
    const { devices } = configOf(commented);
    const after = edit(example, { path: ['devices'], value: devices });
    expect(after.startsWith(example.slice(0, example.indexOf('devices: []')))).toBe(true);
    expect(after).toContain('devices:\n  - id: scale-1\n    kind: scale\n');
  });

  it('keeps line ends, and lists that are not indented', () => {
    const windows = commented.replaceAll('\n', '\r\n');
    const after = edit(windows, { path: ['site'], value: 'other' });
    expect(after).toBe(windows.replace('site: main   #', 'site: other #'));
    const outdented = commented.replace(/cutOffs:\n(?: .*\n)+/, (lines) => lines.replaceAll(/^ {2}/gm, ''));
    expect(outdented).toContain('cutOffs:\n# early\n- service: express   # the red truck\n  time: "10:30"\n');
    expect(edit(outdented, { path: ['cutOffs', 0, 'time'], value: '11:00' })).toMatch(/^- service: express/m);
  });

  it('is refused, with the line, when the outcome would not do', () => {
    expect(editStation(commented, [{ path: ['language'], value: 'fr' }])).toMatchObject({
      ok: false,
      errors: [{ code: 'not-one-of' }],
    });
    expect(editStation(commented, [{ path: ['site'], value: undefined }])).toMatchObject({
      ok: false,
      errors: [{ code: 'missing-key' }],
    });
    expect(editStation(commented, [{ path: ['labelPrinter'], value: 'scale-1' }])).toMatchObject({
      ok: false,
      errors: [{ code: 'not-a-printer' }],
    });
    expect(editStation(commented, [{ path: ['unheard'], value: 1 }])).toMatchObject({
      ok: false,
      errors: [{ code: 'unknown-key' }],
    });
  });

  it('works in files that are not written line by line', () => {
    const flow = `{ site: main, station: p, # note\n  shipFrom: { name: a, lines: [b], country: DE }, timeZone: UTC } # end\n`;
    const after = edit(flow, { path: ['look'], value: 'dark' }, { path: ['station'], value: 'q' });
    expect(configOf(after)).toMatchObject({ look: 'dark', station: 'q' });
    expect(commentsOf(after).toSorted()).toEqual(['# end', '# note']);
    const marked = `%YAML 1.2\n---\n${commented}`;
    expect(configOf(edit(marked, { path: ['site'], value: 'x' })).site).toBe('x');
  });
});

describe('any edit that the schema allows', () => {
  const text = fc
    .string({ unit: 'grapheme-composite', minLength: 1, maxLength: 30 })
    .map((value) => value.trim())
    .filter((value) => value.length > 0 && value.length <= 60 && !/\p{Cc}|\p{Cs}|[\u2028\u2029\uFEFF]/u.test(value));
  const tricky = fc.constantFrom(
    '# no comment',
    'a: b',
    '- x',
    'true',
    'null',
    '~',
    '007',
    '1e3',
    '"',
    "'",
    '[',
    '{',
    '@x',
    '%x',
    '!x',
    '&x',
    '*x',
    '|',
    '>',
    '=',
    '<<',
    'yes',
    '2026-01-01',
    'a #b',
    "it's",
    'C:\\x\\y',
    '😀',
  );
  const words = fc.oneof(text, tricky);
  const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
  const device = fc.oneof(
    fc.record({
      id,
      kind: fc.constant('printer' as const),
      name: words,
      protocol: fc.constant('zpl'),
      transport: fc.record({
        type: fc.constant('tcp' as const),
        host: fc.constantFrom('10.0.0.1', 'fe80::1', 'printer.local'),
        port: fc.integer({ min: 1, max: 65_535 }),
      }),
      options: fc.option(fc.record({ dpi: fc.constantFrom(203 as const, 300 as const) }), { nil: undefined }),
    }),
    fc.record({
      id,
      kind: fc.constant('scanner' as const),
      name: words,
      protocol: fc.constant('serial-line'),
      transport: fc.record({ type: fc.constant('serial' as const), path: fc.constantFrom('COM3', '/dev/ttyUSB0') }),
      disabled: fc.option(fc.boolean(), { nil: undefined }),
    }),
  );
  const anyEdit: fc.Arbitrary<StationEdit> = fc.oneof(
    fc.record({
      path: fc.constant(['devices'] as const),
      value: fc.uniqueArray(fc.oneof(device, fc.constantFrom(...configOf(commented).devices)), {
        maxLength: 4,
        selector: (each) => each.id,
      }),
    }),
    fc.record({ path: fc.constant(['shipFrom', 'name'] as const), value: words }),
    fc.record({
      path: fc.constant(['shipFrom', 'lines'] as const),
      value: fc.array(words, { minLength: 1, maxLength: 5 }),
    }),
    fc.record({
      path: fc.constant(['cutOffs'] as const),
      value: fc.uniqueArray(
        fc.record({
          service: fc.oneof(words, fc.constantFrom('express', 'standard')),
          time: fc.constantFrom('08:00', '23:59'),
        }),
        { maxLength: 4, selector: (each) => each.service },
      ),
    }),
    fc.record({
      path: fc.constantFrom(
        ['cutOffs'] as const,
        ['backup'] as const,
        ['devices'] as const,
        ['backup', 'keep'] as const,
        ['language'] as const,
      ),
      value: fc.constant(undefined),
    }),
    fc.record({
      path: fc.constant(['backup'] as const),
      value: fc.record({ folder: words, keep: fc.integer({ min: 2, max: 1000 }) }),
    }),
    fc.record({ path: fc.constantFrom(['autoLockMinutes'] as const), value: fc.integer({ min: 0, max: 480 }) }),
    fc.record({ path: fc.constant(['allowed', 'keyedBarcode'] as const), value: fc.boolean() }),
    fc.record({ path: fc.constant(['slipSystemPrinter'] as const), value: words }),
  );
  const files = [
    commented,
    commented.replaceAll('\n', '\r\n'),
    stationExample({ mode: 'demo', timeZone: 'Europe/Berlin' }),
  ];

  /** The settings with the edit made in plain data: what the edited text must say. */
  const meant = (config: StationConfig, { path: [key, ...rest], value }: StationEdit) => {
    const changed: Record<string, unknown> = structuredClone(config);
    if (rest.length === 0) changed[key] = value;
    else changed[key] = { ...(changed[key] as object), [String(rest[0])]: value };
    return stationConfigSchema.safeParse(changed);
  };

  it('keeps every comment and says what was meant', () => {
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(anyEdit, { minLength: 1, maxLength: 3 }), (file, edits) => {
        let current = file;
        for (const each of edits) {
          const wanted = meant(configOf(current), each);
          const edited = editStation(current, [each]);
          expect(edited.ok).toBe(wanted.success);
          if (!edited.ok) continue;
          expect(edited.config).toEqual(wanted.data);
          expect(parseStation(edited.text)).toEqual({ ok: true, config: edited.config });
          expect(commentsOf(edited.text).toSorted()).toEqual(commentsOf(current).toSorted());
          expect(edited.text.includes('\r\n')).toBe(file.includes('\r\n'));
          current = edited.text;
        }
      }),
      { numRuns: 250 },
    );
  });
});
