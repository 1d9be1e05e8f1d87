import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import schema from '../vectors/epcis/EPCIS-JSON-Schema.json';
import { offsetAt, writeEpcis } from '../../electron/features/trace/write-epcis';
import { nodeFilePort } from '../../electron/journal/file-port';
import { epcisEvents, type EpcisMovement, type EpcisNames } from '../../shared/features/trace/epcis';
import { movementKinds, type Place } from '../../shared/features/stock/records';
import { operator, supervisor, testSettings, type TestStore } from '../import/support/test-store';
import { countFeatures, lamp, mug, openCountStore, seen, type CountStore } from '../counts/count-store';
import { bring, moveOf, openStockStore, type MoveWish } from './stock-store';

const isUri = (text: string): boolean => {
  try {
    return new URL(text).protocol.length > 1;
  } catch {
    return false;
  }
};
const isMoment = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text));

const ajv = new Ajv({ strict: false, allErrors: true, formats: { uri: isUri, 'date-time': isMoment } });
const isEpcis = ajv.compile(schema);
const faultsOf = (document: unknown): readonly string[] =>
  isEpcis(document)
    ? []
    : (isEpcis.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);

interface Document {
  readonly epcisBody: { readonly eventList: readonly Readonly<Record<string, unknown>>[] };
}
const around = (events: readonly unknown[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-24T08:00:00.000Z',
  epcisBody: { eventList: events },
});

let store: TestStore;
beforeEach(async () => {
  store = await openStockStore(countFeatures);
  await bring(store, 'stock.csv', ['location,sku,quantity,lot,expiry', 'A-1,MUG,10,,', 'A-2,TEA,4,L1,2027-12-01']);
});
afterEach(() => store.dispose());

const move = async (wish: MoveWish & { readonly document?: string }): Promise<void> =>
  expect(await store.send('stock.move', { ...moveOf(wish), document: wish.document ?? null }, operator)).toMatchObject({
    ok: true,
  });

const write = (from = '2000-01-01T00:00:00.000Z', to = '2100-01-01T00:00:00.000Z') =>
  writeEpcis(
    {
      db: store.opened.projection,
      actor: supervisor,
      at: '2026-11-24T09:00:00.000Z',
      settings: testSettings,
      unseal: () => null,
      attachment: () => null,
      port: nodeFilePort,
      onProgress: () => undefined,
    },
    { from, to, folder: store.folder, name: 'epcis', countId: null },
  );
const written = (): Document => JSON.parse(readFileSync(join(store.folder, 'epcis.jsonld'), 'utf8')) as Document;

