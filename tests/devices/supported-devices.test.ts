import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { printerProtocols } from '../../electron/devices/printers';
import { readerProtocols } from '../../electron/devices/rfid/protocols';
import { scaleProtocols } from '../../electron/devices/scales/protocols';
import { scannerProtocols } from '../../electron/devices/scanners/protocols';

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

const page = [
  '# Supported devices',
  '',
  'This page is written by a test from the protocols themselves (`npx vitest run tests/devices/supported-devices.test.ts -u`).',
  '',
  'Every protocol is held to bytes that a manual or a capture gives (its vectors: whole, byte by byte, split, glued, cut, after noise) and to a million broken frames. “Not yet confirmed” names what no manual or capture at hand settles: look at that first with a real device, and tell us. A scanner that types like a keyboard needs no protocol: `transport: { type: wedge }`.',
  '',
  ...tableOf('Scales', 'scales', scaleProtocols),
  ...tableOf('Barcode scanners', 'scanners', scannerProtocols),
  ...tableOf('Label and receipt printers', 'printers', printerProtocols),
  ...tableOf('RFID readers', 'rfid', readerProtocols),
].join('\n');

it('the page of supported devices says what the protocols say', async () => {
  await expect(page).toMatchFileSnapshot('../../docs/supported-devices.md');
});
