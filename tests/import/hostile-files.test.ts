import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IntakeReport } from '../../electron/features/import/intake';
import type { OrderDetail } from '../../shared/features/orders/queries';
import { openImportStation, orderFile, type ImportStation } from './support/import-station';
import { supervisor } from './support/test-store';

let station: ImportStation;
beforeEach(async () => {
  station = await openImportStation();
});
afterEach(() => station.dispose());

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16());
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const drop = async (content: Uint8Array | string, name = 'orders.csv'): Promise<IntakeReport> => {
  const taken = await station.service.drop(name, typeof content === 'string' ? utf8(content) : content, supervisor);
  if (!taken.ok) throw new Error(taken.failure.code);
  return taken.value;
};
const detail = (orderId: string) => station.store.ask<OrderDetail | null>('orders.detail', { orderId });

const header = 'order_number,sku,quantity,note,ship_name,ship_line_1,ship_postcode,ship_city,ship_country';
const row = (number: string, more: { name?: string; note?: string; sku?: string; quantity?: string } = {}): string =>
  [
    number,
    more.sku ?? 'MUG-1',
    more.quantity ?? '2',
    more.note ?? '',
    more.name ?? 'Ida Beispiel',
    'Weg 1',
    '10115',
    'Berlin',
    'DE',
  ].join(',');
const file = (...rows: string[]): string => [header, ...rows, ''].join('\n');
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A zip of one file, as small as can be. */
const zip = (name: string, content: string): Uint8Array => {
  const body = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(body.length, 18);
  head.writeUInt16LE(name.length, 26);
  return new Uint8Array(Buffer.concat([head, Buffer.from(name), body]));
};

describe('what is no table is named, and nothing of it comes in', () => {
  it.each<[string, Uint8Array, string]>([
    ['an empty file', new Uint8Array(), 'file-empty'],
    ['a zip', zip('orders.csv', orderFile(['A-1'])), 'excel-workbook'],
    ['an old workbook', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]), 'excel-workbook'],
    ['a gzip', new Uint8Array(gzipSync(orderFile(Array.from({ length: 200 }, (_, i) => `A-${i * 7919}`)))), 'not-text'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'not-text'],
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0]), 'not-text'],
    ['text with NUL', utf8(file(row('A-1\0'))), 'not-text'],
    ['UTF-16 without its mark', latin1(Buffer.from(file(row('A-1')), 'utf16le').toString('latin1')), 'not-text'],
    ['bytes below 32 without NUL', new Uint8Array(5000).map((_, index) => (index % 26) + 1), 'not-text'],
    ['a header alone', utf8(`${header}\n`), 'no-rows'],
    ['blank lines', utf8('\n\r\n\n , \n'), 'no-rows'],
    ['a broken quotation mark in each line', utf8(`${header}\n${'"a"b\n'.repeat(201)}`), 'too-many-faults'],
    ['more than 50 MB', new Uint8Array(50 * 1024 * 1024 + 1).fill(65), 'file-too-large'],
  ])('%s', async (_what, bytes, code) => {
    expect(await drop(bytes)).toMatchObject({ state: 'rejected', code });
    expect(await station.files()).toMatchObject([{ state: 'rejected', code }]);
    expect(await station.orders()).toEqual([]);
  });

  it.each([
    ['cut short', '{"orders":[{"number":"A', 'json-broken'],
    ['of something else', '{"invoices":[]}', 'json-unknown'],
    ['a single figure', '17', 'json-unknown'],
    ['null', 'null', 'json-unknown'],
    ['an empty list', '{"orders":[]}', 'no-rows'],
    ['orders that are no list', '{"orders":{"number":"A-1"}}', 'json-unknown'],
    ['a hundred thousand brackets', '['.repeat(100_000), 'json-broken'],
    ['a list of lists', '[[1,2],[3,4]]', 'json-unknown'],
  ])('JSON %s', async (_what, text, code) => {
    expect(await drop(text, 'orders.json')).toMatchObject({ state: 'rejected', code });
    expect(await station.orders()).toEqual([]);
  });
});