describe('the EPCIS export', () => {
  it('names a bin by the GLN that a file gave it, which no other file takes away; one that is none is refused', async () => {
    const places = await bring(store, 'places.csv', [
      'location,zone,gln,gln_extension',
      'A-1,Z,9521234000013,Z-7',
      'A-2,Z,9521234000013,',
      'A-3,Z,9521234000014,',
      'A-4,Z,,no space',
    ]);
    expect(places).toMatchObject({ state: 'done', badRows: 2 });
    expect(places.problems.map(({ code, subject }) => `${code} ${subject ?? ''}`)).toEqual([
      'not-a-gln A-3',
      'not-a-gln-extension A-4',
    ]);
    await bring(store, 'more.csv', ['location,zone,sku,quantity', 'A-1,Z,MUG,10']);
    await move({ sku: 'MUG', from: 'A-1', to: 'A-2', quantity: 2 });
    expect(write()).toMatchObject({ ok: true });
    expect(faultsOf(written())).toEqual([]);
    expect(written().epcisBody.eventList.at(-1)).toMatchObject({
      readPoint: { id: 'https://id.gs1.org/414/9521234000013/254/Z-7' },
      bizLocation: { id: 'https://id.gs1.org/414/9521234000013' },
    });
  });

  it('holds to GS1’s schema, with business steps, dispositions and Digital Links', async () => {
    await move({
      kind: 'receive',
      sku: 'TEA',
      lot: 'L9',
      expiry: '2027-01-01',
      from: null,
      to: 'A-1',
      quantity: 6,
      document: 'DN 7',
    });
    await move({ kind: 'receive', sku: 'LAMP', serial: 'S/1', from: null, to: 'A-1', quantity: 1 });
    await move({ sku: 'MUG', from: 'A-1', to: 'A-2', quantity: 2 });
    await store.send(
      'stock.move',
      { ...moveOf({ kind: 'scrap', from: 'A-1', to: null, quantity: 1 }), reason: 'damaged' },
      supervisor,
    );
    const answer = write();
    expect(answer).toMatchObject({ ok: true });
    const document = written();
    expect(faultsOf(document)).toEqual([]);
    const events = document.epcisBody.eventList;
    expect(answer.ok ? answer.value.events : 0).toBe(events.length);
    expect(events.find(({ bizStep }) => bizStep === 'receiving')).toMatchObject({
      type: 'ObjectEvent',
      action: 'OBSERVE',
      eventTimeZoneOffset: '+01:00',
      bizTransactionList: [{ type: 'desadv', bizTransaction: 'urn:x-packwright:document:DN%207' }],
      quantityList: [{ epcClass: 'urn:x-packwright:item:TEA:L9', quantity: 6 }],
    });
    expect(events.find(({ bizStep }) => bizStep === 'storing')).toMatchObject({
      disposition: 'sellable_not_accessible',
      readPoint: { id: 'urn:x-packwright:location:BERLIN:A-1' },
      bizLocation: { id: 'urn:x-packwright:location:BERLIN:A-2' },
      quantityList: [{ epcClass: 'https://id.gs1.org/01/04006381333931', quantity: 2 }],
    });
    expect(JSON.stringify(events)).toContain('urn:x-packwright:piece:LAMP:S%2F1');
    expect(events.find(({ bizStep }) => bizStep === 'destroying')).toMatchObject({
      action: 'DELETE',
      disposition: 'destroyed',
    });
  });

  it('gives every event the same id each time, and none the id of another', async () => {
    for (let each = 0; each < 4; each += 1) await move({ from: 'A-1', to: 'A-2', quantity: 1 });
    write();
    const ids = written().epcisBody.eventList.map(({ eventID }) => eventID);
    expect(new Set(ids).size).toBe(ids.length);
    write();
    expect(written().epcisBody.eventList.map(({ eventID }) => eventID)).toEqual(ids);
  });

  it('holds what happened within its time and nothing else', async () => {
    store.setNow('2026-11-24T10:00:00.000Z');
    await move({ from: 'A-1', to: 'A-2', quantity: 1 });
    expect(write('2026-11-24T09:00:00.000Z', '2026-11-24T11:00:00.000Z')).toMatchObject({ value: { events: 1 } });
    expect(write('2026-11-24T11:00:00.000Z', '2026-11-24T12:00:00.000Z')).toMatchObject({
      failure: { code: 'nothing-to-export' },
    });
  });
});

const shelf = (location: string, unit: string | null = null): Place => ({ location, unit, status: 'available' });
const movement = (more: Partial<EpcisMovement>): EpcisMovement => ({
  n: 7,
  part: 1,
  kind: 'move',
  reason: null,
  document: null,
  at: '2026-11-24T08:00:00.000Z',
  offset: '+01:00',
  lines: [],
  ssccs: new Map([['p1', '095211410000000014']]),
  ...more,
});
const noGln = () => ({ gln: null, extension: null });
const names = { record: 'r', site: 'S', gln: null, glnOf: noGln, uuid: () => '00000000-0000-8000-8000-000000000000' };
const line = (from: Place, to: Place, sku: string, quantity: number, serial: string | null = null) => ({
  goods: { sku, lot: null, serial },
  gtin: '04006381333931',
  from,
  to,
  quantity,
});

