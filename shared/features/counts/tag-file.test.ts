import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEpc } from '../../epc/encode';
import { delimiters } from '../import/csv';
import { fileSighting } from './records';
import { readTagFile, type TagFile } from './tag-file';

const hexOf = (serial: number): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', '012345', String(serial)] }, { filter: 1 });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};
const chip = (serial: number): string => `E280${serial.toString(16).toUpperCase().padStart(20, '0')}`;
const read = (text: string): TagFile => {
  const file = readTagFile(text, 'Europe/Berlin');
  if (!file.ok) throw new Error(file.failure.code);
  return file.value;
};
const [one, two, three] = [hexOf(1), hexOf(2), hexOf(3)];

describe('a file of tags', () => {
  it('is a list of EPCs, once or more each', () => {
    const file = read(`${one}\r\n${two.toLowerCase()}\n\n0x${one}\n${one.replaceAll(/(.{4})/g, '$1 ')}\n`);
    expect(file).toMatchObject({ tags: 2, lines: 4, unread: [] });
    expect(file.sightings).toEqual([
      { epc: one, tid: null, antenna: null, reads: 3, rssiCentiDbm: null, firstAt: null, lastAt: null },
      { epc: two, tid: null, antenna: null, reads: 1, rssiCentiDbm: null, firstAt: null, lastAt: null },
    ]);
  });

  it('is a table with a heading in English, German or Spanish, below lines that say who and when', () => {
    const english = read(
      [
        'Inventory report',
        'Reader: RFD40, Total tags: 2',
        'Tag ID,TID,Peak RSSI,Antenna ID,Tag Seen Count,First Seen Time,Last Seen Time',
        `${one},${chip(7)},-52.5,2,12,2026-11-29T10:00:00Z,2026-11-29T10:00:05.250Z`,
        `${two},-,-48,1,3,1795946400,1795946460`,
      ].join('\n'),
    );
    const at = Date.parse('2026-11-29T10:00:00Z');
    expect(english).toMatchObject({ tags: 2, lines: 2, unread: [] });
    expect(english.sightings).toEqual([
      { epc: one, tid: chip(7), antenna: 2, reads: 12, rssiCentiDbm: -5250, firstAt: at, lastAt: at + 5250 },
      { epc: two, tid: null, antenna: 1, reads: 3, rssiCentiDbm: -4800, firstAt: at, lastAt: at + 60_000 },
    ]);
    const german = read(`sep=;\nEPC;Signalstärke;Lesungen;Datum;Zeit\n${one};-52,5 dBm;4;29.11.2026;11:00\n`);
    expect(german.sightings).toMatchObject([{ epc: one, reads: 4, rssiCentiDbm: -5250, firstAt: at, lastAt: at }]);
    const spanish = read(`Etiqueta|Antena|Lecturas|Última lectura\n${one}|3|2|2026/11/29 11:00:30\n`);
    expect(spanish.sightings).toMatchObject([{ epc: one, antenna: 3, reads: 2, lastAt: at }]);
  });

  it('names tags by URI as well', () => {
    const file = read(
      ['urn:epc:id:sgtin:0614141.012345.1', 'urn:epc:tag:sgtin-96:1.0614141.012345.2', `urn:epc:raw:96.x${three}`].join(
        '\n',
      ),
    );
    expect(file.sightings.map(({ epc }) => epc)).toEqual([one, two, three]);
  });

  it('says of every line that it can’t read which one it is and why', () => {
    const file = read(
      [
        'EPC,TID',
        `${one},`,
        `${two.slice(0, 22)},`,
        '3.03426E+23,',
        `${two},not a chip`,
        `"${three}"x,`,
        'Total,3',
        `${three},${chip(1)}`,
      ].join('\n'),
    );
    expect(file.tags).toBe(2);
    expect(file.unread.map(({ row, why }) => [row, why])).toEqual([
      [3, 'no-epc'],
      [4, 'no-epc'],
      [5, 'bad-tid'],
      [6, 'broken'],
      [7, 'no-epc'],
    ]);
    expect(file.unread[1]?.text).toContain('3.03426E+23');
  });

  it('takes a column of chip numbers for what it is where no heading says so', () => {
    for (const text of [`${one},${chip(1)}\n${two},${chip(2)}`, `${chip(1)},${one}\n${chip(2)},${two}`])
      expect(read(text).sightings.map(({ epc, tid }) => [epc, tid])).toEqual([
        [one, chip(1)],
        [two, chip(2)],
      ]);
  });

  it('takes no index for a strength, no date that may be two for a time, and leaves a tag undated that one line leaves so', () => {
    const file = read(
      ['epc,rssi,time', `${one},67,11/12/2026 10:00`, `${two},-40,2026-11-29 11:00`, `${two},-70,`].join('\n'),
    );
    expect(file.sightings).toMatchObject([
      { epc: one, rssiCentiDbm: null, lastAt: null },
      { epc: two, reads: 2, rssiCentiDbm: -4000, firstAt: null, lastAt: null },
    ]);
  });

  it('without a tag is refused', () => {
    expect(readTagFile('sku,quantity\nMUG,4\n4006381333931\n', 'UTC')).toMatchObject({
      failure: { code: 'tag-file-no-tags' },
    });
  });
});

