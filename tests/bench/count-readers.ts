import { fork } from 'node:child_process';
import { join } from 'node:path';
import { createDeviceService, type DeviceService } from '../../electron/devices/device-service';
import { readerProtocols } from '../../electron/devices/rfid/protocols';
import { fromChildProcess, startSimulator, type Simulator } from '../../electron/devices/simulators/client';
import { createLocalTransport } from '../../electron/devices/transports/local';
import { createCountDesk } from '../../electron/station/count-desk';
import { createFeedback } from '../../electron/station/feedback';
import type { OpenStore } from '../../electron/store/store';
import type { Store } from '../../electron/store/types';
import type { CountLineRow } from '../../shared/features/counts/queries';
import { noScale } from '../support/no-scale';
import { createRandom, type Random } from '../support/random';
import { monotonic, until } from './clock';
import { makeZone, scoresOf, zoneBins, zoneScope, type RealTag, type RealZone } from './count-field';
import { boss, fill, withCountStore } from './count-store';
import { row, type Part } from './rows';
import { command, operator, stationActor } from './world';

const antennas = 4;
/** A pass is over when nothing new was heard for so long, as a person would end it. */
const quietMs = 3000;
/** Of a thousand rounds in which a tag could answer, how many it loses to others: that costs time, but no tag. */
const lostInRound = 200;
/** Of a thousand rounds, in how many a tag from outside is heard. */
const strayPerMille = 100;

interface Gate {
  readonly device: Simulator<'rfid'>;
  readonly service: DeviceService;
}

/** A reader in a process of its own, and the app's own device layer, which reads it over a socket. */
const openGate = async (): Promise<Gate> => {
  const started = await startSimulator({ kind: 'rfid', roundMs: 100, antennas, stateAware: true }, (args) =>
    fromChildProcess(fork(join(process.cwd(), 'out', 'main', 'simulator.js'), [...args], { execArgv: [] })),
  );
  if (!started.ok) throw new Error(`the simulated reader did not start: ${JSON.stringify(started.failure)}`);
  const device = started.value;
  const transport = { type: 'tcp', host: '127.0.0.1', port: device.place.port } as const;
  const service = createDeviceService({
    devices: [{ kind: 'rfid', id: 'cart', name: 'cart', protocol: 'llrp', simulated: true, transport }],
    protocols: { scales: {}, scanners: {}, printers: {}, readers: readerProtocols },
    transportFor: createLocalTransport,
    allowSimulated: true,
    onBug: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  });
  await until('the reader to be ready', () => (service.statuses()[0]?.state === 'ready' ? true : null));
  await device.send({ op: 'misses', perMille: lostInRound });
  return { device, service };
};

/** dBm inside: around −55, ± 6; outside: around −73, ± 4. They overlap, as in a real warehouse. */
const placed = ({ epcHex, tidHex, truth }: RealTag, random: Random) => ({
  epcHex,
  tidHex,
  antenna: random.integer(1, antennas),
  rssiDbm: Math.round(truth === 'stray' ? -73 + 4 * random.normal() : -55 + 6 * random.normal()),
});

/** Each tag is out of reach for the whole of the pass with this chance, each for itself. */
const goPast = async ({ device }: Gate, { tags }: RealZone, missed: number, random: Random): Promise<void> => {
  const reached = tags.filter(() => random.next() >= missed);
  const inside = reached.filter(({ truth }) => truth !== 'stray').map((tag) => placed(tag, random));
  const outside = reached.filter(({ truth }) => truth === 'stray').map((tag) => placed(tag, random));
  await device.send({ op: 'tags', tags: inside });
  await device.send({ op: 'strays', tags: outside, perMille: strayPerMille });
};

const deskOn = ({ service }: Gate, store: Store) =>
  createCountDesk({
    store,
    devices: service,
    actor: () => operator,
    stationActor: () => stationActor,
    now: Date.now,
    push: () => undefined,
    feedback: createFeedback(() => undefined, Date.now),
    keyedQuantity: () => null,
    quantityUsed: () => undefined,
    ...noScale,
    onError: (error) => {
      throw error instanceof Error ? error : new Error(String(error));
    },
  });

/** A whole count: started, read in so many passes, handed in; its differences as the supervisor gets them. */
const countBy = async (
  gate: Gate,
  opened: OpenStore,
  zone: RealZone,
  passes: number,
  missed: number,
  random: Random,
): Promise<{ readonly lines: readonly CountLineRow[]; readonly seconds: number }> => {
  const wish = { title: 'Zone A', method: 'rfid', scope: zoneScope, blind: false, toleranceMinor: 0, approvalMinor: 0 };
  const { countId } = command(opened, 'counts.start', wish, boss) as { countId: string };
  const desk = deskOn(gate, {
    execute: async (each) => opened.execute(each),
    query: async (name, params, actor) => opened.query(name, params, actor),
  });
  const from = monotonic();
  await desk.begin(countId);
  for (let pass = 1; pass <= passes; pass += 1) {
    await goPast(gate, zone, missed, random);
    const started = await desk.startPass(['cart']);
    if (!started.ok) throw new Error(started.failure.code);
    let last = { tags: -1, at: 0 };
    await until('the end of a pass', () => {
      const tags = desk.view()?.tags ?? 0;
      if (tags !== last.tags) last = { tags, at: monotonic() };
      return tags > 0 && monotonic() - last.at > quietMs ? true : null;
    });
    const stopped = await desk.stopPass();
    if (!stopped.ok) throw new Error(stopped.failure.code);
  }
  const seconds = (monotonic() - from) / 1000;
  await desk.close();
  command(opened, 'counts.submit', { countId });
  const answer = opened.query('counts.lines', { countId, limit: 100_000 }, boss);
  if (!answer.ok) throw new Error(answer.failure.code);
  command(opened, 'counts.cancel', { countId, reason: 'mistake' }, boss);
  return { lines: (answer.value as { rows: readonly CountLineRow[] }).rows, seconds };
};

/**
 * Counts of a zone by a simulated LLRP reader in a process of its own, through the app's device layer, count desk and
 * record, against a truth that is known.
 */
export const countByReaders = async (quick: boolean, folder: string, emit: Parameters<Part>[1]): Promise<void> => {
  const zone = makeZone(quick ? 200 : 2000, createRandom(3));
  const gate = await openGate();
  try {
    await withCountStore(folder, zoneBins, async (store) => {
      fill(store, zone.book);
      for (const missed of quick ? [0.05] : [0.01, 0.05, 0.1])
        for (const passes of [1, 2]) {
          const random = createRandom(Math.round(missed * 1000) + passes);
          const { lines, seconds } = await countBy(gate, store, zone, passes, missed, random);
          const name = `count by a reader, ${zone.tags.length} tags, ${missed * 100} % missed a pass, ${passes} of it`;
          for (const [kind, { precision, recall }] of scoresOf(zone, lines)) {
            emit(row(`${name}: ${kind}, precision`, precision * 100, '%'));
            emit(row(`${name}: ${kind}, recall`, recall * 100, '%'));
          }
          emit(row(`${name}: time`, seconds, 's'));
        }
    });
  } finally {
    await gate.service.stop();
    await gate.device.stop();
  }
};