describe('an event of EPCIS', () => {
  it('joins pieces to the parcel that they were packed in, by its SSCC', () => {
    const packed = movement({
      kind: 'pack',
      document: '84217/2',
      lines: [
        line(shelf('S1', 'p1'), shelf('S1', 'p1'), 'A', 2),
        line(shelf('S1', 'p1'), shelf('S1', 'p1'), 'B', 1, 'X1'),
      ],
    });
    const events = epcisEvents(packed, names);
    expect(faultsOf(around(events))).toEqual([]);
    expect(events).toMatchObject([
      {
        type: 'AggregationEvent',
        action: 'ADD',
        bizStep: 'packing',
        parentID: 'https://id.gs1.org/00/095211410000000014',
        childEPCs: ['https://id.gs1.org/01/04006381333931/21/X1'],
        childQuantityList: [{ quantity: 2 }],
        bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x-packwright:order:84217' }],
      },
    ]);
    const shipped = epcisEvents(
      { ...packed, kind: 'ship', lines: [line(shelf('S1', 'p1'), { counter: 'customer' }, 'A', 2)] },
      names,
    );
    expect(faultsOf(around(shipped))).toEqual([]);
    expect(shipped).toMatchObject([
      { bizStep: 'shipping', disposition: 'in_transit', epcList: ['https://id.gs1.org/00/095211410000000014'] },
    ]);
  });

  it('joins loose pieces to the pallet that they are put on, and parts them again', async () => {
    const sscc = '095212340000000013';
    const side = (location: string, unit: string | null) => ({ location, unit, status: 'available' });
    for (const [from, to] of [
      [side('A-1', null), side('A-2', sscc)],
      [side('A-2', sscc), side('A-1', null)],
    ])
      expect(
        await store.send('stock.move', { ...moveOf({ from: 'A-1', to: 'A-2', quantity: 2 }), from, to }, operator),
      ).toMatchObject({ ok: true });
    write();
    const document = written();
    expect(faultsOf(document)).toEqual([]);
    const pallet = document.epcisBody.eventList.filter(({ type }) => type === 'AggregationEvent');
    expect(pallet.map(({ action, parentID }) => [action, parentID])).toEqual([
      ['ADD', `https://id.gs1.org/00/${sscc}`],
      ['DELETE', `https://id.gs1.org/00/${sscc}`],
    ]);
  });

  it('tells of a kit what went in and what came out', () => {
    const kit = movement({
      kind: 'kit',
      lines: [line(shelf('A'), { counter: 'kit' }, 'PART', 4), line({ counter: 'kit' }, shelf('B'), 'KIT', 1)],
    });
    const events = epcisEvents(kit, names);
    expect(faultsOf(around(events))).toEqual([]);
    expect(events).toMatchObject([
      { type: 'TransformationEvent', inputQuantityList: [{ quantity: 4 }], outputQuantityList: [{ quantity: 1 }] },
    ]);
  });

  it.each(movementKinds)('of a movement of kind %s holds to the schema', (kind) => {
    const places: readonly [Place, Place][] = [
      [{ counter: 'supplier' }, shelf('A')],
      [shelf('A'), shelf('B', 'p1')],
      [shelf('B', 'p9'), { counter: 'customer' }],
    ];
    const lines = places.map(([from, to]) => line(from, to, 'A', 3));
    expect(faultsOf(around(epcisEvents(movement({ kind, lines, document: 'D' }), names)))).toEqual([]);
  });

  it('names a bin as a part of the site’s GLN, where it has one and the code is short enough', () => {
    const at = (gln: string | null, location: string, place: ReturnType<EpcisNames['glnOf']> = noGln()) => {
      const to: Place = { location, unit: null, status: 'available' };
      const received = {
        goods: { sku: 'A', lot: null, serial: null },
        gtin: null,
        from: { counter: 'supplier' } as const,
        to,
        quantity: 1,
      };
      const [event] = epcisEvents(
        {
          n: 1,
          part: 1,
          kind: 'receive',
          reason: null,
          document: null,
          at: '2026-11-24T08:00:00.000Z',
          offset: '+01:00',
          lines: [received],
          ssccs: new Map(),
        },
        { ...names, gln, glnOf: () => place },
      );
      expect(faultsOf(around([event]))).toEqual([]);
      return event?.['bizLocation'];
    };
    expect(at('9521234000006', 'A/1')).toEqual({ id: 'https://id.gs1.org/414/9521234000006/254/A%2F1' });
    expect(at('9521234000006', 'A-123456789-123456789')).toEqual({
      id: 'urn:x-packwright:location:S:A-123456789-123456789',
    });
    const id = (uri: string) => ({ id: `https://id.gs1.org/414/${uri}` });
    const own = { gln: '9521234000013', extension: null };
    expect(at('9521234000006', 'A/1', own)).toEqual(id('9521234000013'));
    expect(at(null, 'A-123456789-123456789', own)).toEqual(id('9521234000013'));
    expect(at('9521234000006', 'A/1', { ...own, extension: 'Z7' })).toEqual(id('9521234000013/254/Z7'));
    expect(at('9521234000006', 'A-123456789-123456789', { gln: null, extension: '12' })).toEqual(
      id('9521234000006/254/12'),
    );
    expect(at(null, 'A/1')).toEqual({ id: 'urn:x-packwright:location:S:A%2F1' });
  });

  it('is refused by the schema where a word is not one of its words: the schema looks', () => {
    const [event] = epcisEvents(movement({ lines: [line(shelf('A'), shelf('B'), 'A', 1)] }), names);
    expect(faultsOf(around([{ ...event, bizStep: 'carrying' }]))).not.toEqual([]);
    expect(faultsOf(around([{ ...event, eventTimeZoneOffset: '1' }]))).not.toEqual([]);
    expect(faultsOf(around([{ ...event, surprise: 1 }]))).not.toEqual([]);
  });

  it('has the offset of its own day', () => {
    expect(offsetAt('2026-11-24T08:00:00.000Z', 'Europe/Berlin')).toBe('+01:00');
    expect(offsetAt('2026-07-24T08:00:00.000Z', 'Europe/Berlin')).toBe('+02:00');
    expect(offsetAt('2026-07-24T08:00:00.000Z', 'UTC')).toBe('+00:00');
  });
});

