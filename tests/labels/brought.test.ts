import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyFolder } from '../../electron/journal/verify';
import { nodeFilePort } from '../../electron/journal/file-port';
import { createLabelPrinting, type LabelPrinting } from '../../electron/station/label-printing';
import { documentTitle } from '../../electron/station/nameless';
import type { BatchRow } from '../../shared/features/labels/queries';
import { allRowsOf } from '../../shared/features/labels/rows';
import type { FoundPrints, PrintedRow } from '../../shared/features/printing/queries';
import { printerAt } from '../devices/bench';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, operator, stationItself } from '../support/pack-world';
import { plainWorker } from './plain-worker';

const secret = 'Rosalind Franklin';
const ines = { ...operator, personId: 'ines', role: 'it' } as const;
const batchIds = [1, 2, 3, 4].map((last) => `55555555-5555-4555-8555-55555555555${last}`);

let pack: PackStore;
let labels: LabelPrinting;
beforeEach(async () => {
  pack = await openPackStore();
  labels = createLabelPrinting({
    store: pack.store,
    actor: () => operator,
    station: () => 'pack-1',
    words: () => 'en',
    printers: () => [printerAt({ type: 'tcp', host: '127.0.0.1', port: 1 }, 'front')],
    usualDpi: () => 203,
    forkLabel: plainWorker,
    forkDocument: plainWorker,
    fontsFolder: 'resources/fonts',
    drawZpl: () => Promise.resolve(null),
    onProgress: () => undefined,
    onError: (error) => {
      throw error;
    },
  });
  await labels.seed(['location', 'product'].map((name) => readFileSync(`resources/labels/${name}.json`, 'utf8')));
  await pack.hand.order('7001', [{ sku: 'LOT', quantity: 1 }]);
  await pack.hand.open('7001');
  await pack.hand.scan(`01${gtins.lot}10L7`, { aim: 'd2' });
  await pack.hand.close();
});
afterEach(() => {
  labels.close();
  pack.close();
});

const fromFile = (batchId: string) =>
  labels.print({
    batchId,
    templateId: 'location',
    version: null,
    printerId: 'front',
    title: 'gifts.csv',
    records: [{ code: 'GIFT-7', zone: secret, order: secret }, { code: 'GIFT-8' }],
    copies: 1,
  });
const fromStock = (batchId: string) =>
  labels.printRows({
    batchId,
    templateId: 'product',
    version: 1,
    printerId: 'front',
    title: 'Products',
    rows: { ...allRowsOf('items'), keys: ['PLAIN'] },
    copies: { kind: 'each', count: 1 },
    expect: { rows: 1, labels: null },
  });
const document = () =>
  labels.printDocument(`${secret} 1Z999.pdf`, 'front', Buffer.from(`^XA ${secret} ^XZ`), Buffer.from(secret));

const prints = async (): Promise<readonly PrintedRow[]> =>
  (
    await pack.hand.query<FoundPrints>('printing.find', {
      search: '',
      printerId: null,
      from: null,
      to: null,
      offset: 0,
      limit: 50,
    })
  ).rows.filter(({ parcelId }) => parcelId === null);
const batches = () => pack.hand.query<readonly BatchRow[]>('labels.batches', { limit: 10 });
const textOf = (sha256: string | null): string | null => {
  const bytes = pack.open.attachment(sha256 ?? '');
  return bytes === null ? null : Buffer.from(bytes).toString();
};
const erase = () => pack.hand.must('orders.erase', { orderId: 'order-7001' }, ines);

/** Everything that lies in the data folder, whatever its form. */
const allBytes = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? allBytes(path) : readFileSync(path).toString('latin1');
    })
    .join('\n');

describe('what people brought to print', () => {
  it('stands nowhere readable, and goes with the next customer who is erased', async () => {
    const [first = '', second = ''] = batchIds;
    await fromFile(first);
    await document();
    await fromStock(second);
    const before = await prints();
    expect(before.map(({ title }) => title)).toEqual(['Item PLAIN', 'PDF 1Z999', 'gifts.csv 2', 'gifts.csv 1']);
    for (const { sha256, pictureSha256 } of [before[1], before[3]].flatMap((row) => row ?? []))
      expect([textOf(sha256), textOf(pictureSha256)].every((text) => text?.includes(secret))).toBe(true);
    expect(/Rosalind|Franklin/.test(allBytes(pack.folder))).toBe(false);

    await erase();
    for (const { sha256, pictureSha256, state, title, reason } of await prints()) {
      const stays = title === 'Item PLAIN';
      expect([textOf(sha256) !== null, textOf(pictureSha256) !== null]).toEqual([stays, stays]);
      expect([state, reason]).toEqual(stays ? ['requested', null] : ['discarded', 'erased']);
    }
    expect((await batches()).map(({ title, kept, stopped }) => [title, kept, stopped])).toEqual([
      ['Products', true, false],
      ['PDF 1Z999', false, true],
      ['gifts.csv', false, true],
    ]);
    expect(await labels.resume(first)).toMatchObject({ failure: { code: 'batch-stopped' } });
    expect(await pack.hand.query('labels.batchRest', { batchId: first })).toMatchObject({ records: null });
    // Evidence that nobody can read any more is still evidence.
    expect(verifyFolder(nodeFilePort, pack.folder, pack.open.status().head)).toMatchObject({ ok: true });
  });

  it('after an erasure is printed as before, until the next one', async () => {
    await erase();
    const [first = ''] = batchIds;
    await fromFile(first);
    const [newest] = await prints();
    expect(textOf(newest?.sha256 ?? null)).toContain('GIFT-8');
    await pack.hand.order('7002', [{ sku: 'LOT', quantity: 1 }]);
    await pack.hand.open('7002');
    await pack.hand.scan(`01${gtins.lot}10L7`, { aim: 'd2' });
    await pack.hand.close();
    await pack.hand.must('orders.erase', { orderId: 'order-7002' }, ines);
    expect(textOf(newest?.sha256 ?? null)).toBeNull();
  });

  it('is not made any further when somebody is erased meanwhile', async () => {
    const [first = ''] = batchIds;
    await fromFile(first);
    await erase();
    const label = { title: 'x', bytes: '', picture: '', row: 7, about: '' };
    const input = { batchId: first, printerId: 'front', language: 'zpl', labels: [label] };
    const envelope = { id: batchIds[1] ?? '', name: 'labels.request', input, actor: stationItself };
    expect(await pack.store.execute({ ...envelope, origin: 'trusted' })).toMatchObject({
      failure: { code: 'batch-stopped' },
    });
  });
});

describe('the title of somebody else’s document', () => {
  it.each([
    ['1Z999AA10123456784.pdf', 'PDF 1Z999AA10123456784'],
    ['Eva-Muster_label 00340434161094015902.ZPL', 'ZPL 00340434161094015902'],
    ['label.png', 'PNG'],
    ['Eva Muster', ''],
    ['', ''],
  ])('of %s names nobody', (name, title) => {
    expect(documentTitle(name)).toBe(title);
  });
});
