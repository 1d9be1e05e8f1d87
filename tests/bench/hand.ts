import { encodeCopyCode } from '../../shared/labels/copy-code';
import type { AttestedReading, AttestedScan } from '../../shared/features/packing/commands';
import type { PackView } from '../../shared/features/packing/view';
import type { OpenStore } from '../../electron/store/store';
import { command, gtinOf, operator, stationActor, type Wanted } from './world';

let sequence = 0;

export const scanInput = (data: string, aim: string | null, at = Date.now()) => {
  sequence += 1;
  const scan: AttestedScan = { sequence, deviceId: 'scanner', data, aim, source: 'tcp', at, simulated: false };
  return { scan, quantity: null, sku: null, approval: null };
};

const viewOf = (store: OpenStore): PackView => {
  const answer = store.query('packing.current', {}, operator);
  if (!answer.ok || answer.value === null) throw new Error('no order is open');
  return answer.value as PackView;
};

const readingOf = (grams: number): AttestedReading => ({
  deviceId: 'scale',
  weight: { mantissa: grams, exponent: -3, unit: 'kg' },
  text: (grams / 1000).toFixed(3),
  state: 'stable',
  checked: false,
  at: Date.now(),
  rawHex: '5320532020202020312e323334206b670d0a',
  simulated: false,
});

export const scanOrder = (store: OpenStore, number: string): void =>
  void command(store, 'packing.scan', scanInput(number, 'C0'));

const scanItems = (store: OpenStore, { lines }: Wanted): void => {
  for (const { item, quantity } of lines)
    for (let unit = 0; unit < quantity; unit += 1) command(store, 'packing.scan', scanInput(gtinOf(item), 'I1'));
};

const weigh = (store: OpenStore): string => {
  const { parcel } = viewOf(store);
  if (parcel === null || parcel.expectation === null) throw new Error('nothing to weigh');
  const reading = readingOf(Math.round(parcel.expectation.expectedMg / 1000));
  command(store, 'packing.recordWeight', { parcelId: parcel.parcelId, readings: [reading, reading, reading] });
  return parcel.parcelId;
};

const print = (store: OpenStore, parcelId: string): string => {
  command(store, 'packing.requestLabel', { parcelId });
  const label = viewOf(store).parcel?.label ?? null;
  if (label === null) throw new Error('no label');
  const { jobId } = label;
  command(store, 'printing.sending', { jobId, odometerBefore: 100, printerSerial: 'XXQ000000' }, stationActor);
  command(store, 'printing.printed', { jobId, evidence: 'odometer' }, stationActor);
  return encodeCopyCode(label.labelId, label.copy);
};

/** Packs one order by the commands that the station itself would send, from the first scan to the written export. */
export const packOrder = (store: OpenStore, wanted: Wanted): void => {
  scanOrder(store, wanted.number);
  scanItems(store, wanted);
  const parcelId = weigh(store);
  const code = print(store, parcelId);
  command(store, 'packing.scan', scanInput(code, 'd1'));
  const exportId = `closed-${parcelId}`;
  command(store, 'export.make', { exportId });
  command(store, 'export.confirm', { exportId, again: false });
};