describe('counts in EPCIS', () => {
  const epcisOf = (on: CountStore, countId: string | null): Document => {
    const { folder, opened } = on.store;
    const task = {
      db: opened.projection,
      actor: supervisor,
      at: '2026-11-24T09:00:00.000Z',
      settings: testSettings,
      unseal: () => null,
      attachment: () => null,
      port: nodeFilePort,
      onProgress: () => undefined,
    };
    const wish = {
      from: '2000-01-01T00:00:00.000Z',
      to: '2100-01-01T00:00:00.000Z',
      folder,
      name: 'count',
    };
    expect(writeEpcis(task, { ...wish, countId })).toMatchObject({ ok: true });
    return JSON.parse(readFileSync(join(folder, 'count.jsonld'), 'utf8')) as Document;
  };

  it('tell the tags that were read, and not those that were heard from outside', async () => {
    const on = await openCountStore(['A-1,A,MUG,1,,', 'A-2,A,LAMP,1,1,', 'A-2,A,LAMP,1,2,', 'B-1,B,LAMP,1,9,']);
    try {
      const countId = await on.start('rfid');
      for (const again of [1, 2]) {
        const pass = await on.pass(countId, [lamp(1), mug(5)], () =>
          on.sent('counts.see', { countId, sightings: [seen(lamp(9), again, { rssiCentiDbm: -7800, reads: 1 })] }),
        );
        expect(pass).toBe(again);
      }
      expect(epcisOf(on, null).epcisBody.eventList.filter(({ bizStep }) => bizStep === 'cycle_counting')).toEqual([]);
      await on.sent('counts.submit', { countId });
      const document = epcisOf(on, countId);
      expect(faultsOf(document)).toEqual([]);
      expect(document.epcisBody.eventList).toMatchObject([
        {
          type: 'ObjectEvent',
          action: 'OBSERVE',
          bizStep: 'cycle_counting',
          readPoint: { id: 'urn:x-packwright:zone:BERLIN:A' },
          epcList: ['https://id.gs1.org/01/00614141123452/21/5', 'https://id.gs1.org/01/00614141999996/21/1'],
          bizTransactionList: [{ bizTransaction: `urn:x-packwright:count:${countId}` }],
        },
      ]);
      // What is missing is booked once it is posted: the same file tells it then.
      for (const each of on.linesOf(countId)) await on.decide(countId, each.line, 'adjust', { reason: 'lost' });
      await on.sent('counts.post', { countId }, supervisor);
      const posted = epcisOf(on, countId);
      expect(faultsOf(posted)).toEqual([]);
      expect(posted.epcisBody.eventList).toHaveLength(2);
      expect(JSON.stringify(posted)).toContain('https://id.gs1.org/01/00614141999996/21/2');
      // All of a time: its receipts, what was booked and what was seen.
      const all = epcisOf(on, null);
      expect(faultsOf(all)).toEqual([]);
      expect(
        all.epcisBody.eventList.filter(({ readPoint }) => JSON.stringify(readPoint).includes(':zone:')),
      ).toHaveLength(1);
    } finally {
      await on.store.dispose();
    }
  });

  it('tell bin by bin what was scanned', async () => {
    const on = await openCountStore(['A-1,A,MUG,4,,', 'A-2,A,LAMP,1,1,']);
    try {
      const countId = await on.start('barcode');
      await on.scan(countId, 'A-1', 'MUG', 3);
      await on.scan(countId, 'A-2', 'LAMP', 1, '1');
      for (const location of ['A-1', 'A-2']) await on.sent('counts.finishBin', { countId, location });
      await on.sent('counts.submit', { countId });
      const document = epcisOf(on, countId);
      expect(faultsOf(document)).toEqual([]);
      expect(document.epcisBody.eventList).toMatchObject([
        {
          readPoint: { id: 'urn:x-packwright:location:BERLIN:A-1' },
          epcList: [],
          quantityList: [{ epcClass: 'https://id.gs1.org/01/00614141123452', quantity: 3 }],
        },
        { epcList: ['https://id.gs1.org/01/00614141999996/21/1'] },
      ]);
    } finally {
      await on.store.dispose();
    }
  });
});
