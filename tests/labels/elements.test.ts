import { describe, expect, it } from 'vitest';
import { base64Encode } from '../../shared/labels/base64';
import { crop, inkOf, isBlack } from '../../shared/labels/bitmap';
import type { LabelElement } from '../../shared/labels/description/elements';
import type { LabelRecord } from '../../shared/labels/description/values';
import { renderPage } from '../../shared/labels/languages';
import { escPosRaster } from '../../shared/labels/languages/esc-pos';
import { blocksOf } from '../../shared/labels/page/blocks';
import type { LabelPage } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { expectSameDots, labelOf, layOut } from './engine';
import { printEpl2 } from './interpreters/epl2';
import { printEscPos } from './interpreters/rasters';
import { printTspl } from './interpreters/tspl';
import { drawZpl } from './zpl-picture';

/** 25.4 mm are 203 dots. */
const stock = { width: 25.4, height: 25.4 };
const draw = (elements: LabelElement[], record: LabelRecord = {}): Promise<LabelPage> =>
  layOut(labelOf(elements, stock), record);

/** Every language prints what is shown. */
const expectSame = async (page: LabelPage): Promise<void> => {
  const shown = rasterOf(page);
  expectSameDots(printEpl2(renderPage(page, 'epl2')), shown);
  expectSameDots(printTspl(renderPage(page, 'tspl'), 203), shown);
  expectSameDots(await drawZpl(renderPage(page, 'zpl'), page), shown);
};

const imageOf = (bits: number[], width: number, height: number): { width: number; height: number; bits: string } => ({
  width,
  height,
  bits: base64Encode(new Uint8Array(bits)),
});

describe('lines and boxes', () => {
  it('are as thick as they are anywhere', async () => {
    const line = (y: number): LabelElement => ({
      kind: 'line',
      x: 1,
      y,
      length: 20,
      direction: 'horizontal',
      thickness: 0.3,
    });
    const page = await draw([0, 1, 2, 3, 4, 5, 6, 7].map((index) => line(1 + index * 2.37)));
    expect(page.items.map(({ at }) => at.height)).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
    await expectSame(page);
  });

  it('are frames, black and white', async () => {
    const page = await draw([
      { kind: 'box', x: 2, y: 2, width: 20, height: 20, fill: 'black' },
      { kind: 'box', x: 5, y: 5, width: 14, height: 14, fill: 'white', thickness: 0.5 },
      { kind: 'text', x: 5, y: 5, width: 14, height: 14, text: 'IN', size: 6, align: 'center', valign: 'middle' },
      { kind: 'box', x: 0.5, y: 0.5, width: 24, height: 24, thickness: 0.5 },
    ]);
    const shown = rasterOf(page);
    expect([isBlack(shown, 20, 20), isBlack(shown, 50, 50), isBlack(shown, 41, 41), isBlack(shown, 5, 90)]).toEqual([
      true, false, true, true,
    ]); // prettier-ignore
    await expectSame(page);
  });

  it('may lie across each other, and under white words', async () => {
    const page = await draw([
      { kind: 'line', x: 1, y: 10, length: 20, direction: 'horizontal', thickness: 0.5 },
      { kind: 'line', x: 10, y: 1, length: 12, direction: 'vertical', thickness: 0.5 },
      { kind: 'box', x: 2, y: 15, width: 20, height: 6, fill: 'black' },
      { kind: 'text', x: 2, y: 15, width: 20, height: 6, text: 'white', size: 4, ink: 'white', align: 'center' },
    ]);
    const kinds = blocksOf(page, { isNative: () => false, pictureUnit: 1 }).map(({ kind }) => kind);
    // Lines stay lines where they cross; the banner and its words become one picture.
    expect(kinds.toSorted()).toEqual(['area', 'area', 'picture']);
    await expectSame(page);
  });

  it('close to words and bars are not whitened by the picture of the words', async () => {
    // Pictures are whole bytes wide in EPL2 and TSPL: what stands within the last byte is drawn with them.
    for (const x of [9.1, 9.3, 9.5, 9.7, 9.9, 10.1]) {
      const page = await draw([
        { kind: 'text', x: 1, y: 2, width: 9, height: 4, text: 'HHHH', size: 3 },
        { kind: 'line', x, y: 1, length: 8, direction: 'vertical', thickness: 0.3 },
        {
          kind: 'barcode',
          x: 11,
          y: 1,
          width: 14,
          height: 8,
          symbology: 'ean-8',
          data: '96385074',
          module: { min: 0.1, max: 0.13 },
        },
      ]);
      await expectSame(page);
    }
  });

  it('over the edge are cut there', async () => {
    const page = await draw([
      { kind: 'box', x: -2, y: 20, width: 40, height: 20, fill: 'black' },
      { kind: 'text', x: 20, y: 2, width: 20, height: 6, text: 'over the edge', size: 4, overflow: 'ellipsis' },
    ]);
    await expectSame(page);
  });
});

