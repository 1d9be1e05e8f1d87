import type { PackView } from '../../shared/features/packing/view';
import { until, wait } from './clock';
import { settleMs } from './equipment';
import { newestEvents } from './journal-tail';
import { takeShown, watchPage } from './page-watch';
import { percentile, row, type Part } from './rows';
import { askStation, holdOrder, openBench, type Bench } from './session';
import { prepareStation, singleOrders } from './stations';
import type { Passed } from './tap';
import { gtinOf, type Wanted } from './world';

type Emit = Parameters<Part>[1];

const currentPack = ({ joined }: Bench): Promise<PackView | null> =>
  askStation<PackView | null>(joined.page, 'packing.current', {});

const scan = async ({ equipment }: Bench, data: string, aim: string): Promise<number> => {
  const [scanner] = equipment.scanners;
  if (scanner === undefined) throw new Error('no scanner');
  const before = scanner.tap.fromDevice.length;
  await scanner.device.send({ op: 'scan', data, aim });
  return (await until('the scan to leave', () => scanner.tap.fromDevice[before] ?? null)).at;
};

const atStep = (bench: Bench, step: PackView['step']): Promise<PackView> =>
  until(`the step ${step}`, async () => {
    const pack = await currentPack(bench);
    return pack?.step === step ? pack : null;
  });

/** `S S      1.234 kg`: what a poll of the scale is answered with. */
const weightIn = ({ text }: Passed): string | null => /^S [SD] +(\S+) kg\r\n$/.exec(text)?.[1] ?? null;

const untilScaleShows = async ({ equipment }: Bench, text: string): Promise<void> => {
  const { fromDevice } = equipment.scale.tap;
  const from = fromDevice.length;
  await until(`the scale to send ${text}`, () =>
    fromDevice.slice(from).some((each) => each.text.startsWith('S S') && weightIn(each) === text) ? true : null,
  );
};

/** Loads of many sizes: from the first frame with a new figure to the frame that shows it. */
const measureScale = async (bench: Bench, loads: number, emit: Emit): Promise<void> => {
  const { scale } = bench.equipment;
  await watchPage(bench.joined.page, '[data-weight]', null);
  const from = scale.tap.fromDevice.length;
  for (let load = 1; load <= loads; load += 1) {
    await scale.device.send({ op: 'put', weightMg: 1000 * (100 + load * 37) });
    await wait(settleMs + 300);
  }
  const frames = scale.tap.fromDevice.slice(from);
  let next = 0;
  const times = (await takeShown(bench.joined)).flatMap(({ value, paintedAt }) => {
    const digits = /^(\S+) kg$/.exec(value.trim())?.[1];
    const found = frames.findIndex(
      (frame, index) => index >= next && frame.at < paintedAt && weightIn(frame) === digits,
    );
    const frame = frames[found];
    if (frame === undefined) return [];
    next = found + 1;
    return [paintedAt - frame.at];
  });
  emit(row('scale frame → painted, p50', percentile(times, 0.5), 'ms'));
  emit(row('scale frame → painted, p99', percentile(times, 0.99), 'ms'));
  console.log(`${times.length} changed figures of ${frames.length} frames; a scale at rest changes nothing.`);
  await scale.device.send({ op: 'remove' });
  await untilScaleShows(bench, '0.000');
};

interface Labelled {
  /** The last item's bytes, and the first byte of the label at the printer. */
  readonly scannedAt: number;
  readonly labelAt: number;
  readonly labelWallMs: number;
  readonly copyCode: string;
}

const copyCodeOf = (zpl: string): string | null =>
  /PWL\*[0-9A-Z./-]+\*\d+\*[A-Z]{2}/.exec(zpl.replaceAll('_2A', '*'))?.[0] ?? null;

/** One order of one piece, packed as fast as the devices allow: the parcel lies on the scale as the item is scanned. */
const packSingle = async (bench: Bench, { number, lines }: Wanted): Promise<Labelled> => {
  const { scale, printer } = bench.equipment;
  await scan(bench, number, 'C0');
  await atStep(bench, 'items');
  const before = printer.tap.toDevice.length;
  const scannedAt = await scan(bench, gtinOf(lines[0]?.item ?? 0), 'I1');
  const { parcel } = await atStep(bench, 'weigh');
  await scale.device.send({ op: 'put', weightMg: parcel?.expectation?.expectedMg ?? 0 });
  const label = await until(
    'the label',
    () => printer.tap.toDevice.slice(before).find(({ text }) => text.includes('^XA')) ?? null,
  );
  await atStep(bench, 'confirm');
  const zpl = printer.tap.toDevice
    .slice(before)
    .map(({ text }) => text)
    .join('');
  const copyCode = copyCodeOf(zpl);
  if (copyCode === null) throw new Error('the label has no copy code');
  return { scannedAt, labelAt: label.at, labelWallMs: label.wallMs, copyCode };
};

const closeParcel = async (bench: Bench, { copyCode }: Labelled): Promise<void> => {
  await scan(bench, copyCode, 'd1');
  await until('the closed order', async () => ((await currentPack(bench)) === null ? true : null));
  await bench.equipment.scale.device.send({ op: 'remove' });
  await untilScaleShows(bench, '0.000');
};

interface Weighed {
  readonly readings: readonly { readonly at: number }[];
}

/** When the frame passed that completed the last capture before a label. */
const capturedAt = (frames: readonly Passed[], weighings: readonly Weighed[], labelWallMs: number): number => {
  const weighed = weighings.findLast(
    ({ readings }) => (readings.at(-1)?.at ?? Number.POSITIVE_INFINITY) <= labelWallMs,
  );
  const receivedMs = weighed?.readings.at(-1)?.at ?? 0;
  const frame = frames.findLast(({ wallMs }) => wallMs <= receivedMs);
  if (frame === undefined) throw new Error('no frame completed the weighing');
  return frame.at;
};

const measureLabels = async (bench: Bench, data: string, parcels: number, emit: Emit): Promise<void> => {
  const labels: Labelled[] = [];
  for (const order of singleOrders.slice(0, parcels)) {
    const label = await packSingle(bench, order);
    await closeParcel(bench, label);
    labels.push(label);
  }
  const frames = bench.equipment.scale.tap.fromDevice;
  const weighings = newestEvents(data, 'v1.packing.parcelWeighed').map((event) => event.data as unknown as Weighed);
  const times = labels.map(({ labelAt, labelWallMs }) => labelAt - capturedAt(frames, weighings, labelWallMs));
  emit(row('weight captured → label bytes at the printer, p50', percentile(times, 0.5), 'ms'));
  emit(
    row('weight captured → label bytes at the printer, p99', percentile(times, 0.99), 'ms', {
      aim: { of: 'value', atMost: 100 },
    }),
  );
  const whole = labels.map(({ scannedAt, labelAt }) => labelAt - scannedAt);
  emit(row(`last item scanned → label bytes, settling scale included, p50`, percentile(whole, 0.5), 'ms'));
  emit(row(`last item scanned → label bytes, settling scale included, p99`, percentile(whole, 0.99), 'ms'));
};

/** What scale and printer add to a parcel: the figure on the screen, and the label after the weight. */
export const parcelPart: Part = async ({ quick, folder }, emit) => {
  const station = await prepareStation(folder, 0);
  const bench = await openBench(station, 1);
  try {
    await scan(bench, '60099', 'C0');
    await atStep(bench, 'items');
    await measureScale(bench, quick ? 3 : 60, emit);
    await holdOrder(bench.joined.page, 'order-60099');
    await measureLabels(bench, station.data, quick ? 2 : 40, emit);
  } finally {
    await bench.stop();
  }
};
