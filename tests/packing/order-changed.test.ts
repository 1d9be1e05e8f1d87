import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noCounts } from '../../shared/features/import/file';
import type { ShipTo } from '../../shared/features/orders/records';
import { openPackStore, type PackStore } from '../support/pack-store';
import { gtins, stationItself } from '../support/pack-world';

let pack: PackStore;
beforeEach(async () => {
  pack = await openPackStore();
});
afterEach(() => pack.close());

interface Wanted {
  readonly lines?: readonly (readonly [sku: string, quantity: number])[];
  readonly shipTo?: Partial<ShipTo>;
  readonly service?: string;
  readonly cancelled?: boolean;
}

let files = 0;
/** The shop's next word about the order A-1. */
const shop = async ({
  lines = [['PLAIN', 3]],
  shipTo = {},
  service = 'Standard',
  cancelled = false,
}: Wanted): Promise<void> => {
  files += 1;
  const name = `change-${files}`;
  const order = {
    orderId: 'order-A-1',
    number: 'A-1',
    cancelled,
    revision: null,
    row: null,
    mentions: [],
    content: {
      service,
      cutOffAt: null,
      tote: 'TOTE-A-1',
      reference: null,
      note: null,
      gift: null,
      shipTo: {
        name: 'Customer A-1',
        lines: ['2 Harbour Street'],
        postcode: '20095',
        city: 'Hamburg',
        country: 'DE',
        ...shipTo,
      },
      lines: lines.map(([sku, quantity], index) => ({
        lineId: `l${index + 1}`,
        lineNumber: index + 1,
        sku,
        quantity,
        lot: null,
        note: null,
      })),
    },
  };
  const file = { fileId: name, name, sha256: String(files).padStart(64, '0'), source: 'folder', demo: false };
  const end = { before: noCounts, rows: 1, badRows: 0 };
  await pack.hand.must('orders.import', { file, problems: [], end, orders: [order] }, stationItself);
};

const view = async () => {
  const current = await pack.hand.view();
  if (current === null) throw new Error('nothing is open');
  return current;
};
const accept = async () => pack.hand.command('packing.acceptChange', { packId: 'order-A-1' });
const codeOf = async (act: Promise<{ ok: boolean; failure?: { code: string } }>) => (await act).failure?.code ?? 'ok';

/** Opens A-1 (three of PLAIN) and packs so many. */
const begin = async (packed: number): Promise<void> => {
  await pack.hand.order('A-1', [{ sku: 'PLAIN', quantity: 3 }]);
  await pack.hand.open('A-1');
  for (let each = 0; each < packed; each += 1) await pack.hand.scan(gtins.plain);
};

describe('an order that changes while it is packed', () => {
  it('stops the next scan, the weight, the label and the close, and says what changed', async () => {
    await begin(3);
    await pack.hand.weigh();
    await pack.hand.requestLabel();
    await pack.hand.printed();
    const label = await pack.hand.labelCode();
    await shop({
      lines: [
        ['PLAIN', 3],
        ['OTHER', 1],
      ],
      service: 'Express',
    });
    expect((await view()).step).toBe('changed');
    expect((await view()).change).toEqual({
      cancelled: false,
      changes: [
        { code: 'line-added', sku: 'OTHER', name: 'Item OTHER', after: '1' },
        { code: 'service', before: 'Standard', after: 'Express' },
      ],
    });
    expect(await codeOf(pack.hand.scan(gtins.plain))).toBe('order-changed');
    expect(await codeOf(pack.hand.scan(label, { aim: 'd1' }))).toBe('order-changed');
    const { parcelId } = await pack.hand.parcel();
    expect(await codeOf(pack.hand.command('packing.undoItem', { parcelId }))).toBe('order-changed');
  });

  it('stops the label of a parcel that was weighed before', async () => {
    await begin(3);
    await pack.hand.weigh();
    await shop({ shipTo: { city: 'Bremen' } });
    expect(await codeOf(pack.hand.requestLabel())).toBe('order-changed');
    expect((await accept()).ok).toBe(true);
    expect((await view()).step).toBe('label');
    expect((await pack.hand.requestLabel()).ok).toBe(true);
  });

  it('names an address and never quotes it', async () => {
    await begin(1);
    await shop({ shipTo: { name: 'Rosalind Franklin' } });
    expect((await view()).change?.changes).toEqual([{ code: 'address' }]);
  });

  it('tells of all changes since it was opened at once', async () => {
    await begin(1);
    await shop({ lines: [['PLAIN', 4]] });
    await shop({ lines: [['PLAIN', 5]] });
    expect((await view()).change?.changes).toMatchObject([{ code: 'quantity', before: '3', after: '5' }]);
  });

  it('goes on with it as it is now, once that was seen', async () => {
    await begin(3);
    await pack.hand.weigh();
    await shop({
      lines: [
        ['PLAIN', 3],
        ['OTHER', 1],
      ],
    });
    expect((await accept()).ok).toBe(true);
    // Weighed too early: the box is open again, and the weight forgotten with the next item.
    expect((await view()).step).toBe('items');
    expect((await pack.hand.scan(gtins.other)).ok).toBe(true);
    expect((await view()).step).toBe('weigh');
    expect((await pack.hand.close()).ok).toBe(true);
  });

  it('may be put aside instead, and asks again when it is opened', async () => {
    await begin(1);
    await shop({ lines: [['PLAIN', 5]] });
    await pack.hand.must('packing.release', { packId: 'order-A-1' });
    expect(await pack.hand.view()).toBeNull();
    await pack.hand.open('A-1');
    expect((await view()).step).toBe('changed');
  });
});

