import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readPicture } from '../labels/picture';
import { launchApp, type LaunchedApp } from '../support/launch-app';

let launched: LaunchedApp;
test.beforeAll(async () => {
  launched = await launchApp();
});
test.afterAll(() => launched.close());

interface Template {
  readonly samples: readonly { readonly record: object }[];
}

interface Drawn {
  readonly width: number;
  readonly height: number;
  readonly bits: string;
  readonly warnings: readonly object[];
}

const fileOf = (path: string): Buffer => readFileSync(join(__dirname, '../..', path));
const template = (id: string): Template =>
  JSON.parse(fileOf(`resources/labels/${id}.json`).toString('utf8')) as Template;

/** Asks the window's worker as the window's own code does; the dots as text of 0 and 1. */
const drawInWindow = (wish: object): Promise<Drawn | null> =>
  launched.page.evaluate(
    (json) =>
      new Promise<Drawn | null>((resolve, reject) => {
        const worker = new Worker('/assets/label-worker.js', { type: 'module' });
        worker.addEventListener('error', (event) => reject(new Error(event.message)));
        worker.addEventListener('message', ({ data }) => {
          worker.terminate();
          const { picture } = data as { picture: (Omit<Drawn, 'bits'> & { bits: Uint8Array }) | null };
          if (picture === null) resolve(null);
          else
            resolve({
              ...picture,
              bits: Array.from(picture.bits, (byte) => byte.toString(2).padStart(8, '0')).join(''),
            });
        });
        worker.postMessage({ id: 1, wish: JSON.parse(json) as unknown });
      }),
    JSON.stringify(wish),
  );

const wishFor = (description: object, record: object): object => ({
  description,
  record,
  dpi: 203,
  language: 'en',
  currentYear: 2026,
});

/** The picture that the trusted side's code was held to. */
const expectGolden = (drawn: Drawn | null, golden: string): void => {
  const picture = readPicture(fileOf(`tests/golden/labels/${golden}-203.png`));
  expect([drawn?.width, drawn?.height]).toEqual([picture.width, picture.height]);
  let wanted = '';
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < Math.ceil(picture.width / 8) * 8; x += 1)
      wanted += x < picture.width && picture.isBlack(x, y) ? '1' : '0';
  expect(drawn?.bits === wanted).toBe(true);
};

for (const id of ['shipping-4x6', 'gs1-logistic', 'pallet', 'return', 'limited-quantity', 'rfid-product', 'tote'])
  test(`the template ${id} is drawn in the window dot by dot as on the trusted side`, async () => {
    const description = template(id);
    const drawn = await drawInWindow(wishFor(description, description.samples[0]?.record ?? {}));
    expectGolden(drawn, id);
    expect(drawn?.warnings).toEqual([]);
  });

for (const [script, text] of [
  ['arabic', 'محمد عبد الله، شارع الملك فهد ١٢، الرياض'],
  ['bidi', 'Order 4711 (شركة النور) 12-B, דירה 3, Berlin'],
  ['japanese', '東京都港区芝公園４丁目２番８号「東京タワー」'],
  ['korean', '서울특별시 강남구 테헤란로 152, 뷁쀍'],
] as const)
  test(`text in ${script} is drawn in the window as on the trusted side`, async () => {
    const element = { kind: 'text', x: 2, y: 2, width: 96, height: 12, text, size: 4.5, wrap: true };
    const description = {
      schema: 'packwright-label/1',
      id: 'test',
      name: 'Test',
      stock: { width: 100, height: 29 },
      samples: [],
      elements: [element, { ...element, y: 15, weight: 'bold', condensed: true }],
    };
    expectGolden(await drawInWindow(wishFor(description, {})), `text-${script}`);
  });

test('what is no label is answered, not drawn', async () => {
  expect(await drawInWindow({ ...wishFor(template('tote'), {}), dpi: 72 })).toBeNull();
});

test('the window itself may not compile WebAssembly, and only fonts are served beside the pages', async () => {
  const answers = await launched.page.evaluate(async () => {
    const status = async (path: string): Promise<number> => (await fetch(path)).status;
    const policy = (await fetch(location.href)).headers.get('content-security-policy') ?? '';
    return {
      policy,
      font: await status('/fonts/NotoSans-Regular.ttf'),
      others: [
        await status('/fonts/..%2ficon.png'),
        await status('/fonts/%2e%2e/station.example.yaml'),
        await status('/fonts/OFL.txt'),
      ],
    };
  });
  expect(answers.policy).not.toContain('wasm');
  expect(answers.font).toBe(200);
  expect(answers.others).toEqual([404, 404, 404]);
});
