import { monotonic, until, wait } from './clock';
import type { Wired } from './equipment';
import { newestEvents } from './journal-tail';
import { takeShown, watchPage, type Shown } from './page-watch';
import { keepReporting } from './reports';
import { percentile, row, type Part } from './rows';
import { holdOrder, openBench, type Bench } from './session';
import { prepareStation, scanOrders, type PreparedStation } from './stations';
import { gtinOf, orderIdOf, type Wanted } from './world';

type Emit = Parameters<Part>[1];

const count = new Intl.NumberFormat('en-US');
const scannerCount = 4;
const intervalMs = 50;
/** So much a scan may come before or after its time, so that two sometimes fall together. */
const jitterMs = 20;
const piecesPerOrder = 24;

interface PlannedScan {
  readonly data: string;
  readonly aim: string;
  readonly isItem: boolean;
}

/** An order opened and packed up to its last piece, all by scanner. */
const planScans = ({ number, lines }: Wanted, pieces: number): PlannedScan[] => [
  { data: number, aim: 'C0', isItem: false },
  ...lines
    .flatMap(({ item, quantity }) => Array.from({ length: quantity }, () => gtinOf(item)))
    .slice(0, pieces)
    .map((data) => ({ data, aim: 'I1', isItem: true })),
];

/** A scan whose bytes have left its scanner. */
interface Sent extends PlannedScan {
  readonly deviceId: string;
  readonly at: number;
}

/** The times at which a scanner's codes left it, in order. */
const departures = ({ tap }: Wired<'scanner'>): number[] =>
  tap.fromDevice.flatMap(({ at, text }) => Array.from({ length: text.split('\r').length - 1 }, () => at));

/** Scans in turn with all scanners, in steady time; answers each scan with the moment its bytes were written. */
const sendAll = async (scanners: readonly Wired<'scanner'>[], scans: readonly PlannedScan[]): Promise<Sent[]> => {
  const before = scanners.map((each) => departures(each).length);
  const turns = scanners.map((): PlannedScan[] => []);
  let due = monotonic();
  for (const [index, scan] of scans.entries()) {
    due += intervalMs;
    const offset = scan.isItem ? (Math.random() * 2 - 1) * jitterMs : 0;
    await wait(Math.max(0, due + offset - monotonic()));
    const turn = index % scanners.length;
    turns[turn]?.push(scan);
    void scanners[turn]?.device.send({ op: 'scan', data: scan.data, aim: scan.aim });
  }
  await until('the last scan to leave', () =>
    scanners.every((each, turn) => departures(each).length - (before[turn] ?? 0) === turns[turn]?.length) ? true : null,
  );
  const sent = scanners.flatMap((each, turn) => {
    const times = departures(each).slice(before[turn]);
    return (turns[turn] ?? []).map((scan, index): Sent => ({
      ...scan,
      deviceId: each.config.id,
      at: times[index] ?? 0,
    }));
  });
  return sent.toSorted((a, b) => a.at - b.at);
};

/** Of each scan: from its bytes to the frame that showed its outcome, or a later one's. */
const latencies = (sent: readonly Sent[], shown: readonly Shown[], base: number): number[] => {
  const frames = shown.map(({ value, paintedAt }) => ({ sequence: Number(value), paintedAt }));
  return sent.map(({ at }, index) => {
    const frame = frames.find(({ sequence }) => sequence > base + index);
    if (frame === undefined) throw new Error(`scan ${index + 1} was never shown`);
    return frame.paintedAt - at;
  });
};

/**
 * How many of the scanned pieces are in the record, for each scanner in the order of its scanning. What two scanners sent
 * within one pause of the machine comes in either order: their lines are read side by side.
 */
