import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRouter } from '../../electron/ipc/router';
import { createLabelCsv, type LabelCsv } from '../../electron/station/label-csv';
import { createLabelPrinting, type LabelPrinting } from '../../electron/station/label-printing';
import type { BatchRow } from '../../shared/features/labels/queries';
import { mostLabels } from '../../shared/features/labels/rows';
import { ok, type Result } from '../../shared/result';
import type { CallAnswer, CallInput } from '../../shared/station';
import { printerAt } from '../devices/bench';
import { openPackStore, type PackStore } from '../support/pack-store';
import { operator, stationItself } from '../support/pack-world';
import { plainWorker } from './plain-worker';

const template = readFileSync('resources/labels/location.json', 'utf8');
const batchId = '44444444-4444-4444-8444-444444444444';

let pack: PackStore;
let labels: LabelPrinting;
let csv: LabelCsv;
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
  await labels.seed([template]);
  csv = createLabelCsv({ store: pack.store, actor: () => operator, print: labels.print });
});
afterEach(() => {
  labels.close();
  pack.close();
});

/** What a window sends, as the border lets it through. */
const call = <N extends 'labels.readFile' | 'labels.printFile'>(
  name: N,
  input: CallInput<N>,
): Promise<Result<CallAnswer<N>>> =>
  createRouter({
    role: () => 'operator',
    command: () => Promise.resolve(ok(null)),
    query: () => Promise.resolve(ok(null)),
    call: (called, checked) =>
      called === 'labels.readFile'
        ? csv.read(checked as CallInput<'labels.readFile'>)
        : csv.print(checked as CallInput<'labels.printFile'>),
    subscribe: () => undefined,
    refused: () => undefined,
  }).call({ id: 1, trusted: true }, name, input) as Promise<Result<CallAnswer<N>>>;

const read = (bytes: string | Uint8Array, name = 'bins.csv') =>
  call('labels.readFile', { name, contentBase64: Buffer.from(bytes).toString('base64'), templateId: 'location' });
const batch = async (): Promise<BatchRow | undefined> => {
  const answer = await pack.store.query('labels.batches', { limit: 1 }, stationItself);
  return answer.ok ? (answer.value as readonly BatchRow[])[0] : undefined;
};

const columns = 'code;checkDigits;zone;aisle;bay;level';
const lines = (count: number): string =>
  [columns, ...Array.from({ length: count }, (_, row) => `A-${row};${row % 100};A;1;${row};2`)].join('\n');

describe('a file whose rows become labels', () => {
  it('has ten thousand rows of six columns, and none more', async () => {
    const answer = await read(lines(mostLabels));
    expect(answer).toMatchObject({ ok: true });
    if (!answer.ok) return;
    expect(answer.value.records).toHaveLength(mostLabels);
    expect(answer.value.records.at(-1)).toMatchObject({ code: 'A-9999' });
    expect(await read(lines(mostLabels + 1))).toMatchObject({ failure: { code: 'label-file-too-large' } });
  });

  it('is five million bytes long at most', async () => {
    const row = `A-1;${'x'.repeat(995)}\n`;
    const long = (bytes: number): string => `code;note\n${row.repeat(4990)}`.padEnd(bytes, 'x');
    expect(await read(long(5_000_000))).toMatchObject({ ok: true });
    expect(await read(long(5_000_001))).toMatchObject({ failure: { code: 'label-file-too-large' } });
    expect(await read(long(5_300_000))).toMatchObject({ failure: { code: 'bad-input' } });
  });

  it('is printed once, however often it is asked for, as it was read', async () => {
    const answer = await read(lines(4));
    if (!answer.ok) throw new Error(answer.failure.code);
    const wish = { batchId, token: answer.value.token, printerId: 'front' };
    expect(await call('labels.printFile', wish)).toMatchObject({ ok: true, value: { batchId, made: 4 } });
    expect(await call('labels.printFile', wish)).toMatchObject({ failure: { code: 'batch-known' } });
    expect(await batch()).toMatchObject({ title: 'bins.csv', total: 4, made: 4 });
  });

  it('is not printed with another version than it was read for', async () => {
    const answer = await read(lines(1));
    if (!answer.ok) throw new Error(answer.failure.code);
    const supervisor = { ...operator, personId: 'sam', role: 'supervisor' } as const;
    await pack.hand.must('labels.save', { description: template.replace('"samples"', ' "samples"') }, supervisor);
    await pack.hand.must('labels.approve', { templateId: 'location', version: 2 }, supervisor);
    expect(await call('labels.printFile', { batchId, token: answer.value.token, printerId: 'front' })).toMatchObject({
      failure: { code: 'template-changed' },
    });
    expect(await batch()).toBeUndefined();
  });

  it('names the lines that are no rows, and the columns that it lacks', async () => {
    const answer = await read('sep=;\r\nzone;note\r\nA;fine\r\nB;"broken" x\r\nC;fine\r\n');
    expect(answer).toMatchObject({ ok: true, value: { unread: [4], records: [{}, {}] } });
    expect(answer.ok ? answer.value.missing : []).toEqual(['code', 'checkDigits']);
  });

  it('is read as Excel on Windows writes it', async () => {
    const answer = await read(Buffer.from('code\nTür-7\n', 'latin1'));
    expect(answer).toMatchObject({ ok: true, value: { records: [{ code: 'Tür-7' }] } });
  });

  it.each([
    ['nothing', '', 'file-empty'],
    ['a header alone', columns, 'file-empty'],
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), 'excel-workbook'],
    ['no text', Buffer.from([1, 0, 2, 0, 3]), 'not-text'],
    ['a value without an end', `code;checkDigits\nA-1;${'9'.repeat(10_001)}`, 'label-file-cell'],
  ])('that is %s says so', async (_what, bytes, code) => {
    expect(await read(bytes)).toMatchObject({ ok: false, failure: { code } });
  });

  it('that nobody reads any more is chosen again', async () => {
    const first = await read(lines(1));
    if (!first.ok) throw new Error(first.failure.code);
    for (let more = 0; more < 3; more += 1) await read(lines(1));
    expect(await call('labels.printFile', { batchId, token: first.value.token, printerId: 'front' })).toMatchObject({
      failure: { code: 'file-forgotten' },
    });
  });
});
