import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HostProcess } from '../../electron/host-port';
import { renderLabels, type RenderWish } from '../../electron/labels/render-labels';
import { createLabelPrinting } from '../../electron/station/label-printing';
import type { Actor } from '../../electron/store/types';
import { allRowsOf } from '../../shared/features/labels/rows';
import type { PrintedRow, FoundPrints } from '../../shared/features/printing/queries';
import { checkDescription } from '../../shared/labels/description/description';
import { barcodesOf } from '../../shared/labels/page/page';
import { rasterOf } from '../../shared/labels/page/raster';
import { dpiOfPng, pngOf } from '../../shared/labels/png';
import { withReprintMark } from '../../shared/labels/reprint-mark';
import { printerAt } from '../devices/bench';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, operator, stationItself } from '../support/pack-world';
import { engine, labelOf, layOut, templates } from './engine';
import { expectedOf, readCodes } from './read-codes';

/** A worker at the far end that lays out as the app's own does. */
const worker = (): HostProcess => {
  let listener: (message: unknown) => void = () => undefined;
  return {
    post: (message) => {
      const { id, args } = message as { id: number; args: RenderWish & { readonly description: unknown } };
      const description = checkDescription(args.description);
      if (!description.ok) throw new Error(description.failure.code);
      void renderLabels(engine, description.value, args).then((value) =>
        listener({ kind: 'answer', id, result: { ok: true, value } }),
      );
    },
    onMessage: (each) => (listener = each),
    onExit: () => undefined,
    kill: () => undefined,
  };
};

const supervisor: Actor = { ...operator, personId: 'sam', role: 'supervisor' };
let pack: PackStore;
let who: Actor = operator;
beforeEach(async () => {
  who = operator;
  pack = await openPackStore({ reprintLast: 2 });
});
afterEach(() => pack.close());

const at = { type: 'tcp', host: '127.0.0.1', port: 1 } as const;
const printing = () =>
  createLabelPrinting({
    store: pack.store,
    actor: () => who,
    station: () => 'pack-1',
    words: () => 'en',
    printers: () => [
      { ...printerAt(at, 'front'), protocol: 'zpl' },
      { id: 'back', kind: 'printer', name: 'back', protocol: 'tspl', transport: at, options: { dpi: 300 } },
    ],
    usualDpi: () => 203,
    forkLabel: worker,
    forkDocument: worker,
    fontsFolder: 'resources/fonts',
    drawZpl: () => Promise.resolve(null),
    onProgress: () => undefined,
    onError: (error) => {
      throw error;
    },
  });

const product = readFileSync('resources/labels/product.json', 'utf8');
const intent = (last: number): string => `33333333-3333-4333-8333-33333333333${last}`;
const found = async (): Promise<readonly PrintedRow[]> =>
  (
    await pack.hand.query<FoundPrints>('printing.find', {
      search: '',
      printerId: null,
      from: null,
      to: null,
      offset: 0,
      limit: 50,
    })
  ).rows;

const settle = async (state: 'printed' | 'uncertain' = 'printed'): Promise<void> => {
  for (const { jobId, state: now } of await found()) {
    if (now !== 'requested') continue;
    await pack.hand.must('printing.sending', { jobId, odometerBefore: 1, printerSerial: 'P1' }, stationItself);
    const told = state === 'printed' ? { jobId, evidence: 'counter 1→2' } : { jobId, why: 'no-answer' };
    await pack.hand.must(`printing.${state}`, told, stationItself);
  }
};

const printSome = async (skus: readonly string[], templateId = 'product'): Promise<void> => {
  const labels = printing();
  await labels.seed([product]);
  const made = await labels.printRows({
    batchId: intent(9),
    templateId,
    version: 1,
    printerId: 'front',
    title: 'Products',
    rows: { ...allRowsOf('items'), keys: [...skus] },
    copies: { kind: 'each', count: 1 },
    expect: { rows: skus.length, labels: null },
  });
  expect(made).toMatchObject({ ok: true, value: { made: skus.length } });
  labels.close();
};