describe('what a spreadsheet or shop really writes is read', () => {
  const plain = file(row('A-1', { name: 'Jörg Müßig' }));

  it.each<[string, Uint8Array]>([
    ['UTF-8', utf8(plain)],
    ['UTF-8 with a byte order mark', utf8(`\uFEFF${plain}`)],
    ['UTF-16 little-endian', utf16le(plain)],
    ['UTF-16 big-endian', utf16be(plain)],
    ['Windows-1252', latin1(plain)],
    ['CRLF', utf8(plain.replaceAll('\n', '\r\n'))],
    ['CR', utf8(plain.replaceAll('\n', '\r'))],
    ['no line break at the end', utf8(plain.trimEnd())],
    ['semicolons', utf8(plain.replaceAll(',', ';'))],
    ['tabs', utf8(plain.replaceAll(',', '\t'))],
    ['bars', utf8(plain.replaceAll(',', '|'))],
    ['a line that names the separator', utf8(`sep=;\r\n${plain.replaceAll(',', ';')}`)],
    ['every cell quoted', utf8(plain.replaceAll(/[^,\n]+/g, (cell) => `"${cell}"`))],
    ['empty columns and lines', utf8(plain.replaceAll('\n', ',,,\n\n'))],
  ])('%s', async (_what, bytes) => {
    expect(await drop(bytes)).toMatchObject({ state: 'done', rows: 1, badRows: 0 });
    expect(await detail('A-1')).toMatchObject({ shipTo: { name: 'Jörg Müßig', city: 'Berlin' } });
  });

  it('decimal commas and grouped thousands', async () => {
    const items = 'sku;name;weight_kg;value;currency\nA;Cup;1,25;1.234,56;EUR\nB;Pot;0,5;12,00;EUR\n';
    expect(await drop(items, 'items.csv')).toMatchObject({ state: 'done', badRows: 0 });
    expect(
      station.store.all('SELECT sku, weight_mg, value_minor FROM items WHERE mentioned_only = 0 ORDER BY sku'),
    ).toEqual([
      { sku: 'A', weight_mg: 1_250_000, value_minor: 123_456 },
      { sku: 'B', weight_mg: 500_000, value_minor: 1200 },
    ]);
  });
});

