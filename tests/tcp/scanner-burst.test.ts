import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSimulator } from '../../electron/devices/simulators/client';
import { createBench, failOnBugs, scannerAt } from '../devices/bench';
import { until } from '../devices/pty';
import { buildSimulator, forkSimulator, removeSimulator } from '../simulators/fork-simulator';

/** F5 asks for a minute of it; the bench runs that. */
const seconds = Number(process.env['PACKWRIGHT_BURST_SECONDS'] ?? '5');
const scanners = 4;
const scansASecond = 20;

beforeAll(buildSimulator);
afterAll(removeSimulator);

it(
  `records ${seconds * scansASecond} scans of 4 scanners at ${scansASecond} a second, in order, each with its scanner`,
  async () => {
    const started = await Promise.all(
      Array.from({ length: scanners }, () => startSimulator({ kind: 'scanner' }, forkSimulator)),
    );
    const simulators = started.map((each) => {
      if (!each.ok) throw new Error(each.failure.code);
      return each.value;
    });
    const ids = simulators.map((_, index) => `scanner-${index + 1}`);
    const station = createBench(
      simulators.map(({ place }, index) =>
        scannerAt({ type: 'tcp', host: '127.0.0.1', port: place.port }, ids[index] ?? ''),
      ),
    );
    try {
      await Promise.all(ids.map((id) => station.untilState(id, 'ready')));
      const each = (seconds * scansASecond) / scanners;
      // Twins in a row, and the same codes at every scanner: nothing may pass for a repetition and be dropped.
      const codes = Array.from({ length: each }, (_, index) => ({ data: `ITEM-${index >> 1}`, aim: 'C1' }));
      const sent = await Promise.all(
        simulators.map((simulator) =>
          simulator.send({ op: 'burst', codes, intervalMs: (1000 * scanners) / scansASecond }),
        ),
      );
      expect(sent.every(({ ok }) => ok)).toBe(true);
      await until('all scans', () => station.scans.length >= each * scanners, (seconds + 20) * 1000);
      expect(station.scans.map(({ sequence }) => sequence)).toEqual(station.scans.map((_, index) => index + 1));
      const times = station.scans.map(({ monotonicMs }) => monotonicMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      for (const id of ids) {
        const own = station.scans.filter(({ deviceId }) => deviceId === id);
        expect(own.map(({ data }) => data)).toEqual(codes.map(({ data }) => data));
        expect(own.every(({ aim }) => aim === 'C1')).toBe(true);
      }
      expect(station.scans).toHaveLength(each * scanners);
    } finally {
      await station.service.stop();
      await Promise.all(simulators.map((simulator) => simulator.stop()));
    }
    failOnBugs([station]);
  },
  (seconds + 60) * 1000,
);
