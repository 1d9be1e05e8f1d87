import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TodayBoard } from '../../shared/features/packing/queries';
import type { PrintJobRow } from '../../shared/features/printing/queries';
import { encodeCopyCode } from '../../shared/labels/copy-code';
import { openPackStore, type PackStore } from '../support/pack-store';
import { approval, codeOf, detailsOf, gtins, stationItself, type PackHand } from '../support/pack-world';

let store: PackStore;
let hand: PackHand;
let number = 80_000;

beforeAll(async () => {
  store = await openPackStore();
  hand = store.hand;
});
afterAll(() => store.close());

const openOrder = async (...lines: Parameters<PackHand['order']>[1]): Promise<string> => {
  const before = await hand.view();
  if (before !== null) await hand.must('packing.release', { packId: before.packId });
  number += 1;
  await hand.order(String(number), lines);
  await hand.open(String(number));
  return String(number);
};

const plain = () => hand.scan(gtins.plain, { aim: 'I1' });

/** What stands on the label that the parcel in work has now. */
const zpl = async (): Promise<string> => {
  const bytes = store.open.attachment((await hand.parcel()).label?.sha256 ?? '');
  return new TextDecoder().decode(bytes ?? new Uint8Array());
};

const toLabel = async (): Promise<void> => {
  await openOrder({ sku: 'PLAIN', quantity: 1 });
  await plain();
  await hand.weigh();
  await hand.requestLabel();
};

const job = async (name: string, more: object = {}): Promise<void> => {
  const jobId = (await hand.parcel()).label?.jobId;
  await hand.must(`printing.${name}`, { jobId, ...more }, stationItself);
};
const openJobs = async (parcelId: string): Promise<readonly PrintJobRow[]> =>
  (await hand.query<readonly PrintJobRow[]>('printing.openJobs')).filter((each) => each.parcelId === parcelId);
const sending = () => job('sending', { odometerBefore: 4, printerSerial: null });

