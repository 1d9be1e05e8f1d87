import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nodeFilePort, type FilePort } from '../../electron/journal/file-port';
import type { LineItem, LineView } from '../../shared/features/applicator/queries';
import type { ApplicatorConfig } from '../../shared/config/applicator-config';
import { until } from '../devices/pty';
import { buildSimulator, removeSimulator } from '../simulators/fork-simulator';
import { openLineStation, type LineStation } from '../support/line-station';
import { operator } from '../support/pack-world';
import { createLineBench, type LineBench } from './line-bench';

let bench: LineBench | null = null;
let station: LineStation | null = null;

beforeAll(buildSimulator);
afterEach(async () => {
  const [bug] = station?.bugs ?? [];
  await station?.close();
  await bench?.close();
  bench = null;
  station = null;
  if (bug !== undefined) throw new Error('a bug on the line', { cause: bug });
});
afterAll(removeSimulator);

const start = async (
  orders: readonly string[],
  line: Partial<ApplicatorConfig> = {},
  printer: Parameters<typeof createLineBench>[1] = {},
  finish: 'peel' | 'tear' = 'peel',
  port: FilePort = nodeFilePort,
) => {
  bench = await createLineBench(orders, { peel: finish === 'peel', ...printer });
  const opened = await openLineStation({ ...bench.wish, line, finish }, null, port);
  station = opened;
  await until('the devices', () => opened.devices.statuses().every(({ state }) => state === 'ready'), 20_000);
  const lineIs = (what: string, is: (view: LineView) => boolean): Promise<void> =>
    until(what, async () => is(await opened.view()), 30_000).catch(async (error: unknown) => {
      throw new Error(`${String(error)}; it is ${JSON.stringify(await opened.view())}`);
    });
  const itemIs = (order: string, state: LineItem['state']): Promise<void> =>
    lineIs(`${order} to be ${state}`, (view) =>
      [...view.items, ...view.rejects, ...(view.lastApplied === null ? [] : [view.lastApplied])].some(
        (item) => item.title.startsWith(order) && item.state === state,
      ),
    );
  const stops = (why: string): Promise<void> => lineIs(`a stop: ${why}`, ({ stop }) => stop?.why === why);
  const command = (name: string, input: object, press = 0) =>
    opened.store.execute({
      id: `${name} ${JSON.stringify(input)} ${press}`,
      name,
      input,
      actor: operator,
      origin: 'window',
    });
  return { ...opened, ...bench, lineIs, itemIs, stops, command };
};

const parcelState = async (made: Pick<LineStation, 'store'>, order: string): Promise<string | undefined> => {
  const answer = await made.store.query('packing.parcels', { search: order, limit: 5 }, operator);
  return answer.ok ? (answer.value as readonly { readonly state: string }[])[0]?.state : undefined;
};

