import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseStation } from '../../electron/config/parse-station';
import { createZplDriver } from '../../electron/devices/printers/zpl-driver';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { pause } from '../../electron/devices/waiting';
import { createLogBook } from '../../electron/station/log-book';
import { makeSupportFile } from '../../electron/station/support-file';
import type { Result } from '../../shared/result';
import { createBench, failOnBugs, printerAt, scaleAt, scannerAt } from '../devices/bench';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';
import { until } from './pty';

const folder = mkdtempSync(join(tmpdir(), 'packwright-support-'));
beforeAll(buildSimulator);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  return removeSimulator();
});

/** Everything here is somebody's, and none of it may be in the file, in whatever writing. */
const planted = [
  'Zoë Ångström',
  'Hauptstraße 7',
  'Mia Müller',
  'PWB*MIA-7391',
  '7H3K99QX',
  '$scrypt$c2FsdHNhbHQ',
  'Secret Warehouse Ltd',
  'Geheimweg 12',
  'PO-84217345',
  'customer@example.com',
  'SN-AB-998877',
];

const encodings = (text: string): string[] => {
  const utf8 = Buffer.from(text);
  const latin1 = Buffer.from(text, 'latin1');
  return [text, ...[utf8, latin1].flatMap((bytes) => [bytes.toString('hex'), bytes.toString('base64').slice(0, -2)])];
};

/** How a label writes text: `_C3_B6`. */
const zplText = (text: string): string =>
  Array.from(Buffer.from(text), (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `_${byte.toString(16)}`)).join('');

const config = (ports: { printer: number }) => {
  const parsed = parseStation(`# Call Mia Müller when it breaks.
site: main
station: pack-1
shipFrom: { name: Secret Warehouse Ltd, lines: [Geheimweg 12], country: DE }
timeZone: Europe/Berlin
importFolder: /home/mia/orders of Zoë Ångström
devices:
  - id: printer
    kind: printer
    name: Mia Müller's printer
    protocol: zpl
    transport: { type: tcp, host: 127.0.0.1, port: ${ports.printer} }
`);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.code);
  return parsed.config;
};

const started = <T>(begun: Result<T>): T => {
  if (!begun.ok) throw new Error(begun.failure.code);
  return begun.value;
};

it('tells what broke, and nothing of who was packing what for whom', async () => {
  const begun = await Promise.all([
    startSimulator({ kind: 'scale' }, forkSimulator),
    startSimulator({ kind: 'scanner' }, forkSimulator),
    startSimulator({ kind: 'printer' }, forkSimulator),
  ]);
  const [scale, scanner, printer] = [started(begun[0]), started(begun[1]), started(begun[2])];
  const at = ({ place }: Simulator) => ({ type: 'tcp' as const, host: '127.0.0.1', port: place.port });
  const named = { ...printerAt(at(printer)), name: 'Mia Müller’s printer' };
  const station = createBench([scaleAt(at(scale)), scannerAt(at(scanner)), named]);
  try {
    await Promise.all(['scale', 'scanner', 'printer'].map((id) => station.untilState(id, 'ready')));
    for (const data of ['PWB*MIA-7391', '7H3K99QX', 'SN-AB-998877', 'PO-84217345'])
      await scanner.send({ op: 'scan', data, aim: 'C0' });
    await until('the scans', () => station.scans.length === 4);
    const port = station.service.printer('printer');
    if (port === null) throw new Error('no port');
    const driver = createZplDriver(port, { now: Date.now, wait: pause });
    const label = `^XA^CI28^JZN^FO9,9^FH_^FD${zplText('Zoë Ångström')}^FS^FH_^FD${zplText('Hauptstraße 7')}^FS^FDSecret Warehouse Ltd^FS^XZ`;
    await driver.printOne(Buffer.from(label), new AbortController().signal, () => Promise.resolve(true));
    await until('a weight', () => station.readings.length > 2);
    const book = createLogBook(() => undefined, Date.now);
    for (const line of [
      'order "PO-84217345" of “Zoë Ångström” refused',
      `Error: ENOENT: no such file or directory, open '/home/mia/orders/Zoë Ångström, Hauptstraße 7.csv'`,
      'mia müller signed in with 7H3K99QX, hash $scrypt$c2FsdHNhbHQ',
      'mail to customer@example.com',
      '{"name":"Zoë Ångström","lines":["Hauptstraße 7"]}',
      'TypeError: x is not a function at main.js:12:34',
    ])
      book.log(line);
    const file = await makeSupportFile({
      dataDir: folder,
      versions: { packwright: '0.1.0', node: process.version },
      config: config({ printer: printer.place.port }),
      configErrors: [{ line: 3, code: 'unknown-key' }],
      devices: station.service.statuses(),
      health: [],
      trace: (id) => station.service.trace(id, () => undefined)?.recent ?? [],
      store: {
        state: 'ready',
        startedPercent: null,
        failure: null,
        notices: [],
        head: { n: 12, hash: 'ab'.repeat(32) },
      },
      log: book.lines(),
      names: ['Mia Müller'],
      now: Date.UTC(2026, 10, 23, 10, 15),
    });
    expect(file).toBe(join(folder, 'support', 'packwright-support-20261123T101500Z.json'));
    const text = readFileSync(file, 'utf8');
    const lower = text.toLowerCase();
    const leaked = planted.filter((secret) => encodings(secret).some((each) => lower.includes(each.toLowerCase())));
    expect(leaked).toEqual([]);
    expect(lower).not.toContain(zplText('Zoë').toLowerCase());
    expect(text).not.toContain('127.0.0.1');
    // And it is still worth something to whoever helps.
    const content = JSON.parse(text) as Record<string, unknown>;
    expect(content).toMatchObject({
      versions: { packwright: '0.1.0' },
      settings: { devices: [{ id: 'printer', protocol: 'zpl', transport: { port: printer.place.port } }] },
      settingsFaults: [{ line: 3, code: 'unknown-key' }],
      record: { state: 'ready', entries: 12 },
      devices: [
        { id: 'scale', state: 'ready' },
        { id: 'scanner' },
        { id: 'printer', printer: { model: 'ZD421-203dpi' } },
      ],
    });
    expect(text).toContain(Buffer.from('SI\r\n').toString('hex').toUpperCase());
    expect(text).toContain('printer-state ready 0 0');
    expect(text).toContain('TypeError: x is not a function at main.js:12:34');
    // A scanner's frame keeps its shape: AIM identifier, letters, digits, end.
    expect(text).toContain(Buffer.from(']A0AAA*AAA-0000\r').toString('hex').toUpperCase());
  } finally {
    await station.service.stop();
    await Promise.all([scale.stop(), scanner.stop(), printer.stop()]);
  }
  failOnBugs([station]);
}, 60_000);
