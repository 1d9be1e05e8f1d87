import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchesOf } from '../../electron/features/import/batches';
import { decodeText } from '../../electron/features/import/decode-text';
import { readFile, type FileContent } from '../../electron/features/import/read-file';
import { reasonText } from '../../electron/features/import/reason-text';
import {
  csvLimits,
  delimiters,
  readCsv,
  sniffCsv,
  type CsvFault,
  type CsvRecord,
} from '../../shared/features/import/csv';
import { fieldsOf, isPersonal, orderFields } from '../../shared/features/import/fields';
import { guessMapping, knownLayout } from '../../shared/features/import/layouts';
import { emptyMapping, type Mapping } from '../../shared/features/import/mapping';
import { parseInstant } from '../../shared/features/import/instants';
import {
  detectDecimalMark,
  parseDecimal,
  parseLengthMm,
  parseMinor,
  parseWeightMg,
  parseWhole,
} from '../../shared/features/import/numbers';
import { cleanLines, cleanText } from '../../shared/features/import/text';
import { parseCountry } from '../../shared/features/import/countries';
import { orderInput } from '../../shared/features/orders/records';
import { readOrder } from '../../shared/features/orders/import-orders';
import { itemInput } from '../../shared/features/catalogue/records';
import { readItem } from '../../shared/features/catalogue/import-items';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const settings = { timeZone: 'Europe/Berlin', currency: 'EUR' };

/** Text as files have it: much of what means something to a reader of tables, a little of everything else. */
const spice = fc.constantFrom(
  '"',
  '""',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  ' ',
  "'",
  '=',
  '\0',
  '\uFEFF',
  'sep=;\n',
  '\u202E',
  '\u2028',
  '💥',
  '\uD800',
);
const hostileText = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: spice }, fc.string({ maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 })),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));

const records = (text: string, delimiter: (typeof delimiters)[number]): (CsvRecord | CsvFault)[] => [
  ...readCsv(text, delimiter),
];