const again = async (jobId: string, printerId = 'front', last = 1) => {
  const labels = printing();
  const answer = await labels.reprint({ intent: intent(last), jobId, printerId, reason: 'torn' });
  labels.close();
  return answer;
};
const pictureOf = ({ pictureSha256 }: PrintedRow): Uint8Array =>
  pack.open.attachment(pictureSha256 ?? '') ?? new Uint8Array();
/** Dots that a picture is wide. */
const widthOf = (png: Uint8Array): number => Buffer.from(png).readUInt32BE(16);

describe('a label that is printed again', () => {
  it('is counted, marked and laid out for the printer that prints it', async () => {
    await printSome(['PLAIN']);
    await settle();
    const [first] = await found();
    expect(await again(first?.jobId ?? '', 'back')).toMatchObject({ ok: true, value: { copy: 2 } });
    const [copy] = await found();
    expect(copy).toMatchObject({
      title: 'Item PLAIN',
      language: 'tspl',
      printerId: 'back',
      copy: 2,
      reprintOf: first?.jobId,
      reprintReason: 'torn',
      state: 'requested',
    });
    if (first === undefined || copy === undefined) throw new Error('no label');
    expect(widthOf(pictureOf(copy))).toBeGreaterThan(1.4 * widthOf(pictureOf(first)));
    const codes = await readCodes(pictureOf(copy));
    expect(codes.map(({ text }) => text)).toEqual([gtins.plain.slice(1)]);
    await settle();
    expect(await again(copy.jobId, 'front', 2)).toMatchObject({ ok: true, value: { copy: 3 } });
    expect((await found())[0]).toMatchObject({ copy: 3, reprintOf: first.jobId });
    // The mark is the only thing that tells them apart.
    expect(Buffer.from(pictureOf((await found())[0] ?? copy)).equals(pictureOf(first))).toBe(false);
  });

  it('is printed once, however often the wish is sent, and not while a copy is on its way', async () => {
    await printSome(['PLAIN']);
    const [first] = await found();
    const jobId = first?.jobId ?? '';
    expect(await again(jobId)).toMatchObject({ failure: { code: 'label-print-open' } });
    await settle();
    expect(await again(jobId, 'front', 2)).toMatchObject({ ok: true });
    expect(await again(jobId, 'front', 3)).toMatchObject({ failure: { code: 'label-print-open' } });
    await again(jobId, 'front', 2);
    expect(await found()).toHaveLength(2);
  });

  it('settles a print of which nobody knows', async () => {
    await printSome(['PLAIN']);
    await settle('uncertain');
    const [first] = await found();
    expect(await again(first?.jobId ?? '')).toMatchObject({ ok: true });
    expect((await found()).map(({ state, reason }) => [state, reason])).toEqual([
      ['requested', null],
      ['discarded', 'reprinted'],
    ]);
  });

  it('bears the number of the first print: none is taken for it', async () => {
    const numbered = product
      .replace('"id": "product"', '"id": "numbered"')
      .replace('"symbology": "ean-13"', '"symbology": "code-128"')
      .replaceAll('"data": "{{gtin}}"', '"data": "{{serial}}"');
    await pack.hand.must('labels.save', { description: numbered }, supervisor);
    await pack.hand.must('labels.approve', { templateId: 'numbered', version: 1 }, supervisor);
    await printSome(['PLAIN'], 'numbered');
    await settle();
    const [first] = await found();
    expect(await again(first?.jobId ?? '')).toMatchObject({ ok: true });
    const texts = [];
    for (const row of await found()) texts.push((await readCodes(pictureOf(row))).map(({ text }) => text));
    expect(texts).toEqual([['PACK-1-000001'], ['PACK-1-000001']]);
    expect(await pack.hand.must('labels.reserveSerials', { count: 1 })).toEqual({ from: 2 });
  });

  it('is one of the last for an operator; a supervisor may print any', async () => {
    await printSome(['PLAIN', 'LOT', 'EACH']);
    await settle();
    const oldest = (await found()).at(-1)?.jobId ?? '';
    expect(await again(oldest)).toMatchObject({ failure: { code: 'reprint-too-old', details: { last: 2 } } });
    who = supervisor;
    expect(await again(oldest, 'front', 2)).toMatchObject({ ok: true });
  });

  it('is none where the label has no room for the mark: no copy is counted, and none comes out unmarked', async () => {
    const box = { kind: 'box', x: 0, y: 0, width: 50, height: 30, fill: 'black' } as const;
    const full = { ...labelOf([box], { width: 50, height: 30 }), id: 'full' };
    await pack.hand.must('labels.save', { description: JSON.stringify(full) }, supervisor);
    await pack.hand.must('labels.approve', { templateId: 'full', version: 1 }, supervisor);
    await printSome(['PLAIN'], 'full');
    await settle();
    const [first] = await found();
    expect(await again(first?.jobId ?? '')).toEqual({ ok: false, failure: { code: 'reprint-no-room' } });
    expect(await found()).toEqual([first]);
  });

  it('that is somebody else’s document is counted and sent as it was, to a printer of its own kind', async () => {
    const labels = printing();
    const picture = pngOf(rasterOf(await layOut(labelOf([]), {}, 203)), 203);
    expect(dpiOfPng(picture)).toBe(203);
    const bytes = Buffer.from('^XA^FDcarrier^FS^XZ');
    expect(await labels.printDocument('1Z999.pdf', 'front', bytes, picture)).toMatchObject({ ok: true });
    labels.close();
    await settle();
    const [first] = await found();
    const jobId = first?.jobId ?? '';
    expect(await again(jobId, 'back')).toMatchObject({ failure: { code: 'reprint-other-printer' } });
    expect(await again(jobId, 'front', 2)).toMatchObject({ ok: true, value: { copy: 2 } });
    const [copy] = await found();
    expect(copy).toMatchObject({ title: 'PDF 1Z999', copy: 2, reprintOf: jobId, reprintReason: 'torn' });
    expect(Buffer.from(pack.open.attachment(copy?.sha256 ?? '') ?? []).equals(bytes)).toBe(true);
    expect(copy?.pictureSha256).not.toBeNull();
  });

  it('is never one that writes a tag', async () => {
    const labels = printing();
    await labels.seed([readFileSync('resources/labels/rfid-product.json', 'utf8')]);
    const sample = templates.find(({ id }) => id === 'rfid-product')?.samples[0]?.record ?? {};
    const wish = { templateId: 'rfid-product', version: null, printerId: 'front', title: 'Tag', copies: 1 };
    expect(await labels.print({ ...wish, batchId: intent(9), records: [sample] })).toMatchObject({ ok: true });
    labels.close();
    await settle();
    const [first] = await found();
    expect(await again(first?.jobId ?? '')).toMatchObject({ ok: false, failure: { code: 'reprint-rfid' } });
    expect(await found()).toHaveLength(1);
  });
});

describe('the mark of a copy', () => {
  it.each(templates.filter(({ rfid }) => rfid === undefined))(
    'lies where nothing else stands on $id, and its barcodes are read as before',
    async (template) => {
      for (const dpi of [203, 300] as const) {
        const page = await layOut(template, template.samples[0]?.record ?? {}, dpi);
        const marked = await withReprintMark(engine, page, 2, { dpi, language: 'en', currentYear: 2026 });
        if (marked === null) throw new Error(`no room at ${dpi}`);
        const mark = marked.items.at(-1);
        expect(mark).toMatchObject({ element: 'reprint' });
        expect(await readCodes(pngOf(rasterOf(marked), dpi))).toEqual(expectedOf(barcodesOf(page)));
      }
    },
  );
});
