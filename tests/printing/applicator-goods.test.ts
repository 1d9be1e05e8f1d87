import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HostProcess } from '../../electron/host-port';
import { labelFonts } from '../../electron/labels/label-fonts';
import { renderLabels, type RenderWish } from '../../electron/labels/render-labels';
import type { ApplicatorConfig } from '../../shared/config/applicator-config';
import type { LineView } from '../../shared/features/applicator/queries';
import type { AttestedScan } from '../../shared/features/packing/commands';
import type { LabelDescription } from '../../shared/labels/description/description';
import { createLabelEngine } from '../../shared/labels/engine';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { openLineStation, type LineStation } from '../support/line-station';
import { openPackStore } from '../support/pack-store';
import { gtins, operator } from '../support/pack-world';
import { createLineBench, type LineBench } from './line-bench';

const engine = createLabelEngine(labelFonts('resources/fonts'));

/** The label worker's work in this process: the bundled one can't be forked by plain Node. */
const worker = (): HostProcess => {
  let listener: (message: unknown) => void = () => undefined;
  return {
    post: (message) => {
      const { id, args } = message as { id: number; args: RenderWish & { description: LabelDescription } };
      void renderLabels(engine, args.description, args).then((value) =>
        listener({ kind: 'answer', id, result: { ok: true, value } }),
      );
    },
    onMessage: (each) => (listener = each),
    onExit: () => undefined,
    kill: () => undefined,
  };
};

const scanOf = (data: string): AttestedScan => ({
  sequence: 1,
  deviceId: 'infeed',
  data,
  aim: 'E0',
  source: 'serial',
  at: 0,
  simulated: false,
});

let bench: LineBench | null = null;
let station: LineStation | null = null;

beforeAll(buildSimulator, 60_000);
afterEach(async () => {
  const [bug] = station?.bugs ?? [];
  await station?.close();
  await bench?.close();
  bench = null;
  station = null;
  if (bug !== undefined) throw new Error('a bug on the line', { cause: bug });
});
afterAll(removeSimulator);

interface Template {
  id: string;
  elements: object[];
}
/** With what every piece of these goods bears already. */
const product = readFileSync('resources/labels/product.json', 'utf8');

/** The product's label with the station's own number in a barcode. */
const numbered = (): string => {
  const template = JSON.parse(product) as Template;
  const number = { kind: 'barcode', x: 3, y: 38, width: 70, height: 10, symbology: 'code-128', data: '{{serial}}' };
  return JSON.stringify({ ...template, id: 'numbered', elements: [...template.elements.slice(0, 4), number] });
};

