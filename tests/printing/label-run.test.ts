import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { until } from '../devices/pty';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';
import { ok } from '../../shared/result';
import { openPackStore, type PackStore } from '../support/pack-store';
import { createPrintStation, type PrintStation } from '../support/print-station';
import { gtins } from '../support/pack-world';

const cleanUp: (() => unknown)[] = [];
beforeAll(buildSimulator);
afterEach(async () => {
  for (const each of cleanUp.splice(0).toReversed()) await each();
});
afterAll(removeSimulator);

interface Label {
  readonly code: string;
  readonly complete: boolean;
}

interface Run {
  readonly store: PackStore;
  readonly printer: Simulator<'printer'>;
  readonly station: PrintStation;
  /** What left the printer, in its order. */
  readonly labels: Label[];
  /** When the printer itself ran out of paper. */
  readonly outAt: number[];
  jobs(): Promise<readonly PrintJobRow[]>;
}

const copyCodeOf = (zpl: string): string =>
  /PWL\*[0-9A-Z./-]+\*\d+\*[A-Z]{2}/.exec(zpl.replaceAll('_2A', '*'))?.[0] ?? '';

const start = async (options: Omit<SimulatorOptionsInput & { kind: 'printer' }, 'kind'>): Promise<Run> => {
  const started = await startSimulator({ kind: 'printer', ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  const printer = started.value;
  cleanUp.push(() => printer.stop());
  const labels: Label[] = [];
  const outAt: number[] = [];
  printer.onEvent((event) => {
    if (event.event === 'label-printed') labels.push({ code: copyCodeOf(event.zpl), complete: event.complete });
    if (event.event === 'printer-shows' && event.paperOut) outAt.push(Date.now());
  });
  const store = await openPackStore();
  cleanUp.push(() => store.close());
  const station = createPrintStation({
    store: store.store,
    readAttachment: (sha256) => Promise.resolve(ok(store.open.attachment(sha256))),
    printers: { printer: printer.place.port },
  });
  cleanUp.push(() => station.stop());
  await until('the printer', () => station.devices.statuses().every(({ state }) => state === 'ready'), 10_000);
  return {
    store,
    printer,
    station,
    labels,
    outAt,
    jobs: () => store.hand.query<readonly PrintJobRow[]>('printing.history', { limit: 500 }),
  };
};

/** One parcel packed up to its label, and the order put aside for the next. */
const requestLabel = async ({ store: { hand } }: Run, number: string): Promise<string> => {
  await hand.order(number, [{ sku: 'PLAIN', quantity: 1 }]);
  await hand.open(number);
  await hand.scan(gtins.plain, { aim: 'I1' });
  await hand.weigh();
  await hand.requestLabel();
  const { label } = await hand.parcel();
  await hand.must('packing.release', { packId: (await hand.view())?.packId });
  return label?.jobId ?? '';
};

const count = 50;

describe('a run of labels', () => {
  it(`of ${count} with the paper out in the middle: each one whole label, none twice, none missing`, async () => {
    const run = await start({ labelMs: 15 });
    const jobs: string[] = [];
    for (let each = 0; each < count; each += 1) jobs.push(await requestLabel(run, `R${1000 + each}`));
    await run.printer.send({ op: 'paper-out', afterLabels: 23 });
    for (const jobId of jobs) void run.station.queue.print(jobId);
    await until('the end of the paper', () => run.outAt.length > 0, 30_000);
    const isOut = (): boolean => run.station.devices.statuses()[0]?.printer?.condition === 'paper-out';
    await until('the station to know it', isOut, 3000);
    await until('the operator to be told', () => run.station.told.some(({ code }) => code === 'not-printed'), 3000);
    expect(Date.now() - (run.outAt[0] ?? 0)).toBeLessThan(3000);
    expect(run.station.told.filter(({ code }) => code === 'not-printed')).toMatchObject([
      { tone: 'bad', details: { condition: 'paper-out' } },
    ]);
    const complete = (): readonly string[] => run.labels.filter((each) => each.complete).map(({ code }) => code);
    expect(complete()).toHaveLength(23);
    // Nothing is called printed that is not.
    expect((await run.jobs()).filter(({ state }) => state === 'printed').length).toBeLessThanOrEqual(23);
    await run.printer.send({ op: 'load-paper' });
    const printed = async (): Promise<number> => (await run.jobs()).filter(({ state }) => state === 'printed').length;
    await until('all of them', async () => (await printed()) === count, 60_000);
    expect(complete()).toHaveLength(count);
    expect(new Set(complete()).size).toBe(count);
    expect(complete()).not.toContain('');
    expect(await run.store.hand.query('printing.openJobs')).toEqual([]);
    expect(run.station.bugs).toEqual([]);
  }, 120_000);

  it('is not begun without paper, and that is said within 3 s; the label then comes by itself, once', async () => {
    const run = await start({ labelMs: 15, labelsOnRoll: 0 });
    const jobId = await requestLabel(run, 'R2000');
    const at = Date.now();
    void run.station.queue.print(jobId);
    await until('the operator to be told', () => run.station.told.some(({ code }) => code === 'not-printed'), 3000);
    expect(Date.now() - at).toBeLessThan(3000);
    expect((await run.jobs())[0]?.state).toBe('requested');
    expect(run.labels).toEqual([]);
    await run.printer.send({ op: 'load-paper' });
    await until('the label', () => run.labels.length > 0, 15_000);
    await until('its proof', async () => (await run.jobs())[0]?.state === 'printed', 15_000);
    expect(run.labels).toHaveLength(1);
  }, 60_000);
});
