import { randomUUID } from 'node:crypto';
import { createCountBins } from '../../electron/station/count-bins';
import { createFeedback } from '../../electron/station/feedback';
import { sendOnce } from '../../electron/station/send-once';
import { attestPieces, createWeighing, type Weighing } from '../../electron/station/weighing';
import type { CommandEnvelope } from '../../electron/store/types';
import type { ScaleReading } from '../../shared/devices';
import type { BinView } from '../../shared/features/counts/queries';
import type { Result } from '../../shared/result';
import { operator } from '../import/support/test-store';
import { openCountStore } from './count-store';

/** A count by barcode at a station with a scale, on a real store: bins with mugs, pens and a lamp. */
export const openBinsDesk = async (more: object = {}) => {
  const world = await openCountStore(['A-1,A,MUG,40,,', 'A-2,A,PEN,500,,', 'A-2,A,LAMP,1,L1,', 'A-3,A,MUG,5,,']);
  const countId = await world.start('barcode', more);
  const told: string[] = [];
  let nowMs = 0;
  const hooks = {
    /** What lies between the desk and the store: a test lets it lose answers. */
    between: (answer: Result<unknown>): Result<unknown> => answer,
    onQuery: (name: string): void => void name,
  };
  const weighing: Weighing = createWeighing({
    platform: { scaleId: 'scale', secondId: null, secondName: null, division: null, toleranceMg: null },
    hasScale: () => true,
    isAway: () => false,
    now: () => nowMs,
    onView: () => undefined,
    onCaptured: (token, readings) => void bins.captured(token, readings),
    attest: attestPieces,
    takesNet: true,
  });
  const execute = async (envelope: CommandEnvelope): Promise<Result<unknown>> =>
    hooks.between(await world.store.execute(envelope));
  const bins = createCountBins({
    store: {
      query: (name, params, actor) => {
        hooks.onQuery(name);
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
    send: (name, input, onWait) =>
      sendOnce({ execute }, { id: randomUUID(), name, input, actor: operator, origin: 'trusted' }, onWait),
  });
  bins.open(countId);

  const reading = (mg: number, change: Partial<ScaleReading>): ScaleReading => ({
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
    ...change,
  });
  return {
    world,
    countId,
    bins,
    told,
    hooks,
    /** Takes off what lies there and puts this on, until the scale stands still. */
    put: async (mg: number, change: Partial<ScaleReading> = {}): Promise<void> => {
      for (const each of [0, 0, mg, mg, mg]) {
        nowMs += 200;
        weighing.push(reading(each, change));
      }
      await bins.idle();
    },
    scan: (data: string): Promise<void> =>
      bins.scan({
        sequence: 1,
        deviceId: 's',
        data,
        aim: null,
        source: 'serial',
        at: 0,
        monotonicMs: 0,
        simulated: false,
      }),
    counted: async (location: string): Promise<number> =>
      (await world.store.ask<BinView>('counts.bin', { countId, location })).counted,
  };
};
export type BinsDesk = Awaited<ReturnType<typeof openBinsDesk>>;