const hexDigits = fc
  .integer({ min: 4, max: 12 })
  .chain((words) =>
    fc
      .array(fc.constantFrom(...'0123456789ABCDEF'.split('')), { minLength: words * 4, maxLength: words * 4 })
      .map((all) => all.join('')),
  );
const noise = fc
  .array(
    fc.constantFrom(
      '"',
      ',',
      ';',
      '\t',
      '|',
      ' ',
      '=',
      'epc',
      'E28',
      '3034',
      'urn:epc:',
      '-',
      '.',
      '\uFEFF',
      '\u202E',
      '💥',
      '\uD800',
      'x',
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map((all) => all.join(''));

describe('whatever a file holds', () => {
  it('each of its lines is a tag, is said to be unread, or stands above the heading; nothing throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(hexDigits, noise, fc.string({ maxLength: 40 })), { maxLength: 40 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        (lines, ending) => {
          const text = lines.map((line) => line.replaceAll(/[\r\n]/g, ' ')).join(ending);
          const file = readTagFile(text, 'UTC');
          if (!file.ok) return;
          const { sightings, unread, lines: named } = file.value;
          for (const each of sightings) fileSighting.parse(each);
          expect(new Set(unread.map(({ row }) => row)).size).toBe(unread.length);
          expect(named).toBeGreaterThanOrEqual(sightings.length);
          expect(named + unread.length).toBeLessThanOrEqual(lines.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('no tag is lost for bad lines around it, whatever cuts the columns', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(hexDigits, { minLength: 1, maxLength: 20 }),
        fc.array(fc.constantFrom('"', '"open', 'x"y"', 'total 5', '3034', '=1+1', '""'), { maxLength: 10 }),
        fc.constantFrom(...delimiters),
        fc.boolean(),
        (tags, bad, delimiter, headed) => {
          const good = tags.map((tag, index) => [tag, `-${40 + (index % 30)}`].join(delimiter));
          const mixed = good.flatMap((line, index) => [line, ...(bad[index] === undefined ? [] : [bad[index]])]);
          const text = [...(headed ? [['EPC', 'RSSI'].join(delimiter)] : []), ...mixed].join('\n');
          const file = readTagFile(text, 'UTC');
          if (!file.ok) throw new Error(file.failure.code);
          const wanted = bad.slice(0, good.length).filter((line) => line !== '""');
          expect(file.value.sightings.map(({ epc }) => epc)).toEqual(tags);
          expect(file.value.unread).toHaveLength(wanted.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