describe('a box on a print-and-apply line', { timeout: 60_000 }, () => {
  it('gets its own label, which is read on it: both scans are in the record, and its parcel is closed', async () => {
    const made = await start(['A1']);
    await made.atInfeed('A1');
    const label = await made.label(1);
    await made.itemIs('A1', 'asked');
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    expect(await parcelState(made, 'A1')).toBe('labelled');
    await made.atVerify(label);
    await made.itemIs('A1', 'applied');
    const view = await made.view();
    expect(view).toMatchObject({
      items: [],
      stop: null,
      applied: 1,
      off: 0,
      lastApplied: { title: 'A1 / 1', copy: 1 },
    });
    expect(view.hours.reduce((sum, { applied }) => sum + applied, 0)).toBe(1);
    expect(await parcelState(made, 'A1')).toBe('closed');
    expect(made.told.map(({ code }) => code)).toEqual(['line-arrived', 'line-applied']);
  });

  it('waits until the label before has left the printer and was read: never two in the air', async () => {
    const made = await start(['A1', 'A2', 'A3']);
    for (const order of ['A1', 'A2', 'A3']) await made.atInfeed(order);
    const first = await made.label(1);
    await made.lineIs('all three in line', ({ items }) => items.length === 3);
    // Read while it still hangs at the printer: the hand was quicker than the sensor.
    await made.itemIs('A2', 'waiting');
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    await made.itemIs('A2', 'waiting');
    expect(made.labels).toEqual([first]);
    await made.atVerify(first);
    const second = await made.label(2);
    await made.takeLabel();
    await made.atVerify(second);
    await made.atVerify(second);
    const third = await made.label(3);
    await made.takeLabel();
    await made.atVerify(third);
    await made.itemIs('A3', 'applied');
    expect(await made.view()).toMatchObject({ items: [], stop: null, applied: 3 });
    expect(new Set(made.labels).size).toBe(3);
  });

  it('may be behind another on its way to the check, where the zone has room', async () => {
    const made = await start(['A1', 'A2', 'A3'], { zone: 2 });
    for (const order of ['A1', 'A2', 'A3']) await made.atInfeed(order);
    const first = await made.label(1);
    await made.takeLabel();
    const second = await made.label(2);
    await made.takeLabel();
    await made.itemIs('A2', 'taken');
    await made.itemIs('A3', 'waiting');
    expect(made.labels).toHaveLength(2);
    await made.atVerify(first);
    await made.label(3);
    await made.atVerify(second);
    await made.itemIs('A2', 'applied');
  });

  it('that is read twice at the infeed gets one label', async () => {
    const made = await start(['A1']);
    await made.atInfeed('A1');
    await made.atInfeed('A1');
    const label = await made.label(1);
    await made.atInfeed('A1');
    await made.takeLabel();
    await made.atVerify(label);
    await made.itemIs('A1', 'applied');
    expect(made.labels).toHaveLength(1);
    // Its label is out: it is no first one any more.
    await made.atInfeed('A1');
    await made.stops('line-parcel-done');
    expect(made.labels).toHaveLength(1);
  });

  it('is read after each label where nothing tells that the label was taken', async () => {
    const made = await start(['A1', 'A2', 'A3'], { zone: 3 }, {}, 'tear');
    await made.atInfeed('A1');
    const first = await made.label(1);
    await made.lineIs('the first label proved', ({ items }) => items[0]?.job === 'printed');
    // After each scan the line looks whether it may print: twice, by the time that the third is in line.
    await made.atInfeed('A2');
    await made.atInfeed('A3');
    await made.lineIs('all in line', ({ items }) => items.length === 3);
    expect((await made.view()).items.map(({ state }) => state)).toEqual(['asked', 'waiting', 'waiting']);
    await made.atVerify(first);
    await made.itemIs('A1', 'applied');
    expect(await made.label(2)).not.toBe(first);
  });
});

