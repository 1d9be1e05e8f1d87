import { afterEach, expect, it } from 'vitest';
import { hasMod10CheckDigit } from '../../shared/barcode/check-digit';
import type { StoreSettings } from '../../electron/store/types';
import { openPackStore, type PackStore } from '../support/pack-store';
import { codeOf, detailsOf, gtins, packSettings } from '../support/pack-world';

let pack: PackStore | null = null;
afterEach(() => pack?.close());

const begin = async (settings: Partial<StoreSettings>): Promise<PackStore> => {
  pack = await openPackStore(settings);
  for (const number of ['1', '2', '3', '4'])
    await pack.hand.order(number, [{ sku: 'PLAIN', quantity: Number(number) }]);
  return pack;
};

/** Up to where the label is asked for. */
const packItems = async ({ hand }: PackStore, number: string): Promise<void> => {
  await hand.open(number);
  for (let piece = 0; piece < Number(number); piece += 1) await hand.scan(gtins.plain, { aim: 'I1' });
  await hand.weigh();
};

const close = async ({ hand }: PackStore): Promise<string> => {
  await hand.printed();
  return codeOf(await hand.scan(await hand.labelCode(), { aim: 'd1' }));
};

const ssccOf = async ({ hand }: PackStore): Promise<string | null> => (await hand.parcel()).label?.sscc ?? null;

/** Serial references are 9 digits with the 7 of the prefix 9521234. */
const serialOf = (sscc: string | null): number => Number(sscc?.slice(8, 17));

const zplOf = async ({ open, hand }: PackStore): Promise<string> =>
  new TextDecoder().decode(open.attachment((await hand.parcel()).label?.sha256 ?? '') ?? new Uint8Array());

it('a used-up SSCC range stops the label and nothing else, and the parcel goes on in the new range', async () => {
  const station = await begin({ ssccRange: { extension: 0, first: 700, last: 701 } });
  const { hand, open } = station;
  for (const [number, serial] of [
    ['1', 700],
    ['2', 701],
  ] as const) {
    await packItems(station, number);
    expect(codeOf(await hand.requestLabel())).toBe('label-requested');
    expect(serialOf(await ssccOf(station))).toBe(serial);
    expect(await close(station)).toBe('order-packed');
  }
  await packItems(station, '3');
  const before = await hand.view();
  for (let ask = 0; ask < 3; ask += 1) {
    const refused = await hand.requestLabel();
    expect(codeOf(refused)).toBe('sscc-exhausted');
    expect(detailsOf(refused)).toEqual({ first: 700, last: 701 });
  }
  // Weighed, packed, no label: exactly as it was.
  expect(await hand.view()).toEqual(before);
  // IT's new range has lower numbers than the old one: a new block of the same prefix, under another extension digit.
  open.setSettings({ ...packSettings, ssccRange: { extension: 3, first: 5, last: 9 } });
  expect(codeOf(await hand.requestLabel())).toBe('label-requested');
  const sscc = (await ssccOf(station)) ?? '';
  expect(sscc).toMatch(/^39521234000000005\d$/);
  expect(hasMod10CheckDigit(sscc)).toBe(true);
  expect(await close(station)).toBe('order-packed');
  await packItems(station, '4');
  await hand.requestLabel();
  expect(serialOf(await ssccOf(station))).toBe(6);
});

it('a parcel keeps its SSCC when IT changes range or prefix, and a range that comes back goes on where it ended', async () => {
  const station = await begin({ ssccRange: { extension: 0, first: 40, last: 49 } });
  const { hand, open } = station;
  await packItems(station, '1');
  await hand.requestLabel();
  const first = await ssccOf(station);
  await hand.printed();
  open.setSettings({ ...packSettings, gs1CompanyPrefix: '4012345', ssccRange: { extension: 0, first: 1, last: 9 } });
  const { parcelId } = await hand.parcel();
  await hand.must('packing.reprintLabel', { parcelId, reason: 'Label damaged' });
  expect(await ssccOf(station)).toBe(first);
  expect(await close(station)).toBe('order-packed');
  await packItems(station, '2');
  await hand.requestLabel();
  expect(await ssccOf(station)).toMatch(/^04012345000000001/);
  await close(station);
  open.setSettings({ ...packSettings, ssccRange: { extension: 0, first: 1, last: 999 } });
  await packItems(station, '3');
  await hand.requestLabel();
  expect(serialOf(await ssccOf(station))).toBe(41);
});

it('without a GS1 prefix the label carries the parcel number as Code 128, and closes the parcel all the same', async () => {
  const station = await begin({ gs1CompanyPrefix: null, ssccRange: null });
  const { hand } = station;
  const numbers: (string | undefined)[] = [];
  for (const number of ['1', '2']) {
    await packItems(station, number);
    expect(codeOf(await hand.requestLabel())).toBe('label-requested');
    const { label } = await hand.parcel();
    expect(label?.sscc).toBeNull();
    expect(label?.parcelNumber).toMatch(/^PS1-\d{6}$/);
    const zpl = await zplOf(station);
    // Code set B and no FNC1: a plain Code 128, and nothing on the label that calls itself an SSCC.
    expect(zpl).toContain(`^FD>:${label?.parcelNumber}^FS`);
    expect(zpl).not.toMatch(/SSCC|\^FD>;>800/);
    await hand.printed();
    const [before] = numbers;
    if (number === '2') expect(codeOf(await hand.scan(before ?? '', { aim: 'C0' }))).toBe('label-wrong-box');
    numbers.push(label?.parcelNumber);
    expect(codeOf(await hand.scan(label?.parcelNumber ?? '', { aim: 'C0' }))).toBe('order-packed');
  }
  expect(new Set(numbers).size).toBe(2);
});