describe('the label', () => {
  it('is refused while anything before it is open, whoever asks', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 2 }, { sku: 'SERIAL', quantity: 1 });
    const refused = async (step: string): Promise<void> => {
      const answer = await hand.requestLabel();
      expect(answer.ok).toBe(false);
      expect(detailsOf(answer)).toMatchObject({ step });
      expect((await hand.parcel()).label).toBeNull();
      const { parcelId } = await hand.parcel();
      expect(await hand.command('packing.reprintLabel', { parcelId, reason: 'x' })).toMatchObject({ ok: false });
    };
    await refused('items');
    await plain();
    await refused('items');
    await hand.scan(gtins.serial, { aim: 'I1' });
    await refused('serial');
    await hand.scan('SN-9', { aim: 'C0' });
    await plain();
    await refused('weigh');
    expect(codeOf(await hand.weigh(900_000))).toBe('weight-outside');
    await refused('weight-refused');
    await hand.weigh();
    // Another box makes the weight worthless.
    await hand.must('packing.chooseCarton', { parcelId: (await hand.parcel()).parcelId, cartonId: 'L' });
    await refused('weigh');
    await hand.weigh();
    expect(codeOf(await hand.requestLabel())).toBe('label-requested');
    expect(codeOf(await hand.requestLabel())).toBe('label-print-open');
  });

  it('is another one for each of N parcels, and one on the wrong box blocks closing', async () => {
    const order = await openOrder({ sku: 'PLAIN', quantity: 5 });
    const labels: { sscc: string | null; code: string; parcelId: string; text: string }[] = [];
    for (let parcel = 1; parcel <= 5; parcel += 1) {
      await plain();
      const { parcelId, sequence } = await hand.parcel();
      expect(sequence).toBe(parcel);
      if (parcel < 5) expect(codeOf(await hand.command('packing.finishParcel', { parcelId }))).toBe('parcel-started');
      await hand.weigh();
      await hand.requestLabel();
      await hand.printed();
      const { label } = await hand.parcel();
      const before = labels.at(-1);
      if (before !== undefined) {
        const wrong = await hand.scan(before.code, { aim: 'd1' });
        expect(codeOf(wrong)).toBe('label-wrong-box');
        expect(detailsOf(wrong)).toMatchObject({ order, parcel: parcel - 1, current: parcel });
        expect(codeOf(await hand.scan(`00${before.sscc ?? ''}`, { aim: 'C1' }))).toBe('label-wrong-box');
        expect((await hand.parcel()).state).toBe('labelled');
      }
      labels.push({ sscc: label?.sscc ?? null, code: await hand.labelCode(), parcelId, text: await zpl() });
      expect(codeOf(await hand.scan(labels.at(-1)?.code ?? '', { aim: 'd1' }))).toBe(
        parcel < 5 ? 'parcel-closed' : 'order-packed',
      );
    }
    for (const key of ['sscc', 'code', 'parcelId', 'text'] as const)
      expect(new Set(labels.map((each) => each[key])).size).toBe(5);
    await openOrder({ sku: 'PLAIN', quantity: 1 });
    await plain();
    await hand.weigh();
    await hand.requestLabel();
    const foreign = await hand.scan(labels[0]?.code ?? '', { aim: 'd1' });
    expect(codeOf(foreign)).toBe('label-wrong-box');
    expect(detailsOf(foreign)).toMatchObject({ order, parcel: 1 });
  });

  it('is reprinted with a reason, a counter and the mark; beyond the limit with a supervisor', async () => {
    await toLabel();
    await hand.printed();
    const first = await hand.labelCode();
    const { parcelId } = await hand.parcel();
    const reprint = (reason: string) => hand.command('packing.reprintLabel', { parcelId, reason });
    expect(await reprint(' ')).toMatchObject({ ok: false, failure: { code: 'bad-input' } });
    for (const copy of [2, 3]) {
      expect(detailsOf(await reprint('Label damaged'))).toMatchObject({ copy });
      expect(await zpl()).toContain(`REPRINT ${copy - 1}`);
      await hand.printed();
    }
    expect(codeOf(await reprint('Label lost'))).toBe('reprint-limit');
    const approved = { parcelId, reason: 'Label lost', approval: approval(), printerId: null };
    expect(codeOf(await hand.command('packing.reprintApproved', approved))).toBe('reprint-requested');
    expect(await zpl()).toContain('REPRINT 3');
    await hand.printed();
    expect(codeOf(await hand.scan(first, { aim: 'd1' }))).toBe('label-superseded');
    const board = await hand.query<TodayBoard>('packing.today');
    expect(board.overrides[0]).toMatchObject({ action: 'reprint', reason: 'Label lost' });
    expect(codeOf(await hand.scan(await hand.labelCode(), { aim: 'd1' }))).toBe('order-packed');
  });

  it('of a voided parcel is not printed any more and fits no box; the goods get another', async () => {
    await toLabel();
    const before = await hand.parcel();
    const code = await hand.labelCode();
    await hand.must('packing.voidParcel', { parcelId: before.parcelId, reason: 'Wrong box' });
    expect(await openJobs(before.parcelId)).toEqual([]);
    expect(codeOf(await hand.scan(code, { aim: 'd1' }))).toBe('label-voided');
    await plain();
    await hand.weigh();
    await hand.requestLabel();
    expect((await hand.parcel()).label?.sscc).not.toBe(before.label?.sscc);
    expect(codeOf(await hand.scan(code, { aim: 'd1' }))).toBe('label-voided');
  });

  it('that never left the station goes to another printer without a mark; one that was sent does not', async () => {
    await toLabel();
    const { parcelId } = await hand.parcel();
    const elsewhere = () =>
      hand.command('packing.reprintApproved', {
        parcelId,
        reason: 'Printer broken',
        approval: approval(),
        printerId: 'spare',
      });
    expect(codeOf(await elsewhere())).toBe('reprint-requested');
    expect((await hand.parcel()).label).toMatchObject({ printerId: 'spare', copy: 2, job: 'requested' });
    const [override] = (await hand.query<TodayBoard>('packing.today')).overrides;
    expect(override).toMatchObject({ action: 'other-printer', reason: 'Printer broken' });
    expect(await zpl()).not.toContain('REPRINT');
    expect(await openJobs(parcelId)).toHaveLength(1);
    await sending();
    expect(codeOf(await elsewhere())).toBe('label-print-open');
    await job('uncertain', { why: 'no-progress' });
    expect(codeOf(await elsewhere())).toBe('reprint-requested');
    expect(await zpl()).toContain('REPRINT 1');
    const { labelId } = (await hand.parcel()).label ?? { labelId: '' };
    expect(codeOf(await hand.scan(encodeCopyCode(labelId, 1), { aim: 'd1' }))).toBe('label-superseded');
    expect(codeOf(await hand.scan(encodeCopyCode(labelId, 3), { aim: 'd1' }))).toBe('order-packed');
  });

  it('is settled by its scan when nobody knows whether it came out', async () => {
    await toLabel();
    await sending();
    await job('uncertain', { why: 'app-restarted' });
    expect((await hand.view())?.step).toBe('confirm');
    const jobId = (await hand.parcel()).label?.jobId;
    expect(codeOf(await hand.scan(await hand.labelCode(), { aim: 'd1' }))).toBe('order-packed');
    const jobs = await hand.query<readonly { jobId: string; state: string; evidence: string }[]>(
      'printing.history',
      {},
    );
    expect(jobs.find((each) => each.jobId === jobId)).toMatchObject({ state: 'printed', evidence: 'label-scanned' });
  });
});