describe('a label that was made before the change', () => {
  const labelled = async (): Promise<string> => {
    await begin(3);
    await pack.hand.weigh();
    await pack.hand.requestLabel();
    await pack.hand.printed();
    return pack.hand.labelCode();
  };

  it('with the old address does not close the box: a new copy takes its place', async () => {
    const old = await labelled();
    await shop({ shipTo: { lines: ['7 New Road'], city: 'Bremen' } });
    expect((await accept()).ok).toBe(true);
    expect((await view()).parcel?.label).toMatchObject({ copy: 2, job: 'requested' });
    const zpl = new TextDecoder().decode(
      pack.open.attachment((await view()).parcel?.label?.sha256 ?? '') ?? new Uint8Array(),
    );
    expect(zpl.length).toBeGreaterThan(0);
    await pack.hand.printed();
    expect(await codeOf(pack.hand.scan(old, { aim: 'd1' }))).toBe('label-superseded');
    expect((await pack.hand.scan(await pack.hand.labelCode(), { aim: 'd1' })).ok).toBe(true);
  });

  it('stays when nothing on it changed', async () => {
    const label = await labelled();
    await shop({
      lines: [
        ['PLAIN', 3],
        ['OTHER', 1],
      ],
    });
    expect((await accept()).ok).toBe(true);
    expect((await view()).parcel?.label).toMatchObject({ copy: 1 });
    // The box goes as it is; what was added comes in the next one.
    expect((await pack.hand.scan(label, { aim: 'd1' })).ok).toBe(true);
    expect((await view()).step).toBe('items');
  });

  it('of a box that holds too much now is worthless: the box is packed anew', async () => {
    const label = await labelled();
    await shop({ lines: [['PLAIN', 2]] });
    expect((await accept()).ok).toBe(true);
    expect(await codeOf(pack.hand.scan(label, { aim: 'd1' }))).toBe('label-voided');
    await pack.hand.scan(gtins.plain);
    await pack.hand.scan(gtins.plain);
    expect((await pack.hand.close()).ok).toBe(true);
  });

  it('that is on its way to the printer is waited for', async () => {
    await begin(3);
    await pack.hand.weigh();
    await pack.hand.requestLabel();
    const jobId = (await view()).parcel?.label?.jobId;
    await pack.hand.must('printing.sending', { jobId, odometerBefore: 1, printerSerial: 'P1' }, stationItself);
    await shop({ shipTo: { city: 'Bremen' } });
    expect(await codeOf(accept())).toBe('label-print-open');
    await pack.hand.must('printing.printed', { jobId, evidence: 'counter 1→2, queue empty' }, stationItself);
    expect((await accept()).ok).toBe(true);
  });
});