describe('the CSV reader', () => {
  it('never throws, never makes more than there is, and numbers lines upwards', () => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...delimiters), (text, delimiter) => {
        const found = records(text, delimiter);
        const lines = text.split(/\r\n?|\n/).length;
        expect(found.length).toBeLessThanOrEqual(lines + 1);
        const rows = found.map(({ row }) => row);
        expect(rows).toEqual(rows.toSorted((a, b) => a - b));
        expect(rows.every((row) => row >= 1 && row <= lines)).toBe(true);
        const cells = found.flatMap((each) => ('cells' in each ? each.cells : []));
        expect(cells.join('').length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back every table that was written by the rules (RFC 4180), whatever its cells hold', () => {
    const cell = hostileText.filter((text) => text.trim() !== '');
    const table = fc
      .integer({ min: 1, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(...delimiters),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, end) => {
          const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const text = rows.map((cells) => cells.map(quote).join(delimiter)).join(end);
          expect(records(text, delimiter).map((each) => ('cells' in each ? each.cells : each.fault))).toEqual(rows);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('goes on after any one broken line: all lines before and behind it are read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), fc.constantFrom('"a"b,c', 'a,"b"c"', '"open,c'), (at, broken) => {
        const lines = Array.from({ length: 10 }, (_, index) => `n${index},v`);
        const text = lines.toSpliced(at, 0, broken).join('\n');
        const read = records(text, ',').flatMap((each) => ('cells' in each ? [each.cells[0]] : []));
        expect(read).toEqual(lines.map((line) => line.split(',')[0]));
      }),
    );
  });

  it('stops at its limits instead of filling the memory', () => {
    const wide = ','.repeat(csvLimits.columns + 5);
    expect(records(wide, ',')).toMatchObject([{ fault: 'too-many-columns' }]);
    const many = [...readCsv('a\n'.repeat(50), ',', { ...csvLimits, rows: 10 })];
    expect(many).toHaveLength(11);
    expect(many.at(-1)).toMatchObject({ fault: 'too-many-rows' });
    const faults = [...readCsv('"a"b\n'.repeat(50), ',', { ...csvLimits, faults: 10 })];
    expect(faults).toHaveLength(11);
    expect(faults.at(-1)).toMatchObject({ fault: 'too-many-faults' });
  });

  it('finds the separator that a table was written with', () => {
    const cell = fc.stringMatching(/^[a-zA-Z0-9 äß.-]{1,12}$/).filter((text) => text.trim() !== '');
    const table = fc
      .integer({ min: 2, max: 6 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 8 }),
      );
    fc.assert(
      fc.property(table, fc.constantFrom(...delimiters), (rows, delimiter) => {
        expect(sniffCsv(rows.map((cells) => cells.join(delimiter)).join('\n')).delimiter).toBe(delimiter);
      }),
    );
  });

  it.each(['"', '""', '"\n', '"a"b\n', ',', '\n', '"","', 'a"\n'])('is done with 8 MB of %j in no time', (piece) => {
    const start = performance.now();
    let count = 0;
    for (const _record of readCsv(piece.repeat(8_000_000 / piece.length), ',')) count += 1;
    expect(count).toBeLessThanOrEqual(200_001);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

const anyMapping: fc.Arbitrary<Mapping> = fc.constantFrom('orders' as const, 'items' as const).chain((kind) =>
  fc
    .record({
      columns: fc.dictionary(
        fc.constantFrom(...fieldsOf(kind).map(({ field }) => field)),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 3 }),
      ),
      constants: fc.dictionary(
        fc.constantFrom(...fieldsOf(kind).map(({ field }) => field)),
        hostileText.map((text) => text.slice(0, 200)).filter((text) => text !== ''),
      ),
      decimal: fc.constantFrom('auto' as const, '.' as const, ',' as const),
    })
    .map((given) => ({ ...emptyMapping(kind), ...given })),
);

/** Everything that the store would be told must pass the store's own schema. */
const checkBatches = async (content: FileContent): Promise<void> => {
  if (content.kind === 'rejected' || content.kind === 'unknown') return;
  const { list } = await batchesOf(content, settings);
  for (const batch of list) {
    for (const order of batch.orders) orderInput.parse(order);
    for (const item of batch.items) itemInput.parse(item);
    for (const problem of batch.problems)
      if (problem.field !== null && isPersonal(problem.field)) expect(problem.value).toBeNull();
    expect(batch.problems.length).toBeLessThanOrEqual(500);
    expect(() =>
      reasonText('f', { state: 'rejected', code: 'x', problems: batch.problems, rows: 1, badRows: 1 }),
    ).not.toThrow();
  }
};

const known = (kind: 'orders' | 'items'): string =>
  fieldsOf(kind)
    .map(({ field }) => field)
    .join(',');

describe('a file', () => {
  it('of any bytes is read or rejected with a code', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('f.csv', 'f.json', 'f'),
        async (bytes, name) => {
          const content = await readFile(name, bytes, () => Promise.resolve(null));
          expect(['rejected', 'unknown', 'orders', 'items', 'catalogue']).toContain(content.kind);
          await checkBatches(content);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('of any text under any mapping is read or rejected, and gives the store only what it takes', async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, anyMapping, async (text, mapping) => {
        const content = await readFile('f.csv', utf8(text), () => Promise.resolve(mapping));
        expect(content.kind).not.toBe('unknown');
        await checkBatches(content);
      }),
      { numRuns: 1000 },
    );
  });

  it('of our own layouts with any cells is read, and gives the store only what it takes', async () => {
    const cell = fc.oneof(
      hostileText,
      fc.constantFrom('1', '2,5', '1.000', 'DE', 'Germany', 'yes', 'cancelled', '2026-11-24T15:30', '10115', 'A-1'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('orders' as const, 'items' as const),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 6 }),
        async (kind, rows) => {
          const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const text = [known(kind), ...rows.map((cells) => cells.map(quote).join(','))].join('\n');
          await checkBatches(await readFile('f.csv', utf8(text), () => Promise.resolve(null)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('of any JSON is read or rejected', async () => {
    const order = fc.record(
      {
        number: fc.oneof(hostileText, fc.integer(), fc.constantFrom('A-1', 'A-2')),
        status: fc.oneof(fc.constantFrom('open', 'cancelled', 'shipped'), hostileText),
        revision: fc.oneof(fc.integer(), hostileText, fc.double()),
        cutOffAt: fc.oneof(fc.constantFrom('2026-11-24T15:30:00Z'), hostileText),
        shipTo: fc.oneof(
          fc.jsonValue(),
          fc.record({
            name: hostileText,
            lines: fc.array(hostileText, { maxLength: 7 }),
            city: hostileText,
            country: fc.constantFrom('DE', 'XX', ''),
          }),
        ),
        lines: fc.oneof(
          fc.jsonValue(),
          fc.array(fc.record({ sku: hostileText, quantity: fc.oneof(fc.integer(), hostileText) }), { maxLength: 4 }),
        ),
      },
      { requiredKeys: [] },
    );
    const file = fc.oneof(
      fc.jsonValue({ maxDepth: 6 }),
      fc.record({ orders: fc.array(fc.oneof(order, fc.jsonValue()), { maxLength: 4 }) }),
      fc.record({ items: fc.jsonValue(), cartons: fc.jsonValue(), dunnage: fc.jsonValue() }, { requiredKeys: [] }),
      fc.array(
        fc.dictionary(
          fc.constantFrom('sku', 'name', 'order_number', 'weight', '__proto__', 'constructor'),
          fc.jsonValue(),
        ),
        { maxLength: 5 },
      ),
    );
    await fc.assert(
      fc.asyncProperty(file, anyMapping, async (value, mapping) => {
        const content = await readFile('f.json', utf8(JSON.stringify(value)), () => Promise.resolve(mapping));
        await checkBatches(content);
      }),
      { numRuns: 1000 },
    );
  });

  it('that is damaged anywhere is read or rejected', async () => {
    const sound = `${known('orders')}\nA-1,MUG-1,2,"Müßig, Jörg",Weg 1,Berlin,DE,10115\nA-2,MUG-1,1,Eva,Weg 2,Berlin,DE,10115\n`;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: sound.length }), fc.nat({ max: 5 }), hostileText, async (at, cut, put) => {
        const text = sound.slice(0, at) + put + sound.slice(at + cut);
        await checkBatches(await readFile('f.csv', utf8(text), () => Promise.resolve(emptyMapping('orders'))));
      }),
      { numRuns: 1000 },
    );
  });

  it('is decoded without a throw, whatever its encoding pretends', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]),
        fc.uint8Array({ maxLength: 200 }),
        (mark, bytes) => {
          const decoded = decodeText(new Uint8Array([...mark, ...bytes]));
          if (decoded.ok) expect(decoded.value.length).toBeLessThanOrEqual(bytes.length + 3);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('the readers of single values', () => {
  it('never throw, and answer whole numbers or nothing', () => {
    const figure = fc.oneof(hostileText, fc.stringMatching(/^[+-]?[\d.,' ]{0,40}(kg|g|lb|mm|")?$/));
    fc.assert(
      fc.property(figure, fc.constantFrom('.' as const, ',' as const), (text, mark) => {
        for (const value of [
          parseWhole(text, mark),
          parseWeightMg(text, mark, 'g'),
          parseLengthMm(text, mark, 'mm'),
          parseMinor(text, mark, 'EUR'),
        ])
          expect(value === null || Number.isSafeInteger(value)).toBe(true);
        parseDecimal(text, mark);
        detectDecimalMark([text], mark);
        const instant = parseInstant(text, 'Europe/Berlin');
        expect(instant === null || Number.isSafeInteger(instant)).toBe(true);
        parseCountry(text);
      }),
      { numRuns: 3000 },
    );
  });

  it('leave no control, direction or broken character in a text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cleanText(text).text).not.toMatch(
          /[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069\uFEFF]|\p{Surrogate}/u,
        );
        expect(cleanLines(text).text).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202A-\u202E]|\p{Surrogate}/u);
        expect(cleanText(cleanText(text).text).text).toBe(cleanText(text).text);
      }),
      { numRuns: 2000 },
    );
  });

  it('make an order that the store takes, or say why not', () => {
    const values = fc.dictionary(fc.constantFrom(...orderFields.map(({ field }) => field)), hostileText);
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (rows) => {
        const read = readOrder(
          rows.map((each, index) => ({ row: index + 2, values: each })),
          { timeZone: 'Europe/Berlin', decimal: '.' },
        );
        if (read.order === null) expect(read.problems.some(({ severity }) => severity === 'error')).toBe(true);
        else orderInput.parse(read.order);
      }),
      { numRuns: 1000 },
    );
  });

  it('make an item that the store takes, or say why not', () => {
    const values = fc.dictionary(fc.constantFrom(...fieldsOf('items').map(({ field }) => field)), hostileText);
    fc.assert(
      fc.property(values, (each) => {
        const read = readItem(2, each, { decimal: '.', weightUnit: 'g', lengthUnit: 'mm', currency: 'EUR' });
        if (read.item === null) expect(read.problems.some(({ severity }) => severity === 'error')).toBe(true);
        else itemInput.parse(read.item);
      }),
      { numRuns: 1000 },
    );
  });

  it('guess a mapping of any header without a throw', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 12 }), (header) => {
        knownLayout(header);
        const guess = guessMapping(header);
        for (const indexes of Object.values(guess.columns))
          expect(indexes.every((index) => index < header.length)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