describe('a polygon', () => {
  it('is filled between its corners', async () => {
    const page = await draw([{ kind: 'polygon', points: [{ x: 12.7, y: 0 }, { x: 25.4, y: 12.7 }, { x: 12.7, y: 25.4 }, { x: 0, y: 12.7 }] }]); // prettier-ignore
    const black = rasterOf(page).bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(Math.abs(black - (203 * 203) / 2)).toBeLessThan(300);
    await expectSame(page);
  });
});

describe('a picture', () => {
  const image = imageOf([0b10110000, 0b00010000, 0b11110000], 4, 3);
  const element = (change: object): LabelElement => ({
    kind: 'image',
    x: 1,
    y: 1,
    width: 16 / 8,
    height: 12 / 8,
    image,
    ...change,
  });
  const rows = (page: LabelPage): string[] => {
    const [item] = page.items;
    if (item === undefined || item.kind !== 'picture') return [];
    const { bitmap } = item;
    return Array.from({ length: bitmap.height }, (_, y) =>
      Array.from({ length: bitmap.width }, (__, x) => (isBlack(bitmap, x, y) ? '#' : '.')).join(''),
    );
  };

  it('is scaled dot by dot', async () => {
    const shown = rows(await draw([element({})]));
    expect(shown).toHaveLength(12);
    expect([shown[0], shown[5], shown[11]]).toEqual(['####....########', '............####', '################']);
  });

  it('is turned', async () => {
    expect(rows(await draw([element({ width: 3 / 8, height: 4 / 8, rotation: 90 })]))).toEqual([
      '#.#',
      '#..',
      '#.#',
      '###',
    ]);
    expect(rows(await draw([element({ width: 4 / 8, height: 3 / 8, rotation: 180 })]))).toEqual([
      '####',
      '#...',
      '##.#',
    ]);
    expect(rows(await draw([element({ width: 3 / 8, height: 4 / 8, rotation: 270 })]))).toEqual([
      '###',
      '#.#',
      '..#',
      '#.#',
    ]);
  });

  it('says nothing with the bits behind its rows', async () => {
    const dirty = imageOf([0b10111111, 0b00011111, 0b11111111], 4, 3);
    expect(rows(await draw([element({ image: dirty })]))).toEqual(rows(await draw([element({})])));
  });

  it('holds no command for an ESC/POS printer', async () => {
    const page = await draw([
      {
        kind: 'image',
        x: 0,
        y: 0,
        width: 24 / 8,
        height: 5 / 8,
        image: imageOf(
          [0x10, 0x04, 0x01, 0x10, 0x05, 0x01, 0x10, 0x14, 0x08, 0x10, 0x04, 0xff, 0x11, 0x04, 0x01],
          24,
          5,
        ),
      },
    ]);
    const [shown, sent] = [rasterOf(page), escPosRaster(page)];
    const firstBytes = [0, 1, 2, 3, 4].map((y) =>
      Buffer.from(sent.bits.slice(y * sent.stride, y * sent.stride + 3)).toString('hex'),
    );
    expect(firstBytes).toEqual(['180401', '180501', '181408', '1004ff', '110401']);
    expectSameDots(printEscPos(renderPage(page, 'esc-pos'), page.width, page.height), sent);
    // The interpreter sees the commands in dots that were not looked over.
    const job = Buffer.from(renderPage(page, 'esc-pos'));
    job[job.indexOf(Buffer.from('180401', 'hex'))] = 0x10;
    expect(() => printEscPos(job, page.width, page.height)).toThrow('a command within the dots');
    expect(crop(shown, 3, 0, 1, 1)).toEqual(crop(sent, 3, 0, 1, 1));
  });
});