describe('an order that was made smaller', () => {
  it('asks for what is too much, and takes each piece out by its scan', async () => {
    await begin(3);
    await shop({ lines: [['PLAIN', 1]] });
    await accept();
    expect((await view()).step).toBe('items');
    expect((await view()).lines[0]).toMatchObject({ quantity: 1, packed: 3, takeOut: 2 });
    for (let each = 0; each < 2; each += 1)
      expect(await pack.hand.scan(gtins.plain)).toMatchObject({ value: { code: 'taken-out' } });
    expect((await view()).lines[0]).toMatchObject({ packed: 1, takeOut: 0 });
    expect((await view()).step).toBe('weigh');
    expect(await codeOf(pack.hand.scan(gtins.plain))).toBe('too-many');
    expect((await pack.hand.close()).ok).toBe(true);
  });

  it('asks for it even when the box was full and weighed', async () => {
    await begin(3);
    await pack.hand.weigh();
    await shop({ lines: [['PLAIN', 2]] });
    await accept();
    expect(await codeOf(pack.hand.requestLabel())).toBe('steps-open');
    expect((await view()).step).toBe('items');
    await pack.hand.scan(gtins.plain);
    expect((await view()).step).toBe('weigh');
  });

  it('splits what was counted in one go', async () => {
    await begin(0);
    await pack.hand.scan(gtins.plain, { quantity: 3 });
    await shop({ lines: [['PLAIN', 2]] });
    await accept();
    expect(await pack.hand.scan(gtins.plain)).toMatchObject({ value: { code: 'taken-out', details: { quantity: 1 } } });
    expect((await pack.hand.parcel()).items).toMatchObject([{ quantity: 2 }]);
    expect((await view()).step).toBe('weigh');
  });

  it('by a whole line takes that line out', async () => {
    await pack.hand.order('A-1', [
      { sku: 'PLAIN', quantity: 1 },
      { sku: 'OTHER', quantity: 1 },
    ]);
    await pack.hand.open('A-1');
    await pack.hand.scan(gtins.plain);
    await pack.hand.scan(gtins.other);
    await shop({ lines: [['PLAIN', 1]] });
    await accept();
    expect((await pack.hand.scan(gtins.other)).ok).toBe(true);
    expect((await view()).step).toBe('weigh');
  });

  it('asks which serial number comes out', async () => {
    await pack.hand.order('A-1', [{ sku: 'SERIAL', quantity: 2 }]);
    await pack.hand.open('A-1');
    for (const serial of ['S1', 'S2']) await pack.hand.scan(`01${gtins.serial}21${serial}`, { aim: 'd2' });
    await shop({ lines: [['SERIAL', 1]] });
    await accept();
    expect(await pack.hand.scan(gtins.serial)).toMatchObject({ value: { code: 'serial-needed' } });
    expect(await codeOf(pack.hand.scan('S9'))).toBe('not-in-box');
    expect(await pack.hand.scan('S1')).toMatchObject({ value: { code: 'taken-out' } });
    expect((await pack.hand.parcel()).items).toMatchObject([{ serial: 'S2' }]);
  });
});

describe('an order that is cancelled while it is packed', () => {
  it('stops at every step, and lets the goods go back', async () => {
    await begin(3);
    await pack.hand.weigh();
    await pack.hand.requestLabel();
    const { parcelId } = await pack.hand.parcel();
    const jobId = (await view()).parcel?.label?.jobId;
    await shop({ cancelled: true });
    expect((await view()).change).toMatchObject({ cancelled: true });
    expect(await codeOf(pack.hand.scan(gtins.plain))).toBe('order-cancelled');
    expect(await codeOf(accept())).toBe('order-cancelled');
    await pack.hand.must('packing.release', { packId: 'order-A-1' });
    expect(await pack.hand.view()).toBeNull();
    // The label that waits for the printer comes out no more.
    const jobs = await pack.hand.query<readonly { jobId: string; state: string }[]>('printing.history', { limit: 10 });
    expect(jobs.find((job) => job.jobId === jobId)?.state).toBe('discarded');
    const parcels = pack.open.projection.all<{ state: string }>(
      'SELECT state FROM parcels WHERE parcel_id = ?',
      parcelId,
    );
    expect(parcels).toEqual([{ state: 'voided' }]);
    expect(await codeOf(pack.hand.open('A-1'))).toBe('order-cancelled');
  });

  it('after one of its boxes has gone is told to the office', async () => {
    await pack.hand.order('A-1', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('A-1');
    await pack.hand.scan(gtins.plain);
    await pack.hand.must('packing.finishParcel', { parcelId: (await pack.hand.parcel()).parcelId });
    await pack.hand.close();
    await shop({ cancelled: true });
    const { rows } = await pack.hand.query<{ rows: readonly { code: string }[] }>('exceptions.list');
    expect(rows.map(({ code }) => code)).toContain('cancelled-after-packed');
  });
});

describe('the rest of an order that was dropped after a box had gone', () => {
  it('ends the order with what was shipped', async () => {
    await pack.hand.order('A-1', [{ sku: 'PLAIN', quantity: 2 }]);
    await pack.hand.open('A-1');
    await pack.hand.scan(gtins.plain);
    await pack.hand.must('packing.finishParcel', { parcelId: (await pack.hand.parcel()).parcelId });
    await pack.hand.close();
    await shop({ lines: [['PLAIN', 1]] });
    await accept();
    expect(await pack.hand.view()).toBeNull();
    expect(pack.open.projection.all('SELECT state FROM packs')).toEqual([{ state: 'packed' }]);
  });
});