describe('the weight', () => {
  it('that is outside names the one piece that explains it', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 2 }, { sku: 'OTHER', quantity: 1 });
    await plain();
    await plain();
    await hand.scan(gtins.other, { aim: 'I1' });
    expect(detailsOf(await hand.weigh(310_000))).toMatchObject({ name: 'Item PLAIN', units: 1 });
    expect(detailsOf(await hand.weigh(-700_000))).toMatchObject({ name: 'Item OTHER', units: -1 });
    expect(detailsOf(await hand.weigh(480_000))).not.toHaveProperty('name');
  });

  it('that was typed is called so on label, parcel and board, and teaches nothing', async () => {
    const order = await openOrder({ sku: 'PLAIN', quantity: 1 });
    await plain();
    const { parcelId, expectation } = await hand.parcel();
    const grams = Math.round((expectation?.expectedMg ?? 0) / 1000);
    const typed = {
      parcelId,
      weight: { mantissa: grams, exponent: -3, unit: 'kg' },
      approval: approval(),
      reason: 'Scale broken',
    };
    expect(codeOf(await hand.command('packing.typeWeight', typed))).toBe('weighed');
    expect((await hand.parcel()).weight).toMatchObject({ source: 'typed', verdict: 'within' });
    await hand.requestLabel();
    expect(await zpl()).toContain('NOT MEASURED');
    expect((await hand.query<TodayBoard>('packing.today')).overrides[0]).toMatchObject({
      action: 'typed-weight',
      order,
      reason: 'Scale broken',
    });
  });

  it('is checked on the very first order, and one that the catalogue lacks is learned and stops nobody', async () => {
    const unweighed = () => hand.scan(gtins.unweighed, { aim: 'I1' });
    await openOrder({ sku: 'UNWEIGHED', quantity: 1 });
    await unweighed();
    expect((await hand.parcel()).expectation?.unknownSkus).toEqual(['UNWEIGHED']);
    const known = (await hand.parcel()).expectation?.expectedMg ?? 0;
    expect(codeOf(await hand.weighAs(known + 412_000))).toBe('weighed');
    expect((await hand.parcel()).weight?.verdict).toBe('learning');
    await hand.requestLabel();
    await openOrder({ sku: 'UNWEIGHED', quantity: 2 });
    await unweighed();
    await unweighed();
    expect((await hand.parcel()).expectation?.unknownSkus).toEqual([]);
    expect(codeOf(await hand.weigh(-412_000))).toBe('weight-outside');
    expect(codeOf(await hand.weigh())).toBe('weighed');
  });
});

describe('a short pick', () => {
  it('closes the order with what is there, and with nothing when nothing is there', async () => {
    const order = await openOrder({ sku: 'PLAIN', quantity: 2 });
    await plain();
    const view = await hand.view();
    const short = (quantity: number) =>
      hand.command('packing.shortPick', { packId: view?.packId, lineId: 'l1', quantity, reason: 'Not there' });
    expect(codeOf(await short(2))).toBe('too-many');
    expect(codeOf(await short(1))).toBe('short-noted');
    expect(codeOf(await hand.close())).toBe('order-packed');
    await openOrder({ sku: 'PLAIN', quantity: 1 });
    const next = await hand.view();
    const all = { packId: next?.packId, lineId: 'l1', quantity: 1, reason: 'Not there' };
    expect(codeOf(await hand.command('packing.shortPick', all))).toBe('order-packed');
    expect(await hand.view()).toBeNull();
    expect(codeOf(await hand.open(order))).toBe('order-packed');
  });
});

describe('a hold', () => {
  it('puts the order aside with its reason, and anybody goes on where it stood', async () => {
    const order = await openOrder({ sku: 'PLAIN', quantity: 2 });
    await plain();
    const packId = (await hand.view())?.packId;
    expect(codeOf(await hand.command('packing.hold', { packId, reason: 'Address unclear' }))).toBe('held');
    expect(await hand.view()).toBeNull();
    expect(codeOf(await hand.open(order))).toBe('order-opened');
    expect((await hand.view())?.step).toBe('held');
    expect((await hand.view())?.holdReason).toBe('Address unclear');
    expect(codeOf(await plain())).toBe('order-held');
    expect(codeOf(await hand.command('packing.resume', { packId }))).toBe('resumed');
    expect((await hand.view())?.packed).toBe(1);
  });
});

describe('the packing slip on a label printer', () => {
  it('is a print job of its own for each page, and binds no parcel', async () => {
    await openOrder({ sku: 'PLAIN', quantity: 1 });
    await plain();
    const pack = await hand.view();
    const input = {
      packId: pack?.packId,
      printerId: 'printer',
      language: 'de',
      stock: { widthMm: 102, heightMm: 152, dpi: 203 },
    };
    const made = await hand.command('packing.printSlip', input);
    const [jobId] = made.ok ? (made.value as readonly string[]) : [];
    const slip = (await hand.query<readonly PrintJobRow[]>('printing.openJobs')).find((each) => each.jobId === jobId);
    expect(slip).toMatchObject({ kind: 'slip', state: 'requested', parcelId: null, copy: null });
    const text = new TextDecoder().decode(store.open.attachment(slip?.sha256 ?? '') ?? new Uint8Array());
    expect(text).toContain('Lieferschein');
    expect(text).toContain('Item PLAIN');
    expect((await hand.parcel()).label).toBeNull();
  });
});
