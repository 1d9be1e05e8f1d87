import { describe, expect, it } from 'vitest';
import { checkLabel } from '../../shared/labels/checks/check-label';
import { inkOf } from '../../shared/labels/bitmap';
import type { TextElement } from '../../shared/labels/description/elements';
import { rasterOf } from '../../shared/labels/page/raster';
import { pngOf } from '../../shared/labels/png';
import { labelOf, layOut } from './engine';
import { expectGolden } from './golden';

/** Names and addresses as they come with orders. */
const scripts: Readonly<Record<string, string>> = {
  polish: 'Łukasz Żółć, ul. Świętojańska 15/3, 80-840 Gdańsk',
  vietnamese: 'Nguyễn Thị Ngọc Ánh, 12 Đường Lê Lợi, Huế',
  greek: 'Γεώργιος Παπαδόπουλος, Οδός Ερμού 12, Αθήνα',
  cyrillic: 'Екатерина Щербакова, ул. Большая Ордынка, Київ її ґ',
  arabic: 'محمد عبد الله، شارع الملك فهد ١٢، الرياض',
  hebrew: 'יוסף כהן, רחוב הרצל 12, תל אביב שָׁלוֹם',
  bidi: 'Order 4711 (شركة النور) 12-B, דירה 3, Berlin',
  persian: 'می\u200cخواهم خیابان ولیعصر، پلاک ۴۵، تهران',
  japanese: '東京都港区芝公園４丁目２番８号「東京タワー」',
  korean: '서울특별시 강남구 테헤란로 152, 뷁쀍',
  chinese: '北京市朝阳区建国门外大街1号，香港皇后大道中',
  thai: 'กรุงเทพมหานคร ถนนสุขุมวิท ซอย ๒๑ น้ำปลา',
  hindi: 'श्री राजेश कुमार, नई दिल्ली ११०००१',
  signs: '→ ↑ ↓ ✓ ✗ ☐ ☑ ⚠ ♻ × ± ≤ ≥ ° µ € £ ¥ № ™ ½',
};

const element = (text: string, change: Partial<TextElement> = {}): TextElement => ({
  kind: 'text',
  x: 2,
  y: 2,
  width: 96,
  height: 26,
  text,
  size: 4.5,
  ...change,
});

const page = (text: string, change: Partial<TextElement> = {}) =>
  layOut(
    labelOf(
      [
        element(text, { height: 12, wrap: true, ...change }),
        element(text, { y: 15, height: 12, wrap: true, weight: 'bold', condensed: true, ...change }),
      ],
      { width: 100, height: 29 },
    ),
    {},
  );

describe('text', () => {
  it.each(Object.entries(scripts))('in %s is drawn as it was', async (name, text) => {
    const laidOut = await page(text);
    expect(checkLabel(laidOut)).toEqual([]);
    expectGolden(`text-${name}-203.png`, pngOf(rasterOf(laidOut), 203));
  });

  it('that no font has is shown as boxes and said', async () => {
    const laidOut = await page('Hi 😀 👨‍👩‍👧 🇩🇪');
    expect(laidOut.warnings).toMatchObject([
      { code: 'characters-not-printable', severity: 'refuse', details: { characters: '😀 👨 👩 👧 🇩 🇪' } },
      { code: 'characters-not-printable', element: 'elements.1' },
    ]);
    expectGolden('text-emoji-203.png', pngOf(rasterOf(laidOut), 203));
  });

  it('is not turned around by signs that nobody sees', async () => {
    const plain = rasterOf(await page('Hafen 12')).bits;
    for (const hidden of [
      '\u202eHafen 12\u202c',
      'Ha\u2066fen\u2069 12',
      'Hafen\ufe0f 12',
      'Haf\u00aden 12',
      'Hafen 12\u{e0041}',
    ])
      expect(rasterOf(await page(hidden)).bits).toEqual(plain);
  });

  it('is the same whatever was drawn before it', async () => {
    const before = rasterOf(await page(scripts['arabic'] ?? '')).bits;
    for (const text of Object.values(scripts)) await page(text);
    expect(rasterOf(await page(scripts['arabic'] ?? '')).bits).toEqual(before);
  });

  it('breaks at the same places at every resolution', async () => {
    const long = 'The quick brown fox jumps over the lazy dog and runs on and on through the warehouse at night';
    const lines = async (dpi: 203 | 300 | 600): Promise<number[]> => {
      const laidOut = await layOut(labelOf([element(long, { width: 40, height: 50, wrap: true, size: 3.1 })]), {}, dpi);
      return laidOut.items.map(({ at }) => Math.round((at.width / dpi) * 100));
    };
    const at203 = await lines(203);
    for (const dpi of [300, 600] as const) {
      const others = await lines(dpi);
      expect(others.length).toBe(at203.length);
      others.forEach((width, index) => expect(Math.abs(width - (at203[index] ?? 0))).toBeLessThan(3));
    }
  });

  it('stands at the side where its direction begins', async () => {
    const left = async (text: string, align: TextElement['align']): Promise<number> =>
      inkOf(rasterOf(await layOut(labelOf([element(text, { align })]), {})))?.x ?? -1;
    expect(await left('Hafen', 'start')).toBeLessThan(40);
    expect(await left('שלום', 'start')).toBeGreaterThan(600);
    expect(await left('שלום', 'end')).toBeLessThan(40);
    expect(await left('שלום', 'left')).toBeLessThan(40);
  });

  it('shrinks until it fits, and no further', async () => {
    const capitals = async (text: string, change: Partial<TextElement>): Promise<number> => {
      const laidOut = await layOut(labelOf([element(text, { size: 8, minSize: 2, height: 10, ...change })]), {});
      expect(laidOut.warnings).toEqual([]);
      const [item] = laidOut.items;
      return item?.kind === 'picture' ? (item.capitalsUm ?? 0) : 0;
    };
    expect(await capitals('Short', {})).toBe(5712);
    const long = 'A text of some length for its line';
    const shrunk = await capitals(long, {});
    expect(shrunk).toBeLessThan(5712);
    expect(shrunk).toBeGreaterThan(3000);
    expect(await capitals(long, { wrap: true, height: 30 })).toBeGreaterThan(shrunk);
  });

  it.each([90, 180, 270] as const)('turned by %i degrees is the same text turned', async (rotation) => {
    const upright = await layOut(
      labelOf([element('Turned É', { x: 0, y: 0, width: 50, height: 20 })], { width: 50, height: 20 }),
      {},
    );
    const isOnSide = rotation !== 180;
    const stock = isOnSide ? { width: 20, height: 50 } : { width: 50, height: 20 };
    const turned = await layOut(labelOf([element('Turned É', { x: 0, y: 0, ...stock, rotation })], stock), {});
    const [from] = upright.items;
    const [to] = turned.items;
    expect(to?.at).toMatchObject(
      isOnSide
        ? { width: from?.at.height, height: from?.at.width }
        : { width: from?.at.width, height: from?.at.height },
    );
    if (from === undefined || to === undefined) return;
    const { width, height } = upright;
    const wanted = {
      90: { x: height - from.at.y - from.at.height, y: from.at.x },
      180: { x: width - from.at.x - from.at.width, y: height - from.at.y - from.at.height },
      270: { x: from.at.y, y: width - from.at.x - from.at.width },
    }[rotation];
    expect(to.at).toMatchObject(wanted);
  });
});