describe('lists', () => {
  const cell: LabelElement = { kind: 'text', x: 0, y: 0, width: 10, height: 4, text: '{{value}}', size: 3 };
  const placesOf = (page: LabelPage): string[] => page.items.map(({ element, at }) => `${element} ${at.x} ${at.y}`);

  it('repeat elements below each other and beside each other', async () => {
    const page = await draw(
      [{ kind: 'repeat', x: 1, y: 1, width: 20, height: 20, over: 'a', pitch: 5, columns: 2, elements: [cell] }],
      { a: ['I', 'I', 'I'] },
    );
    const [first, second, third] = page.items;
    if (first === undefined || second === undefined || third === undefined) throw new Error(placesOf(page).join());
    expect(second.at).toEqual({ ...first.at, x: first.at.x + 80 });
    expect(third.at).toEqual({ ...first.at, y: first.at.y + 40 });
    expect([first.element, third.element]).toEqual(['elements.0.0.0', 'elements.0.2.0']);
  });

  it('see the fields of their row before those of the label', async () => {
    const record = { name: 'label', rows: [{ name: 'row' }, { other: 1 }] };
    const element: LabelElement = { kind: 'text', x: 0, y: 0, width: 20, height: 4, text: '{{name}}', size: 3 };
    const page = await draw(
      [{ kind: 'repeat', x: 0, y: 0, width: 20, height: 20, over: 'rows', pitch: 5, elements: [element] }],
      record,
    );
    const widths = page.items.map(({ at }) => at.width);
    const [row, label] = [await draw([{ ...element, text: 'row' }]), await draw([{ ...element, text: 'label' }])];
    expect(widths).toEqual([row.items[0]?.at.width, label.items[0]?.at.width]);
  });

  it('are tables with a head and rules', async () => {
    const table: LabelElement = {
      kind: 'table',
      x: 1,
      y: 1,
      width: 22,
      height: 20,
      over: 'rows',
      size: 3,
      rowHeight: 5,
      rules: 'grid',
      columns: [
        { title: 'A', text: '{{a}}', width: 11 },
        { title: 'B', text: '{{b}}', width: 11, align: 'end' },
      ],
    };
    const page = await draw([table], {
      rows: [
        { a: 'x', b: 1 },
        { a: 'y', b: 22 },
      ],
    });
    expect(page.items.filter(({ kind }) => kind === 'picture')).toHaveLength(6);
    expect(page.items.filter(({ kind }) => kind === 'area')).toHaveLength(4 + 3);
    const ink = inkOf(rasterOf(page));
    expect(ink).toMatchObject({ x: 8, y: 8 });
    await expectSame(page);
  });
});

describe('conditions', () => {
  it('decide whether a group is there', async () => {
    const group: LabelElement = {
      kind: 'group',
      x: 5,
      y: 5,
      show: { field: 'a', is: 'present' },
      elements: [{ kind: 'box', x: 1, y: 1, width: 5, height: 5, fill: 'black' }],
    };
    expect((await draw([group], { a: null })).items).toEqual([]);
    const [box] = (await draw([group], { a: 1 })).items;
    expect(box?.at).toMatchObject({ x: 48, y: 48 });
  });
});

describe('a full page of black', () => {
  it('is sent in pieces that every printer takes', async () => {
    const page = await layOut(
      labelOf(
        [
          { kind: 'box', x: 0, y: 0, width: 100, height: 150, fill: 'black' },
          { kind: 'text', x: 5, y: 70, width: 90, height: 20, text: 'white', size: 10, ink: 'white' },
        ],
        { width: 100, height: 150 },
      ),
      {},
      300,
    );
    const zpl = Buffer.from(renderPage(page, 'zpl')).toString('latin1');
    const sizes = [...zpl.matchAll(/\^GFA,(\d+),/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeGreaterThan(1);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(99_999);
    expectSameDots(await drawZpl(renderPage(page, 'zpl'), page), rasterOf(page));
  });
});