describe('the line stops', { timeout: 60_000 }, () => {
  it('over no code that says nothing: a label that comes by twice, a code of somebody else’s', async () => {
    const made = await start(['A1', 'A2']);
    await made.atInfeed('A1');
    const first = await made.label(1);
    await made.takeLabel();
    await made.atVerify(first);
    await made.atInfeed('A2');
    const second = await made.label(2);
    await made.takeLabel();
    await made.itemIs('A2', 'taken');
    await made.atVerify(first);
    await made.atVerify('A2', 'C0');
    await made.atVerify('4006381333931', 'E0');
    await made.byHand('A1');
    await until('the answer to the hand', () => made.told.at(-1)?.code === 'line-not-here');
    expect(await made.view()).toMatchObject({ stop: null, items: [{ title: 'A2 / 1', state: 'taken' }] });
    await made.atVerify(second);
    await made.itemIs('A2', 'applied');
  });

  it('over the label of another box: nothing is printed, and nothing closed, until it is off', async () => {
    const made = await start(['A1', 'A2', 'A3'], { zone: 2 });
    for (const order of ['A1', 'A2', 'A3']) await made.atInfeed(order);
    await made.label(1);
    await made.takeLabel();
    const second = await made.label(2);
    await made.takeLabel();
    await made.itemIs('A2', 'taken');
    await made.atVerify(second);
    await made.stops('line-wrong-label');
    expect((await made.view()).stop?.details).toEqual({ title: 'A1 / 1', found: 'A2 / 1' });
    expect(await parcelState(made, 'A1')).toBe('labelled');
    // Another box does not answer for it.
    await made.byHand('A3');
    await made.itemIs('A3', 'off');
    expect((await made.view()).stop?.why).toBe('line-wrong-label');
    await made.byHand('A1');
    await made.itemIs('A1', 'off');
    await made.lineIs('going on', ({ stop }) => stop === null);
    await made.atVerify(second);
    await made.itemIs('A2', 'applied');
    expect(made.labels).toHaveLength(2);
  });

  it('over a label that can’t be read, and prints another copy with a reason: only that one counts', async () => {
    const made = await start(['A1', 'A2']);
    await made.atInfeed('A1');
    const first = await made.label(1);
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    await made.atInfeed('A2');
    await made.atVerify('NOREAD', 'X0');
    await made.stops('line-verify-no-read');
    await made.itemIs('A2', 'waiting');
    const [item] = (await made.view()).items;
    expect(await made.applicators.reprint('line-1', item?.itemId ?? '', 'Label torn')).toMatchObject({ ok: true });
    const again = await made.label(2);
    expect(again).not.toBe(first);
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    await made.atVerify(first);
    await made.stops('label-superseded');
    await made.atVerify(again);
    await made.itemIs('A1', 'applied');
    expect((await made.view()).lastApplied).toMatchObject({ title: 'A1 / 1', copy: 2, reason: 'Label torn' });
    await made.label(3);
  });

  it('over what it does not know at the infeed, and over what could not be read there', async () => {
    const made = await start(['A1']);
    await made.atInfeed('NOREAD', 'X0');
    await made.stops('line-infeed-no-read');
    await made.atInfeed('nobody-knows');
    await made.atInfeed('A1');
    await made.lineIs('both in line', ({ items }) => items.length === 2);
    const unread = { applicatorId: 'line-1', why: 'line-infeed-no-read' };
    expect(await made.command('applicator.goOn', unread)).toMatchObject({ ok: true });
    await made.stops('unknown-barcode');
    expect(made.labels).toEqual([]);
    await made.byHand('nobody-knows');
    await made.label(1);
    expect(await made.view()).toMatchObject({
      stop: null,
      rejects: [{ title: 'nobody-knows', why: 'unknown-barcode' }],
    });
  });

  it('for each cause of its own: who has seen to one has not seen to the next', async () => {
    const made = await start(['A1']);
    await made.atInfeed('NOREAD', 'X0');
    await made.stops('line-infeed-no-read');
    made.signOut();
    await made.atInfeed('A1');
    await until('the second cause', () => made.told.at(-1)?.code === 'sign-in-first');
    const goOn = (why: string, press: number) =>
      made.command('applicator.goOn', { applicatorId: 'line-1', why }, press);
    expect(await goOn('line-infeed-no-read', 1)).toMatchObject({ ok: true });
    await made.stops('sign-in-first');
    // A double press.
    expect(await goOn('line-infeed-no-read', 2)).toMatchObject({ failure: { code: 'not-now' } });
    expect((await made.view()).stop?.why).toBe('sign-in-first');
    expect(await goOn('sign-in-first', 3)).toMatchObject({ ok: true });
    await made.lineIs('going on', ({ stop }) => stop === null);
  });

  it('when it is set up again with boxes of before in line: nothing is printed for them by itself', async () => {
    const made = await start(['A1']);
    await made.printer.send({ op: 'pause' });
    await made.atInfeed('A1');
    await made.itemIs('A1', 'waiting');
    made.setUp(false);
    await made.printer.send({ op: 'resume' });
    made.setUp(true);
    await made.stops('line-restarted');
    expect(made.labels).toEqual([]);
    await made.command('applicator.goOn', { applicatorId: 'line-1', why: 'line-restarted' });
    await made.label(1);
  });

  it('over time: a box can’t be taken off while its label is in the printer, and nothing is printed behind it', async () => {
    const made = await start(['A1', 'A2', 'A3'], { printSeconds: 1 }, { labelsOnRoll: 1 });
    for (const order of ['A1', 'A2', 'A3']) await made.atInfeed(order);
    const first = await made.label(1);
    await made.takeLabel();
    await made.atVerify(first);
    // The roll ends in the middle of the second label.
    await made.stops('line-print-late');
    await made.byHand('A2');
    await until('the answer to the hand', () => made.told.at(-1)?.code === 'line-label-in-printer');
    await made.printer.send({ op: 'load-paper' });
    await made.label(2);
    await made.lineIs('the label to be out', ({ items }) => items[0]?.job === 'printed');
    await made.byHand('A2');
    await made.itemIs('A2', 'off');
    await made.itemIs('A3', 'waiting');
    await made.takeLabel();
    await made.label(3);
    expect(new Set(made.labels).size).toBe(3);
  });

  it('for no printer that stands still: it is not asked, and the box waits', async () => {
    const made = await start(['A1'], { printSeconds: 1 });
    await made.printer.send({ op: 'pause' });
    await made.atInfeed('A1');
    await made.itemIs('A1', 'waiting');
    await until('the printer to be looked at', () =>
      made.devices.statuses().some(({ printer }) => printer?.condition === 'paused'),
    );
    expect(await made.view()).toMatchObject({ stop: null, items: [{ state: 'waiting' }] });
    await made.printer.send({ op: 'resume' });
    await made.label(1);
  });

  it('when nobody takes the label, and when nobody reads it', async () => {
    const made = await start(['A1'], { takeSeconds: 1, verifySeconds: 1 });
    await made.atInfeed('A1');
    const label = await made.label(1);
    await made.stops('line-take-late');
    await made.takeLabel();
    await made.atVerify(label);
    await made.itemIs('A1', 'applied');
    expect((await made.view()).stop).toBeNull();
  });

  it('when a box comes while nobody is signed in; what was read on a box is taken down all the same', async () => {
    const made = await start(['A1', 'A2']);
    await made.atInfeed('A1');
    const label = await made.label(1);
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    made.signOut();
    await made.atInfeed('A2');
    await made.stops('sign-in-first');
    await made.atVerify(label);
    await made.itemIs('A1', 'applied');
    expect(made.labels).toHaveLength(1);
  });
});

