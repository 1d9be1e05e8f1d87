import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { printerProtocols } from '../../electron/devices/printers';
import { readerProtocols } from '../../electron/devices/rfid/protocols';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';
import { scannerSetups } from '../../shared/barcode/scanner-setup';
import { visible } from '../../shared/barcode/test-card';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly unconfirmed?: readonly string[];
}

const vectorFolder = path.join(import.meta.dirname, '..', 'vectors');

/** Dialects that share the frames of another one and differ in what is said back to the device. */
const sharedVectors: Readonly<Record<string, string>> = {
  'hid-pos-honeywell': 'hid-pos',
  'serial-line-ack': 'serial-line',
  'honeywell-serial': 'serial-line',
  'datalogic-serial': 'serial-line',
};

const vectorsOf = (kind: string, id: string): string => {
  const file = path.join(vectorFolder, kind, `${sharedVectors[id] ?? id}.json`);
  if (!existsSync(file)) return 'in its test';
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors?: readonly unknown[] };
  if (vectors === undefined) return 'in its test';
  const of = sharedVectors[id];
  // The same frames by another name: nothing was counted for it alone.
  return of === undefined ? String(vectors.length) : `none of its own: the ${vectors.length} of \`${of}\``;
};

const cell = (text: string): string => text.replaceAll('|', '\\|');

const tableOf = (title: string, kind: string, protocols: Readonly<Record<string, Listed>>): string[] => [
  `## ${title}`,
  '',
  '| Device | `protocol:` | Bytes from | Vectors | Not yet confirmed |',
  '| --- | --- | --- | ---: | --- |',
  ...Object.values(protocols).map(({ id, name, source, unconfirmed = [] }) =>
    [``, cell(name), `\`${id}\``, cell(source), vectorsOf(kind, id), cell(unconfirmed.join('; ')) || '–', '']
      .join(' | ')
      .trim(),
  ),
  '',
];

/** How a device may be connected, and on what that was tried. */
const ways: readonly (readonly [way: string, tried: string, open: string])[] = [
  [
    'Serial port, USB serial adapter, USB CDC',
    'the real library on pseudo-terminals; a kernel’s CDC-ACM port in the virtual lab, unplugged 100 times',
    'Windows and macOS drivers, cable noise, true line speeds',
  ],
  [
    'USB HID (scales, scanners)',
    'the real library on kernel HID devices in the virtual lab, unplugged 100 times',
    'Windows, where another program may share a scanner',
  ],
  [
    'USB printer',
    'the real library and the kernel’s own driver on virtual printers in the virtual lab, pulled out in the middle of jobs',
    'Windows, where the system keeps printers to itself: use the network',
  ],
  [
    'Network (TCP)',
    'real sockets on one machine, with stalls, half-closed lines, resets and garbage',
    'Wi-Fi that roams',
  ],
  ['Keyboard wedge', 'keys of a real X server, in the built app', 'keyboards of Windows and macOS'],
  ['Spooler, CUPS', 'a CUPS of the tests’ own', 'queues that rewrite a label'],
  [
    'Spooler, Windows (RAW)',
    'the calls of winspool.drv as Wine has them, in front of a CUPS of the tests’ own (`npm run test:windows`)',
    'Windows itself; drivers that speak XPS, which are given XPS_PASS jobs (Microsoft KB 2779300)',
  ],
  [
    'Sleep of the machine',
    'the system’s own notices in the built app; a virtual machine stopped and continued',
    'a real sleep',
  ],
];

const waysTable: readonly string[] = [
  '## Ways to connect',
  '',
  'All of it was tried with simulators that speak the devices’ bytes, and nothing with a maker’s own hardware yet.',
  '',
  '| Way | Tried on | Not tried |',
  '| --- | --- | --- |',
  ...ways.map((each) => `| ${each.map(cell).join(' | ')} |`),
  '',
];

const setupTable: readonly string[] = [
  '## Configuration barcodes of scanners',
  '',
  'Printed on the second part of the scanner test card: Code 128 with function character 3. Read back by an independent reader; **not tried on hardware**. Zebra, Newland, Netum and others are not there: no public source at hand gives what their barcodes hold. Honeywell’s for AIM identifiers is not there for the same reason.',
  '',
  '| Maker | Sets | Content | FNC3 | From |',
  '| --- | --- | --- | --- | --- |',
  ...scannerSetups.flatMap(({ maker, source, fnc3, codes }) =>
    codes.map(
      ({ setting, text }) => `| ${maker} | ${setting} | \`${cell(visible(text))}\` | ${fnc3} | ${cell(source)} |`,
    ),
  ),
  '',
];

const page = [
  '# Supported devices',
  '',
  'This page is written by a test from the protocols themselves (`npx vitest run tests/devices/supported-devices.test.ts -u`).',
  '',
  'Every protocol is held to bytes that a manual or a capture gives (its vectors: whole, byte by byte, split, glued, cut, after noise) and to a million broken frames. “Not yet confirmed” names what no manual or capture at hand settles: look at that first with a real device, and tell us. A scanner that types like a keyboard needs no protocol: `transport: { type: wedge }`.',
  '',
  ...tableOf('Scales', 'scales', scaleProtocols),
  ...tableOf('Barcode scanners', 'scanners', scannerProtocols),
  ...setupTable,
  ...tableOf('Label and receipt printers', 'printers', printerProtocols),
  ...tableOf('RFID readers', 'rfid', readerProtocols),
  ...waysTable,
].join('\n');

it('the page of supported devices says what the protocols say', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/supported-devices.md');
});
