import type { DeviceConfig } from '../../shared/device-config';
import type { ReaderNotice, ReaderView, ReportLoss, TagRead } from '../../shared/tag-reads';
import type { DeviceServiceParts } from '../../electron/devices/device-service';
import { startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import type { SimulatorOptionsInput } from '../../electron/devices/simulators/protocol';
import { createBench, failOnBugs, type Bench } from '../devices/bench';
import { forkSimulator } from '../simulators/fork-simulator';

export const readerAt = (port: number, id = 'gate', options: object = {}): DeviceConfig => ({
  id,
  kind: 'rfid',
  name: id,
  protocol: 'llrp',
  transport: { type: 'tcp', host: '127.0.0.1', port },
  options,
});

export interface RfidBench extends Bench {
  readonly reads: TagRead[];
  readonly losses: ReportLoss[];
  readonly readerNotices: ReaderNotice[];
  view(id?: string): ReaderView;
  noticed(code: ReaderNotice['code']): ReaderNotice[];
}

/** Short waits, so that a reader that says nothing is named in a moment. */
export const quick = { greetingMs: 1000, answerMs: 1000, keepaliveMs: 100, silentMs: 600 };
const backOff = { firstMs: 20, lostMaxMs: 100, refusedMaxMs: 100 };

let benches: RfidBench[] = [];
let simulators: Simulator<'rfid'>[] = [];

export const rfidBench = (devices: DeviceConfig[], parts: Partial<DeviceServiceParts> = {}): RfidBench => {
  const bench = createBench(devices, { readerTiming: quick, backOff, ...parts });
  const reads: TagRead[] = [];
  const losses: ReportLoss[] = [];
  const readerNotices: ReaderNotice[] = [];
  bench.service.onTagReads((each) => reads.push(...each));
  bench.service.onReportLoss((loss) => losses.push(loss));
  bench.service.onReaderNotice((notice) => readerNotices.push(notice));
  const made: RfidBench = {
    ...bench,
    reads,
    losses,
    readerNotices,
    view(id = 'gate') {
      const view = bench.service.reader(id);
      if (view === null) throw new Error(`no reader ${id}`);
      return view;
    },
    noticed: (code) => readerNotices.filter((notice) => notice.code === code),
  };
  benches.push(made);
  return made;
};

export const simulatedReader = async (
  options: Omit<SimulatorOptionsInput & { kind: 'rfid' }, 'kind'> = {},
): Promise<Simulator<'rfid'>> => {
  const started = await startSimulator({ kind: 'rfid', roundMs: 20, ...options }, forkSimulator);
  if (!started.ok) throw new Error(JSON.stringify(started.failure));
  simulators.push(started.value);
  return started.value;
};

/** Ends all services and simulators; throws when a driver threw. */
export const endBenches = async (): Promise<void> => {
  const ended = benches;
  benches = [];
  await Promise.all(ended.map(({ service }) => service.stop()));
  const stopped = simulators;
  simulators = [];
  await Promise.all(stopped.map((each) => each.stop()));
  failOnBugs(ended);
};

export const hexOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex').toUpperCase();
