import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCountBins, type CountBins } from '../../electron/station/count-bins';
import { createFeedback } from '../../electron/station/feedback';
import { sendOnce } from '../../electron/station/send-once';
import { attestPieces, createWeighing, type Weighing } from '../../electron/station/weighing';
import type { CommandEnvelope } from '../../electron/store/types';
import type { Scan, ScaleReading } from '../../shared/devices';
import type { BinView } from '../../shared/features/counts/queries';
import { fail, type Result } from '../../shared/result';
import { operator } from '../import/support/test-store';
import { openCountStore, type CountStore } from './count-store';

let world: CountStore;
let bins: CountBins;
let weighing: Weighing;
let nowMs = 0;
let countId = '';
const told: string[] = [];
/** What lies between the desk and the store: a test lets it lose answers. */
let between: (answer: Result<unknown>, envelope: CommandEnvelope) => Promise<Result<unknown>> | Result<unknown> = (
  answer,
) => answer;

let onQuery: (name: string) => void = () => undefined;

beforeEach(async () => {
  nowMs = 0;
  onQuery = () => undefined;
  told.length = 0;
  between = (answer) => answer;
  world = await openCountStore(['A-1,A,MUG,40,,', 'A-2,A,PEN,500,,', 'A-2,A,LAMP,1,L1,']);
  countId = await world.start('barcode');
  weighing = createWeighing({
    platform: { scaleId: 'scale', secondId: null, secondName: null, division: null, toleranceMg: null },
    hasScale: () => true,
    isAway: () => false,
    now: () => nowMs,
    onView: () => undefined,
    onCaptured: (token, readings) => void bins.captured(token, readings),
    attest: attestPieces,
    takesNet: true,
  });
  bins = createCountBins({
    store: {
      query: (name, params, actor) => {
        onQuery(name);
        return world.store.query(name, params, actor);
      },
    },
    actor: () => operator,
    now: () => Date.parse('2026-11-24T08:00:00.000Z'),
    feedback: createFeedback(({ code }) => told.push(code), Date.now),
    keyedQuantity: () => null,
    quantityUsed: () => undefined,
    onView: () => undefined,
    onError: (error) => told.push(String(error)),
    weighing,
    divisionMg: () => 0,
    send: (name, input, onWait) => {
      const execute = async (envelope: CommandEnvelope) => between(await world.store.execute(envelope), envelope);
      return sendOnce({ execute }, { id: randomUUID(), name, input, actor: operator, origin: 'trusted' }, onWait);
    },
  });
  bins.open(countId);
});
afterEach(() => world.store.dispose());

const reading = (mg: number, more: Partial<ScaleReading> = {}): ScaleReading => ({
  deviceId: 'scale',
  weight: { mantissa: mg / 100, exponent: -4, unit: 'kg' },
  text: String(mg / 100),
  state: mg === 0 ? 'zero' : 'stable',
  net: false,
  highRes: false,
  stableSource: 'device',
  checked: true,
  at: nowMs,
  monotonicMs: nowMs,
  rawHex: '53',
  simulated: false,
  ...more,
});
/** Takes off what lies there and puts this on, until the scale stands still. */
const put = async (mg: number, more: Partial<ScaleReading> = {}): Promise<void> => {
  for (const each of [0, 0, mg, mg, mg]) {
    nowMs += 200;
    weighing.push(reading(each, more));
  }
  await bins.idle();
};

const scan = (data: string): Promise<void> =>
  bins.scan({
    sequence: 1,
    deviceId: 's',
    data,
    aim: null,
    source: 'serial',
    at: 0,
    monotonicMs: 0,
    simulated: false,
  } satisfies Scan);
const begin = async (): Promise<void> => {
  await scan('A-2');
  await bins.startWeighing();
  await scan('4006381333931');
};
const counted = async (): Promise<number> =>
  (await world.store.ask<BinView>('counts.bin', { countId, location: 'A-2' })).counted;

describe('the scale of a bin that is counted', () => {
  it('asks for a bin and an item, for pieces counted by hand, and then for loads, each when it is asked for', async () => {
    await bins.startWeighing();
    await begin();
    expect(bins.weigh()).toMatchObject({ asks: 'teach', teach: 10, unit: null });
    await put(100_000);
    expect(bins.weigh()).toMatchObject({ asks: 'load', unit: { meanMg: 10_000, source: 'taught' } });
    await put(80_000);
    expect(bins.weigh()).toMatchObject({ asks: 'done', last: { pieces: 8, quantity: 8 } });
    await put(80_000);
    expect(await counted()).toBe(8);
    await bins.startWeighing();
    await put(50_000);
    expect(await counted()).toBe(13);
    expect(told).toEqual([
      'count-bin-first',
      'count-bin',
      'count-weigh-item',
      'count-weigh-load',
      'count-weight-learned',
      'count-weighed',
      'count-weigh-load',
      'count-weighed',
    ]);
  });

  it('takes a net weight of a scale that has tared the tote, and weighs no tote then', async () => {
    await begin();
    await put(100_000, { net: true });
    await put(60_000, { net: true });
    expect(await counted()).toBe(6);
    await bins.tote();
    await put(412_300, { net: true });
    expect(told.at(-1)).toBe('count-tote-tared');
    await put(412_300);
    expect(bins.weigh()).toMatchObject({ toteMg: 412_300, asks: 'load' });
    await put(472_300);
    expect(await counted()).toBe(12);
  });

  it('counts a load once though the answer was lost', async () => {
    await begin();
    await put(100_000);
    let lost = 0;
    between = (answer) => {
      lost += 1;
      return lost === 1 ? fail('timeout') : answer;
    };
    await put(80_000);
    expect(lost).toBe(2);
    expect(await counted()).toBe(8);
  });

  it('is left with the bin, with its count, or by whoever is gone, whatever is still on its way', async () => {
    await begin();
    await put(100_000);
    await scan('A-1');
    expect(bins.isWeighing()).toBe(false);
    await put(80_000);
    await scan('A-2');
    expect(await counted()).toBe(0);
    await bins.startWeighing();
    onQuery = (name) => name === 'counts.unitWeight' && bins.leaveScale();
    await scan('4006381333931');
    onQuery = () => undefined;
    expect(bins.isWeighing()).toBe(false);
    await put(80_000);
    expect(await counted()).toBe(0);
  });

  it('weighs no pieces that have serial numbers', async () => {
    await scan('A-2');
    await bins.startWeighing();
    await scan('00614141999996');
    expect(told.at(-1)).toBe('count-weight-serial');
    expect(bins.weigh()).toMatchObject({ asks: 'item' });
  });
});