const start = async (template: string, parcels = true, line: Partial<ApplicatorConfig> = {}) => {
  bench = await createLineBench(['A1']);
  const opened = await openLineStation(
    { ...bench.wish, line: { template, parcels, ...line } },
    { forkLabel: worker, templates: [product, numbered()] },
  );
  station = opened;
  await until('the devices', () => opened.devices.statuses().every(({ state }) => state === 'ready'), 20_000);
  const lineIs = (what: string, is: (view: LineView) => boolean): Promise<void> =>
    until(what, async () => is(await opened.view()), 30_000).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; it is ${JSON.stringify(await opened.view())}`);
    });
  return { ...opened, ...bench, lineIs };
};

describe('goods on a print-and-apply line', { timeout: 60_000 }, () => {
  it('get a label of the template, each with its own number: two of one kind are told apart', async () => {
    const made = await start('numbered');
    await made.atInfeed(gtins.plain, 'E0');
    const first = await made.label(1);
    expect(first).toBe('S1-000001');
    await made.takeLabel();
    await made.lineIs('the first on its way', ({ items }) => items[0]?.state === 'taken');
    // Its own code is still on it, and proves nothing.
    await made.atVerify(gtins.plain, 'E0');
    await made.atVerify(first, 'C0');
    await made.lineIs('the first applied', ({ applied }) => applied === 1);
    // Another piece of the same goods, a second or more behind.
    await until('a second', async () => {
      await made.atInfeed(gtins.plain, 'E0');
      return (await made.view()).items.length === 1;
    });
    const second = await made.label(2);
    expect(second).toBe('S1-000002');
    await made.takeLabel();
    await made.atVerify(first, 'C0');
    await made.atVerify(second, 'C0');
    await made.lineIs('the second applied', ({ applied, stop }) => applied === 2 && stop === null);
    const { lastApplied } = await made.view();
    expect(lastApplied).toMatchObject({ title: 'Item PLAIN', parcelId: null, job: 'printed', copy: 1 });
    expect(lastApplied?.record).toMatchObject({ sku: 'PLAIN', gtin: gtins.plain.padStart(14, '0'), quantity: 1 });
  });

  it('come between boxes of ours: each gets its own kind of label, and one on the other stops the line', async () => {
    const made = await start('numbered');
    await made.atInfeed('A1');
    await made.atInfeed('00395212340000000014', 'C1');
    const box = await made.label(1);
    await made.takeLabel();
    await made.atVerify(box);
    const unit = await made.label(2);
    await made.takeLabel();
    await made.lineIs('the unit on its way', ({ items }) => items[0]?.state === 'taken');
    expect((await made.view()).items[0]).toMatchObject({ title: '395212340000000014', parcelId: null });
    await made.atVerify(unit, 'C0');
    await made.lineIs('both applied', ({ applied }) => applied === 2);
    expect(unit).toBe('S1-000001');
  });

  it('get another copy with another number, and the old one counts no more', async () => {
    const made = await start('numbered', false);
    // No boxes of ours here: their order means nothing.
    await made.atInfeed('A1');
    await made.lineIs('a stop', ({ stop }) => stop?.why === 'unknown-barcode');
    await made.byHand('A1');
    await made.atInfeed(gtins.each, 'E0');
    const first = await made.label(1);
    await made.takeLabel();
    await made.lineIs('it on its way', ({ items }) => items[0]?.state === 'taken');
    await made.atVerify('NOREAD', 'X0');
    await made.lineIs('a stop', ({ stop }) => stop?.why === 'line-verify-no-read');
    const [item] = (await made.view()).items;
    expect(await made.applicators.reprint('line-1', item?.itemId ?? '', 'Label torn')).toMatchObject({ ok: true });
    const again = await made.label(2);
    await made.takeLabel();
    await made.atVerify(first, 'C0');
    await made.atVerify(again, 'C0');
    await made.lineIs('applied', ({ applied }) => applied === 1);
    expect((await made.view()).lastApplied).toMatchObject({ copy: 2, reason: 'Label torn' });
    expect([first, again]).toEqual(['S1-000001', 'S1-000002']);
  });

  it('are read by hand where no scanner is fixed behind the printer: their label proves itself', async () => {
    const made = await start('numbered', true, { verify: undefined });
    await made.atInfeed(gtins.plain, 'E0');
    const label = await made.label(1);
    await made.takeLabel();
    await made.lineIs('it on its way', ({ items }) => items[0]?.state === 'taken');
    await made.byHand(label, 'C0');
    await made.lineIs('applied', ({ applied, off }) => applied === 1 && off === 0);
    // Once more: it takes nothing off the line.
    await made.byHand(label, 'C0');
    await made.atInfeed('A1');
    await made.label(2);
    expect((await made.view()).off).toBe(0);
  });

  it('are two pieces where the clock was set back between them', async () => {
    const made = await openPackStore();
    const at = Date.now();
    const arrive = (itemId: string, scannedAt: number) =>
      made.store.execute({
        id: itemId,
        name: 'applicator.arrive',
        input: {
          applicatorId: 'line-1',
          itemId,
          parcels: true,
          goods: true,
          scan: { ...scanOf(gtins.plain), at: scannedAt },
        },
        actor: operator,
        origin: 'trusted',
      });
    await arrive('first', at);
    await arrive('read twice', at + 400);
    await arrive('second', at - 600_000);
    const answer = await made.store.query('applicator.now', { applicatorId: 'line-1' }, operator);
    made.close();
    expect(answer).toMatchObject({ ok: true, value: { items: [{ itemId: 'first' }, { itemId: 'second' }] } });
  });

  it.each([
    ['whose label bears nothing but what is on them already', 'product', 'line-no-own-code'],
    ['whose template is not there', 'nothing', 'line-no-template'],
  ])('%s stop the line, and nothing is printed', async (_what, template, why) => {
    const made = await start(template);
    await made.atInfeed(gtins.plain, 'E0');
    await made.lineIs('a stop', ({ stop }) => stop?.why === why);
    expect(made.labels).toEqual([]);
    const answer = await made.store.query('printing.openJobs', {}, operator);
    expect(answer).toMatchObject({ ok: true, value: [] });
  });
});