describe('a line whose disk is full', { timeout: 60_000 }, () => {
  it('keeps what came meanwhile, in its order: no box gets the label of the one in front', async () => {
    let isFull = false;
    const full = Object.assign(new Error('no room'), { code: 'ENOSPC' });
    const port: FilePort = {
      ...nodeFilePort,
      write: (handle, bytes, position) => {
        if (isFull) throw full;
        return nodeFilePort.write(handle, bytes, position);
      },
    };
    const made = await start(['A1', 'A2'], {}, {}, 'peel', port);
    isFull = true;
    await made.atInfeed('A1');
    await until('it to be said', () => made.told.some(({ code }) => code === 'disk-full'));
    await made.atInfeed('A2');
    isFull = false;
    await made.lineIs('both in line', ({ items }) => items.length === 2);
    const first = await made.label(1);
    await made.takeLabel();
    await made.itemIs('A1', 'taken');
    await made.atVerify(first);
    await made.itemIs('A1', 'applied');
    expect(made.told.filter(({ code }) => code === 'disk-full')).toHaveLength(1);
  });
});

describe('a line whose printer runs out of paper', { timeout: 60_000 }, () => {
  it('prints on when there is paper again, each label once', async () => {
    const made = await start(['A1', 'A2'], {}, { labelsOnRoll: 1 });
    await made.atInfeed('A1');
    await made.atInfeed('A2');
    const first = await made.label(1);
    await made.takeLabel();
    await made.atVerify(first);
    await made.itemIs('A1', 'applied');
    // The label that the end of the roll cut short is printed anew by the station, not by the printer.
    await until(
      'the end of the roll',
      () => made.devices.statuses().some(({ printer }) => printer?.all.includes('paper-out') === true),
      20_000,
    );
    expect(made.labels).toHaveLength(1);
    await made.printer.send({ op: 'load-paper' });
    const second = await made.label(2);
    await made.takeLabel();
    await made.atVerify(second);
    await made.itemIs('A2', 'applied');
    expect(new Set(made.labels).size).toBe(2);
  });
});