describe('a hostile cell', () => {
  it('of 1 MB keeps out its own order and no other', async () => {
    const report = await drop(file(row('A-1', { name: quoted('x'.repeat(999_999)) }), row('A-2')));
    expect(report).toMatchObject({ state: 'done', rows: 2, badRows: 1 });
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-2']);
    const [problem] = (await station.problems()).filter(({ severity }) => severity === 'error');
    expect(problem).toMatchObject({ row: 2, field: 'ship_name', code: 'too-long', value: null, subject: 'A-1' });
  });

  it('of more than 1 MB is a broken line, and what stands beside it stays out with it', async () => {
    const report = await drop(file(row('A-1'), row('A-2', { name: 'x'.repeat(1_000_001) }), row('A-3'), row('A-4')));
    expect(report.state).toBe('done');
    // The line can't be read, so nobody knows which of its neighbours it belonged to.
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-4']);
    expect((await station.problems()).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['field-too-long', 'order-has-broken-line']),
    );
  });

  it('that is a formula, markup or printer code is text', async () => {
    for (const [index, name] of [
      "=cmd|' /C calc'!A0",
      '<img src=x onerror=alert(1)>',
      '^XA~JR^XZ',
      "'; DROP TABLE orders; --",
    ].entries()) {
      expect(await drop(file(row(`A-${index}`, { name: quoted(name) })))).toMatchObject({ state: 'done' });
      expect(await detail(`A-${index}`)).toMatchObject({ shipTo: { name } });
    }
  });

  it('that turns the direction of text loses that mark, and somebody is told', async () => {
    await drop(file(row('A-1', { name: 'Ida\u202Eleipsieb', note: 'a\u2066b' })));
    expect(await detail('A-1')).toMatchObject({ shipTo: { name: 'Idaleipsieb' }, note: 'ab' });
    expect((await station.problems()).map(({ field, code }) => [field, code])).toEqual(
      expect.arrayContaining([
        ['ship_name', 'direction-marks-removed'],
        ['note', 'direction-marks-removed'],
      ]),
    );
  });

  it('of one character too many is told, and not handed on', async () => {
    const sound = file(row('A-1'), row('A-2'));
    expect(await drop(sound.replace('10115', '1'.repeat(21)))).toMatchObject({ state: 'done', badRows: 1 });
    expect((await station.problems()).map(({ field, code }) => [field, code])).toContainEqual([
      'ship_postcode',
      'too-long',
    ]);
    expect(await drop(sound.replace('10115', "'01234"))).toMatchObject({ state: 'done', badRows: 0 });
    expect(await detail('A-1')).toMatchObject({ shipTo: { postcode: '01234' } });
  });

  it('with control and invisible characters comes in clean', async () => {
    await drop(file(row('A-1', { name: 'I\u200Bda \u0007Bei\uFEFFspiel' })));
    expect(await detail('A-1')).toMatchObject({ shipTo: { name: 'Ida Beispiel' } });
  });

  it('with line breaks inside quotation marks stays one row, and the rows after it keep their numbers', async () => {
    await drop(file(row('A-1', { note: quoted('two\nlines "here"') }), row('A-2', { quantity: 'x' })));
    expect(await detail('A-1')).toMatchObject({ note: 'two\nlines "here"' });
    expect((await station.problems()).find(({ code }) => code === 'not-a-whole-number')).toMatchObject({ row: 4 });
  });

  it.each(['-1', '0', '1e3', '1.5', '99999999999', 'NaN', '=1', '１'])(
    'with the quantity %s is no order',
    async (quantity) => {
      expect(await drop(file(row('A-1', { quantity })))).toMatchObject({ state: 'rejected', code: 'no-good-rows' });
      expect(await station.orders()).toEqual([]);
    },
  );

  it('with a separator before the order number keeps its neighbours out: nobody can tell whose line it is', async () => {
    const turned = file(row('A-1'), row('A-2', { name: 'Beispiel, Ida' }), row('A-3'), row('A-4'))
      .split('\n')
      .map((line) => line.split(',').toReversed().join(','))
      .join('\n');
    await drop(turned);
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-4']);
  });

  it('with a separator inside an unquoted text keeps its order out', async () => {
    await drop(file(row('A-1', { name: 'Beispiel, Ida' }), row('A-2')));
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-2']);
    expect((await station.problems()).map(({ code, subject }) => [code, subject])).toEqual(
      expect.arrayContaining([['too-many-cells', 'A-1']]),
    );
  });
});

describe('hostile JSON', () => {
  it('with odd keys and types brings in what is sound', async () => {
    const sound = {
      number: 'A-1',
      shipTo: { name: 'Ida', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
      lines: [{ sku: 'MUG-1', quantity: 1 }],
    };
    const text = JSON.stringify({
      orders: [
        sound,
        null,
        7,
        'A-2',
        [],
        { ...sound, number: { $gt: '' } },
        { ...sound, number: 'A-3', lines: 'many' },
        { ...sound, number: 'A-4', lines: [{ sku: ['x'], quantity: 1 }] },
        { ...sound, number: 'A-5', shipTo: { ...sound.shipTo, lines: Array.from({ length: 9 }, () => 'Weg') } },
      ],
    }).replace('"number":"A-1"', '"number":"A-1","__proto__":{"admin":true},"constructor":1');
    expect(await drop(text, 'orders.json')).toMatchObject({ state: 'done', rows: 9 });
    expect((await station.orders()).map(({ number }) => number)).toEqual(['A-1']);
    expect('admin' in {}).toBe(false);
  });

  it('that has one order twice with different content takes neither', async () => {
    const order = (quantity: number) => ({
      number: 'A-1',
      shipTo: { name: 'Ida', lines: ['Weg 1'], postcode: '10115', city: 'Berlin', country: 'DE' },
      lines: [{ sku: 'MUG-1', quantity }],
    });
    const report = await drop(JSON.stringify({ orders: [order(1), order(2)] }), 'orders.json');
    expect(report.badRows).toBeGreaterThan(0);
    expect(await station.orders()).toEqual([]);
    await drop(JSON.stringify({ orders: [order(3), order(3)] }), 'orders.json');
    expect(await station.orders()).toMatchObject([{ units: 3 }]);
  });
});