const countRecorded = (data: string, sent: readonly Sent[], sinceWallMs: number): number => {
  const recorded = new Map<string, (string | null)[]>();
  for (const event of newestEvents(data, 'v1.packing.itemPacked')) {
    const { gtin, scan } = event.data as { gtin: string | null; scan: { deviceId: string; at: number } };
    if (scan.at < sinceWallMs) continue;
    recorded.set(scan.deviceId, [...(recorded.get(scan.deviceId) ?? []), gtin]);
  }
  const next = new Map<string, number>();
  let found = 0;
  for (const { deviceId, data: code, isItem } of sent) {
    const at = next.get(deviceId) ?? 0;
    if (!isItem || recorded.get(deviceId)?.[at] !== code) continue;
    next.set(deviceId, at + 1);
    found += 1;
  }
  return found;
};

const sequenceOf = async ({ joined }: Bench): Promise<number> =>
  Number(await joined.page.locator('[data-sequence]').getAttribute('data-sequence'));

/** Everything that was shown up to a sequence number; the browser tells of a frame some time after it. */
const shownUpTo = async ({ joined }: Bench, last: number): Promise<Shown[]> => {
  const shown: Shown[] = [];
  await until('the last frame', async () => {
    shown.push(...(await takeShown(joined)));
    return shown.some(({ value }) => Number(value) >= last) ? true : null;
  });
  return shown;
};

interface Packed {
  readonly sent: readonly Sent[];
  readonly times: readonly number[];
}

/** One order, and then the reach for the next. */
const packOrder = async (bench: Bench, wanted: Wanted, pieces: number): Promise<Packed> => {
  const base = await sequenceOf(bench);
  const sent = await sendAll(bench.equipment.scanners, planScans(wanted, pieces));
  const times = latencies(sent, await shownUpTo(bench, base + sent.length), base);
  await holdOrder(bench.joined.page, orderIdOf(wanted));
  await shownUpTo(bench, base + sent.length + 1);
  return { sent, times };
};

const measure = async (
  bench: Bench,
  station: PreparedStation,
  pieces: number,
  label: string,
  emit: Emit,
): Promise<void> => {
  await watchPage(bench.joined.page, '[data-sequence]', 'data-sequence');
  const sinceWallMs = Date.now();
  const startedAt = monotonic();
  const sent: Sent[] = [];
  const times: number[] = [];
  for (let done = 0, order = 0; done < pieces; done += piecesPerOrder, order += 1) {
    const wanted = scanOrders[order];
    if (wanted === undefined) throw new Error('no order left');
    const packed = await packOrder(bench, wanted, Math.min(piecesPerOrder, pieces - done));
    sent.push(...packed.sent);
    times.push(...packed.times);
  }
  const seconds = Math.round((monotonic() - startedAt) / 1000);
  console.log(`${sent.length} scans in ${seconds} s, at ${1000 / intervalMs} a second but between two orders.`);
  emit(row(`scan → painted, p50, ${label}`, percentile(times, 0.5), 'ms'));
  emit(row(`scan → painted, p99, ${label}`, percentile(times, 0.99), 'ms', { aim: { of: 'value', atMost: 50 } }));
  emit(row(`scan → painted, slowest, ${label}`, Math.max(...times), 'ms'));
  const lost = pieces - countRecorded(station.data, sent, sinceWallMs);
  const name = `pieces of ${pieces} not recorded in the order of their scanner, ${label}`;
  emit(row(name, lost, 'scans', { aim: { of: 'value', atMost: 0 } }));
};

/** With four scanners at once: a station at its beginning, and one whose report worker never rests. */
export const scanPart: Part = async ({ quick, folder }, emit) => {
  const pieces = quick ? 50 : 1200;
  const young = await prepareStation(folder, 0);
  const bench = await openBench(young, scannerCount);
  try {
    await measure(bench, young, pieces, '20 scans/s', emit);
  } finally {
    await bench.stop();
  }
  const events = quick ? 3000 : 1_000_000;
  const old = await prepareStation(folder, events);
  const busy = await openBench(old, scannerCount);
  try {
    const reports = await keepReporting(busy.joined.page);
    await measure(busy, old, pieces, `20 scans/s during reports over ${count.format(events)} events`, emit);
    console.log(`${await reports.stop()} reports were answered meanwhile.`);
  } finally {
    await busy.stop();
  }
};
