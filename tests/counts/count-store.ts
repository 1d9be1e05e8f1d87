import type { AnswerOf } from '../../shared/feature';
import { encodeEpc } from '../../shared/epc/encode';
import type { countQueries } from '../../shared/features/counts/queries';
import type { stockQueries } from '../../shared/features/stock/queries';
import { counts } from '../../electron/features/counts';
import type { Actor, StoreSettings } from '../../electron/store/types';
import { openTestStore, operator, supervisor, type TestStore } from '../import/support/test-store';
import { bring, stockFeatures } from '../stock/stock-store';

type Queries = typeof countQueries;

export const other: Actor = { ...operator, personId: 'person-other' };
export const boss: Actor = { ...supervisor, personId: 'person-boss' };
export const countFeatures = [...stockFeatures, counts];

export const goods = (sku: string, serial: string | null = null, lot: string | null = null) => ({
  sku,
  owner: null,
  lot,
  serial,
  expiry: null,
  condition: 'new' as const,
});
export const at = (location: string, sku: string, serial: string | null = null) => ({
  goods: goods(sku, serial),
  shelf: { location, unit: null, status: 'available' },
  quantity: 0,
});

const epcOf = (reference: string, serial: string): string => {
  const made = encodeEpc({ kind: 'sgtin', parts: ['0614141', reference, serial] }, { filter: 1, scheme: 'sgtin-96' });
  if (!made.ok) throw new Error(made.failure.code);
  return made.value.hex;
};
export const mug = (serial: number): string => epcOf('012345', String(serial));
export const lamp = (serial: number): string => epcOf('099999', String(serial));

export const seen = (epc: string, pass: number, more: object = {}) => ({
  epc,
  tid: null,
  readerId: 'cart',
  antenna: 1,
  pass,
  reads: 3,
  rssiCentiDbm: -5200,
  firstAt: 1000,
  lastAt: 2000,
  ...more,
});

/** A store with mugs (one heap) and lamps (serial numbers), and what a test does with its counts. */
export const openCountStore = async (stock: readonly string[], settings: Partial<StoreSettings> = {}) => {
  const store: TestStore = await openTestStore({ features: countFeatures, settings });
  await bring(store, 'items.csv', [
    'sku,name,barcode,serial_rule,lot_rule,value,currency',
    'MUG,Mug,00614141123452,no,no,5.00,EUR',
    'LAMP,Lamp,00614141999996,yes,no,40.00,EUR',
    'PEN,Pen,4006381333931,no,no,,',
  ]);
  await bring(store, 'stock.csv', ['location,zone,sku,quantity,serial,lot', ...stock]);

  const sent = async <T = unknown>(name: string, input: object, actor: Actor = operator): Promise<T> => {
    const answer = await store.send(name, input, actor);
    if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
    return answer.value as T;
  };
  const codeOf = async (name: string, input: object, actor: Actor = operator): Promise<string> => {
    const answer = await store.send(name, input, actor);
    return answer.ok ? 'ok' : answer.failure.code;
  };
  const view = (countId: string) => {
    const answer = store.opened.query('counts.count', { countId }, operator);
    if (!answer.ok || answer.value === null) throw new Error('no count');
    return answer.value as NonNullable<AnswerOf<Queries['counts.count']>>;
  };
  const linesOf = (countId: string) => {
    const params = { countId, class: null, decision: null, offset: 0, limit: 2000 };
    const answer = store.opened.query('counts.lines', params, supervisor);
    if (!answer.ok) throw new Error(answer.failure.code);
    return (answer.value as AnswerOf<Queries['counts.lines']>).rows;
  };
  return {
    store,
    sent,
    codeOf,
    view,
    linesOf,
    /** Class, SKU, book and counted of each difference. */
    figures: (countId: string) =>
      linesOf(countId).map(({ data }) => [data.class, data.sku, data.book, data.counted] as const),
    start: async (method: 'barcode' | 'rfid', more: object = {}, actor: Actor = supervisor): Promise<string> => {
      const scope = { kind: 'zone', site: 'BERLIN', zone: 'A', aisle: null, bay: null };
      const wish = { title: 'Zone A', method, scope, blind: false, toleranceMinor: 0, approvalMinor: 100_000 };
      return (await sent<{ countId: string }>('counts.start', { ...wish, ...more }, actor)).countId;
    },
    scan: (
      countId: string,
      location: string,
      sku: string,
      quantity: number,
      serial: string | null = null,
      who = operator,
    ) => sent('counts.scan', { countId, entry: { location, goods: goods(sku, serial), quantity } }, who),
    pass: async (
      countId: string,
      epcs: readonly string[],
      between: () => Promise<unknown> = async () => null,
      who = operator,
    ) => {
      const { pass } = await sent<{ pass: number }>('counts.startPass', { countId, readers: ['cart'] }, who);
      if (epcs.length > 0) await sent('counts.see', { countId, sightings: epcs.map((epc) => seen(epc, pass)) }, who);
      await between();
      await sent('counts.endPass', { countId, pass }, who);
      return pass;
    },
    decide: (
      countId: string,
      line: number | undefined,
      decision: string,
      more: object = {},
      actor: Actor = supervisor,
    ) => {
      const word = {
        countId,
        round: view(countId).round,
        lines: [line],
        decision,
        reason: 'miscounted',
        note: null,
        shelf: null,
      };
      return codeOf('counts.decide', { ...word, ...more }, actor);
    },
    onShelf: async (location: string): Promise<number> =>
      (await store.ask<AnswerOf<(typeof stockQueries)['stock.atLocation']>>('stock.atLocation', { location }))?.bin
        .quantity ?? 0,
  };
};
export type CountStore = Awaited<ReturnType<typeof openCountStore>>;
